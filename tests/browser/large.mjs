// A case of 1,000 claims and 12,000 rows: no task while one scrolls, filters or steps may take more
// than 100 ms of the page's own time. Usage: node large.mjs OUT REPORT
//
// A task's own time is what its thread worked, as the browser's trace has it: on an idle machine that
// is the time that passes, on a busy one it leaves out the waiting for others. The best of three tries
// counts; the time that passed, and how much the machine made a fixed piece of work wait, stand beside it.

import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { claim, launch, open, opening, run, same } from "./browser.mjs";

const [out, file] = process.argv.slice(2).map((p) => resolve(p));
const LIMIT = 100;
const browser = await launch();
const tests = [];

/** How long a fixed piece of work takes in this browser now, in ms. */
const baseline = (page) =>
  page.evaluate(() => {
    const began = performance.now();
    let sum = 0;
    for (let i = 0; i < 2e7; i += 1) sum += i % 7;
    return sum ? performance.now() - began : 0;
  });

/** The longest task of the page's main thread in a trace: its own time and the time that passed, in ms. */
function worst(trace) {
  const events = JSON.parse(readFileSync(trace, "utf8")).traceEvents;
  const main = new Set(
    events.filter((e) => e.name === "thread_name" && e.args.name === "CrRendererMain").map((e) => `${e.pid} ${e.tid}`),
  );
  const tasks = events.filter((e) => e.name.endsWith("RunTask") && main.has(`${e.pid} ${e.tid}`));
  const most = (field) => Math.max(0, ...tasks.map((e) => e[field] ?? 0)) / 1000;
  claim(tasks.some((e) => e.tdur !== undefined), "the trace tells no thread time");
  return { own: most("tdur"), passed: most("dur"), n: tasks.length };
}

/** Does something on a fresh page and holds the longest task to the limit. */
const longest = (says, body) =>
  tests.push([
    `large: ${says}`,
    async () => {
      const tries = [];
      let base = 0;
      for (let i = 0; i < 3; i += 1) {
        const { page, wrong, close } = await open(browser, file);
        await page.waitForFunction(() => "ready" in document.documentElement.dataset);
        base = await baseline(page);
        await page.waitForTimeout(500);
        const path = join(out, "trace.json");
        await browser.startTracing(page, { path, categories: ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"] });
        await body(page);
        await page.waitForTimeout(300);
        await browser.stopTracing();
        tries.push(worst(path));
        same(wrong.join("; "), "", "the page complained");
        await close();
      }
      const best = Math.min(...tries.map((t) => t.own));
      const all = (field) => tries.map((t) => t[field].toFixed(0)).join(", ");
      console.log(`      ${says}: longest task ${all("own")} ms of its own (${all("passed")} ms passed; fixed work: ${base.toFixed(0)} ms)`);
      claim(best <= LIMIT, `a task took ${best.toFixed(0)} ms`);
    },
  ]);

const calm = (page) => page.waitForFunction(() => !document.querySelector(".filters[aria-busy]"));

longest("scrolls the page", async (page) => {
  await page.mouse.move(300, 500);
  for (let i = 0; i < 40; i += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(16);
  }
});
longest("scrolls the cards", async (page) => {
  await page.locator(".cards").scrollIntoViewIfNeeded();
  await page.mouse.move(950, 500);
  for (let i = 0; i < 40; i += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(16);
  }
});
longest("scrolls through all that follows the account", async (page) => {
  await page.evaluate(() => document.getElementById("rows").scrollIntoView());
  await page.mouse.move(300, 500);
  for (let i = 0; i < 40; i += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(16);
  }
});
longest("filters by kind and back", async (page) => {
  await page.selectOption("select[name=kind]", { index: 2 });
  await calm(page);
  const shown = await page.locator("article.card:not([hidden])").count();
  claim(shown > 100 && shown < 200, `${shown} claims of one kind`);
  await page.locator("button[data-do=clear]").click();
  await calm(page);
  same(await page.locator("article.card:not([hidden])").count(), 1000, "claims after “Show all”");
});
longest("filters while one types", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("77th time", { delay: 60 });
  await calm(page);
  same(await page.locator("article.card:not([hidden])").count(), 10, "claims that hold the words");
});
longest("steps through claims", async (page) => {
  for (let i = 0; i < 20; i += 1) {
    await page.keyboard.press("j");
    await page.waitForTimeout(30);
  }
});
tests.push(["large: opens", async () => {
  const { own, passed } = await opening(browser, file);
  console.log(`      large: ${statSync(file).size} bytes, interactive after ${own.toFixed(0)} ms of its own, ${passed.toFixed(0)} ms passed (medians of five)`);
  const { page, close } = await open(browser, file);
  await page.screenshot({ path: join(out, "large.png") });
  await close();
}]);

const well = await run(tests);
await browser.close();
process.exit(well ? 0 : 1);
