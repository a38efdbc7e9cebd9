// Draws a part of a page, with what stands there while it loads or where it fails.

import { Component, type ComponentChildren, render } from "preact";
import type { Failure } from "./load.ts";
import type { Page } from "./page.ts";

export function draw(element: Element, page: Page, children: ComponentChildren): void {
  render(<Guard page={page}>{children}</Guard>, element);
}

/** Says so where drawing fails, and leaves the rest of the page alone. */
class Guard extends Component<{ page: Page; children?: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failed: true });
  }

  render() {
    const { page, children } = this.props;
    return this.state.failed ? <p class="problem">{page.t("failed-drawing")}</p> : children;
  }
}

/** What could not be loaded, with a button to try again. */
export function Failed({
  page: { t },
  failure,
  file,
  again,
}: {
  page: Page;
  failure: Failure;
  file: string;
  again: () => void;
}) {
  const words = { missing: t("failed-missing"), slow: t("failed-slow"), broken: t("failed-broken") }[failure];
  return (
    <div class="problem" role="alert">
      <p>{words}</p>
      <p>
        {t("file")}: <code>{file}</code>
      </p>
      <p>
        <button type="button" onClick={again}>
          {t("retry")}
        </button>
      </p>
    </div>
  );
}

/** Something that is loaded: what it is, what failed, or that it is under way. */
export type Loaded<T> =
  | { readonly value: T }
  | { readonly failure: Failure; readonly file: string }
  | undefined;
