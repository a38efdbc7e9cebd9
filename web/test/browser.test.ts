// The built script in a real browser: served under the pages' content security policy, opened from a disk, and
// with a browser that has no worker, no Ed25519, no storage. CHROMIUM says where the browser is.

import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseVkey } from "../src/verify/key.ts";
import {
  copyOf,
  entriesOf,
  Key,
  logFiles,
  type Publication,
  publication,
  read,
  sizeOf,
  write,
} from "./publication.ts";

const SCRIPT = fileURLToPath(new URL("../dist/verifier.js", import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const there = existsSync(CHROMIUM) && existsSync(SCRIPT);
if (!there) console.log(`no browser at ${CHROMIUM}, or no ${SCRIPT}: not tried in a browser`);

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; font-src 'none'; base-uri 'none'; form-action 'none'";
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** The log's public key, as the first entry names it. */
function logKey(folder: string): Uint8Array {
  const text = Buffer.from(entriesOf(folder, sizeOf(folder))[0]!)
    .toString()
    .split("\n")[1]!;
  return parseVkey((JSON.parse(text) as { log: string }).log)!.public;
}

/** A page with the panel, in a folder below the publication's, as pages in a language are. */
const page = (
  operator: string,
): string => `<!doctype html><html lang="en" data-root="../"><meta charset="utf-8">
<title>verify</title><script src="../assets/verifier.js" defer></script><script src="../assets/go.js" defer></script>
<main><div id="verify" data-operator="${operator}"></div></main></html>`;
const GO = 'cotejoVerifier.panel(document.getElementById("verify"));\n';

describe.skipIf(!there)("in a browser", { timeout: 120_000 }, () => {
  let made: Publication;
  let folder: string;
  let server: Server;
  let base: string;
  let browser: Browser;

  beforeAll(async () => {
    made = publication();
    folder = copyOf(made, "browser");
    write(folder, "en/verify.html", Buffer.from(page(made.operator)));
    write(folder, "assets/verifier.js", readFileSync(SCRIPT));
    write(folder, "assets/go.js", Buffer.from(GO));
    const types: Record<string, string> = { html: "text/html", js: "text/javascript" };
    server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname).slice(1);
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("Content-Type", types[path.split(".").at(-1)!] ?? "application/octet-stream");
      const full = join(folder, path);
      if (existsSync(full)) response.end(readFileSync(full));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(" ") });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the page in a browser that knows nothing yet, checks, and gives what the panel says. */
  async function check(
    url = `${base}en/verify.html`,
    prepare: (page: Page) => Promise<unknown> = async () => {},
  ) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const errors: string[] = [];
    tab.on("pageerror", (error) => errors.push(String(error)));
    tab.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) errors.push(message.text());
    });
    await prepare(tab);
    await tab.goto(url);
    const input = tab.locator("#verify-folder");
    if ((await input.count()) > 0) await input.setInputFiles(folder);
    const again = async () => {
      await tab.locator("#verify button").click();
      await tab.locator(".verify-said strong").waitFor({ timeout: 90_000 });
      return tab.locator(".verify-said").textContent();
    };
    const said = await again();
    const red = await tab
      .locator("p.verify-differs")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).color));
    const whole = await tab.locator("#verify").textContent();
    return { said, red, whole, errors, again, close: () => context.close() };
  }

  test("what was published agrees, and the panel says what was checked", async () => {
    const { said, red, errors, close } = await check();
    expect(said).toContain("Everything that was checked agrees.");
    expect(said).toMatch(/\d+ entries were read, \d+ signatures verified/);
    expect(red).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  test("a changed table is told in red, with the two values", async () => {
    const path = "data/totals_president.csv";
    const before = read(folder, path);
    const bytes = before.slice();
    bytes[bytes.length - 3] = bytes[bytes.length - 3] === 0x39 ? 0x38 : 0x39;
    write(folder, path, bytes);
    const { said, red, close } = await check();
    write(folder, path, before);
    expect(said).toContain(`${path} has other bytes than the operator signed for`);
    expect(said).toMatch(/found: [0-9a-f]{64}expected: [0-9a-f]{64}/);
    expect(red).toEqual(["rgb(179, 38, 30)"]);
    await close();
  });

  test("a log shown smaller than before is told, by a browser that remembers", async () => {
    const { said, again, close } = await check();
    expect(said).not.toContain("continues what this browser saw");
    expect(await again()).toContain("continues what this browser saw");
    const entries = entriesOf(folder, sizeOf(folder) - 9);
    const { files, root } = logFiles(entries);
    const changed = [...files.keys(), "log/checkpoint"].filter((path) => existsSync(join(folder, path)));
    const before = changed.map((path) => [path, read(folder, path)] as const);
    const [origin] = Buffer.from(read(folder, "log/checkpoint")).toString().split("\n");
    const text = `${origin}\n${entries.length}\n${Buffer.from(root).toString("base64")}\n`;
    for (const [path, bytes] of files) write(folder, path, bytes);
    write(folder, "log/checkpoint", Key.of(made, /sim-7$/).note(text, logKey(folder)));
    const smaller = await again();
    for (const [path, bytes] of before) write(folder, path, bytes);
    expect(smaller).toContain("log/checkpoint shows fewer entries than this browser has seen before");
    expect(smaller).toContain(`found: ${entries.length}expected: ${entries.length + 9}`);
    await close();
  });

  test("a browser without workers, Ed25519 and storage checks the same and says what it lacks", async () => {
    const { said, whole, errors, close } = await check(undefined, (tab) =>
      tab.addInitScript(() => {
        Object.defineProperty(globalThis, "Worker", { value: undefined });
        Object.defineProperty(globalThis, "localStorage", {
          get: () => {
            throw new DOMException("barred", "SecurityError");
          },
        });
        crypto.subtle.importKey = () => Promise.reject(new DOMException("none", "NotSupportedError"));
      }),
    );
    expect(said).toContain("Everything that was checked agrees.");
    expect(whole).toContain("no Ed25519 of its own");
    expect(whole).toContain("no workers");
    expect(whole).toContain("keeps nothing for this page");
    expect(errors).toEqual([]);
    await close();
  });

  test("a page from a disk checks the folder that the reader chooses", async () => {
    const { said, whole, errors, close } = await check(`file://${folder}/en/verify.html`);
    expect(whole).toContain("Choose the folder of the publication");
    expect(said).toContain("Everything that was checked agrees.");
    expect(errors).toEqual([]);
    await close();
  });

  test("a key from elsewhere that the record does not name is told", async () => {
    const stranger = "stranger+687fbc1b+AQvu9anmeeaj4TT+J4N7/zLHy19dROoJvLDlQrrWpMDM";
    const { said, close } = await check(`${base}en/verify.html#key=${encodeURIComponent(stranger)}`);
    expect(said).toContain("names other keys than the one given");
    expect(said).toContain(stranger);
    await close();
  });
});
