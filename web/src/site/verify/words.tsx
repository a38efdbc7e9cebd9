// The verdict of a check and its remarks, in words: each problem with both values.

import type { ComponentChildren } from "preact";
import type { Ended } from "../../verify/job.ts";
import type { Lack } from "../../verify/lacks.ts";
import type { Problem } from "../../verify/problem.ts";
import type { Remark } from "../../verify/trust.ts";
import type { Page } from "../page.ts";
import { messageId } from "../words.ts";

/** The most problems that are listed. */
const MOST = 100;
/** The most characters of a value that are shown. */
const LONGEST = 400;

export function Verdict({
  page: { t },
  problems,
  more,
}: {
  page: Page;
  problems: readonly Problem[];
  /** How many there are besides. */
  more: number;
}) {
  const all = problems.length + more;
  if (all === 0)
    return (
      <p class="agrees">
        <strong>{t("check-agrees")}</strong>
      </p>
    );
  const unlisted = all - Math.min(problems.length, MOST);
  return (
    <div class="problem">
      <p>
        <strong>{t("check-differs", { n: all })}</strong>
      </p>
      <ul class="problems">
        {problems.slice(0, MOST).map((problem) => (
          <li key={`${problem.file} ${problem.code} ${problem.at}`}>
            <code>{problem.file}</code> {t(messageId("check-code", problem.code))}.
            <dl>
              <Value name={t("check-where")} value={problem.at} />
              <Value name={t("check-found")} value={problem.found} />
              <Value name={t("check-expected")} value={problem.expected} />
            </dl>
          </li>
        ))}
      </ul>
      {unlisted > 0 && <p>{t("check-more-problems", { n: unlisted })}</p>}
    </div>
  );
}

function Value({ name, value }: { name: string; value: string | undefined }) {
  if (value === undefined || value === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}</code>
      </dd>
    </div>
  );
}

/** What was given cannot be used. */
export function Wrong({ page: { t }, ended }: { page: Page; ended: Extract<Ended, { wrong: unknown }> }) {
  return (
    <p class="problem" role="alert">
      {ended.wrong === "key" ? t("check-wrong-key") : t("check-wrong-policy", { line: ended.line ?? 0 })}
    </p>
  );
}

/** By which key it was checked, and what else a reader should know. */
export function Remarks({
  page,
  remarks,
  key_,
  lacks,
}: {
  page: Page;
  remarks: readonly Remark[];
  key_: KeyUsed;
  lacks: readonly Lack[];
}) {
  const { t } = page;
  // What this browser lacks says the same of storage.
  const shown = remarks.filter(({ code }) => code !== "no_memory" || !lacks.includes("storage"));
  return (
    <ul class="remarks">
      {key_.given && <li>{t("check-remark-given-key")}</li>}
      {!key_.given && key_.key !== undefined && (
        <li>
          {t("check-remark-own-key")} <code>{key_.key}</code>
        </li>
      )}
      {shown.map((remark) => (
        <li key={remark.code}>{remarkWords(page, remark)}</li>
      ))}
      {lacks.map((lack) => (
        <li key={lack}>{t(messageId("check-lack", lack))}</li>
      ))}
    </ul>
  );
}

/** The key that a check was made by: given by the reader, or named by this page. */
export interface KeyUsed {
  readonly key: string | undefined;
  readonly given: boolean;
}

function remarkWords({ t, format }: Page, remark: Remark): ComponentChildren {
  const words = t(messageId("check-remark", remark.code));
  switch (remark.code) {
    case "no_key":
      return (
        <>
          {words} <code>{remark.key}</code>
        </>
      );
    case "policy_holds":
      return (
        <>
          {words} <code>{remark.witnesses.join(", ")}</code>
        </>
      );
    case "policy_held":
      return (
        <>
          {t(messageId("check-remark", remark.code), { entries: remark.entries, log: remark.log })}{" "}
          <code>{remark.witnesses.join(", ")}</code>
        </>
      );
    case "cosigned":
      return t(messageId("check-remark", remark.code), { entries: remark.entries, log: remark.log });
    case "continues":
      return `${words} ${format.number(remark.size)}.`;
    case "as_of":
      return t(messageId("check-remark", remark.code), { entries: remark.entries, log: remark.log });
    case "signers_not_known":
      return `${words} ${format.number(remark.entries)}.`;
    case "not_in_manifest":
      return (
        <>
          {words} {format.number(remark.files)} (<code>{remark.some.join(", ")}</code>)
        </>
      );
    case "withheld_shown":
      return (
        <>
          {words} {format.number(remark.documents)} (<code>{remark.some.join(", ")}</code>)
        </>
      );
    default:
      return words;
  }
}
