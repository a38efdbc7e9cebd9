// How many stations and registered voters an area is expected to have, where its register is incomplete, and when its
// polls close.

import { given, type Members } from "./members.ts";
import { isAreaCode, isMinute } from "./names.ts";

export interface Expected {
  readonly area: string;
  readonly stations?: number;
  readonly registered?: number;
  readonly pollsClose?: string;
}

/** A list of `{"area", "stations", "registered", "polls_close"}`. */
export function readExpected(members: Members, key: string): Expected[] {
  return members.optionalListOf(key, (m) => ({
    area: m.name("area", isAreaCode),
    ...given("stations", m.optionalNumber("stations")),
    ...given("registered", m.optionalNumber("registered")),
    ...given("pollsClose", m.optionalName("polls_close", isMinute)),
  }));
}
