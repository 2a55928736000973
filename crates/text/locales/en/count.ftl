# The count: every step, what is open, and the command `count`.

count-step-given = { $part }: { $n }.
count-step-per = { $part }: divided by { $measure } ({ $by }), { $n }.
count-step-barred = { $part }: { $n } does not pass { $bar }; this part is 0, without a rank.
count-step-out-of = { $stage }: { $raw } ÷ full score { $by } × 100 = { $part }.
count-step-by-rank = { $stage }: { $raw } is rank { $by } and earns { $part } by rank.
count-step-capped = { $part }: { $n } is above the cap and counts as { $cap }.
count-step-times = { $stage }: { $part } × { $weight } = { $points }.
count-step-score-half-even = Sum { $sum }, rounded half to even to { $places } places: score { $score }.
count-step-score-cut = Sum { $sum }, cut off after { $places } places: score { $score }.
count-step-rounded = { " " }Rounded: { $n }.
count-step-median = { " " }Median: { $n }.
count-step-sum = { " " }Sum: { $n }.
count-step-rank-sum = { " " }The judges' ranks add up to { $n }; the fewest is best.
count-step-taken = { $part }: { $what }, { $n }.
count-step-direct = Goes on directly, by decision.
count-step-picked = Picked by the body.
count-step-vetoed = Taken off by the body that reviews the list.
count-step-ref = { " " }(See: { $ref })
count-step-passed-over = Ranked high enough, but not taken: { $why }.
count-step-passed-over-clause = Ranked high enough, but not taken: { $why } ({ $clause }).
count-step-composed = Composition “{ $what }”: { $n } of { $of } who go on ({ $bounds }).
count-step-vacant = Seats left empty: { $n }.
count-step-awarded = Gets { $award }.
count-step-approves = The list needs the approval of { $by }.
count-step-vetoes = { $by } reviews the list.
count-step-resolves = { $by } resolves on the list.

count-because-composition = the composition “{ $what }” does not allow it
count-because-holds = holds { $award } already, and one candidate keeps one award
count-because-budget = costs more than is left
count-because-no-award = stands behind “no award”
count-because-veto = taken off by the body that reviews the list
count-at-least = at least { $n }
count-at-most = at most { $n }
count-about = about { $n }

count-figure-votes = votes
count-figure-rate = votes in percent of { $whole }, { $n }
count-figure-net = support less opposition
count-figure-places = points for places
count-figure-borda = points by place, one less each
count-figure-place-sum = sum of places, the fewest is best
count-figure-firsts = first places
count-whole-for-and-against = support and opposition
count-whole-valid = valid ballots
count-whole-cast = ballots handed in
count-whole-present = members present
count-whole-members = all members

count-status-seated = goes on
count-status-not = does not go on
count-status-tied = tied, waits
count-status-undecided = undecided
count-status-withdrawn = withdrawn

count-missing-not-stated = The plan does not state { $path }.
count-missing-contradictory = The plan contradicts itself at { $path } ({ $said }).
count-missing-no-figures = There are no figures for { $path }.
count-missing-nothing = Nothing to divide by at { $path }.
count-missing-no-score = A score or value is lacking: { $path }.
count-missing-exhausted = Everything the plan tries at { $path } leaves them equal.
count-missing-fewest = The fewest is best here, and the plan treats the most as best: { $path }.
count-missing-unfilled = Seats stay empty although they must not: { $path }.
count-missing-unsatisfiable = No list satisfies the composition “{ $what }”: { $path }.
count-missing-waits = An earlier round is open: { $path }.
