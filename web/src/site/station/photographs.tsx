// The photographs of a station's sheet, one at a time.

import { useState } from "preact/hooks";
import { documentLink, pictureLink } from "../links.ts";
import type { Page } from "../page.ts";
import type { Capture, Station } from "./data.ts";
import { Viewer } from "./viewer.tsx";

/** The most photographs that there are buttons for. */
const MOST = 20;

export function Photographs({
  page,
  station,
  captures,
}: {
  page: Page;
  station: Station;
  captures: readonly Capture[];
}) {
  const { t, format } = page;
  const [at, setAt] = useState(0);
  const capture = captures[at];
  return (
    <section class="photographs">
      <h3>{t("photographs")}</h3>
      {capture === undefined ? (
        <p>{t("photographs-none")}</p>
      ) : (
        <>
          {captures.length > 1 && (
            <p class="buttons">
              {captures.slice(0, MOST).map(({ entry }, place) => (
                <button type="button" key={entry} aria-pressed={place === at} onClick={() => setAt(place)}>
                  {t("photograph", { n: place + 1 })}
                </button>
              ))}
            </p>
          )}
          <Photograph key={capture.entry} page={page} station={station} capture={capture} />
          <p class="note">
            {capture.shown === capture.image ? (
              <>
                <a href={documentLink(page, capture.image)}>{t("photograph-original")}</a>.{" "}
              </>
            ) : (
              capture.shown !== "" && <>{t("photograph-covered")} </>
            )}
            {t("signer")} <bdi>{capture.signer}</bdi>, {format.hour(capture.at)}, {t("entry")}{" "}
            {format.number(capture.entry)}
          </p>
        </>
      )}
    </section>
  );
}

function Photograph({ page, station, capture }: { page: Page; station: Station; capture: Capture }) {
  const [copy, original] = [pictureLink(page, capture), documentLink(page, capture.shown)];
  const [address, setAddress] = useState<string | undefined>(copy);
  const { t } = page;
  if (capture.image === "") return <p class="problem">{t("photograph-missing")}</p>;
  if (capture.shown === "") return <p>{t("photograph-withheld")}</p>;
  if (!capture.copies && !capture.media.startsWith("image/")) return <p>{t("photograph-not-shown")}</p>;
  if (address === undefined)
    return (
      <p class="problem" role="alert">
        {t("photograph-missing")}
      </p>
    );
  return (
    <Viewer
      key={address}
      page={page}
      address={address}
      alt={t("photograph-alt", { station: station.code })}
      // Where the copy is missing, the original may be there.
      missing={() => setAddress(address === original ? undefined : original)}
    />
  );
}
