// Reading ahead: the next files come in while the last ones are looked at.

/** The results of `read` for 0, 1, … `count` − 1, in that order, with up to `depth` of them under way. */
export async function* readAhead<T>(
  count: number,
  read: (index: number) => Promise<T>,
  depth = 8,
): AsyncGenerator<T> {
  const underWay: Promise<T>[] = [];
  let next = 0;
  const more = (): void => {
    if (next >= count) return;
    const reading = read(next++);
    // A failure is thrown where its turn comes, and not before.
    reading.catch(() => {});
    underWay.push(reading);
  };
  while (next < Math.min(depth, count)) more();
  for (let reading = underWay.shift(); reading !== undefined; reading = underWay.shift()) {
    const value = await reading;
    more();
    yield value;
  }
}
