// Putting steps in order by buttons. Without this file each step has a list of numbers.
(() => {
  const lists = new WeakSet();
  const steps = (box) => [...box.querySelectorAll("[data-step]")];
  const select = (step) => step.querySelector("select");

  // The buttons at the ends have nowhere to go; `disabled` would throw away the focus.
  const draw = (box) => {
    const all = steps(box);
    all.forEach((step, place) => {
      const [up, down] = step.querySelectorAll("[data-move]");
      up.setAttribute("aria-disabled", place === 0);
      down.setAttribute("aria-disabled", place === all.length - 1);
    });
    const open = all.some((step) => !select(step).value);
    box.querySelector("[data-unplaced]").hidden = !open;
  };

  // The order on the page becomes the numbers, and the form hears of it.
  const number = (box, moved) => {
    steps(box).forEach((step, place) => {
      select(step).value = String(place + 1);
    });
    draw(box);
    select(moved).dispatchEvent(new Event("change", { bubbles: true }));
  };

  // The numbers become the order on the page: after a reload, or an answer brought back.
  const arrange = (box) => {
    const rank = (step) => Number(select(step).value) || Infinity;
    const sorted = steps(box).sort((one, other) => rank(one) - rank(other) || 0);
    box.querySelector("ol").append(...sorted);
    draw(box);
  };

  const begin = (root) => {
    for (const box of root.querySelectorAll("[data-ordering]")) {
      if (lists.has(box)) continue;
      lists.add(box);
      box.dataset.ready = "";
      arrange(box);
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move], [data-keep-order]");
    const box = button && button.closest("[data-ordering]");
    if (!box) return;
    if ("keepOrder" in button.dataset) {
      number(box, steps(box)[0]);
      select(steps(box)[0]).closest("li").querySelector("[data-move='1']").focus();
      return;
    }
    if (button.getAttribute("aria-disabled") === "true") return;
    const step = button.closest("[data-step]");
    const up = button.dataset.move === "-1";
    if (up) step.previousElementSibling.before(step);
    else step.nextElementSibling.after(step);
    for (const other of steps(box)) other.classList.toggle("moved", other === step);
    number(box, step);
    button.focus(); // it moved with its step, and stays under the finger of whoever uses keys
    const said = box.querySelector("[data-moved]");
    said.textContent = said.dataset.words.replace("%s", steps(box).indexOf(step) + 1);
  });

  document.addEventListener("milium:filled", () => {
    document.querySelectorAll("[data-ordering]").forEach(arrange);
  });
  document.addEventListener("htmx:load", (event) => begin(event.target.parentNode || document));
  begin(document);
})();
