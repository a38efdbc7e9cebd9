// How many stations and registered voters an area is expected to have, where its register is incomplete.

import { given, type Members } from "./members.ts";
import { isAreaCode } from "./names.ts";

export interface Expected {
  readonly area: string;
  readonly stations?: number;
  readonly registered?: number;
}

/** A list of `{"area", "stations", "registered"}`. */
export function readExpected(members: Members, key: string): Expected[] {
  return members.optionalListOf(key, (m) => ({
    area: m.name("area", isAreaCode),
    ...given("stations", m.optionalNumber("stations")),
    ...given("registered", m.optionalNumber("registered")),
  }));
}
