// Elements, and the way to the desk's server. Text goes in as text; only blocks that the server
// itself has set (and escaped) are put in as markup.

/** An element with attributes (functions become listeners, booleans stand or fall) and children. */
export function el(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") e.addEventListener(key, value);
    else if (value === true) e.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) e.setAttribute(key, value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}

/** Puts a block of the server's in the place of an element, or after another where there is none. */
export function put(html, old, after) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.firstElementChild;
  if (old && fresh) old.replaceWith(fresh);
  else if (old) old.remove();
  else if (fresh) after.after(fresh);
}

const said = el("output", { id: "desk-said", "aria-live": "polite" });
document.body.append(said);
let quiet = 0;

/** Says in the corner what was done. */
export function tell(text) {
  said.textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => { said.textContent = ""; }, 6000);
}

const bus = new BroadcastChannel("khaldun-desk");
let version = Number(document.querySelector("#analyst")?.dataset.version ?? 0);
let shape = null;

export const seen = () => version;

async function answer(response) {
  const body = await response.json().catch(() => ({ error: `the desk answered ${response.status}` }));
  return { ok: response.ok, code: response.status, body };
}

const lost = () => ({ ok: false, code: 0, body: { error: "the desk does not answer: is khaldun serve still running?" } });

/** Asks for something. */
export const ask = (path) => fetch(path).then(answer, lost);

/** Takes decisions together. What came of them is shown; what went wrong is handed back. */
export async function decide(asks, on = version) {
  const sent = await fetch("api/decide", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ version: on, asks }),
  }).then(answer, lost);
  if (sent.ok || sent.code === 409) show(sent.body, sent.ok);
  if (sent.ok) bus.postMessage(version);
  return sent;
}

/** Shows the layer as the server has it now. Where this window made claims, or took them back (`mine`), it goes to the first of them. */
export function show(state, mine = false) {
  if (state.same) return;
  version = state.version;
  if (shape !== null && state.shape !== shape) {
    const made = state.claims.find(({ anchor }) => !document.getElementById(anchor)) ?? state.claims[0];
    again(mine ? made?.anchor : null);
    return;
  }
  shape = state.shape;
  for (const { anchor, block, states } of state.claims) {
    const card = document.getElementById(anchor);
    if (!card) {
      again();
      return;
    }
    card.dataset.analyst = states;
    put(block, card.querySelector(":scope > section.analyst"), card.querySelector(":scope > blockquote"));
  }
  put(state.whole, document.querySelector("#analyst"));
  document.dispatchEvent(new Event("desk-shown"));
}

/** Claims came or went: the page is loaded anew, at the one that was made, else at the same claim. */
function again(made = null) {
  const now = made ?? document.querySelector(".card.now")?.id;
  if (now) history.replaceState(null, "", `#${now}`);
  location.reload();
}

/** Looks whether another window has decided something. */
export async function look() {
  const { ok, body } = await ask(`api/state?since=${version}`);
  if (ok && !body.same) {
    show(body);
    return true;
  }
  return false;
}

export const onOthers = (then) => bus.addEventListener("message", then);

/** Asks once for the shape, so that a later change of it is seen. */
export async function learn() {
  const { ok, body } = await ask(`api/state?since=${Number.MAX_SAFE_INTEGER}`);
  if (ok) {
    if (body.version !== version) show(body);
    shape = body.shape;
  }
}
