// What was found, as links with where each lies.

import type { Page } from "../page.ts";
import { pagePath } from "../station/paths.ts";
import type { Result } from "./search.ts";

export function ResultList({ page, results }: { page: Page; results: readonly Result[] }) {
  if (results.length === 0) return null;
  const { texts, format } = page;
  return (
    <ul class="results">
      {results.map(({ area, above }) => (
        <li key={area.number}>
          <a href={pagePath(page, area.page)}>
            <bdi>{area.name}</bdi>
          </a>{" "}
          <span class="under">
            {above.map(({ number, name }) => (
              <span key={number}>
                <bdi>{name}</bdi> /{" "}
              </span>
            ))}
            {texts.searchCode} <bdi>{area.code}</bdi> ·{" "}
            {texts.searchStations(area.stations, format.number(area.stations))}
          </span>
        </li>
      ))}
    </ul>
  );
}
