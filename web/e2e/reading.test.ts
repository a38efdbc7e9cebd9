// The pages as people use them.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stationShard } from "../src/publication/layout.ts";
import { open, useBrowser } from "./browser.ts";
import { data, dataFile, PUBLIC, register, sheets } from "./publication.ts";
import { Site } from "./server.ts";

let site: Site;
useBrowser();
beforeAll(async () => {
  site = await Site.of(PUBLIC, "/records of 2026/sim/");
});
afterAll(() => site.close());

/** A station whose sheet is the same in both accounts. */
const stations = register();
const [council, campaign] = [sheets("council"), sheets("campaign")];
const same = stations.find(({ station }) => {
  const [a, b] = [council.get(station), campaign.get(station)];
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
})!;
const different = stations.find(({ station }) => {
  const [a, b] = [council.get(station), campaign.get(station)];
  return a !== undefined && b !== undefined && a.duarte !== b.duarte;
})!;
const shards: number = data(PUBLIC, "site").shards;
/** The data file of a station, by its name. */
const shardOf = (station: string): string => stationShard(station, shards);

/** A word with two neighbouring letters changed about. */
const misspelt = (word: string): string =>
  `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`.toUpperCase();

describe("a reader", () => {
  test("finds a station by a misspelt centre, reads its figures, and verifies it", async () => {
    const page = await open(site.url("en/index.html"));
    await page.getByRole("link", { name: "Search", exact: true }).click();
    const words = same.centreName.split(" ").map((word) => (word.length > 4 ? misspelt(word) : word));
    await page.getByLabel("Code or name").pressSequentially(words.reverse().join(" "), { delay: 20 });
    const result = page.locator(".results li", { hasText: same.centre }).getByRole("link");
    await result.click();
    await page.waitForURL(/\/en\/area\//);
    await page.getByRole("link", { name: same.station, exact: true }).first().click();
    await page.waitForURL(/\/en\/station\.html#/);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(`Station ${same.station}`);
    expect(await page.title()).toContain(same.station);
    const row = page.getByRole("row", { name: "Marta Duarte" });
    const cells = await row.getByRole("cell").allTextContents();
    expect(cells.slice(0, 2)).toEqual([
      council.get(same.station)!.duarte,
      campaign.get(same.station)!.duarte,
    ]);
    await page.getByRole("button", { name: "Verify this station" }).click();
    await page.getByText("Everything that was checked agrees.").waitFor();
    expect(await page.locator(".problem").count()).toBe(0);
    expect(await page.getByText(/stands in the log, is signed by a key/).count()).toBeGreaterThanOrEqual(2);
    expect(await page.getByText("What this check does not show").count()).toBe(1);
  });

  test("finds a station by its code", async () => {
    const page = await open(site.url("en/search.html"));
    await page.getByLabel("Code or name").fill(same.station);
    await page.locator(".found").getByRole("link", { name: same.station }).click();
    await page.waitForURL(/station\.html#/);
    await page.getByRole("heading", { name: "Figures as read" }).waitFor();
  });

  test("finds a station by a part of its code, and by its centre's name and its number", async () => {
    const page = await open(site.url("en/search.html"));
    const input = page.getByLabel("Code or name");
    const found = page.locator(".results .found").getByRole("link", { name: same.station, exact: true });
    const digits = same.station.replace(/[^0-9]/g, "");
    for (const typed of [digits, digits.replace(/^0+/, ""), same.centre, digits.slice(0, -1)]) {
      await input.fill("");
      await page.waitForFunction(() => document.querySelector(".results") === null);
      await input.fill(typed);
      await found.waitFor();
    }
    const number = Number(same.station.slice(same.centre.length + 1));
    await input.fill(`${misspelt(same.centreName)} ${number}`);
    await found.waitFor();
    await found.click();
    await page.getByRole("heading", { name: "Figures as read" }).waitFor();
  });

  test("is told the largest areas by the first letter", async () => {
    const page = await open(site.url("es/search.html"));
    const letter = same.stateName.slice(0, 1);
    await page.getByLabel("Código o nombre").fill(letter);
    await page.getByText("Las zonas más grandes que empiezan así").waitFor();
    expect(await page.locator(".results a").allTextContents()).toContain(same.stateName);
  });

  test("lands at an area that is a section of the page above it", async () => {
    const last = [...stations].reverse().find(({ station }) => council.has(station))!;
    const page = await open(site.url("en/search.html"), { viewport: { width: 1280, height: 400 } });
    await page.getByLabel("Code or name").fill(last.centre);
    await page.locator(".results").getByRole("link", { name: last.centreName }).click();
    await page.waitForURL(/\/en\/area\/.*#a-/);
    const section = page.locator(`[id="a-${last.centre}"]`);
    expect(await section.textContent()).toContain(last.centreName);
    expect(await section.evaluate((element) => element.matches(":target"))).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
    const top = await section.evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(400);
  });

  test("compares two accounts down to a station's difference", async () => {
    const page = await open(site.url("es/index.html"));
    await page.getByRole("link", { name: "Comparar", exact: true }).click();
    await page.locator("main").getByRole("link").first().click();
    await page.waitForURL(/\/es\/compare\//);
    await page.getByRole("link", { name: different.station, exact: true }).first().click();
    await page.waitForURL(/station\.html#/);
    const row = page.getByRole("row", { name: "Marta Duarte" });
    await row.waitFor();
    const [first, second] = await row.getByRole("cell").allTextContents();
    const [a, b] = [council, campaign].map((of) => Number(of.get(different.station)!.duarte));
    expect(first).toBe(String(a));
    const by = b! - a!;
    expect(second).toBe(`${b}${by > 0 ? "+" : "\u2212"}${Math.abs(by)}`);
    expect(await page.getByText("Pendiente").count()).toBeGreaterThan(0);
  });

  test("changes the language and stays at the station, and at the search", async () => {
    const page = await open(site.url(`en/station.html#${same.station}`));
    await page.getByRole("heading", { name: "Figures as read" }).waitFor();
    await page.getByRole("link", { name: "Português" }).click();
    await page.getByRole("heading", { name: "Números como foram lidos" }).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(`Seção ${same.station}`);
    await page.goto(site.url("en/search.html"));
    await page.getByLabel("Code or name").fill(same.stateName);
    await page.getByRole("link", { name: "Español" }).click();
    await page.getByRole("link", { name: same.stateName, exact: true }).first().waitFor();
    expect(await page.getByLabel("Código o nombre").inputValue()).toBe(same.stateName);
  });

  test("sorts a table of areas by name and by figure", async () => {
    const page = await open(site.url("en/index.html"));
    const table = page.locator("table[data-sortable]").first();
    const details = page.locator("details", { has: page.locator("table[data-sortable]") }).first();
    if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
    const heading = table.getByRole("columnheader").last();
    await heading.getByRole("button").click();
    expect(await heading.getAttribute("aria-sort")).toBe("descending");
    const margins = async (): Promise<number[]> =>
      (await table
        .locator("tbody tr td:last-child")
        .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset.sort)))) as number[];
    const down = await margins();
    expect(down).toEqual([...down].sort((a, b) => b - a));
    await heading.getByRole("button").click();
    expect(await margins()).toEqual([...down].sort((a, b) => a - b));
  });

  test("verifies the whole record by one button and sees the count done anew", async () => {
    const page = await open(site.url("en/verify.html"));
    await page.getByRole("button", { name: "Verify the whole record" }).click();
    await page.getByText("Everything that was checked agrees.").waitFor({ timeout: 100_000 });
    const anew = page.getByRole("table", { name: /The count done anew/ });
    const total = [...council.values()].reduce((sum, row) => sum + Number(row.duarte || 0), 0);
    const row = await anew.getByRole("row", { name: "Marta Duarte" }).getByRole("cell").allTextContents();
    expect(row).toContain(total.toLocaleString("en-GB"));
    expect(await page.getByText("Compare it with one that you got elsewhere").count()).toBe(1);
  });

  test("gives a key of their own, which another record does not bear", async () => {
    const page = await open(site.url("en/verify.html"));
    await page.getByLabel(/^The operator’s or the log’s key/).fill("no key");
    await page.getByRole("button", { name: "Verify the whole record" }).click();
    await page.getByText("What was given as a key is none.").waitFor();
    // Whoever publishes a key elsewhere can lead to a check by it.
    const other = "stranger+687fbc1b+AQvu9anmeeaj4TT+J4N7/zLHy19dROoJvLDlQrrWpMDM";
    await page.goto(site.url(`en/verify.html#key=${encodeURIComponent(other)}`));
    await page.reload();
    await page.getByRole("button", { name: "Verify the whole record" }).click();
    await page.locator(".problem").waitFor({ timeout: 100_000 });
    expect(await page.locator(".problems").textContent()).toContain(
      "names another key than the one it was checked by",
    );
    expect(await page.locator(".problems").textContent()).toContain(`Should be${other}`);
  });

  test("looks closely at a photograph: enlarges, moves, rotates, and begins again", async () => {
    const page = await open(site.url(`en/station.html#${photographed()}`));
    const picture = page.getByRole("img", { name: /^Photograph of the tally sheet/ });
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(100);
    const transform = (): Promise<string> =>
      picture.evaluate((image) => (image as HTMLElement).style.getPropertyValue("--look"));
    const whole = await transform();
    await page.getByRole("button", { name: "Enlarge" }).click();
    await expect.poll(transform).toContain("scale(1.4)");
    await page.getByRole("group", { name: /^Photograph/ }).focus();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(transform).toContain("translate(60px, 0px)");
    await page.keyboard.press("r");
    await expect.poll(transform).toContain("rotate(90deg)");
    await page.keyboard.press("0");
    await expect.poll(transform).toBe(whole);
    const frame = (await page.locator(".frame").boundingBox())!;
    await page.locator(".frame").focus();
    await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2);
    await page.mouse.wheel(0, -400);
    await expect.poll(transform).toMatch(/scale\(2\.7/);
    await page.mouse.down();
    await page.mouse.move(frame.x + frame.width / 2 + 50, frame.y + frame.height / 2 + 30);
    await page.mouse.up();
    // The wheel has moved the picture by what the middle lies off a whole pixel.
    await expect.poll(transform).toMatch(/^translate\((4[7-9]|5[0-3])[^,]*px, (2[7-9]|3[0-3])[^,]*px\)/);
  });

  test("reads a ruling with its reason, and names that write from right to left", async () => {
    const name = shardOf(same.station);
    const shard = data(PUBLIC, name);
    const contest = shard[same.station].contests.president;
    contest.state = "ruled";
    contest.rulings = [
      { entry: 5, at: "2026-05-10T22Z", signer: "reviewer-1", reason: "\u202e<b>torn</b> sheet", stands: 0 },
    ];
    site.over.set(`${name}.js`, dataFile(name, shard));
    const page = await open(site.url(`en/station.html#${same.station}`));
    const { entry, row } = contest.readings[0];
    const place = row === undefined ? `${entry}` : `${entry}/${row}`;
    await page.getByText(`The reading at entry ${place} stands.`).waitFor();
    expect(await page.locator("blockquote bdi").textContent()).toBe("\u202e<b>torn</b> sheet");
    expect(await page.locator("blockquote b").count()).toBe(0);
    site.over.clear();
  });

  test("prints the page with a QR code of its address", async () => {
    const address = site.url(`en/station.html#${same.station}`);
    const page = await open(address);
    await page.getByRole("img", { name: /^QR code/ }).waitFor();
    expect(await page.locator("code", { hasText: address }).count()).toBe(1);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("img", { name: /^QR code/ }).isVisible()).toBe(true);
    expect(await page.getByRole("button", { name: "Verify this station" }).isVisible()).toBe(false);
  });
});

describe("what is not there is said", () => {
  test("a station that the record does not name", async () => {
    const page = await open(site.url("en/station.html#nowhere"));
    await page.getByText("This record names no station of this code.").waitFor();
    await page.goto(site.url("en/station.html"));
    await page.getByText("No station is named in this page’s address.").waitFor();
    await page.goto(site.url("en/station.html#%"));
    await page.getByText("No station is named in this page’s address.").waitFor();
  });

  test("a data file, which is asked for again", async () => {
    const name = `${shardOf(same.station)}.js`;
    site.over.set(name, undefined);
    const page = await open(site.url(`en/station.html#${same.station}`));
    await page.getByText(/A file could not be loaded/).waitFor();
    expect(await page.locator(".problem code").textContent()).toBe(name);
    site.over.set(name, Buffer.from("// nothing\n"));
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("A file is not as it should be.").waitFor();
    site.over.clear();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Figures as read" }).waitFor();
  });

  test("a photograph", async () => {
    const code = photographed();
    const { image } = data(PUBLIC, shardOf(code))[code].contests.president.captures[0];
    const copy = `image/${image.slice(0, 2)}/${image}.web.jpg`;
    const blob = `log/blob/sha256/${image.slice(0, 2)}/${image}`;
    site.over.set(copy, undefined);
    const page = await open(site.url(`en/station.html#${code}`));
    // The original stands in for its copy.
    const picture = page.getByRole("img", { name: /^Photograph of/ });
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(100);
    site.over.set(blob, undefined);
    await page.reload();
    await page.getByText("This photograph is missing from this copy of the publication.").waitFor();
    site.over.clear();
  });
});

/** A station with a photograph. */
function photographed(): string {
  for (const { station } of stations) {
    const contest = data(PUBLIC, shardOf(station))[station]?.contests.president;
    if (contest?.captures[0]?.copies) return station;
  }
  throw new Error("no station has a photograph");
}
