// `site.js`: what the pages' scripts need to know of the election and its log.

import { SITE } from "../publication/layout.ts";
import { load } from "./load.ts";
import { count, list, maybeText, object, text } from "./values.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Contest extends Named {
  readonly options: readonly Named[];
}

export interface Election {
  readonly name: string;
  readonly contests: readonly Contest[];
  readonly accounts: readonly Named[];
  /** The sheets' further figures, in the order in which they are shown. */
  readonly figures: readonly Named[];
  /** The operator's key, as this publication names it. */
  readonly operator: string | undefined;
  /** How many digits the names of the stations' files have. */
  readonly shards: number;
  /** The `recover` entries. */
  readonly recoveries: readonly number[];
}

export async function loadElection(root: string): Promise<Election> {
  const site = object(await load(root, SITE));
  return {
    name: text(object(site.election).name),
    contests: list(site.contests, (contest) => ({
      ...named(contest),
      options: list(object(contest).options, named),
    })),
    accounts: list(site.accounts, named),
    figures: list(site.figures, named),
    operator: maybeText(object(site.log).operator),
    shards: count(site.shards) ?? 0,
    recoveries: list(object(site.log).recoveries, (place) => count(place) ?? 0),
  };
}

function named(value: unknown): Named {
  const { id, name } = object(value);
  return { id: text(id), name: maybeText(name) ?? text(id) };
}

export function nameOf(all: readonly Named[], id: string): string {
  return all.find((each) => each.id === id)?.name ?? id;
}
