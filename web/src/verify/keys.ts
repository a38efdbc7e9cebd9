// Which key may do what, from which entry on and until when (docs/record.md, "Who may write what").

import { sameBytes } from "../record/bytes.ts";
import type { Role } from "../record/entrytype.ts";
import { parseVkey, type VerifyingKey } from "../record/key.ts";
import type { Note } from "../record/note.ts";
import { accountOf, type BodyNamed, type KnownBody, mayWrite, stageOf } from "../record/types.ts";
import type { Refusal } from "./refusal.ts";
import { type Register, within } from "./register.ts";
import { lineName, type Succession, type Voided, voids } from "./succession.ts";

/** A role that a key was given. */
export interface Grant {
  readonly role: Role;
  readonly area: string | undefined;
  readonly account: string | undefined;
  readonly stage: string | undefined;
  readonly until: string | undefined;
  /** The entry that gave it. */
  readonly entry: number;
  /** The first entry that revoked it. */
  revokedBy: number | undefined;
  /** Whether it is the chief operator's, by the first entry or a `recover` entry. */
  readonly chief: boolean;
  /** The registrar by whose grant it was given, if it was. */
  readonly registrar: Authorised | undefined;
  /** What a registrar may give, and to which keys it gave roles. */
  readonly gives: (NonNullable<BodyNamed<"key">["gives"]> & { readonly given: Set<Granted> }) | undefined;
}

/** A key that was given a role, or may sign `recover` entries. */
export interface Granted {
  readonly key: VerifyingKey;
  /** In the order of the entries that gave them. */
  readonly grants: Grant[];
  /** Its entries that `revoke` entries make void. */
  readonly voided: readonly Voided[];
}

/** A signer who may write an entry, and by which grant. */
export interface Authorised {
  readonly signer: Granted;
  readonly grant: Grant;
}

/** An entry that is judged: its place in the log, its name, and what it says. */
interface Judged {
  readonly at: number;
  readonly name: string;
  readonly body: KnownBody;
}

/** The keys that were given a role so far, in the order of the log. */
export class Keys {
  readonly #byName = new Map<string, Granted>();
  readonly #voided: ReadonlyMap<string, readonly Voided[]>;
  /** The keys to which void entries would have given roles. */
  readonly #voidKeys = new Set<string>();

  constructor(readonly succession: Succession) {
    this.#voided = succession.voided();
    this.#chief(0);
    for (const key of succession.recovery) this.#known(key);
  }

  /** The key of the name and id that a signature line has. */
  named(name: string, id: string): Granted | undefined {
    return this.#byName.get(lineName({ name, id }));
  }

  all(): Iterable<Granted> {
    return this.#byName.values();
  }

  /** Whether lines of this name are those of somebody who is or was chief operator. */
  isChief(line: string): boolean {
    return this.#byName.get(line)?.grants.some(({ chief }) => chief) ?? false;
  }

  /** The role that an entry gave, and to which key. */
  givenBy(entry: number): Authorised | undefined {
    for (const signer of this.#byName.values()) {
      const grant = signer.grants.find((one) => one.entry === entry);
      if (grant !== undefined) return { signer, grant };
    }
    return undefined;
  }

  #known(key: VerifyingKey): Granted {
    const line = lineName(key);
    let known = this.#byName.get(line);
    if (known === undefined) {
      known = { key, grants: [], voided: this.#voided.get(line) ?? [] };
      this.#byName.set(line, known);
    }
    return known;
  }

  /** Gives the chief operator's role to the key that the entry names. */
  #chief(entry: number): void {
    const named = this.succession.chiefs.find((chief) => chief.entry === entry)!;
    const bounds = { area: undefined, account: undefined, stage: undefined, until: undefined };
    const grant = { role: "operator", ...bounds, entry, revokedBy: undefined } as const;
    this.#known(named.key).grants.push({ ...grant, chief: true, registrar: undefined, gives: undefined });
  }

  /** Takes in a `recover` entry that names a chief operator: those before have no role any more. */
  recovered(entry: number): void {
    for (const { entry: named, key } of this.succession.chiefs)
      if (named < entry) end(this.#known(key), entry);
    this.#chief(entry);
  }

  /** Takes in the role that a `key` entry gives, whose signers may write it by these grants. Entries come in the order of
   * the log. */
  give(entry: number, body: BodyNamed<"key">, authorised: readonly Authorised[]): Refusal | undefined {
    const key = parseVkey(body.key);
    if (key === undefined) return "entry_malformed";
    const line = lineName(key);
    // Whoever is chief operator by a later entry has its name from the first entry on.
    const others = [this.#byName.get(line)?.key, ...this.succession.chiefs.map((chief) => chief.key)];
    const isOther = (one: VerifyingKey | undefined): boolean =>
      one !== undefined &&
      lineName(one) === line &&
      (one.kind !== key.kind || !sameBytes(one.public, key.public));
    if (others.some(isOther) || this.succession.isRecoveryOrLog(line)) return "entry_key_taken";
    const { role, area, account, stage, until, gives } = body;
    // An operator among the signers gives it without a registrar's bounds.
    const byOperator = authorised.some(({ grant }) => grant.role === "operator");
    const registrar = byOperator ? undefined : authorised[0];
    const granted = this.#known(key);
    registrar?.grant.gives?.given.add(granted);
    granted.grants.push({
      role,
      area,
      account,
      stage,
      until,
      entry,
      revokedBy: undefined,
      chief: false,
      registrar,
      gives: gives && { ...gives, given: new Set() },
    });
    return undefined;
  }

  /** Takes in that a `revoke` entry, whose signers may write it, takes a key's roles. */
  revoke(entry: number, body: BodyNamed<"revoke">): Refusal | undefined {
    const key = parseVkey(body.key);
    if (key === undefined) return "entry_malformed";
    const granted = this.#byName.get(lineName(key));
    if (granted === undefined || granted.grants.length === 0) return "entry_no_such_entry";
    const isChief =
      body.from === undefined
        ? granted.key.vkey === this.succession.operatorAt(entry).vkey
        : this.succession.isChiefBefore(entry, lineName(key));
    if (isChief || (body.from ?? 0) > entry) return "entry_no_such_entry";
    end(granted, entry);
    return undefined;
  }

  /** Why an entry counts for nothing: where nobody was given a role who has signed it, and a line names a key to which a
   * void entry before it would have given one, the entry is void as that is. */
  voidOr(refusal: Refusal, body: KnownBody, note: Note): Refusal {
    const isVoid =
      refusal === "entry_unknown_key" && note.signatures.some((line) => this.#voidKeys.has(lineName(line)));
    const code = isVoid ? "entry_void" : refusal;
    const key = body.type === "key" && code === "entry_void" ? parseVkey(body.key) : undefined;
    if (key !== undefined) this.#voidKeys.add(lineName(key));
    return code;
  }

  /** Whether an entry of this key is void. */
  #isVoid({ key, voided }: Granted, at: number, name: string): boolean {
    const line = lineName(key);
    return (
      voided.some((one) => voids(one, at, name)) ||
      this.succession.recoveries.some(
        (one) => voids(one, at, name) && this.succession.isChiefBefore(one.by, line),
      )
    );
  }

  /** Which of these signers may write the entry at place `at` of the log, by rules 1 to 6, in the order of the signers
   * and of their grants; or the reason that came closest to a yes. Rule 7, the area, is [`holdsStation`]. */
  authorise(at: number, name: string, body: KnownBody, signers: readonly Granted[]): Authorised[] | Refusal {
    if (body.election !== this.succession.election) return "entry_other_election";
    const authorised: Authorised[] = [];
    const account = accountOf(body);
    const reads = stageOf(body);
    const makesVoid = body.type === "revoke" && body.from !== undefined;
    let [closest, refusal]: [number, Refusal] = [0, "entry_unknown_key"];
    for (const signer of signers) {
      const isVoid = this.#isVoid(signer, at, name);
      for (const grant of signer.grants) {
        if (grant.entry >= at) continue;
        let failed: [number, Refusal] | undefined;
        if (grant.revokedBy !== undefined && grant.revokedBy < at) failed = [1, "entry_revoked_key"];
        else if (isVoid) failed = [1, "entry_void"];
        else if (grant.until !== undefined && body.at > grant.until) failed = [2, "entry_expired_key"];
        else if (!mayWrite(grant.role, body) || (makesVoid && !grant.chief)) failed = [3, "entry_wrong_role"];
        else if (account !== undefined && grant.account !== undefined && grant.account !== account)
          failed = [4, "entry_wrong_account"];
        else if (reads !== undefined && !mayWriteStage(grant, reads.stage)) failed = [4, "entry_wrong_stage"];
        else if (grant.role === "registrar") {
          const beyond = this.#beyond({ signer, grant }, { at, name, body });
          if (beyond !== undefined) failed = [5, beyond];
        }
        if (failed === undefined) authorised.push({ signer, grant });
        else if (failed[0] >= closest) [closest, refusal] = failed;
      }
    }
    return authorised.length > 0 ? authorised : refusal;
  }

  /** Why a registrar may not give or revoke what an entry says; undefined where it may. */
  #beyond({ signer, grant }: Authorised, { body }: Judged): Refusal | undefined {
    if (body.type !== "key" && body.type !== "revoke") return undefined;
    const key = parseVkey(body.key);
    const granted = key && this.#byName.get(lineName(key));
    const alone = granted?.grants.every(({ registrar }) => registrar?.signer === signer);
    if (body.type === "revoke") return alone && granted!.grants.length > 0 ? undefined : "entry_not_within";
    const { gives, area, account, stage, until } = grant;
    const fits =
      gives?.roles.includes(body.role) === true &&
      (area === undefined || body.area !== undefined) &&
      (account === undefined || body.account === account) &&
      (stage === undefined || body.stage === stage) &&
      (until === undefined || (body.until !== undefined && body.until <= until)) &&
      alone !== false;
    if (gives === undefined || !fits) return "entry_not_within";
    if (granted !== undefined && gives.given.has(granted)) return undefined;
    return gives.given.size < gives.most ? undefined : "entry_too_many_keys";
  }
}

/** Whether readings of a stage, or of none, may be written by a grant. A later stage takes an earlier one's place, so that
 * only those write one who were given the account, and reviewers. */
function mayWriteStage(grant: Grant, stage: string | undefined): boolean {
  if (grant.stage !== undefined && grant.stage !== stage) return false;
  return stage === undefined || grant.account !== undefined || grant.role === "reviewer";
}

/** Ends every role that a key has. */
function end({ grants }: Granted, entry: number): void {
  for (const grant of grants) grant.revokedBy ??= entry;
}

/** Whether a grant's area and that of the registrar who gave it, where they have one, hold the station by this register
 * (rule 7). A station in no known area lies in none. */
export function holdsStation(grant: Grant, station: string, register: Register): boolean {
  const areas = [grant.area, grant.registrar?.grant.area].filter((area) => area !== undefined);
  return areas.every((area) => {
    const own = register.areas.get(area);
    return own !== undefined && within(register.stations.get(station)?.area, own);
  });
}
