// The figures of every reading side by side, with where each comes from.

import type { ComponentChildren } from "preact";
import { FIELDS, OPTIONS } from "../../record/figure.ts";
import { METHODS } from "../../record/sheet.ts";
import { type Contest, type Election, type Named, nameOf } from "../election.ts";
import { documentLink } from "../links.ts";
import type { Page } from "../page.ts";
import { messageId } from "../words.ts";
import type { Figure, InContest, Reading } from "./data.ts";

/** The most readings that stand side by side. */
const MOST = 12;

export function Figures({
  page,
  election,
  contest,
  own,
}: {
  page: Page;
  election: Election;
  contest: Contest;
  own: InContest;
}) {
  const { t, format } = page;
  const readings = own.readings.slice(0, MOST);
  const more = own.readings.length - readings.length;
  const pictures = new Set(own.captures.map(({ image }) => image));
  if (readings.length === 0)
    return (
      <section class="figures">
        <h3>{t("figures")}</h3>
        <p>{t("figures-none")}</p>
      </section>
    );
  return (
    <section class="figures">
      <h3>{t("figures")}</h3>
      <p class="note">{t("figures-hint")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs */}
      <div class="scroll" role="group" aria-label={t("figures")} tabIndex={0}>
        <table class="readings">
          <caption class="heard">{t("figures")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("figure")}</th>
              {readings.map((reading, at) => (
                <th scope="col" class="n" key={`${reading.entry}/${reading.row}`}>
                  <bdi>{nameOf(election.accounts, reading.account)}</bdi>{" "}
                  <span class="under">{standing(page, own, reading, at)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {FIELDS.filter((field) => readings.some(({ fields }) => fields[field] !== undefined)).map(
              (field) => (
                <Row
                  key={field}
                  page={page}
                  name={t(messageId("terms", field))}
                  figures={readings.map(({ fields }) => fields[field])}
                />
              ),
            )}
            {election.figures
              .filter(({ id }) => readings.some(({ more }) => more.get(id) !== undefined))
              .map(({ id, name }) => (
                <Row
                  key={`more ${id}`}
                  page={page}
                  name={<bdi>{name}</bdi>}
                  figures={readings.map(({ more }) => more.get(id))}
                />
              ))}
            {contest.options.map(({ id, name }) => (
              <Row
                key={`option ${id}`}
                page={page}
                name={<bdi>{name}</bdi>}
                figures={readings.map(({ options }) => options.get(id))}
              />
            ))}
          </tbody>
          <tbody class="origin">
            <Origin label={t("method")} of={readings} cell={({ method }) => methodOf(page, method)} />
            <Origin label={t("signer")} of={readings} cell={({ signer }) => <bdi>{signer}</bdi>} />
            <Origin label={t("time")} of={readings} cell={({ at }) => format.hour(at)} />
            <Origin label={t("entry")} of={readings} cell={(reading) => format.place(reading)} />
            <Origin
              label={t("document")}
              of={readings}
              cell={({ of, shown, line }) => (
                <>
                  {shown !== "" && (
                    <a href={documentLink(page, shown)}>
                      {pictures.has(of) ? t("document-photograph") : t("document-file")}
                    </a>
                  )}
                  {shown === "" && of !== "" && t("document-withheld")}
                  {line !== undefined && `, ${t("line", { n: line })}`}
                </>
              )}
            />
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="note">{t("more-readings", { n: more })}</p>}
    </section>
  );
}

/** A sheet's figure that is not an option's: ours for one of the five and for the options' sum, a stranger's for another. */
export function sheetFigure({ t }: Page, further: readonly Named[], id: string): ComponentChildren {
  const ours = id === OPTIONS || FIELDS.some((field) => field === id);
  return ours ? t(messageId("terms", id)) : <bdi>{nameOf(further, id)}</bdi>;
}

function standing({ t, format }: Page, own: InContest, reading: Reading, at: number): string {
  if (own.accepted === at) return t("stands");
  if (reading.correctedBy !== undefined) return t("corrected", { n: format.place(reading.correctedBy) });
  if (own.accounts.get(reading.account) === at) return t("stands-for-account");
  return t("does-not-stand");
}

function methodOf({ t }: Page, method: string): string {
  return METHODS.some((known) => known === method) ? t(messageId("method", method)) : method;
}

function Row({ page, name, figures }: { page: Page; name: ComponentChildren; figures: readonly Figure[] }) {
  const [first] = figures;
  return (
    <tr>
      <th scope="row">{name}</th>
      {figures.map((figure, at) => (
        <td class="n" key={at}>
          <FigureCell page={page} figure={figure} />
          {typeof figure === "number" && typeof first === "number" && figure !== first && (
            <strong class="under">{page.format.signed(figure - first)}</strong>
          )}
        </td>
      ))}
    </tr>
  );
}

function FigureCell({ page: { t, format }, figure }: { page: Page; figure: Figure }) {
  if (figure === undefined)
    return (
      <>
        <span aria-hidden="true">–</span>
        <span class="heard">{t("not-on-form")}</span>
      </>
    );
  return <>{figure === "illegible" ? t("illegible") : format.number(figure)}</>;
}

function Origin({
  label,
  of,
  cell,
}: {
  label: string;
  of: readonly Reading[];
  cell: (reading: Reading) => ComponentChildren;
}) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {of.map((reading) => (
        <td class="n" key={`${reading.entry}/${reading.row}`}>
          {cell(reading)}
        </td>
      ))}
    </tr>
  );
}
