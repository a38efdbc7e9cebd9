// Opens a record: its checkpoint, its first entry with the law and the words, and whose record it is.

import { CHECKPOINT, COSIGNED, documentPath } from "../publication/layout.ts";
import { toHex } from "../record/bytes.ts";
import { sha256Of } from "../record/hash.ts";
import { type Checkpoint, MAX_CHECKPOINT_BYTES, parseCheckpoint } from "./checkpoint.ts";
import type { Files } from "./files.ts";
import { type Got, MAX_BLOB_BYTES, readBundle, readFile } from "./logfiles.ts";
import type { Problems } from "./problem.ts";
import { type Blobs, readStart, type Start } from "./start.ts";
import { tileInTree } from "./tile.ts";
import { checkSeen, firstBundle, type Given, type Remark } from "./trust.ts";

/** What of a record could be read; where something is missing, the reason is among the problems. */
export interface Opened {
  readonly checkpoint?: Checkpoint;
  readonly start?: Start;
  /** The last checkpoint that was kept as cosigned, unread as yet; what `missing` is of no concern. */
  readonly cosigned?: Got<Uint8Array>;
  readonly remarks: Remark[];
}

/** Where the first entry is read from. */
export interface First {
  readonly file: string;
  readonly read: () => Promise<Got<Uint8Array>>;
}

/** The first entry of a log of `size` entries, out of its bundle. */
function ofBundle(files: Files, size: number): First {
  const read = async (): Promise<Got<Uint8Array>> => {
    const { value, code } = await readBundle(files, 0, tileInTree(0, 0, size)!.width);
    return value === undefined ? { code } : { value: value[0]! };
  };
  return { file: firstBundle(size), read };
}

/** Reads a record's beginning and checks its keys. `first` is given where the first entry is not read from its bundle. */
export async function openRecord(given: Given, problems: Problems, first?: First): Promise<Opened> {
  // Before the newest, which may go on meanwhile.
  const cosigned = await readFile(given.files, COSIGNED, MAX_CHECKPOINT_BYTES);
  const got = await readFile(given.files, CHECKPOINT, MAX_CHECKPOINT_BYTES);
  const checkpoint = got.value && parseCheckpoint(got.value);
  if (checkpoint === undefined || checkpoint.size === 0 || !Number.isFinite(checkpoint.size)) {
    problems.add(CHECKPOINT, got.code ?? (checkpoint?.size === 0 ? "not_a_record" : "malformed"));
    return { remarks: [] };
  }
  const remarks = await checkSeen(given, checkpoint, problems);
  const { file, read } = first ?? ofBundle(given.files, checkpoint.size);
  const entry = await read();
  if (entry.value === undefined) {
    problems.add(file, entry.code);
    return { checkpoint, remarks };
  }
  const start = await readStart(file, entry.value, blobsOf(given.files));
  if ("code" in start) {
    problems.add(start.file, start.code);
    return { checkpoint, remarks };
  }
  if (given.key === undefined && given.policy === undefined)
    remarks.push({ code: "no_key", key: start.operator.vkey });
  return { checkpoint, cosigned, start, remarks };
}

/** The log's documents, each checked against its name. */
export function blobsOf(files: Files): Blobs {
  return async (name) => {
    const digits = name.slice("sha256:".length);
    const { value } = await readFile(files, documentPath(digits), MAX_BLOB_BYTES);
    return value !== undefined && toHex(await sha256Of(value)) === digits ? value : undefined;
  };
}
