// The browser that tests share, and what many of them do in it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

let browser: Browser;
let contexts: BrowserContext[] = [];
/** What went wrong in pages. */
let errors: string[] = [];

/** Starts the browser for the tests of a file, and ends it. */
export function useBrowser(): void {
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: FLAGS.split(" ") });
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    const found = errors;
    errors = [];
    expect(found, "errors in the page").toEqual([]);
  });
}

/** A page of its own, with a storage of its own. Errors of scripts, and what the policy bars, fail the test. */
export async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  contexts.push(context);
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    const text = message.text();
    // What is not there is part of some tests.
    if (message.type() === "error" && !/^(Failed to load resource|Refused to execute script)/.test(text))
      errors.push(text);
  });
  await page.goto(address);
  return page;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: { readonly html: string; readonly target: unknown }[];
}

/** What axe finds wrong with a page, all its rules and its best practices. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated by the browser's own tools, which the page's policy does not bind.
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
  );
}
