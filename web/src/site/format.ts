// Numbers and times in the page's language, as the pages themselves write them.

const HOUR = /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2})Z$/;

export class Format {
  readonly #number: Intl.NumberFormat;
  readonly #signed: Intl.NumberFormat;
  readonly #date: Intl.DateTimeFormat;

  /** `locale` is a BCP 47 tag. */
  constructor(readonly locale: string) {
    // Spanish alone would leave four digits together; columns of figures read better alike.
    this.#number = new Intl.NumberFormat(this.locale, { useGrouping: "always" });
    this.#signed = new Intl.NumberFormat(this.locale, { useGrouping: "always", signDisplay: "exceptZero" });
    this.#date = new Intl.DateTimeFormat(this.locale, { dateStyle: "long", timeZone: "UTC" });
  }

  number(n: number): string {
    return this.#number.format(n);
  }

  /** The place of an entry in the log, or of a row of it: 1,234 or 1,234/17. */
  place({ entry, row }: { readonly entry: number; readonly row: number | undefined }): string {
    return row === undefined ? this.number(entry) : `${this.number(entry)}/${row}`;
  }

  /** With its sign; the minus is U+2212, which screen readers read. */
  signed(n: number): string {
    return this.#signed.format(n).replace("-", "\u2212");
  }

  /** A day and hour of the record, `2026-05-10T22Z`; as it stands where it is not one. */
  hour(text: string): string {
    const [, day, hour] = HOUR.exec(text) ?? [];
    const date = new Date(`${day}T00:00:00Z`);
    if (hour === undefined || Number.isNaN(date.getTime())) return text;
    return `${this.#date.format(date)}, ${hour}\u00a0h UTC`;
  }

  /** Compares texts as the language sorts them, numbers in them by their size. */
  collator(): Intl.Collator {
    return new Intl.Collator(this.locale, { numeric: true, sensitivity: "base" });
  }
}
