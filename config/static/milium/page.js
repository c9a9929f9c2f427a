// Small courtesies of every page. Each page works without this file.

// Menus close on Escape and on a click elsewhere.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
};
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  closeMenus(null);
  if (menu) menu.querySelector("summary").focus();
});

// A link in the error summary leads into the control, also when it names a group of them.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const place = link && document.getElementById(link.hash.slice(1));
  if (!place) return;
  const controls = "input, select, textarea, button";
  const control = place.matches(controls) ? place : place.querySelector(controls);
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.scrollIntoView({ block: "center" });
});

// Signed out while the page stood open: ask for the password here, then repeat the request.
// Nothing that was typed is lost. A second factor, or no answer, leads to the sign-in page itself.
let waiting = null;
let repeated = null; // what was sent again with a new token: once, for it may really be forbidden
const dialog = () => document.getElementById("sign-in-again");

// The dialog is the same for everybody until it is hers: her address, and the token of this page.
const again = dialog() && dialog().querySelector("form").elements;
if (again) {
  again.login.value = document.body.dataset.email;
  again.csrfmiddlewaretoken.value = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

document.addEventListener("htmx:responseError", async (event) => {
  const { xhr, requestConfig } = event.detail;
  const unproved = xhr.status === 403 && requestConfig.verb !== "get";
  if ((xhr.status !== 401 && !unproved) || !dialog()) return;
  // Refused for an old token, or because it went with its cookie: is she still signed in?
  const now = unproved ? await renewTokens().catch(() => ELSEWHERE) : SIGNED_OUT;
  if (now === ELSEWHERE || (now === RENEWED && repeated === requestConfig.path)) return;
  waiting = requestConfig;
  repeated = now === RENEWED ? requestConfig.path : null;
  if (now === RENEWED) repeat();
  else if (!dialog().open) dialog().showModal();
});

// Signing in changes the token that proves a form is ours: take the new one from a fresh page. Where
// that is the sign-in page, its token lets her sign in here, also when all cookies are gone.
// -> RENEWED, SIGNED_OUT, or ELSEWHERE: another person's page, or none that says.
const [RENEWED, SIGNED_OUT, ELSEWHERE] = ["renewed", "signed-out", "elsewhere"];
const renewTokens = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  const { person } = document.body.dataset;
  const asksWho = fresh.querySelector("input[name=password]") && !fresh.dataset.person;
  if (fresh.dataset.person !== person && !asksWho) return ELSEWHERE;
  const token = fresh.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  const headers = fresh.getAttribute("hx-headers") ?? JSON.stringify({ "X-CSRFToken": token });
  document.body.setAttribute("hx-headers", headers);
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    input.value = JSON.parse(headers)["X-CSRFToken"];
  }
  return asksWho ? SIGNED_OUT : RENEWED;
};

const repeat = () => {
  const { verb, path, elt, target, formData } = waiting;
  waiting = null;
  const values = new FormData();
  for (const [name, value] of formData) {
    if (name !== "csrfmiddlewaretoken") values.append(name, value);
  }
  window.htmx.ajax(verb, path, { source: elt, target, values });
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!dialog() || !dialog().contains(form)) return;
  if (event.submitter && event.submitter.formMethod === "dialog") return;
  event.preventDefault();
  const ask = () => fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
  });
  let answer = await ask();
  if (answer.status === 403 && (await renewTokens()) !== ELSEWHERE) answer = await ask();
  form.elements.password.value = "";
  const wrong = form.querySelector("[data-wrong]");
  wrong.hidden = answer.ok;
  if (!answer.ok) return form.elements.password.focus();
  // Another person, or one more step to take: this page is not hers to go on with.
  if ((await renewTokens()) !== RENEWED) return location.assign((await answer.json()).location);
  dialog().close();
  if (waiting) repeat();
});

// What attempt.js keeps for the network is hers alone: signing out takes it from this device.
document.addEventListener("submit", (event) => {
  if (!event.target.action || !event.target.action.endsWith("/logout/")) return;
  try {
    const kept = Object.keys(localStorage).filter((key) => key.startsWith("milium.outbox."));
    kept.forEach((key) => localStorage.removeItem(key));
  } catch { /* nothing was kept, then */ }
});
