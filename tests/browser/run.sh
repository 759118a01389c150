#!/usr/bin/env bash
# Opens reports in a browser: by click, by keyboard, without script, in the dark, on paper and on a
# small screen. Needs node, npm and a Chromium (CHROMIUM names another one than /usr/bin/chromium).
# The desk is served on a case of its own. KHALDUN names another binary than target/release/khaldun.
# Pictures are left in target/browser.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=target/browser
mkdir -p "$out"

(cd tests/browser && npm ci --no-audit --no-fund --loglevel=error >/dev/null)

# The whole workspace, so that what its tests have built serves here too.
cargo build --quiet --locked --workspace --examples
target/debug/examples/specimen >"$out/specimen.html"
target/debug/examples/large >"$out/large.html"
target/debug/examples/line >"$out/line.html"
khaldun=${KHALDUN:-target/release/khaldun}
[ -x "$khaldun" ] || cargo build --release --locked --quiet
for account in libya-2020-opinion.txt donbas-2014-blog.html; do
  "$khaldun" check "examples/$account" --case "$out/${account%.*}.case" >/dev/null
  cp "$out/${account%.*}.case/report.html" "$out/${account%.*}.html"
done

node tests/browser/large.mjs "$out" "$out/large.html"
node tests/browser/line.mjs "$out" "$out/line.html"

rm -rf "$out/desk.case"
"$khaldun" check examples/libya-2020-opinion.txt --case "$out/desk.case" >/dev/null
node tests/browser/desk.mjs "$out" "$khaldun" "$out/desk.case"
node tests/browser/orphan.mjs "$khaldun" "$out/orphan"

node tests/browser/report.mjs "$out" "$out/specimen.html" "$out/libya-2020-opinion.html" "$out/donbas-2014-blog.html"
