// Time left, drawn from the seconds the server gave: the server decides, this only tells.
// It can be put away, and is said aloud at five minutes and at one.
(() => {
  const timer = document.querySelector("[data-seconds]");
  if (!timer) return;
  const until = performance.now() + Number(timer.dataset.seconds) * 1000;
  const said = new Set();
  const place = timer.querySelector("[data-left]");
  const say = (text) => { document.getElementById("time-said").textContent = text; };
  let over = false;
  try {
    timer.open = localStorage.getItem("milium.timer") !== "closed";
    timer.addEventListener("toggle", () => {
      localStorage.setItem("milium.timer", timer.open ? "open" : "closed");
    });
  } catch {
    /* shown each time, then */
  }
  const tick = () => {
    if (over) return;
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    const minutes = Math.ceil(left / 60);
    const pattern = left > 60 ? timer.dataset.minutes : timer.dataset.secs;
    place.textContent = pattern.replace("%s", left > 60 ? minutes : left);
    for (const mark of [5, 1]) {
      if (left > mark * 60 || left <= (mark - 1) * 60 || said.has(mark)) continue;
      if (left > mark * 60 - 20) say(timer.dataset.minutes.replace("%s", mark));
      said.add(mark);
    }
    if (left) return;
    over = true;
    say(timer.dataset.over);
    place.textContent = timer.dataset.over;
    document.dispatchEvent(new Event("milium:time-over"));
    // The server waits some seconds for what is on its way, then ends the attempt by itself.
    // Without a network nobody is led away from what she wrote.
    setTimeout(() => navigator.onLine && location.assign(timer.dataset.then), 7000);
  };
  tick();
  setInterval(tick, 1000);
})();
