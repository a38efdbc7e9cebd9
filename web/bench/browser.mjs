// Measures the verifier in a browser: `node bench/browser.mjs ADDRESS`.
//
// ADDRESS is where a publication is served, such as http://127.0.0.1:8000/. The built dist/verifier.js is
// put into a page of it and checks the whole record in its worker. Prints seconds, the browser's memory and the verdict.
// CHROMIUM says where the browser is; WITHOUT=worker or WITHOUT=ed25519 takes that from it.

import { existsSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [address] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (address === undefined) {
  console.error("node bench/browser.mjs ADDRESS");
  process.exit(2);
}
if (!existsSync(executablePath)) {
  console.log(`no browser at ${executablePath}: not measured`);
  process.exit(0);
}
const base = new URL("./", address).href;
const script = readFileSync(new URL("../dist/verifier.js", import.meta.url), "utf8");
const flags =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const browser = await chromium.launch({ executablePath, args: flags.split(" ") });
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(String(error)));
await page.goto(`${base}en/verify.html`);
// Evaluated by the browser's own tools, which the page's policy does not bind.
await page.evaluate(script);
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
}, base);
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
