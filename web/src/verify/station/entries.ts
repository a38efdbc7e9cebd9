// Entries of a log one by one, each shown to stand at its place of the tree that the checkpoint states (RFC 6962 §2.1.1).

import { entryPath } from "../../publication/layout.ts";
import { toBase64, toHex } from "../../record/bytes.ts";
import { type Entry, parseEntry } from "../../record/entry.ts";
import { leafHash } from "../../record/hash.ts";
import type { Checkpoint } from "../checkpoint.ts";
import type { Files } from "../files.ts";
import { type Got, readEntry } from "../logfiles.ts";
import { nodeFromTiles } from "../nodes.ts";
import type { Problems } from "../problem.ts";
import { includes, inclusionRanges, rangeRoot } from "../tree.ts";

/** An entry that stands in the log. */
export interface Found {
  /** The file that holds it. */
  readonly file: string;
  readonly entry: Entry;
  readonly bytes: Uint8Array;
}

/** The files of single entries, read once each. */
export class EntryFiles {
  readonly #read = new Map<number, Promise<Got<Uint8Array>>>();

  constructor(readonly files: Files) {}

  get(index: number): Promise<Got<Uint8Array>> {
    let reading = this.#read.get(index);
    if (reading === undefined) {
      reading = readEntry(this.files, index);
      this.#read.set(index, reading);
    }
    return reading;
  }
}

/** The entries of the tree that a checkpoint states. */
export class Entries {
  readonly #node: ReturnType<typeof nodeFromTiles>;
  readonly #found = new Map<number, Promise<Found | undefined>>();

  constructor(
    readonly own: EntryFiles,
    readonly checkpoint: Checkpoint,
    readonly problems: Problems,
    /** The file that names the entries: at fault where it names a place that the log does not have. */
    readonly namedBy: string,
  ) {
    this.#node = nodeFromTiles(own.files, checkpoint.size);
  }

  /** The entry at a place, counted from 0; undefined where it is missing, elsewhere or malformed. */
  get(index: number): Promise<Found | undefined> {
    let found = this.#found.get(index);
    if (found === undefined) {
      found = this.#read(index);
      this.#found.set(index, found);
    }
    return found;
  }

  async #read(index: number): Promise<Found | undefined> {
    const { size } = this.checkpoint;
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      this.problems.add(this.namedBy, "differs_from_entry", {
        at: `entry ${index}`,
        found: String(index),
        expected: `less than ${size}`,
      });
      return undefined;
    }
    const file = entryPath(index);
    const { value: bytes, code } = await this.own.get(index);
    if (bytes === undefined) {
      this.problems.add(file, code);
      return undefined;
    }
    const leaf = leafHash(bytes);
    if (!(await this.#stands(leaf, index))) {
      this.problems.add(file, "differs_from_tree", {
        at: `entry ${index}`,
        found: toHex(leaf),
        expected: `an entry of the tree ${size} ${toBase64(this.checkpoint.root)}`,
      });
      return undefined;
    }
    const entry = parseEntry(bytes);
    if (entry === undefined) {
      this.problems.add(file, "entry_refused", { at: `entry ${index}`, found: "entry_malformed" });
      return undefined;
    }
    return { file, entry, bytes };
  }

  /** Whether the log's tiles prove that a leaf stands there. */
  async #stands(leaf: Uint8Array, index: number): Promise<boolean> {
    const { size, root } = this.checkpoint;
    const proof: Uint8Array[] = [];
    for (const range of inclusionRanges(index, size)) {
      const hash = await rangeRoot(range, this.#node);
      if (hash !== undefined) proof.push(hash);
    }
    return includes(leaf, index, size, proof, root);
  }
}
