// The station page: everything that the record holds of one station.

import { useEffect, useState } from "preact/hooks";
import { PAGES } from "../../publication/layout.ts";
import { draw, Failed, type Loaded } from "../draw.tsx";
import { type Contest, type Election, loadElection } from "../election.ts";
import { areaLinks, pageLink, stationIn } from "../links.ts";
import { LoadError } from "../load.ts";
import type { Page } from "../page.ts";
import { messageId } from "../words.ts";
import { Address } from "./address.tsx";
import { StationCheck } from "./check.tsx";
import { failureOf, type InContest, loadStation, type Station } from "./data.ts";
import { Figures } from "./figures.tsx";
import { FindingList, RulingList } from "./findings.tsx";
import { Photographs } from "./photographs.tsx";

interface Shown {
  readonly election: Election;
  readonly station: Station | undefined;
}

export function startStation(element: HTMLElement, page: Page): void {
  // The page is drawn anew for each station: only its heading is said aloud.
  element.removeAttribute("aria-live");
  draw(element, page, <StationPage page={page} />);
}

function StationPage({ page }: { page: Page }) {
  const [code, setCode] = useState(stationIn(location.hash));
  const [loaded, setLoaded] = useState<Loaded<Shown>>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const changed = (): void => setCode(stationIn(location.hash));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  useEffect(() => {
    let current = true;
    setLoaded(undefined);
    nameHeading(page, code);
    if (code === undefined) return;
    const failed = (error: unknown): void => {
      if (!current) return;
      const file = error instanceof LoadError ? error.file : "";
      setLoaded({ failure: failureOf(error), file });
    };
    show(page, code).then((value) => current && setLoaded({ value }), failed);
    return () => {
      current = false;
    };
  }, [page, code, attempt]);

  const { t } = page;
  if (code === undefined) return <Unknown page={page} words={t("station-none")} />;
  if (loaded === undefined) return <p role="status">{t("loading")}</p>;
  if ("failure" in loaded) return <Failed page={page} {...loaded} again={() => setAttempt(attempt + 1)} />;
  const { election, station } = loaded.value;
  if (station === undefined) return <Unknown page={page} words={t("station-unknown")} />;
  return <StationParts key={code} page={page} election={election} station={station} />;
}

async function show(page: Page, code: string): Promise<Shown> {
  const election = loadElection(page.root);
  // Named in the page, so that the station's file need not wait for the election's.
  const given = document.getElementById("station")?.dataset.shards;
  const shards = given === undefined ? (await election).shards : Number(given);
  const [of, station] = await Promise.all([election, loadStation(page.root, code, shards)]);
  return { election: of, station };
}

/** The page's heading and title name the station. */
function nameHeading({ t }: Page, code: string | undefined): void {
  const heading = document.querySelector("h1");
  if (heading === null || code === undefined) return;
  const name = document.createElement("bdi");
  name.textContent = code;
  heading.replaceChildren(`${t("station")} `, name);
  const [, ...rest] = document.title.split(" – ");
  document.title = [`${t("station")} ${code}`, ...rest].join(" – ");
}

function Unknown({ page, words }: { page: Page; words: string }) {
  return (
    <p role="status">
      {words} <a href={pageLink(page, PAGES.search)}>{page.t("station-search")}</a>
    </p>
  );
}

function StationParts({ page, election, station }: { page: Page; election: Election; station: Station }) {
  const { t, format } = page;
  return (
    <>
      <Areas page={page} station={station} />
      <dl class="facts">
        {station.registered !== undefined && (
          <div>
            <dt>{t("station-registered")}</dt>
            <dd>{format.number(station.registered)}</dd>
          </div>
        )}
        {station.place !== undefined && (
          <div>
            <dt>{t("station-place")}</dt>
            <dd>{station.place.join(", ")}</dd>
          </div>
        )}
      </dl>
      {election.contests.map((contest) => {
        const own = station.contests.get(contest.id);
        return (
          own !== undefined && (
            <InOneContest
              key={contest.id}
              page={page}
              election={election}
              station={station}
              contest={contest}
              own={own}
            />
          )
        );
      })}
      <StationCheck page={page} station={station} election={election} />
      <Address page={page} station={station} />
    </>
  );
}

function Areas({ page, station }: { page: Page; station: Station }) {
  const paths = areaLinks(page, station);
  if (paths.length === 0) return null;
  return (
    <nav class="above" aria-label={page.t("station-belongs")}>
      <ol>
        {station.areas.map(({ code, name }, at) => (
          <li key={code}>
            <a href={paths[at]!}>
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function InOneContest({
  page,
  election,
  station,
  contest,
  own,
}: {
  page: Page;
  election: Election;
  station: Station;
  contest: Contest;
  own: InContest;
}) {
  const { t } = page;
  return (
    <section aria-label={contest.name}>
      <h2>
        <bdi>{contest.name}</bdi>
      </h2>
      <p>
        {t("station-state")}: <strong>{t(messageId("terms", own.state))}</strong>.{" "}
        {t(messageId("terms", `${own.state}-means`))}
      </p>
      <div class="sheet">
        <Photographs page={page} station={station} captures={own.captures} />
        <Figures page={page} election={election} contest={contest} own={own} />
      </div>
      <RulingList page={page} rulings={own.rulings} />
      <FindingList page={page} figures={election.figures} findings={own.findings} />
    </section>
  );
}
