// The view of a picture: offset, scale and rotation.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The picture's middle against the frame's, in pixels; the scale; quarter turns. */
export interface Viewing {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly turns: number;
}

export const WHOLE: Viewing = { x: 0, y: 0, scale: 1, turns: 0 };
const LARGEST = 12;

/** Enlarges by a factor, so that a point of the frame, counted from its middle, stays where it is. */
export function enlarged(viewing: Viewing, factor: number, about: Point = { x: 0, y: 0 }): Viewing {
  const scale = Math.min(LARGEST, Math.max(1, viewing.scale * factor));
  const by = scale / viewing.scale;
  return {
    ...viewing,
    scale,
    x: about.x - (about.x - viewing.x) * by,
    y: about.y - (about.y - viewing.y) * by,
  };
}

export function moved(viewing: Viewing, by: Point): Viewing {
  return { ...viewing, x: viewing.x + by.x, y: viewing.y + by.y };
}

export function turned(viewing: Viewing): Viewing {
  // Counted on and on: a turn from the last quarter goes on to the right.
  return { ...viewing, turns: viewing.turns + 1, x: -viewing.y, y: viewing.x };
}

/** Keeps the picture in the frame: no farther out than its edge. */
export function within(viewing: Viewing, frame: Size): Viewing {
  const farthest = (size: number): number => (size * (viewing.scale - 1)) / 2;
  // + 0 turns -0 into 0.
  const bound = (at: number, most: number): number => Math.min(most, Math.max(-most, at)) + 0;
  return {
    ...viewing,
    x: bound(viewing.x, farthest(frame.width)),
    y: bound(viewing.y, farthest(frame.height)),
  };
}

/** As a transform of CSS, for a picture that fits its frame upright. On its side it is made to fit anew. */
export function transformOf({ x, y, scale, turns }: Viewing, frame: Size, picture: Size): string {
  const fitting = (width: number, height: number): number =>
    Math.min(frame.width / width, frame.height / height);
  const anew = fitting(picture.height, picture.width) / fitting(picture.width, picture.height);
  const fit = turns % 2 === 1 && Number.isFinite(anew) && anew > 0 ? anew : 1;
  return `translate(${x}px, ${y}px) rotate(${turns * 90}deg) scale(${scale * fit})`;
}
