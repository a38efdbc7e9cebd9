// Who the chief operator is, which key is the log's, and which entries are void (docs/record.md, "Keys that are
// replaced, entries that are void"). It depends on `recover` entries and on the chief operator's `revoke` entries
// alone, so that it is known before anything else of the log is judged.

import { verifySignature } from "../record/ed25519.ts";
import { type Entry, parseEntry } from "../record/entry.ts";
import { parseVkey, type VerifyingKey } from "../record/key.ts";
import type { BodyNamed } from "../record/types.ts";
import type { Refusal } from "./refusal.ts";
import type { Start } from "./start.ts";

/** A key and the entry that named it. */
export interface Named {
  readonly entry: number;
  readonly key: VerifyingKey;
}

/** The entries from `from` up to `by`, which makes them void, but for those that it keeps. */
export interface Voided {
  readonly from: number;
  readonly by: number;
  readonly keep: ReadonlySet<string>;
}

interface Revocation {
  readonly entry: number;
  readonly name: string;
  readonly key: string;
  readonly from: number;
  readonly holds: boolean;
}

/** How signature lines name a key. */
export const lineName = ({ name, id }: { readonly name: string; readonly id: string }): string =>
  `${name}+${id}`;

const KEEPS_NONE: ReadonlySet<string> = new Set();

export const voids = ({ from, by, keep }: Voided, entry: number, name: string): boolean =>
  from <= entry && entry < by && !keep.has(name);

export class Succession {
  readonly chiefs: Named[];
  readonly logs: Named[];
  /** What `recover` entries make void of the chief operators before them. */
  readonly recoveries: Voided[] = [];
  readonly recovery: readonly VerifyingKey[];
  readonly #revocations: Revocation[] = [];
  /** What was decided about each `recover` entry; undefined of one that counts. */
  readonly #verdicts = new Map<number, Refusal | undefined>();
  readonly #seen = new Set<string>();
  #looked = 0;

  constructor(readonly start: Start) {
    this.chiefs = [{ entry: 0, key: start.operator }];
    this.logs = [{ entry: 0, key: start.log }];
    this.recovery = start.recovery?.keys ?? [];
  }

  get election(): string {
    return this.start.law.id;
  }

  /** The key that is the chief operator's when the log has so many entries. */
  operatorAt(size: number): VerifyingKey {
    return lastBefore(this.chiefs, size);
  }

  /** The key that signs the checkpoint of the log with so many entries. */
  logKeyAt(size: number): VerifyingKey {
    return lastBefore(this.logs, size);
  }

  verdict(entry: number): Refusal | undefined {
    return this.#verdicts.has(entry) ? this.#verdicts.get(entry) : "entry_too_few";
  }

  namesChief(entry: number): boolean {
    return entry > 0 && this.chiefs.some((chief) => chief.entry === entry);
  }

  /** Whether lines of this name are those of somebody who was chief operator before this entry. */
  isChiefBefore(entry: number, line: string): boolean {
    return this.#before(entry).some(({ key }) => lineName(key) === line);
  }

  #before(entry: number): Named[] {
    return this.chiefs.filter((chief) => chief.entry < Math.max(entry, 1));
  }

  /** Whether lines of this name can be no other key's than the recovery's or the log's. */
  isRecoveryOrLog(line: string): boolean {
    return [...this.recovery, ...this.logs.map(({ key }) => key)].some((key) => lineName(key) === line);
  }

  /** What the chief operators' `revoke` entries make void of each key. */
  voided(): Map<string, Voided[]> {
    const voided = new Map<string, Voided[]>();
    const seen = new Set<string>();
    for (const { entry, name, key, from, holds } of this.#revocations) {
      if (this.recoveries.some((one) => voids(one, entry, name)) || seen.has(name)) continue;
      seen.add(name);
      if (!holds) continue;
      // Of those that overlap the widest: each begins and ends after the one before it.
      const ofKey = (voided.get(key) ?? []).filter((before) => before.from < from);
      ofKey.push({ from, by: entry, keep: KEEPS_NONE });
      voided.set(key, ofKey);
    }
    return voided;
  }

  /** Looks at entries, the first of which stands at place `first`, as far as they were not looked at before. Gives
   * whether one of them makes entries void or names a key, by which all entries are judged. */
  async look(first: number, entries: readonly Uint8Array[]): Promise<boolean> {
    const before = this.#facts();
    for (const [at, bytes] of entries.entries()) {
      const entry = first + at;
      if (entry < this.#looked) continue;
      this.#looked = entry + 1;
      if (!mayMatter(bytes)) continue;
      const parsed = parseEntry(bytes);
      if (parsed?.body.type === "recover")
        this.#verdicts.set(entry, await this.#recover(entry, parsed, parsed.body));
      else if (parsed?.body.type === "revoke") await this.#revoke(entry, parsed);
    }
    return this.#facts() > before;
  }

  /** How much is known by which entries are judged. */
  #facts(): number {
    return this.chiefs.length + this.logs.length + this.#revocations.length;
  }

  async #recover(
    entry: number,
    { name, note }: Entry,
    body: BodyNamed<"recover">,
  ): Promise<Refusal | undefined> {
    const signers = new Set<string>();
    for (const line of note.signatures) {
      const key = this.recovery.find((one) => lineName(one) === lineName(line));
      // Lines of other keys say nothing here.
      if (key === undefined) continue;
      if (!(await verifySignature(key.public, note.message, line.bytes))) return "entry_bad_signature";
      signers.add(lineName(key));
    }
    if (body.election !== this.election) return "entry_other_election";
    if (signers.size < (this.start.recovery?.of ?? Number.POSITIVE_INFINITY)) return "entry_too_few";
    if (this.#seen.has(name)) return "entry_replay";
    this.#seen.add(name);
    const { operator, log } = body;
    if (log !== undefined && log.name !== this.start.log.name) return "entry_malformed";
    if (body.from !== undefined && body.from > entry) return "entry_no_such_entry";
    const taken = new Set(
      [...this.recovery, ...[...this.chiefs, ...this.logs].map(({ key }) => key)].map(lineName),
    );
    for (const key of [operator, log]) {
      if (key === undefined) continue;
      if (taken.has(lineName(key))) return "entry_key_taken";
      taken.add(lineName(key));
    }
    if (operator !== undefined) {
      this.chiefs.push({ entry, key: operator });
      this.recoveries.push({ from: body.from!, by: entry, keep: new Set(body.keep) });
    }
    if (log !== undefined) this.logs.push({ entry, key: log });
    return undefined;
  }

  /** Takes in a `revoke` entry with `from` that the chief operator has signed. */
  async #revoke(entry: number, { name, note, body }: Entry): Promise<void> {
    if (body.type !== "revoke" || body.from === undefined || body.election !== this.election) return;
    const key = parseVkey(body.key);
    if (key === undefined) return;
    let signed = false;
    for (const line of note.signatures) {
      const chief = this.#before(entry).find((one) => lineName(one.key) === lineName(line));
      if (chief === undefined) continue;
      if (!(await verifySignature(chief.key.public, note.message, line.bytes))) return;
      signed ||= chief.key === this.operatorAt(entry);
    }
    if (!signed) return;
    const holds = body.from <= entry && !this.isChiefBefore(entry, lineName(key));
    this.#revocations.push({ entry, name, key: lineName(key), from: body.from, holds });
  }
}

function lastBefore(named: readonly Named[], size: number): VerifyingKey {
  let last = named[0]!;
  for (const one of named) if (one.entry < size) last = one;
  return last.key;
}

const MATTER = ["cotejo/v1 recover\n", "cotejo/v1 revoke\n"].map((line) => new TextEncoder().encode(line));

/** Whether an entry is of one of the two types, by its first line. */
function mayMatter(bytes: Uint8Array): boolean {
  return MATTER.some((line) => line.every((byte, at) => bytes[at] === byte));
}
