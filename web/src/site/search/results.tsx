// Search results: links to areas and stations with the areas that they lie in.

import { pageLink, stationLink } from "../links.ts";
import type { Page } from "../page.ts";
import type { Area } from "./pieces.ts";
import type { Result } from "./search.ts";

export function ResultList({ page, results }: { page: Page; results: readonly Result[] }) {
  if (results.length === 0) return null;
  const { t } = page;
  return (
    <ul class="results">
      {results.map(({ area, above, station }) =>
        station === undefined ? (
          <li key={area.number}>
            <a href={pageLink(page, area.page)}>
              <bdi>{area.name}</bdi>
            </a>{" "}
            <span class="under">
              <Way areas={above} />
              {above.length > 0 && " / "}
              {t("search-code")} <bdi>{area.code}</bdi> · {t("search-stations", { n: area.stations })}
            </span>
          </li>
        ) : (
          <li key={`station ${station}`} class="found">
            <StationLink page={page} station={station} />{" "}
            <span class="under">
              <Way areas={[...above, area]} />
            </span>
          </li>
        ),
      )}
    </ul>
  );
}

export function StationLink({ page, station }: { page: Page; station: string }) {
  return (
    <>
      {page.t("station")}{" "}
      <a href={stationLink(page, station)}>
        <bdi>{station}</bdi>
      </a>
    </>
  );
}

/** What something lies in, from the topmost down. */
function Way({ areas }: { areas: readonly Area[] }) {
  return areas.map(({ number, name }, at) => (
    <span key={number}>
      {at > 0 && " / "}
      <bdi>{name}</bdi>
    </span>
  ));
}
