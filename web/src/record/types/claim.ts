// `claim`: somebody announced these figures, for an area or as a count of anything.

import { anyOf, entryType } from "../entrytype.ts";
import { type Members, ShapeError } from "../members.ts";
import { isAreaCode, isBlobName, isDate, isId, isPercentage } from "../names.ts";

/** How an announced number is meant. */
const BOUNDS = ["exactly", "at_least", "more_than", "about"] as const;

export const claim = entryType({
  name: "claim",
  read: (m) => readClaim(m.members("claim")),
  mayWrite: anyOf("operator", "importer"),
  account: ({ account }) => account,
});

function readClaim(m: Members): { readonly id: string; readonly account: string } {
  const claim = { id: m.name("id", isId), account: m.name("account", isId) };
  m.text("who");
  m.text("where");
  m.name("when", isDate);
  m.optionalName("document", isBlobName);
  m.optionalText("words");
  m.optionalName("area", isAreaCode);
  const contest = m.optionalName("contest", isId);
  const named = new Set<string>();
  const name = (of: string): void => {
    if (named.has(of)) throw new ShapeError(`${of} is given twice`);
    named.add(of);
  };
  const figures = m.optionalListOf("figures", (figure) => {
    name(figure.name("of", isId));
    const number = figure.optionalNumber("number");
    const percent = figure.optionalName("percent", isPercentage);
    figure.optionalOneOf("bound", BOUNDS);
    if (number === undefined && percent === undefined) throw new ShapeError("a figure says nothing");
  });
  const counts = m.optionalListOf("counts", (count) => {
    name(count.text("of"));
    count.number("number");
    count.optionalOneOf("bound", BOUNDS);
  });
  m.end();
  if (figures.length + counts.length === 0) throw new ShapeError("nothing is claimed");
  if (figures.length > 0 && contest === undefined) throw new ShapeError("figures need a contest");
  return claim;
}
