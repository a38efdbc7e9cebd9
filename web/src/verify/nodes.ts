// Nodes of a log's tree, computed from its tiles as proofs need them.

import type { Files } from "./files.ts";
import { readTile } from "./logfiles.ts";
import { FULL_WIDTH, tileInTree } from "./tile.ts";
import { type Hash, perfectRoot } from "./tree.ts";

/** Complete subtrees of a tree of `size` entries, out of its tiles (tlog-tiles). A tile is read once. */
export function nodeFromTiles(
  files: Files,
  size: number,
): (height: number, index: number) => Promise<Hash | undefined> {
  const tiles = new Map<string, Promise<Hash[] | undefined>>();
  return async (height, index) => {
    // Node (height, index) lies over 2^(height mod 8) hashes of a tile of level ⌊height / 8⌋.
    const level = Math.floor(height / 8);
    const span = 2 ** (height % 8);
    const first = index * span;
    const tile = tileInTree(level, Math.floor(first / FULL_WIDTH), size);
    if (tile === undefined) return undefined;
    const key = `${level}/${tile.index}`;
    let read = tiles.get(key);
    if (read === undefined) {
      read = readTile(files, tile).then(({ value }) => value);
      tiles.set(key, read);
    }
    const place = first % FULL_WIDTH;
    const hashes = (await read)?.slice(place, place + span);
    return hashes?.length === span ? perfectRoot(hashes) : undefined;
  };
}
