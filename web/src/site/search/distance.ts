// How many small errors lie between two words: a letter too many, too few or another, or two neighbours changed
// about (optimal string alignment).

export interface Distance {
  /** To the whole word. */
  readonly whole: number;
  /** To the nearest beginning of the word. */
  readonly prefix: number;
}

/** How many errors a word of so many letters may have. */
export function tolerance(word: string): number {
  const letters = Array.from(word).length;
  return letters >= 8 ? 2 : letters >= 4 ? 1 : 0;
}

/** The distances of a typed word to another. Those of more than `most` come out as `most + 1`. */
export function distance(typed: string, word: string, most: number): Distance {
  const [a, b] = [Array.from(typed), Array.from(word)];
  const far = most + 1;
  if (b.length < a.length - most) return { whole: far, prefix: far };
  // More letters than these are no nearer beginning.
  const columns = Math.min(b.length, a.length + most);
  let [before, last]: [number[], number[]] = [[], Array.from({ length: columns + 1 }, (_, at) => at)];
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    let least = row;
    for (let column = 1; column <= columns; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(last[column]! + 1, now[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, before[column - 2]! + 1);
      now.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return { whole: far, prefix: far };
    [before, last] = [last, now];
  }
  const whole = columns < b.length ? far : Math.min(last[columns]!, far);
  return { whole, prefix: Math.min(far, ...last) };
}
