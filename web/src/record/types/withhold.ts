// `withhold`: the bytes of a document are not passed on any more, or are again.

import { anyOf, entryType } from "../entrytype.ts";
import { given, ShapeError } from "../members.ts";
import { isBlobName } from "../names.ts";

export const withhold = entryType({
  name: "withhold",
  read: (m) => {
    m.text("reason");
    const document = m.name("document", isBlobName);
    const withheld = m.boolean("withheld");
    const instead = m.optionalName("instead", isBlobName);
    if (instead !== undefined && (!withheld || instead === document))
      throw new ShapeError("it names a copy in place of nothing");
    return {
      document,
      withheld,
      /** A copy with parts covered. */
      ...given("instead", instead),
    };
  },
  // An operator and a reviewer together; the fold sees that both have signed.
  mayWrite: anyOf("operator", "reviewer"),
});
