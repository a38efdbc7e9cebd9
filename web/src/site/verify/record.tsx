// The result of the check of the whole record.

import { useEffect, useState } from "preact/hooks";
import { FIELDS } from "../../record/figure.ts";
import type { Lack } from "../../verify/lacks.ts";
import type { ContestResults } from "../../verify/results.ts";
import type { Report } from "../../verify/verify.ts";
import { type Election, loadElection, nameOf } from "../election.ts";
import type { Page } from "../page.ts";
import { messageId } from "../words.ts";
import { type KeyUsed, Remarks, Verdict } from "./words.tsx";

export function RecordResult({
  page,
  report,
  key_,
  lacks,
}: {
  page: Page;
  report: Report;
  key_: KeyUsed;
  lacks: readonly Lack[];
}) {
  const { t } = page;
  const { checked, refused, results } = report;
  const countless = Object.values(refused).reduce((sum, n) => sum + n, 0);
  const lines: (readonly [n: number, id: string])[] = [
    [checked.entries, "check-checked-entries"],
    [checked.signatures, "check-checked-signatures"],
    [checked.tiles, "check-checked-tiles"],
    [checked.documents, "check-checked-documents"],
    [checked.files, "check-checked-files"],
    // Only a folder's files can be listed; a server gives its copies in place of the files.
    ...(checked.compressed > 0 ? ([[checked.compressed, "check-checked-compressed"]] as const) : []),
    [checked.stations, "check-checked-stations"],
  ];
  return (
    <>
      <Verdict page={page} problems={report.problems} more={report.more} />
      <h3>{t("check-checked")}</h3>
      <ul>
        {lines.map(([n, id]) => (
          <li key={id}>{t(id, { n })}</li>
        ))}
        {countless > 0 && <li>{t("check-refused", { n: countless })}</li>}
      </ul>
      <Remarks page={page} remarks={report.remarks} key_={key_} lacks={lacks} />
      {results?.map((contest) => (
        <Results key={contest.contest} page={page} contest={contest} />
      ))}
    </>
  );
}

/** A contest's totals of the whole country, each account beside the others. */
function Results({ page, contest }: { page: Page; contest: ContestResults }) {
  const { t, format } = page;
  const [election, setElection] = useState<Election>();
  useEffect(() => {
    // Without it, ids stand for names.
    loadElection(page.root).then(setElection, () => {});
  }, [page]);
  const own = election?.contests.find(({ id }) => id === contest.contest);
  const name = own?.name ?? contest.contest;
  return (
    <section>
      <h3>
        {t("check-results")}: <bdi>{name}</bdi>
      </h3>
      <p class="note">{t("check-results-intro")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs */}
      <div class="scroll" role="group" aria-label={`${t("check-results")}: ${name}`} tabIndex={0}>
        <table>
          <caption class="heard">
            {t("check-results")}: {name}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("figure")}</th>
              {contest.views.map(({ account }) => (
                <th scope="col" class="n" key={account ?? ""}>
                  {account === undefined ? (
                    t("check-results-accepted")
                  ) : (
                    <bdi>{nameOf(election?.accounts ?? [], account)}</bdi>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t("check-results-covered")}</th>
              {contest.views.map(({ account, country }) => (
                <td class="n" key={account ?? ""}>
                  {format.number(country.coverage.stations)}
                </td>
              ))}
            </tr>
            {contest.figures.map((figure, at) => (
              <tr key={at}>
                <th scope="row">
                  {nameOfFigure(page, figure, at, [...(election?.figures ?? []), ...(own?.options ?? [])])}
                </th>
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

/** The first figures are the five of every sheet, the others further ones and options by their ids. */
function nameOfFigure({ t }: Page, figure: string, at: number, others: Election["accounts"]) {
  return at < FIELDS.length ? t(messageId("terms", figure)) : <bdi>{nameOf(others, figure)}</bdi>;
}
