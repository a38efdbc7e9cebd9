// The totals of the count done anew, as plain data, for a page to show beside the published ones.

import type { State } from "./state.ts";
import type { Tally, View } from "./tally.ts";
import { type Total, Totals } from "./totals.ts";

/** A contest's totals of the whole country as one view has them. */
export interface ViewResults {
  /** An account's id; undefined for what the acceptance policy and the rulings let stand. */
  readonly account: string | undefined;
  readonly country: Total;
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
        const { country } = new Totals(tally, view, contest);
        return { account: view === "accepted" ? undefined : view.account, country };
      }),
    };
  });
}
