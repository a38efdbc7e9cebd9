// Tables that sort by a column: each heading becomes a button.

import type { Page } from "./page.ts";

type Direction = "ascending" | "descending";

/** What a cell is sorted by: the number that it names, or else its text. */
function sortValue(row: HTMLTableRowElement, column: number): number | string {
  const cell = row.cells[column];
  const given = cell?.dataset.sort;
  const number = Number(given ?? Number.NaN);
  if (given !== undefined && given !== "" && !Number.isNaN(number)) return number;
  return given ?? cell?.textContent?.trim() ?? "";
}

/** A number as the page's language writes it; undefined where a text is none. */
export function plainNumber(text: string): number | undefined {
  const digits = text.replace(/[.,\s\u00a0\u202f]/g, "").replace("\u2212", "-");
  return /^[+-]?[0-9]+$/.test(digits) ? Number(digits) : undefined;
}

/** Sorts rows by their values; equal ones stay in their order. */
export function sorted<T>(
  rows: readonly T[],
  value: (row: T) => number | string,
  direction: Direction,
  compareTexts: (a: string, b: string) => number,
): T[] {
  const keyed = rows.map((row) => ({ row, value: value(row) }));
  // Where every cell holds a whole number, the column is one of numbers.
  const numbers = keyed.map(({ value }) => (typeof value === "number" ? value : plainNumber(value)));
  const numeric = numbers.every((number) => number !== undefined);
  const order = keyed.map(({ row, value }, at) => ({ row, key: numeric ? numbers[at]! : value }));
  const sign = direction === "ascending" ? 1 : -1;
  order.sort(({ key: a }, { key: b }) => {
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * compareTexts(String(a), String(b));
  });
  return order.map(({ row }) => row);
}

export function makeSortable(table: HTMLTableElement, page: Page): void {
  const [head, body] = [table.tHead?.rows[0], table.tBodies[0]];
  if (head === undefined || body === undefined || table.tBodies.length > 1 || body.rows.length < 2) return;
  const { compare } = page.format.collator();
  const headings = Array.from(head.cells);
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      // Figures are asked for from the largest down, names from the first on.
      const first: Direction = heading.classList.contains("n") ? "descending" : "ascending";
      const other: Direction = first === "ascending" ? "descending" : "ascending";
      const direction = heading.ariaSort === first ? other : first;
      for (const each of headings) each.removeAttribute("aria-sort");
      heading.ariaSort = direction;
      const rows = sorted(Array.from(body.rows), (row) => sortValue(row, column), direction, compare);
      body.append(...rows);
    });
  });
}
