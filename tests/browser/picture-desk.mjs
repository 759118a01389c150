// The README's picture of the desk: a claim corrected, the machine's reading beside it.
// Usage: node picture-desk.mjs KHALDUN CASE FOLDER

import { join, resolve } from "node:path";
import { launch, visit } from "./browser.mjs";
import { ready, serve } from "./served.mjs";

const [program, folder, out] = process.argv.slice(2).map((p) => resolve(p));
const { child, url } = serve(program, folder);
const browser = await launch();
const { page } = await visit(browser, await url);
await ready(page);
const saved = () => page.waitForFunction(() => !document.querySelector("dialog.form"));
await page.locator("a.n").nth(4).click();
await page.keyboard.press("e");
await page.locator("#f-place").fill("");
await page.locator("#f-place").pressSequentially("Tripoli");
await page.waitForFunction(() => document.querySelectorAll("#f-place-list option").length > 0);
await page.locator("#f-note").fill("The order was read out in a recording; find the original.");
await page.selectOption("#f-credibility", "2");
await page.locator("dialog.form .main").click();
await saved();
await page.mouse.move(0, 0);
await page.waitForFunction(() => !document.querySelector("#desk-said").textContent);
await page.screenshot({ path: join(out, "desk.png") });
await browser.close();
child.kill("SIGINT");
