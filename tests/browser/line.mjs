// A hostile account of ten million bytes in one line: it opens, is shown as text, and its last claim can
// be chosen. Usage: node line.mjs OUT REPORT

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { claim, launch, open, opening, run, same } from "./browser.mjs";

const file = resolve(process.argv[3]);
const browser = await launch();
const well = await run([
  ["one line: is shown as text", async () => {
    const { page, wrong, close } = await open(browser, file);
    const found = await page.evaluate(() => {
      const told = document.querySelector(".told");
      return { length: told.textContent.length, made: told.querySelectorAll("script, img").length, scripts: document.scripts.length };
    });
    claim(found.length > 9_000_000, `${found.length} characters are shown`);
    same(found.made, 0, "elements of the account's making");
    same(found.scripts, 1, "scripts on the page");
    const link = page.locator("a.n").last();
    const id = (await link.getAttribute("href")).slice(1);
    await link.click();
    same(await page.locator(".card.now").getAttribute("id"), id, "the claim chosen");
    same(wrong.join("; "), "", "the page complained");
    await close();
    const { own, passed } = await opening(browser, file);
    console.log(`      one line: ${statSync(file).size} bytes, interactive after ${own.toFixed(0)} ms of its own, ${passed.toFixed(0)} ms passed (medians of five)`);
  }],
]);
await browser.close();
process.exit(well ? 0 : 1);
