// Whatever is changed in a publication turns the check red, with the right reason and both values.

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { stationShard } from "../src/publication/layout.ts";
import { open, useBrowser } from "./browser.ts";
import { data, dataFile, EARLIER, PUBLIC, read, register, sheets } from "./publication.ts";
import { Site } from "./server.ts";

let site: Site;
useBrowser();
beforeAll(async () => {
  site = await Site.of(PUBLIC);
});
afterEach(() => {
  site.over.clear();
  site.folder = PUBLIC;
});
afterAll(() => site.close());

const shards: number = data(PUBLIC, "site").shards;
const council = sheets("council");

interface Found {
  readonly file: string;
  readonly text: string;
}

/** The problems that a page shows, in red. */
async function problems(page: Page): Promise<Found[]> {
  const box = page.locator(".problem");
  await box.waitFor({ timeout: 100_000 });
  const border = await box.evaluate((element) => getComputedStyle(element).borderTopColor);
  expect(border).toBe("rgb(163, 20, 27)");
  return page.locator(".problems > li").evaluateAll((items) =>
    items.map((item) => ({
      file: item.querySelector("code")?.textContent ?? "",
      text: item.textContent ?? "",
    })),
  );
}

async function checkStation(code: string): Promise<Found[]> {
  const page = await open(site.url(`en/station.html#${code}`));
  await page.getByRole("button", { name: "Verify this station" }).click();
  return problems(page);
}

async function checkRecord(page?: Page): Promise<Found[]> {
  const at = page ?? (await open(site.url("en/verify.html")));
  await at.getByRole("button", { name: "Verify the whole record" }).click();
  return problems(at);
}

const of = (found: readonly Found[], file: string): string =>
  found
    .filter((problem) => problem.file === file)
    .map(({ text }) => text)
    .join("\n");

const station = register().find(({ station }) => council.has(station))!.station;
const shard = stationShard(station, shards);

describe("a changed figure in a data file", () => {
  /** Adds a thousand votes in the data file of a station. */
  function change(): { before: number; after: number } {
    const value = data(PUBLIC, shard);
    const { options } = value[station].contests.president.readings[0].counts;
    const before = options.duarte;
    options.duarte = before + 1_000;
    site.over.set(`${shard}.js`, dataFile(shard, value));
    return { before, after: before + 1_000 };
  }

  test("differs from the signed entry", async () => {
    const { before, after } = change();
    const text = of(await checkStation(station), `${shard}.js`);
    expect(text).toContain("says something else than the signed entry");
    expect(text).toContain("counts.options.duarte");
    expect(text).toContain(`Found${after}`);
    expect(text).toContain(`Should be${before}`);
  });

  test("differs from the count done anew, and from the operator's list", async () => {
    const { before, after } = change();
    const text = of(await checkRecord(), `${shard}.js`);
    expect(text).toContain("says something else than the count done anew");
    expect(text).toContain(`Found${after}`);
    expect(text).toContain(`Should be${before}`);
    expect(text).toContain("has other bytes than the operator’s signed list names");
  });
});

describe("a changed image", () => {
  function change(): { code: string; path: string } {
    for (const { station: code } of register()) {
      const contest = data(PUBLIC, stationShard(code, shards))[code]?.contests.president;
      const image: string | undefined = contest?.captures[0]?.image;
      if (image === undefined) continue;
      const path = `log/blob/sha256/${image.slice(0, 2)}/${image}`;
      const bytes = Uint8Array.from(read(PUBLIC, path));
      bytes[bytes.length >> 1]! ^= 1;
      site.over.set(path, bytes);
      return { code, path };
    }
    throw new Error("no station has a photograph");
  }

  test("is not what the record names", async () => {
    const { code, path } = change();
    const text = of(await checkStation(code), path);
    expect(text).toContain("has other bytes than the record names");
    expect(text).toContain(`Should be${path.slice(-64)}`);
  });

  test("turns the whole record's check red, too", async () => {
    const { path } = change();
    expect(of(await checkRecord(), path)).toContain("has other bytes than the record names");
  });
});

/** The first bundle of entries, and its entries with their lengths before them. */
function firstBundle(): { path: string; entries: Buffer[] } {
  const size = Number(read(PUBLIC, "log/checkpoint").toString("utf8").split("\n")[1]);
  const path = size < 256 ? `log/tile/entries/000.p/${size}` : "log/tile/entries/000";
  const bytes = read(PUBLIC, path);
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at);
    entries.push(bytes.subarray(at, end));
    at = end;
  }
  return { path, entries };
}

test("a dropped entry is missed, however it is done", async () => {
  const { path, entries } = firstBundle();
  expect(entries.length).toBeGreaterThan(101);
  site.over.set(path, Buffer.concat(entries.filter((_, place) => place !== 100)));
  expect(of(await checkRecord(), path)).toContain("is not what such a file must be");
  // One is put in its place.
  site.over.set(path, Buffer.concat(entries.map((entry, place) => (place === 100 ? entries[101]! : entry))));
  const text = of(await checkRecord(), path);
  expect(text).toContain("is not what the signed tree holds");
  expect(text).toMatch(/Found[0-9a-f]{64}Should be[0-9a-f]{64}/);
});

describe("a forged checkpoint", () => {
  test("of another root is signed by nobody", async () => {
    const [origin, size, , ...rest] = read(PUBLIC, "log/checkpoint").toString("utf8").split("\n");
    const root = Buffer.alloc(32, 7).toString("base64");
    site.over.set("log/checkpoint", Buffer.from([origin, size, root, ...rest].join("\n")));
    const record = of(await checkRecord(), "log/checkpoint");
    expect(record).toContain("has a signature that does not verify");
    expect(record).toContain(`states a root hash that the log’s files do not give.Found${root}Should be`);
    expect(of(await checkStation(station), "log/checkpoint")).toContain(
      "has a signature that does not verify",
    );
  });

  test("of a smaller size, too", async () => {
    const [origin, size, ...rest] = read(PUBLIC, "log/checkpoint").toString("utf8").split("\n");
    const less = Number(size) - 1;
    site.over.set("log/checkpoint", Buffer.from([origin, `${less}`, ...rest].join("\n")));
    // Whoever forges it gives the partial tiles of that size, too.
    const { path, entries } = firstBundle();
    const partial = (of: string): string => of.replace(/[0-9]+$/, `${less}`);
    if (path.includes(".p/")) {
      const hashes = path.replace("/entries/", "/0/");
      site.over.set(partial(path), Buffer.concat(entries.slice(0, less)));
      site.over.set(partial(hashes), read(PUBLIC, hashes).subarray(0, less * 32));
    }
    expect(of(await checkRecord(), "log/checkpoint")).toContain("has a signature that does not verify");
  });
});

test("a log shown smaller than before is noticed by whoever saw it before", async () => {
  const page = await open(site.url("en/verify.html"));
  await page.getByRole("button", { name: "Verify the whole record" }).click();
  await page.getByText("Everything that was checked agrees.").waitFor({ timeout: 100_000 });
  // An earlier state of the same log, with all its signatures.
  site.folder = EARLIER;
  await page.reload();
  const text = of(await checkRecord(page), "log/checkpoint");
  const size = (folder: string): string => read(folder, "log/checkpoint").toString("utf8").split("\n")[1]!;
  expect(text).toContain("shows fewer entries than this browser has seen before");
  expect(text).toContain(`Found${size(EARLIER)}`);
  expect(text).toContain(`Should be${size(PUBLIC)}`);
  // Whoever never saw it finds nothing wrong with it.
  const other = await open(site.url("en/verify.html"));
  await other.getByRole("button", { name: "Verify the whole record" }).click();
  await other.getByText("Everything that was checked agrees.").waitFor({ timeout: 100_000 });
});
