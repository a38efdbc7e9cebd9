## The language itself: its name, and how it writes numbers, percentages and days

language-name = English
language-thousands = ,
language-decimal = .
language-percent = { $number }%
language-date = { $day } { $month } { $year }
language-months = January February March April May June July August September October November December

## The pages as a whole

page-skip = Skip to the result
page-languages = Languages
page-record-of = Public record of the tally sheets
page-vote-on = Vote of { $date }
page-record-entries =
    { $n ->
        [1] The record holds { $n } signed entry.
       *[other] The record holds { $n } signed entries.
    }
page-record-readings =
    { $n ->
        [1] { $n } reading of a tally sheet counts.
       *[other] { $n } readings of tally sheets count.
    }
page-record-stations =
    { $n ->
        [1] { $n } polling station is named.
       *[other] { $n } polling stations are named.
    }
page-more =
    { $n ->
        [1] { $n } more is not shown here; the data files hold everything.
       *[other] { $n } more are not shown here; the data files hold everything.
    }
page-more-contests =
    { $n ->
        [1] { $n } more contest is not shown here; the data files hold everything.
       *[other] { $n } more contests are not shown here; the data files hold everything.
    }
page-findings = Findings
page-findings-intro = Rules that a reading breaks. An error means that the figures cannot all be right; a warning, that they can be and are worth a look. A finding says nothing of its cause.
page-findings-none = No reading breaks a rule.
page-findings-table = Findings by rule
page-rule = Rule
page-weight = Weight
page-error = Error
page-warning = Warning
page-how-many = How many
page-refused = Entries and rows that count for nothing
page-refused-intro = They stay in the record, where anyone can read them, and change no total.
page-refused-none = Every entry counts.
page-refused-table = Entries and rows that count for nothing, by reason
page-reason = Reason
page-code = Code
page-entries = Entries
page-first-entries = First places in the log
page-unknown-types =
    { $n ->
        [1] { $n } entry is of a type that this version does not know; it is kept and ignored.
       *[other] { $n } entries are of types that this version does not know; they are kept and ignored.
    }
page-data = Data to download
page-data-table = Files of this publication
page-file = File
page-size = Size
page-holds = What it holds
page-verify = How to verify this page
page-verify-intro = Nobody has to be trusted for these figures, this page's operator included. Copy the whole folder; from its files alone, without a network, one command checks every signature, hash, sheet and total:
page-verify-folder = FOLDER
page-verify-key = Compare the operator's key with one that you had from elsewhere: from an earlier copy, a newspaper, a witness. A copy that somebody changed can name another key.
page-verify-sums = Without our program: this command checks the files of each folder against the folder’s list, and the operator signed the topmost one; any client for C2SP tlog-tiles can read and check the log in the folder log/.
page-origin = Log
page-log-size = Entries in the log
page-root = Root hash
page-operator-key = Operator's key
page-log-key = Log's key
page-not-covered = What this page does not say
page-not-covered-text = The figures are those of the readings in this record. Stations without a reading are not estimated. That a sheet reads so is shown here; whether the sheet itself is genuine, and what happened at the station, is not. Differences are stated without a judgement on their cause.
page-footer = Made from the log { $origin }. The same log gives this same page, byte for byte.

## Results

result-result = Result
result-accepted = Accepted readings
result-the-accepted = the accepted readings
result-accepted-note = Readings that suffice by the election's stated policy, whoever they are from.
result-account-note = As this account tells it.
result-no-readings = No reading stands here yet.
result-more-accounts =
    { $n ->
        [1] { $n } more account with readings is not shown here; the data files hold everything.
       *[other] { $n } more accounts with readings are not shown here; the data files hold everything.
    }
result-votes-by-option = Votes by option: { $account }
result-other = Other figures of the sheets
result-other-figures = Other figures of the sheets: { $account }
result-option = Option
result-votes = Votes
result-share = Share
result-all-options = All options
result-rest =
    { $n ->
        [1] { $n } more option
       *[other] { $n } more options together
    }
result-figure = Figure
result-sum = Sum
result-read-at = Stations read
result-not-on-form = not given by these readings
result-illegible = illegible
result-illegible-at =
    { $n ->
        [1] { $n } figure of the standing sheets is illegible and is in no sum.
       *[other] { $n } figures of the standing sheets are illegible and are in no sum.
    }
result-coverage = Coverage
result-covered-stations =
    { $n ->
        [1] { $part } of { $n } station ({ $share })
       *[other] { $part } of { $n } stations ({ $share })
    }
result-covered-stations-open =
    { $n ->
        [1] { $n } station; how many there are in all is not known
       *[other] { $n } stations; how many there are in all is not known
    }
result-covered-voters =
    { $n ->
        [1] { $part } of { $n } registered voter ({ $share })
       *[other] { $part } of { $n } registered voters ({ $share })
    }
result-covered-voters-least =
    { $n ->
        [1] At least { $part } of { $n } registered voter ({ $share })
       *[other] At least { $part } of { $n } registered voters ({ $share })
    }
result-covered-voters-open =
    { $n ->
        [1] { $n } registered voter; how many there are in all is not known
       *[other] { $n } registered voters; how many there are in all is not known
    }
result-covered-voters-least-open =
    { $n ->
        [1] At least { $n } registered voter; how many there are in all is not known
       *[other] At least { $n } registered voters; how many there are in all is not known
    }
result-more-than-expected = Here, or in a part of it, there are more stations or voters than are expected: the expectation or the sheets are wrong, and how many voters are not covered is not known.
result-without-registered =
    { $n ->
        [1] The registered voters of { $n } covered station are not known here; those who voted there are counted as covered.
       *[other] The registered voters of { $n } covered stations are not known here; those who voted there are counted as covered.
    }
result-partly-read =
    { $n ->
        [1] At { $n } covered station an option's votes are illegible or not given; its voters count as not covered.
       *[other] At { $n } covered stations an option's votes are illegible or not given; their voters count as not covered.
    }
result-contested =
    { $n ->
        [1] { $n } station of these is contested: a reading contradicts what stands. Its { $votes } votes for all options count here, and its voters count as not covered.
       *[other] { $n } stations of these are contested: a reading contradicts what stands. Their { $votes } votes for all options count here, and their voters count as not covered.
    }
result-withheld =
    { $n ->
        [1] At { $n } covered station a figure rests on withheld documents alone.
       *[other] At { $n } covered stations a figure rests on withheld documents alone.
    }
result-zeros =
    { $n ->
        [1] { $n } station is listed with nothing but zeros: it counts as not covered.
       *[other] { $n } stations are listed with nothing but zeros: they count as not covered.
    }
result-margin =
    { $n ->
        [1] { $leader } is { $n } vote ahead of { $second }.
       *[other] { $leader } is { $n } votes ahead of { $second }.
    }
result-level = { $leader } and { $second } have the same number of votes.
result-level-many = The most votes, as many each, have: { $options }.
result-several-seats = The contest is for several seats: the order of the votes does not say who has one.
result-decided = The order can no longer change
result-decided-text =
    { $n ->
        [1] Even if the one voter not covered ({ $n }) had voted for one option, the order would stand.
       *[other] Even if all { $n } voters not covered had voted for one option, the order would stand.
    }
result-nobody-left = Nobody is left who is not covered.
result-first-stays = The first place can no longer change
result-first-stays-text =
    { $n ->
        [1] Even if the one voter not covered ({ $n }) had voted for one other option, the first would stay first. The order of the others can still change.
       *[other] Even if all { $n } voters not covered had voted for one other option, the first would stay first. The order of the others can still change.
    }
result-open = The order can still change
result-open-text =
    { $n ->
        [1] { $n } registered voter is not covered.
       *[other] { $n } registered voters are not covered.
    }
result-unsaid = Not known
result-unsaid-voters = How many voters are not covered is not known, so whether the order could still change cannot be said.
result-wins = Wins with { $way }: { $parts }.
result-way-most = the most votes
result-way-most-seats = a place among the { $n } with the most votes
result-way-over = more than { $percent } of the { $of }
result-way-at-least = { $percent } or more of the { $of }
result-way-lead = { $way }, and { $lead } percentage points more than every other
result-way-seats = one of { $n } seats ({ $formula })
result-way-of-valid = votes for all options
result-way-of-cast = ballots cast
result-way-of-registered = registered voters
result-way-reached = reached by { $options }
result-way-reached-whatever = reached by { $options }, whatever the voters not covered do
result-way-open = open for { $options }
result-way-not-reached = not reached by { $options }
result-way-nobody = reached by nobody
result-way-nobody-whatever = reached by nobody, whatever the voters not covered do
result-way-voters-unknown = not known, since how many voters are not covered is not known
result-way-total-unknown = not known, since what the share is of is not known
result-way-not-computed = not computed
result-states = State of the stations
result-state = State
result-means = What it means
result-stations = Stations
result-unnamed = Not named
result-unnamed-means = Expected by the register's number, and named by no file or register so far.
result-sides = Accounts side by side
result-sides-of = { $first } and { $second }
result-sides-one = Only one account has readings, so there is nothing to lay beside it.
result-sides-table = Stations of both accounts
result-both = In both
result-equal = Equal
result-different = Different
result-only-in = Only in { $account }
result-only-zeros = Of these, zeros for all options in { $account }
result-different-table = Stations that differ, figure by figure
result-station = Station
result-difference = Difference
result-areas = By area
result-areas-of = By area: { $account }
result-area = Area
result-no-area = In no area
result-first = First
result-second = Second
result-of-stations =
    { $n ->
        [1] { $part } of { $n } station
       *[other] { $part } of { $n } stations
    }
result-stations-n =
    { $n ->
        [1] { $n } station
       *[other] { $n } stations
    }

## Claims, which readers know as announcements

claims-claims = What was announced
claims-claims-intro = Figures that somebody announced without the stations they come from, and what their own arithmetic and the published sheets say to them.
claims-stands-written = Where it stands:
claims-in-words = In the words:
claims-speaks-of = Area:
claims-announced-table = Figures announced
claims-what = What
claims-number = Number
claims-percent = Percent
claims-nothing-to-compute = It gives no exact figures, so neither its own arithmetic nor the published sheets say anything to it.
claims-own = Its own arithmetic
claims-own-all =
    { $n ->
        [1] { $n } check, and it agrees.
       *[other] { $n } checks, and all agree.
    }
claims-own-some = Checks that agree: { $n }. Checks that differ: { $differ }.
claims-own-table = Checks of the announcement against itself
claims-check = Check
claims-stated = Stated
claims-computed = Follows
claims-agrees = agrees
claims-differs-by = differs by { $by }
claims-differs-cut-off = differs by { $by }: cut off, not rounded
claims-check-options-sum = The options' votes together are the valid votes
claims-check-ballots-sum = Valid, null and blank together are the ballots
claims-check-sum = { $what } is the sum of its parts
claims-check-within = The ballots are no more than the registered voters
claims-check-percent = { $what } as a share of { $total }
claims-check-percents-sum = The percentages of { $total } add up to 100, as far as rounding allows
claims-first = Percent-first
claims-first-flagged = Every number is exactly what its percentage of { $total } ({ $sum }) gives. By chance that happens once in some { $n } times.
claims-first-at-least = Read with the fewest decimals that give the numbers ({ $decimals }), once in some { $n } times.
claims-first-matches = Every number is what its percentage of { $total } ({ $sum }) gives; by chance that happens once in some { $n } times, too often to say anything.
claims-first-often = Every number is what its percentage of { $total } ({ $sum }) gives; with numbers this small, chance often does that.
claims-first-not = The numbers are not what rounded percentages of { $total } ({ $sum }) would give.
claims-first-table = Numbers, and what their percentages give
claims-gives = The percentage gives
claims-bound = What the published sheets allow
claims-bound-against = Against { $account } ({ $sheets }):
claims-sheets-n =
    { $n ->
        [1] { $n } sheet
       *[other] { $n } sheets
    }
claims-bound-unless =
    { $n ->
        [1] cannot hold unless at least { $n } of these sheets is false
       *[other] cannot hold unless at least { $n } of these sheets are false
    }
claims-bound-after = at least { $n }, once the stations that it leaves out ({ $left }) are allowed for
claims-bound-if-rounded = at least { $n }, if its share of stations was itself rounded
claims-bound-within = Tested, and within what these sheets allow: { $figures }.
claims-bound-unknown = None of its figures could be tested.
claims-bound-untested = Not tested: { $figures } ({ $because }).
claims-share-of = { $what } (share)
claims-untested-not-exact = not announced as exact
claims-untested-no-number = no number was announced
claims-untested-unknown-option = the contest has no such option
claims-untested-voters = how many voters are not covered is not known
claims-untested-not-in-sheets = no sheet gives it
claims-untested-no-ceiling = nothing says how much of it a sheet may have
claims-untested-register = it is the register’s figure, not the sheets’
claims-untested-total = what it is a share of is not known
claims-untested-some-stations = it may be a share of the stations alone that were counted
claims-untested-several = a voter may vote for several options
claims-bound-over = a number is more than all registered voters: it does not hold even if every sheet is false.
claims-bound-over-stations = it counts more stations than there are.
claims-bound-area = The record has no area of that code, so no sheets can be held against it.
claims-bound-table = Announced, and in the sheets: { $account }
claims-claimed = Announced
claims-in-sheets = In the sheets
claims-side-below = { $n } below what the sheets hold
claims-side-within = within what the sheets allow
claims-side-above = { $n } above what the sheets and every voter not covered come to
claims-side-share = outside the { $least } to { $most } that the sheets and every voter not covered can come to
claims-side-over-stations = { $n } more than there are
claims-side-unknown = no bound follows
claims-false-at-least = Sheets false, at least
claims-counts = Other counts that were announced
claims-counts-intro = Each as it was said. They may count different things, days and places, and one report may repeat another; nothing is added up.
claims-counts-table = Announced: { $what }
claims-who = Who said it
claims-when = When
claims-where = Where it stands
claims-at-least = at least { $number }
claims-more-than = more than { $number }
claims-about = around { $number }

## The field's terms

terms-registered = registered voters
terms-ballots = ballots cast
terms-valid = valid votes
terms-blank = blank votes
terms-null = null votes
terms-turnout = turnout
terms-stations = stations counted
terms-others = all others together
terms-options = all options' votes
terms-registered-counted = registered voters of the stations counted
terms-all-stations = stations in all
terms-missing = Missing
terms-pending = Pending
terms-accepted = Accepted
terms-contested = Contested
terms-disputed = Disputed
terms-ruled = Ruled
terms-missing-means = No reading yet. Missing is not zero.
terms-pending-means = Read, and not yet enough to stand by the policy.
terms-accepted-means = Readings that suffice, and nothing contradicts them.
terms-contested-means = One side of readings suffices and stands, and another reading contradicts it.
terms-disputed-means = Several sides of readings suffice; none stands until a ruling.
terms-ruled-means = A reviewer has ruled, with a reason in the record, which reading stands or that none does.
terms-sum-not-valid = The options' votes together are not the stated valid votes
terms-parts-not-ballots = Valid, null and blank together are not the ballots cast
terms-sum-differs = A figure is not the sum that it should be
terms-ballots-over-registered = More ballots than registered voters
terms-unknown-station = The station is not on the register
terms-outside-contest = The contest is not held at the station
terms-unknown-option = The contest has no such option
terms-unknown-figure = The election has no such figure
terms-more-than-one-sheet = More than one sheet for the station, and they differ
terms-registered-differs = The registered voters differ from the register's
terms-area-differs = Another register has the station in another area
terms-illegible-figure = A figure cannot be read
terms-all-zero = Every figure is zero
terms-null-share = Null votes are a larger share than the threshold
terms-blank-share = Blank votes are a larger share than the threshold
terms-turnout-high = Turnout is above the threshold
terms-turnout-low = Turnout is below the threshold
terms-identical-counts = Another station has the same counts, too large to be chance
terms-shared-photograph = The same photograph was read for another station
terms-no-evidence = No document, photograph or gateway stands behind the reading
terms-entry-malformed = The bytes are not an entry
terms-entry-bad-signature = A known key's signature does not hold
terms-entry-unknown-key = No key that was given a role has signed it
terms-entry-revoked-key = Its key was revoked before
terms-entry-expired-key = Its key's time had run out
terms-entry-wrong-role = Its key's role does not allow such an entry
terms-entry-wrong-account = Its key may not write for this account
terms-entry-wrong-stage = Its key may not write this stage of the account
terms-entry-wrong-area = Its key may not write about this station's area
terms-entry-other-election = It names another election
terms-entry-second-election = A definition that is not the first entry
terms-entry-replay = The same text stands in the log before
terms-entry-unknown-contest = It names a contest that is not defined
terms-entry-no-such-entry = It refers to an entry that is not there or not its to correct
terms-entry-too-many-readings = Its key has written too many readings of one station
terms-entry-second-seal = Its key has sealed this photograph and contest before
terms-entry-unknown-account = It is written for an account that nothing before has named
terms-entry-unknown-stage = Its account has no such stage, or it names none
terms-entry-misleading-name = An account's or a stage's id could be taken for a word of the record, for a file or for another one
terms-entry-known-account = It names an account that is there, and adds no stages behind those that it has
terms-entry-too-many-accounts = The log has as many accounts as it may have
terms-entry-blob = A document that it needs cannot be used
terms-entry-key-taken = Another key has this name and id, or the key is in use already
terms-entry-not-within = It is not within what its registrar may give or revoke
terms-entry-too-many-keys = Its registrar has given roles to as many keys as it may
terms-entry-too-few = Fewer recovery keys have signed it than must
terms-entry-void = A later entry makes it void, or what gave its key a role
terms-entry-needs-two = Not signed by an operator and a reviewer, each with a key of their own
terms-entry-no-such-document = It withholds a document that may not be withheld
terms-entry-closed = The record was closed before
terms-entry-other = Another reason

## Navigation

nav-label = Pages
nav-result = Result
nav-compare = Compare
nav-claims = Announcements
nav-arrival = How it came in
nav-search = Search
nav-verify = Verify
nav-data = Data
nav-glossary = Glossary
pager-label = Pages of this list
pager-words = Page { $page } of { $n }

## Area and station

area-country = Whole country
area-above = Where this belongs
area-level = { $level }, code { $code }
area-continued = The list of stations of { $area } goes on here.
area-parts = Its parts
area-missing = Stations without a standing reading
area-missing-named =
    { $n ->
        [1] { $n } station on this page has none. Missing is not zero.
       *[other] { $n } stations on this page have none. Missing is not zero.
    }
area-missing-unnamed =
    { $n ->
        [1] { $n } more station is expected here and has been named by no file or register so far.
       *[other] { $n } more stations are expected here and have been named by no file or register so far.
    }
area-stations = Stations
area-stations-caption = Every station with the figures that stand; where accounts differ, or none stands, a line for each account. “–” is a figure that is not there, “?” one that cannot be read.
area-whose = State or account
area-images = Photographs
area-image = photograph { $n }
area-image-withheld = photograph { $n } (withheld)
area-no-stations = No station is named here.
station-without = This page is drawn by a script. Without it, every station stands with all its figures and photographs on the page of its area.
station-areas = Find the station by its area
station-no-script = This publication was made without scripts: the stations stand with all their figures on the pages of their areas.
search-intro = By a station’s code, or the name or code of an area: a centre, a parish, a town.
search-without = Searching needs a script. Without it, the areas lead to every station.

## The record

result-record = The record
result-last = Last entry: { $at }
result-checkpoint =
    { $n ->
        [1] Checkpoint of { $n } entry, with the root hash
       *[other] Checkpoint of { $n } entries, with the root hash
    }
findings-line = Findings: { $errors } errors and { $warnings } warnings in the readings
findings-n =
    { $n ->
        [1] { $n } finding.
       *[other] { $n } findings.
    }
findings-account = Account
findings-fields = Figures concerned
findings-entry = Place in the log
findings-other = Held against
findings-by-area = Findings by area
findings-errors = Errors
findings-warnings = Warnings
map-title = Map
map-shapes = Each area in the colour and pattern of the option that leads there; grey where no option leads. The table has the same.
map-places = A mark for each place at which there are stations, in the colour and shape of the option that leads there; a ring where no option leads.
map-parts = A circle for each area of the level { $level }, at the mean place of its stations, in the colour and pattern of the option that leads there. The larger the circle, the more votes; where they are few it is a small mark.
map-placed =
    { $n ->
        [1] { $n } station on it has a known place.
       *[other] { $n } stations on it have a known place.
    }
map-more =
    { $n ->
        [1] { $n } area with fewer votes is not drawn.
       *[other] { $n } areas with fewer votes are not drawn.
    }
map-legend = Where which option leads
map-none = No option leads

## Comparing

compare-intro = Every two accounts, station by station, and what the sheets of one say to what the other announced.
compare-pair = Accounts
compare-first-only = In the first only
compare-second-only = In the second only
compare-by-area = Agreement by area
compare-different = Stations that differ
compare-nothing = Neither account has readings of a contest that the other has too, and neither announced figures of one.
compare-in-one-line =
    { $n ->
        [1] { $first } and { $second }: { $n } station in both, { $differ } differ
       *[other] { $first } and { $second }: { $n } stations in both, { $differ } differ
    }
compare-decided = Could what is missing change the order?
compare-decided-means = The order stands where each option is ahead of the next by more votes than there are registered voters not covered: even if every one of them had voted for the one behind.

## Steps on paper

claims-paper-decided = { $all } registered voters − { $covered } covered = { $open } not covered; the margin is { $margin }.
claims-steps-percent = { $number } ÷ { $total } = { $share } …
claims-first-means = A count comes first and its percentage is rounded from it. Here each percentage is turned back into a number: where all come out exactly as announced, the numbers may have been made from the percentages. The chance says how seldom rounded counts would come out so.
claims-steps-first = For the first: { $percent } × { $sum }, rounded, is { $gives }; announced: { $number }.
claims-bound-means = The least number of published sheets that would have to be false for the announced numbers to hold. It is a lower bound: one false sheet is allowed to be wrong by all its votes.
claims-paper = The same on paper
claims-paper-below = { $what }: the sheets hold { $sheets }; { $claimed } were announced. That is { $excess } fewer.
claims-paper-above = { $what }: the sheets hold { $sheets }, and { $open } voters are not covered; { $claimed } were announced. That is { $excess } more than both together.
claims-paper-weight-below = A false sheet can take away at most what it shows ({ $what }). Sort the stations of the data file by that, from the largest down.
claims-paper-weight-above = A false sheet can add at most its registered voters less what it shows ({ $what }). Sort the stations of the data file by this difference, from the largest down.
claims-paper-sum = The first { $n } come to { $sum }, which reaches { $excess }; the first { $fewer } come to { $less }, which does not.
claims-paper-first = The first stations of that order
claims-paper-can = Can account for

## Claims by subject

claims-intro = Everything that was announced, each as it was said, in the order of the days. Announcements that cannot all be exact stand one below the other; nothing here says which is right.
claims-none = Nothing was announced.
claims-by-subject = By subject
claims-each = Each announcement and its arithmetic
claims-differ = These numbers are not the same: { $list }.
claims-sources = Documents
claims-sources-intro = Reports and other documents in the record. Those that agree word for word in many passages stand together as one, since they may have one origin. Quoting the same statement makes them agree, too; which came first is not said.
claims-sources-one =
    { $n ->
        [1] { $n } document
       *[other] { $n } documents that repeat one another, taken as one:
    }
claims-sources-withheld = withheld
claims-sources-agrees = agrees word for word in { $percent } of its passages with { $title }
claims-sources-more =
    { $n ->
        [1] { $n } more is not shown here.
       *[other] { $n } more are not shown here.
    }
claims-sources-not-compared =
    { $n ->
        [1] { $n } further text was not compared.
       *[other] { $n } further texts were not compared.
    }

## How it came in

arrival-intro = By the hours that the entries state; finer times are not kept on purpose. A station counts from the hour of the reading that stands for it.
arrival-over-time = Coverage and shares over time
arrival-chart = Coverage and shares in percent, from { $from } to { $to }; the table has the same numbers
arrival-hour = Until
arrival-coverage = Stations covered
arrival-disputes = Disputes
arrival-no-disputes = No station is contested, or is or was disputed.
arrival-contested =
    { $n ->
        [1] Contested, though they stand: { $n } station.
       *[other] Contested, though they stand: { $n } stations.
    }
arrival-disputed =
    { $n ->
        [1] Open: { $n } station.
       *[other] Open: { $n } stations.
    }
arrival-ruled =
    { $n ->
        [1] Settled: { $n } station, with the reason.
       *[other] Settled: { $n } stations, each with the reason.
    }
arrival-methods = Readings by method
terms-method-file = from a data file
terms-method-code = from the sheet’s code
terms-method-typed = typed by a person
terms-method-message = from a message
terms-method-machine = by a program

## Verify and data

verify-command = With one command
verify-what = What is checked
verify-what-files = Every file of this folder is the one that the operator’s key signed for.
verify-what-log = The log is whole: its entries give the root hash of the signed checkpoint.
verify-what-signatures = Every entry is signed by a key that was allowed to write it.
verify-what-totals = Every total and every table follows from the entries: the whole count is done again.
verify-keys = Keys that were given a role
verify-keys-intro = Names of keys are pseudonyms. Roles are given and taken by entries of the log.
verify-key-name = Key
verify-key-role = Role
verify-key-from = From entry
verify-key-until = Until
verify-key-revoked = revoked by entry { $n }
verify-witnesses = The checkpoint in log/checkpoint carries the log’s signature, and a line for each witness that has cosigned it.
data-archive = All of this publication in one file, for reading without a network. Unpack it and open index.html; cotejo verify checks the unpacked folder. It can be large:
data-log = The log itself, in the format of C2SP tlog-tiles, begins at
data-begin = To begin with
data-begin-intro = In the folder of a copy of this publication:
data-citation = Citation
data-citation-text =
    { $n ->
        [1] { $election }. Public record of the tally sheets, log { $origin }, { $n } entry, root hash { $root }.
       *[other] { $election }. Public record of the tally sheets, log { $origin }, { $n } entries, root hash { $root }.
    }
data-columns = What the columns mean
data-holds-schema = What the columns of the CSV files hold, text or whole numbers (Frictionless data package)
data-holds-all = All tables in one file, with what their columns mean
data-holds-table =
    { $n ->
        [1] The table { $table }, { $n } column
       *[other] The table { $table }, { $n } columns
    }
data-kind-integer = whole number
data-kind-text = text
data-column = Column
data-kind = Kind
data-meaning = Meaning

## The glossary

glossary-intro = What the words of these pages mean. Each has an address of its own, so that it can be linked to.
glossary-stations = Stations and their sheets
glossary-contest = Contest
glossary-contest-means = One question that the voters decide, such as who becomes mayor. An election may have several.
glossary-option = Option
glossary-option-means = What a vote can be for: a candidate, a list, yes or no.
glossary-station = Station
glossary-station-means = The smallest unit that counts votes. It fills in one tally sheet for each contest.
glossary-area = Area
glossary-area-means = A part of the country, such as a state, a town or a voting centre, with all stations and smaller areas in it.
glossary-register = Register
glossary-register-means = The list of the stations with their areas and registered voters, written down before the sheets come in. Where it is not complete, it says how many of both are expected.
glossary-sheet = Tally sheet
glossary-sheet-means = The form on which a station writes down its count, and which those present sign.
glossary-registered = Registered voters
glossary-registered-means = How many people may vote at a station, by the register or by the sheet.
glossary-ballots = Ballots cast
glossary-ballots-means = All votes that were cast: valid, blank and null votes together.
glossary-valid = Valid votes
glossary-valid-means = Votes that count for one of the options.
glossary-blank = Blank votes
glossary-blank-means = Votes that choose no option.
glossary-null = Null votes
glossary-null-means = Votes that count for no option because of how they are marked.
glossary-turnout = Turnout
glossary-turnout-means = The ballots cast as a share of the registered voters.
glossary-readings = Readings
glossary-photograph = Photograph
glossary-photograph-means = A picture or scan of a tally sheet. The record names it by its hash, so that no other picture can take its place.
glossary-reading = Reading
glossary-reading-means = The figures of one sheet, as one account took them from a photograph, from the sheet’s code or from a row of a data file. A figure that cannot be read, or that the form does not have, is not zero.
glossary-account = Account
glossary-account-means = One side’s telling of the result: that of the electoral authority, of a party, of volunteers. Accounts stand side by side.
glossary-finding = Finding
glossary-finding-means = A rule that a reading breaks, for instance when the options’ votes do not add up to the valid votes. It says nothing of the cause.
glossary-states = States of a station
glossary-totals = Totals
glossary-coverage = Coverage
glossary-coverage-means = How many of the stations, and how many of the registered voters, a total includes. What is not covered is not estimated.
glossary-margin = Margin
glossary-margin-means = By how many votes the first option is ahead of the second.
glossary-decided = Can no longer change
glossary-decided-means = Said of the order of the options alone, not of who has won. The margin is larger than the number of registered voters not covered: even if all of these had voted for one option, the order would stand.
glossary-claims = Announcements
glossary-claim = Announcement
glossary-claim-means = Figures that somebody made known without the stations that they come from, with who said it, when, and where it stands written. The data files call it a claim.
glossary-percent-first = Percent-first
glossary-percent-first-means = Announced numbers that are exactly what rounded percentages give. The numbers may then have been made from the percentages; how often chance does the same is stated.
glossary-bound = Bound
glossary-bound-means = The least number of published sheets that would have to be false for an announcement to hold.
glossary-record = The record
glossary-entry = Entry
glossary-entry-means = One signed statement in the log: a reading or the rows of a data file, a photograph, an announcement, a ruling, a key. It is never changed; a correction is a further entry.
glossary-log = Log
glossary-log-means = All entries in the order in which they were written. Nothing can be changed or taken out without changing the root hash.
glossary-hash = Hash
glossary-hash-means = A number computed from bytes (SHA-256). Nobody knows how to find two different files with the same hash.
glossary-root-hash = Root hash
glossary-root-hash-means = One hash computed from all entries of the log. Two copies with the same root hash hold the same entries.
glossary-checkpoint = Checkpoint
glossary-checkpoint-means = The log’s size and root hash at one moment, signed with the log’s key.
glossary-witness = Witness
glossary-witness-means = Somebody independent of the operator who checks that the log has only grown, and then adds a signature to the checkpoint. It does not mean somebody who watched at a station.
glossary-key = Key
glossary-key-means = What entries are signed with. Only its holder can sign with it, and everybody can check the signature. Its name is a pseudonym.
glossary-role = Role
glossary-role-means = What a key may write, such as the readings of one account, or rulings. Roles are given and taken by entries.
glossary-operator = Operator
glossary-operator-means = Who keeps the log and publishes these pages. Nobody has to trust the operator: all that is published can be checked.
glossary-manifest = Manifest
glossary-manifest-means = The list of all files of this publication with their hashes, signed by the operator. A copy is checked against it.
