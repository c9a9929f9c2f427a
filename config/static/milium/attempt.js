// Saves each answer while it is given, and keeps it on this device while it cannot.
// Each page works without this file: the same form, posted, does the same.
//
// An answer goes into the outbox (localStorage, by person, attempt and question) before it is
// sent and leaves it when the server has said "saved". Whatever happens in between, nothing is
// lost; and a save that arrives twice is one answer, because it names the revision it changes.
(() => {
  const body = document.body;
  const form = document.getElementById("answer");
  const mine = `milium.outbox.${body.dataset.person}.`;
  const words = (name) => {
    const template = document.querySelector(`template[data-word="${name}"]`);
    return template ? template.content.cloneNode(true) : document.createTextNode("");
  };
  const show = (id, content) => {
    const place = document.getElementById(id);
    if (place) place.replaceChildren(content);
    return place;
  };

  // --- the outbox -----------------------------------------------------------------------------
  const outbox = {
    keys: (prefix = mine) => {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
      } catch {
        return [];
      }
    },
    read: (key) => {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    put: (key, entry) => {
      try {
        localStorage.setItem(key, JSON.stringify(entry));
        return true;
      } catch {
        return false; // storage full or forbidden: the page itself still holds the answer
      }
    },
    drop: (key) => {
      try {
        localStorage.removeItem(key);
      } catch {
        /* nothing was kept, then */
      }
    },
  };

  // --- one request ----------------------------------------------------------------------------
  const token = () => JSON.parse(body.getAttribute("hx-headers"))["X-CSRFToken"];

  const post = (url, fields) =>
    fetch(url, {
      method: "POST",
      headers: { "HX-Request": "true", "X-CSRFToken": token() },
      body: new URLSearchParams(fields),
      keepalive: true,
      signal: AbortSignal.timeout(20000),
    });

  // -> {outcome, part}: saved, stale, closed, refused come with a part of the page; waiting and
  // signed-out come without.
  const send = async (url, fields, again = true) => {
    let answer;
    let part = null;
    try {
      answer = await post(url, fields);
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      part = holder.content.firstElementChild;
    } catch {
      return { outcome: "waiting" };
    }
    if (answer.status === 401) return { outcome: "signed-out" };
    if (part && part.dataset.outcome) return { outcome: part.dataset.outcome, part };
    // Signed in anew in another tab, or the cookies are gone: the page's token is old. Take a new
    // one, once; where she is signed out it lets her sign in over this page.
    if (answer.status === 403 && again && typeof renewTokens === "function") {
      try {
        const now = await renewTokens();
        if (now === RENEWED) return send(url, fields, false);
        if (now === SIGNED_OUT) return { outcome: "signed-out" };
      } catch {
        return { outcome: "waiting" };
      }
    }
    return { outcome: answer.status === 404 ? "gone" : "waiting", busy: answer.status >= 500 };
  };

  // --- what lies here for other questions -----------------------------------------------------
  const here = form ? `${mine}${form.dataset.attempt}.${form.dataset.position}` : "";

  const waiting = (prefix) => outbox.keys(prefix).filter((key) => outbox.read(key)?.eager);

  // -> true when nothing of `prefix` is left waiting.
  const flushOthers = async (prefix = mine) => {
    for (const key of outbox.keys(prefix)) {
      const entry = key === here ? null : outbox.read(key);
      if (!entry || !entry.eager) continue; // sent only when she asks to be told
      const { outcome } = await send(entry.url, entry.fields);
      if (outcome === "waiting" || outcome === "signed-out") return false;
      if (outcome !== "stale") outbox.drop(key);
    }
    return waiting(prefix).every((key) => key === here);
  };

  const later = (() => {
    let wait = 2000;
    let timer = 0;
    return {
      again: (act) => {
        clearTimeout(timer);
        timer = setTimeout(act, wait + Math.random() * 1000);
        wait = Math.min(wait * 2, 60000);
      },
      reset: () => {
        clearTimeout(timer);
        wait = 2000;
      },
    };
  })();

  // --- signing out empties it; a page that came out of the back/forward cache is not to be trusted
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // --- the pages around the questions: review and result --------------------------------------
  const ended = document.querySelector("[data-ended]");
  if (ended) outbox.keys(`${mine}${ended.dataset.ended}.`).forEach(outbox.drop);

  const handIn = document.querySelector("form[data-hand-in]");
  if (handIn) {
    const prefix = `${mine}${handIn.dataset.handIn}.`;
    let leaving = false;
    const tell = (done) => {
      const left = waiting(prefix);
      if (done && !left.length) return true;
      const note = show("trouble", words(navigator.onLine && done ? "differs" : "waiting"));
      const link = note.querySelector("a[data-question]");
      if (link) link.href = left.length ? outbox.read(left[0]).url : location.pathname;
      return false;
    };
    if (waiting(prefix).length) {
      flushOthers(prefix).then((done) => {
        if (tell(done)) location.reload();
      });
    }
    handIn.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (leaving) return;
      leaving = true;
      const done = !waiting(prefix).length || (await flushOthers(prefix));
      leaving = tell(done);
      if (leaving) HTMLFormElement.prototype.submit.call(handIn);
    });
    addEventListener("online", () => flushOthers(prefix).then((done) => done && location.reload()));
  }

  if (!form) return;

  // --- the question on this page --------------------------------------------------------------
  const eager = form.dataset.save === "each"; // else only when she says so: she is told at once
  const revision = form.elements.revision;
  let state = "clean"; // clean, changed, waiting, stale, closed, refused, signed-out
  let why = ""; // it waits: "-busy" for the server, "" for the network
  let flying = null;
  let leaving = false;
  let pause = 0;
  // What the server says of a file it did not take stays until she does something about it.
  let told = Boolean(document.getElementById("trouble")?.firstElementChild);

  const fields = () =>
    [...new FormData(form)].filter(
      ([name, value]) =>
        typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "go",
    ); // a chosen file is sent by its own button alone
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  const keep = () => outbox.put(here, { url: form.action, fields: fields(), eager });

  const mark = (part) => {
    const button = document.querySelector(".qnav [aria-current]");
    if (!button) return;
    button.classList.toggle("answered", part.dataset.answered === "1");
    const nav = button.closest("nav");
    const word = button.querySelector("[data-state]");
    word.textContent = part.dataset.answered === "1" ? nav.dataset.answered : nav.dataset.open;
  };

  const trouble = (content) => {
    const place = show("trouble", content);
    place.focus();
  };

  const settle = ({ outcome, part, busy }, sent) => {
    state = outcome;
    why = busy ? "-busy" : "";
    if (outcome === "saved") {
      revision.value = part.dataset.revision;
      const [now, then] = [fields(), sent].map((all) => all.filter(([n]) => n !== "revision"));
      if (same(now, then)) {
        outbox.drop(here);
        state = "clean";
      } else {
        state = "changed";
        keep();
      }
      mark(part);
      document.dispatchEvent(new CustomEvent("milium:time", { detail: part.dataset }));
      show("saved", part);
      if (!told) show("trouble", "");
      later.reset();
    } else if (outcome === "waiting") {
      show("saved", words((keep() ? "waiting" : "unkept") + why));
      later.again(save);
    } else if (outcome === "signed-out") {
      show("saved", words("signed-out"));
      signIn();
    } else if (outcome === "locked") {
      outbox.drop(here);
      location.reload();
    } else if (outcome === "gone") {
      outbox.drop(here);
      trouble(words("gone"));
    } else {
      if (outcome !== "stale") outbox.drop(here);
      show("saved", words("unsaved"));
      trouble(part);
    }
    return state;
  };

  const signIn = () => {
    const dialog = document.getElementById("sign-in-again");
    if (!dialog || dialog.open) return;
    dialog.addEventListener("close", () => state === "signed-out" && retry(), { once: true });
    dialog.showModal();
  };
  // After "Not now" the next answer is asked for again only when she wants it.
  let asked = false;
  const retry = () => {
    if (asked) return;
    asked = true;
    save().then(() => state === "clean" && flushOthers()).finally(() => { asked = false; });
  };

  // One request at a time; what changed meanwhile goes next, with the new revision.
  const save = (go) => {
    clearTimeout(pause);
    if (flying) return flying.then(() => (state === "changed" || go ? save(go) : state));
    flying = (async () => {
      const sent = fields();
      return settle(await send(form.action, go ? [...sent, ["go", go]] : sent), sent);
    })().finally(() => { flying = null; });
    return flying.then((now) => (now === "changed" ? save() : now));
  };

  const fill = (entry) => {
    const given = new URLSearchParams(entry.fields);
    for (const control of form.elements) {
      const passed = ["submit", "file"].includes(control.type);
      if (!control.name || control.name === "csrfmiddlewaretoken" || passed) {
        continue;
      }
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = given.getAll(control.name).includes(control.value);
      } else {
        control.value = given.get(control.name) ?? "";
      }
    }
    document.dispatchEvent(new Event("milium:filled"));
  };

  // While she types it is kept; sent when she leaves the field, for half a number is none.
  form.addEventListener("input", (event) => {
    told = false;
    if (state === "closed" || event.target.type !== "text") return;
    keep();
    if (eager && state !== "stale") state = "changed";
  });

  // In a case that unfolds nothing is decided by marking it, but by the button that says so.
  const decide = form.elements.decide;

  form.addEventListener("change", ({ target }) => {
    if (state === "closed") return;
    const marked = decide && target.name === "choice";
    if (marked) decide.value = "";
    keep();
    if (!eager || state === "stale" || marked) return;
    state = "changed";
    clearTimeout(pause);
    pause = setTimeout(save, 150);
  });

  const where = (go) => {
    const { base, position, count } = form.dataset;
    if (/^\d+$/.test(go)) return `${base}${go}/`;
    if (go === "next") return Number(position) < Number(count) ? `${base}${+position + 1}/` : base;
    if (go === "back") return `${base}${Math.max(1, position - 1)}/`;
    return go === "review" ? base : `${base}${position}/`;
  };

  // Certainty alone is no answer; everything else is what a kind of question asks for.
  const beside = new Set(["revision", "kind", "certainty", "path", "decide"]);
  const blank = () => !fields().some(([name, value]) => value && !beside.has(name));

  const flag = async (button) => {
    if ((await save(button.value)) !== "clean") return;
    const other = document.querySelector(`[data-flag][value="${button.value === "flag" ? "unflag" : "flag"}"]`);
    button.hidden = true;
    other.hidden = false;
    other.focus();
    const here = document.querySelector(".qnav [aria-current] [data-flagged]");
    if (here) here.toggleAttribute("hidden", button.value === "unflag");
  };

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.hasAttribute("formaction")) return; // a file: the whole form goes, by itself
    event.preventDefault();
    const go = button ? button.value : "next";
    if (decide) decide.value = go === "check" ? "1" : "";
    if (state === "closed" || state === "gone") return location.assign(form.dataset.base);
    if (button && "flag" in button.dataset) return flag(button);
    if (leaving) return;
    if (go === "check" && blank()) return trouble(words("choose"));
    leaving = true;
    // Where there is no way back the server must know that she went on.
    if (go === "next" && "oneWay" in form.dataset) await save("next");
    // Where answers are explained at once, going on without asking leaves hers on this device.
    if (go === "check" || (eager && (state !== "clean" || outbox.read(here)))) await save();
    if (state === "clean") return location.assign(where(go));
    leaving = false;
    if (state === "waiting") trouble(words(`leaving${why}`));
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keep-mine]")) {
      revision.value = event.target.closest("[data-revision]").dataset.revision;
      state = "changed";
      keep();
      save();
    } else if (event.target.closest("[data-take-stored]")) {
      outbox.drop(here);
      location.reload();
    } else if (event.target.closest("[data-sign-in]")) {
      signIn();
    }
  });

  document.addEventListener("milium:time-over", () => {
    if (state !== "clean" && state !== "closed") save();
  });
  document.addEventListener("milium:leave", (event) => {
    if (state !== "clean") event.preventDefault();
  });
  addEventListener("online", () => {
    later.reset();
    if (state === "waiting") save();
    else flushOthers();
  });

  // After a reload: what was on its way comes back into the form and goes on its way again.
  const kept = outbox.read(here);
  if (kept && form.dataset.locked !== "1") {
    fill(kept);
    if (eager) {
      state = "waiting";
      show("saved", words("waiting"));
      save();
    }
  } else if (kept) {
    outbox.drop(here);
  }
  flushOthers();
})();
