// Reads a log's files, bounded and unverified. What cannot be read is a code, not an exception.

import { bundlePath, entryPath, tilePath } from "../publication/layout.ts";
import { MAX_ENTRY_BYTES } from "../record/entry.ts";
import { FileError, type Files } from "./files.ts";
import type { Code } from "./problem.ts";
import { FULL_WIDTH, HASH_BYTES, MAX_BUNDLE_BYTES, parseBundle, parseTile, type Tile } from "./tile.ts";
import type { Hash } from "./tree.ts";

/** A value, or why it cannot be had. */
export type Got<T> =
  | { readonly value: T; readonly code?: undefined }
  | { readonly code: Code; readonly value?: undefined };

/** The longest blob, in bytes. */
export const MAX_BLOB_BYTES = 1 << 30;

/** A file's bytes, or why they cannot be had. */
export async function readFile(files: Files, path: string, most: number): Promise<Got<Uint8Array>> {
  try {
    const bytes = await files.read(path, most);
    return bytes === undefined ? { code: "missing" } : { value: bytes };
  } catch (error) {
    if (error instanceof FileError) return { code: error.code };
    throw error;
  }
}

/** The entries of a bundle. */
export async function readBundle(files: Files, index: number, width: number): Promise<Got<Uint8Array[]>> {
  const got = await readFile(files, bundlePath(index, width), MAX_BUNDLE_BYTES);
  if (got.value === undefined) return got;
  const entries = parseBundle(got.value, width);
  return entries === undefined ? { code: "malformed" } : { value: entries };
}

/** The bytes of an entry's own file. */
export const readEntry = (files: Files, index: number): Promise<Got<Uint8Array>> =>
  readFile(files, entryPath(index), MAX_ENTRY_BYTES);

/** The hashes of a tile; those of the full one where a partial one is gone (tlog-tiles, "Partial Tiles"). */
export async function readTile(files: Files, tile: Tile): Promise<Got<Hash[]>> {
  const most = FULL_WIDTH * HASH_BYTES;
  let width = tile.width;
  let got = await readFile(files, tilePath(tile), most);
  if (got.code === "missing" && width < FULL_WIDTH) {
    width = FULL_WIDTH;
    got = await readFile(files, tilePath({ ...tile, width }), most);
  }
  if (got.value === undefined) return got;
  const hashes = parseTile(got.value, width);
  return hashes === undefined ? { code: "malformed" } : { value: hashes.slice(0, tile.width) };
}
