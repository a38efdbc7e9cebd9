// `site.js`: what the pages' scripts need to know of the election and its log.

import { SITE } from "../publication/layout.ts";
import { load } from "./load.ts";
import { count, list, maybeText, object, own, text } from "./values.ts";

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
    name: named(site.election).name,
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
  return { id: text(id), name: inLanguage(name, document.documentElement.lang) ?? text(id) };
}

/** A name's text in the page's language: the only one, or that of several by language, of which else the one counts of which
 * no language is said, and else the first. */
export function inLanguage(name: unknown, language: string): string | undefined {
  if (typeof name === "string") return maybeText(name);
  const [first] = Object.keys(object(name)).sort();
  return maybeText(own(name, language) ?? own(name, "und") ?? own(name, first ?? ""));
}

export function nameOf(all: readonly Named[], id: string): string {
  return all.find((each) => each.id === id)?.name ?? id;
}
