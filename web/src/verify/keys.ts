// Which key may do what, from which entry on and until when (docs/record.md, "Who may write what").

import { sameBytes } from "../record/bytes.ts";
import type { Body, Role } from "../record/entry.ts";
import { parseVkey, type VerifyingKey } from "../record/key.ts";
import type { Refusal } from "./refusal.ts";

/** A role that a key was given. */
export interface Grant {
  readonly role: Role;
  readonly area: string | undefined;
  readonly account: string | undefined;
  readonly until: string | undefined;
  /** The entry that gave it. */
  readonly entry: number;
  revoked: boolean;
}

export interface Granted {
  readonly key: VerifyingKey;
  readonly grants: Grant[];
}

/** A signer who may write an entry, and by which grant. */
export interface Authorised {
  readonly signer: Granted;
  readonly grant: Grant;
}

/** Whether a key in this role may write such an entry. */
export function mayWrite(role: Role, body: Body): boolean {
  switch (body.type) {
    case "register":
    case "key":
    case "revoke":
      return role === "operator";
    case "source":
    case "claim":
      return role === "operator" || role === "importer";
    case "capture":
      return role === "agent";
    case "reading":
      if (role === "importer") return body.method === "file";
      if (role === "agent") return body.method !== "file";
      if (role === "typist") return body.method === "typed";
      return role === "reviewer" && body.corrects !== undefined;
    case "ruling":
      return role === "reviewer";
    case "observation":
      return role === "observer";
    default:
      return false;
  }
}

function accountOf(body: Body): string | undefined {
  return body.type === "capture" || body.type === "reading" || body.type === "claim"
    ? body.account
    : undefined;
}

/** The keys that were given a role so far, in the order of the log. */
export class Keys {
  readonly #byName = new Map<string, Granted>();

  constructor(
    readonly election: string,
    operator: VerifyingKey,
  ) {
    const first = { role: "operator", area: undefined, account: undefined, until: undefined } as const;
    this.#grant(operator, { ...first, entry: 0, revoked: false });
  }

  /** The key of the name and id that a signature line has. */
  named(name: string, id: string): Granted | undefined {
    return this.#byName.get(`${name}+${id}`);
  }

  all(): Iterable<Granted> {
    return this.#byName.values();
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

  /** Takes in a `key` or `revoke` entry that its signers may write. */
  take(entry: number, body: Body & { type: "key" | "revoke" }): Refusal | undefined {
    const key = parseVkey(body.key);
    if (key === undefined) return "entry_malformed";
    if (body.type === "key") {
      const { role, area, account, until } = body;
      return this.#grant(key, { role, area, account, until, entry, revoked: false });
    }
    const granted = this.named(key.name, key.id);
    if (granted === undefined) return "entry_no_such_entry";
    for (const grant of granted.grants) grant.revoked = true;
    return undefined;
  }

  /** Which of these signers may write this entry, by rules 1 to 5; or the reason that came closest to a yes. */
  authorise(
    body: Body & { election: string; at: string },
    signers: readonly Granted[],
  ): Authorised[] | Refusal {
    if (body.election !== this.election) return "entry_other_election";
    const authorised: Authorised[] = [];
    const account = accountOf(body);
    let [closest, refusal]: [number, Refusal] = [0, "entry_unknown_key"];
    for (const signer of signers) {
      for (const grant of signer.grants) {
        let failed: [number, Refusal] | undefined;
        if (grant.revoked) failed = [1, "entry_revoked_key"];
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
