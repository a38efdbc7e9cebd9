// The search page: an input, what was found, and how many.

import { useEffect, useRef, useState } from "preact/hooks";
import { draw, Failed } from "../draw.tsx";
import { LoadError } from "../load.ts";
import type { Page } from "../page.ts";
import { failureOf, loadStation } from "../station/data.ts";
import { Pieces } from "./pieces.ts";
import { ResultList, StationLink } from "./results.tsx";
import { type Found, NOTHING, search } from "./search.ts";

/** How long a reader may pause within a code before a station of it is looked for, in milliseconds. */
const PAUSE = 250;
const PLACE = "#q=";

export function startSearch(element: HTMLElement, page: Page): void {
  const shards = Number(element.dataset.shards ?? 0);
  draw(element, page, <Search page={page} shards={shards} />);
}

function Search({ page, shards }: { page: Page; shards: number }) {
  const [query, setQuery] = useState(queryIn(location.hash));
  const [found, setFound] = useState<Found>();
  const [station, setStation] = useState<string>();
  const [failed, setFailed] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const source = useRef<Pieces>(undefined);
  source.current ??= Pieces.of(page.root);
  const pieces = source.current;

  // What the first key needs is there before it is pressed.
  useEffect(() => {
    pieces.areas([0]).catch(setFailed);
    const changed = (): void => setQuery(queryIn(location.hash));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, [pieces]);

  useEffect(() => {
    let current = true;
    setFailed(undefined);
    const look = async (): Promise<void> => {
      for await (const results of search(query, pieces)) {
        if (!current) return;
        setFound(query.trim() === "" ? undefined : results);
      }
    };
    look().catch((error) => current && setFailed(error));
    return () => {
      current = false;
    };
  }, [query, pieces, attempt]);

  useEffect(() => {
    let current = true;
    setStation(undefined);
    const code = query.trim();
    // Whole codes hold digits, nearly everywhere; names would get a file for every pause.
    if (!/[0-9]/.test(code)) return;
    const timer = setTimeout(async () => {
      for (const spelt of new Set([code, code.toUpperCase()])) {
        const there = await loadStation(page.root, spelt, shards).catch(() => undefined);
        if (current && there !== undefined) {
          setStation(spelt);
          return;
        }
      }
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query, page, shards]);

  const list = useRef<HTMLDivElement>(null);
  const typed = (value: string): void => {
    setQuery(value);
    keepQuery(value);
  };
  const toResults = (event: Event): void => {
    event.preventDefault();
    list.current?.querySelector("a")?.focus();
  };
  const { t } = page;
  const { results } = found ?? NOTHING;
  return (
    <>
      <search>
        <form onSubmit={toResults}>
          <p>
            <label for="query">{t("search-label")}</label>
            <input
              id="query"
              type="search"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              aria-describedby="query-hint"
              value={query}
              maxLength={200}
              onInput={({ currentTarget }) => typed(currentTarget.value)}
              onKeyDown={(event) => event.key === "ArrowDown" && toResults(event)}
            />
          </p>
          <p id="query-hint" class="note">
            {t("search-hint")}
          </p>
        </form>
      </search>
      <p role="status" class="note">
        {failed === undefined && statusOf(page, found, station)}
      </p>
      {failed !== undefined && (
        <Failed
          page={page}
          failure={failureOf(failed)}
          file={failed instanceof LoadError ? failed.file : ""}
          again={() => setAttempt(attempt + 1)}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the links within it */}
      <div ref={list} onKeyDown={moveFocus}>
        {station !== undefined && !results.some((result) => result.station === station) && (
          <p class="found">
            <StationLink page={page} station={station} />
          </p>
        )}
        <ResultList page={page} results={results} />
      </div>
    </>
  );
}

function statusOf({ t }: Page, found: Found | undefined, station: string | undefined): string {
  if (found === undefined) return "";
  const { all, kind, results } = found;
  if (all === 0) return station === undefined ? t("search-none") : "";
  if (kind === "partly") return t("search-partly");
  if (kind === "largest") return t("search-largest");
  if (all > results.length) return t("search-first", { n: all, first: results.length });
  return t("search-found", { n: all });
}

/** Arrow keys go from one result to the next, and back to the input. */
function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = Array.from((event.currentTarget as HTMLElement).querySelectorAll("a"));
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (at < 0) return;
  event.preventDefault();
  const next = at + step < 0 ? document.getElementById("query") : links[at + step];
  next?.focus();
}

function queryIn(hash: string): string {
  try {
    return hash.startsWith(PLACE) ? decodeURIComponent(hash.slice(PLACE.length)) : "";
  } catch {
    return "";
  }
}

/** Keeps the search in the page's address, so that going back finds it again. */
function keepQuery(query: string): void {
  try {
    history.replaceState(null, "", query === "" ? "#" : PLACE + encodeURIComponent(query));
  } catch {
    // A browser that bars this, or half a letter: the search goes on without.
  }
}
