// The findings on a station's readings, and the ruling.

import { rulePage } from "../../publication/layout.ts";
import { RULES } from "../../record/rules.ts";
import type { Named } from "../election.ts";
import { pageLink } from "../links.ts";
import type { Page } from "../page.ts";
import { messageId } from "../words.ts";
import type { Finding, Ruling } from "./data.ts";
import { sheetFigure } from "./figures.tsx";

export function FindingList({
  page,
  figures,
  findings,
}: {
  page: Page;
  /** The election's further figures. */
  figures: readonly Named[];
  findings: readonly Finding[];
}) {
  if (findings.length === 0) return null;
  const { t, format } = page;
  return (
    <section>
      <h3>{t("findings")}</h3>
      <p class="note">{t("findings-intro")}</p>
      <ul>
        {findings.map(({ rule, sum, reading }) => (
          <li key={`${rule} ${sum} ${reading?.entry}/${reading?.row}`}>
            {Object.hasOwn(RULES, rule) ? (
              <a href={pageLink(page, rulePage(rule))}>{t(messageId("terms", rule))}</a>
            ) : (
              <code>{rule}</code>
            )}
            {sum !== undefined && (
              <>
                {": "}
                {sheetFigure(page, figures, sum)}
              </>
            )}
            {reading !== undefined && ` (${t("of-entry", { n: format.place(reading) })})`}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RulingList({ page, rulings }: { page: Page; rulings: readonly Ruling[] }) {
  if (rulings.length === 0) return null;
  const { t, format } = page;
  return (
    <section>
      <h3>{t("rulings")}</h3>
      {rulings.map(({ entry, at, signer, reason, stands }) => (
        <div key={entry}>
          <p>{stands === undefined ? t("ruling-none") : t("ruling-stands", { n: format.place(stands) })}</p>
          <p>{t("ruling-reason")}:</p>
          <blockquote>
            <bdi>{reason}</bdi>
          </blockquote>
          <p class="note">
            {t("signer")} <bdi>{signer}</bdi>, {format.hour(at)}, {t("entry")} {format.number(entry)}
          </p>
        </div>
      ))}
    </section>
  );
}
