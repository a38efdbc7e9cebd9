// `site.js`: what is alive on the public pages. One classic script; each page has what it needs of it by the
// elements that it holds.

import { keepPlaceInLanguages } from "./site/languages.ts";
import { receiveData } from "./site/load.ts";
import { pageOf } from "./site/page.ts";
import { startSearch } from "./site/search/start.tsx";
import { makeSortable } from "./site/sort.ts";
import { startStation } from "./site/station/start.tsx";
import { addStyle } from "./site/style.ts";
import { startVerify } from "./site/verify/start.tsx";

receiveData();
const page = pageOf(document);
addStyle();
keepPlaceInLanguages();
for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sortable]"))
  makeSortable(table, page);
for (const [id, start] of [
  ["station", startStation],
  ["search", startSearch],
  ["verify", startVerify],
] as const) {
  const element = document.getElementById(id);
  if (element !== null) start(element, page);
}
