// What every part needs to know of the page that it is on.

import { Format } from "./format.ts";
import { type Messages, type Write, writer } from "./words.ts";

export interface Page {
  /** The language's code, which is the name of its folder. */
  readonly language: string;
  readonly messages: Messages;
  /** Writes one of the messages. */
  readonly t: Write;
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
  language: string,
  messages: Messages,
): Page {
  const root = html.dataset.root ?? "";
  const format = new Format(String(messages.locale));
  return {
    language,
    messages,
    t: writer(messages, format),
    format,
    root,
    base: new URL(root === "" ? "./" : root, address).href,
    fromDisk: new URL(address).protocol === "file:",
  };
}

/** A page that can write these messages besides its own. */
export function withMessages(page: Page, more: Messages): Page {
  const messages = { ...page.messages, ...more };
  return { ...page, messages, t: writer(messages, page.format) };
}
