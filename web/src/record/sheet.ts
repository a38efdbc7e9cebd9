// Which sheet an entry speaks of, and by which method its figures were read.

import type { Members } from "./members.ts";
import { isId, isStationCode } from "./names.ts";

/** How a reading's figures were taken from the sheet. */
export const METHODS = ["file", "code", "typed", "message", "machine"] as const;
export type Method = (typeof METHODS)[number];
/** The most photographs that one reading was taken from: the pages of a sheet. */
export const MAX_PAGES = 16;

/** A station's sheet of one contest, as one account tells it. */
export interface Sheet {
  readonly account: string;
  readonly station: string;
  readonly contest: string;
}

export function readSheet(m: Members): Sheet {
  return {
    account: m.name("account", isId),
    station: m.name("station", isStationCode),
    contest: m.name("contest", isId),
  };
}
