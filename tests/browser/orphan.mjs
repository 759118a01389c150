// A case is held anew after its account was changed: a decision that no longer fits is listed as orphaned
// with the reason, nothing is moved by itself, and a person attaches it by click.
// Usage: node orphan.mjs KHALDUN FOLDER

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { claim, launch, run, same, visit } from "./browser.mjs";
import { ready, serve } from "./served.mjs";

const [program, folder] = process.argv.slice(2).map((p) => resolve(p));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const account = join(folder, "ferry.txt");
const kept = join(folder, "ferry.case");
const head = "The ferry at Bor\n\nBOR, 4 June 1993\n\n";
const check = (text) => {
  writeFileSync(account, head + text);
  execFileSync(program, ["check", account, "--case", kept], { stdio: ["ignore", "ignore", "pipe"] });
};
const lines = () =>
  readFileSync(join(kept, "analyst/decisions.jsonl"), "utf8").trim().split("\n").map((l) => JSON.parse(l));
const browser = await launch();

/** Does something at the desk of the case as it stands now. */
async function desk(body) {
  const { child, url } = serve(program, kept);
  const { page, wrong, close } = await visit(browser, await url);
  try {
    await ready(page);
    await body(page);
    same(wrong.join("; "), "", "the page complained");
  } finally {
    await close();
    child.kill("SIGINT");
    await new Promise((gone) => { child.on("exit", gone); });
  }
}

const well = await run([
  ["orphan: a decision outlives its claim, and is attached by a person", async () => {
    check("On Thursday gunmen attacked the ferry. The garrison denied firing on the ferry.\n");
    await desk(async (page) => {
      await page.keyboard.press("j");
      await page.keyboard.press("a");
      await page.waitForFunction(() => document.querySelector(".card.now .analyst")?.textContent.includes("accepted"));
    });
    const before = lines();
    same(before.length, 1, "decisions in the log");
    // The same claim in other words, and another before it.
    check("The river was high. On Thursday armed men fired on the ferry. The garrison denied firing on the ferry.\n");
    same(JSON.stringify(lines()), JSON.stringify(before), "what check leaves of the log");
    await desk(async (page) => {
      same(await page.locator("article.card .analyst").count(), 0, "cards that took the decision by themselves");
      const orphan = page.locator("#orphans + * + * tbody tr");
      same(await orphan.count(), 1, "orphaned decisions listed");
      const told = (await orphan.textContent()).replace(/\s+/g, " ");
      claim(told.includes("gunmen attacked the ferry"), `its words: ${told}`);
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      const id = await page.locator(".card.now").getAttribute("id");
      await page.locator("button[data-desk=attach]").click();
      await page.waitForFunction((now) => document.getElementById(now).querySelector(".analyst")?.textContent.includes("accepted"), id);
      same(await page.locator("#orphans").count(), 0, "orphans left");
    });
    same(lines()[0].sha256 ?? lines()[0].n, before[0].sha256 ?? before[0].n, "the first decision stays as it was");
    claim(lines().length > before.length, "that it was attached is in the log");
  }],
]);
await browser.close();
process.exit(well ? 0 : 1);
