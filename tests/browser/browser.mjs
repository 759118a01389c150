// A browser that reaches nothing, and a small runner that counts.

import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });

/** A page on a report file, with whatever went wrong on it so far. */
export const open = (browser, file, options) => visit(browser, `file://${file}`, options);

/** A page at an address; requests to anything that does not begin with it are wrong. */
export async function visit(browser, address, options = {}, within = null) {
  const context = within ?? (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options }));
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && wrong.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => wrong.push(`error: ${e.message}`));
  page.on("dialog", (d) => {
    wrong.push(`dialog: ${d.message()}`);
    d.dismiss();
  });
  page.on("request", (r) => {
    const inside = r.url().startsWith(address) || r.url().startsWith("data:");
    if (!inside) wrong.push(`request: ${r.url()}`);
  });
  await page.goto(address);
  return { page, wrong, close: () => context.close() };
}

export const claim = (holds, says) => {
  if (!holds) throw new Error(says);
};

export const same = (got, wanted, what) =>
  claim(got === wanted, `${what}: ${JSON.stringify(got)} where ${JSON.stringify(wanted)} was expected`);

/** Runs named tests one after another; the last line counts them. */
export async function run(tests) {
  let passed = 0;
  let failed = 0;
  for (const [name, test] of tests) {
    try {
      await test();
      passed += 1;
      console.log(`ok    ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}\n      ${String(error.message).split("\n").slice(0, 6).join("\n      ")}`);
    }
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0;
}
