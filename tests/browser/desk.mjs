// The desk as an analyst meets it, by click and by keyboard alone.
// Usage: node desk.mjs OUT KHALDUN CASE   (the case is worked on; give a copy)

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { claim, launch, run, same, visit } from "./browser.mjs";
import { ready, serve } from "./served.mjs";

const [out, program, folder] = process.argv.slice(2).map((p) => resolve(p));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const decisions = join(folder, "analyst/decisions.jsonl");
const lines = () => (existsSync(decisions) ? readFileSync(decisions, "utf8").trim().split("\n").map((l) => JSON.parse(l)) : []);

const { child, url: address } = serve(program, folder);
const url = await address;
const browser = await launch();
const tests = [];
const test = (says, body, options) =>
  tests.push([
    `desk: ${says}`,
    async () => {
      const opened = await visit(browser, url, options);
      try {
        await ready(opened.page);
        await body(opened.page, opened);
        same(opened.wrong.filter((w) => !w.includes("409")).join("; "), "", "the page complained");
      } finally {
        await opened.close();
      }
    },
  ]);
const said = (page, text) => page.waitForFunction((t) => document.querySelector("#desk-said").textContent.includes(t), text);
const block = (page, id) => page.locator(`[id="${id}"] > section.analyst`);
const saved = (page) => page.waitForFunction(() => !document.querySelector("dialog.form"));
const tab = async (page, until, most = 60) => {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(until)) return;
  }
  throw new Error("the keyboard does not get there");
};

test("accepts, notes and takes back by keyboard alone", async (page) => {
  await page.keyboard.press("j");
  const id = await page.locator(".card.now").getAttribute("id");
  await page.keyboard.press("a");
  await said(page, "accepted");
  claim((await block(page, id).textContent()).includes("reading accepted"), "the card tells of it");
  await page.keyboard.press("n");
  await page.waitForSelector("#f-note");
  same(await page.evaluate(() => document.activeElement.id), "f-note", "the field at hand");
  await page.keyboard.type("ask the harbour master");
  await tab(page, () => document.activeElement.textContent === "Save");
  await page.keyboard.press("Enter");
  await saved(page);
  claim((await block(page, id).textContent()).includes("ask the harbour master"), "the note is shown");
  await page.keyboard.press("u");
  await said(page, "taken back");
  claim(!(await block(page, id).textContent()).includes("harbour master"), "the note is gone");
  same(lines().map((l) => l.deed.do).join(" "), "accept note undo", "what was written");
  same(lines().at(-1).by, "R.K.", "by whom");
});

test("rejects with a reason", async (page) => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const id = await page.locator(".card.now").getAttribute("id");
  await page.locator(".tools-desk [data-desk=reject]").click();
  await page.locator("#f-why").fill("a rumour");
  await page.locator("dialog.form .main").click();
  await saved(page);
  const told = await block(page, id).textContent();
  claim(told.includes("rejected") && told.includes("a rumour"), told);
});

test("corrects actor, place and time; the machine's reading stays beside", async (page) => {
  await page.locator("a.n").nth(2).click();
  const id = await page.locator(".card.now").getAttribute("id");
  const before = await page.locator(`[id="${id}"] > .facts`).textContent();
  await page.keyboard.press("e");
  await page.waitForSelector("#f-actor");
  claim((await page.locator(".machine").count()) >= 7, "the machine's reading stands beside each field");
  await page.locator("#f-actor").fill("United Nations");
  await page.locator("#f-place").fill("");
  await page.locator("#f-place").pressSequentially("Tripoli");
  await page.waitForFunction(() => document.querySelectorAll("#f-place-list option").length > 0);
  await page.locator("#f-from").fill("2020-01-17");
  await page.locator("#f-to").fill("2020-01-19");
  await page.screenshot({ path: join(out, "desk-form.png") });
  await page.locator("dialog.form .main").click();
  await saved(page);
  const told = await block(page, id).textContent();
  for (const words of ["The machine", "The analyst", "United Nations", "Tripoli", "17–19 January 2020", "held against the record anew"]) {
    claim(told.includes(words), `“${words}” is missing in ${told}`);
  }
  same(await page.locator(`[id="${id}"] > .facts`).textContent(), before, "the machine's reading");
});

test("splits a claim at a word and merges the parts again", async (page) => {
  const wide = await page.evaluate(() => [...document.querySelectorAll(".card")].find((c) => c.querySelector("blockquote").textContent.split(/\s+/).length > 6).id);
  await page.locator(`a.n[data-c="${wide}"]`).first().click();
  const all = await page.locator("article.card").count();
  await page.keyboard.press("s");
  await page.waitForSelector(".cuts");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await Promise.all([page.waitForNavigation(), page.locator("dialog.form .main").click()]);
  await ready(page);
  same(await page.locator("article.card").count(), all + 2, "cards after the split");
  claim((await block(page, wide).textContent()).includes("Split into"), "the card tells of its parts");
  claim((await block(page, `${wide}.1`).textContent()).includes("Made by hand"), "the part tells where it comes from");
  await page.waitForSelector(".card.now");
  await page.evaluate((id) => { location.hash = id; }, `${wide}.1`);
  await page.waitForFunction((id) => document.querySelector(".card.now")?.id === id, `${wide}.1`);
  await page.keyboard.press("u");
  await page.waitForNavigation();
  await ready(page);
  same(await page.locator("article.card").count(), all, "cards after the split was taken back");
});

test("merges claims by keyboard alone, and goes to the new one; to the old ones when that is taken back", async (page) => {
  const [one, two] = await page.evaluate(() => {
    const paragraph = [...document.querySelectorAll(".told p")].find((p) => p.querySelectorAll("a.n").length > 2);
    return [...paragraph.querySelectorAll("a.n")].map((a) => a.dataset.c);
  });
  await page.evaluate((id) => { location.hash = id; }, one);
  await page.waitForFunction((id) => document.querySelector(".card.now")?.id === id, one);
  await page.keyboard.press("m");
  await page.waitForSelector("dialog.form");
  await page.keyboard.press("Space");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Control+Enter")]);
  await ready(page);
  const made = await page.locator(".card.now").getAttribute("id");
  claim(made.startsWith(`${one}+`), `${one} and ${two} became ${made}`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
  await ready(page);
  same(await page.locator(".card.now").getAttribute("id"), one, "the claim after it was taken back");
});

test("takes a reading that fits as well, by keyboard alone", async (page) => {
  const cards = await page.locator("article.card").count();
  for (let i = 0; i < cards; i += 1) {
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await page.waitForSelector("#f-kind");
    if (await page.locator(".others button").count()) break;
    await page.keyboard.press("Escape");
  }
  const id = await page.locator(".card.now").getAttribute("id");
  await tab(page, () => document.activeElement.closest(".others"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await saved(page);
  const told = await block(page, id).textContent();
  claim(told.includes("The machine") && told.includes("The analyst"), told);
  await page.keyboard.press("u");
  await said(page, "taken back");
});

test("weighs hypotheses, and keeps reliability and credibility apart", async (page) => {
  await page.keyboard.press("h");
  await page.waitForSelector("#f-says");
  await page.keyboard.type("The ports were closed by the tribes.");
  await tab(page, () => document.activeElement.textContent === "Save");
  await page.keyboard.press("Enter");
  await saved(page);
  await page.keyboard.press("j");
  const id = await page.locator(".card.now").getAttribute("id");
  await page.keyboard.press("e");
  await page.waitForSelector("#f-h1");
  await page.selectOption("#f-h1", "inconsistent");
  await page.selectOption("#f-credibility", "3");
  await page.selectOption("#f-reliability", "B");
  await page.locator("dialog.form .main").click();
  await saved(page);
  const told = await block(page, id).textContent();
  claim(told.includes("inconsistent with h1") && told.includes("Credibility of what is said: 3") && told.includes("Reliability of"), told);
  claim((await page.locator(".matrix tfoot").textContent()).includes("0 consistent, 1 inconsistent"), "the sums");
});

test("marks a row as right or wrong", async (page) => {
  const id = await page.evaluate(() => document.querySelector(".card > .set .row")?.closest(".card").id);
  if (!id) return;
  await page.locator(`a.n[data-c="${id}"]`).first().click();
  await page.locator(".row-tools button[data-right=false]").first().click();
  await said(page, "not the same event");
  claim((await block(page, id).textContent()).includes("not the same event"), "the card tells of it");
  same(await page.locator(".row-tools button[data-right=false]").first().getAttribute("aria-pressed"), "true", "pressed");
  // By keyboard the other way; the button stays at hand.
  await page.locator(`[id="${id}"]`).focus();
  await tab(page, () => document.activeElement.dataset.right === "true");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-pressed") === "true");
  same(await page.locator(".row-tools button[data-right=false]").first().getAttribute("aria-pressed"), "false", "the other one");
});

tests.push(["desk: two windows do not lose each other's edits", async () => {
  const first = await visit(browser, url);
  const second = await visit(browser, url, {}, await browser.newContext());
  try {
    for (const { page } of [first, second]) {
      await ready(page);
      await page.keyboard.press("j");
    }
    const id = await first.page.locator(".card.now").getAttribute("id");
    await second.page.keyboard.press("n");
    await second.page.waitForSelector("#f-note");
    await second.page.locator("#f-note").fill("from the second window");
    await first.page.keyboard.press("n");
    await first.page.waitForSelector("#f-note");
    await first.page.locator("#f-note").fill("from the first window");
    await first.page.locator("dialog.form .main").click();
    await saved(first.page);
    const before = lines().length;
    await second.page.locator("dialog.form .main").click();
    await second.page.waitForFunction(() => document.querySelector(".trouble").textContent.includes("another window"));
    same(lines().length, before, "nothing is written over");
    same(await second.page.locator("#f-note").inputValue(), "from the second window", "what was typed is kept");
    await second.page.locator("dialog.form .main").click();
    await saved(second.page);
    same(lines().slice(-2).map((l) => l.deed.text).join(" | "), "from the first window | from the second window", "both are in the log");
    claim((await block(second.page, id).textContent()).includes("from the second window"), "the later one stands");
  } finally {
    await first.close();
    await second.close();
  }
}]);

test("filters by what the analyst said", async (page) => {
  await page.selectOption("select[name=analyst]", "accepted");
  await page.waitForFunction(() => !document.querySelector(".filters[aria-busy]"));
  claim((await page.locator("article.card:not([hidden])").count()) >= 1, "the accepted claim is shown");
});

for (const scheme of ["light", "dark"]) {
  test(
    `is accessible (axe, ${scheme})`,
    async (page) => {
      await page.keyboard.press("j");
      await page.evaluate(() => { for (const d of document.querySelectorAll("details")) d.open = true; });
      const check = async (what) => {
        const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
        console.log(`      ${what}, ${scheme}: ${passes.length} axe rules held, ${violations.map((v) => `${v.impact} ${v.id}`).join(", ") || "none broken"}`);
        const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
        same(grave.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`).join("; "), "", "serious findings");
      };
      // By the debugger, not by a script element: the page's policy lets nothing in.
      await page.evaluate(axe);
      await check("desk");
      await page.keyboard.press("e");
      await page.waitForSelector("#f-actor");
      await check("form");
    },
    { colorScheme: scheme },
  );
  test(
    `picture, ${scheme}`,
    async (page) => {
      await page.locator("a.n").nth(2).click();
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(out, `desk-${scheme}.png`) });
      await page.locator("#analyst").scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(out, `desk-${scheme}-layer.png`) });
    },
    { colorScheme: scheme },
  );
}
test(
  "fits a small screen",
  async (page) => {
    await page.keyboard.press("j");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    claim(wide <= 360, `the page is ${wide} px wide on a screen of 360`);
    await page.screenshot({ path: join(out, "desk-360.png") });
  },
  { viewport: { width: 360, height: 740 } },
);
test("a second desk is refused the case", async () => {
  const { child: other, url: never } = serve(program, folder);
  const told = await never.then(() => "it opened", (e) => e.message);
  other.kill();
  claim(told.includes("another desk has"), told);
});

const well = await run(tests);
await browser.close();
child.kill("SIGINT");
process.exit(well ? 0 : 1);
