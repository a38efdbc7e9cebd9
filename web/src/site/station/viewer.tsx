// A photograph that can be moved, enlarged and turned: by buttons, keys, a mouse or fingers.

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Page } from "../page.ts";
import {
  enlarged,
  moved,
  type Point,
  type Size,
  transformOf,
  turned,
  type Viewing,
  WHOLE,
  within,
} from "./viewing.ts";

const STEP = 1.4;
const KEY_PIXELS = 60;

const KEYS: Readonly<Record<string, (viewing: Viewing) => Viewing>> = {
  "+": (viewing) => enlarged(viewing, STEP),
  "=": (viewing) => enlarged(viewing, STEP),
  "-": (viewing) => enlarged(viewing, 1 / STEP),
  r: turned,
  R: turned,
  "0": () => WHOLE,
  ArrowLeft: (viewing) => moved(viewing, { x: KEY_PIXELS, y: 0 }),
  ArrowRight: (viewing) => moved(viewing, { x: -KEY_PIXELS, y: 0 }),
  ArrowUp: (viewing) => moved(viewing, { x: 0, y: KEY_PIXELS }),
  ArrowDown: (viewing) => moved(viewing, { x: 0, y: -KEY_PIXELS }),
};

export function Viewer({
  page: { t },
  address,
  alt,
  missing,
}: {
  page: Page;
  address: string;
  alt: string;
  /** The picture cannot be shown. */
  missing: () => void;
}) {
  // A page may have several, one for each contest.
  const hint = useId();
  const frame = useRef<HTMLDivElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const [viewing, setViewing] = useState(WHOLE);
  const [loading, setLoading] = useState(true);
  const size = (): Size => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = frame.current ?? {};
    return { width, height };
  };
  const change = (by: (viewing: Viewing) => Viewing): void =>
    setViewing((viewing) => within(by(viewing), size()));

  useLayoutEffect(() => {
    if (picture.current === null) return;
    const { naturalWidth: width, naturalHeight: height, style } = picture.current;
    style.setProperty("--look", transformOf(viewing, size(), { width, height }));
  });
  usePointers(frame, change);
  useWheel(frame, change);

  const full = (): void => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else whole.current?.requestFullscreen().catch(() => {});
  };
  const buttons: [string, () => void][] = [
    [t("zoom-in"), () => change((viewing) => enlarged(viewing, STEP))],
    [t("zoom-out"), () => change((viewing) => enlarged(viewing, 1 / STEP))],
    [t("rotate"), () => change(turned)],
    [t("reset"), () => change(() => WHOLE)],
  ];
  if (document.fullscreenEnabled) buttons.push([t("full-screen"), full]);
  const pressed = (event: KeyboardEvent): void => {
    const by = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    // Where there is nothing to move, arrows go on moving the page.
    if (event.key.startsWith("Arrow") && viewing.scale === 1) return;
    event.preventDefault();
    change(by);
  };
  return (
    <div ref={whole} class="viewer">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs */}
      <div
        ref={frame}
        class={viewing.scale > 1 ? "frame enlarged" : "frame"}
        role="group"
        aria-label={t("viewer")}
        aria-describedby={hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what keys move must be reached by keys
        tabIndex={0}
        onKeyDown={pressed}
      >
        {loading && <p class="wait">{t("photograph-loading")}</p>}
        <img
          ref={picture}
          src={address}
          alt={alt}
          draggable={false}
          decoding="async"
          onLoad={() => setLoading(false)}
          onError={missing}
        />
      </div>
      <p class="buttons">
        {buttons.map(([words, act]) => (
          <button type="button" key={words} onClick={act}>
            {words}
          </button>
        ))}
      </p>
      <p id={hint} class="note">
        {t("viewer-hint")}
      </p>
    </div>
  );
}

type Change = (by: (viewing: Viewing) => Viewing) => void;

/** One pointer moves, two enlarge. */
function usePointers(frame: { current: HTMLDivElement | null }, change: Change): void {
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const down = new Map<number, Point>();
    const place = ({ clientX, clientY }: PointerEvent): Point => fromMiddle(element, clientX, clientY);
    const begin = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      down.set(event.pointerId, place(event));
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent): void => {
      const before = down.get(event.pointerId);
      if (before === undefined) return;
      const now = place(event);
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      down.set(event.pointerId, now);
      if (other === undefined)
        change((viewing) => moved(viewing, { x: now.x - before.x, y: now.y - before.y }));
      else {
        const factor = apart(now, other) / Math.max(1, apart(before, other));
        const about = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
        change((viewing) => enlarged(viewing, factor, about));
      }
    };
    const end = (event: PointerEvent): void => {
      down.delete(event.pointerId);
    };
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener("pointerdown", begin, { signal });
    element.addEventListener("pointermove", move, { signal });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"] as const)
      element.addEventListener(name, end, { signal });
    return () => stop.abort();
  }, []);
}

/** A wheel enlarges once the frame was chosen, or with Ctrl; else it goes on moving the page. */
function useWheel(frame: { current: HTMLDivElement | null }, change: Change): void {
  useEffect(() => {
    const element = frame.current;
    const turn = (event: WheelEvent): void => {
      if (element === null || !(event.ctrlKey || document.activeElement === element)) return;
      event.preventDefault();
      const about = fromMiddle(element, event.clientX, event.clientY);
      change((viewing) => enlarged(viewing, Math.exp(-event.deltaY / 400), about));
    };
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, []);
}

function fromMiddle(element: Element, clientX: number, clientY: number): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
