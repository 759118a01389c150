#!/usr/bin/env bash
# Opens reports in a browser: by click, by keyboard, without script, in the dark, on paper and on a
# small screen. Needs node, npm and a Chromium (CHROMIUM names another one than /usr/bin/chromium).
# Pictures are left in target/browser.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=target/browser
mkdir -p "$out"

(cd tests/browser && npm ci --no-audit --no-fund --loglevel=error >/dev/null)

cargo run --quiet --locked -p khaldun-report --example specimen >"$out/specimen.html"
[ -x target/release/khaldun ] || cargo build --release --locked --quiet
for account in libya-2020-opinion.txt donbas-2014-blog.html; do
  target/release/khaldun check "examples/$account" --case "$out/${account%.*}.case" >/dev/null
  cp "$out/${account%.*}.case/report.html" "$out/${account%.*}.html"
done

node tests/browser/report.mjs "$out" "$out/specimen.html" "$out/libya-2020-opinion.html" "$out/donbas-2014-blog.html"
