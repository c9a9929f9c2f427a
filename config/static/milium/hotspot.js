// Pointing at places on a picture. Without this file the names of the places are ticked instead.
//
// Points stand in one hidden field, "0.41 0.33;0.7 0.2": what is posted, kept and brought back.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const known = new WeakSet();
  const field = (box) => box.querySelector('[name="points"]');
  const read = (box) => field(box).value.split(";").filter(Boolean).map((one) => one.split(" ").map(Number));
  const within = (share) => Math.min(1, Math.max(0, share));
  const written = (share) => String(Number(within(share).toFixed(4)));
  const say = (box, words) => {
    box.querySelector("[data-said]").textContent = words;
  };

  const pin = (over, [x, y], number) => {
    const [, , width, height] = over.getAttribute("viewBox").split(" ").map(Number);
    const size = Number(over.dataset.size);
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", "pin");
    group.setAttribute("transform", `translate(${x * width} ${y * height})`);
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("r", size);
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("font-size", size * 1.25);
    text.textContent = number;
    group.append(circle, text);
    return group;
  };

  const row = (box, number) => {
    const made = box.querySelector("template[data-point]").content.cloneNode(true);
    made.querySelector("[data-number]").textContent = number;
    for (const button of made.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.getAttribute("aria-label")}: ${number}`);
    }
    return made;
  };

  const draw = (box) => {
    const points = read(box);
    const over = box.querySelector("[data-over]");
    over.replaceChildren(...points.map((point, place) => pin(over, point, place + 1)));
    box.querySelector("[data-points]").replaceChildren(...points.map((_, place) => row(box, place + 1)));
  };

  const write = (box, points) => {
    field(box).value = points.map((point) => point.map(written).join(" ")).join(";");
    draw(box);
    field(box).dispatchEvent(new Event("change", { bubbles: true }));
  };

  const told = (box, number, [x, y]) => {
    const percent = (share) => Math.round(within(share) * 100);
    say(box, box.dataset.now.replace("%n", number).replace("%x", percent(x)).replace("%y", percent(y)));
  };

  const add = (box, point) => {
    const points = read(box);
    const named = box.querySelectorAll('[name="marks"]:checked').length;
    if (points.length + named >= Number(box.dataset.most)) return say(box, box.dataset.full);
    write(box, [...points, point]);
    told(box, points.length + 1, point);
  };

  const begin = (root) => {
    for (const box of root.querySelectorAll("[data-hotspot]")) {
      if (known.has(box)) continue;
      known.add(box);
      box.dataset.ready = "";
      box.querySelector("[data-take-back]")?.remove(); // each point has a button of its own
      draw(box);
    }
  };

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-hotspot]");
    if (!box) return;
    const over = event.target.closest("[data-over]");
    if (over) {
      const place = over.getBoundingClientRect();
      add(box, [(event.clientX - place.left) / place.width, (event.clientY - place.top) / place.height]);
      return;
    }
    const button = event.target.closest("[data-add], [data-by], [data-remove]");
    if (!button) return;
    if ("add" in button.dataset) {
      add(box, [0.5, 0.5]);
      return;
    }
    const rows = [...box.querySelectorAll("[data-points] > li")];
    const at = rows.indexOf(button.closest("li"));
    const points = read(box);
    if ("remove" in button.dataset) {
      points.splice(at, 1);
      write(box, points);
      say(box, box.dataset.gone);
      box.querySelector("[data-add]").focus();
      return;
    }
    const by = button.dataset.by.split(" ").map((step) => Number(step) * 0.02);
    points[at] = points[at].map((share, axis) => within(share + by[axis]));
    write(box, points);
    told(box, at + 1, points[at]);
    box.querySelector(`[data-points] > li:nth-child(${at + 1}) [data-by="${button.dataset.by}"]`).focus();
  });

  document.addEventListener("milium:filled", () => {
    document.querySelectorAll("[data-hotspot]").forEach(draw);
  });
  document.addEventListener("htmx:load", (event) => begin(event.target.parentNode || document));
  begin(document);
})();
