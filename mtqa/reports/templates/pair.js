
"use strict";
(() => {
  const tools = document.querySelector(".tools");
  if (!tools) return;

  const dock = document.querySelector(".dock");
  const focus = document.getElementById("focus");
  const position = document.getElementById("position");
  const form = tools.querySelector("form");
  const notes = [...document.querySelectorAll(".notes .note")];
  const parts = new Map(notes.map((note) => [note.dataset.in, []]));
  let shown = notes;
  let current = null;
  let waiting = 0;

  const findingOf = (element) => {
    const part = element instanceof Element && element.closest("[data-finding], [data-in]");
    return part ? part.dataset.finding ?? part.dataset.in : null;
  };
  const signsOf = (finding) => parts.get(finding).filter((part) => part.dataset.finding);
  const noteOf = (finding) => document.getElementById(`note-${finding}`);

  const tell = (message = "") => {
    const at = shown.findIndex((note) => note.dataset.in === current);
    const all = `${notes.length} finding${notes.length === 1 ? "" : "s"}`;
    const of = shown.length === notes.length ? all : `${shown.length} shown, of ${all}`;
    position.value = message || (at < 0 ? of : `${at + 1} of ${of}`);
  };

  const activate = (finding) => {
    if (finding === current) return;
    for (const part of parts.get(current) ?? []) part.classList.remove("active");
    current = finding;
    for (const part of parts.get(current) ?? []) part.classList.add("active");
    dock.hidden = current === null;
    if (current !== null) {
      const note = noteOf(current);
      focus.className = note.className;
      focus.replaceChildren(...note.cloneNode(true).children);
    }
    tell();
  };

  // Both places stand between the bar above and the dock below, if they fit there together.
  const reveal = (finding) => {
    const signs = signsOf(finding);
    const top = tools.getBoundingClientRect().height + 16;
    const bottom = dock.getBoundingClientRect().top - 32;
    const edges = signs.map((sign) => sign.getBoundingClientRect());
    const first = Math.min(...edges.map((edge) => edge.top));
    const last = Math.max(...edges.map((edge) => edge.bottom));
    if (first >= top && last <= bottom) return;
    if (last - first > bottom - top) signs[0].scrollIntoView({ block: "center" });
    else scrollBy(0, (first + last - top - bottom) / 2);
  };

  const step = (by) => {
    if (!shown.length) return;
    const at = shown.findIndex((note) => note.dataset.in === current);
    const from = at < 0 && by < 0 ? 0 : at;
    go(shown[(from + by + shown.length) % shown.length].dataset.in);
  };

  const go = (finding) => {
    const sign = signsOf(finding)[0];
    sign.scrollIntoView({ block: "nearest" });
    sign.focus({ preventScroll: true });
    activate(finding);
    reveal(finding);
  };

  const copy = async () => {
    if (current === null) return;
    const lines = [...focus.querySelectorAll(".message, .about, .places > *")];
    const text = lines.map((line) => line.textContent.replace(/\s+/g, " ").trim()).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      tell("Copied");
    } catch {
      getSelection().selectAllChildren(focus);
      tell("Selected; copy it with the keyboard");
    }
  };

  const filter = () => {
    const chosen = new FormData(form);
    const types = new Set(chosen.getAll("type"));
    const severities = new Set(chosen.getAll("severity"));
    const least = Number(chosen.get("confidence"));
    document.getElementById("least").value = least.toFixed(2);
    shown = [];
    for (const note of notes) {
      const { type, severity, confidence } = note.dataset;
      const on = types.has(type) && severities.has(severity) && Number(confidence) >= least;
      if (on) shown.push(note);
      if (on === note.classList.contains("off")) {
        for (const part of parts.get(note.dataset.in)) part.classList.toggle("off", !on);
      }
    }
    if (current !== null && noteOf(current).classList.contains("off")) activate(null);
    tell();
  };

  const point = (event) => {
    clearTimeout(waiting);
    const finding = event.pointerType === "mouse" ? findingOf(event.target) : null;
    if (finding !== null && !dock.contains(event.target)) {
      waiting = setTimeout(() => noteOf(finding).classList.contains("off") || activate(finding), 120);
    }
  };

  const press = (event) => {
    if (event.key === "Escape") {
      if (document.getElementById("filters").open) document.getElementById("filters").open = false;
      else activate(null);
    }
    if (!form.elements.keys.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    const action = { n: () => step(1), p: () => step(-1), c: copy }[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  };

  for (const part of document.querySelectorAll("[data-finding], main [data-in], .strip [data-in]")) {
    parts.get(part.dataset.finding ?? part.dataset.in).push(part);
  }
  document.documentElement.classList.add("scripted");
  tools.hidden = false;
  document.addEventListener("pointerover", point);
  document.addEventListener("keydown", press);
  document.addEventListener("focusin", (event) => {
    const finding = event.target.dataset.finding;
    if (finding !== undefined && finding !== current) {
      activate(finding);
      reveal(finding);
    }
  });
  document.addEventListener("click", (event) => {
    const sign = event.target instanceof Element && event.target.closest("[data-finding], .strip [data-in], .dock a, main .note");
    if (!sign || event.target.closest(".notes a")) return;
    event.preventDefault();
    go(findingOf(sign) ?? current);
  });
  form.addEventListener("input", filter);
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("copy").addEventListener("click", copy);
  document.getElementById("close").addEventListener("click", () => activate(null));
  tell();
})();
