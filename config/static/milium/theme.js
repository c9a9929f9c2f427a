// Light and dark: follow the system until someone chooses; remember the choice.
// Read in the head, not deferred: a chosen theme must be there before the first paint.
const root = document.documentElement;
root.dataset.js = "";
let chosen = null;
try { chosen = localStorage.getItem("theme"); } catch { /* storage may be forbidden */ }
if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* this page only, then */ }
});
