// Measures the verifier in a browser: `node bench/browser.mjs PUBLICATION`.
//
// The folder is served over http from this machine; the built dist/verifier.js checks the whole record in its worker.
// Prints seconds, the browser's memory and the verdict. CHROMIUM says where the browser is; WITHOUT=worker or
// WITHOUT=ed25519 takes that from it. Nothing leaves this machine.

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [folder] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (folder === undefined) {
  console.error("node bench/browser.mjs PUBLICATION");
  process.exit(2);
}
if (!existsSync(executablePath)) {
  console.log(`no browser at ${executablePath}: not measured`);
  process.exit(0);
}
const script = readFileSync(new URL("../dist/verifier.js", import.meta.url), "utf8");
const page_ =
  '<!doctype html><meta charset="utf-8"><title>verify</title><script src="/verifier.js"></script>';
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'";

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  response.setHeader("Content-Security-Policy", POLICY);
  if (path === "/") return response.setHeader("Content-Type", "text/html").end(page_);
  if (path === "/verifier.js") return response.setHeader("Content-Type", "text/javascript").end(script);
  try {
    response.end(readFileSync(join(folder, path.replace(/^\/public\//, ""))));
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}/`;

const flags =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const browser = await chromium.launch({ executablePath, args: flags.split(" ") });
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(String(error)));
await page.goto(base);
const lacks = await page.evaluate(() => globalThis.cotejoVerifier.lacks());
if (process.env.WITHOUT === "ed25519")
  await page.evaluate(() => {
    const none = "crypto.subtle.importKey=()=>Promise.reject(new Error('none'));";
    globalThis.cotejoVerifierSource = none + globalThis.cotejoVerifierSource;
  });
if (process.env.WITHOUT === "worker") await page.evaluate(() => delete globalThis.Worker);
// Resident memory of the browser's processes, as the kernel counts it; what they share is counted in each.
const memory = () => children(process.pid).reduce((sum, pid) => sum + resident(pid), 0);
const before = memory();
let most = before;
const sample = setInterval(() => {
  most = Math.max(most, memory());
}, 200);
const found = await page.evaluate(async (url) => {
  const began = performance.now();
  const stages = {};
  let ticks = 0;
  let longest = 0;
  let last = performance.now();
  const tick = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    ticks++;
  }, 10);
  const running = globalThis.cotejoVerifier.start({ base: url }, ({ stage }) => {
    stages[stage] = (performance.now() - began) / 1000;
  });
  const { record } = await running.ended;
  clearInterval(tick);
  const { verified, problems, checked, remarks } = record;
  const seconds = (performance.now() - began) / 1000;
  return {
    inWorker: running.inWorker,
    seconds,
    stages,
    verified,
    problems,
    checked,
    remarks,
    ticks,
    longest,
  };
}, `${base}public/`);
clearInterval(sample);
console.log(
  JSON.stringify(
    {
      ...found,
      lacks,
      megabytes: Math.round((most - before) / 1e6),
      megabytes_before: Math.round(before / 1e6),
      browser: browser.version(),
    },
    null,
    1,
  ),
);
await browser.close();
server.close();

function children(pid) {
  const all = [];
  const below = (of) => {
    try {
      for (const child of readFileSync(`/proc/${of}/task/${of}/children`, "utf8")
        .split(" ")
        .filter(Boolean)) {
        all.push(child);
        below(child);
      }
    } catch {
      // It has ended.
    }
  };
  below(pid);
  return all;
}

function resident(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096;
  } catch {
    return 0;
  }
}
