// The panel of a page: by which key, a button, how far it is, and then in plain words what was checked and
// whatever differs, in red and with the two values. All text is put in as text, never as markup.

import { type ChosenFile, chosen } from "../verify/files.ts";
import type { Ended, Job, Progress, Running } from "../verify/job.ts";
import type { Problem } from "../verify/problem.ts";
import type { StationReport } from "../verify/station.ts";
import type { Remark } from "../verify/trust.ts";
import type { Report } from "../verify/verify.ts";
import { fill, type Words, wordsOf } from "./words.ts";

export interface PanelOptions {
  /** The publication's folder, relative to the page. */
  readonly root: string;
  /** The key that the page names. */
  readonly key: string;
  readonly language: string;
  /** One station alone. */
  readonly station?: { readonly code: string; readonly shards: number };
  readonly start: (job: Job, progress: (progress: Progress) => void) => Running;
  readonly lacks: () => Promise<("ed25519" | "worker" | "storage" | "webcrypto")[]>;
}

/** How many problems are shown. */
const MOST_SHOWN = 50;
/** Red on paper and on black; the words say the same. */
const RED = "light-dark(#b3261e, #ff8a80)";

type Child = Node | string;

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Draws the panel into an element. When a check has ended, the element gets the event `cotejo-verified`, whose
 * detail is the report, so that the page can lay the results beside the published ones. */
export function panel(into: HTMLElement, options: PanelOptions): void {
  new Panel(into, options).draw();
}

class Panel {
  readonly #words: Words;
  readonly #number: (n: number) => string;
  readonly #said = element("div", { class: "verify-said", role: "status", "aria-live": "polite" });
  readonly #progress = element("progress", { class: "verify-progress", max: "1", value: "0", hidden: "" });
  readonly #stage = element("p", { class: "verify-stage note" });
  readonly #button = element("button", { type: "submit" });
  readonly #fromDisk = location.protocol === "file:";
  #chosen: ChosenFile[] | undefined;
  #running: Running | undefined;

  constructor(
    readonly into: HTMLElement,
    readonly options: PanelOptions,
  ) {
    this.#words = wordsOf(options.language);
    const format = new Intl.NumberFormat(options.language);
    this.#number = (n) => format.format(n);
  }

  draw(): void {
    const { key: keyLabel, keyHint, policy: policyLabel } = this.#words;
    const key = element("textarea", { id: "verify-key", rows: "2", spellcheck: "false" });
    key.value = keyOfAddress() ?? this.options.key;
    const policy = element("textarea", { id: "verify-policy", rows: "4", spellcheck: "false" });
    const form = element(
      "form",
      { class: "verify-form" },
      element("p", {}, element("label", { for: key.id }, keyLabel), element("br", {}), key),
      element("p", { class: "note" }, keyHint),
      element("details", {}, element("summary", {}, policyLabel), policy),
      ...(this.#fromDisk ? [this.#folder()] : []),
      element("p", {}, this.#button),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#running === undefined) this.#check(key.value, policy.value);
      else this.#cancel();
    });
    this.#idle();
    const title = element("h2", {}, this.#words.title);
    this.into.replaceChildren(title, form, this.#progress, this.#stage, this.#said);
    this.options.lacks().then((lacking) => {
      const notes = lacking.map((what) => element("p", { class: "note" }, this.#words.lacks[what]));
      form.append(...notes);
    });
  }

  /** A page from a disk may fetch nothing: the reader chooses the folder. */
  #folder(): HTMLElement {
    const input = element("input", { id: "verify-folder", type: "file", webkitdirectory: "", multiple: "" });
    input.addEventListener("change", () => {
      this.#chosen = chosen(input.files ?? []);
      this.#idle();
    });
    const label = element("label", { for: input.id }, this.#words.folder);
    return element("p", {}, label, element("br", {}), input);
  }

  #idle(): void {
    const { check, checkStation } = this.#words;
    this.#running = undefined;
    this.#button.textContent = this.options.station === undefined ? check : checkStation;
    this.#button.disabled = this.#fromDisk && this.#chosen === undefined;
    this.#progress.hidden = true;
    this.#stage.textContent = "";
  }

  #cancel(): void {
    this.#running?.cancel();
    this.#idle();
    this.#said.replaceChildren(element("p", {}, this.#words.cancelled));
  }

  async #check(key: string, policy: string): Promise<void> {
    const job: Job = {
      base: new URL(this.options.root || "./", location.href).href,
      ...(this.#chosen && { chosen: this.#chosen }),
      ...(key.trim() !== "" && { key: key.trim() }),
      ...(policy.trim() !== "" && { policy }),
      ...(this.options.station && { station: this.options.station }),
    };
    this.#said.replaceChildren();
    this.#progress.hidden = false;
    this.#progress.removeAttribute("value");
    this.#button.textContent = this.#words.cancel;
    const running = this.options.start(job, (progress) => this.#told(progress));
    this.#running = running;
    let said: Child[];
    try {
      said = this.#ended(await running.ended);
    } catch (error) {
      said = [this.#red(fill(this.#words.failed, String(error)))];
    }
    if (this.#running !== running) return;
    this.#idle();
    this.#said.replaceChildren(...said);
  }

  #told({ stage, done, all }: Progress): void {
    this.#progress.max = all;
    this.#progress.value = done;
    this.#stage.textContent = `${this.#words.stages[stage]}: ${this.#number(done)} / ${this.#number(all)}`;
  }

  #ended(ended: Ended): Child[] {
    if ("wrong" in ended) {
      const { wrongKey, wrongPolicy } = this.#words;
      return [this.#red(ended.wrong === "key" ? wrongKey : fill(wrongPolicy, ended.line ?? 1))];
    }
    const report = "record" in ended ? ended.record : ended.station;
    this.into.dispatchEvent(new CustomEvent("cotejo-verified", { detail: report, bubbles: true }));
    return [
      ...this.#verdict(report.problems, "more" in report ? report.more : 0),
      ...("record" in ended ? this.#record(ended.record) : this.#station(ended.station)),
      ...report.remarks.map((remark) => element("p", { class: "note" }, this.#remark(remark))),
    ];
  }

  #verdict(problems: readonly Problem[], more: number): Child[] {
    const { agrees, differs, more: andMore } = this.#words;
    if (problems.length === 0)
      return [element("p", { class: "verify-agrees" }, element("strong", {}, `✓ ${agrees}`))];
    const shown = problems
      .slice(0, MOST_SHOWN)
      .map((problem) => element("li", {}, ...this.#problem(problem)));
    const rest = problems.length + more - shown.length;
    const list = element("ul", { class: "verify-differs" }, ...shown);
    list.style.setProperty("color", RED);
    return [
      this.#red(`✗ ${fill(differs, this.#number(problems.length + more))}`),
      list,
      ...(rest > 0 ? [this.#red(fill(andMore, this.#number(rest)))] : []),
    ];
  }

  /** A file, what is wrong with it, where, and the two values. */
  #problem({ file, code, at, found, expected }: Problem): Child[] {
    const { found: foundWord, expected: expectedWord, codes } = this.#words;
    const value = (word: string, text: string | undefined): Child[] =>
      text === undefined ? [] : [element("br", {}), `${word}: `, element("code", {}, text)];
    return [
      element("code", {}, file),
      ` ${codes[code]}`,
      ...(at === undefined ? [] : [" (", element("code", {}, at), ")"]),
      ...value(foundWord, found),
      ...value(expectedWord, expected),
    ];
  }

  #red(text: string): HTMLElement {
    const made = element("p", { class: "verify-differs" }, element("strong", {}, text));
    made.style.setProperty("color", RED);
    return made;
  }

  #list(sentences: readonly string[]): HTMLElement {
    return element("ul", {}, ...sentences.map((sentence) => element("li", {}, sentence)));
  }

  #record({ checkpoint, checked, refused, unknownTypes }: Report): Child[] {
    const { checked: sentences, refused: refusedWords, unknown } = this.#words;
    const { entries, signatures, tiles, documents, files, stations } = checked;
    const values = [
      [checkpoint?.origin ?? "", this.#number(checkpoint?.size ?? 0)],
      [this.#number(entries), this.#number(signatures)],
      [this.#number(tiles)],
      [this.#number(documents)],
      [this.#number(files)],
      [this.#number(stations)],
    ];
    // What was not reached is not said to have been checked.
    const reached = [
      checkpoint !== undefined,
      entries > 0,
      tiles > 0,
      documents > 0,
      files > 0,
      stations > 0,
    ];
    const said = sentences
      .map((sentence, at) => fill(sentence, ...values[at]!))
      .filter((_, at) => reached[at]);
    const total = (counts: Readonly<Record<string, number>>): number =>
      Object.values(counts).reduce((sum, count) => sum + count, 0);
    const codes = Object.entries(refused).map(([code, count]) => `${code}: ${this.#number(count)}`);
    return [
      this.#list(said),
      ...(codes.length > 0
        ? [element("p", {}, fill(refusedWords, this.#number(total(refused)), codes.join(", ")))]
        : []),
      ...(total(unknownTypes) > 0
        ? [element("p", {}, fill(unknown, this.#number(total(unknownTypes))))]
        : []),
    ];
  }

  #station({ checkpoint, steps, limits }: StationReport): Child[] {
    const { stationChecked, limits: limitsWords, limit } = this.#words;
    const count = (what: string): number => steps.filter((step) => step.what === what).length;
    const counts = [count("checkpoint"), count("entry"), count("grant"), count("photograph")];
    const values = counts.map((n) => [this.#number(n)]);
    values[0] = [checkpoint?.origin ?? "", this.#number(checkpoint?.size ?? 0)];
    const said = stationChecked
      .map((sentence, at) => fill(sentence, ...values[at]!))
      .filter((_, at) => counts[at]! > 0);
    return [this.#list(said), element("p", {}, limitsWords), this.#list(limits.map((what) => limit[what]))];
  }

  #remark(remark: Remark): string {
    const sentence = this.#words.remarks[remark.code];
    switch (remark.code) {
      case "no_key":
        return fill(sentence, remark.key);
      case "policy_holds":
        return fill(sentence, remark.witnesses.join(", ") || "–");
      case "continues":
        return fill(sentence, this.#number(remark.size));
      case "signers_not_known":
        return fill(sentence, this.#number(remark.entries));
      case "not_in_manifest":
        return fill(sentence, this.#number(remark.files), remark.some.join(", "));
      default:
        return sentence;
    }
  }
}

/** A key that the page's address names, `#key=…`: whoever gave the address vouches for it. */
function keyOfAddress(): string | undefined {
  const given = /[#&]key=([^&]+)/.exec(location.hash)?.[1];
  try {
    return given === undefined ? undefined : decodeURIComponent(given);
  } catch {
    return undefined;
  }
}
