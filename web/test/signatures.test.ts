// Signatures made to split verifiers are judged as the Rust side judges them, with the browser's own Ed25519
// and without.

import { expect, test } from "vitest";
import { fromHex } from "../src/record/bytes.ts";
import {
  hasNative,
  isPublicKey,
  useNative,
  verifyHere,
  verifySignature,
  verifySignatures,
} from "../src/record/ed25519.ts";
import { allValid } from "../src/record/ed25519batch.ts";
import { vectors } from "./vectors.ts";

interface Case {
  key: string;
  message: string;
  signature: string;
  point: boolean;
  valid: boolean;
}

const cases = vectors<Case[]>("signatures").map(({ key, message, signature, ...rest }) => ({
  key: fromHex(key)!,
  message: fromHex(message)!,
  signature: fromHex(signature)!,
  ...rest,
}));

test("the vectors hold signatures of both kinds, and this Node has an Ed25519 of its own", async () => {
  expect(cases.length).toBeGreaterThan(1000);
  expect(cases.filter(({ valid }) => valid).length).toBeGreaterThan(250);
  expect(cases.filter(({ valid }) => !valid).length).toBeGreaterThan(250);
  expect(await hasNative()).toBe(true);
});

test("whether bytes are a point is judged alike", () => {
  for (const { key, point } of cases) expect(isPublicKey(key)).toBe(point);
});

test("signatures are judged alike without the browser's own Ed25519", () => {
  const differing = cases.filter((one) => verifyHere(one.key, one.message, one.signature) !== one.valid);
  expect(differing).toEqual([]);
});

test("signatures are judged alike with the browser's own Ed25519", async () => {
  for (const one of cases) expect(await verifySignature(one.key, one.message, one.signature)).toBe(one.valid);
});

test("whatever the browser's own Ed25519 accepts is valid", async () => {
  let accepted = 0;
  for (const { key, message, signature, valid } of cases) {
    const own = await crypto.subtle
      .importKey("raw", key as Uint8Array<ArrayBuffer>, "Ed25519", false, ["verify"])
      .then((imported) =>
        crypto.subtle.verify(
          "Ed25519",
          imported,
          signature as Uint8Array<ArrayBuffer>,
          message as Uint8Array<ArrayBuffer>,
        ),
      )
      .catch(() => false);
    if (own) {
      accepted++;
      expect(valid).toBe(true);
    }
  }
  expect(accepted).toBeGreaterThan(0);
});

test("a browser without Ed25519 gets the same answers", async () => {
  useNative(false);
  try {
    expect(await hasNative()).toBe(false);
    for (const one of cases.slice(-200))
      expect(await verifySignature(one.key, one.message, one.signature)).toBe(one.valid);
  } finally {
    useNative(true);
  }
});

test("batches are judged as their signatures are one by one", async () => {
  const good = cases.filter(({ valid }) => valid);
  useNative(false);
  try {
    expect(allValid(good)).toBe(true);
    for (const bad of cases.filter(({ valid }) => !valid).slice(0, 300))
      expect(allValid([...good.slice(0, 8), bad])).toBe(false);
    const mixed = [
      ...good.slice(0, 40),
      ...cases.filter(({ valid }) => !valid).slice(0, 9),
      ...good.slice(-40),
    ];
    expect(await verifySignatures(mixed)).toEqual(mixed.map(({ valid }) => valid));
  } finally {
    useNative(true);
  }
  expect(await verifySignatures(cases.slice(-100))).toEqual(cases.slice(-100).map(({ valid }) => valid));
});
