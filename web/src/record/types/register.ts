// `register`: stations as a blob lists them, and how many are expected where it is incomplete.

import { anyOf, entryType } from "../entrytype.ts";
import { type Expected, readExpected } from "../expected.ts";
import { given } from "../members.ts";
import { isBlobName, isMinute, MAX_U32 } from "../names.ts";

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
    };
  },
  mayWrite: anyOf("operator"),
});
