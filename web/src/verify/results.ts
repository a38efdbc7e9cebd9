// The totals of the count done anew, as plain data, for a page to show beside the published ones.

import { compareText } from "../record/bytes.ts";
import type { State } from "./state.ts";
import type { Tally, View } from "./tally.ts";
import { type Total, totalsOf } from "./totals.ts";

/** A contest's totals as one view has them. */
export interface ViewResults {
  /** An account's id; undefined for what the acceptance policy and the rulings let stand. */
  readonly account: string | undefined;
  readonly country: Total;
  readonly noArea: Total | undefined;
  /** In the order of the areas' codes. */
  readonly areas: readonly Total[];
}

export interface ContestResults {
  readonly contest: string;
  /** The names of the totals' figures, in their order. */
  readonly figures: readonly string[];
  readonly states: Record<State, number>;
  readonly views: readonly ViewResults[];
}

/** The results of all contests: as accepted, and of each account that has readings. */
export function resultsOf(tally: Tally): ContestResults[] {
  return tally.law.contests.map(({ id }, contest) => {
    const views: View[] = ["accepted", ...tally.accounts(contest).map((account) => ({ account }))];
    return {
      contest: id,
      figures: tally.figureNames(contest),
      states: tally.states(contest),
      views: views.map((view) => {
        const { country, noArea, areas } = totalsOf(tally, view, contest);
        const sorted = [...areas.values()].sort((a, b) => compareText(a.area ?? "", b.area ?? ""));
        return { account: view === "accepted" ? undefined : view.account, country, noArea, areas: sorted };
      }),
    };
  });
}
