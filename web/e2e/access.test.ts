// The pages for everyone: with a keyboard alone, with a screen reader, without scripts, from a disk, in a browser
// that lacks something.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "../words/catalogue.ts";
import { open, useBrowser, violations } from "./browser.ts";
import { PUBLIC, register, sheets } from "./publication.ts";
import { Site } from "./server.ts";

let site: Site;
useBrowser();
beforeAll(async () => {
  site = await Site.of(PUBLIC);
});
afterAll(() => site.close());

const [council, campaign] = [sheets("council"), sheets("campaign")];
const listed = register().find(({ station }) => council.has(station) && campaign.has(station))!;
const AGREES = "Everything that was checked agrees.";

describe("axe finds nothing", () => {
  // A page of every kind: those of a language's folder, and the first of each folder within it.
  const pages = readdirSync(join(PUBLIC, "en"), { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    const [first] = readdirSync(join(PUBLIC, "en", entry.name)).sort();
    return first === undefined ? [] : [`${entry.name}/${first}`];
  });
  const kinds = [
    ...pages.filter((page) => page.endsWith(".html")),
    `area/${listed.state}.html`,
    `station.html#${listed.station}`,
    "station.html#nowhere",
    "search.html#q=a",
    `search.html#q=${listed.centre}`,
  ];
  const paths = LANGUAGES.flatMap((language) => kinds.map((page) => `${language}/${page}`));
  for (const path of ["index.html", ...paths]) {
    test(path, async () => {
      for (const [colorScheme, width] of [
        ["light", 1280],
        ["dark", 360],
      ] as const) {
        const page = await open(site.url(path), { colorScheme, viewport: { width, height: 800 } });
        await page.waitForLoadState("networkidle");
        if (path.includes("#q=")) await page.locator(".results a").first().waitFor();
        expect(await violations(page), `${path} ${colorScheme} ${width}`).toEqual([]);
      }
    });
  }

  test("on any page in English", async () => {
    const pages = readdirSync(join(PUBLIC, "en"), { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".html"),
    );
    const page = await open(site.url("en/index.html"));
    for (const path of pages) {
      await page.goto(site.url(`en/${path}`));
      await page.waitForLoadState("networkidle");
      expect(await violations(page), path).toEqual([]);
    }
    console.log(`e2e: axe finds nothing on ${pages.length} pages`);
  }, 600_000);

  test("with what a check says", async () => {
    const page = await open(site.url(`en/station.html#${listed.station}`));
    await page.getByRole("button", { name: "Verify this station" }).click();
    await page.getByText(AGREES).waitFor();
    expect(await violations(page)).toEqual([]);
    site.over.set("log/checkpoint", Buffer.from("nothing\n"));
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await open(site.url("en/verify.html"), { colorScheme });
      await page.getByRole("button", { name: "Verify the whole record" }).click();
      await page.locator(".problem").waitFor();
      expect(await violations(page), colorScheme).toEqual([]);
    }
    site.over.clear();
  });
});

test("nothing is wider than a small phone", async () => {
  for (const path of [
    `en/station.html#${listed.station}`,
    "en/search.html#q=a",
    "es/verify.html",
    "pt/index.html",
  ]) {
    const page = await open(site.url(path), { viewport: { width: 360, height: 800 } });
    await page.waitForLoadState("networkidle");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(360);
  }
});

test("a keyboard alone leads from the first page to a verified station", async () => {
  const page = await open(site.url("en/index.html"));
  const { keyboard } = page;
  /** Presses the tab key until something of that name is reached. */
  const tabTo = async (name: string): Promise<void> => {
    for (let press = 0; press < 200; press++) {
      await keyboard.press("Tab");
      const reached = await page.evaluate(() => {
        const { activeElement: element } = document;
        const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
        return (label ?? element?.textContent ?? "").trim();
      });
      if (reached === name) return;
    }
    throw new Error(`the tab key does not reach ${name}`);
  };
  await tabTo("Search");
  await keyboard.press("Enter");
  await page.waitForURL(/search\.html/);
  await tabTo("Code or name");
  await keyboard.type(listed.station);
  await expect.poll(() => page.locator(".found a").allTextContents()).toEqual([listed.station]);
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await page.waitForURL(/station\.html#/);
  await page.getByRole("heading", { name: "Figures as read" }).waitFor();
  await tabTo("Verify this station");
  await keyboard.press("Enter");
  await page.getByText(AGREES).waitFor();
  // What was found is reached at once.
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("outcome");
});

test("arrow keys go through what was found and back", async () => {
  const page = await open(site.url("en/search.html"));
  // A centre and its stations.
  await page.getByLabel("Code or name").fill(listed.centre);
  await page.locator(".results .found a").first().waitFor();
  const at = (): Promise<number> =>
    page.evaluate(() => Array.from(document.querySelectorAll(".results a")).indexOf(document.activeElement!));
  await page.keyboard.press("ArrowDown");
  expect(await at()).toBe(0);
  await page.keyboard.press("ArrowDown");
  expect(await at()).toBe(1);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("query");
});

test("without script every station stands on its area's page, and the pages say what needs a script", async () => {
  const page = await open(site.url("en/index.html"), { javaScriptEnabled: false });
  expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
  for (let step = 0; step < 4; step++) {
    const station = page.getByRole("link", { name: listed.station, exact: true });
    if ((await station.count()) > 0) break;
    const links = page.locator("main").getByRole("link");
    const names = await links.allTextContents();
    const next = names.findIndex((name) => [listed.stateName].includes(name.trim()) && step === 0);
    const area =
      next >= 0 ? links.nth(next) : page.locator(`main a[href*="area/${listed.centre.slice(0, 5)}"]`).first();
    const address = await area.evaluate((link) => (link as HTMLAnchorElement).href);
    await page.goto(address);
  }
  const row = page
    .locator("tr", { has: page.getByRole("link", { name: listed.station, exact: true }) })
    .first();
  expect(await row.textContent()).toContain(council.get(listed.station)!.duarte);
  await page.goto(site.url(`en/station.html#${listed.station}`));
  expect(await page.locator("noscript").textContent()).toContain("area");
  await page.goto(site.url("en/search.html"));
  expect(await page.locator("noscript").textContent()).not.toBe("");
});

describe("from a disk", () => {
  const file = (path: string, hash = ""): string => pathToFileURL(join(PUBLIC, path)).href + hash;

  test("searching finds, and a station is drawn", async () => {
    const page = await open(file("en/search.html"));
    await page.getByLabel("Code or name").fill(listed.station);
    await page.locator(".found").getByRole("link").click();
    await page.getByRole("heading", { name: "Figures as read" }).waitFor();
    await page.getByText("This copy was opened from a disk").waitFor();
    const row = page.getByRole("row", { name: "Marta Duarte" });
    expect((await row.getByRole("cell").allTextContents())[0]).toBe(council.get(listed.station)!.duarte);
  });

  test("a station and the whole record verify by the folder that the reader chooses", async () => {
    const page = await open(file("en/station.html", `#${listed.station}`));
    await page.getByRole("button", { name: "Verify this station" }).click();
    await page.getByText("Choose the folder first.").waitFor();
    await page.getByLabel("The publication’s folder on your disk").setInputFiles(PUBLIC);
    await page.getByRole("button", { name: "Verify this station" }).click();
    await page.getByText(AGREES).waitFor();
    await page.goto(file("en/verify.html"));
    await page.getByLabel("The publication’s folder on your disk").setInputFiles(PUBLIC);
    await page.getByRole("button", { name: "Verify the whole record" }).click();
    await page.getByText(AGREES).waitFor({ timeout: 100_000 });
  });
});

describe("a browser that lacks", () => {
  /** A page in which something is taken away before any script runs. */
  async function without(take: () => void) {
    const page = await open("about:blank");
    await page.addInitScript(take);
    await page.goto(site.url(`en/station.html#${listed.station}`));
    await page.getByRole("button", { name: "Verify this station" }).click();
    await page.getByText(AGREES).waitFor();
    return page;
  }

  test("Ed25519", async () => {
    const page = await without(() => {
      const own = crypto.subtle.importKey.bind(crypto.subtle);
      SubtleCrypto.prototype.importKey = ((...given: Parameters<typeof own>) =>
        JSON.stringify(given[2]).includes("Ed25519")
          ? Promise.reject(new DOMException("no such algorithm", "NotSupportedError"))
          : own(...given)) as typeof own;
    });
    await page.getByText("This browser knows no Ed25519 signatures").waitFor();
  });

  test("cryptography, as where a page comes over plain http", async () => {
    const page = await without(() => {
      Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
    });
    await page.getByText("This browser offers no cryptography here").waitFor();
  });

  test("workers", async () => {
    const page = await without(() => {
      Reflect.deleteProperty(globalThis, "Worker");
    });
    await page.getByText("This browser has no workers").waitFor();
    await page.goto(site.url("en/verify.html"));
    await page.getByRole("button", { name: "Verify the whole record" }).click();
    await page.getByText(AGREES).waitFor({ timeout: 100_000 });
  });

  test("storage", async () => {
    const page = await without(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get: () => {
          throw new DOMException("barred", "SecurityError");
        },
      });
    });
    await page.getByText("This browser keeps nothing").waitFor();
  });
});
