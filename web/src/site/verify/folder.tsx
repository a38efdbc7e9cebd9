// Choosing the publication's folder, for pages that were opened from a disk.

import type { Ref } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { CHECKPOINT } from "../../publication/layout.ts";
import type { ChosenFile } from "../../verify/files.ts";
import type { Page } from "../page.ts";

export function Folder({
  page: { t },
  input,
}: {
  page: Page;
  input: Ref<HTMLInputElement> & { current: HTMLInputElement | null };
}) {
  useLayoutEffect(() => {
    if (input.current !== null) input.current.webkitdirectory = true;
  }, [input]);
  return (
    <>
      <p>
        <label for="folder">{t("verify-folder")}</label>
        <input id="folder" ref={input} type="file" multiple aria-describedby="folder-hint" />
      </p>
      <p id="folder-hint" class="note">
        {t("verify-folder-hint")}
      </p>
    </>
  );
}

/** The publication's files where a folder that holds it was chosen: those beside the first `log/`. */
export function filesIn(files: readonly ChosenFile[]): ChosenFile[] {
  const paths = files.map(({ path }) => path).filter((path) => `/${path}`.endsWith(`/${CHECKPOINT}`));
  const [nearest] = paths.sort((a, b) => a.length - b.length);
  const prefix = nearest?.slice(0, -CHECKPOINT.length) ?? "";
  return files
    .filter(({ path }) => path.startsWith(prefix))
    .map(({ path, file }) => ({ path: path.slice(prefix.length), file }));
}
