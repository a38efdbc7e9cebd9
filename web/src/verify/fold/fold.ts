// The fold (docs/record.md, "The fold"): entries in the order of the log; each counts or is refused.

import { verifySignatures } from "../../record/ed25519.ts";
import { type Entry, parseEntry } from "../../record/entry.ts";
import type { Expected } from "../../record/expected.ts";
import type { BodyNamed, TypeName } from "../../record/types.ts";
import type { Words } from "../../record/words.ts";
import { type Authorised, type Granted, holdsStation, Keys } from "../keys.ts";
import type { Refusal } from "../refusal.ts";
import { Register } from "../register.ts";
import type { Blobs, Start } from "../start.ts";
import { lineName, Succession } from "../succession.ts";
import { Accounts } from "./accounts.ts";
import { Evidence } from "./evidence.ts";
import { FOLDED, type FoldEntry } from "./list.ts";
import { ContestRows } from "./rows.ts";

/** How many entries' signatures are asked for at once. */
const CHECKED_TOGETHER = 128;
/** How many of the types that are not known are remembered. */
const MAX_UNKNOWN_TYPES = 100;
/** How many refused entries and rows are kept one by one; the rest are only counted. */
const MAX_REFUSED_KEPT = 10_000;

/** An entry whose signature lines were looked at. */
interface Checked {
  readonly entry: Entry | undefined;
  /** The known keys that signed; undefined where a line of one does not verify. */
  readonly signers: Granted[] | undefined;
}

/** The state of a record after the entries so far. */
export class Fold {
  readonly register = new Register();
  keys: Keys;
  readonly contests: readonly ContestRows[];
  readonly accounts: Accounts;
  readonly expected = new Map<string, Expected>();
  readonly evidence = new Evidence();
  /** The words that stand, and their blob. */
  words: Words;
  wordsBlob: string | undefined;
  /** Where each contest is held, by its id; everywhere where there are no areas. */
  readonly contestAreas = new Map<string, readonly string[]>();
  /** The blobs that entries that count name. */
  readonly #blobs = new Set<string>();
  /** The documents that may be withheld, unless they are needed. */
  readonly documents = new Set<string>();
  /** The blobs that may not be withheld: the law, words, the documents of their maps, the registers' stations. */
  readonly needed = new Set<string>();
  /** The documents that are withheld, each with the entry that says so and the copy in its place. */
  readonly withheld = new Map<string, { readonly entry: number; readonly instead?: string }>();
  /** The names of the statements that count. */
  readonly statements = new Set<string>();
  /** The entry that closed the record. */
  closedBy: number | undefined;
  /** When the polls close in the whole country. */
  pollsClose: string | undefined;
  readonly refused: { entry: number; row: number | undefined; code: Refusal }[] = [];
  readonly refusedByCode = new Map<Refusal, number>();
  readonly unknownTypes = new Map<string, number>();
  /** Entries so far; while an entry is folded in, its place in the log. */
  entries = 0;
  /** Signatures that were verified. */
  signatures = 0;
  readonly #byContest: Map<string, ContestRows>;
  readonly #seen = new Set<string>();

  constructor(
    readonly start: Start,
    readonly readBlob: Blobs,
    /** Lets others run: a page that has no worker stays usable by it. */
    readonly breathe: () => Promise<void> = async () => {},
    /** It may have looked at entries that are not folded in yet. */
    readonly succession = new Succession(start),
  ) {
    const { law } = start;
    this.words = start.words;
    this.keys = new Keys(succession);
    this.contests = law.contests.map((contest, number) => new ContestRows(contest, law, number));
    this.#byContest = new Map(this.contests.map((rows) => [rows.contest.id, rows]));
    this.accounts = new Accounts(law);
    for (const { id, areas } of law.contests) this.contestAreas.set(id, areas);
    this.pollsClose = law.register.pollsClose;
    for (const expected of law.register.areas) this.expected.set(expected.area, expected);
  }

  /** The fold that begins again from the first entry, knowing what is void. */
  again(): Fold {
    return new Fold(this.start, this.readBlob, this.breathe, this.succession);
  }

  /** Folds in the entries that follow. Gives false where one of them makes void what was folded
   * in before: then nothing was taken, and [`again`] begins anew. What there is of the log behind them may be shown to
   * the succession first, so that one more pass suffices. */
  async take(entries: readonly Uint8Array[]): Promise<boolean> {
    if (await this.succession.look(this.entries, entries)) {
      if (this.entries > 0) return false;
      this.keys = new Keys(this.succession);
    }
    const parsed = entries.map((bytes) => parseEntry(bytes));
    // Signatures are verified together as far as no entry between them gives or takes a role.
    for (let start = 0; start < parsed.length; ) {
      let end = start;
      while (end < parsed.length && !givesRoles(parsed[end])) end++;
      end = Math.min(end + 1, parsed.length);
      const checked: Checked[] = [];
      for (let at = start; at < end; at += CHECKED_TOGETHER) {
        const some = parsed.slice(at, Math.min(at + CHECKED_TOGETHER, end));
        checked.push(...(await this.#check(some)));
        await this.breathe();
      }
      for (let at = start; at < end; at++) {
        const refusal = await this.#fold(checked[at - start]!);
        if (refusal !== undefined) this.refuse(refusal);
        this.entries++;
      }
      start = end;
    }
    return true;
  }

  /** What a contest's entries say so far; undefined where the law has no such contest. */
  contestRows(id: string): ContestRows | undefined {
    return this.#byContest.get(id);
  }

  /** Refuses an entry whose text counts already. One that was refused may come again, or whoever takes a signer's line from
   * an entry and puts it in first would keep the whole one out. */
  once(name: string): Refusal | undefined {
    return this.#seen.has(name) ? "entry_replay" : undefined;
  }

  /** The same, of what counts no more once the record is closed. */
  onceWhileOpen(name: string): Refusal | undefined {
    return this.closedBy === undefined ? this.once(name) : "entry_closed";
  }

  /** Takes in that an entry names a document. */
  names(document: string): void {
    this.documents.add(document);
    this.#blobs.add(document);
  }

  /** Takes in a blob without which nobody can count. */
  needs(blob: string): void {
    this.needed.add(blob);
    this.#blobs.add(blob);
  }

  /** Takes in words, which stand from here on. */
  amend(blob: string, words: Words): void {
    this.needs(blob);
    if (words.map !== undefined) this.needs(words.map);
    this.words = words;
    this.wordsBlob = blob;
  }

  /** The blobs that a publication must hold: those that entries name, and the copies in place of withheld documents;
   * without what is withheld. */
  blobs(): Set<string> {
    const all = [...this.#blobs];
    for (const { instead } of this.withheld.values()) if (instead !== undefined) all.push(instead);
    return new Set(all.filter((blob) => !this.withheld.has(blob)));
  }

  /** What is passed on in the place of a withheld document, unless that is withheld, too. */
  insteadOf(document: string): string | undefined {
    const instead = this.withheld.get(document)?.instead;
    return instead !== undefined && this.withheld.has(instead) ? undefined : instead;
  }

  /** Those of the signers who may write about a station, by the register so far. */
  withinArea(signers: readonly Authorised[], station: string): Authorised[] {
    return signers.filter(({ grant }) => holdsStation(grant, station, this.register));
  }

  /** Notes that the entry that is being folded in, or a row of it, counts for nothing. */
  refuse(code: Refusal, row?: number): void {
    this.refusedByCode.set(code, (this.refusedByCode.get(code) ?? 0) + 1);
    if (this.refused.length < MAX_REFUSED_KEPT) this.refused.push({ entry: this.entries, row, code });
  }

  /** Verifies the lines of known keys; lines of others are ignored. */
  async #check(entries: readonly (Entry | undefined)[]): Promise<Checked[]> {
    const lines: {
      at: number;
      granted: Granted;
      key: Uint8Array;
      message: Uint8Array;
      signature: Uint8Array;
    }[] = [];
    entries.forEach((entry, at) => {
      for (const line of entry?.note.signatures ?? []) {
        const granted = this.keys.named(line.name, line.id);
        if (granted === undefined || !this.#looksAt(entry!, lineName(line))) continue;
        const { message } = entry!.note;
        lines.push({ at, granted, key: granted.key.public, message, signature: line.bytes });
      }
    });
    this.signatures += lines.length;
    const valid = await verifySignatures(lines);
    const signers: (Granted[] | undefined)[] = entries.map(() => []);
    lines.forEach(({ at, granted }, line) => {
      if (!valid[line]) signers[at] = undefined;
      else if (!signers[at]?.includes(granted)) signers[at]?.push(granted);
    });
    return entries.map((entry, at) => ({ entry, signers: signers[at] }));
  }

  /** Whether the lines of a known key say anything in an entry. The succession verifies those of a `recover` entry; where
   * a chief operator makes entries void, nobody else's do. */
  #looksAt({ body }: Entry, line: string): boolean {
    if (body.type === "recover") return false;
    return body.type !== "revoke" || body.from === undefined || this.keys.isChief(line);
  }

  async #fold({ entry, signers }: Checked): Promise<Refusal | undefined> {
    if (entry === undefined) return "entry_malformed";
    const refusal = await this.#judge(entry, signers);
    const { type } = entry.body;
    // A reading's replay is found among its station's readings.
    if (refusal === undefined && type !== "reading" && type !== "readings") this.#seen.add(entry.name);
    return refusal;
  }

  async #judge(entry: Entry, signers: readonly Granted[] | undefined): Promise<Refusal | undefined> {
    const { body, name } = entry;
    if (body.type === "recover") return this.#recover();
    if (signers === undefined) return "entry_bad_signature";
    if (body.type === "unknown") return this.once(name) ?? this.#unknown(body.header);
    if (body.type === "election") return this.once(name) ?? this.#election(body);
    const authorised = this.keys.authorise(this.entries, name, body, signers);
    if (typeof authorised === "string") return this.keys.voidOr(authorised, body, entry.note);
    const fold = FOLDED[body.type] as FoldEntry<TypeName>;
    return fold(this, { body, name, authorised });
  }

  #unknown(header: string): undefined {
    const known = this.unknownTypes.get(header);
    if (known !== undefined || this.unknownTypes.size < MAX_UNKNOWN_TYPES)
      this.unknownTypes.set(header, (known ?? 0) + 1);
  }

  #recover(): Refusal | undefined {
    const refusal = this.succession.verdict(this.entries);
    if (refusal === undefined && this.succession.namesChief(this.entries)) this.keys.recovered(this.entries);
    return refusal;
  }

  #election({ law, words }: BodyNamed<"election">): Refusal | undefined {
    if (this.entries > 0) return "entry_second_election";
    this.needs(law);
    this.amend(words, this.start.words);
    return undefined;
  }
}

function givesRoles(entry: Entry | undefined): boolean {
  const type = entry?.body.type;
  return type === "key" || type === "revoke" || type === "recover";
}
