// Who signed the entries that a station's data file names, by the `key` entries that the file names with them.

import { verifySignature } from "../../record/ed25519.ts";
import type { KnownBody } from "../../record/types.ts";
import { type Authorised, type Granted, Keys } from "../keys.ts";
import type { Problems } from "../problem.ts";
import type { Start } from "../start.ts";
import { Succession } from "../succession.ts";
import type { Entries, Found } from "./entries.ts";

/** The keys that the `key` entries read so far gave roles. Which were revoked, which area a station lay in, and who
 * else may give roles, only the whole record tells. */
export class Signers {
  readonly keys: Keys;
  readonly #taken = new Set([0]);

  constructor(
    readonly start: Start,
    readonly entries: Entries,
    readonly problems: Problems,
  ) {
    this.keys = new Keys(new Succession(start));
  }

  /** Takes in the roles that these entries gave, in the order of the log; gives those that are new. */
  async take(places: Iterable<number>): Promise<Authorised[]> {
    const given: Authorised[] = [];
    for (const place of [...new Set(places)].sort((a, b) => a - b)) {
      if (this.#taken.has(place)) continue;
      this.#taken.add(place);
      const found = await this.entries.get(place);
      if (found !== undefined && (await this.#give(found, place))) given.push(this.keys.givenBy(place)!);
    }
    return given;
  }

  /** Takes in the role that an entry gave, which the first operator signed as far as that is so. */
  async #give(found: Found, place: number): Promise<boolean> {
    const { body } = found.entry;
    if (body.type !== "key" || body.election !== this.start.law.id) {
      this.refuse(found, place, body.type, "key");
      return false;
    }
    // Another operator's role depends on entries that are not read here; the lines of the first one must hold.
    if ((await this.#verified(found, place, [this.keys.givenBy(0)!.signer])) === undefined) return false;
    const refusal = this.keys.give(place, body, []);
    if (refusal !== undefined) this.refuse(found, place, refusal);
    return refusal === undefined;
  }

  /** Which signers may write the entry at that place, as far as their roles were taken in; where none may, the reason
   * is a problem. */
  async authorised(found: Found, place: number, body: KnownBody): Promise<Authorised[] | undefined> {
    const known = [...this.keys.all()].filter(({ grants }) => grants.some(({ entry }) => entry < place));
    const signers = await this.#verified(found, place, known);
    if (signers === undefined) return undefined;
    const authorised = this.keys.authorise(place, found.entry.name, body, signers);
    if (typeof authorised !== "string") return authorised;
    this.refuse(found, place, authorised);
    return undefined;
  }

  /** Whether a key of that name has signed, where the data file does not say who gave it a role: its signature is
   * verified where another entry of the station has shown the key. */
  async signed(found: Found, place: number, name: string): Promise<"good" | "bad" | "unknown"> {
    const lines = found.entry.note.signatures.filter((line) => line.name === name);
    if (lines.length === 0) {
      this.refuse(found, place, "entry_unknown_key");
      return "bad";
    }
    const known = lines.flatMap((line) => this.keys.named(line.name, line.id) ?? []);
    if (known.length === 0) return "unknown";
    return (await this.#verified(found, place, known)) === undefined ? "bad" : "good";
  }

  /** Those of these keys that have signed, in the order of their lines; undefined where a line does not verify. */
  async #verified(found: Found, place: number, keys: readonly Granted[]): Promise<Granted[] | undefined> {
    const { message, signatures } = found.entry.note;
    const signers = new Set<Granted>();
    for (const line of signatures) {
      const signer = this.keys.named(line.name, line.id);
      if (signer === undefined || !keys.includes(signer)) continue;
      if (!(await verifySignature(signer.key.public, message, line.bytes))) {
        this.refuse(found, place, "entry_bad_signature");
        return undefined;
      }
      signers.add(signer);
    }
    return [...signers];
  }

  /** Notes that an entry counts for nothing, though a data file shows it. */
  refuse({ file }: Found, place: number, found: string, expected?: string): void {
    this.problems.add(file, "entry_refused", {
      at: `entry ${place}`,
      found,
      ...(expected !== undefined && { expected }),
    });
  }
}
