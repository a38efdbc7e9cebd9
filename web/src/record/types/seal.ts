// `seal`: figures that were typed and are shown later, so that nobody can type what another one typed.

import { anyOf, entryType } from "../entrytype.ts";
import { isBlobName, isEntryName, isId } from "../names.ts";

export const seal = entryType({
  name: "seal",
  read: (m) => ({
    contest: m.name("contest", isId),
    /** The photograph, of several pages the first. */
    image: m.name("image", isBlobName),
    /** The name of the reading that will open it. */
    reading: m.name("reading", isEntryName),
  }),
  mayWrite: anyOf("agent", "typist"),
});
