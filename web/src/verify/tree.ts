// The tree's arithmetic (RFC 6962 §2.1): roots, and whether proofs hold (RFC 9162 §2.1.3.2, §2.1.4.2).

import { sameBytes } from "../record/bytes.ts";
import { emptyRoot, nodeHash } from "../record/hash.ts";
import { FULL_WIDTH, LEVELS, levelWidth } from "./tile.ts";

export type Hash = Uint8Array;

/** The root of a power of two of hashes. */
export function perfectRoot(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let at = 0; at + 1 < row.length; at += 2) above.push(nodeHash(row[at]!, row[at + 1]!));
    row = above;
  }
  return row[0] ?? emptyRoot();
}

/** The complete subtrees of these hashes, left to right, the largest first. */
function subtrees(hashes: readonly Hash[]): Hash[] {
  const found: Hash[] = [];
  let start = 0;
  for (let width = FULL_WIDTH; width >= 1; width /= 2) {
    if (hashes.length & width) {
      found.push(perfectRoot(hashes.slice(start, start + width)));
      start += width;
    }
  }
  return found;
}

/** The right edge of a tree: the hashes of the partial tile of each level. */
export class Edge {
  readonly levels: Hash[][];
  size = 0;

  constructor() {
    this.levels = Array.from({ length: LEVELS }, () => []);
  }

  copy(): Edge {
    const edge = new Edge();
    edge.size = this.size;
    this.levels.forEach((hashes, level) => {
      edge.levels[level] = hashes;
    });
    return edge;
  }

  root(): Hash {
    const parts = this.levels
      .slice()
      .reverse()
      .flatMap((hashes) => subtrees(hashes));
    const last = parts.pop();
    return last === undefined ? emptyRoot() : parts.reduceRight((right, left) => nodeHash(left, right), last);
  }

  /** Appends a leaf, or at level 1 the root of a full tile of leaves. Each tile that fills is given to `filled`. */
  push(hash: Hash, from: 0 | 1, filled: (level: number, index: number, hashes: Hash[]) => void): void {
    this.size += FULL_WIDTH ** from;
    let carried = hash;
    for (let level: number = from; level < LEVELS; level++) {
      const hashes = [...this.levels[level]!, carried];
      this.levels[level] = hashes;
      if (hashes.length < FULL_WIDTH) return;
      filled(level, levelWidth(level, this.size) / FULL_WIDTH - 1, hashes);
      carried = perfectRoot(hashes);
      this.levels[level] = [];
    }
  }
}

/** Whether the leaf of this hash is entry `index` of the tree of `size` entries and `root`. */
export function includes(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (index >= size) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(hash, root);
}

/** Whether the tree of `size` entries and `root` begins with that of `oldSize` entries and `oldRoot`. */
export function continues(
  oldSize: number,
  oldRoot: Hash,
  size: number,
  root: Hash,
  proof: readonly Hash[],
): boolean {
  if (oldSize > size) return false;
  if (oldSize === size) return proof.length === 0 && sameBytes(oldRoot, root);
  if (oldSize === 0) return proof.length === 0 && sameBytes(oldRoot, emptyRoot());
  let [place, last] = [oldSize - 1, size - 1];
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  const rest = place === 0 ? proof : proof.slice(1);
  const first = place === 0 ? oldRoot : proof[0];
  if (first === undefined) return false;
  let [old, now] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      old = nodeHash(hash, old);
      now = nodeHash(hash, now);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      now = nodeHash(now, hash);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(old, oldRoot) && sameBytes(now, root);
}

/** A range of entries whose hash stands in a proof. */
export type Range = readonly [start: number, end: number];

/** The largest power of two below `size`, which is at least 2. */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The ranges whose hashes are the inclusion proof of `index`, from the leaf's sibling up (§2.1.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  let [start, end] = [0, size];
  const ranges: Range[] = [];
  while (end - start > 1) {
    const middle = start + split(end - start);
    ranges.push(index < middle ? [middle, end] : [start, middle]);
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return ranges.reverse();
}

/** The ranges whose hashes are the consistency proof from `old` to `size` entries (§2.1.2). `0 < old <= size`. */
export function consistencyRanges(old: number, size: number): Range[] {
  let [start, end] = [0, size];
  const ranges: Range[] = [];
  while (old !== end) {
    const middle = start + split(end - start);
    ranges.push(old <= middle ? [middle, end] : [start, middle]);
    [start, end] = old <= middle ? [start, middle] : [middle, end];
  }
  if (start > 0) ranges.push([start, end]);
  return ranges.reverse();
}

/** The root of the entries `start..end`, a part of a proof, from complete subtrees: `node` gives the root of
 * the 2^height entries from index · 2^height on. */
export async function rangeRoot(
  [start, end]: Range,
  node: (height: number, index: number) => Promise<Hash | undefined>,
): Promise<Hash | undefined> {
  const parts: Hash[] = [];
  let [from, left] = [start, end - start];
  for (let height = 52; height >= 0; height--) {
    const span = 2 ** height;
    if (left < span) continue;
    const hash = await node(height, from / span);
    if (hash === undefined) return undefined;
    parts.push(hash);
    [from, left] = [from + span, left - span];
  }
  const last = parts.pop();
  return last === undefined
    ? emptyRoot()
    : parts.reduceRight((right, leftHash) => nodeHash(leftHash, right), last);
}
