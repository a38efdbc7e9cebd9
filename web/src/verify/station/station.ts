// One station: that its data file says what the log's entries say, who signed them, and that they stand in the
// log that the checkpoint shows. Far less is read for that than for the whole record, and less is shown by it:
// see [`LIMITS`].

import { CHECKPOINT, dataFile, documentPath, entryPath, stationShard } from "../../publication/layout.ts";
import { toBase64, toHex } from "../../record/bytes.ts";
import { sha256Of } from "../../record/hash.ts";
import { isEmptyRow } from "../../record/law.ts";
import { brokenRules } from "../../record/rules.ts";
import { type BodyNamed, stationOf, type TypeName } from "../../record/types.ts";
import type { Checkpoint } from "../checkpoint.ts";
import { stageNumber } from "../fold/accounts.ts";
import { inPlace } from "../fold/place.ts";
import { ContestRows, nameOf, type ReadingRow, type RulingRow } from "../fold/rows.ts";
import type { Authorised } from "../keys.ts";
import { MAX_BLOB_BYTES, readFile } from "../logfiles.ts";
import { openRecord } from "../open.ts";
import { type Code, type Problem, Problems } from "../problem.ts";
import { Register, type Station } from "../register.ts";
import type { Start } from "../start.ts";
import { OfStation } from "../state.ts";
import { Succession } from "../succession.ts";
import { checkCheckpoints, checkKey, type Given, keepSeen, type Remark } from "../trust.ts";
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
} from "./data.ts";
import { Entries, EntryFiles, type Found } from "./entries.ts";
import { Signers } from "./signers.ts";

/** What a station's check does not show, and only the whole record's does: that no other entry of the log
 * speaks of the station or of its documents; that who withheld one of these might; that the signers' keys were not revoked
 * before, nor the entries void; that they may write about its area; that who gave them their roles might, where it was not
 * the first operator; that earlier entries named what readings were taken from, and when they were sealed. */
export const LIMITS = ["other_entries", "revoked_keys", "areas", "other_operators", "evidence"] as const;

export interface StationOptions extends Given {
  readonly code: string;
  /** How many digits the names of the data files have, as `site.js` says. */
  readonly shards: number;
  /** The places of the `recover` entries, as `site.js` says. */
  readonly recoveries?: readonly number[];
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
  const problems = new Problems();
  const own = new EntryFiles(options.files);
  const opened = await openRecord(options, problems, { file: entryPath(0), read: () => own.get(0) });
  const { checkpoint, cosigned, start, remarks } = opened;
  const steps: Step[] = [];
  if (checkpoint !== undefined && start !== undefined) {
    const check = new StationCheck(options, checkpoint, start, own, problems);
    const succession = await check.succession();
    remarks.push(...(await checkCheckpoints(options, checkpoint, cosigned, succession, problems)));
    // The key that a page gives is the one that the publication names itself: no manifest is read here.
    checkKey(options, checkpoint, succession, checkpoint.size, problems);
    // A tree that nobody signed shows nothing of what stands in it.
    const unsigned = problems.list.some(({ file, code }) => file === CHECKPOINT && UNSIGNED.has(code));
    if (!unsigned && (await check.begins())) {
      remarks.push(...keepSeen(options, checkpoint, problems));
      const signer = succession.logKeyAt(checkpoint.size).vkey;
      steps.push({ what: "checkpoint", of: String(checkpoint.size), signer });
      await check.run();
      steps.push(...check.steps);
      if (check.signersNotKnown > 0)
        remarks.push({ code: "signers_not_known", entries: check.signersNotKnown });
    }
  }
  return {
    verified: problems.none,
    problems: problems.list,
    remarks,
    checkpoint: checkpoint && {
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: toBase64(checkpoint.root),
    },
    operator: start?.operator.vkey,
    log: start?.log.vkey,
    steps,
    limits: LIMITS,
  };
}

const MAX_READINGS = 10_000;
/** What shows that a checkpoint is not the log's own. */
const UNSIGNED: ReadonlySet<Code> = new Set<Code>([
  "bad_signature",
  "not_signed",
  "checkpoint_key",
  "other_origin",
]);
const UNTOLD = { state: "missing", stands: undefined } as const;

/** An entry that a data file names and that its signer may write. */
interface Named<Name extends TypeName> {
  readonly body: BodyNamed<Name>;
  readonly found: Found;
  /** By which grant; undefined where the data file does not say it. */
  readonly by: Authorised | undefined;
}

class StationCheck {
  readonly steps: Step[] = [];
  /** Entries whose signatures could not be verified. */
  signersNotKnown = 0;
  readonly #file: string;
  readonly #entries: Entries;
  readonly #signers: Signers;
  /** Whether which readings are independent cannot be told from these entries. */
  #several = false;
  /** Whether a reading is of a stage that the definition does not name, so that its order is not known. */
  #stagesUnknown = false;

  constructor(
    readonly options: StationOptions,
    checkpoint: Checkpoint,
    readonly start: Start,
    own: EntryFiles,
    readonly problems: Problems,
  ) {
    this.#file = dataFile(stationShard(options.code, options.shards));
    this.#entries = new Entries(own, checkpoint, problems, this.#file);
    this.#signers = new Signers(start, this.#entries, problems);
  }

  /** Who is chief operator and which key is the log's, by the `recover` entries that the publication names. One that it
   * hides makes the checkpoint's signature a wrong one. */
  async succession(): Promise<Succession> {
    const succession = new Succession(this.start);
    for (const place of [...(this.options.recoveries ?? [])].sort((a, b) => a - b)) {
      const found = await this.#entries.get(place);
      if (found !== undefined) await succession.look(place, [found.bytes]);
    }
    return succession;
  }

  /** Whether the first entry stands in the tree of the checkpoint. */
  async begins(): Promise<boolean> {
    return (await this.#entries.get(0)) !== undefined;
  }

  async run(): Promise<void> {
    const { files, code } = this.options;
    const got = await readFile(files, this.#file, MAX_DATA_BYTES);
    const data = got.value && parseData(got.value, stationShard(code, this.options.shards));
    const station = data && Object.hasOwn(data, code) ? data[code] : undefined;
    if (!isObject(station) || !isObject(station.contests)) {
      this.problems.add(this.#file, got.code ?? (data === undefined ? "malformed" : "missing"), {
        at: code,
      });
      return;
    }
    const register = new Register();
    const row = register.add(code);
    row.listed = true;
    for (const [number, contest] of this.start.law.contests.entries()) {
      const own = Object.hasOwn(station.contests, contest.id) ? station.contests[contest.id] : undefined;
      if (isObject(own)) await this.#contest(new ContestRows(contest, this.start.law, number), row, own);
    }
  }

  #differs(at: string, found: Plain | undefined, expected: Plain | undefined): void {
    const differs = difference(found, expected, at);
    if (differs !== undefined) this.problems.add(this.#file, "differs_from_entry", { ...differs });
  }

  /** Checks what a data file says of the station in one contest. */
  async #contest(rows: ContestRows, station: Station, data: PlainObject): Promise<void> {
    this.#several = false;
    this.#stagesUnknown = false;
    const given = objects(data.readings);
    await this.#takeGrants(given);
    const readings: (ReadingRow | undefined)[] = [];
    const corrects: (string | undefined)[] = [];
    for (const reading of given) {
      const read = await this.#reading(rows, station, reading);
      readings.push(read?.row);
      corrects.push(read?.corrects);
    }
    for (const capture of objects(data.captures)) await this.#capture(rows, capture);
    for (const [at, row] of readings.entries()) {
      const by = given[at]?.corrected_by;
      if (row === undefined || by === undefined) continue;
      this.#differs(`${placeOf(given[at]!)}.corrected_by`, corrects[Number(by)], nameOf(row));
      row.correctedBy = readings[Number(by)] ?? row;
    }
    const ruling = await this.#ruling(rows, objects(data.rulings).at(-1), readings);
    // Where an entry is not what it should be, what follows from all of them says nothing more.
    if (readings.some((row) => row === undefined) || ruling === "bad") return;
    this.#outcome(rows, readings as ReadingRow[], ruling, data);
  }

  /** Checks the state and which readings stand. */
  #outcome(rows: ContestRows, all: ReadingRow[], ruling: RulingRow | undefined, data: PlainObject): void {
    const { state, stands } = this.#several ? UNTOLD : new OfStation(all, this.start.law).outcome(ruling);
    const where = `${this.options.code}.${rows.contest.id}`;
    // Which of several signers may write, and so which readings are independent, only the whole record tells.
    if (!this.#several) this.#differs(`${where}.state`, data.state, state);
    const accounts = emptyObject();
    for (const row of inPlace(all)) accounts[row.account] ??= all.indexOf(row);
    const ruled = ruling?.stands;
    if (ruled !== undefined) accounts[ruled.account] = all.indexOf(ruled);
    // Nothing stands for a station that is not on a complete register or at which the contest is not held; whether that is
    // so, only the whole record tells.
    const outside = [data.findings].flat().some((one) => isObject(one) && one.rule === "outside_contest");
    if (
      (this.start.law.register.complete || outside) &&
      isEmpty(data.accounts) &&
      data.accepted === undefined
    )
      return;
    if (!this.#several) this.#differs(`${where}.accepted`, data.accepted, stands && all.indexOf(stands));
    if (!this.#stagesUnknown) this.#differs(`${where}.accounts`, data.accounts, accounts);
  }

  /** Takes in the roles by which the data file says that readings were written. */
  async #takeGrants(readings: readonly PlainObject[]): Promise<void> {
    const all = readings.flatMap((reading) => [reading, ...objects(reading.voices)]);
    const places = all.filter(({ grant, entry }) => Number(grant) < Number(entry));
    for (const { signer, grant } of await this.#signers.take(places.map(({ grant }) => Number(grant))))
      this.steps.push({ what: "grant", of: String(grant.entry), signer: signer.key.vkey });
  }

  /** An entry that a data file names: of this type, election, station and contest, signed by who may write it. */
  async #named<Name extends TypeName>(
    data: PlainObject,
    type: Name,
    contest: string,
  ): Promise<Named<Name> | undefined> {
    const place = Number(data.entry);
    const at = placeOf(data);
    const found = await this.#entries.get(place);
    if (found === undefined) return undefined;
    const { body } = found.entry;
    if (body.type === "unknown" || body.type !== type || !("contest" in body)) {
      this.#differs(at, type, body.type);
      return undefined;
    }
    const station = body.type === "readings" ? body.rows[Number(data.row)]?.station : stationOf(body);
    // A capture may have been taken in before its station was known.
    if (type !== "capture" || station !== undefined)
      this.#differs(`${at}.station`, this.options.code, station);
    this.#differs(`${at}.contest`, contest, body.contest);
    this.#differs(`${at}.at`, data.at, body.at);
    if (body.election !== this.start.law.id) {
      this.#signers.refuse(found, place, "entry_other_election");
      return undefined;
    }
    let by: Authorised | undefined;
    if (data.grant === undefined) {
      const signed = await this.#signers.signed(found, place, String(data.signer));
      if (signed === "bad") return undefined;
      if (signed === "unknown") this.signersNotKnown++;
    } else {
      const authorised = await this.#signers.authorised(found, place, body);
      if (authorised === undefined) return undefined;
      by = authorised.find(({ grant }) => grant.entry === data.grant) ?? authorised[0]!;
      this.#differs(`${at}.grant`, data.grant, by.grant.entry);
      this.#differs(`${at}.signer`, data.signer, by.signer.key.name);
    }
    this.steps.push({ what: "entry", of: String(place), ...(by && { signer: by.signer.key.vkey }) });
    return { body: body as unknown as BodyNamed<Name>, found, by };
  }

  /** The reading that a data file shows, and the name of the one that it corrects. */
  async #reading(
    rows: ContestRows,
    station: Station,
    data: PlainObject,
  ): Promise<{ row: ReadingRow; corrects: string | undefined } | undefined> {
    const many = data.row !== undefined;
    const named = await this.#named(data, many ? "readings" : "reading", rows.contest.id);
    if (named === undefined) return undefined;
    const { body, found, by } = named;
    if (found.entry.note.signatures.length > 1 || by === undefined) this.#several = true;
    const own =
      body.type === "reading"
        ? body
        : { ...body.rows[Number(data.row)], method: "file" as const, of: [body.of] };
    // A row that is not there was reported with its station.
    if (own.counts === undefined) return undefined;
    const { counts, method, of, line, corrects } = own;
    const packed = rows.pack(counts);
    const { options } = rows.contest;
    const at = placeOf(data);
    this.#differs(`${at}.counts`, data.counts, plainCounts(packed, this.start.law.figures, options));
    this.#differs(`${at}.account`, data.account, body.account);
    this.#differs(`${at}.stage`, data.stage, body.stage);
    const { law } = this.start;
    const empty = isEmptyRow(law, method, counts);
    this.#differs(`${at}.empty`, data.empty, empty || undefined);
    this.#differs(`${at}.as_of`, data.as_of, own.asOf);
    const known = law.accounts.find(({ id }) => id === body.account)?.stages ?? [];
    const stage = body.stage === undefined ? 0 : stageNumber(known, body.stage);
    // Which stages an entry has added, only the whole record tells.
    if (stage === undefined) this.#several = this.#stagesUnknown = true;
    this.#differs(`${at}.method`, data.method, method);
    this.#differs(`${at}.line`, data.line, line);
    const digits = of.map((document) => document.slice("sha256:".length));
    this.#differs(`${at}.of`, data.of, digits);
    // When it was sealed only the whole record tells, and so how many have typed a photograph unseen by each other.
    if (data.sealed !== undefined) this.#several = true;
    const row: ReadingRow = Object.assign(packed, {
      entry: Number(data.entry),
      row: many ? Number(data.row) : undefined,
      entryName: found.entry.name,
      station,
      contest: 0,
      account: body.account,
      stage: stage ?? 0,
      empty,
      method,
      of,
      evidence: data.evidence === true,
      gateways: by?.grant.role === "gateway" ? [by.signer] : undefined,
      sealedAt: undefined,
      line,
      at: body.at,
      asOf: own.asOf,
      signers: by === undefined ? [] : [by],
      broken: brokenRules(counts, rows.contest, law),
      furtherVoices: undefined,
      correctedBy: undefined,
    });
    for (const voice of objects(data.voices)) await this.#voice(rows, row, body, voice);
    return { row, corrects };
  }

  /** A further voice of a reading: the same text, signed by others. */
  async #voice(
    rows: ContestRows,
    row: ReadingRow,
    body: BodyNamed<"reading" | "readings">,
    data: PlainObject,
  ): Promise<void> {
    const shown = { ...data, at: row.at, ...(row.row !== undefined && { row: row.row }) };
    const named = await this.#named(shown, body.type, rows.contest.id);
    if (named === undefined || named.by === undefined || named.found.entry.note.signatures.length > 1)
      this.#several = true;
    if (named === undefined) return;
    this.#differs(`${placeOf(shown)}.name`, row.entryName, named.found.entry.name);
    row.furtherVoices ??= [];
    if (named.by !== undefined) row.furtherVoices.push({ entry: Number(data.entry), signers: [named.by] });
  }

  async #capture(rows: ContestRows, data: PlainObject): Promise<void> {
    const named = await this.#named(data, "capture", rows.contest.id);
    if (named === undefined) return;
    const { body } = named;
    const digits = body.image.slice("sha256:".length);
    this.#differs(`entry ${data.entry}.image`, data.image, digits);
    this.#differs(`entry ${data.entry}.account`, data.account, body.account);
    this.#differs(`entry ${data.entry}.media`, data.media, body.media);
    const path = documentPath(digits);
    const { value, code } = await readFile(this.options.files, path, MAX_BLOB_BYTES);
    if (value === undefined) {
      if (code !== "missing" || !(await this.#isWithheld(data, body.image))) this.problems.add(path, code);
      return;
    }
    const hash = toHex(await sha256Of(value));
    if (hash !== digits) this.problems.add(path, "differs_from_name", { found: hash, expected: digits });
    else this.steps.push({ what: "photograph", of: digits });
  }

  /** Whether the entry that the data file names for it withholds a document. */
  async #isWithheld(data: PlainObject, document: string): Promise<boolean> {
    if (typeof data.withheld !== "number") return false;
    const body = (await this.#entries.get(data.withheld))?.entry.body;
    return body?.type === "withhold" && body.withheld && body.document === document;
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
    const stands = data.stands === undefined ? undefined : readings[Number(data.stands)];
    this.#differs(`entry ${data.entry}.stands`, stands && nameOf(stands), body.stands);
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

/** What a data file calls an entry or a row of it. */
const placeOf = ({ entry, row }: PlainObject): string =>
  row === undefined ? `entry ${entry}` : `entry ${entry}/${row}`;

/** The objects of a list, limited in number, so that no data file can make a check endless. */
function objects(list: Plain | undefined): PlainObject[] {
  return Array.isArray(list) ? list.filter(isObject).slice(0, MAX_READINGS) : [];
}
