// Roots, paths and proofs of trees of many sizes are those of the Rust side.

import { expect, test } from "vitest";
import { tilePath } from "../src/publication/layout.ts";
import { toBase64, toUtf8 } from "../src/record/bytes.ts";
import { leafHash } from "../src/record/hash.ts";
import { LEVELS, levelWidth, tileCount, tileInTree } from "../src/verify/tile.ts";
import {
  consistencyRanges,
  continues,
  Edge,
  includes,
  inclusionRanges,
  perfectRoot,
  rangeRoot,
} from "../src/verify/tree.ts";
import { bytes, vectors } from "./vectors.ts";

interface Vectors {
  leaf: string;
  roots: { size: number; root: string }[];
  inclusions: { size: number; index: number; proof: string[] }[];
  consistencies: { old: number; size: number; old_root: string; proof: string[] }[];
  files: { size: number; tiles: number; last: string | null }[];
  paths: string[];
}

const { leaf, roots, inclusions, consistencies, files, paths } = vectors<Vectors>("trees");
const leaves = Array.from({ length: 1000 }, (_, n) => leafHash(toUtf8(`entry ${n}`)));
const rootOf = new Map(roots.map(({ size, root }) => [size, bytes(root)]));
const node = async (height: number, index: number) =>
  perfectRoot(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height));

test("leaves and roots are the same", () => {
  expect(toBase64(leaves[0]!)).toBe(leaf);
  const edge = new Edge();
  for (const hash of leaves) {
    edge.push(hash, 0, () => {});
    const expected = rootOf.get(edge.size);
    if (expected !== undefined) expect(toBase64(edge.root())).toBe(toBase64(expected));
  }
});

test("inclusion proofs are the same, hold, and no others do", async () => {
  for (const { size, index, proof } of inclusions) {
    const own = await Promise.all(inclusionRanges(index, size).map((range) => rangeRoot(range, node)));
    expect(own.map((hash) => toBase64(hash!))).toEqual(proof);
    const root = rootOf.get(size)!;
    const given = proof.map(bytes);
    expect(includes(leaves[index]!, index, size, given, root)).toBe(true);
    expect(includes(leaves[index]!, size, size, given, root)).toBe(false);
    if (size > 1) {
      expect(includes(leaves[(index + 1) % size]!, index, size, given, root)).toBe(false);
      expect(includes(leaves[index]!, index, size, given.slice(1), root)).toBe(false);
      expect(includes(leaves[index]!, index, size, [...given, given[0]!], root)).toBe(false);
    }
  }
});

test("consistency proofs are the same, hold, and no others do", async () => {
  for (const { old, size, old_root, proof } of consistencies) {
    const own = await Promise.all(consistencyRanges(old, size).map((range) => rangeRoot(range, node)));
    expect(own.map((hash) => toBase64(hash!))).toEqual(proof);
    const [oldRoot, root, given] = [bytes(old_root), rootOf.get(size)!, proof.map(bytes)];
    expect(continues(old, oldRoot, size, root, given)).toBe(true);
    expect(continues(size, root, old, oldRoot, given)).toBe(old === size);
    expect(continues(old, leaves[999]!, size, root, given)).toBe(false);
    expect(continues(old, oldRoot, size, leaves[999]!, given)).toBe(false);
    expect(continues(old, oldRoot, size, root, [...given, root])).toBe(false);
    if (given.length > 0) expect(continues(old, oldRoot, size, root, given.slice(1))).toBe(false);
  }
});

test("the files of a log are named alike", () => {
  expect(
    [0, 999, 1_000, 1_234_067, 12_345_678].map((index) => tilePath({ level: 0, index, width: 256 })),
  ).toEqual(paths.map((path) => `log/${path}`));
  for (const { size, tiles, last } of files) {
    expect(tileCount(size)).toBe(tiles);
    const level = Array.from({ length: LEVELS }, (_, at) => LEVELS - 1 - at).find(
      (at) => levelWidth(at, size) > 0,
    )!;
    const tile = tileInTree(level, Math.ceil(levelWidth(level, size) / 256) - 1, size)!;
    expect(tilePath(tile)).toBe(`log/${last}`);
  }
});
