// What the check of the whole record ends with.

import { useEffect, useState } from "preact/hooks";
import type { ContestResults } from "../../verify/results.ts";
import type { Report } from "../../verify/verify.ts";
import { type Election, loadElection, nameOf } from "../election.ts";
import type { Lack } from "./check.tsx";
import type { CheckPage } from "./verifier.ts";
import { type KeyUsed, Remarks, Verdict } from "./words.tsx";

export function RecordResult({
  page,
  report,
  key_,
  lacks,
}: {
  page: CheckPage;
  report: Report;
  key_: KeyUsed;
  lacks: readonly Lack[];
}) {
  const { check, format } = page;
  const { checked, refused, results } = report;
  const countless = Object.values(refused).reduce((sum, n) => sum + n, 0);
  const lines: (readonly [number, (n: string) => string])[] = [
    [checked.entries, check.checkedEntries],
    [checked.signatures, check.checkedSignatures],
    [checked.tiles, check.checkedTiles],
    [checked.documents, check.checkedDocuments],
    [checked.files, check.checkedFiles],
    // Only a folder's files can be listed; a server gives its copies in place of the files.
    ...(checked.compressed > 0 ? ([[checked.compressed, check.checkedCompressed]] as const) : []),
    [checked.stations, check.checkedStations],
  ];
  return (
    <>
      <Verdict page={page} problems={report.problems} more={report.more} />
      <h3>{check.checked}</h3>
      <ul>
        {lines.map(([n, words]) => (
          <li key={words(" ")}>{words(format.number(n))}</li>
        ))}
        {countless > 0 && <li>{check.refused(format.number(countless))}</li>}
      </ul>
      <Remarks page={page} remarks={report.remarks} key_={key_} lacks={lacks} />
      {results?.map((contest) => (
        <Results key={contest.contest} page={page} contest={contest} />
      ))}
    </>
  );
}

/** A contest's totals of the whole country, each account beside the others. */
function Results({ page, contest }: { page: CheckPage; contest: ContestResults }) {
  const { texts, check, format } = page;
  const [election, setElection] = useState<Election>();
  useEffect(() => {
    // Without it, ids stand for names.
    loadElection(page.root).then(setElection, () => {});
  }, [page]);
  const own = election?.contests.find(({ id }) => id === contest.contest);
  const fields: Record<string, string> = texts.fields;
  const name = own?.name ?? contest.contest;
  return (
    <section>
      <h3>
        {check.results}: <bdi>{name}</bdi>
      </h3>
      <p class="note">{check.resultsIntro}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs */}
      <div class="scroll" role="group" aria-label={`${check.results}: ${name}`} tabIndex={0}>
        <table>
          <caption class="heard">
            {check.results}: {name}
          </caption>
          <thead>
            <tr>
              <th scope="col">{texts.figure}</th>
              {contest.views.map(({ account }) => (
                <th scope="col" class="n" key={account ?? ""}>
                  {account === undefined ? (
                    check.resultsAccepted
                  ) : (
                    <bdi>{nameOf(election?.accounts ?? [], account)}</bdi>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{check.resultsCovered}</th>
              {contest.views.map(({ account, country }) => (
                <td class="n" key={account ?? ""}>
                  {format.number(country.coverage.stations)}
                </td>
              ))}
            </tr>
            {contest.figures.map((figure, at) => (
              <tr key={at}>
                <th scope="row">{fieldOr(fields, figure, at, own?.options ?? [])}</th>
                {contest.views.map(({ account, country }) => {
                  const sum = country.figures[at];
                  return (
                    <td class="n" key={account ?? ""}>
                      {sum !== undefined && sum.read > 0 ? format.number(sum.sum) : "–"}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The first figures are the sheets' own fields, the others options by their ids. */
function fieldOr(fields: Record<string, string>, figure: string, at: number, options: Election["accounts"]) {
  const field = at < Object.keys(fields).length ? fields[figure] : undefined;
  return field ?? <bdi>{nameOf(options, figure)}</bdi>;
}
