// Links from a page to other files of the publication.

import { areaPage, documentPath, PAGES, picturePath } from "../publication/layout.ts";
import type { Page } from "./page.ts";
import type { Capture, Station } from "./station/data.ts";

/** To a document of the record, by its hash. */
export const documentLink = ({ root }: Page, hash: string): string => root + documentPath(hash);

/** To a photograph as it is looked at: the copy for looking at where there is one. */
export function pictureLink(page: Page, { shown, copies }: Capture): string {
  return copies ? page.root + picturePath(shown) : documentLink(page, shown);
}

/** To a page of the same language. */
export function pageLink({ root, language }: Page, path: string): string {
  return `${root}${language}/${path}`;
}

/** To a station's areas: to their pages, or to where they are sections of others'. */
export function areaLinks(page: Page, { areas }: Station): string[] {
  return areas.map((area) => pageLink(page, area.page ?? areaPage(area.code)));
}

export function stationLink(page: Page, code: string): string {
  return pageLink(page, `${PAGES.station}#${encodeURIComponent(code)}`);
}

/** The station that an address names; undefined where it names none. */
export function stationIn(hash: string): string | undefined {
  try {
    return decodeURIComponent(hash.slice(1)) || undefined;
  } catch {
    return undefined;
  }
}
