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
const dialog = () => document.getElementById("sign-in-again");

// The dialog is the same for everybody until it is hers: her address, and the token of this page.
const again = dialog() && dialog().querySelector("form").elements;
if (again) {
  again.login.value = document.body.dataset.email;
  again.csrfmiddlewaretoken.value = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401 || !dialog()) return;
  waiting = event.detail.requestConfig;
  if (!dialog().open) dialog().showModal();
});

// Signing in changes the token that proves a form is ours: take the new one from a fresh page.
const renewTokens = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  const headers = fresh.getAttribute("hx-headers");
  if (!headers || fresh.dataset.person !== document.body.dataset.person) return false;
  document.body.setAttribute("hx-headers", headers);
  const token = JSON.parse(headers)["X-CSRFToken"];
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    input.value = token;
  }
  return true;
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
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
  });
  form.elements.password.value = "";
  const wrong = form.querySelector("[data-wrong]");
  wrong.hidden = answer.ok;
  if (!answer.ok) return form.elements.password.focus();
  // Another person, or one more step to take: this page is not hers to go on with.
  if (!(await renewTokens())) return location.assign((await answer.json()).location);
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
