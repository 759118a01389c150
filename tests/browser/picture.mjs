// The README's pictures: the account beside the card of a claim that met a row.
// Usage: node picture.mjs REPORT FOLDER

import { join, resolve } from "node:path";
import { launch, open } from "./browser.mjs";

const [report, folder] = process.argv.slice(2).map((p) => resolve(p));
const browser = await launch();
for (const [scheme, name] of [["light", "report.png"], ["dark", "report-dark.png"]]) {
  const { page, close } = await open(browser, report, { colorScheme: scheme });
  // The corroborated claim on which most parts agree, the first of them.
  const link = await page.evaluate(() => {
    const agreed = (card) => card.querySelectorAll(".row:first-of-type tr.agrees").length;
    const cards = [...document.querySelectorAll(".card.v-cor")];
    const best = Math.max(...cards.map(agreed));
    return cards.find((card) => agreed(card) === best)?.id.concat("-in");
  });
  if (link) await page.locator(`[id="${link}"]`).click();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, name) });
  await close();
}
await browser.close();
