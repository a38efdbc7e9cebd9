// How much comes over the wire for a first view, and how soon a search answers.

import type { Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "../words/catalogue.ts";
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

describe("over the wire, compressed by gzip, with HTTP heads", () => {
  /** Opens a page and gives the bytes of every file that it gets, but of photographs. */
  async function firstView(path: string): Promise<Map<string, number>> {
    const page = await open("about:blank");
    const loaded: Request[] = [];
    page.on("requestfinished", (request) => loaded.push(request));
    await page.goto(site.url(path), { waitUntil: "networkidle" });
    const files = new Map<string, number>();
    for (const request of loaded) {
      const file = request.url().slice(site.url().length);
      const { responseHeadersSize, responseBodySize } = await request.sizes();
      if (!/^(image|log\/blob)\//.test(file)) files.set(file, responseHeadersSize + responseBodySize);
    }
    return files;
  }

  const [first] = register();
  test.each([
    ...LANGUAGES.map((language) => [`${language}/index.html`, 60_000] as const),
    ...LANGUAGES.map((language) => [`${language}/station.html#${first!.station}`, 40_000] as const),
  ])("%s takes at most %i bytes, a photograph aside", async (path, most) => {
    const files = await firstView(path);
    const sum = [...files.values()].reduce((a, b) => a + b, 0);
    const each = Array.from(files, ([file, bytes]) => `${file} ${bytes}`).join(", ");
    console.log(`e2e: first view of ${path}: ${sum} bytes (${each})`);
    expect(sum).toBeLessThanOrEqual(most);
    // The page, its style sheet and its language's script; of the scripts no other, the verifier least of all.
    expect([...files.keys()].filter((file) => file.startsWith("assets/"))).toEqual([
      "assets/style.css",
      `assets/site.${path.slice(0, 2)}.js`,
    ]);
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
      for (const text of [
        "01",
        "010203",
        "10203",
        "0102031",
        "escuela bol",
        "escuela bol 2",
        "ecsuela bolivra",
        "liceo",
      ])
        console.log(`e2e: "${text}" is answered after ${(await answer(page, text)).toFixed(0)} ms`);
    }
    const sorted = first.map(Math.round).sort((a, b) => a - b);
    console.log(`e2e: the first key is answered after ${sorted[3]} ms (median of ${sorted.join(", ")})`);
    site.over.clear();
  });
});
