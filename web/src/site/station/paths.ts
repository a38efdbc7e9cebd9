// Where things of a station lie in the publication.

import type { Page } from "../page.ts";
import { slug } from "../slug.ts";
import type { Capture, Station } from "./data.ts";

/** A document of the record, by its hash. */
export function documentPath({ root }: Page, hash: string): string {
  return `${root}log/blob/sha256/${hash.slice(0, 2)}/${hash}`;
}

/** A photograph as it is looked at: the copy for looking at where there is one. */
export function picturePath(page: Page, { image, copies }: Capture): string {
  return copies ? `${page.root}image/${image.slice(0, 2)}/${image}/web.jpg` : documentPath(page, image);
}

/** A page of the same language. */
export function pagePath({ root, language }: Page, path: string): string {
  return `${root}${language}/${path}`;
}

/** Links to a station's areas: to their pages, or to where they are sections of others'. */
export function areaPaths(page: Page, { areas }: Station): string[] {
  return areas.map((area) => pagePath(page, area.page ?? `area/${slug(area.code)}.html`));
}

export function stationPath(page: Page, code: string): string {
  return pagePath(page, `station.html#${encodeURIComponent(code)}`);
}

/** The station that an address names; undefined where it names none. */
export function stationIn(hash: string): string | undefined {
  try {
    return decodeURIComponent(hash.slice(1)) || undefined;
  } catch {
    return undefined;
  }
}
