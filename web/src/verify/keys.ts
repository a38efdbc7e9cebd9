// Which key may do what, from which entry on and until when (docs/record.md, "Who may write what").

import { sameBytes } from "../record/bytes.ts";
import type { Role } from "../record/entrytype.ts";
import { parseVkey, type VerifyingKey } from "../record/key.ts";
import { accountOf, type BodyNamed, type KnownBody, mayWrite } from "../record/types.ts";
import type { Refusal } from "./refusal.ts";
import { type Register, within } from "./register.ts";

/** A role that a key was given. */
export interface Grant {
  readonly role: Role;
  readonly area: string | undefined;
  readonly account: string | undefined;
  readonly until: string | undefined;
  /** The entry that gave it. */
  readonly entry: number;
  /** The first entry that revoked it. */
  revokedBy: number | undefined;
}

export interface Granted {
  readonly key: VerifyingKey;
  /** In the order of the entries that gave them. */
  readonly grants: Grant[];
}

/** A signer who may write an entry, and by which grant. */
export interface Authorised {
  readonly signer: Granted;
  readonly grant: Grant;
}

/** The keys that were given a role so far, in the order of the log. */
export class Keys {
  readonly #byName = new Map<string, Granted>();

  constructor(
    readonly election: string,
    operator: VerifyingKey,
  ) {
    const bounds = { area: undefined, account: undefined, until: undefined };
    this.#grant(operator, { role: "operator", ...bounds, entry: 0, revokedBy: undefined });
  }

  /** The key of the name and id that a signature line has. */
  named(name: string, id: string): Granted | undefined {
    return this.#byName.get(`${name}+${id}`);
  }

  all(): Iterable<Granted> {
    return this.#byName.values();
  }

  /** The role that an entry gave, and to which key. */
  givenBy(entry: number): Authorised | undefined {
    for (const signer of this.#byName.values()) {
      const grant = signer.grants.find((one) => one.entry === entry);
      if (grant !== undefined) return { signer, grant };
    }
    return undefined;
  }

  #grant(key: VerifyingKey, grant: Grant): Refusal | undefined {
    const granted = this.named(key.name, key.id);
    if (granted === undefined) {
      this.#byName.set(`${key.name}+${key.id}`, { key, grants: [grant] });
      return undefined;
    }
    if (granted.key.kind !== key.kind || !sameBytes(granted.key.public, key.public)) return "entry_key_taken";
    granted.grants.push(grant);
    return undefined;
  }

  /** Takes in the role that a `key` entry gives, whose signers may write it. Entries come in the order of the log. */
  give(entry: number, body: BodyNamed<"key">): Refusal | undefined {
    const key = parseVkey(body.key);
    if (key === undefined) return "entry_malformed";
    const { role, area, account, until } = body;
    return this.#grant(key, { role, area, account, until, entry, revokedBy: undefined });
  }

  /** Takes in that a `revoke` entry, whose signers may write it, takes a key's roles. */
  revoke(entry: number, body: BodyNamed<"revoke">): Refusal | undefined {
    const key = parseVkey(body.key);
    if (key === undefined) return "entry_malformed";
    const granted = this.named(key.name, key.id);
    if (granted === undefined) return "entry_no_such_entry";
    for (const grant of granted.grants) grant.revokedBy ??= entry;
    return undefined;
  }

  /** Which of these signers may write the entry at place `at` of the log, by rules 1 to 5, in the order of the signers
   * and of their grants; or the reason that came closest to a yes. Rule 6, the area, is [`holdsStation`]. */
  authorise(at: number, body: KnownBody, signers: readonly Granted[]): Authorised[] | Refusal {
    if (body.election !== this.election) return "entry_other_election";
    const authorised: Authorised[] = [];
    const account = accountOf(body);
    let [closest, refusal]: [number, Refusal] = [0, "entry_unknown_key"];
    for (const signer of signers) {
      for (const grant of signer.grants) {
        if (grant.entry >= at) continue;
        let failed: [number, Refusal] | undefined;
        if (grant.revokedBy !== undefined && grant.revokedBy < at) failed = [1, "entry_revoked_key"];
        else if (grant.until !== undefined && body.at > grant.until) failed = [2, "entry_expired_key"];
        else if (!mayWrite(grant.role, body)) failed = [3, "entry_wrong_role"];
        else if (account !== undefined && grant.account !== undefined && grant.account !== account)
          failed = [4, "entry_wrong_account"];
        if (failed === undefined) authorised.push({ signer, grant });
        else if (failed[0] >= closest) [closest, refusal] = failed;
      }
    }
    return authorised.length > 0 ? authorised : refusal;
  }
}

/** Whether a grant's area, where it has one, holds the station by this register (rule 6). A station in no known area
 * lies in none. */
export function holdsStation(grant: Grant, station: string, register: Register): boolean {
  if (grant.area === undefined) return true;
  const own = register.areas.get(grant.area);
  return own !== undefined && within(register.stations.get(station)?.area, own);
}
