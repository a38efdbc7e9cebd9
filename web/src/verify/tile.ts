// Names and contents of a log's files (C2SP tlog-tiles, "Merkle Tree" and "Log Entries").

import { bundlePath, tilePath } from "../publication/layout.ts";
import { MAX_ENTRY_BYTES } from "../record/entry.ts";

/** Hashes in a full tile, and entries in a full bundle. */
export const FULL_WIDTH = 256;
/** Levels of tiles that a log of less than 2^63 entries can have. */
export const LEVELS = 8;
export const MAX_BUNDLE_BYTES = FULL_WIDTH * (MAX_ENTRY_BYTES + 2);
export const HASH_BYTES = 32;

/** A tile of hashes: hash i of tile (level, index) is the root of 256^level entries. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

/** How many complete hashes a level has in a tree of `size` entries. */
export function levelWidth(level: number, size: number): number {
  return Math.floor(size / 256 ** level);
}

/** The tile of that place in a tree of `size` entries; undefined beyond its end. */
export function tileInTree(level: number, index: number, size: number): Tile | undefined {
  const width = Math.min(levelWidth(level, size) - index * FULL_WIDTH, FULL_WIDTH);
  return width > 0 ? { level, index, width } : undefined;
}

/** How many bundles a log of `size` entries has. */
export const bundleCount = (size: number): number => Math.ceil(size / FULL_WIDTH);

/** How many tiles of hashes a log of `size` entries has. */
export function tileCount(size: number): number {
  let count = 0;
  for (let level = 0; level < LEVELS; level++) count += Math.ceil(levelWidth(level, size) / FULL_WIDTH);
  return count;
}

/** The paths of all tiles and bundles of a log of `size` entries. */
export function* treePaths(size: number): Generator<string> {
  for (let level = 0; level < LEVELS; level++)
    for (let index = 0; index < Math.ceil(levelWidth(level, size) / FULL_WIDTH); index++)
      yield tilePath(tileInTree(level, index, size)!);
  for (let index = 0; index < bundleCount(size); index++)
    yield bundlePath(index, tileInTree(0, index, size)!.width);
}

/** The partial tiles of a tree, level 0 first. */
export function edgeTiles(size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; level < LEVELS; level++) {
    const tile = tileInTree(level, Math.floor(levelWidth(level, size) / FULL_WIDTH), size);
    if (tile !== undefined && tile.width < FULL_WIDTH) tiles.push(tile);
  }
  return tiles;
}

/** The hashes of a tile; undefined where the bytes are not as many as its width says. */
export function parseTile(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  if (bytes.length !== width * HASH_BYTES) return undefined;
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** The entries of a bundle, each with its length before it; undefined where they are cut short, too few or
 * too many. They share the bundle's bytes. */
export function parseBundle(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (entries.length === width || at + 2 > bytes.length) return undefined;
    const start = at + 2;
    at = start + ((bytes[at]! << 8) | bytes[at + 1]!);
    if (at > bytes.length) return undefined;
    entries.push(bytes.subarray(start, at));
  }
  return entries.length === width ? entries : undefined;
}
