// The forms of the desk: one dialog at a time, the machine's suggestion beside every field.

import { ask, decide, el, seen, tell } from "./page.js";

const KINDS = ["event", "pattern", "state", "intent", "cause", "hypothetical", "judgement"];
const CREDIBILITY = [
  "1 confirmed by other sources", "2 probably true", "3 possibly true", "4 doubtful", "5 improbable",
  "6 truth cannot be judged",
];
const RELIABILITY = [
  "A completely reliable", "B usually reliable", "C fairly reliable", "D not usually reliable", "E unreliable",
  "F reliability cannot be judged",
];
const RATINGS = [["open", "not rated"], ["consistent", "consistent"], ["inconsistent", "inconsistent"], ["not-applicable", "not applicable"]];

/** Opens a dialog with a form; `asks` is what its fields come to when it is sent. */
export function open(title, body, asks, focus) {
  const back = document.activeElement;
  const said = el("p", { class: "trouble", role: "alert" });
  const send = el("button", { type: "submit", class: "main", title: "Ctrl + Enter" }, "Save");
  const form = el("form", { method: "dialog" },
    el("h2", { id: "form-title" }, title), ...body, said,
    el("p", { class: "send" }, send, " ", el("button", { type: "button", click: () => dialog.close() }, "Leave")));
  const dialog = el("dialog", { class: "form", "aria-labelledby": "form-title" }, form);
  let on = seen();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let list;
    try {
      list = asks();
    } catch (error) {
      said.textContent = error.message;
      return;
    }
    if (!list.length) {
      dialog.close();
      return;
    }
    send.disabled = true;
    const { ok, code, body: told } = await decide(list, on);
    send.disabled = false;
    if (ok) {
      dialog.close();
      tell(`${title}: saved`);
      return;
    }
    said.textContent = told.error;
    if (code === 409) {
      const since = told.since.map((s) => `no. ${s.n}${s.by ? `, by ${s.by}` : ""}: ${s.did}`).join("; ");
      said.textContent += ` (${since}). Your entries are still here: look at what they did, then save again to decide after them.`;
      send.textContent = "Save after them";
      on = told.version;
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(send);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  (focus ? dialog.querySelector(focus) : form.querySelector("input, select, textarea, button"))?.focus();
  return dialog;
}

const names = (list) => list.map((n) => n.name).join("; ");
const places = (list) => list.map((p) => p.name).join("; ");
const days = (time) => (time ? `${time.start} to ${time.end}` : "not said");

/** A labelled field with the machine's reading under it. */
function field(label, id, input, machine, more = null) {
  return el("div", { class: "field" },
    el("label", { for: id }, label), input,
    el("p", { class: "machine", id: `${id}-machine` }, "machine: ", el("bdi", {}, machine || "not said")), more);
}

function choose(id, options, value) {
  return el("select", { id, "aria-describedby": `${id}-machine` },
    ...options.map(([v, says]) => el("option", { value: v, selected: v === value }, says)));
}

/** A text field whose last name is looked up while one types. */
function lookup(id, value, path, says, take) {
  const list = el("datalist", { id: `${id}-list` });
  const input = el("input", { id, value, list: `${id}-list`, autocomplete: "off", "aria-describedby": `${id}-machine` });
  let turn = 0;
  input.addEventListener("input", async () => {
    const parts = input.value.split(";");
    const last = parts.pop().trim();
    const mine = ++turn;
    if (last.length < 2) return;
    const { ok, body } = await ask(`${path}?q=${encodeURIComponent(last)}`);
    if (!ok || mine !== turn) return;
    const before = parts.length ? `${parts.map((p) => p.trim()).join("; ")}; ` : "";
    for (const found of body) take(found);
    list.replaceChildren(...body.map((found) => el("option", { value: before + found.name }, says(found))));
  });
  return [input, list];
}

const split = (text) => text.split(";").map((t) => t.trim()).filter(Boolean);

/** Correct, note, grade and rate a claim. */
export function edit(claim, focus) {
  const { machine, now } = claim;
  const known = new Map(); // actors looked up, by name
  const spots = new Map(); // places looked up, by name
  for (const p of [...machine.actor, ...machine.target, ...now.actor, ...now.target]) known.set(p.name, p);
  for (const p of [...machine.place, ...now.place]) spots.set(p.name, p);
  const actorSays = (a) => [a.kind, a.country].filter(Boolean).join(", ");
  const placeSays = (p) => `${[p.country, p.kind].filter(Boolean).join(", ")}, ${p.lat.toFixed(2)} ${p.lon.toFixed(2)}`;
  const [actor, actors] = lookup("f-actor", names(now.actor), "api/actors", actorSays, (a) => known.set(a.name, a));
  const [target, targets] = lookup("f-target", names(now.target), "api/actors", actorSays, (a) => known.set(a.name, a));
  const [place, placeList] = lookup("f-place", places(now.place), "api/places", placeSays, (p) => { if (!spots.has(p.name)) spots.set(p.name, p); });
  const kind = choose("f-kind", KINDS.map((k) => [k, k]), now.kind);
  const polarity = choose("f-polarity", [["affirmed", "affirmed"], ["denied", "denied"]], now.polarity);
  const from = el("input", { id: "f-from", type: "date", value: now.time?.start ?? "", "aria-describedby": "f-from-machine" });
  const to = el("input", { id: "f-to", type: "date", value: now.time?.end ?? "", "aria-label": "To" });
  const voice = el("input", { id: "f-voice", value: now.voice.join(" > "), autocomplete: "off", "aria-describedby": "f-voice-machine" });
  const note = el("textarea", { id: "f-note", rows: "3" }, claim.note);
  const credibility = choose("f-credibility", [["", "not graded"], ...CREDIBILITY.map((c) => [c[0], c])], String(claim.credibility ?? ""));
  const reliability = choose("f-reliability", [["", "not graded"], ...RELIABILITY.map((r) => [r[0], r])], claim.reliability ?? "");
  for (const select of [credibility, reliability]) select.removeAttribute("aria-describedby");
  const rates = claim.hypotheses.map((h) => {
    const select = choose(`f-${h.id}`, RATINGS, claim.ratings[h.id] ?? "open");
    select.removeAttribute("aria-describedby");
    return [h, select];
  });

  // Readings that fit as well: a click puts them in the fields.
  const other = (list, says, take) => (list.length ? el("p", { class: "others" }, "also possible: ",
    ...list.flatMap((one) => [el("button", { type: "button", click: () => take(one) }, says(one)), " "])) : null);
  const otherTimes = other(claim.times, (t) => `${days(t.window)} (“${t.words}”)`, (t) => {
    from.value = t.window.start;
    to.value = t.window.end;
  });
  const otherPlaces = other(claim.places, (p) => `${p.name}, ${placeSays(p)}`, (p) => {
    spots.set(p.name, p);
    // The same name may stand for another place than before.
    was.set(place, null);
    place.value = p.name;
  });

  const body = [
    el("blockquote", { dir: "auto" }, claim.quote),
    el("fieldset", {}, el("legend", {}, "The reading"),
      field("Kind", "f-kind", kind, machine.kind),
      field("Polarity", "f-polarity", polarity, machine.polarity),
      field("Who (several: with ; between)", "f-actor", actor, names(machine.actor), actors),
      field("To whom", "f-target", target, names(machine.target), targets),
      field("Where", "f-place", place, places(machine.place), el("div", {}, placeList, otherPlaces)),
      field("When, from and to", "f-from", el("span", { class: "pair" }, from, " ", to), days(machine.time), otherTimes),
      field("Says who (outermost first, with > between)", "f-voice", voice, machine.voice.join(" > ") || "narrator")),
    el("fieldset", {}, el("legend", {}, "Note"), el("div", { class: "field" }, el("label", { for: "f-note" }, "Your remark"), note)),
    el("fieldset", {}, el("legend", {}, "Grades, kept apart"),
      el("div", { class: "field" }, el("label", { for: "f-credibility" }, "Credibility of what is said here"), credibility),
      el("div", { class: "field" }, el("label", { for: "f-reliability" }, "Reliability of ", el("bdi", {}, claim.voice), ", whatever they say"), reliability)),
    rates.length ? el("fieldset", {}, el("legend", {}, "Hypotheses"),
      ...rates.map(([h, select]) => el("div", { class: "field" }, el("label", { for: select.id }, `With ${h.id}: `, el("bdi", {}, h.text)), select))) : null,
  ];

  const named = (text) => split(text).map((name) => ({ name, id: known.get(name)?.id ?? null }));
  const where = (text) => split(text).map((name) => {
    const found = spots.get(name);
    if (!found) throw new Error(`The gazetteer has no “${name}”: choose a place from the list.`);
    return found;
  });
  // Only what was changed on the form becomes a decision.
  const was = new Map([kind, polarity, actor, target, place, from, to, voice].map((input) => [input, input.value]));
  const changed = (...inputs) => inputs.some((input) => input.value !== was.get(input));
  const asks = () => {
    const list = [];
    const set = (part, value) => list.push({ do: "set", claim: claim.anchor, value: { [part]: value } });
    if (changed(kind)) set("kind", kind.value);
    if (changed(polarity)) set("polarity", polarity.value);
    if (changed(actor)) set("actor", named(actor.value));
    if (changed(target)) set("target", named(target.value));
    if (changed(place)) set("place", where(place.value));
    if (Boolean(from.value) !== Boolean(to.value)) throw new Error("A time has a first and a last day.");
    if (changed(from, to)) set("time", from.value ? { start: from.value, end: to.value } : null);
    if (changed(voice)) set("voice", voice.value.split(">").map((v) => v.trim()).filter(Boolean));
    if (note.value.trim() !== claim.note) list.push({ do: "note", claim: claim.anchor, text: note.value.trim() });
    if (credibility.value && credibility.value !== String(claim.credibility ?? "")) {
      list.push({ do: "credibility", claim: claim.anchor, grade: Number(credibility.value) });
    }
    if (reliability.value && reliability.value !== (claim.reliability ?? "")) {
      list.push({ do: "reliability", voice: claim.voice, grade: reliability.value });
    }
    for (const [h, select] of rates) {
      if (select.value !== (claim.ratings[h.id] ?? "open")) {
        list.push({ do: "rate", hypothesis: h.id, claim: claim.anchor, rating: select.value });
      }
    }
    return list;
  };
  return open(`${claim.label}: correct, note, grade`, body, asks, focus ?? "#f-kind");
}

/** Reject a claim, with a reason if there is one. */
export function reject(claim) {
  const why = el("input", { id: "f-why", autocomplete: "off" });
  return open(`${claim.label}: reject the reading`, [
    el("blockquote", { dir: "auto" }, claim.quote),
    el("div", { class: "field" }, el("label", { for: "f-why" }, "Why (may stay empty)"), why),
  ], () => [{ do: "reject", claim: claim.anchor, why: why.value.trim() }]);
}

/** Split a claim between its words. */
export function cut(claim) {
  const boxes = claim.words.slice(1).map((word, n) =>
    [word.start, el("input", { type: "checkbox", "aria-label": `cut after “${claim.words[n].text}”` })]);
  const line = el("p", { class: "cuts", dir: "auto" }, claim.words[0]?.text ?? "");
  boxes.forEach(([, box], n) => line.append(" ", el("label", { class: "cut" }, box), " ", claim.words[n + 1].text));
  return open(`${claim.label}: split`, [el("p", {}, "Tick the places between two words where a claim ends and another begins."), line], () => {
    const at = boxes.filter(([, box]) => box.checked).map(([start]) => start);
    if (!at.length) throw new Error("Nothing is ticked yet.");
    return [{ do: "split", claim: claim.anchor, at }];
  });
}

/** Merge a claim with others of its paragraph. */
export function merge(claim) {
  const boxes = claim.others.map((o) => [o, el("input", { type: "checkbox" })]);
  const list = boxes.map(([o, box]) => el("p", {}, el("label", {}, box, ` ${o.label} `, el("bdi", {}, o.words))));
  return open(`${claim.label}: merge`, [
    el("blockquote", { dir: "auto" }, claim.quote),
    el("p", {}, list.length ? "With which claims of the same paragraph?" : "There is no other claim in this paragraph."), ...list,
  ], () => {
    const with_ = boxes.filter(([, box]) => box.checked).map(([o]) => o.anchor);
    if (!with_.length) throw new Error("No other claim is ticked yet.");
    return [{ do: "merge", claims: [claim.anchor, ...with_] }];
  });
}

/** Put up a hypothesis, or put one in other words. */
export function hypothesis(id = null, text = "") {
  const says = el("textarea", { id: "f-says", rows: "2", required: true }, text);
  return open(id ? `${id}: in other words` : "A hypothesis", [
    el("div", { class: "field" }, el("label", { for: "f-says" }, "What it says, in one sentence that could be wrong"), says),
  ], () => [{ do: "hypothesis", ...(id ? { id } : {}), text: says.value.trim() }]);
}
