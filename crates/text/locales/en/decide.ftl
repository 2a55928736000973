# The office after the vote; the sponsors’ room (sponsor-)

# Shared by all rooms
decide-not-stated = the plan does not say
decide-people = { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
decide-sheets = { $n ->
        [one] { $n } sheet
       *[other] { $n } sheets
    }
decide-times = { $n ->
        [one] once
       *[other] { $n } times
    }
decide-candidate = Candidate
decide-finalist = Final candidate
decide-honouree = Honouree
decide-unit = Works at
decide-standing = Status
decide-when = When
decide-reason = Reason
decide-stage = Stage
decide-window = Window
decide-state-ahead = Not begun
decide-state-open = Under way
decide-state-closed = Ended
decide-category-n = { $category } ({ $n })
decide-category-none = Nobody in { $category }
decide-public-reason = Reason, for the public
decide-type = To confirm, type “{ $what }” below
decide-type-hint = This cannot be undone, so please type it by hand.
decide-type-wrong = That is not right. Please type “{ $what }”.
decide-file-kind = This file cannot be read. Please upload a scan as PDF, PNG or JPEG.
decide-date-hint = For example 2023-03-15
decide-date-missing = Please choose a date.
decide-erased = The content has been erased as the law requires.

# The vote
decide-vote-none = The plan holds no vote
decide-vote-none-what = The next stage follows directly on the candidate list.
decide-vote-size = Ballot log
decide-ballots = { $n ->
        [one] { $n } ballot
       *[other] { GROUP($n) } ballots
    }
decide-vote-anchored = anchored { $at }
decide-vote-not-anchored = not anchored yet
decide-vote-own = Of this round
decide-vote-codes = Codes
decide-codes-n = { $n ->
        [one] { $n } code
       *[other] { GROUP($n) } codes
    }
decide-vote-channels-of = Voting channels · { $stage }
decide-channel = Channel
decide-identity = Identity
decide-vote-hidden = Until the vote closes nobody sees the votes of a candidate, not even the office.
decide-vote-no-figures = The vote is over; its ballots have not been counted yet.
decide-vote-rules = Rules of the vote
decide-count = Count “{ $rule }”
decide-codes-title = Make invitation codes
decide-codes-lead = Makes a batch of codes for “{ $stage }”; the office hands them to the voters.
decide-codes-once = The codes are shown this once and are not kept. Print or save them now: after you leave this page they cannot be found again.
decide-codes-how-many = How many
decide-codes-count = Please give a whole number from 1 to 100000.
decide-codes-as = How to take them
decide-codes-as-page = A list on the page
decide-codes-as-page-note = Shown here, ready to print
decide-codes-as-csv = A CSV file
decide-codes-as-csv-note = Opens in a spreadsheet; better for large numbers
decide-codes-make = Make codes
decide-codes-made-title = Invitation codes
decide-codes-made = { $n ->
        [one] { $n } code made for “{ $stage }”
       *[other] { GROUP($n) } codes made for “{ $stage }”
    }
decide-codes-shown = These codes have been shown once and cannot be shown again. Please make another batch if you need one.
decide-codes-nr = No.
decide-code = Code

# The panel
decide-panel-none = The plan has no expert panel
decide-panel-none-what = The result comes from other stages, such as the vote.
decide-panel-closed = The panel’s work is closed
decide-panel-judges = Judges
decide-panel-no-judges = No judges yet; add them under “Seats”
decide-judge = Judge
decide-panel-seat = Seat
decide-panel-from = Unit or outlet
decide-panel-independent = From no recommending unit or outlet
decide-panel-filed = Sheets handed in
decide-panel-back = Stood back
decide-panel-standing = Progress
decide-panel-filed-of = { $n } of { $all }
decide-panel-reminded = Reminded
decide-panel-reminded-n = { $n ->
        [one] once
       *[other] { $n } times
    }, last on { $at }
decide-panel-remind = Remind { $judge }
decide-panel-all-in = Complete
decide-panel-left = { $n } to come
decide-panel-candidates = Candidates
decide-panel-open-sheets = Sheets to come
decide-panel-recusals = Recusals
decide-panel-no-recusals = Nobody has stood back
decide-panel-ground = Ground
decide-panel-sealed = Until the list they lead to is public nobody sees single scores, not even the office.
decide-panel-sheets = Totals by judge
decide-panel-silent = The plan does not state what is public of single sheets.
decide-panel-piles = The scores of each candidate, rising, without names
decide-panel-totals = Totals
decide-panel-no-sheets = No sheets
decide-panel-abstained = abstained
decide-panel-recused = stood back
decide-panel-close = Close the work of “{ $stage }”
decide-panel-close-what = Afterwards no judge can hand in or change a sheet; the sealed scores are opened, as the plan says, with the list they lead to. **This cannot be undone.**
decide-panel-close-count = “{ $rule }” is then counted at once; every step can be checked.
decide-panel-close-yes = Close the panel’s work

# Results
decide-result-none = The plan does not say how results come about
decide-result-none-what = Without a result rule no list can come from a count or a resolution.
decide-result-not-counted = Not counted
decide-result-to-resolve = Waits for a resolution
decide-result-to-publish = Waits to be published
decide-result-open = Undecided
decide-result-published = Published, version { $version }
decide-result-after = Counted when “{ $stage }” has ended.
decide-result-by-resolution = The figures inform the body, whose resolution decides. Where it departs from them, the reason for each person is written down and made public.
decide-result-by-count = The figures decide; there is no resolution.
decide-result-by-nobody = The plan does not say whether the figures or a resolution decide, so nothing can be published. A supplement has to say it first.
decide-result-seats = { $category } ({ $n ->
        [one] { $n } seat
       *[other] { $n } seats
    })
decide-result-nobody = No candidates
decide-result-tie = A tie at rank { $rank }: { $names }. Seats left: { $seats }. The plan’s steps do not break it; a resolution has to.
decide-rank = Rank
decide-part = { $stage } (weight { $weight })
decide-score = Score
decide-departures = Departures from the figures
decide-no-departures = The resolution follows the figures throughout
decide-departure = Change
decide-departs-on = Not seated by the figures, put on by the resolution
decide-departs-off = Seated by the figures, left off by the resolution
decide-resolution = Resolution { $n } ({ $at })
decide-attendance = Attendance
decide-attended = { $present } of { $of } present
decide-resolved-n = Put on the list
decide-minutes = Minutes
decide-minutes-hash = first 16 characters of the scan’s fingerprint
decide-minutes-hint = A scan of the signed and sealed minutes, PDF, PNG or JPEG. The log holds its fingerprint only.
decide-minutes-kept = The scan has arrived, fingerprint { $hash }. Choose a file only to replace it.
decide-minutes-missing = Please upload a scan of the minutes.
decide-resolve = Record the resolution
decide-resolve-again = Record another resolution
decide-resolve-title = Resolution: { $rule }
decide-resolve-lead = Those whom the figures seat are ticked. Tick as the body decided; where that departs from the figures, the next step asks the reason for each person.
decide-resolve-yes = Record the resolution
decide-choice-note = rank { $rank }, score { $score }, { $status } · { $unit }
decide-seats-most = At most { $n }
decide-seats-silent = The plan does not state the number of seats
decide-quorum = Those present must be at least { $quorum } of the members
decide-present = Members present
decide-of = Members of the body
decide-attendance-missing = Please give a whole number.
decide-departures-found = { $n ->
        [one] { $n } departure from the figures
       *[other] { $n } departures from the figures
    }
decide-departures-ask = Please give the reason for each. Reasons are published with the result: no ID or telephone numbers.
decide-reason-missing = Please say why the resolution departs from the figures for { $who }.
decide-publish = Publish the list
decide-publish-list = Publish the { $list }
decide-publish-what = The { $list }, with its figures, resolution and reasons, becomes public to everybody as a version that cannot be changed. **This cannot be undone.**
decide-publish-then-notice = Afterwards put it on notice under “Notice and objections”.
decide-publish-yes = Publish
decide-explanation = The result as explained to the public

# Notices and objections
decide-notice-list = List
decide-list-version = { $list }, version { $version }
decide-notice-days = Period
decide-notice-receiver = Supervision
decide-notice-ruling = To be ruled on within
decide-notice-rules = Rules of the notice
decide-notice-after = Possible when “{ $stage }” has ended.
decide-notice-early = Possible from { $at }.
decide-notice-no-list = The { $list } is not public yet; the notice follows its publication.
decide-notice-ready = The { $list } is public and can be put on notice.
decide-notice-voided = Ended early
decide-notice-ended = Run out
decide-notice-left = { $left } left
decide-notice-number = Number
decide-notice-n = Notice { $n }
decide-notice-from = Published
decide-from-to = { $first } to { $last }
decide-notice-ends = Ends
decide-notice-ends-new = End reckoned anew
decide-notice-differs = A holiday notice that came later would give a later end. A published end never moves by itself; the office may extend it openly.
decide-notice-provisional = The period reaches into a year without a holiday notice. Its end is reckoned by plain weekends and is provisional.
decide-notice-publish = Publish the notice
decide-notice-publish-what = Published now, the notice ends at **{ $ends }**. Once published, the end can be moved later openly, and never earlier.
decide-notice-publish-yes = Publish the notice
decide-notice-extend = Extend notice { $n }
decide-notice-extend-what = The new end and its reason become public at once.
decide-notice-extend-not = The end reckoned anew is not later than the published one; there is nothing to extend.
decide-notice-extend-yes = Extend the notice
decide-objections = Objections
decide-no-objections = No objections
decide-objections-n = { $n ->
        [one] { $n } objection
       *[other] { $n } objections
    }
decide-objection = Number
decide-objection-n = Objection { $n }
decide-about = About
decide-whole-list = the whole list
decide-received = Received
decide-by-whom = Handled by
decide-to-office = the office
decide-to-receiver = supervision
decide-rule-by = Rule by
decide-overdue = Overdue
decide-to-rule = To be ruled on
decide-by-name = signed
decide-anonymous = anonymous
decide-against = Against
decide-after-naming = after the naming
decide-writer = Writer
decide-contact = Contact
decide-ruling = Ruling
decide-ruling-text = Explanation
decide-ruling-hint = The writer and the public read it: say what was examined and on what grounds. No ID or telephone numbers.
decide-ruling-missing = Please choose an outcome.
decide-ruling-upheld-note = It is true, and the list has to change
decide-ruling-partly-note = True in part, without effect on the list
decide-ruling-dismissed-note = Not substantiated; the list stands
decide-rule-yes = Rule
decide-replace = Change the list
decide-replace-what = Takes somebody off the final list; another candidate of the same category may come in. The changed list is a new version; the old one stays on record.
decide-replace-not = There is no final list that could be changed now.
decide-replace-restarts = The notice starts again from today and ends at { $ends }; the running one ends at once.
decide-replace-signatures = Sponsors have signed the present version; the new one has to be signed again.
decide-replace-out = Takes off
decide-replace-out-missing = Please choose whom to take off.
decide-replace-with = Comes in
decide-replace-with-hint = Only candidates who are still in and cleared are listed; the category must be the same.
decide-replace-yes = Change the list

# Signing and naming
decide-naming-not-yet = The final list is not public yet
decide-naming-not-yet-what = After its publication and notice the sponsors sign, and the office names, here.
decide-naming-version = Final list **version { $version }**, **{ $n }** in all.
decide-signatures = Signatures
decide-signatory = Signatory
decide-signatories-silent = The plan does not say who signs
decide-signed = Signed
decide-unsigned = Not signed
decide-declined = Declined
decide-signed-earlier = signed version { $version }; the new version has to be signed again
decide-recheck = Check for dishonesty
decide-recheck-today = Finding
decide-recheck-clean = Nothing found
decide-recheck-hit = Record found
decide-recheck-old = looked up { $day }; to be repeated on the naming day
decide-recheck-none = Not looked up
decide-recheck-do = Record the day’s check
decide-recheck-lead = On the naming day look everybody up in the national list of dishonest judgment debtors, and record here what was found.
decide-recheck-all = All others were looked up and nothing was found
decide-recheck-all-hint = Everybody not marked above is recorded as “nothing found”
decide-recheck-empty = Please mark each person, or tick the last line.
decide-recheck-save = Record the check
decide-name = Name
decide-name-what = Names the **{ $n }** on version { $version } of the final list.
decide-name-then = Certificate numbers follow at once, and the sealed signatures and objections are opened. **This cannot be undone.**
decide-name-lacks = { $n ->
        [one] { $n } condition does not hold yet
       *[other] { $n } conditions do not hold yet
    }, see beside; sent now, it would be refused.
decide-name-yes = Name
decide-named-already = The naming has taken place and cannot be repeated.
decide-named = Named
decide-named-at = Date
decide-named-n = Titles in force
decide-document = Number of the naming document
decide-document-hint = For example: 临城字〔2022〕66号
decide-honourees = Honourees
decide-title = Title
decide-certificate = Certificate
decide-in-force = In force
decide-acts = Acts
decide-reissue = Reissue
decide-reissue-what = Gives this honouree a new certificate number; the old one becomes void. **This cannot be undone.**
decide-reissue-yes = Reissue
decide-revoke = Revoke
decide-revoke-title = Revoke the title of { $who }
decide-revoke-what = The name goes from every public page and from the list in force; a handle remains, and the certificate is void.
decide-revoke-then = The ground and the public reason enter the log. **This cannot be undone.**
decide-revoke-reason = Ground
decide-revoke-yes = Revoke the title
decide-revoked = Revoked { $at }

# Publicity
decide-publicity-no = The plan has no publicity stage
decide-publicity-no-what = The honourees are shown on the public pages.
decide-publicity-not-yet = The publicity stage has not begun
decide-publicity-not-yet-what = After the naming, outlets are given their tasks and reports are reviewed here.
decide-pieces = Tasks
decide-pieces-n = { $n ->
        [one] { $n } piece
       *[other] { $n } pieces
    }
decide-pieces-filed = To review
decide-pieces-public = Published
decide-pieces-late = Late
decide-assignments = Tasks
decide-no-pieces = No tasks yet
decide-outlet = Outlet
decide-by = Due
decide-late = Late
decide-assign = Give a task
decide-assign-window = The publicity stage runs from { $from } to { $to }.
decide-assign-person = { $who } (so far: { $n })
decide-assign-yes = Give the task
decide-calendar = Calendar
decide-calendar-empty = Nothing this month
decide-calendar-piece = { $who } · { $outlet }
decide-month = { $year }-{ $month }
decide-day = Day
decide-what = What
decide-ceremony = Ceremony
decide-ceremony-of = Ceremony: { $stage }
decide-ceremony-on = Fixed for **{ $on }**.
decide-ceremony-none = The date is not fixed yet.
decide-ceremony-date = Date of the ceremony
decide-ceremony-yes = Fix the date
decide-piece-unwritten = Not handed in yet
decide-published-at = Published
decide-piece-review = Review
decide-piece-approve = Approve and publish
decide-piece-approve-note = It is public at once
decide-piece-return = Send back
decide-piece-return-note = Please say below what is to be changed
decide-piece-note = What is to be changed
decide-piece-note-hint = Needed when sending back; only this outlet reads it
decide-piece-review-missing = Please choose whether to approve or to send back.
decide-piece-yes = Send the review

# Closing
decide-closing-roles = Every seat ends at once, yours too; nobody can do anything more.
decide-closing-archive = The archive becomes read-only; all public pages and the log stay open to read and check.
decide-closing-gates = Whatever is still sealed is opened, and objections without a ruling go to the successor. **This cannot be undone.**
decide-closing-done = The task is done when
decide-closing-seats = Seats that end
decide-seats-n = { $n ->
        [one] { $n } seat
       *[other] { $n } seats
    }
decide-closing-open = Objections without a ruling
decide-closing-successor = Successor
decide-closing-not-yet = Not everything holds yet, so it cannot be closed; see beside.
decide-closing-yes = Close the selection

# Sponsors
sponsor-title = Signing and recommending
sponsor-recommended = Put forward by this sponsor
sponsor-recommended-empty = This sponsor has put nobody forward yet
sponsor-category = Category
sponsor-said-recommended = The recommendation has been handed in
sponsor-said-revised = The recommendation has been handed in again
sponsor-said-not-returned = This recommendation was not sent back and cannot be changed
sponsor-silent = The plan does not say who signs
sponsor-silent-what = Please turn to the office; a supplement has to say it.
sponsor-not-a-signatory = Your body is not among the signatories
sponsor-not-a-signatory-what = Under the plan other sponsors sign the list.
sponsor-not-yet = There is nothing to sign yet
sponsor-not-yet-what = The final list is signed here when it is public.
sponsor-to-sign = Waits for your signature
sponsor-signed = Signed by your body
sponsor-declined = Declined by your body
sponsor-named = Named
sponsor-list = Final list
sponsor-version = Version { $version }
sponsor-version-head = Version
sponsor-people = People
sponsor-notice = Notice
sponsor-notice-ended = ended { $at }
sponsor-notice-running = running until { $at }
sponsor-notice-none = not on notice yet
sponsor-notice-not-needed = the plan asks for none
sponsor-notice-other-ended = none on this list; the plan has one on the { $list }, which ended { $at }
sponsor-notice-other-running = none on this list; the plan has one on the { $list }, running until { $at }
sponsor-notice-other-none = none on this list; the plan has one on the { $list }, not published yet
sponsor-history = What you signed
sponsor-no-history = Nothing has been signed or declined yet
sponsor-scan = Fingerprint of the scan, first 16 characters
sponsor-sign-title = Sign
sponsor-sign-what = Print the list, examine, sign and seal it as your body does, then upload a scan of the sealed page.
sponsor-file = Scan of the sealed page
sponsor-file-hint = PDF, PNG or JPEG. The log holds its fingerprint only.
sponsor-file-missing = Please choose the scan of the sealed page.
sponsor-sign = Sign
sponsor-other-version = The list has just got a new version. Please read it before you sign.
sponsor-decline-title = Decline to sign
sponsor-decline-what = Without your signature the list cannot be named. The reason goes to the office and is not published; you may still sign later.
sponsor-decline-reason = Reason
sponsor-decline = Decline to sign

# Ballots on paper
paper-link = Ballots on paper
paper-title = Ballots on paper: { $stage }
paper-batches = Batches entered
paper-batch = Batch
paper-by = Entered by
paper-you = you
paper-seat = { $role }, seat { $number }
paper-standing = Standing
paper-standing-one = Waits for another person
paper-standing-differs = Two people differ
paper-standing-agreed = Two people agree
paper-standing-withdrawn = Withdrawn
paper-agreed-n = Agreed
paper-unfinished-n = Unfinished
paper-n = { $n ->
        [one] { $n } batch
       *[other] { $n } batches
    }
paper-until = New batches until
paper-how = Two people of the office enter each batch, and neither sees the figures of the other. It counts where both agree; where they differ, both are told in which fields and enter it again. Until the count a batch that one person entered, or on which two differ, can be finished or withdrawn, and before the count one or the other has to be done.
paper-enter = Enter a batch
paper-count = Count the ballots on paper
paper-no-batch = No batch has been entered
paper-no-batch-what = Ballots from the polling places are entered in batches, each with its scan.
paper-none = The plan knows no ballots on paper
paper-none-what = Where no clause allows it, there is no way to add ballots on paper.
paper-enter-title = Enter a batch on paper
paper-lead-new = “{ $stage }”: please copy the tally sheet. Another person will enter it again without seeing your figures.
paper-lead-second = Entered by { $by }. Please enter it on your own from the ballots or the scan; the figures are not shown to you.
paper-lead-own = You have entered this batch, and it waits for another person. Mistakes can be corrected here.
paper-lead-differs = What you and another person entered differs. Please check the marked fields against the ballots or the scan and send it again; the other person is told the same.
paper-differs-n = { $n ->
        [one] { $n } field differs
       *[other] { $n } fields differ
    }
paper-differs-here = Differs from what another person entered
paper-place = Polling place
paper-place-missing = Please choose a polling place.
paper-number = Number of the batch
paper-number-hint = Batches of a place are numbered from 1
paper-scan = Scan
paper-scan-hint = PDF, PNG or JPEG. Only the office and auditors see it; its hash becomes public.
paper-scan-there = This batch has a scan; upload another only to replace it
paper-scan-kept = The scan has arrived; upload another only to replace it
paper-scan-open = Download the scan
paper-issued = Handed out
paper-valid = Valid
paper-invalid = Invalid
paper-rule = Valid and invalid ballots are together no more than those handed out. Each valid ballot holds { $least } to { $most } votes. Candidates without votes may be left empty.
paper-figure-missing = { $figure }: please give a whole number up to { GROUP($most) }; 0 where there are none.
paper-figure-of = { $category }: { $figure }
paper-of = { $category }: { GROUP($issued) } handed out, { GROUP($valid) } valid, { GROUP($invalid) } invalid
paper-done-agreed = Two people agree on this batch; it stands as it is.
paper-done-counted = The ballots on paper of this round have been counted.
paper-send = Enter the batch
paper-withdraw = Withdraw the batch
paper-withdraw-title = Withdraw a batch on paper
paper-withdraw-what = { $batch } will be withdrawn and will not count. What was entered stays in the log; until the time is over it can be entered anew.
paper-withdraw-yes = Withdraw
paper-count-title = Count the ballots on paper
paper-count-what = “{ $stage }”: the { $n ->
        [one] { $n } batch
       *[other] { $n } batches
    } on which two people agree will be added to the counts, and the figures of each become public. Nothing can be entered or withdrawn afterwards.
paper-count-yes = Count them
