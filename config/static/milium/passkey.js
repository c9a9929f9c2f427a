// What a passkey needs and does not get is said in words; the page works without it.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.querySelector("[data-passkey-failed]");
  if (place) place.hidden = false;
});
