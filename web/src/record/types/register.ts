// `register`: stations as a blob lists them, and how many are expected where it is incomplete.

import { anyOf, entryType } from "../entrytype.ts";
import { type Expected, readExpected } from "../expected.ts";
import { isBlobName, MAX_U32 } from "../names.ts";

export const register = entryType({
  name: "register",
  read: (m): { readonly stations: string; readonly expected: readonly Expected[] } => {
    const stations = m.name("stations", isBlobName);
    m.number("count", MAX_U32);
    m.optionalName("of", isBlobName);
    return { stations, expected: readExpected(m, "expected") };
  },
  mayWrite: anyOf("operator"),
});
