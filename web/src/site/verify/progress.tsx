// How far a check is.

import type { Progress } from "../../verify/job.ts";
import type { CheckPage } from "./verifier.ts";

export function ProgressLine({ page: { check, format }, progress }: { page: CheckPage; progress: Progress }) {
  const { stage, done, all } = progress;
  return (
    <p class="progress">
      <label for="progress">{check.stages[stage]}</label>
      <progress id="progress" value={done} max={Math.max(all, 1)} />
      <span class="note">{check.progress(format.number(done), format.number(all))}</span>
    </p>
  );
}
