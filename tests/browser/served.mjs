// A desk for the tests: started, and its address waited for.

import { spawn } from "node:child_process";

/** Starts the desk on a case; `url` is its address, or fails with what the program said. */
export function serve(program, folder) {
  const child = spawn(program, ["serve", folder, "--by", "R.K."], { stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  child.stderr.on("data", (d) => { told += d; });
  const url = new Promise((found, lost) => {
    child.stdout.on("data", (d) => found(String(d).trim()));
    child.on("exit", (code) => setTimeout(() => lost(new Error(`the desk ended with ${code}: ${told}`)), 50));
  });
  return { child, url };
}

export const ready = (page) => page.waitForFunction(() => "deskReady" in document.documentElement.dataset);
