// What every part needs to know of the page that it is on.

import { Format } from "./format.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { pt } from "./texts/pt.ts";

export type Texts = typeof en;
const CATALOGUES = { en, es, pt } satisfies Record<string, Texts>;
export type Language = keyof typeof CATALOGUES;

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

export function pageOf({ documentElement: html, URL: address }: Document): Page {
  const language = Object.hasOwn(CATALOGUES, html.lang) ? (html.lang as Language) : "en";
  const root = html.dataset.root ?? "";
  return {
    language,
    texts: CATALOGUES[language],
    format: new Format(language),
    root,
    base: new URL(root === "" ? "./" : root, address).href,
    fromDisk: new URL(address).protocol === "file:",
  };
}
