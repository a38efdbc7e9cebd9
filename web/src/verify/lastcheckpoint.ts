// The last checkpoint that this browser saw of each log, by origin. A log that is smaller now (rolled back), or that
// fails the consistency proof (RFC 6962 §2.1.2), was changed.

import { fromBase64, toBase64 } from "../record/bytes.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Files } from "./files.ts";
import { nodeFromTiles } from "./nodes.ts";
import type { Code } from "./problem.ts";
import { consistencyRanges, continues, type Hash, rangeRoot } from "./tree.ts";

/** Where checkpoints are remembered; `localStorage` is one. */
export interface Memory {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

interface Seen {
  readonly size: number;
  readonly root: Hash;
}

const PREFIX = "cotejo/checkpoint/";

/** The browser's storage, where there is one: it can be missing, barred or full, which is not an error. */
export function browserMemory(): Memory | undefined {
  try {
    const memory = globalThis.localStorage;
    const probe = `${PREFIX}probe`;
    memory.setItem(probe, "1");
    memory.removeItem(probe);
    return memory;
  } catch {
    return undefined;
  }
}

/** The checkpoint that was remembered of an origin. */
export function remembered(memory: Memory, origin: string): Seen | undefined {
  const [size, root] = (memory.getItem(PREFIX + origin) ?? "").split(" ");
  const bytes = fromBase64(root ?? "");
  return /^[0-9]{1,15}$/.test(size ?? "") && bytes?.length === 32
    ? { size: Number(size), root: bytes }
    : undefined;
}

/** Remembers a checkpoint whose signature was verified. Gives whether it could. */
export function remember(memory: Memory, { origin, size, root }: Checkpoint): boolean {
  try {
    memory.setItem(PREFIX + origin, `${size} ${toBase64(root)}`);
    return true;
  } catch {
    return false;
  }
}

/** How a log contradicts what was seen of it before; undefined where it continues that. */
export async function contradiction(
  files: Files,
  seen: Seen,
  now: Checkpoint,
): Promise<{ code: Code; found: string; expected: string } | undefined> {
  if (now.size < seen.size) return { code: "shrunk", found: String(now.size), expected: String(seen.size) };
  const proof: Hash[] = [];
  if (seen.size > 0 && seen.size < now.size) {
    for (const range of consistencyRanges(seen.size, now.size)) {
      const hash = await rangeRoot(range, nodeFromTiles(files, now.size));
      if (hash !== undefined) proof.push(hash);
    }
  }
  if (continues(seen.size, seen.root, now.size, now.root, proof)) return undefined;
  const words = ({ size, root }: Seen): string => `${size} ${toBase64(root)}`;
  return { code: "rewritten", found: words(now), expected: words(seen) };
}

/** What is remembered, to be sent to a worker, which has no storage of its own. */
export function itemsOf(
  memory: Memory & { readonly length?: number; key?(at: number): string | null },
): [string, string][] {
  const items: [string, string][] = [];
  for (let at = 0; at < (memory.length ?? 0); at++) {
    const key = memory.key?.(at);
    if (key?.startsWith(PREFIX)) items.push([key, memory.getItem(key) ?? ""]);
  }
  return items;
}

/** A memory that lasts as long as it is held. */
export function memoryOf(items: Iterable<[string, string]>): Memory {
  const map = new Map(items);
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => {
      map.set(key, value);
    },
    get length() {
      return map.size;
    },
    key: (at: number) => [...map.keys()][at] ?? null,
  } as Memory;
}

/** Keeps what a worker has remembered. */
export function keepItems(memory: Memory, items: Iterable<[string, string]>): void {
  try {
    for (const [key, value] of items) if (key.startsWith(PREFIX)) memory.setItem(key, value);
  } catch {
    // A full storage says nothing about the record.
  }
}
