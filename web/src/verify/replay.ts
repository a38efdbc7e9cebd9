// Replays a log: folds its entries while its tree is checked against the checkpoint.

import { CHECKPOINT } from "../publication/layout.ts";
import { sameBytes, toBase64 } from "../record/bytes.ts";
import { leafHash } from "../record/hash.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Files } from "./files.ts";
import { Fold } from "./fold/fold.ts";
import { type Got, readBundle } from "./logfiles.ts";
import { blobsOf } from "./open.ts";
import type { Problems } from "./problem.ts";
import { readAhead } from "./readahead.ts";
import type { Start } from "./start.ts";
import { Tally } from "./tally.ts";
import { bundleCount, tileInTree } from "./tile.ts";
import { TreeCheck } from "./treecheck.ts";

/** A log to be replayed. */
export interface Log {
  readonly files: Files;
  readonly start: Start;
  readonly checkpoint: Checkpoint;
  /** How many entries it had when the publication was made: its files are compared with the tally of those. */
  readonly asOf: number;
}

export interface Replayed {
  readonly tally: Tally;
  /** The tally of the first `asOf` entries. */
  readonly earlier: Tally;
  /** The root of the first `asOf` entries; undefined where the log's files do not give the checkpoint's root. */
  readonly root: Uint8Array | undefined;
}

/** Replays a log; what is wrong with its files is among the problems. `progress` is told how many entries are done. */
export async function replay(
  { files, start, checkpoint, asOf }: Log,
  problems: Problems,
  progress: (done: number) => void,
  breathe: () => Promise<void>,
): Promise<Replayed> {
  const { size, root } = checkpoint;
  const fold = new Fold(start, blobsOf(files), breathe);
  const earlier = asOf < size ? new Fold(start, blobsOf(files), breathe) : undefined;
  const tree = new TreeCheck(files, size, root, asOf);
  // A bundle that cannot be read ends the fold, not the check of the tree.
  let broken = false;
  const read = (index: number): Promise<Got<Uint8Array[]>> =>
    readBundle(files, index, tileInTree(0, index, size)!.width);
  let done = 0;
  for await (const { value: entries, code } of readAhead(bundleCount(size), read)) {
    if (entries === undefined) {
      broken = true;
      await tree.pushUnreadable(code);
      continue;
    }
    const hashes = entries.map(leafHash);
    const counted = Math.max(0, asOf - done);
    if (!broken) await fold.take(entries);
    if (!broken) await earlier?.take(entries.slice(0, counted));
    await tree.push(hashes);
    done += entries.length;
    progress(done);
  }
  const report = await tree.finish();
  if (!report.rootAgrees)
    problems.add(CHECKPOINT, "root_differs", { found: toBase64(root), expected: toBase64(report.root) });
  for (const { path, code, ...values } of report.bad) problems.add(path, code, values);
  const tally = new Tally(fold);
  return {
    tally,
    earlier: earlier === undefined ? tally : new Tally(earlier),
    root: sameBytes(report.root, root) ? report.earlierRoot : undefined,
  };
}
