// A button that starts a check, its progress and its result.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChosenFile } from "../../verify/files.ts";
import type { Ended, Job, Progress, Running } from "../../verify/job.ts";
import type { Lack } from "../../verify/lacks.ts";
import { Failed } from "../draw.tsx";
import { LoadError } from "../load.ts";
import type { Page } from "../page.ts";
import { failureOf } from "../station/data.ts";
import { Folder, filesIn } from "./folder.tsx";
import { ProgressLine } from "./progress.tsx";
import { loadVerifier, withCheckWords } from "./verifier.ts";

/** What is checked, without what the page adds. */
export type Asked = Omit<Job, "base" | "chosen">;

type Step =
  | { readonly is: "waiting" }
  | { readonly is: "starting" }
  | { readonly is: "running"; readonly page: Page; readonly progress: Progress }
  | { readonly is: "ended"; readonly page: Page; readonly ended: Ended; readonly lacks: readonly Lack[] }
  | { readonly is: "stopped" }
  | { readonly is: "no folder" }
  | { readonly is: "failed"; readonly error: unknown };

export function Check({
  page,
  words,
  ask,
  children,
  result,
}: {
  page: Page;
  /** What the button says. */
  words: string;
  /** What is to be checked, once the button is pressed. */
  ask: () => Asked;
  /** What may be filled in before. */
  children?: ComponentChildren;
  result: (page: Page, ended: Ended, lacks: readonly Lack[]) => ComponentChildren;
}) {
  const { t } = page;
  const [step, setStep] = useState<Step>({ is: "waiting" });
  const running = useRef<Running>(undefined);
  const folder = useRef<HTMLInputElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  // Which check is meant: what an earlier one says comes too late.
  const turn = useRef(0);
  useEffect(() => () => running.current?.cancel(), []);
  useLayoutEffect(() => {
    if (step.is === "ended") outcome.current?.focus();
  }, [step]);

  const begin = async (): Promise<void> => {
    const mine = ++turn.current;
    const say = (step: Step): void => {
      if (turn.current === mine) setStep(step);
    };
    const list = folder.current?.files;
    if (page.fromDisk && (list === null || list === undefined || list.length === 0)) {
      folder.current?.focus();
      return say({ is: "no folder" });
    }
    say({ is: "starting" });
    try {
      const verifier = await loadVerifier(page);
      const worded = withCheckWords(page, verifier);
      const lacks = await verifier.lacks();
      if (turn.current !== mine) return;
      const chosen: ChosenFile[] | undefined = page.fromDisk
        ? filesIn(verifier.chosen(list ?? []))
        : undefined;
      const job: Job = { ...ask(), base: page.base, ...(chosen && { chosen }) };
      running.current = verifier.start(job, (progress) => say({ is: "running", page: worded, progress }));
      say({ is: "ended", page: worded, ended: await running.current.ended, lacks });
    } catch (error) {
      say({ is: "failed", error });
    }
  };
  const stop = (): void => {
    turn.current++;
    running.current?.cancel();
    setStep({ is: "stopped" });
  };

  const busy = step.is === "starting" || step.is === "running";
  return (
    <div class="check">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        {children}
        {page.fromDisk && <Folder page={page} input={folder} />}
        <p class="buttons">
          <button type="submit" class="main" disabled={busy}>
            {words}
          </button>
          {busy && (
            <button type="button" onClick={stop}>
              {t("cancel")}
            </button>
          )}
        </p>
      </form>
      <p role="status">{busy ? t("running") : ""}</p>
      {step.is === "running" && <ProgressLine page={step.page} progress={step.progress} />}
      {step.is === "stopped" && <p role="status">{t("stopped")}</p>}
      {step.is === "no folder" && (
        <p class="problem" role="alert">
          {t("verify-folder-first")}
        </p>
      )}
      {step.is === "failed" && <CheckFailed page={page} error={step.error} again={() => void begin()} />}
      <div ref={outcome} tabIndex={-1} class="outcome">
        {step.is === "ended" && result(step.page, step.ended, step.lacks)}
      </div>
    </div>
  );
}

function CheckFailed({ page, error, again }: { page: Page; error: unknown; again: () => void }) {
  if (error instanceof LoadError)
    return <Failed page={page} failure={failureOf(error)} file={error.file} again={again} />;
  return (
    <div class="problem" role="alert">
      <p>{page.t("verify-failed")}</p>
      <p>
        <code>{String(error)}</code>
      </p>
    </div>
  );
}
