// A slider beside the number of a scale. Without this file the number alone does.
(() => {
  const parts = (box) => [box.querySelector("[data-place]"), box.querySelector("[data-slider]")];

  // The slider follows the number; where there is none it stands in the middle and means nothing.
  const draw = (box) => {
    const [place, slider] = parts(box);
    const open = place.value === "";
    if (!open) slider.value = place.value;
    slider.classList.toggle("open", open);
    slider.setAttribute("aria-valuetext", open ? box.querySelector("[data-open]").textContent : place.value);
    box.querySelector("[data-open]").hidden = !open;
  };
  const all = () => document.querySelectorAll("[data-scale]").forEach(draw);

  const take = (slider) => {
    const box = slider.closest("[data-scale]");
    const [place] = parts(box);
    place.value = slider.value;
    draw(box);
    return place;
  };

  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-slider]")) take(target);
    else if (target.matches("[data-place]")) draw(target.closest("[data-scale]"));
  });
  // A press where the slider stands already changes nothing in it, and is a place all the same.
  document.addEventListener("click", ({ target }) => {
    if (target.matches("[data-slider].open")) {
      take(target).dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  document.addEventListener("milium:filled", all);
  document.addEventListener("htmx:load", all);
  all();
})();
