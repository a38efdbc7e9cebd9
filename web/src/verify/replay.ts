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
  const tree = new TreeCheck(files, size, root, asOf);
  const folds = new Folds(
    new Fold(start, blobsOf(files), breathe),
    asOf < size ? new Fold(start, blobsOf(files), breathe) : undefined,
    asOf,
  );
  // A bundle that cannot be read ends the fold, not the check of the tree.
  let readable = 0;
  let broken = false;
  const bundles = (count: number): AsyncIterable<Got<Uint8Array[]>> =>
    readAhead(count, (index) => readBundle(files, index, tileInTree(0, index, size)!.width));
  let done = 0;
  for await (const { value: entries, code } of bundles(bundleCount(size))) {
    if (entries === undefined) {
      broken = true;
      await tree.pushUnreadable(code);
      continue;
    }
    const hashes = entries.map(leafHash);
    if (!broken) {
      await folds.take(done, entries);
      readable++;
    }
    await tree.push(hashes);
    done += entries.length;
    progress(done);
  }
  if (folds.again()) {
    let from = 0;
    for await (const { value: entries } of bundles(readable)) {
      if (entries === undefined) break;
      await folds.take(from, entries);
      from += entries.length;
    }
  }
  const report = await tree.finish();
  if (!report.rootAgrees)
    problems.add(CHECKPOINT, "root_differs", { found: toBase64(root), expected: toBase64(report.root) });
  for (const { path, code, ...values } of report.bad) problems.add(path, code, values);
  const { whole, earlier } = folds.done();
  const tally = new Tally(whole);
  return {
    tally,
    earlier: earlier === undefined ? tally : new Tally(earlier),
    root: sameBytes(report.root, root) ? report.earlierRoot : undefined,
  };
}

/** A fold of a log, which begins again where an entry makes earlier ones void: the log is looked through to its end then,
 * and folded once more. */
class Refolding {
  #again = false;

  constructor(
    public fold: Fold,
    readonly entries: number,
  ) {}

  async take(from: number, entries: readonly Uint8Array[]): Promise<void> {
    const count = Math.max(0, this.entries - from);
    const own = entries.slice(0, count);
    if (this.#again) await this.fold.succession.look(from, own);
    else if (this.fold.entries === from) this.#again = !(await this.fold.take(own));
  }

  again(): boolean {
    const again = this.#again;
    if (again) this.fold = this.fold.again();
    this.#again = false;
    return again;
  }
}

/** The fold of all entries, and that of those of which the publication was made. */
class Folds {
  readonly #whole: Refolding;
  readonly #earlier: Refolding | undefined;

  constructor(whole: Fold, earlier: Fold | undefined, asOf: number) {
    this.#whole = new Refolding(whole, Number.POSITIVE_INFINITY);
    this.#earlier = earlier && new Refolding(earlier, asOf);
  }

  async take(from: number, entries: readonly Uint8Array[]): Promise<void> {
    await this.#whole.take(from, entries);
    await this.#earlier?.take(from, entries);
  }

  /** Whether one of them begins again. */
  again(): boolean {
    const [whole, earlier] = [this.#whole.again(), this.#earlier?.again() ?? false];
    return whole || earlier;
  }

  done(): { readonly whole: Fold; readonly earlier: Fold | undefined } {
    return { whole: this.#whole.fold, earlier: this.#earlier?.fold };
  }
}
