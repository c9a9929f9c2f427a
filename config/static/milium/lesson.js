// A lesson marks the heading being read in its table of contents and keeps the reader's place.
// Without this file the lesson reads the same; only the place is not kept.
const lesson = document.querySelector("[data-lesson]");
const headings = lesson ? [...lesson.querySelectorAll("h2[id]")] : [];
const token = document.querySelector(".dock input[name=csrfmiddlewaretoken]");
const kept = document.querySelector("[data-place-kept]");
const openCheck = document.querySelector("[data-open-check]");
const links = new Map(
  [...document.querySelectorAll(".toc a[href^='#']")].map((link) => [link.hash.slice(1), link]),
);
let saved = lesson ? lesson.dataset.place : "";
let current = "";
let timer = 0;

// The heading being read is the last one above a line a third down the window.
const reading = () => {
  const line = window.innerHeight / 3;
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < line);
  return (passed.at(-1) || headings[0]).id;
};

const keep = async () => {
  clearTimeout(timer);
  if (!token || !lesson.dataset.placeUrl || !current || current === saved) return; // read: no place
  const anchor = current;
  saved = anchor;
  try {
    const answer = await fetch(lesson.dataset.placeUrl, {
      method: "POST",
      headers: { "X-CSRFToken": token.value },
      body: new URLSearchParams({ anchor }),
      keepalive: true,
    });
    if (answer.ok && kept && !openCheck) kept.hidden = false;
  } catch {
    saved = ""; // offline: the next heading tries again
  }
};

const follow = () => {
  const found = reading();
  if (found === current) return;
  for (const [anchor, link] of links) {
    if (anchor === found) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  current = found;
  clearTimeout(timer);
  timer = setTimeout(keep, 3000);
};

if (headings.length) {
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  addEventListener("pagehide", keep);
  follow();
}

// A word of the glossary opens its small panel in place; without this it leads to the glossary.
document.addEventListener("click", (event) => {
  const word = event.target.closest("a.term");
  const panel = word && document.getElementById(`term-${word.dataset.term}`);
  if (!panel || !panel.showPopover || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  if (!panel.matches(":popover-open")) panel.showPopover();
  panel.querySelector("button").focus();
});

// The link beside the button leads to the first check that still waits, and goes with the last one.
document.addEventListener("htmx:afterSwap", () => {
  if (!openCheck) return;
  const left = [...document.querySelectorAll("section.check")].filter(
    (check) => !check.querySelector(".told"),
  );
  openCheck.parentElement.hidden = !left.length;
  if (left.length) openCheck.hash = left[0].id;
  document.querySelector("[data-done]").classList.toggle("primary", !left.length);
  openCheck.querySelector("[data-checks-left]").textContent = left.length;
});
