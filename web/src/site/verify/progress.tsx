// The progress of a check.

import type { Progress } from "../../verify/job.ts";
import type { Page } from "../page.ts";
import { messageId } from "../words.ts";

export function ProgressLine({ page: { t }, progress }: { page: Page; progress: Progress }) {
  const { stage, done, all } = progress;
  return (
    <p class="progress">
      <label for="progress">{t(messageId("check-stage", stage))}</label>
      <progress id="progress" value={done} max={Math.max(all, 1)} />
      <span class="note">{t("check-progress", { done, all })}</span>
    </p>
  );
}
