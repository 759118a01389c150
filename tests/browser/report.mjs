// report.html as a reader meets it. Usage: node report.mjs OUT REPORT…

import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { claim, launch, open, opening, run, same } from "./browser.mjs";

const [out, ...files] = process.argv.slice(2).map((p) => resolve(p));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await launch();
const tests = [];

/** Cards shown, once filtering has come to rest. */
const cards = async (page) => {
  await page.waitForFunction(() => !document.querySelector(".filters[aria-busy]"));
  return page.locator("article.card:not([hidden])").count();
};
/** Unfolds all that is read later, as printing does. */
const whole = (page) => page.evaluate(() => dispatchEvent(new Event("beforeprint")));
const number = async (locator) => Number((await locator.textContent()).trim());
const now = (page) => page.locator(".card.now").getAttribute("id");

for (const file of files) {
  const name = basename(file, ".html");
  const test = (says, body, options) =>
    tests.push([
      `${name}: ${says}`,
      async () => {
        const opened = await open(browser, file, options);
        try {
          await body(opened.page, opened);
          same(opened.wrong.join("; "), "", "the page complained");
        } finally {
          await opened.close();
        }
      },
    ]);

  test("opens without error and asks for nothing", async (page) => {
    claim((await cards(page)) > 0, "there are no cards");
    same(await page.evaluate(() => "ready" in document.documentElement.dataset), true, "the script ran");
  });

  test("weighs at most 2 MB and answers within 300 ms", async () => {
    const bytes = statSync(file).size;
    claim(bytes <= 2_000_000, `${bytes} bytes`);
    // The page's own time counts; what passed on a busy machine stands beside it.
    const { own, passed } = await opening(browser, file);
    console.log(`      ${name}: ${bytes} bytes, interactive after ${own.toFixed(0)} ms of its own, ${passed.toFixed(0)} ms passed (medians of five)`);
    claim(own <= 300, `interactive after ${own.toFixed(0)} ms of its own`);
  });

  test("every link leads somewhere on the page", async (page) => {
    await whole(page);
    const lost = await page.evaluate(() =>
      [...document.querySelectorAll("a[href]")]
        .map((a) => a.getAttribute("href"))
        .filter((h) => !h.startsWith("#") || (h.length > 1 && !document.getElementById(h.slice(1)))),
    );
    same(lost.join(" "), "", "links without an end");
  });

  test(
    "reads without script",
    async (page) => {
      const marks = await page.locator("mark").count();
      claim(marks > 0, "no claim is marked");
      same(await page.locator("article.card").count(), await cards(page), "cards shown");
      same(await page.locator(".filters").isVisible(), false, "filters need script, so they are not shown");
      const link = page.locator("a.n").first();
      const end = (await link.getAttribute("href")).slice(1);
      await link.click();
      const box = await page.locator(`[id="${end}"]`).boundingBox();
      claim(box && box.y >= 0 && box.y < 900, "a number does not lead to its card");
    },
    { javaScriptEnabled: false },
  );

  test("filters by click on a count", async (page) => {
    const tile = page.locator(".verdicts li:not(.none) a").first();
    const wanted = await number(tile.locator("b"));
    await tile.click();
    same(await cards(page), wanted, "cards after the click");
    claim((await page.locator(".shown").textContent()).startsWith(`${wanted} `), "the count is told");
    await page.locator("button[data-do=clear]").click();
    same(await cards(page), await page.locator("article.card").count(), "cards after “Show all”");
  });

  test("filters by click on kind, actor, place, voice and origin", async (page) => {
    for (const field of ["kind", "actor", "place", "voice", "origin"]) {
      const options = page.locator(`select[name=${field}] option`);
      if ((await options.count()) < 2) continue;
      const says = await options.nth(1).textContent();
      const wanted = Number(says.match(/\((\d+)\)\s*$/)[1]);
      await page.selectOption(`select[name=${field}]`, { index: 1 });
      same(await cards(page), wanted, `cards for ${says}`);
      await page.selectOption(`select[name=${field}]`, { index: 0 });
    }
  });

  test("filters by keyboard alone", async (page) => {
    const all = await cards(page);
    const quote = await page.locator(".card blockquote").first().textContent();
    const word = quote.split(/\s+/).sort((a, b) => b.length - a.length)[0];
    await page.keyboard.press("/");
    await page.keyboard.type(word);
    const found = await cards(page);
    claim(found >= 1 && found <= all, `${found} of ${all} cards hold “${word}”`);
    for (const shown of await page.locator(".card:visible blockquote").allTextContents())
      claim(shown.toLowerCase().includes(word.toLowerCase()), `“${shown}” does not hold “${word}”`);
    await page.keyboard.press("Escape");
    same(await cards(page), all, "cards after Escape");
  });

  test("steps with j and k, opens with Enter", async (page) => {
    const ids = await page.locator("article.card").evaluateAll((all) => all.map((e) => e.id));
    await page.keyboard.press("j");
    same(await now(page), ids[0], "after j");
    await page.keyboard.press("j");
    same(await now(page), ids[Math.min(1, ids.length - 1)], "after j, j");
    await page.keyboard.press("k");
    same(await now(page), ids[0], "after j, j, k");
    claim((await page.locator("mark.now").count()) > 0, "its words are lit");
    await page.keyboard.press("Enter");
    same(await page.evaluate(() => document.activeElement.id), ids[0], "focus after Enter");
    same(await page.locator(".card.now details:not([open])").count(), 0, "closed parts after Enter");
    const box = await page.locator(".card.now").boundingBox();
    claim(box.y > -1 && box.y < 900, "the card is in sight");
  });

  test("a click on words chooses their claim", async (page) => {
    const mark = page.locator("mark").first();
    const wanted = (await mark.getAttribute("data-c")).split(" ")[0];
    const at = await mark.evaluate((e) => {
      e.scrollIntoView({ block: "center" });
      const line = e.getClientRects()[0];
      return [line.x + Math.min(8, line.width / 2), line.y + line.height / 3];
    });
    await page.mouse.click(...at);
    same(await now(page), wanted, "the claim chosen");
    await page.mouse.move(0, 0);
    await page.mouse.move(...(await mark.evaluate((e) => {
      const line = e.getClientRects()[0];
      return [line.x + Math.min(8, line.width / 2), line.y + line.height / 3];
    })));
    claim((await page.locator(".card.hot").count()) === 1, "hovering lights the card");
  });

  test("a permalink chooses its claim", async (page) => {
    const id = await page.locator("article.card").last().getAttribute("id");
    await page.goto(`file://${file}#${id}`);
    await page.reload();
    same(await now(page), id, "the claim chosen");
  });

  test("a part that is folded away is found by its address", async (page) => {
    const link = page.locator(".verdicts li a").first();
    const end = (await link.getAttribute("href")).slice(1);
    await page.goto(`file://${file}#${end}`);
    await page.reload();
    await page.waitForFunction((id) => document.getElementById(id), end);
    const row = page.locator(".row-id").first();
    if ((await row.count()) === 0) return;
    await row.evaluate((e) => e.click());
    claim((await page.locator(`[id="${(await row.getAttribute("href")).slice(1)}"]`).count()) === 1, "the row is not there");
  });

  test("rows, relations and grounds lead to their claims and back", async (page) => {
    await whole(page);
    for (const link of await page.locator(".row-id, .relations a, .argument a, .rows a").all()) {
      const end = (await link.getAttribute("href")).slice(1);
      claim((await page.locator(`[id="${end}"]`).count()) === 1, `nothing at #${end}`);
    }
    for (const act of await page.locator(".pair .act").all()) {
      const id = await act.getAttribute("data-c");
      claim((await page.locator(`[id="${id}"]`).count()) === 1, `an act without its claim ${id}`);
    }
  });

  test("shows its keys and closes them", async (page) => {
    await page.keyboard.press("?");
    same(await page.locator("#help").isVisible(), true, "help after ?");
    await page.keyboard.press("Escape");
    same(await page.locator("#help").isVisible(), false, "help after Escape");
  });

  test("skips to the report, and shows where focus is", async (page) => {
    await page.keyboard.press("Tab");
    same(await page.evaluate(() => document.activeElement.className), "skip", "first stop");
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    claim(outline !== "none", "the focus is not shown");
  });

  test("focus goes through the page in its order, to what can be seen", async (page) => {
    same(await page.locator('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])').count(), 0, "places out of order");
    let before = null;
    for (let i = 0; i < 50; i += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluateHandle(() => document.activeElement);
      const { follows, seen, says } = await at.evaluate((e, last) => ({
        follows: !last || Boolean(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
        seen: e.getBoundingClientRect().width > 0 && getComputedStyle(e).visibility === "visible",
        says: `${e.tagName} “${e.textContent.trim().slice(0, 40)}”`,
      }), before);
      claim(follows, `${says} stands before what had the focus`);
      claim(seen, `${says} has the focus and is not to be seen`);
      before = at;
    }
  });

  test("copies a figure's data as CSV", async (page) => {
    const buttons = page.locator("button[data-do=csv]");
    for (let i = 0; i < (await buttons.count()); i += 1) {
      const button = buttons.nth(i);
      await button.evaluate((b) => b.closest("details")?.setAttribute("open", ""));
      await button.click();
      await page.waitForFunction((b) => b.dataset.csv, await button.elementHandle());
      const csv = await button.getAttribute("data-csv");
      const table = page.locator(`[id="${await button.getAttribute("data-table")}"]`);
      if (await table.evaluate((t) => t.matches("pre"))) {
        claim(csv.trim().split("\n").length > 1, `the data of a drawing: ${csv}`);
        continue;
      }
      const rows = await table.locator("tr").count();
      same(csv.split("\r\n").length, rows, "lines copied");
    }
  });

  test("changes between light and dark", async (page) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await paper();
    await page.locator("button[data-do=theme]").click();
    claim((await paper()) !== before, "the paper stayed the same");
  });

  for (const scheme of ["light", "dark"]) {
    test(
      `is accessible (axe, ${scheme})`,
      async (page) => {
        await whole(page);
        await page.evaluate(() => {
          for (const d of document.querySelectorAll("details")) d.open = true;
        });
        await page.evaluate(axe);
        const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
        const told = violations.map((v) => `${v.impact} ${v.id} ×${v.nodes.length} (${v.nodes[0].target})`);
        console.log(`      ${name}, ${scheme}: ${passes.length} axe rules held, ${told.join(", ") || "none broken"}`);
        const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
        same(grave.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`).join("; "), "", "serious findings");
      },
      { colorScheme: scheme },
    );
    test(
      `picture, ${scheme}`,
      async (page) => {
        await page.locator("a.n").first().click();
        await page.screenshot({ path: join(out, `${name}-${scheme}.png`) });
        await page.screenshot({ path: join(out, `${name}-${scheme}-whole.png`), fullPage: true });
      },
      { colorScheme: scheme },
    );
  }

  test(
    "fits a small screen",
    async (page) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      claim(wide <= 360, `the page is ${wide} px wide on a screen of 360`);
      await page.screenshot({ path: join(out, `${name}-360.png`) });
      for (let i = 0; i < 3; i += 1) {
        await page.keyboard.press("j");
        await page.waitForTimeout(300);
        const box = await page.locator(".card.now").boundingBox();
        claim(box.y > -1 && box.y < 700, `a card chosen by key lies at ${box.y}`);
      }
    },
    { viewport: { width: 360, height: 740 } },
  );

  test("prints", async (page) => {
    await page.emulateMedia({ media: "print" });
    same(await page.locator(".bar").isVisible(), false, "the bar is not printed");
    claim(await page.locator(".card").first().isVisible(), "cards are printed");
    await page.pdf({ path: join(out, `${name}.pdf`), format: "A4", printBackground: true });
    await page.screenshot({ path: join(out, `${name}-print.png`) });
  });
}

const well = await run(tests);
await browser.close();
process.exit(well ? 0 : 1);
