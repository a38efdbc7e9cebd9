// Measures first views over a throttled line: `node bench/pages.mjs ADDRESS [STATION]`.
//
// ADDRESS is where a publication is served, such as http://127.0.0.1:8000/. The browser is given 1.6 Mbit/s, 150 ms
// there and back, and a processor four times as slow, and forgets everything between views. Prints for each page the
// bytes that came over the line, the first contentful paint, and when the page was at rest: nothing loading, and no task
// of over 50 ms since (what Lighthouse calls interactive). Medians of five. CHROMIUM says where the browser is.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const [address, station] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (address === undefined) {
  console.error("node bench/pages.mjs ADDRESS [STATION]");
  process.exit(2);
}
if (!existsSync(executablePath)) {
  console.log(`no browser at ${executablePath}: not measured`);
  process.exit(0);
}
const flags =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const browser = await chromium.launch({ executablePath, args: flags.split(" ") });

async function view(path) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.setCacheDisabled", { cacheDisabled: true });
  const line = (1.6 * 1e6) / 8;
  await tools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: line,
    uploadThroughput: line,
  });
  await tools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let bytes = 0;
  tools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) globalThis.longTasks.push(task.startTime + task.duration);
    }).observe({ type: "longtask", buffered: true });
  });
  await page.goto(new URL(path, address).href, { waitUntil: "networkidle" });
  const seen = await page.evaluate(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.responseEnd);
    const ends = [paint?.startTime ?? 0, ...loaded, ...globalThis.longTasks];
    return { paint: paint?.startTime ?? Number.NaN, rest: Math.max(...ends) };
  });
  await context.close();
  return { bytes, ...seen };
}

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
/** The pages of the navigation in Spanish. */
async function navigation() {
  const page = await browser.newPage();
  await page.goto(new URL("es/index.html", address).href);
  const links = page.locator("nav.contents a");
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  await page.close();
  return paths.map((path) => path.replace(/^(\.\.\/)+/, ""));
}

const pages = await navigation();
if (station !== undefined) pages.push(`es/station.html#${encodeURIComponent(station)}`);
console.log("| page | over the line | first contentful paint | at rest |\n|---|---|---|---|");
for (const path of pages) {
  const views = [];
  for (let n = 0; n < 5; n++) views.push(await view(path));
  const of = (key) => median(views.map((view) => view[key]));
  const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
  console.log(
    `| ${path} | ${(of("bytes") / 1000).toFixed(1)} kB | ${seconds(of("paint"))} | ${seconds(of("rest"))} |`,
  );
}
await browser.close();
