# The judge’s pages.
panel-title = Scoring
panel-go-on = Go on scoring
panel-progress = Done
panel-progress-of = { $n } of { $all }
panel-nobody = No candidates yet
panel-nobody-what = When the candidate list is published, you score them here one by one.
panel-empty = No candidates in this category
panel-deadline = Time of the review
panel-left = Time left
panel-until = Closes: { $at }
panel-closed = The review ended on { $at }; sheets can only be read
panel-reminded = The office has reminded you { $n ->
        [one] once
       *[other] { $n } times
    }, last on { $at }: { $left ->
        [one] { $left } sheet is
       *[other] { $left } sheets are
    } still to come from you
panel-ahead = The review has not begun
panel-over = The time for scoring is over
panel-read-only = Nothing can be scored now; the page can only be read
panel-rubric = Rubric
panel-rubric-empty = The plan states no rubric
panel-rubric-clause = By clause: { $clause }
panel-col-number = Number
panel-col-name = Candidate
panel-col-status = Status
panel-col-sum = My total
panel-col-criterion = Criterion
panel-col-most = Most
panel-col-score = Score
panel-scored = Scored
panel-abstained = Abstained
panel-recused = Recused
panel-open = To be scored
panel-sheet = Score sheet
panel-sheet-what = Whole numbers only; you can change a sheet until the review ends, and the last one stands.
panel-sheet-signed = By the plan, sheets are published under your name with the result.
panel-sheet-pseudonymous = By the plan, sheets are published under your handle with the result, without your name.
panel-sheet-secret = By the plan, scoring is secret: whose scores they are is never published; only the scores of each candidate are.
panel-sheet-silent = The plan does not state what is public of single sheets; until it does, none is taken.
panel-own-sheet = Your sheet as handed in
panel-line = { $name } ({ $least }–{ $most })
panel-score-fault = Please give a whole number from { $least } to { $most }
panel-submit = Hand in the sheet
panel-submit-next = Hand in, go to the next
panel-deeds = Deeds
panel-abstain = Abstain
panel-abstain-what = No score, and no reason needed. You can score instead until the review ends.
panel-abstain-go = Confirm that you abstain
panel-recuse = Stand back
panel-recuse-what = Whoever has an interest in this candidate must stand back. This cannot be undone, and a sheet already handed in is void.
panel-ground = Ground
panel-ground-missing = Please choose a ground
panel-recuse-note = Particulars
panel-recuse-go = Confirm that you stand back
panel-stands-back = Recused: { $ground }
panel-stands-declared = You stood back, and no longer score this candidate.
panel-stands-seen = A relation that bars you was found by checking the records; you do not score this candidate, and need do nothing.
panel-neighbours = Previous and next candidate
panel-previous = Previous
panel-next = Next
panel-place = { $n } of { $all }
panel-said-scored = The sheet is handed in
panel-said-abstained = Recorded: abstained
panel-said-recused = Recorded: recused
