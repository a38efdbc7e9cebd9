// The verify page: the whole record, by one button.

import { useRef } from "preact/hooks";
import { draw } from "../draw.tsx";
import type { Page } from "../page.ts";
import { Check } from "./check.tsx";
import { RecordResult } from "./record.tsx";
import { type KeyUsed, Wrong } from "./words.tsx";

export function startVerify(element: HTMLElement, page: Page): void {
  draw(element, page, <VerifyPage page={page} operator={element.dataset.operator || undefined} />);
}

function VerifyPage({ page, operator }: { page: Page; operator: string | undefined }) {
  const { t } = page;
  const key = useRef<HTMLInputElement>(null);
  const policy = useRef<HTMLTextAreaElement>(null);
  const used = useRef<KeyUsed>({ key: operator, given: false });
  const ask = () => {
    const given = key.current?.value.trim() ?? "";
    const witnesses = policy.current?.value ?? "";
    used.current = { key: given || operator, given: given !== "" };
    return {
      ...(used.current.key !== undefined && { key: used.current.key }),
      ...(witnesses.trim() !== "" && { policy: witnesses }),
    };
  };
  return (
    <section aria-labelledby="button-title">
      <h2 id="button-title">{t("verify-button")}</h2>
      <p>{t("verify-record-intro")}</p>
      <Check
        page={page}
        words={t("verify-record")}
        ask={ask}
        result={(page, ended, lacks) =>
          "record" in ended ? (
            <RecordResult page={page} report={ended.record} key_={used.current} lacks={lacks} />
          ) : (
            "wrong" in ended && <Wrong page={page} ended={ended} />
          )
        }
      >
        <p>
          <label for="key">{t("verify-key")}</label>
          <input
            id="key"
            ref={key}
            defaultValue={keyIn(location.hash)}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="key-hint"
          />
        </p>
        <p id="key-hint" class="note">
          {t("verify-key-hint")}
        </p>
        <details>
          <summary>{t("verify-policy")}</summary>
          <p>
            <label for="policy">{t("verify-policy")}</label>
            <textarea id="policy" ref={policy} rows={6} spellcheck={false} />
          </p>
        </details>
      </Check>
    </section>
  );
}

/** The key that an address gives, `#key=…`: whoever publishes it elsewhere can lead here. */
function keyIn(hash: string): string {
  const key = "#key=";
  try {
    return hash.startsWith(key) ? decodeURIComponent(hash.slice(key.length)) : "";
  } catch {
    return "";
  }
}
