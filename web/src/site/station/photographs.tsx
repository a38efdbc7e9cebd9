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
  const { texts, format } = page;
  const [at, setAt] = useState(0);
  const capture = captures[at];
  return (
    <section class="photographs">
      <h3>{texts.photographs}</h3>
      {capture === undefined ? (
        <p>{texts.photographsNone}</p>
      ) : (
        <>
          {captures.length > 1 && (
            <p class="buttons">
              {captures.slice(0, MOST).map(({ entry }, place) => (
                <button type="button" key={entry} aria-pressed={place === at} onClick={() => setAt(place)}>
                  {texts.photograph(format.number(place + 1))}
                </button>
              ))}
            </p>
          )}
          <Photograph key={capture.entry} page={page} station={station} capture={capture} />
          <p class="note">
            <a href={documentLink(page, capture.image)}>{texts.photographOriginal}</a>. {texts.signer}{" "}
            <bdi>{capture.signer}</bdi>, {format.hour(capture.at)}, {texts.entry}{" "}
            {format.number(capture.entry)}
          </p>
        </>
      )}
    </section>
  );
}

function Photograph({ page, station, capture }: { page: Page; station: Station; capture: Capture }) {
  const [copy, original] = [pictureLink(page, capture), documentLink(page, capture.image)];
  const [address, setAddress] = useState<string | undefined>(copy);
  const { texts } = page;
  if (capture.image === "") return <p class="problem">{texts.photographMissing}</p>;
  if (!capture.copies && !capture.media.startsWith("image/")) return <p>{texts.photographNotShown}</p>;
  if (address === undefined)
    return (
      <p class="problem" role="alert">
        {texts.photographMissing}
      </p>
    );
  return (
    <Viewer
      key={address}
      page={page}
      address={address}
      alt={texts.photographAlt(station.code)}
      // Where the copy is missing, the original may be there.
      missing={() => setAddress(address === original ? undefined : original)}
    />
  );
}
