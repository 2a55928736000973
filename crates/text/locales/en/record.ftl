# The record: a sentence for every entry; names of acts, stages, lists, roles; what the next step lacks. A variable that
# is not there is given as “none”.

# What nominees and seats are called
record-numbered = { $number } { $name }
record-nominee = nominee { $handle }
record-rec = recommendation { $handle }
record-rec-of = recommendation of { $nominee }
record-piece = report { $handle }
record-objection = objection { $n }
record-judge = judge { $n }
record-judge-named = Judge { $n }, { $name }
record-and-more = { $names } and others

# Seats
role-office = Office
role-unit = Recommending unit
role-sponsor = Sponsor
role-department = Clearance department
role-judge = Judge
role-outlet = News outlet
role-receiver = Supervision
role-auditor = Auditor
role-system = System
role-citizen = Public

# Acts
act-adopt = Adopt the plan
act-amend = Adopt a supplementary notice
act-appoint = Give a seat
act-dismiss = Take a seat away
act-publish-standards = Publish the standards
act-sign-for = Sign for the plan
act-remind = Remind
act-promote = Record publicity work
act-restore = Restore the ledgers from a backup
act-recommend = Recommend
act-return = Return for changes
act-revise = Revise and hand in again
act-endorse = Endorse and pass on
act-withdraw = Withdraw from the selection
act-ask-clearance = Ask for clearance
act-clear = Give clearance opinion
act-match = Settle a double recommendation
act-screen = Screen
act-publish-candidates = Publish the candidates
act-issue-codes = Make voting codes
act-anchor = Anchor the ballot log
act-enter-paper = Enter ballots on paper
act-withdraw-paper = Withdraw a batch on paper
act-count-paper = Count the ballots on paper
act-recuse = Stand back
act-sheet = Hand in a score sheet
act-close-panel = Close the panel’s work
act-remind-judge = Remind a judge
act-count = Count the scores
act-resolve = Resolve
act-publish-result = Publish the resulting list
act-publish-notice = Put on public notice
act-object = Object
act-rule = Rule on an objection
act-replace = Change the list
act-extend = Extend the notice
act-sign = Sign
act-decline = Decline to sign
act-recheck = Record the dishonesty check
act-name = Name
act-reissue = Reissue a certificate
act-revoke = Revoke a title
act-assign = Assign a report
act-file-piece = Hand in a report
act-review-piece = Review a report
act-ceremony = Fix the ceremony’s date
act-close = Close the selection

# Kinds of stage
stage-kind-recommend = Recommendation
stage-kind-screen = Screening
stage-kind-vote = Online vote
stage-kind-review = Expert review
stage-kind-notice = Public notice
stage-kind-naming = Naming
stage-kind-publicity = Publicity
stage-kind-closing = Closing

# Lists
list-recommended = List of the recommended
list-candidates = List of candidates
list-candidates-work = List of works
list-finalists = List of finalists
list-named = List of honourees

# Ways in
tier-bottom-up = By a unit
tier-top-down = By the office or a sponsor
tier-public = By a citizen
tier-own = By oneself

# Clearance opinions, screening decisions, rulings
opinion-clear = No objection
opinion-against = Objection
opinion-withdrawn = Earlier opinion withdrawn
outcome-pass = Passed
outcome-out = Not passed
ruling-upheld = Upheld
ruling-dismissed = Dismissed
ruling-partly = Upheld in part

# Where somebody stands in the count

# Reports
piece-assigned = To be handed in
piece-filed = To be reviewed
piece-returned = Returned
piece-published = Published

# Grounds of recusal
ground-own = Own candidacy
ground-kin = Close relative
ground-same-unit = Same unit
ground-same-outlet = Same news outlet
ground-recommender = Recommended the nominee
ground-other = Other interest

# What a vote is for, and what stands behind a voter
vote-mode-none = No vote
vote-mode-display = For display only
vote-mode-advisory = Informs the deliberation
vote-mode-weighted = Counts with a weight
identity-anonymous = Nobody is identified
identity-account = Platform account
identity-phone = Code sent to a mobile number
identity-code = Voting code
identity-paper = ballot on paper handed out
identity-real-name = Verified real name

# Gates
gate-candidates = the publication of the candidates
gate-paper = the count of the ballots on paper of “{ $stage }”
gate-panel = the close of the panel’s work
gate-named = the publication of the honourees
gate-closed = the close of the selection
gate-never = never

# A batch on paper
record-batch = { $place }, batch { $number }

# Sealed entries
sealed-until = Sealed; it will be opened at { $gate }{ $stage ->
        [none] { "" }
       *[other] {" "}(stage “{ $stage }”)
    }
sealed-open = Sealed; when it will be opened is not settled
sealed-never = Sealed, and by the plan never opened

# What the next step lacks: not done, and done
lack-standards = The detailed standards are not public yet
lack-standards-done = The detailed standards are public
lack-candidate-list = The list of candidates is not public yet
lack-candidate-list-done = The list of candidates is public
lack-review-rules = The plan does not state the rubric, or what is public of single sheets; the review cannot open until a supplement does
lack-review-rules-done = The rubric and what is public of single sheets are stated
lack-recommend-open = Recommendation has not ended: { $names }
lack-recommend-open-done = Recommendation has ended
lack-returned = { $count ->
        [one] { $count } returned recommendation has
       *[other] { $count } returned recommendations have
    } not come back
lack-returned-done = No returned recommendation is outstanding
lack-at-unit = { $count ->
        [one] { $count } recommendation lies
       *[other] { $count } recommendations lie
    } unsigned with a unit
lack-at-unit-done = No recommendation waits for a unit to sign
lack-to-screen = { $count ->
        [one] { $count } recommendation waits
       *[other] { $count } recommendations wait
    } to be screened
lack-to-screen-done = Every recommendation has been screened
lack-pairs = { $count ->
        [one] { $count } possible double recommendation
       *[other] { $count } possible double recommendations
    } to be settled
lack-pairs-done = No double recommendation is left to settle
lack-clearances = { $count ->
        [one] { $count } person has
       *[other] { $count } people have
    } no valid clearance
lack-clearances-done = Every clearance is there
lack-nobody = Nobody has passed the screening yet: { $names }
lack-nobody-done = Every category has somebody who passed
lack-panel-seats = The panel is not complete: { $names }
lack-panel-seats-done = The panel is complete
lack-sheets = { $count ->
        [one] { $count } score sheet is missing
       *[other] { $count } score sheets are missing
    }
lack-sheets-done = Every score sheet is in
lack-few-sheets = { $count ->
        [one] { $count } candidate has
       *[other] { $count } candidates have
    } fewer score sheets than required
lack-few-sheets-done = No candidate has too few score sheets
lack-count = The scores have not been counted
lack-count-done = The scores have been counted
lack-resolution = There is no resolution yet
lack-resolution-done = The resolution has been made
lack-result-list = The resulting list is not public yet
lack-result-list-done = The resulting list is public
lack-final-list = There is no list of finalists yet
lack-final-list-done = The list of finalists is there
lack-notice = The public notice of the list is not complete
lack-notice-done = No public notice is outstanding
lack-objections = { $count ->
        [one] { $count } objection has
       *[other] { $count } objections have
    } not been ruled on
lack-objections-done = No objection is open
lack-gone = { $count ->
        [one] { $count } person
       *[other] { $count } people
    } on the list no longer in the selection: { $names }
lack-gone-done = Everybody on the list is still in the selection
lack-declined = { $count ->
        [one] { $count } sponsor declines
       *[other] { $count } sponsors decline
    } to sign: { $names }
lack-declined-done = No sponsor declines to sign
lack-signatures = { $count ->
        [one] { $count } sponsor has
       *[other] { $count } sponsors have
    } not signed: { $names }
lack-signatures-done = Every sponsor has signed
lack-signatories = The plan does not say who signs
lack-signatories-done = It is settled who signs
lack-recheck = { $count ->
        [one] { $count } person has
       *[other] { $count } people have
    } not passed the day’s dishonesty check
lack-recheck-done = Everybody has passed the day’s dishonesty check
lack-stages = { $count ->
        [one] { $count } stage has
       *[other] { $count } stages have
    } not ended: { $names }
lack-stages-done = Every stage has ended
lack-closing-day = The time set for closing has not come
lack-closing-day-done = The time set for closing has come
lack-paper-time = Ballots on paper can still be entered
lack-paper-time-done = The time for entering ballots on paper is over
lack-paper-unfinished = { $count ->
        [one] { $count } batch on paper was entered by one person only, or by two who differ; it has
       *[other] { $count } batches on paper were entered by one person only, or by two who differ; they have
    } to be finished or withdrawn before the count: { $names }
lack-paper-unfinished-done = Two people agree on every batch on paper that was entered
lack-paper-count = The ballots on paper have not been counted
lack-paper-count-done = The ballots on paper have been counted

# Plan, seats, standards
entry-plan-adopted = Plan adopted: { $title }
entry-plan-amended = Supplementary notice adopted: { $title }{ $document ->
        [none] { "" }
       *[other] {" "}({ $document })
    }
entry-seat-given = Seat { $seat } given: { $role }
entry-seat-taken = Seat { $seat } taken away
entry-standards-published = Detailed standards published, version { $version }
entry-signed-for = { $unit } signed for the plan
entry-reminded = { $unit } reminded
entry-promoted = Publicity work done: { $task }
entry-log-restored = Restored from a backup; both logs go on under new names. Lost: { GROUP($acts) } entries, { GROUP($ballots) } ballots

# What time alone brings
entry-stage-opened = “{ $stage }” began
entry-stage-closed = “{ $stage }” ended
entry-calendar-issued = Holiday arrangement for { $year } in force ({ $number }){ $differs ->
        [0] { "" }
        [one] ; reckoned by it, { $differs } notice would end at another time, but the end that was published stands
       *[other] ; reckoned by it, { $differs } notices would end at other times, but the ends that were published stand
    }

# Recommendation
entry-recommended = { $tier ->
        [own] { $nominee } put themselves forward
        [public] A citizen recommended { $nominee }
       *[other] { $who } recommended { $nominee }
    } ({ $category }), brief account of { $words } characters
entry-returned = { $rec } returned for changes
entry-revised = { $rec } revised and handed in again, brief account of { $words } characters
entry-endorsed = { $unit } endorsed { $rec } and passed it to the office, signing { $signed ->
        [one] { $signed } standard
       *[other] { $signed } standards
    }
entry-withdrawn = { $nominee } withdrew from the selection

# Screening and clearance
entry-clearance-asked = Clearance asked for { $nominee }: { $department }
entry-clearance-asked-unseen = Clearance asked for { $nominee }
entry-cleared = Clearance of { $nominee } by { $department }: { $opinion }
entry-cleared-unseen = A clearance opinion on { $nominee } came in
entry-matched = { $same ->
        [yes] { $other } and { $keep } are the same and were joined as { $keep }
       *[other] { $other } and { $keep } are not the same
    }
entry-screened = { $nominee } { $reason ->
        [none] passed the screening
       *[other] did not pass the screening: { $reason }
    }

# Lists and openings
entry-list-published = { $list } published, version { $version }, { $count } in all
entry-gate-opened = At { $gate }, { $count ->
        [one] { $count } entry that was sealed is
       *[other] { $count } entries that were sealed are
    } open

# Online vote
entry-codes-issued = “{ $stage }”: { GROUP($count) } { $count ->
        [one] voting code
       *[other] voting codes
    } made for “{ $channel }”
entry-ballots-anchored = “{ $stage }”: ballot log anchored, with { GROUP($count) } { $count ->
        [one] ballot
       *[other] ballots
    } in the whole log
entry-ballots-counted = “{ $stage }”: ballots counted, { GROUP($count) } in all, { GROUP($valid) } valid and { GROUP($invalid) } invalid{ $log ->
        [none] { "" }
       *[other] ; with earlier rounds the ballot log holds { GROUP($log) }
    }
entry-counts-shown = “{ $stage }”: counts as of { $at } shown, { GROUP($count) } ballots, { GROUP($valid) } of them valid

# Ballots on paper
entry-paper-entered = “{ $stage }”: batch { $number } on paper from { $place } entered, { GROUP($issued) } handed out, { GROUP($valid) } valid, { GROUP($invalid) } invalid
entry-paper-withdrawn = “{ $stage }”: batch { $number } on paper from { $place } withdrawn
entry-paper-counted = “{ $stage }”: ballots on paper counted in { $batches } { $batches ->
        [one] batch
       *[other] batches
    }, { GROUP($valid) } valid and { GROUP($invalid) } invalid

# Expert review
entry-recused = { $judge } stood back from { $nominee }: { $ground }
entry-recused-unseen = A judge stood back from a candidate
entry-sheet-filed = { $judge } handed in the sheet of { $nominee }: { $total ->
        [none] abstained
        [one] { $total } point
       *[other] { $total } points
    }
entry-sheet-filed-unseen = A judge handed in a score sheet
entry-judge-reminded = “{ $stage }”: { $judge } reminded, no. { $times }
entry-panel-tallied = “{ $stage }”: the scores of { $candidates ->
        [one] { $candidates } candidate
       *[other] { $candidates } candidates
    } without whose they are; { $leaves ->
        [one] { $leaves } entry stays
       *[other] { $leaves } entries stay
    } sealed
entry-panel-closed = “{ $stage }”: the panel’s work is closed with { $sheets ->
        [one] { $sheets } score sheet
       *[other] { $sheets } score sheets
    } and { $recusals ->
        [one] { $recusals } recusal
       *[other] { $recusals } recusals
    }

# Results
entry-counted = { $rule }: scores of { $category } counted, { $count } in all{ $open ->
        [yes] , the result is open
       *[other] { "" }
    }
entry-resolved = Resolution { $number } ({ $rule }): { $present } of { $of } members present, { $count } selected{ $departures ->
        [0] , in agreement with the scores
        [one] , with { $departures } departure from the scores
       *[other] , with { $departures } departures from the scores
    }

# Notices and objections
entry-notice-published = Notice { $notice }: { $list }, version { $version }, from { $first } to { $ends }, { $kind ->
        [working] { $days ->
            [one] { $days } working day
           *[other] { $days } working days
        }
       *[other] { $days ->
            [one] { $days } day
           *[other] { $days } days
        }
    }
entry-notice-voided = Notice { $notice } ended early, because its list changed
entry-notice-extended = Notice { $notice } extended to { $ends }
entry-objected = Objection { $n } received, { $about ->
        [none] about the whole list
       *[other] about { $about }
    }, { $named ->
        [yes] signed
       *[other] anonymous
    }, to be settled by { $to ->
        [receiver] supervision
       *[other] the office
    }
entry-ruled = Objection { $n }{ $about ->
        [none] { "" }
       *[other] {" "}(about { $about })
    } ruled on: { $ruling }
entry-replaced = { $out } is no longer on the list{ $with ->
        [none] { "" }
       *[other] ; { $with } takes the place
    }

# Naming
entry-signed = { $sponsor } signed version { $version } of the list of finalists
entry-declined = { $sponsor } declined to sign version { $version } of the list of finalists
entry-rechecked = Dishonesty check of { $day }: { $count ->
        [one] { $count } person
       *[other] { $count } people
    } looked up, { $hits } found
entry-rechecked-unseen = Dishonesty check of { $day }: { $count ->
        [one] { $count } person
       *[other] { $count } people
    } looked up
entry-named = { $count } named by { $document }
entry-certificate-reissued = Certificate { $number } issued to { $nominee } in place of { $old }, which is void
entry-revoked = Title of { $nominee } revoked: { $reason }

# Publicity and closing
entry-assigned = { $outlet } asked to report on { $nominee } by { $by }
entry-piece-filed = { $piece } handed in for review
entry-piece-published = { $piece } approved and published
entry-piece-returned = { $piece } returned for changes
entry-ceremony-fixed = “{ $stage }”: the ceremony is to be on { $on }
entry-selection-closed = Selection closed: { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    } ended, { $open ->
        [0] no objection was open
        [one] { $open } open objection was handed over
       *[other] { $open } open objections were handed over
    }, and { $successor } takes over
