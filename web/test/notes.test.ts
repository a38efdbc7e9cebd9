// Keys, notes, checkpoints, policies and manifests, good and damaged, are read as the Rust side reads them.

import { expect, test } from "vitest";
import { parseVkey } from "../src/record/key.ts";
import { parseNote, verifyNote } from "../src/record/note.ts";
import { parseCheckpoint } from "../src/verify/checkpoint.ts";
import { filesInMemory } from "../src/verify/files.ts";
import { checkManifest } from "../src/verify/manifest.ts";
import { checkPolicy, PolicyError, parsePolicy } from "../src/verify/policy.ts";
import { Problems } from "../src/verify/problem.ts";
import { bytes, vectors } from "./vectors.ts";

interface Vectors {
  vkeys: { text: string; name: string | null }[];
  notes: {
    key: string;
    all: { bytes: string; text: string | null; signatures: number | null; verdict: string | null }[];
  };
  checkpoints: { bytes: string; origin: string | null; size: string | null }[];
  policies: {
    good: string;
    broken: string;
    altered: string[];
    all: { text: string; good: string | null; broken: string | null; altered: (string | null)[] }[];
  };
  manifests: {
    operator: string;
    all: {
      note: string;
      lists: Record<string, string>;
      wrong: [file: string, code: string][];
      files: string[];
    }[];
  };
}

const { vkeys, notes, checkpoints, policies, manifests } = vectors<Vectors>("notes");

test("keys are read alike", () => {
  for (const { text, name } of vkeys) expect([text, parseVkey(text)?.name ?? null]).toEqual([text, name]);
  expect(vkeys.filter(({ name }) => name === null).length).toBeGreaterThan(100);
});

test("notes are read and verified alike", async () => {
  const key = parseVkey(notes.key)!;
  for (const { bytes: base64, text, signatures, verdict } of notes.all) {
    const note = parseNote(bytes(base64));
    const found = [
      note?.text ?? null,
      note?.signatures.length ?? null,
      note ? await verifyNote(note, key) : null,
    ];
    expect([base64, ...found]).toEqual([base64, text, signatures, verdict]);
  }
  for (const verdict of ["good", "bad_signature", "not_signed", null])
    expect(notes.all.some((one) => one.verdict === verdict)).toBe(true);
});

test("checkpoints are read alike", () => {
  for (const { bytes: base64, origin, size } of checkpoints) {
    const read = parseCheckpoint(bytes(base64));
    // Sizes that no number holds are told from others, not kept.
    const expected =
      size === null ? null : Number.isSafeInteger(Number(size)) ? Number(size) : Number.POSITIVE_INFINITY;
    expect([base64, read?.origin ?? null, read?.size ?? null]).toEqual([base64, origin, expected]);
  }
  expect(checkpoints.filter(({ origin }) => origin !== null).length).toBeGreaterThan(10);
});

test("policies are read and judged alike", async () => {
  const [good, broken] = [parseCheckpoint(bytes(policies.good))!, parseCheckpoint(bytes(policies.broken))!];
  const altered = policies.altered.map((one) => parseCheckpoint(bytes(one))!);
  for (const one of policies.all) {
    let judged: (string | null)[] = [null, null, ...altered.map(() => null)];
    try {
      const policy = parsePolicy(one.text);
      const verdicts = await Promise.all([good, broken, ...altered].map((of) => checkPolicy(policy, of)));
      judged = verdicts.map((verdict) =>
        verdict.holds ? `holds ${verdict.witnesses.join(" ")}` : verdict.code,
      );
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
    }
    expect([one.text, ...judged]).toEqual([one.text, one.good, one.broken, ...one.altered]);
  }
});

test("a cosignature of ML-DSA-44 is good in a policy that names its key", () => {
  const named = policies.all.filter(({ text }) => text.includes("witness m m0+"));
  expect(named.filter(({ good }) => good === "holds m").length).toBeGreaterThan(0);
  expect(named.some(({ altered }) => altered.every((code) => code === "bad_signature"))).toBe(true);
});

test("manifests are judged alike", async () => {
  const operator = parseVkey(manifests.operator)!;
  for (const { note, lists, wrong, files } of manifests.all) {
    const kept = new Map(Object.entries(lists).map(([path, list]) => [path, bytes(list)]));
    const problems = new Problems();
    const checked = await checkManifest(filesInMemory(kept), bytes(note), () => operator, problems);
    const found = problems.list.map(({ file, code }) => [file, code]).sort();
    expect([note, found, [...checked.named.files.keys()]]).toEqual([note, wrong.sort(), files]);
    expect(checked.stated === undefined).toBe(wrong.length > 0);
  }
  expect(manifests.all.filter(({ wrong }) => wrong.length === 0).length).toBeGreaterThan(10);
});
