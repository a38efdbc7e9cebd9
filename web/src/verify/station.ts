// One station: that its data file says what the log's entries say, who signed them, and that they stand in the
// log that the checkpoint shows. Far less is read for that than for the whole record, and less is shown by it:
// see [`LIMITS`].

import { toBase64, toHex } from "../record/bytes.ts";
import { verifySignature } from "../record/ed25519.ts";
import { type Body, type Entry, parseEntry, type Reading } from "../record/entry.ts";
import { leafHash, sha256Of } from "../record/hash.ts";
import { parseVkey, type VerifyingKey } from "../record/key.ts";
import { brokenRules } from "../record/rules.ts";
import { type Checkpoint, MAX_CHECKPOINT_BYTES, parseCheckpoint } from "./checkpoint.ts";
import { ContestRows, type ReadingRow, type RulingRow } from "./fold.ts";
import { type Authorised, type Granted, mayWrite } from "./keys.ts";
import { blobPath, type Got, LOG, MAX_BLOB_BYTES, readBundle, readFile } from "./logfiles.ts";
import { type Code, type Problem, Problems } from "./problem.ts";
import { Register, type Station } from "./register.ts";
import { nodeFromTiles } from "./seen.ts";
import { type Blobs, readStart, type Start } from "./start.ts";
import { outcomeOf } from "./state.ts";
import {
  difference,
  emptyObject,
  isEmpty,
  isObject,
  MAX_DATA_BYTES,
  type Plain,
  type PlainObject,
  parseData,
  plainCounts,
  shardOf,
} from "./stationdata.ts";
import { bundlePath, FULL_WIDTH, tileInTree } from "./tile.ts";
import { includes, inclusionRanges, rangeRoot } from "./tree.ts";
import {
  CHECKPOINT,
  checkSeen,
  checkTrust,
  firstBundle,
  type Given,
  keepSeen,
  type Remark,
} from "./trust.ts";

/** What a station's check does not show, and only the whole record's does: that no other entry of the log
 * speaks of the station; that the signers' keys were not revoked before; that they may write about its area;
 * that who gave them their roles was an operator, where it was not the first one. */
export const LIMITS = ["other_entries", "revoked_keys", "areas", "other_operators"] as const;

export interface StationOptions extends Given {
  readonly code: string;
  /** How many digits the names of the data files have, as `site.js` says. */
  readonly shards: number;
}

/** A step of the check, for a page that says what was looked at. */
export interface Step {
  readonly what: "checkpoint" | "entry" | "grant" | "photograph";
  /** An entry's place in the log, or a photograph's name. */
  readonly of: string;
  /** The key by which it holds. */
  readonly signer?: string;
}

export interface StationReport {
  readonly verified: boolean;
  readonly problems: readonly Problem[];
  readonly remarks: readonly Remark[];
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string } | undefined;
  readonly operator: string | undefined;
  readonly log: string | undefined;
  readonly steps: readonly Step[];
  readonly limits: typeof LIMITS;
}

/** Verifies what a publication says of one station. */
export async function verifyStation(options: StationOptions): Promise<StationReport> {
  return new StationCheck(options).run();
}

/** An entry that stands in the log. */
interface Found {
  readonly file: string;
  readonly entry: Entry;
  readonly hash: string;
}

const MAX_READINGS = 10_000;
/** What shows that a checkpoint is not the log's own. */
const UNSIGNED: ReadonlySet<Code> = new Set<Code>(["bad_signature", "not_signed", "other_origin"]);
const UNTOLD = { state: "missing", stands: undefined } as const;

class StationCheck {
  readonly #problems = new Problems();
  readonly #remarks: Remark[] = [];
  readonly #steps: Step[] = [];
  readonly #file: string;
  readonly #bundles = new Map<number, Promise<Got<Uint8Array[]>>>();
  readonly #grants = new Map<number, Promise<Authorised | undefined>>();
  readonly #signers = new Map<string, Granted>();
  readonly #found = new Map<number, Promise<Found | undefined>>();
  #signersNotKnown = 0;
  /** Whether which readings are independent cannot be told from these entries. */
  #several = false;
  #checkpoint: Checkpoint | undefined;
  #start: Start | undefined;
  #node: ReturnType<typeof nodeFromTiles> | undefined;

  constructor(readonly options: StationOptions) {
    this.#file = `${shardOf(options.code, options.shards)}.js`;
  }

  async run(): Promise<StationReport> {
    if (await this.#begin()) await this.#station();
    if (this.#signersNotKnown > 0)
      this.#remarks.push({ code: "signers_not_known", entries: this.#signersNotKnown });
    const checkpoint = this.#checkpoint;
    return {
      verified: this.#problems.none,
      problems: this.#problems.list,
      remarks: this.#remarks,
      checkpoint: checkpoint && {
        origin: checkpoint.origin,
        size: checkpoint.size,
        root: toBase64(checkpoint.root),
      },
      operator: this.#start?.operator.vkey,
      log: this.#start?.log.vkey,
      steps: this.#steps,
      limits: LIMITS,
    };
  }

  /** The checkpoint and the first entry. Gives whether there is something to go on with. */
  async #begin(): Promise<boolean> {
    const { files } = this.options;
    const got = await readFile(files, CHECKPOINT, MAX_CHECKPOINT_BYTES);
    const checkpoint = got.value && parseCheckpoint(got.value);
    if (checkpoint === undefined || checkpoint.size === 0 || !Number.isFinite(checkpoint.size)) {
      this.#problems.add(CHECKPOINT, got.code ?? "malformed");
      return false;
    }
    this.#checkpoint = checkpoint;
    this.#remarks.push(...(await checkSeen(this.options, checkpoint, this.#problems)));
    this.#node = nodeFromTiles(files, checkpoint.size);
    const file = firstBundle(checkpoint.size);
    const first = await this.#bundle(0);
    if (first.value === undefined) {
      this.#problems.add(file, first.code);
      return false;
    }
    const start = await readStart(file, first.value[0]!, this.#blobs);
    if ("code" in start) {
      this.#problems.add(start.file, start.code);
      return false;
    }
    this.#start = start;
    this.#remarks.push(...(await checkTrust(this.options, start, checkpoint, this.#problems)));
    // A tree that nobody signed shows nothing of what stands in it.
    if (this.#problems.list.some(({ file, code }) => file === CHECKPOINT && UNSIGNED.has(code))) return false;
    if ((await this.#bytes(0, file)) === undefined) return false;
    this.#remarks.push(...keepSeen(this.options, checkpoint, this.#problems));
    this.#steps.push({ what: "checkpoint", of: String(checkpoint.size), signer: start.log.vkey });
    return true;
  }

  readonly #blobs: Blobs = async (name) => {
    const digits = name.slice("sha256:".length);
    const { value } = await readFile(this.options.files, LOG + blobPath(digits), MAX_BLOB_BYTES);
    return value !== undefined && toHex(await sha256Of(value)) === digits ? value : undefined;
  };

  #bundle(index: number): Promise<Got<Uint8Array[]>> {
    let reading = this.#bundles.get(index);
    if (reading === undefined) {
      const width = tileInTree(0, index, this.#checkpoint!.size)?.width ?? 0;
      reading = readBundle(this.options.files, index, width);
      this.#bundles.set(index, reading);
    }
    return reading;
  }

  /** An entry's bytes, shown to stand at that place of the tree that the checkpoint states. */
  async #bytes(index: number, file: string): Promise<Uint8Array | undefined> {
    const { size, root } = this.#checkpoint!;
    const bundle = Math.floor(index / FULL_WIDTH);
    const width = tileInTree(0, bundle, size)?.width;
    if (width === undefined || !Number.isInteger(index) || index >= size) {
      this.#problems.add(this.#file, "differs_from_entry", {
        at: `entry ${index}`,
        found: String(index),
        expected: `less than ${size}`,
      });
      return undefined;
    }
    const { value: entries, code } = await this.#bundle(bundle);
    if (entries === undefined) {
      this.#problems.add(file, code);
      return undefined;
    }
    const bytes = entries[index % FULL_WIDTH]!;
    const proof: Uint8Array[] = [];
    for (const range of inclusionRanges(index, size)) {
      const hash = await rangeRoot(range, this.#node!);
      if (hash !== undefined) proof.push(hash);
    }
    const leaf = leafHash(bytes);
    if (includes(leaf, index, size, proof, root)) return bytes;
    this.#problems.add(file, "differs_from_tree", {
      at: `entry ${index}`,
      found: toHex(leaf),
      expected: `an entry of the tree ${size} ${toBase64(root)}`,
    });
    return undefined;
  }

  /** The entry at a place, well-formed. */
  #entry(index: number): Promise<Found | undefined> {
    let found = this.#found.get(index);
    if (found === undefined) {
      found = this.#readEntry(index);
      this.#found.set(index, found);
    }
    return found;
  }

  async #readEntry(index: number): Promise<Found | undefined> {
    const bundle = Math.floor(index / FULL_WIDTH);
    const file = LOG + bundlePath(bundle, tileInTree(0, bundle, this.#checkpoint!.size)?.width ?? FULL_WIDTH);
    const bytes = await this.#bytes(index, file);
    if (bytes === undefined) return undefined;
    const entry = parseEntry(bytes);
    if (entry === undefined) {
      this.#problems.add(file, "entry_refused", { at: `entry ${index}`, found: "entry_malformed" });
      return undefined;
    }
    return { file, entry, hash: toHex(leafHash(bytes)) };
  }

  /** The role that an entry gave, itself signed by the first operator as far as that is so. */
  #grant(index: number): Promise<Authorised | undefined> {
    let grant = this.#grants.get(index);
    if (grant === undefined) {
      grant = this.#readGrant(index);
      this.#grants.set(index, grant);
    }
    return grant;
  }

  /** One signer for each key, however many roles it was given. */
  #signer(key: VerifyingKey): Granted {
    const signer = this.#signers.get(key.vkey) ?? { key, grants: [] };
    this.#signers.set(key.vkey, signer);
    return signer;
  }

  async #readGrant(index: number): Promise<Authorised | undefined> {
    const start = this.#start!;
    const grant = { area: undefined, account: undefined, until: undefined, entry: index, revoked: false };
    if (index === 0) return { signer: this.#signer(start.operator), grant: { role: "operator", ...grant } };
    const found = await this.#entry(index);
    if (found === undefined) return undefined;
    const { body } = found.entry;
    const key = body.type === "key" ? parseVkey(body.key) : undefined;
    if (body.type !== "key" || key === undefined || body.election !== start.election.id) {
      this.#problems.add(found.file, "entry_refused", {
        at: `entry ${index}`,
        found: body.type,
        expected: "key",
      });
      return undefined;
    }
    // Another operator's role hangs on entries that are not read here; the first one's line must hold.
    if ((await this.#signedBy(found, start.operator)) === "bad") return undefined;
    this.#steps.push({ what: "grant", of: String(index), signer: key.vkey });
    const { role, area, account, until } = body;
    return { signer: this.#signer(key), grant: { ...grant, role, area, account, until } };
  }

  /** Whether a key's lines hold, and whether there are any. */
  async #signedBy({ file, entry }: Found, key: VerifyingKey): Promise<"good" | "bad" | "none"> {
    let signed: "good" | "none" = "none";
    for (const line of entry.note.signatures) {
      if (line.name !== key.name || line.id !== key.id) continue;
      if (!(await verifySignature(key.public, entry.note.message, line.bytes))) {
        this.#problems.add(file, "entry_refused", {
          at: entry.note.text.slice(0, 40),
          found: "entry_bad_signature",
        });
        return "bad";
      }
      signed = "good";
    }
    return signed;
  }

  /** Who signed an entry whose signer's role the data file does not name: verified where another entry of the station
   * has shown the key. */
  async #knownSigner(found: Found, name: string): Promise<"good" | "bad" | "none" | "unknown"> {
    const lines = found.entry.note.signatures.filter((line) => line.name === name);
    if (lines.length === 0) return "none";
    for (const { key } of this.#signers.values())
      if (lines.some((line) => line.name === key.name && line.id === key.id))
        return this.#signedBy(found, key);
    return "unknown";
  }

  #differs(at: string, found: Plain | undefined, expected: Plain | undefined): void {
    const differs = difference(found, expected, at);
    if (differs !== undefined) this.#problems.add(this.#file, "differs_from_entry", { ...differs });
  }

  async #station(): Promise<void> {
    const { files, code } = this.options;
    const got = await readFile(files, this.#file, MAX_DATA_BYTES);
    const data = got.value && parseData(got.value, this.#file.slice(0, -".js".length));
    const station = data && Object.hasOwn(data, code) ? data[code] : undefined;
    if (!isObject(station) || !isObject(station.contests)) {
      this.#problems.add(this.#file, got.code ?? (data === undefined ? "malformed" : "missing"), {
        at: code,
      });
      return;
    }
    const register = new Register();
    const row = register.add(code);
    row.listed = true;
    for (const contest of this.#start!.election.contests) {
      const own = Object.hasOwn(station.contests, contest.id) ? station.contests[contest.id] : undefined;
      if (isObject(own)) await this.#contest(new ContestRows(contest), row, own);
    }
  }

  /** What a data file says of the station in one contest. */
  async #contest(rows: ContestRows, station: Station, data: PlainObject): Promise<void> {
    this.#several = false;
    const readings: (ReadingRow | undefined)[] = [];
    for (const reading of objects(data.readings)) readings.push(await this.#reading(rows, station, reading));
    for (const capture of objects(data.captures)) await this.#capture(rows, capture);
    const given = objects(data.readings);
    for (const [at, row] of readings.entries()) {
      const by = given[at]?.corrected_by;
      if (row === undefined || by === undefined) continue;
      const correcting = await this.#entry(Number(by));
      const body = correcting?.entry.body;
      const corrects = body?.type === "reading" ? body.corrects : undefined;
      this.#differs(`entry ${row.entry}.corrected_by`, corrects, row.hash);
      row.correctedBy = readings.find((other) => other?.entry === Number(by)) ?? row;
    }
    const ruling = await this.#ruling(rows, objects(data.rulings).at(-1), readings);
    // Where an entry is not what it should be, what follows from all of them says nothing more.
    if (readings.some((row) => row === undefined) || ruling === "bad") return;
    const all = readings as ReadingRow[];
    const { acceptance } = this.#start!.election;
    const { state, stands } = this.#several ? UNTOLD : outcomeOf(all, ruling, acceptance);
    const where = `${this.options.code}.${rows.contest.id}`;
    // Which of several signers may write, and so which readings are independent, only the whole record tells.
    if (!this.#several) this.#differs(`${where}.state`, data.state, state);
    const accounts = emptyObject();
    for (const row of all) if (row.correctedBy === undefined) accounts[row.account] ??= all.indexOf(row);
    const ruled = ruling?.stands;
    if (ruled !== undefined) accounts[ruled.account] = all.indexOf(ruled);
    // Nothing stands for a station that is not on a complete register; whether it is, only the whole record tells.
    const { complete } = this.#start!.election.register;
    if (complete && isEmpty(data.accounts) && data.accepted === undefined) return;
    if (!this.#several) this.#differs(`${where}.accepted`, data.accepted, stands && all.indexOf(stands));
    this.#differs(`${where}.accounts`, data.accounts, accounts);
  }

  /** An entry that a data file names: of this type, election, station and contest, signed by who may. */
  async #named<T extends Body["type"]>(
    data: PlainObject,
    type: T,
    contest: string,
  ): Promise<{ body: Body & { type: T }; found: Found; by: Authorised | undefined } | undefined> {
    const index = Number(data.entry);
    const found = await this.#entry(index);
    if (found === undefined) return undefined;
    const { body } = found.entry;
    if (body.type !== type || !("station" in body) || !("contest" in body)) {
      this.#differs(`entry ${index}`, type, body.type);
      return undefined;
    }
    this.#differs(`entry ${index}.station`, this.options.code, body.station);
    this.#differs(`entry ${index}.contest`, contest, body.contest);
    this.#differs(`entry ${index}.at`, data.at, body.at);
    const refuse = (code: string): undefined => {
      this.#problems.add(found.file, "entry_refused", { at: `entry ${index}`, found: code });
    };
    if (body.election !== this.#start!.election.id) return refuse("entry_other_election");
    let by: Authorised | undefined;
    if (data.grant === undefined) {
      const known = await this.#knownSigner(found, String(data.signer));
      if (known === "bad") return undefined;
      if (known === "none") return refuse("entry_unknown_key");
      if (known === "unknown") this.#signersNotKnown++;
    } else {
      if (!(Number(data.grant) < index)) return refuse("entry_unknown_key");
      by = await this.#grant(Number(data.grant));
      if (by === undefined) return undefined;
      const { signer, grant } = by;
      this.#differs(`entry ${index}.signer`, data.signer, signer.key.name);
      const signed = await this.#signedBy(found, signer.key);
      if (signed === "bad") return undefined;
      if (signed === "none") return refuse("entry_unknown_key");
      if (grant.until !== undefined && body.at > grant.until) return refuse("entry_expired_key");
      if (!mayWrite(grant.role, body)) return refuse("entry_wrong_role");
      const account = "account" in body ? body.account : undefined;
      if (account !== undefined && grant.account !== undefined && account !== grant.account)
        return refuse("entry_wrong_account");
    }
    this.#steps.push({ what: "entry", of: String(index), ...(by && { signer: by.signer.key.vkey }) });
    return { body: body as Body & { type: T }, found, by };
  }

  async #reading(rows: ContestRows, station: Station, data: PlainObject): Promise<ReadingRow | undefined> {
    const named = await this.#named(data, "reading", rows.contest.id);
    if (named === undefined) return undefined;
    const { found, by } = named;
    const body: Reading = named.body;
    if (found.entry.note.signatures.length > 1 || by === undefined) this.#several = true;
    const packed = rows.pack(body.counts);
    const options = rows.contest.options.map(({ id }) => id);
    const at = `entry ${data.entry}`;
    this.#differs(`${at}.counts`, data.counts, plainCounts(packed, options));
    for (const key of ["account", "method", "line"] as const)
      this.#differs(`${at}.${key}`, data[key], body[key]);
    this.#differs(`${at}.of`, data.of, body.of.slice("sha256:".length));
    return {
      entry: Number(data.entry),
      hash: found.hash,
      station,
      contest: 0,
      account: body.account,
      method: body.method,
      of: body.of,
      line: body.line,
      at: body.at,
      signers: by === undefined ? [] : [by],
      ...packed,
      broken: brokenRules(body.counts, rows.contest, this.#start!.election.rules),
      correctedBy: undefined,
    };
  }

  async #capture(rows: ContestRows, data: PlainObject): Promise<void> {
    const named = await this.#named(data, "capture", rows.contest.id);
    if (named === undefined) return;
    const { body } = named;
    const digits = body.image.slice("sha256:".length);
    this.#differs(`entry ${data.entry}.image`, data.image, digits);
    this.#differs(`entry ${data.entry}.account`, data.account, body.account);
    this.#differs(`entry ${data.entry}.media`, data.media, body.media);
    const path = LOG + blobPath(digits);
    const { value, code } = await readFile(this.options.files, path, MAX_BLOB_BYTES);
    if (value === undefined) {
      this.#problems.add(path, code);
      return;
    }
    const hash = toHex(await sha256Of(value));
    if (hash !== digits) this.#problems.add(path, "differs_from_name", { found: hash, expected: digits });
    else this.#steps.push({ what: "photograph", of: digits });
  }

  async #ruling(
    rows: ContestRows,
    data: PlainObject | undefined,
    readings: readonly (ReadingRow | undefined)[],
  ): Promise<RulingRow | undefined | "bad"> {
    if (data === undefined) return undefined;
    const named = await this.#named(data, "ruling", rows.contest.id);
    if (named === undefined) return "bad";
    const { body } = named;
    const stands = readings.find((row) => row !== undefined && row.entry === data.stands);
    this.#differs(`entry ${data.entry}.stands`, stands?.hash, body.stands);
    this.#differs(`entry ${data.entry}.reason`, data.reason, body.reason);
    return {
      entry: Number(data.entry),
      at: body.at,
      signer: String(data.signer),
      reason: body.reason,
      stands,
    };
  }
}

/** The objects of a list, at most so many that a data file can make nobody wait for ever. */
function objects(list: Plain | undefined): PlainObject[] {
  return Array.isArray(list) ? list.filter(isObject).slice(0, MAX_READINGS) : [];
}
