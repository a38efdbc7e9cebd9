// How much comes over the wire for a first view, and how soon a search answers.

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

test("a search over 30,000 stations answers", async () => {
  for (const [path, bytes] of madeUpIndex()) site.over.set(path, bytes);
  const page = await open(site.url("en/search.html"));
  await page.waitForLoadState("networkidle");
  const input = page.getByLabel("Code or name");
  /** From a key to the first result on the page, in milliseconds. */
  const answer = async (text: string): Promise<number> => {
    await input.fill("");
    await page.waitForFunction(() => document.querySelector(".results") === null);
    await page.evaluate(() => {
      const shown = globalThis as unknown as { began: number; took: number };
      document
        .getElementById("query")!
        .addEventListener("input", () => (shown.began = performance.now()), { once: true });
      new MutationObserver((_, observer) => {
        if (document.querySelector(".results") === null) return;
        shown.took = performance.now() - shown.began;
        observer.disconnect();
      }).observe(document.getElementById("search")!, { childList: true, subtree: true });
    });
    await input.fill(text);
    await page.locator(".results").waitFor();
    return page.evaluate(() => (globalThis as unknown as { took: number }).took);
  };
  for (const text of ["e", "01", "escuela bol", "ecsuela bolivra", "liceo"])
    console.log(`e2e: "${text}" answers after ${(await answer(text)).toFixed(0)} ms`);
  site.over.clear();
});
