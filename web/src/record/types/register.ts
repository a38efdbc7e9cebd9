// `register`: stations as a blob lists them, and how many are expected where it is incomplete.

import { anyOf, entryType } from "../entrytype.ts";
import { type Expected, readExpected } from "../expected.ts";
import { readAreas } from "../law.ts";
import { given, type Members, ShapeError } from "../members.ts";
import { isBlobName, isId, isMinute, MAX_U32 } from "../names.ts";

/** Where a contest is held; everywhere where there are no areas. */
export interface ContestAreas {
  readonly contest: string;
  readonly areas: readonly string[];
}

function readContestAreas(m: Members): ContestAreas {
  if (!m.has("areas")) throw new ShapeError("a contest has no areas");
  return { contest: m.name("contest", isId), areas: readAreas(m, "areas") };
}

export const register = entryType({
  name: "register",
  read: (m) => {
    m.number("count", MAX_U32);
    const expected: readonly Expected[] = readExpected(m, "expected");
    return {
      stations: m.name("stations", isBlobName),
      /** The document that the stations were taken from. */
      ...given("of", m.optionalName("of", isBlobName)),
      expected,
      /** When the polls close in the whole country. */
      ...given("pollsClose", m.optionalName("polls_close", isMinute)),
      /** Where contests are held. */
      contests: m.optionalListOf("contests", readContestAreas),
    };
  },
  mayWrite: anyOf("operator"),
});
