// Checking a whole log: all entries against all tiles against the root, and which files are bad.
//
// The tree is computed anew from the bundles. Where it has the checkpoint's root every bundle is right, and a
// tile that differs from the computed one is wrong. Where it has another root, the tiles are gone through from
// the root downwards: a tile whose hash the one above it (found right before) states is right, and against the
// hashes of right tiles each bundle and each tile of level 0 is judged.

import { bundlePath, CHECKPOINT, tilePath } from "../publication/layout.ts";
import { sameBytes, toHex } from "../record/bytes.ts";
import type { Files } from "./files.ts";
import { type Got, readTile } from "./logfiles.ts";
import type { Code } from "./problem.ts";
import { readAhead } from "./readahead.ts";
import {
  bundleCount,
  edgeTiles,
  FULL_WIDTH,
  HASH_BYTES,
  LEVELS,
  levelWidth,
  type Tile,
  tileInTree,
} from "./tile.ts";
import { Edge, type Hash, perfectRoot } from "./tree.ts";

/** A file of the log that is not as it should be. */
export interface BadFile {
  /** Its path in the log's folder. */
  readonly path: string;
  readonly code: Code;
  /** The hash over what it holds, and the one that the signed tree has there. */
  readonly found?: string;
  readonly expected?: string;
}

export interface TreeReport {
  readonly bad: BadFile[];
  /** Whether the entries as they are give the checkpoint's root. */
  readonly rootAgrees: boolean;
  /** The root that they give. */
  readonly root: Hash;
  /** The root that those before the earlier size give. */
  readonly earlierRoot: Hash;
}

function sameHashes(a: readonly Hash[], b: readonly Hash[]): boolean {
  return a.length === b.length && a.every((hash, at) => sameBytes(hash, b[at]!));
}

type Values = Pick<BadFile, "found" | "expected">;

const values = (found: Hash | undefined, expected: Hash): Values => ({
  ...(found !== undefined && { found: toHex(found) }),
  expected: toHex(expected),
});

const key = (level: number, index: number): string => `${level}/${index}`;

/** A check of one log, fed with the leaf hashes of its bundles in order. It keeps 32 bytes for each bundle,
 * and what it finds wrong. */
export class TreeCheck {
  #next = 0;
  readonly #roots: Hash[] = [];
  #last: Hash[] = [];
  readonly #unreadable = new Map<number, Code>();
  /** What the tiles of level 0 say where they differ from the bundles. */
  readonly #differing = new Map<number, Got<Hash[]>>();
  readonly #bad: BadFile[] = [];
  readonly #tiles: AsyncGenerator<Got<Hash[]>>;

  /** The leaves before place `earlier` of the bundle that holds it. */
  #before: Hash[] = [];

  constructor(
    readonly files: Files,
    readonly size: number,
    readonly root: Hash,
    /** A size that the log had before, whose root is wanted, too. */
    readonly earlier = size,
  ) {
    this.#tiles = readAhead(bundleCount(size), (index) => readTile(files, tileInTree(0, index, size)!));
  }

  /** Takes the leaf hashes of the next bundle. */
  async push(leaves: Hash[]): Promise<void> {
    const stated = await this.#readNext();
    if (stated.value === undefined || !sameHashes(stated.value, leaves))
      this.#differing.set(this.#next, stated);
    this.#take(leaves);
  }

  /** Notes that the next bundle cannot be read, and goes on with what its tile says. */
  async pushUnreadable(code: Code): Promise<void> {
    const stated = await this.#readNext();
    this.#unreadable.set(this.#next, code);
    if (stated.value === undefined) this.#differing.set(this.#next, stated);
    const width = tileInTree(0, this.#next, this.size)?.width ?? 0;
    this.#take(stated.value ?? Array.from({ length: width }, () => new Uint8Array(HASH_BYTES)));
  }

  async #readNext(): Promise<Got<Hash[]>> {
    const { value, done } = await this.#tiles.next();
    return done ? { code: "missing" } : value;
  }

  #take(leaves: Hash[]): void {
    // Copies: a leaf of a tile would hold the whole file's bytes.
    if (leaves.length === FULL_WIDTH) this.#roots.push(perfectRoot(leaves));
    else this.#last = leaves.map((leaf) => leaf.slice());
    if (this.#next === Math.floor(this.earlier / FULL_WIDTH))
      this.#before = leaves.slice(0, this.earlier % FULL_WIDTH).map((leaf) => leaf.slice());
    this.#next++;
  }

  /** Compares the upper tiles and the root, and says which files are bad. */
  async finish(): Promise<TreeReport> {
    const computed = new Map<string, Hash[]>();
    const edge = new Edge();
    const keep = (level: number, index: number, hashes: Hash[]): void => {
      computed.set(key(level, index), hashes);
    };
    for (const root of this.#roots) edge.push(root, 1, keep);
    for (const leaf of this.#last) edge.push(leaf, 0, keep);
    for (const tile of edgeTiles(this.size)) keep(tile.level, tile.index, edge.levels[tile.level]!);
    const root = edge.root();
    const rootAgrees = sameBytes(root, this.root);
    for (const [index, code] of this.#unreadable) this.#reportBundle(index, code);
    if (rootAgrees) await this.#compareTiles(computed);
    else await this.#judge(computed, edge);
    const paths = new Set<string>();
    const bad = this.#bad.filter(({ path }) => !paths.has(path) && paths.add(path));
    return { bad, rootAgrees, root, earlierRoot: this.#earlierRoot() };
  }

  /** The root of the first `earlier` entries. */
  #earlierRoot(): Hash {
    const edge = new Edge();
    const full = this.#roots.slice(0, Math.floor(this.earlier / FULL_WIDTH));
    for (const root of full) edge.push(root, 1, () => {});
    for (const leaf of this.#before) edge.push(leaf, 0, () => {});
    return edge.root();
  }

  /** The bundles are right: each tile that differs is wrong. */
  async #compareTiles(computed: ReadonlyMap<string, Hash[]>): Promise<void> {
    for (const [index, stated] of this.#differing) this.#reportTile(0, index, stated.code);
    for (const [place, hashes] of computed) {
      const [level, index] = place.split("/").map(Number) as [number, number];
      const tile = level > 0 ? tileInTree(level, index, this.size) : undefined;
      if (tile === undefined) continue;
      const stated = await readTile(this.files, tile);
      if (stated.value === undefined || !sameHashes(stated.value, hashes))
        this.#reportTile(level, index, stated.code);
    }
  }

  /** Some bundle is wrong: goes down from the root. */
  async #judge(computed: ReadonlyMap<string, Hash[]>, computedEdge: Edge): Promise<void> {
    const edge = await this.#trueEdge(computedEdge);
    if (edge === undefined) {
      await this.#reportUnclearEdge(computedEdge);
      return;
    }
    const last = edge.levels[0]!;
    const wrong = last.findIndex((hash, at) => !sameBytes(hash, this.#last[at] ?? new Uint8Array()));
    if (wrong >= 0)
      this.#reportBundle(
        Math.floor(this.size / FULL_WIDTH),
        "differs_from_tree",
        values(this.#last[wrong], last[wrong]!),
      );
    let above: [index: number, root: Hash][] = [];
    for (let level = LEVELS - 1; level >= 0; level--) {
      const hashes: [number, Hash][] = [];
      for (const [index, root] of above) {
        if (level === 0) {
          this.#judgeBundle(index, root);
          continue;
        }
        const found = await this.#trueTile(level, index, root, computed.get(key(level, index)) ?? []);
        found.forEach((hash, at) => {
          hashes.push([index * FULL_WIDTH + at, hash]);
        });
      }
      const first = Math.floor(levelWidth(level, this.size) / FULL_WIDTH) * FULL_WIDTH;
      edge.levels[level]!.forEach((hash, at) => {
        hashes.push([first + at, hash]);
      });
      above = hashes;
    }
  }

  /** The edge that gives the root, each level taken from its tile or from the bundles. */
  async #trueEdge(computed: Edge): Promise<Edge | undefined> {
    const tiles = edgeTiles(this.size);
    const stated: Got<Hash[]>[] = [];
    for (const tile of tiles) stated.push(await readTile(this.files, tile));
    for (let choice = 0; choice < 2 ** tiles.length; choice++) {
      const edge = computed.copy();
      tiles.forEach((tile, at) => {
        const hashes = stated[at]!.value;
        if (hashes !== undefined && (choice & (1 << at)) === 0) edge.levels[tile.level] = hashes;
      });
      if (!sameBytes(edge.root(), this.root)) continue;
      tiles.forEach((tile, at) => {
        const { value, code } = stated[at]!;
        if (value === undefined || !sameHashes(value, edge.levels[tile.level]!))
          this.#reportTile(tile.level, tile.index, code);
      });
      return edge;
    }
    return undefined;
  }

  /** The hashes of a full tile whose root is known: those of its file, or else the computed ones. */
  async #trueTile(level: number, index: number, root: Hash, computed: Hash[]): Promise<Hash[]> {
    const { value, code } = await readTile(this.files, { level, index, width: FULL_WIDTH });
    if (value !== undefined && sameBytes(perfectRoot(value), root)) return value;
    this.#reportTile(level, index, code);
    if (computed.length === FULL_WIDTH && sameBytes(perfectRoot(computed), root)) return computed;
    // What lies below cannot be judged, but where bundle and tile differ one of them is wrong.
    const span = 256 ** level;
    for (const below of [...this.#differing.keys()])
      if (below >= index * span && below < (index + 1) * span) this.#reportUnclear(below);
    return [];
  }

  /** Nothing gives the root: either several files at the edge are bad, or the checkpoint is. */
  async #reportUnclearEdge(computed: Edge): Promise<void> {
    for (const tile of edgeTiles(this.size)) {
      if (tile.level === 0) continue;
      const { value, code } = await readTile(this.files, tile);
      if (value === undefined || !sameHashes(value, computed.levels[tile.level]!))
        this.#reportTile(tile.level, tile.index, code ?? "unclear");
    }
    for (const index of [...this.#differing.keys()]) this.#reportUnclear(index);
    if (this.#bad.length === 0) this.#bad.push({ path: CHECKPOINT, code: "root_differs" });
  }

  /** A bundle and its tile that differ, with nothing above to tell which is right. */
  #reportUnclear(index: number): void {
    this.#reportBundle(index, "unclear");
    const code = this.#differing.get(index)?.code;
    this.#differing.delete(index);
    this.#reportTile(0, index, code ?? "unclear");
  }

  #judgeBundle(index: number, root: Hash): void {
    const own = this.#roots[index];
    const right = own !== undefined && sameBytes(own, root);
    if (!right) this.#reportBundle(index, "differs_from_tree", values(own, root));
    const stated = this.#differing.get(index);
    this.#differing.delete(index);
    if (stated === undefined) {
      // The tile says the same as the bundle.
      if (!right) this.#reportTile(0, index, undefined, values(own, root));
    } else if (stated.value === undefined || !sameBytes(perfectRoot(stated.value), root)) {
      this.#reportTile(0, index, stated.code, values(stated.value && perfectRoot(stated.value), root));
    }
  }

  #reportTile(level: number, index: number, code: Code | undefined, values: Values = {}): void {
    const tile: Tile = tileInTree(level, index, this.size) ?? { level, index, width: FULL_WIDTH };
    this.#bad.push({ path: tilePath(tile), code: code ?? "differs_from_tree", ...values });
  }

  #reportBundle(index: number, code: Code, values: Values = {}): void {
    const tile = tileInTree(0, index, this.size);
    if (tile !== undefined) this.#bad.push({ path: bundlePath(index, tile.width), code, ...values });
  }
}
