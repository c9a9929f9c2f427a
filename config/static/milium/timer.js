// Time left, drawn from the seconds the server gave: the server decides, this only tells.
// It can be put away, and is said aloud at five minutes and at one. More time may be given while
// the page is open: each save tells the end as it stands, and the page asks for it now and then.
(() => {
  const timer = document.querySelector("[data-seconds]");
  if (!timer) return;
  let until = performance.now() + Number(timer.dataset.seconds) * 1000;
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
    // Nobody is led away from what she wrote and is not saved, or without a network.
    setTimeout(() => {
      const may = document.dispatchEvent(new Event("milium:leave", { cancelable: true }));
      if (over && may && navigator.onLine) location.assign(timer.dataset.then);
    }, 7000);
    ask();
  };

  // -> the end as the server knows it: {ends, seconds, clock}. Only a later one is news.
  const hear = ({ ends, seconds, clock }) => {
    const more = Number(ends) - Number(timer.dataset.ends);
    if (!ends || !(more > 0)) return;
    timer.dataset.ends = ends;
    until = performance.now() + Number(seconds) * 1000;
    over = false;
    said.clear();
    const word = document.querySelector('template[data-word="more-time"]').content.cloneNode(true);
    const minutes = Math.floor(more / 60);
    const which = minutes > 1 ? "many" : minutes ? "one" : "some";
    const given = word.querySelector(`[data-${which}]`);
    const end = word.querySelector("[data-until]");
    given.hidden = false;
    given.textContent = given.textContent.replace("%s", minutes);
    end.textContent = end.textContent.replace("%s", clock);
    place.title = end.textContent;
    document.getElementById("more-time").replaceChildren(word);
    tick();
  };
  const ask = async () => {
    try {
      const headers = { "HX-Request": "true" };
      const answer = await fetch(timer.dataset.then, { headers, redirect: "error" });
      if (answer.status !== 200) return;
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const part = holder.content.querySelector('[data-outcome="time"]');
      if (part) hear(part.dataset);
    } catch {
      /* asked again the next time */
    }
  };
  document.addEventListener("milium:time", (event) => hear(event.detail));
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  setInterval(() => document.hidden || ask(), 60000);
  tick();
  setInterval(tick, 1000);
})();
