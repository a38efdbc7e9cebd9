// `amend`: other words, which stand in the place of those before as a whole.

import { anyOf, entryType } from "../entrytype.ts";
import { isBlobName } from "../names.ts";

export const amend = entryType({
  name: "amend",
  read: (m) => {
    m.text("reason");
    return { words: m.name("words", isBlobName) };
  },
  mayWrite: anyOf("operator"),
});
