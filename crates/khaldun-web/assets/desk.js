// The desk: what a person can do with the claim at hand, by click and by key.

import { ask, decide, el, learn, look, onOthers, tell } from "./page.js";
import { cut, edit, hypothesis, merge, reject } from "./form.js";

const now = () => document.querySelector(".card.now");

async function direct(asks, done) {
  const { ok, body } = await decide(asks);
  tell(ok ? done : body.error);
}

/** Opens a form on the claim at hand. */
async function form(make, focus) {
  const card = now();
  if (!card) return tell("Choose a claim first: j and k step through them.");
  const { ok, body } = await ask(`api/claim/${encodeURIComponent(card.id)}`);
  if (!ok) return tell(body.error);
  return make(body, focus);
}

const name = (card) => card.querySelector("h3 a").textContent;

const deeds = {
  accept: () => {
    const card = now();
    if (card) direct([{ do: "accept", claim: card.id }], `${name(card)} accepted`);
    else tell("Choose a claim first: j and k step through them.");
  },
  reject: () => form(reject),
  edit: () => form(edit),
  note: () => form(edit, "#f-note"),
  split: () => form(cut),
  merge: () => form(merge),
  undo: (button) => {
    const n = button?.dataset.n;
    direct([n ? { do: "undo", decision: Number(n) } : { do: "undo" }], n ? `decision ${n} taken back` : "the last decision is taken back");
  },
  hypothesis: () => hypothesis(),
  reword: (button) => hypothesis(button.dataset.id, button.dataset.text),
  drop: (button) => direct([{ do: "drop", id: button.dataset.id }], `${button.dataset.id} dropped`),
  attach: (button) => {
    const card = now();
    if (!card) tell("Choose first the claim that the decision is about.");
    else direct([{ do: "attach", decision: Number(button.dataset.n), claim: card.id }], `attached to ${name(card)}`);
  },
  match: (button) => {
    const row = button.closest(".row");
    const right = button.dataset.right === "true";
    const { set, row: id } = row.dataset;
    direct([{ do: "match", claim: now().id, set, row: id, right }], `${id}: ${right ? "the same event" : "not the same event"}`);
  },
};

const keys = { a: "accept", r: "reject", e: "edit", n: "note", s: "split", m: "merge", u: "undo", h: "hypothesis" };

// The tools stand in the card at hand, and nowhere else.
const tool = (deed, says, key) =>
  el("button", { type: "button", "data-desk": deed, "aria-keyshortcuts": key }, says, " ", el("kbd", { "aria-hidden": "true" }, key));
const tools = el("div", { class: "tools-desk", role: "toolbar", "aria-label": "What to do with this claim" },
  tool("accept", "Accept", "a"), tool("reject", "Reject", "r"), tool("edit", "Correct", "e"), tool("note", "Note", "n"),
  tool("split", "Split", "s"), tool("merge", "Merge", "m"), tool("undo", "Undo", "u"));
let held = null;
function settle() {
  const card = now();
  if (card === held) return;
  for (const e of document.querySelectorAll(".row-tools")) e.remove();
  held = card;
  if (!card) {
    tools.remove();
    return;
  }
  card.querySelector("header").after(tools);
  rows();
}

function rows() {
  if (!held) return;
  for (const row of held.querySelectorAll(":scope > .set .row")) {
    if (!row.querySelector(".row-tools")) {
      const button = (right, says) => el("button", { type: "button", "data-desk": "match", "data-right": String(right) }, says);
      row.append(el("p", { class: "row-tools" }, button(true, "Same event"), " ", button(false, "Not the same event")));
    }
    const mark = held.querySelector(`[data-marked="${CSS.escape(`${row.dataset.set} ${row.dataset.row}`)}"]`)?.textContent ?? "";
    for (const button of row.querySelectorAll(".row-tools button")) {
      const end = button.dataset.right === "true" ? ": same event" : ": not the same event";
      button.setAttribute("aria-pressed", String(mark.endsWith(end)));
    }
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-desk]");
  if (button) deeds[button.dataset.desk](button);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (document.querySelector("dialog[open]")) return;
  const deed = keys[event.key];
  if (!deed) return;
  event.preventDefault();
  deeds[deed]();
});
// report.js marks the card at hand; the tools follow it.
new MutationObserver(settle).observe(document.querySelector("main"), {
  subtree: true, attributes: true, attributeFilter: ["class"],
});
document.addEventListener("desk-shown", rows);

// Another window on the same case.
const others = async () => {
  if (await look()) tell("Another window has decided something; it is shown here now.");
};
onOthers(others);
document.addEventListener("visibilitychange", () => { if (!document.hidden) others(); });
addEventListener("focus", others);

const help = document.querySelector("#help dl");
for (const [key, does] of [
  ["a, r", "accept, reject the claim at hand"], ["e, n", "correct it; write a note"], ["s, m", "split it; merge it with others"],
  ["u", "take the last decision back"], ["h", "put up a hypothesis"],
]) help?.append(el("dt", {}, el("kbd", {}, key)), el("dd", {}, does));

const bar = document.querySelector(".bar .tools");
bar?.prepend(el("a", { href: "report.html", download: "report.html" }, "Save the report"));
await learn();
settle();
document.documentElement.dataset.deskReady = "";
