// The fold (docs/record.md, "The fold"): entries in the order of the log; each counts or is refused.

import { toHex } from "../record/bytes.ts";
import type { Contest } from "../record/definition.ts";
import { verifySignatures } from "../record/ed25519.ts";
import {
  type Body,
  type Entry,
  type Expected,
  type Method,
  parseEntry,
  type Reading,
} from "../record/entry.ts";
import { type Counts, type Figure, NOT_ON_FORM } from "../record/figure.ts";
import { parseRegister } from "../record/register.ts";
import { brokenRules, isError, type Rule } from "../record/rules.ts";
import { type Authorised, type Granted, Keys } from "./keys.ts";
import type { Refusal } from "./refusal.ts";
import { Register, type Station, within } from "./register.ts";
import type { Blobs, Start } from "./start.ts";

const MAX_ACCOUNTS = 256;
/** How many readings of one station and contest one key may have written. */
const MAX_READINGS_OF_ONE_KEY = 64;
/** How many entries' signatures are asked for at once. */
const CHECKED_TOGETHER = 128;
/** How many of the types that are not known are remembered. */
const MAX_UNKNOWN_TYPES = 100;
/** How many refused entries are kept one by one; the rest are only counted. */
const MAX_REFUSED_KEPT = 10_000;

/** A reading that counts. */
export interface ReadingRow {
  /** Its place in the log, from 0. */
  readonly entry: number;
  /** Its entry hash. */
  readonly hash: string;
  readonly station: Station;
  /** The contest's place in the definition. */
  readonly contest: number;
  readonly account: string;
  readonly method: Method;
  readonly of: string;
  readonly line: number | undefined;
  readonly at: string;
  /** Who may have written it, the first first; at least one. */
  readonly signers: readonly Authorised[];
  /** The five fields of the sheet, then the options as the contest shows them. */
  readonly figures: readonly Figure[];
  /** Rules that it breaks by itself. */
  readonly broken: readonly Rule[];
  /** Options that the contest lacks: in no total, but on the sheet. */
  readonly otherOptions: ReadonlyMap<string, Figure> | undefined;
  correctedBy: ReadingRow | undefined;
}

/** A ruling that counts; the last one of a station stands. */
export interface RulingRow {
  readonly entry: number;
  readonly at: string;
  readonly signer: string;
  readonly reason: string;
  readonly stands: ReadingRow | undefined;
}

/** A capture that counts. */
export interface CaptureRow {
  readonly entry: number;
  readonly account: string;
  readonly image: string;
  readonly media: string;
  readonly at: string;
  readonly signer: string;
}

/** What a contest's entries say of each station. */
export class ContestRows {
  readonly readings = new Map<Station, ReadingRow[]>();
  readonly rulings = new Map<Station, RulingRow[]>();
  /** By the station's code: a capture does not add a station. */
  readonly captures = new Map<string, CaptureRow[]>();
  readonly #places: Map<string, number>;

  constructor(readonly contest: Contest) {
    this.#places = new Map(contest.options.map(({ id }, at) => [id, at]));
  }

  /** The figures of a sheet, packed; options that the contest lacks apart. */
  pack(counts: Counts): Pick<ReadingRow, "figures" | "otherOptions"> {
    const figures = [...counts.fields, ...this.contest.options.map(() => NOT_ON_FORM)];
    let otherOptions: Map<string, Figure> | undefined;
    for (const [id, figure] of counts.options) {
      const place = this.#places.get(id);
      if (place !== undefined) figures[counts.fields.length + place] = figure;
      else {
        otherOptions ??= new Map();
        otherOptions.set(id, figure);
      }
    }
    return { figures, otherOptions };
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** An entry whose signature lines were looked at. */
interface Checked {
  readonly entry: Entry | undefined;
  /** The known keys that signed; undefined where a line of one does not verify. */
  readonly signers: Granted[] | undefined;
}

/** Everything that the entries so far come to. */
export class Fold {
  readonly register = new Register();
  readonly keys: Keys;
  readonly contests: readonly ContestRows[];
  readonly accounts = new Set<string>();
  readonly expected = new Map<string, Expected>();
  /** The blobs that entries that count name. */
  readonly blobs = new Set<string>();
  readonly refused: { entry: number; code: Refusal }[] = [];
  readonly refusedByCode = new Map<Refusal, number>();
  readonly unknownTypes = new Map<string, number>();
  /** Entries so far. */
  entries = 0;
  /** Signatures that were verified. */
  signatures = 0;
  readonly #contestPlaces: Map<string, number>;
  readonly #seen = new Set<string>();

  constructor(
    readonly start: Start,
    readonly readBlob: Blobs,
    /** Lets others run: a page that has no worker stays usable by it. */
    readonly breathe: () => Promise<void> = async () => {},
  ) {
    const { election, operator } = start;
    this.keys = new Keys(election.id, operator);
    this.contests = election.contests.map((contest) => new ContestRows(contest));
    this.#contestPlaces = new Map(election.contests.map(({ id }, at) => [id, at]));
    for (const expected of election.register.areas) this.expected.set(expected.area, expected);
  }

  /** Folds in the entries that follow, each with its leaf hash. */
  async take(entries: readonly Uint8Array[], hashes: readonly Uint8Array[]): Promise<void> {
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
        const refusal = await this.#fold(checked[at - start]!, toHex(hashes[at]!));
        if (refusal !== undefined) this.#refuse(refusal);
        this.entries++;
      }
      start = end;
    }
  }

  #refuse(code: Refusal): void {
    this.refusedByCode.set(code, (this.refusedByCode.get(code) ?? 0) + 1);
    if (this.refused.length < MAX_REFUSED_KEPT) this.refused.push({ entry: this.entries, code });
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
        if (granted === undefined) continue;
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

  async #fold({ entry, signers }: Checked, hash: string): Promise<Refusal | undefined> {
    if (entry === undefined) return "entry_malformed";
    if (signers === undefined) return "entry_bad_signature";
    const { body } = entry;
    if (body.type === "unknown") return this.#once(hash) ?? this.#unknown(body.header);
    if (body.type === "election") return this.#once(hash) ?? this.#election(body.definition);
    const authorised = this.keys.authorise(body, signers);
    if (typeof authorised === "string") return authorised;
    switch (body.type) {
      case "reading":
        return this.#reading(body, hash, authorised);
      case "register":
        return this.#register(body, hash);
      case "key":
      case "revoke":
        return this.#once(hash) ?? this.keys.take(this.entries, body);
      default:
        return this.#once(hash) ?? this.#other(body, authorised);
    }
  }

  /** Refuses a replay. A reading's is found among its station's readings. */
  #once(hash: string): Refusal | undefined {
    if (this.#seen.has(hash)) return "entry_replay";
    this.#seen.add(hash);
    return undefined;
  }

  #unknown(header: string): undefined {
    const known = this.unknownTypes.get(header);
    if (known !== undefined || this.unknownTypes.size < MAX_UNKNOWN_TYPES)
      this.unknownTypes.set(header, (known ?? 0) + 1);
  }

  #election(definition: string): Refusal | undefined {
    if (this.entries > 0) return "entry_second_election";
    this.blobs.add(definition);
    if (this.start.election.map !== undefined) this.blobs.add(this.start.election.map);
    return undefined;
  }

  async #register(body: Body & { type: "register" }, hash: string): Promise<Refusal | undefined> {
    const blob = await this.readBlob(body.stations);
    const listed = blob === undefined ? undefined : parseRegister(blob, this.start.election.levels);
    if (listed === undefined) return "entry_blob";
    const replay = this.#once(hash);
    if (replay !== undefined) return replay;
    this.register.list(listed);
    this.blobs.add(body.stations);
    for (const expected of body.expected) this.expected.set(expected.area, expected);
    return undefined;
  }

  #other(
    body: Body & { type: "source" | "capture" | "claim" | "ruling" | "observation" },
    authorised: Authorised[],
  ): Refusal | undefined {
    let signers = authorised;
    if ("station" in body) {
      signers = this.#withinArea(authorised, this.register.stations.get(body.station));
      if (signers.length === 0) return "entry_wrong_area";
    }
    const signer = signers[0]!.signer.key.name;
    switch (body.type) {
      case "source":
        this.blobs.add(body.document);
        return undefined;
      case "claim":
        return this.#account(body.account);
      case "capture": {
        const refusal = this.#account(body.account);
        if (refusal !== undefined) return refusal;
        this.blobs.add(body.image);
        const { account, image, media, at } = body;
        const contest = this.#contestPlaces.get(body.contest);
        if (contest !== undefined) {
          const row = { entry: this.entries, account, image, media, at, signer };
          append(this.contests[contest]!.captures, body.station, row);
        }
        return undefined;
      }
      case "ruling":
        return this.#ruling(body, signer);
      default:
        return undefined;
    }
  }

  /** Those of the signers who may write about a station. A station in no known area lies in none. */
  #withinArea(signers: Authorised[], station: Station | undefined): Authorised[] {
    return signers.filter(({ grant }) => {
      if (grant.area === undefined) return true;
      const own = this.register.areas.get(grant.area);
      return own !== undefined && within(station?.area, own);
    });
  }

  #account(id: string): Refusal | undefined {
    if (!this.accounts.has(id) && this.accounts.size === MAX_ACCOUNTS) return "entry_too_many_accounts";
    this.accounts.add(id);
    return undefined;
  }

  #reading(body: Reading, hash: string, authorised: Authorised[]): Refusal | undefined {
    const contest = this.#contestPlaces.get(body.contest);
    if (contest === undefined) return "entry_unknown_contest";
    const known = this.register.stations.get(body.station);
    const signers = this.#withinArea(authorised, known);
    if (signers.length === 0) return "entry_wrong_area";
    const rows = this.contests[contest]!;
    const others = (known && rows.readings.get(known)) ?? [];
    if (others.some((other) => other.hash === hash)) return "entry_replay";
    const own = others.filter((other) => other.signers[0]!.signer === signers[0]!.signer);
    if (own.length >= MAX_READINGS_OF_ONE_KEY) return "entry_too_many_readings";
    let corrected: ReadingRow | undefined;
    if (body.corrects !== undefined) {
      corrected = others.find((other) => other.hash === body.corrects);
      const may = signers.some(
        ({ signer, grant }) =>
          grant.role === "reviewer" || corrected?.signers.some((of) => of.signer === signer),
      );
      if (corrected === undefined || corrected.account !== body.account || corrected.correctedBy || !may)
        return "entry_no_such_entry";
    }
    const refusal = this.#account(body.account);
    if (refusal !== undefined) return refusal;
    const { election } = this.start;
    const row: ReadingRow = {
      entry: this.entries,
      hash,
      station: this.register.add(body.station),
      contest,
      account: body.account,
      method: body.method,
      of: body.of,
      line: body.line,
      at: body.at,
      signers,
      ...rows.pack(body.counts),
      broken: brokenRules(body.counts, rows.contest, election.rules),
      correctedBy: undefined,
    };
    append(rows.readings, row.station, row);
    if (corrected !== undefined) corrected.correctedBy = row;
    return undefined;
  }

  #ruling(body: Body & { type: "ruling" }, signer: string): Refusal | undefined {
    const contest = this.#contestPlaces.get(body.contest);
    if (contest === undefined) return "entry_unknown_contest";
    const rows = this.contests[contest]!;
    const station = this.register.stations.get(body.station);
    const readings = (station && rows.readings.get(station)) ?? [];
    const stands = body.stands === undefined ? undefined : readings.find((row) => row.hash === body.stands);
    if (body.stands !== undefined && stands === undefined) return "entry_no_such_entry";
    const row = { entry: this.entries, at: body.at, signer, reason: body.reason, stands };
    append(rows.rulings, this.register.add(body.station), row);
    return undefined;
  }
}

function givesRoles(entry: Entry | undefined): boolean {
  return entry?.body.type === "key" || entry?.body.type === "revoke";
}

/** Whether a reading breaks a rule that is an error. */
export const hasErrors = (row: ReadingRow): boolean => row.broken.some(isError);
