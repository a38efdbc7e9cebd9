// What every part needs to know of the page that it is on.

import { Format, type Language } from "./format.ts";
import type { en } from "./texts/en.ts";

export type { Language };
export type Texts = typeof en;

export interface Page {
  readonly language: Language;
  readonly texts: Texts;
  readonly format: Format;
  /** The way from the page to the publication's folder, as links have it. */
  readonly root: string;
  /** The publication's folder, an absolute URL that ends in `/`. */
  readonly base: string;
  /** Whether the page was opened from a disk, where it may fetch nothing. */
  readonly fromDisk: boolean;
}

export function pageOf(
  { documentElement: html, URL: address }: Document,
  language: Language,
  texts: Texts,
): Page {
  const root = html.dataset.root ?? "";
  return {
    language,
    texts,
    format: new Format(language),
    root,
    base: new URL(root === "" ? "./" : root, address).href,
    fromDisk: new URL(address).protocol === "file:",
  };
}
