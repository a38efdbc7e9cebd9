// The words of scripts: every language has the same messages with the same places, and all that scripts write is there.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { FIELDS, OPTIONS } from "../../src/record/figure.ts";
import { RULE_CODES } from "../../src/record/rules.ts";
import { METHODS } from "../../src/record/sheet.ts";
import { Format } from "../../src/site/format.ts";
import { type Messages, messageId, type Pattern, writer } from "../../src/site/words.ts";
import { LACKS } from "../../src/verify/lacks.ts";
import { CODES } from "../../src/verify/problem.ts";
import { STATES } from "../../src/verify/state.ts";
import { LIMITS, type Step } from "../../src/verify/station/station.ts";
import type { Remark } from "../../src/verify/trust.ts";
import { STAGES } from "../../src/verify/verify.ts";
import { checkWords, compile, LANGUAGES, scriptWords, source } from "../../words/catalogue.ts";

/** What must be told of a check, as keys, so that the compiler asks for each. */
const REMARKS: Record<Remark["code"], true> = {
  no_key: true,
  policy_holds: true,
  policy_held: true,
  cosigned: true,
  no_memory: true,
  continues: true,
  as_of: true,
  not_in_manifest: true,
  withheld_shown: true,
  no_station_data: true,
  signers_not_known: true,
};
const STEPS: Record<Step["what"], true> = { checkpoint: true, entry: true, grant: true, photograph: true };

/** The ids that scripts make of codes. */
const FROM_CODES = [
  ...[...FIELDS, OPTIONS, ...STATES, ...STATES.map((state) => `${state}-means`), ...RULE_CODES].map((code) =>
    messageId("terms", code),
  ),
  ...METHODS.map((method) => messageId("method", method)),
  ...STAGES.map((stage) => messageId("check-stage", stage)),
  ...Object.keys(STEPS).map((step) => messageId("check-step", step)),
  ...Object.keys(REMARKS).map((code) => messageId("check-remark", code)),
  ...LIMITS.map((limit) => messageId("check-limit", limit)),
  ...LACKS.map((lack) => messageId("check-lack", lack)),
  ...CODES.map((code) => messageId("check-code", code)),
];

/** All that scripts may write in a language. */
const wordsIn = (language: string): Messages => ({ ...scriptWords(language), ...checkWords()[language] });

function placesOf(pattern: Pattern): string[] {
  if (typeof pattern === "string") return [];
  const names = pattern.flatMap((part) => {
    if (typeof part === "string") return [];
    const [name, choices] = part;
    return [name, ...Object.values(choices ?? {}).flatMap(placesOf)];
  });
  return [...new Set(names)].sort();
}

const english = wordsIn("en");

describe.each(LANGUAGES)("the words in %s", (language) => {
  const words = wordsIn(language);

  test("are the same messages with the same places", () => {
    const shape = (of: Messages) => Object.entries(of).map(([id, pattern]) => [id, placesOf(pattern)]);
    expect(Object.fromEntries(shape(words))).toEqual(Object.fromEntries(shape(english)));
  });

  test("can all be written, and hold no HTML and no verdict", () => {
    const write = writer(words, new Format(String(words.locale)));
    for (const [id, pattern] of Object.entries(words))
      for (const n of [0, 1, 2_000]) {
        const text = write(id, Object.fromEntries(placesOf(pattern).map((name) => [name, n])));
        expect([id, text]).toEqual([id, text.trim()]);
        expect([id, text]).not.toEqual([id, expect.stringMatching(/^$|[<>&"{}]/)]);
        expect([id, text]).not.toEqual([
          id,
          expect.stringMatching(/fraud|stolen|rigged|manipula|tampered|robo |roubo/i),
        ]);
      }
  });

  test("are its own", () => {
    if (language === "en") return;
    const sentences = (of: Messages) => Object.values(of).filter((text) => typeof text === "string");
    const same = sentences(words).filter((text) => text.includes(" ") && sentences(english).includes(text));
    expect(same).toEqual([]);
  });
});

test("every message that scripts write is there, and every message is written", () => {
  const folder = fileURLToPath(new URL("../../src/site", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const text = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const written = [...text.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, id]) => id!);
  expect(written.length).toBeGreaterThan(80);
  for (const id of [...written, ...FROM_CODES]) expect(english).toHaveProperty([id]);
  // Some ids are chosen before they are written.
  const used = new Set([
    ...[...text.matchAll(/"([a-z0-9-]+)"/g)].map(([, id]) => id!),
    ...FROM_CODES,
    "locale",
  ]);
  expect(Object.keys(english).filter((id) => !used.has(id))).toEqual([]);
});

test("a message stands in one catalogue alone", () => {
  const ids = (["pages", "scripts", "check"] as const).flatMap((catalogue) =>
    Object.keys(compile(source("en", catalogue))),
  );
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test("numbers are written in the language's manner, and choose by themselves or by their plural category", () => {
  const text = "a = { $n ->\n    [1] one\n    [few] { $n } few\n   *[other] { $n } of { $name }\n }\n";
  const polish = writer(compile(text), new Format("pl"));
  expect(polish("a", { n: 1 })).toBe("one");
  expect(polish("a", { n: 3 })).toBe("3 few");
  expect(polish("a", { n: 12_345, name: "x" })).toBe("12\u00a0345 of x");
  expect(polish("none")).toBe("none");
  expect(compile('a = { "" } b{ "\\u00A0" }c')).toEqual({ a: " b\u00a0c" });
});

test("a catalogue that scripts cannot write does not build", () => {
  for (const text of ["a = { b }\nb = c", "a = { DATETIME($n) }", "a = { $n", "a = b\na = c"])
    expect(() => compile(text)).toThrow();
});
