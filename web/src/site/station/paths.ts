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

/** Links to the pages of a station's areas. The lowest one is a section of the page above it, or else has a page
 * that the one above leads to. */
export function areaPaths(page: Page, { areas }: Station): string[] {
  return areas.map(({ code }, at) => {
    const above = areas[at - 1];
    const lowest = at === areas.length - 1 && above !== undefined;
    const path = lowest ? `area/${slug(above.code)}.html#a-${slug(code)}` : `area/${slug(code)}.html`;
    return pagePath(page, path);
  });
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
