// Checking one station: that this page says what the signed log says.

import { useRef } from "preact/hooks";
import { PAGES } from "../../publication/layout.ts";
import type { Lack } from "../../verify/lacks.ts";
import type { StationReport, Step } from "../../verify/station/station.ts";
import type { Election } from "../election.ts";
import { pageLink } from "../links.ts";
import type { Page } from "../page.ts";
import { Check } from "../verify/check.tsx";
import { type KeyUsed, Remarks, Verdict, Wrong } from "../verify/words.tsx";
import { messageId } from "../words.ts";
import type { Station } from "./data.ts";

export function StationCheck({
  page,
  station,
  election,
}: {
  page: Page;
  station: Station;
  election: Election;
}) {
  const { t } = page;
  const { operator: key, shards, recoveries } = election;
  const used = useRef<KeyUsed>({ key, given: false });
  return (
    <section aria-labelledby="check-title">
      <h2 id="check-title">{t("verify")}</h2>
      <p>{t("verify-station-intro")}</p>
      <Check
        page={page}
        words={t("verify-station")}
        ask={() => ({
          ...(key !== undefined && { key }),
          station: { code: station.code, shards, recoveries },
        })}
        result={(page, ended, lacks) =>
          "station" in ended ? (
            <StationResult page={page} report={ended.station} key_={used.current} lacks={lacks} />
          ) : (
            "wrong" in ended && <Wrong page={page} ended={ended} />
          )
        }
      />
    </section>
  );
}

function StationResult({
  page,
  report,
  key_,
  lacks,
}: {
  page: Page;
  report: StationReport;
  key_: KeyUsed;
  lacks: readonly Lack[];
}) {
  const { t } = page;
  return (
    <>
      <Verdict page={page} problems={report.problems} more={0} />
      <h3>{t("check-checked")}</h3>
      <ul>
        {inOrder(report.steps).map((step) => (
          <li key={`${step.what} ${step.of}`}>
            {t(messageId("check-step", step.what), { of: shownOf(page, step) })}
            {step.signer !== undefined && (
              <>
                {" "}
                <code>{step.signer}</code>
              </>
            )}
          </li>
        ))}
      </ul>
      <Remarks page={page} remarks={report.remarks} key_={key_} lacks={lacks} />
      <h3>{t("check-limits")}</h3>
      <p>{t("check-limits-intro")}</p>
      <ul>
        {report.limits.map((limit) => (
          <li key={limit}>{t(messageId("check-limit", limit))}</li>
        ))}
      </ul>
      <p>
        <a href={pageLink(page, PAGES.verify)}>{t("verify-whole")}</a>
      </p>
    </>
  );
}

const ORDER = ["checkpoint", "grant", "entry", "photograph"];

/** Each step once, the log's first. */
function inOrder(steps: readonly Step[]): Step[] {
  const once = new Map(steps.map((step) => [`${step.what} ${step.of}`, step]));
  return [...once.values()].sort((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
}

function shownOf({ format }: Page, { what, of }: Step): string {
  return what === "photograph" ? of : format.number(Number(of));
}
