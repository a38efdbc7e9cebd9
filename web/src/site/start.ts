// Starts what is interactive on a page, by the elements that it holds.

import { keepPlaceInLanguages } from "./languages.ts";
import { receiveData } from "./load.ts";
import { pageOf } from "./page.ts";
import { startSearch } from "./search/start.tsx";
import { makeSortable } from "./sort.ts";
import { startStation } from "./station/start.tsx";
import { addStyle } from "./style.ts";
import { startVerify } from "./verify/start.tsx";
import type { Messages } from "./words.ts";

/** Starts the page that this script stands in. */
export function startPage(language: string, messages: Messages): void {
  receiveData();
  const page = pageOf(document, language, messages);
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
