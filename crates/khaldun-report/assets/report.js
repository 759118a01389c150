"use strict";
// Filtering, linking, unfolding and keys. Everything it shows is in the page already: without it the
// page reads the same, only longer.
(() => {
  const $ = (s, e = document) => e.querySelector(s);
  const $$ = (s, e = document) => [...e.querySelectorAll(s)];
  const root = document.documentElement;
  const cards = $$(".card");
  const form = $(".filters");
  const shown = $(".shown");
  const help = $("#help");
  const bar = $(".bar");

  // From a claim to what stands for it: words, numbers, dots, bars. What is unfolded later joins them.
  const parts = new Map(cards.map((c) => [c.id, []]));
  const marks = new Map();
  const words = new Map(cards.map((c) => [c.id, $("blockquote", c).textContent.toLowerCase()]));
  let now = null; // One claim is current at most.
  let gone = new Set(); // Claims that a filter hides.
  const off = (e, ids) => e.classList.toggle("off", ids.every((id) => gone.has(id)));
  const join = (within) => {
    for (const e of $$("[data-c]:not(.to)", within)) {
      const ids = e.dataset.c.split(" ");
      marks.set(e, ids);
      for (const id of ids) parts.get(id)?.push(e);
      if (gone.size) off(e, ids);
      if (ids.includes(now)) e.classList.add("now");
    }
  };
  join(document);

  // What is read later stands in `noscript`, as text, until someone comes near it.
  const unfold = (within) => {
    for (const folded of $$("noscript", within)) {
      const holder = document.createElement("template");
      holder.innerHTML = folded.textContent;
      join(holder.content);
      folded.replaceWith(holder.content);
    }
  };
  // A few at a time, so that scrolling does not wait for it; what is nearest came first.
  const coming = [];
  const unfoldSome = () => {
    const began = performance.now();
    while (coming.length && performance.now() - began < 8) unfold(coming.shift());
    if (coming.length) setTimeout(unfoldSome, 0);
  };
  const near = new IntersectionObserver((seen) => {
    const idle = !coming.length;
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      coming.push(target);
    }
    if (idle) unfoldSome();
  }, { rootMargin: "600px", scrollMargin: "600px" });
  for (const e of $$(".late, .card")) near.observe(e);
  document.addEventListener("toggle", (event) => { if (event.target.open) unfold(event.target); }, true);
  // An anchor may be folded away still.
  const find = (id) => {
    if (!id || document.getElementById(id)) return document.getElementById(id);
    const mark = `id="${id}"`;
    const folded = $$("noscript").find((e) => e.textContent.includes(mark));
    if (folded) {
      const details = folded.closest("details");
      if (details) details.open = true;
      unfold(folded.parentElement);
    }
    return document.getElementById(id);
  };
  // Small cases unfold as the browser finds time, so that its own search finds every word.
  const SMALL = 300;
  if (cards.length <= SMALL) {
    const waiting = $$(".card, .late");
    const idle = globalThis.requestIdleCallback ?? ((go) => setTimeout(() => go({ timeRemaining: () => 8 }), 30));
    const some = (left) => {
      while (waiting.length && left.timeRemaining() > 4) unfold(waiting.shift());
      if (waiting.length) idle(some);
    };
    idle(some);
  }

  const each = (id, does) => {
    const card = document.getElementById(id);
    if (card) does(card);
    for (const e of parts.get(id) ?? []) does(e);
  };
  // What stands before it may take another height once it is near: that is followed for some frames.
  const bring = (e, block, frames = 8) => {
    if (!e.classList.contains("now")) return;
    e.scrollIntoView({ block });
    if (frames) requestAnimationFrame(() => bring(e, block, frames - 1));
  };
  const choose = (id, focus) => {
    if (now) each(now, (e) => e.classList.remove("now"));
    now = id;
    each(id, (e) => e.classList.add("now"));
    const card = document.getElementById(id);
    unfold(card);
    bring(card, "nearest");
    const cardsBox = card.closest(".cards");
    if (cardsBox.scrollHeight > cardsBox.clientHeight) {
      cardsBox.scrollTop += card.getBoundingClientRect().top - cardsBox.getBoundingClientRect().top - 4;
      const word = parts.get(id).find((e) => e.matches("mark"));
      if (word) bring(word, "center");
    }
    if (focus) card.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const filter = event.target.closest("a[data-filter]");
    if (filter) {
      event.preventDefault();
      form.reset();
      for (const [name, value] of new URLSearchParams(filter.dataset.filter)) form.elements[name].value = value;
      apply();
      $(".account").scrollIntoView();
      return;
    }
    const link = event.target.closest("a[data-c], mark[data-c], svg [data-c]");
    if (link && !String(getSelection())) {
      const id = link.dataset.c.split(" ")[0];
      if (!parts.has(id)) return;
      event.preventDefault();
      const card = document.getElementById(id);
      if (card.hidden) {
        card.hidden = false;
        clear();
      }
      choose(id, link.matches("a"));
      history.replaceState(null, "", `#${id}`);
      return;
    }
    const to = event.target.closest('a[href^="#"]');
    if (to) find(to.getAttribute("href").slice(1));
  });
  for (const [type, on] of [["pointerover", true], ["pointerout", false]]) {
    document.addEventListener(type, (event) => {
      const e = event.target.closest?.("[data-c], .card");
      if (!e) return;
      const ids = e.dataset.c ? e.dataset.c.split(" ").slice(0, 1) : [e.id];
      for (const id of ids) each(id, (x) => x.classList.toggle("hot", on));
    });
  }

  // Filters: a claim is shown if it fits all of them.
  const fits = (card, want) =>
    (!want.words || words.get(card.id).includes(want.words.toLowerCase())) &&
    (!want.account || card.id.startsWith(`${want.account}-`)) &&
    ["kind", "verdict", "actor", "place", "voice", "origin", "analyst"].every(
      (name) => !want[name] || card.dataset[name].split(" ").includes(want[name]),
    );
  // Large cases are gone through in slices, so that no key waits for the whole; a later wish ends
  // an earlier pass.
  let pass = 0;
  const breath = () => new Promise((go) => { setTimeout(go, 0); });
  const apply = async () => {
    const mine = ++pass;
    const want = Object.fromEntries(new FormData(form));
    for (const field of form.elements) field.classList.toggle("on", Boolean(field.name && field.value));
    const hidden = new Set();
    form.setAttribute("aria-busy", "true");
    let began = performance.now();
    const rest = async () => {
      if (performance.now() - began < 12) return true;
      await breath();
      began = performance.now();
      return mine === pass;
    };
    for (const card of cards) {
      const hide = !fits(card, want);
      if (hide) hidden.add(card.id);
      if (card.hidden !== hide) card.hidden = hide;
      if (!(await rest())) return;
    }
    gone = hidden;
    const n = cards.length - gone.size;
    shown.textContent = gone.size ? `${n} of ${cards.length} claims` : `${n} claims`;
    for (const [e, ids] of marks) {
      off(e, ids);
      if (!(await rest())) return;
    }
    form.removeAttribute("aria-busy");
  };
  const clear = () => {
    form.reset();
    return apply();
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());

  // Buttons.
  const theme = (name) => {
    root.dataset.theme = name;
    try { localStorage.setItem("khaldun-theme", name); } catch { /* a file may have no store */ }
  };
  try {
    const kept = localStorage.getItem("khaldun-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* likewise */ }
  const csv = async (button) => {
    const data = find(button.dataset.table);
    const cell = (td) => `"${td.textContent.replace(/\s+/g, " ").trim().replaceAll('"', '""')}"`;
    const line = (tr) => [...tr.children].map(cell).join(",");
    const text = data.matches("pre") ? data.textContent : $$("tr", data).map(line).join("\r\n");
    let done = "Copied";
    try { await navigator.clipboard.writeText(text); } catch {
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      if (!document.execCommand("copy")) done = "Could not copy";
      box.remove();
    }
    button.dataset.csv = text;
    button.textContent = done;
    setTimeout(() => { button.textContent = "Copy as CSV"; }, 1500);
  };
  const deeds = {
    theme: () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      theme(dark ? "light" : "dark");
    },
    help: () => help.showModal(),
    filters: (button) => button.setAttribute("aria-expanded", String(bar.classList.toggle("open"))),
    clear,
    csv,
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (button) deeds[button.dataset.do](button);
  });

  // Keys.
  const step = (by) => {
    const list = cards.filter((c) => !c.hidden);
    if (!list.length) return;
    const at = list.findIndex((c) => c.id === now);
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1);
    choose(list[next].id, true);
    // Browsers let a page change its address only so often; the step counts all the same.
    try { history.replaceState(null, "", `#${list[next].id}`); } catch { /* too often */ }
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      clear();
      if (typing) event.target.blur();
      return;
    }
    if (typing) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      event.preventDefault();
      bar.classList.add("open");
      form.elements.words.focus();
    } else if (event.key === "?") help.showModal();
    else if (event.key === "Enter" && now && !event.target.closest("a, button, summary")) {
      const card = document.getElementById(now);
      unfold(card);
      for (const d of $$("details", card)) d.open = true;
      choose(now, true);
    }
  });

  // A permalink chooses its claim.
  const linked = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (parts.has(id)) {
      if (id !== now) choose(id, false);
    } else find(id)?.scrollIntoView();
  };
  addEventListener("hashchange", linked);
  linked();

  // The bar is as high as its filters need; what stands under it has to know.
  new ResizeObserver(() => root.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);

  addEventListener("beforeprint", () => {
    unfold(document);
    for (const d of $$(".counts, .argument details")) d.open = true;
  });
  form.hidden = false;
  for (const e of $$(".tools, button[data-do=csv]")) e.hidden = false;
  root.dataset.ready = "";
})();
