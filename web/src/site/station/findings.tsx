// What the rules say of a station's readings, and how a dispute was settled.

import { rulePage } from "../../publication/layout.ts";
import { pageLink } from "../links.ts";
import type { Page } from "../page.ts";
import type { Finding, Ruling } from "./data.ts";

export function FindingList({ page, findings }: { page: Page; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  const { texts, format } = page;
  const known: Record<string, string> = texts.rules;
  return (
    <section>
      <h3>{texts.findings}</h3>
      <p class="note">{texts.findingsIntro}</p>
      <ul>
        {findings.map(({ rule, entry }) => (
          <li key={`${rule} ${entry}`}>
            {Object.hasOwn(known, rule) ? (
              <a href={pageLink(page, rulePage(rule))}>{known[rule]}</a>
            ) : (
              <code>{rule}</code>
            )}
            {entry !== undefined && ` (${texts.ofEntry(format.number(entry))})`}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RulingList({ page, rulings }: { page: Page; rulings: readonly Ruling[] }) {
  if (rulings.length === 0) return null;
  const { texts, format } = page;
  return (
    <section>
      <h3>{texts.rulings}</h3>
      {rulings.map(({ entry, at, signer, reason, stands }) => (
        <div key={entry}>
          <p>{stands === undefined ? texts.rulingNone : texts.rulingStands(format.number(stands))}</p>
          <p>{texts.rulingReason}:</p>
          <blockquote>
            <bdi>{reason}</bdi>
          </blockquote>
          <p class="note">
            {texts.signer} <bdi>{signer}</bdi>, {format.hour(at)}, {texts.entry} {format.number(entry)}
          </p>
        </div>
      ))}
    </section>
  );
}
