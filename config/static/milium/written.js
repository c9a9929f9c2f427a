// Writing an answer inside a lesson: counts the words, and warns before unsent ones are left behind.
// Without this file the same form, posted, does the same.
(() => {
  const known = new WeakSet();
  const sending = new WeakSet();
  const all = () => [...document.querySelectorAll("textarea[data-written]")];

  // A text that was refused comes back into its field: it is unsent though nobody touched it.
  const isUnsent = (field) =>
    !sending.has(field.form) &&
    (field.value !== field.defaultValue || ("unsent" in field.dataset && field.value !== ""));

  const draw = (field) => {
    const line = field.form.querySelector("p[data-words]");
    const count = line.querySelector("[data-count]");
    const words = field.value.trim().split(/\s+/).filter(Boolean).length;
    line.hidden = !words;
    count.textContent = count.dataset.words.replace("%s", words);
    line.querySelector("[data-not-sent]").hidden = !isUnsent(field);
  };

  const begin = (root) => {
    for (const field of root.querySelectorAll("textarea[data-written]")) {
      if (known.has(field)) continue;
      known.add(field);
      field.addEventListener("input", () => draw(field));
      field.form.addEventListener("submit", () => sending.add(field.form));
      draw(field); // the browser may have brought a text back
    }
  };

  addEventListener("beforeunload", (event) => {
    if (all().some(isUnsent)) event.preventDefault();
  });
  // What did not arrive stays in its field, and she is told.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    const field = form.querySelector && form.querySelector("textarea[data-written]");
    if (!field) return;
    sending.delete(form);
    draw(field);
    const status = event.detail.xhr.status;
    const reached = status > 0 && (status < 400 || [401, 409, 422].includes(status));
    form.querySelector("[data-unreached]").hidden = reached;
  });
  document.addEventListener("htmx:afterSwap", () => begin(document));
  addEventListener("pageshow", () => all().forEach(draw));
  begin(document);
})();
