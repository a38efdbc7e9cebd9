// Small publications of two stations, made by the command line, for tests of keys, registers and logs that go on.

import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cotejo, type Publication, WORK } from "./publication.ts";

const ELECTION = `
id = "small"
name = "Two polling stations"
date = "2026-05-10"
origin = "cotejo.example/small"
levels = ["state"]
accounts = [
    { id = "council", name = "The council" },
    { id = "campaign", name = "A campaign" },
    { id = "authority", name = "The authority", stages = ["early", "late"] },
]

[[contests]]
id = "president"
name = "President"
options = [{ id = "a", name = "A" }, { id = "b", name = "B" }]

[register]
complete = false
`;

const profile = (areas: string): string => `
name = "Two polling stations"
contest = "president"

[station]
code = "{station}"
${areas}

[counts]
valid = "{valid}"

[options]
a = "{a}"
b = "{b}"
`;

/** An election of two stations, whose areas only the council's file names. */
export class Small implements Publication {
  readonly folder: string;
  readonly election: string;
  readonly operator: string;
  readonly #name: string;

  /** `recovery` are the public keys of which two together replace the operator's. */
  constructor(name: string, ...recovery: readonly string[]) {
    this.#name = `small/${name}`;
    const own = join(WORK, this.#name);
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own, { recursive: true });
    const files = {
      "election.toml": ELECTION,
      "campaign.toml": profile(""),
      "council.toml": profile('areas = [{ code = "{state}", name = "{state}" }]'),
      "campaign.csv": "station,valid,a,b\n0101.1,10,6,4\n0201.1,12,5,7\n",
      "council.csv": "station,state,valid,a,b\n0101.1,01,10,6,4\n0201.1,02,12,5,7\n",
    };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text);
    this.folder = join(own, "public");
    this.election = join(own, "election");
    const words = recovery.length > 0 ? ["--recovery", ...recovery, "--recovery-of", "2"] : [];
    cotejo("new", this.path("election"), "--from", this.path("election.toml"), ...words);
    const { keys } = JSON.parse(cotejo("keys", this.path("election"), "--json")) as {
      keys: { key: string }[];
    };
    this.operator = keys[0]!.key;
  }

  path(file: string): string {
    return `${this.#name}/${file}`;
  }

  /** Gives a key a role; a key that is given again keeps its roles. */
  give(name: string, role: string, ...bounds: string[]): void {
    const { keys } = JSON.parse(cotejo("keys", this.path("election"), "--json")) as {
      keys: { key: string; name: string }[];
    };
    const known = keys.find((key) => key.name === name);
    const key = known === undefined ? [] : ["--key", known.key];
    cotejo("keys", this.path("election"), "add", name, "--role", role, ...bounds, ...key);
  }

  /** Takes in the file of an account. */
  import(account: "campaign" | "council"): void {
    const file = (ending: string): string => this.path(`${account}.${ending}`);
    cotejo("import", this.path("election"), file("csv"), "--profile", file("toml"), "--account", account);
  }

  /** Writes the folder for readers. */
  publish(to = "public"): string {
    cotejo("publish", this.path("election"), "--to", this.path(to));
    return join(WORK, this.path(to));
  }

  /** A copy of the folder, with the log of another one laid over its own. */
  withLogOf(other: string, name: string): string {
    const copy = join(WORK, this.path(name));
    rmSync(copy, { recursive: true, force: true });
    cpSync(this.folder, copy, { recursive: true });
    cpSync(join(other, "log"), join(copy, "log"), { recursive: true });
    return copy;
  }
}
