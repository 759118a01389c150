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

/** Opens a report five times: the median time until it is interactive, and its main thread's own share. */
export async function opening(browser, file) {
  const median = (list) => list.sort((a, b) => a - b)[2];
  const [passed, own] = [[], []];
  for (let i = 0; i < 5; i += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(`file://${file}`, { waitUntil: "domcontentloaded" });
    const { metrics } = await devtools.send("Performance.getMetrics");
    own.push(1000 * metrics.find((m) => m.name === "TaskDuration").value);
    passed.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd));
    await context.close();
  }
  return { passed: median(passed), own: median(own) };
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
