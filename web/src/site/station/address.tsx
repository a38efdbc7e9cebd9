// The station's own address: to copy, to print, and as a QR code.

import { useMemo, useState } from "preact/hooks";
import { encode } from "uqr";
import type { Page } from "../page.ts";
import type { Station } from "./data.ts";

export function Address({ page, station }: { page: Page; station: Station }) {
  const { t } = page;
  const [said, setSaid] = useState("");
  const address = new URL(`#${encodeURIComponent(station.code)}`, location.href).href;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      setSaid(t("address-copied"));
    } catch {
      setSaid(t("address-not-copied"));
    }
  };
  return (
    <section aria-labelledby="address-title">
      <h2 id="address-title">{t("address")}</h2>
      {page.fromDisk ? (
        <p>{t("address-on-disk")}</p>
      ) : (
        <>
          <p>
            <code>{address}</code>
          </p>
          <Code text={address} label={t("address-code")} />
        </>
      )}
      <p class="buttons">
        {!page.fromDisk && (
          <button type="button" onClick={copy}>
            {t("address-copy")}
          </button>
        )}
        <button type="button" onClick={() => print()}>
          {t("address-print")}
        </button>
      </p>
      <p role="status" class="note">
        {said}
      </p>
    </section>
  );
}

/** A QR code (ISO/IEC 18004), with the light border of four modules that readers need. */
function Code({ text, label }: { text: string; label: string }) {
  const code = useMemo(() => {
    try {
      return encode(text, { ecc: "M", border: 4 });
    } catch {
      // More than a QR code holds.
      return undefined;
    }
  }, [text]);
  if (code === undefined) return null;
  const dark = code.data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="code" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={label}>
      <rect class="light" width="100%" height="100%" />
      <path class="dark" d={dark.join("")} />
    </svg>
  );
}
