// How much comes over the wire for a first view, and how soon a search answers.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { open, useBrowser } from "./browser.ts";
import { madeUpIndex } from "./madeup.ts";
import { PUBLIC, register } from "./publication.ts";
import { Site } from "./server.ts";

let site: Site;
useBrowser();
beforeAll(async () => {
  site = await Site.of(PUBLIC);
});
afterAll(() => site.close());

const KB = 1_000;

describe("over the wire, compressed by gzip", () => {
  async function weigh(path: string): Promise<number> {
    site.sent.length = 0;
    const page = await open(site.url(path));
    await page.waitForLoadState("networkidle");
    const counted = site.sent.filter(
      ({ path }) => !path.startsWith("image/") && !path.startsWith("log/blob/"),
    );
    const sum = counted.reduce((bytes, file) => bytes + file.bytes, 0);
    const files = counted.map((file) => `${file.path} ${file.bytes}`).join(", ");
    console.log(`e2e: first view of ${path}: ${sum} bytes (${files})`);
    return sum;
  }

  test("the result page takes at most 60 kB", async () => {
    expect(await weigh("en/index.html")).toBeLessThanOrEqual(60 * KB);
  });

  test("a station takes at most 40 kB without its image", async () => {
    const [first] = register();
    expect(await weigh(`en/station.html#${first!.station}`)).toBeLessThanOrEqual(40 * KB);
  });
});

describe("a search over 30,000 stations", () => {
  /** Types into a search page; gives how long the first result took from there, in milliseconds. */
  async function answer(page: Page, text: string): Promise<number> {
    const input = page.getByLabel("Code or name");
    await input.fill("");
    await page.waitForFunction(() => document.querySelector(".results") === null);
    await page.evaluate(() => {
      const shown = globalThis as unknown as { took: Promise<number> };
      shown.took = new Promise((done) => {
        let began = 0;
        const begin = (): void => {
          began = performance.now();
        };
        document.getElementById("query")!.addEventListener("input", begin, { once: true });
        new MutationObserver((_, observer) => {
          if (document.querySelector(".results") === null) return;
          observer.disconnect();
          done(performance.now() - began);
        }).observe(document.getElementById("search")!, { childList: true, subtree: true });
      });
    });
    await input.fill(text);
    return page.evaluate(() => (globalThis as unknown as { took: Promise<number> }).took);
  }

  test("answers the first key, and whatever follows it", async () => {
    for (const [path, bytes] of madeUpIndex()) site.over.set(path, bytes);
    const first: number[] = [];
    for (let round = 0; round < 7; round++) {
      const page = await open(site.url("en/search.html"));
      await page.waitForLoadState("networkidle");
      first.push(await answer(page, "e"));
      if (round > 0) continue;
      for (const text of ["01", "escuela bol", "ecsuela bolivra", "liceo"])
        console.log(`e2e: "${text}" is answered after ${(await answer(page, text)).toFixed(0)} ms`);
    }
    const sorted = first.map(Math.round).sort((a, b) => a - b);
    console.log(`e2e: the first key is answered after ${sorted[3]} ms (median of ${sorted.join(", ")})`);
    site.over.clear();
  });
});
