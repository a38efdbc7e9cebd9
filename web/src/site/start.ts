// What is alive on the public pages. Each language has a script of its own (`src/site.<language>.ts`); each page has
// what it needs of it by the elements that it holds.

import { keepPlaceInLanguages } from "./languages.ts";
import { receiveData } from "./load.ts";
import { type Language, pageOf, type Texts } from "./page.ts";
import { startSearch } from "./search/start.tsx";
import { makeSortable } from "./sort.ts";
import { startStation } from "./station/start.tsx";
import { addStyle } from "./style.ts";
import { startVerify } from "./verify/start.tsx";

/** Brings to life the page that this script stands in. */
export function startPage(language: Language, texts: Texts): void {
  receiveData();
  const page = pageOf(document, language, texts);
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
}
