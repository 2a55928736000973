# The portal: what is going on
portal-and = { ", " }
portal-house = Selections
portal-house-lead = The plan, the candidates, the lists and the public log of every selection are here.
portal-house-unclaimed = No administrator yet
portal-house-unclaimed-what = The window in which the program was started shows a one-time link; open it in a browser to make the first one.
portal-house-empty = No selections yet
portal-house-empty-what = Once an administrator signs in and uploads a plan, the selection appears here.
portal-enter = Enter
portal-lead = How the selection runs, who decides and how the result came about: all of it is public here.
portal-now-closed = Selection closed
portal-now-before = Not started yet
portal-now-between = Waiting for: { $stage }
portal-now-open = Now open: { $stage }
portal-read-plan = Read the plan
portal-go-vote = Vote
portal-recommend = Recommend somebody
portal-see-notice = See the notice
portal-see-honourees = See the honourees
portal-see-honourees-work = See the chosen works
portal-see-lists = See the lists
portal-see-candidates = See the candidates
portal-see-candidates-work = See the works
portal-until-end = Until the end of: { $stage }
portal-until-start = Until the start of: { $stage }
portal-ends-at = Ends { $at }, Beijing time
portal-starts-at = Starts { $at }, Beijing time
portal-card-review = { $stage } is under way. Score sheets and the result become public when the panel has finished.
portal-card-screen = { $stage } is under way. The list of candidates follows, with a reason for everyone left out.
portal-card-screen-work = { $stage } is under way. Then the list of works is published, with a reason for each that was left out.
portal-card-notice = { $stage }: its time has run. The next step follows once every objection has been ruled on.
portal-card-naming = { $stage } is being prepared. The list of honourees is published once all sponsors have signed.
portal-card-open = { $stage } is under way.
portal-card-ahead = Next: { $stage }. It begins when what comes before is done.
portal-card-closed = The selection closed on { $at }.
portal-card-nothing = Everything on the plan is done; the closing is still to come.
portal-ballots = Ballots received
portal-ballots-n = { $n ->
    [one] 1 ballot
   *[other] { GROUP($n) } ballots
}
portal-as-of = as of { $at }
portal-you-may = You may cast
portal-per-day = { $n } a day in each category
portal-per-stage = { $n } in all in each category
portal-each-ballot = Each ballot
portal-choose = { $least } to { $most } choices
portal-choose-exactly = { $n } choices
portal-ways = Ways to recommend
portal-brief-most = at most { $n } characters
portal-how-many = { $of ->
    [person] { $n ->
        [one] 1 person
       *[other] { $n } people
    }
    [work] { $n ->
        [one] 1 work
       *[other] { $n } works
    }
   *[other] { $n }
}
portal-pieces = Reports
portal-pieces-n = { $n ->
    [one] 1 report
   *[other] { $n } reports
}
portal-roles-ended = Seats that ended
portal-roles-n = all { $n }
portal-open-matters = Open objections handed over
portal-matters-n = { $n }
portal-promise-ballots = Every ballot is in the public log, and [anyone can recount]
portal-promise-log = Every step is in the public log, and [anyone can check]
portal-promise-recount = These figures follow from the public log, and [anyone can recount]
portal-alert-notice = On notice now: { $list }
portal-alert-notice-text = Until { $at } anybody may object.
portal-alert-closed = This selection has closed; its archive can be read and no longer changed
portal-alert-closed-text = { $group } has been dissolved and every seat has ended. Open matters and the right of interpretation are with { $successor }.
portal-wall-candidates = Candidates
portal-wall-candidates-work = Works
portal-wall-finalists = Final candidates
portal-wall-named = Honourees
portal-wall-named-work = Chosen works
portal-all-candidates = See all candidates
portal-all-candidates-work = See all works
portal-all-honourees = See all honourees with their certificates
portal-all-honourees-work = See all chosen works and certificate numbers
portal-dates = Dates
portal-stage = Stage
portal-end-open = when it is done
portal-dates-note = Every window opens and closes at its hour, neither sooner nor later.
portal-date-open = after the step before it

# Candidates
portal-categories = Categories
portal-candidates-note = { $n } in all, published { $at }
portal-order = Order
portal-order-random = Random
portal-order-strokes = Surname strokes
portal-order-strokes-work = Strokes of the title
portal-order-number = Number
portal-order-note = The random order differs from visitor to visitor and stays the same for each.
portal-show-all = Show all
portal-category = Category
portal-employer = Unit
portal-employer-work = Author
portal-position = Position
portal-gender = Gender
portal-recommended-by = Recommended by
portal-brief = In brief
portal-brief-work = About the work
portal-stands = Lists and results
portal-stands-on = on the list
portal-stands-not = not on the list
portal-stands-struck = title revoked
portal-rank = rank { $n }
portal-no-rank = no rank
portal-figures-of = Figures: { $rule }
portal-certificate = Certificate
portal-certificate-no = Certificate { $no }
portal-certificate-void = void
portal-piece-from = { $outlet }, { $on }
portal-piece-title = Title
portal-piece-about = About
portal-piece-out = Published
portal-front-line = Front line: of { $of }, **{ $n }** serve at the front line, a share of **{ $share }**.
portal-gone-revoked = This title has been revoked; name and deeds are no longer public.
portal-gone-revoked-work = This title has been revoked; what was written about the work is no longer public.
portal-gone-revoked-short = title revoked
portal-gone-withdrawn = This nominee has withdrawn; name and deeds are no longer public.
portal-gone-withdrawn-work = This work has been withdrawn; its title and description are no longer public.
portal-gone-withdrawn-short = withdrawn
portal-gone-erased = The personal data of this nominee have been erased; only the handle remains.
portal-gone-erased-work = What was kept about this work has been erased; only the handle is left.
portal-gone-erased-short = data erased
portal-gone-erased-short-work = Erased
portal-gone-not-public = This nominee is on no list that prints names, and appears by handle only.
portal-gone-not-public-work = This work is on no list that shows titles, and appears by its handle only.
portal-gone-not-public-short = name not public
portal-gone-not-public-short-work = Title not public
portal-reason = Reason
portal-basis = Clause
portal-clause = (clause { $clause })
portal-handle = Handle
portal-since = Revoked on

# The plan
portal-plan-lead = The plan in plain words, clause by clause. What it leaves open is said openly; the software fills nothing in.
portal-contents = Contents
portal-silent = Not stated
portal-not-stated = not stated
portal-record = Publication record
portal-record-name = Name
portal-record-document = Document no.
portal-record-index = Index no.
portal-record-publisher = Publisher
portal-record-issued = Dated
portal-record-published = Published
portal-record-disclosure = Disclosure
portal-record-location = Kept at
portal-record-approval = Approved under
portal-record-to = Addressed to
portal-owns-document = owns the document number
portal-hosts-office = hosts the office
portal-supplements = Supplements
portal-standards = Detailed standards
portal-standards-version = Version { $n }
portal-plan-download = Download the plan as data
portal-plan-hash = Fingerprints (SHA-256) of the plan and of the plan after each supplement, oldest first. The entries that adopted them hold the same values; a plan that was altered would not match.

# Lists
portal-lists-lead = Four lists. Each publication is a numbered version that is never changed or deleted.
portal-list = List
portal-list-version = { $list }, version { $n }
portal-list-about-recommended = Every recommendation that came in time, by handle only.
portal-list-about-candidates = Those who passed screening; names and deeds are public.
portal-list-about-candidates-work = Works that passed screening, with titles and descriptions.
portal-list-about-finalists = Those who are to be named; subject to public notice.
portal-list-about-named = Those who were named.
portal-list-not-yet = Not published yet
portal-version = Version
portal-version-n = Version { $n }
portal-members = Number
portal-published-at = Published
portal-state = State
portal-in-force = in force
portal-superseded = superseded
portal-superseded-note = This version is no longer in force
portal-newer = See version { $n }
portal-in-log = Public log
portal-on-notice = Notice
portal-notice-n = No. { $n }
portal-counts = By category and unit
portal-counts-later = Numbers by unit become public together with the list of candidates.
portal-counts-later-work = Counts by unit are published together with the list of works.
portal-unit = Recommending unit
portal-no-unit = Public and others
portal-handles = All handles
portal-part = { $name } ({ $n })
portal-name = Name
portal-name-person = Name
portal-number = Number
portal-left-out = Left out
portal-left-out-note = Of { $of } put forward, { $n } did not become candidates. Each has a reason, given by handle only.
portal-left-out-note-work = { $of } put forward, { $n } not on the list of works; each with its reason, by handle only.
portal-left-out-rec = recommendation { $rec }
portal-nobody-left-out = Nobody was left out
portal-replaced = { $out } was replaced by { $with }
portal-taken-off = { $out } was taken off the list
portal-see-result = See how it was counted: { $rule }

# Results
portal-result-of = { $rule }: how the result came about
portal-decide-count = The figures decide: from the highest score down, until the seats are full.
portal-decide-resolution = The figures inform the body, and the body resolves. Every departure from the figures has its reason.
portal-decide-open = The plan does not say who decides.
picture-part = { $part } { $n }
picture-and = { ", " }
picture-cut = not seated by the figures
picture-percent = { $n } %
picture-times = × { $n }
picture-points = { $n } points
picture-weighs-nothing = shown only
picture-round = Round { $n }
picture-elected = elected
picture-out = out
picture-spent = No further choice
picture-flow = Votes in { $n } rounds and where they went; in words below.
picture-key-moved = votes of those who fell out
picture-key-surplus = votes above the quota
picture-key-quota = quota
portal-how-score = What the score is made of
portal-weight = weight { $n }%
portal-weight-zero = for information; has no effect on the score
portal-rounding = Rounding
portal-rounding-to = { $n } places, half up
portal-seats = at most { $n } go on
portal-candidate = Candidate
portal-candidate-work = Work
portal-place = Rank
portal-head-votes = Votes
portal-head-points = Panel
portal-score = Score
portal-by-figures = By the figures
portal-outcome = Outcome
portal-goes-on = goes on
portal-does-not = does not
portal-resolution = Resolution
portal-resolution-n = Resolution { $n }
portal-resolved-at = Resolved
portal-attendance = Present
portal-attendance-of = { $n } of { $of }
portal-departures = Departures from the figures
portal-resolved-so = Resolution
portal-departs-in = seated by the resolution
portal-departs-out = not seated by the resolution
portal-reason-erased = The text of the reason has been erased.
portal-minutes-hash = Fingerprint of the minutes (SHA-256):
portal-ties = Ties
portal-figures-open = The figures leave something open
portal-led-to = { "This led to: " }
portal-why = { $name }: how the score was reached
portal-why-lead = Score { $score }, rank { $rank }; by the figures: { $status }.
portal-why-lead-none = No score: { $status }.
portal-steps = Every step
portal-read-deeds = Read the deeds
portal-read-deeds-work = Read about the work
portal-step-withdrawn = Withdrawn: no figure of theirs is used anywhere.
portal-step-ballots = { $stage }: { GROUP($valid) } valid and { GROUP($invalid) } invalid ballots in this category.
portal-step-votes = { $stage }: { GROUP($n) } votes.
portal-step-sheets = { $stage }: { $n ->
    [one] 1 sheet, total
   *[other] { $n } sheets, totals
} { $totals }.
portal-step-no-sheet = { $stage }: no sheet counts.
portal-step-dropped = { " " }Lowest dropped: { $low }; highest dropped: { $high }; left: { $left }.
portal-step-none-left = { " " }Nothing is left after the highest and lowest are dropped: no score.
portal-step-abstained = { " " }Abstained: { $n }.
portal-step-recused = { " " }Recused: { $n }.
portal-step-absent = { " " }Absent: { $n }.
portal-step-mean = { " " }Mean: { $n }.
portal-step-too-few = { " " }Fewer than { $n } sheets: no score.
portal-step-criterion = “{ $what }”: mean { $n } over all sheets.
portal-step-as-it-is = { $stage }: { $raw } stands as the part score, { $part }.
portal-step-by-maximum = { $stage }: { $raw } ÷ highest in the category { $by } × 100 = { $part }.
portal-step-by-rule = { $stage }: { $raw } becomes { $part } by the rule of the plan.
portal-step-by-sum = { $stage }: { $raw } ÷ sum of the category { $by } × 100 = { $part }.
portal-step-weighted = { $stage }: { $part } × { $weight }% = { $points }.
portal-step-score = Score: { $score }.
portal-step-score-rounded = Sum { $sum }, rounded half up to { $places } places: score { $score }.
portal-step-tie-apart = Equal at the last seat, { $seats } left: { $by } tells them apart: { $order }.
portal-step-tie-equal = Equal at the last seat, { $seats } left: { $by } does not tell them apart: { $order }.
portal-step-compared = { " " }({ $figures })
portal-step-had = { $name }: { $n }
portal-step-placed = Rank { $rank }: { $status }.
portal-step-unplaced = No rank: { $status }.
portal-then = { ", then " }
portal-tie = Rank { $rank } is shared by { $names }.
portal-tie-shared = { " " }They share it; no seat depends on it.
portal-tie-broken = { " " }Told apart by { $by }.
portal-tie-all-seated = { " " }All of them are seated.
portal-tie-waits = { " " }A resolution decides.
portal-tie-undecided = { " " }The plan has no way to tell them apart.
portal-tie-part = the part score of “{ $stage }”
portal-tie-criterion = the mean of “{ $what }”
portal-tie-resolution = a resolution
portal-tie-measure = the figure “{ $what }”
portal-tie-countback = more first places, then more second places, and so on, in “{ $stage }”
portal-tie-revote = another vote by { $who }
portal-tie-casting = the vote of { $who }
portal-tie-lot = a public lot: { $seed }
portal-tie-preference = a decision of the body by the preference “{ $text }”
portal-tie-all = the rule that all equals are seated
portal-missing-not-stated = The plan does not state: { $what }.
portal-missing-contradictory = The plan contradicts itself: { $what } ({ $sides }).
portal-missing-no-figures = No figures: { $what }.
portal-missing-nothing = All figures are zero and nothing can be divided: { $what }.
portal-missing-no-score = No score: { $what }.
portal-missing-exhausted = Everything the plan tries leaves them equal.
portal-missing-of = { $name }: { $says }

# Notices and objections
portal-notice-of = Notice: { $list }
portal-notice-runs = Running
portal-notice-over = Ended
portal-notice-voided = Void
portal-notice-voided-what = The list changed while it was on notice, so this notice is void and a new one began
portal-notice-next = See notice no. { $n }
portal-notice-no = Notice
portal-notice-left = Until the notice ends
portal-starts = Starts
portal-ends = Ends
portal-counted = How the days were counted
portal-days-working = { $n ->
    [one] 1 working day
   *[other] { $n } working days
},
portal-days-calendar = { $n ->
    [one] 1 calendar day
   *[other] { $n } calendar days
},
portal-first-next = { " " }the day after publication being the first,
portal-first-same = { " " }the day of publication being the first,
portal-counted-from-to = { " " }{ $from } to { $to }, until 24:00 of the last day.
portal-provisional = Some of these days have no holiday notice of the State Council yet and were counted by weekends. The end is fixed and does not move by itself.
portal-differs = The holiday calendar has changed
portal-differs-what = Under the new calendar the end would be another. The office may extend the notice openly, with its reason, and never shorten it.
portal-extended = The notice was extended
portal-how = How to object
portal-how-who = While the notice runs, anybody may object to the list or to anyone on it, without signing in.
portal-how-receiver = What you would rather not tell the office can go to { $name } directly.
portal-how-anonymous = You need not give your name, if you give leads that can be checked.
portal-how-named = Your real name is required.
portal-how-days = It will be answered within { $n ->
    [one] 1 working day
   *[other] { $n } working days
}.
portal-how-no-days = The plan does not say by when it will be answered.
portal-how-secret = Your name, contact and words are never published; only those who take the objection can read them.
portal-object = Object
portal-object-closed = The notice has ended; objections are no longer taken
portal-object-lead = Please state the facts. Nobody is named before every objection has been ruled on.
portal-report = Report an honouree
portal-report-lead = After the naming anybody may report a problem with an honouree.
portal-report-lead-work = Whoever finds something wrong with a chosen work after the announcement may report it.
portal-report-link = Report a problem with an honouree
portal-report-link-work = Report a problem with a chosen work
portal-about = About
portal-about-all = the whole list
portal-about-hint = Leave it open to object to the whole list.
portal-object-text = Facts and reasons
portal-object-text-hint = When, where, who, what, and what shows it. At most 5000 characters.
portal-your-name = Your name
portal-your-name-hint = For those who take the objection only; never published.
portal-your-contact = How to reach you
portal-your-contact-hint = Leave a telephone number or an address if you want to be told the ruling.
portal-leads = My words contain leads that can be checked
portal-leads-hint = Required if you do not give your name.
portal-to = Send to
portal-to-missing = Choose who takes this
portal-receiver-apart = not by way of the office
portal-send = Send
portal-objected = Your objection has been received
portal-reported = Your report has been received
portal-keep-number = Keep the number: the ruling will be shown on the notice under it.
portal-your-number = Number
portal-objection-n = Objection { $n }
portal-received-at = Received
portal-taken-by = Taken by
portal-rule-by = To be answered by
portal-what-now = What happens now
portal-then-checked = The facts are looked into, and the objection is upheld, partly upheld or dismissed.
portal-then-blocks = Nobody is named before the ruling; if the list changes, the notice begins again.
portal-then-report = Where it is upheld, the title is revoked and the reason published with its clause.
portal-then-named = The ruling and its reason are published with the notice, and you are told in the way you left.
portal-then-anonymous = The ruling and its reason are published with the notice.
portal-objection = Objection
portal-objections = Objections and rulings
portal-objections-note = Public once ruled on, and not before.
portal-no-objections = No objections have been ruled on
portal-came = received { $at }
portal-ruling = Ruling
portal-ruling-waits = not ruled on
portal-ruled-at = Ruled on

# Honourees
portal-honourees-lead = { $n } whose title stands.
portal-honourees-lead-title = The title { $title } is held by { $n }.
portal-document = Naming document
portal-named-at = Named on
portal-signed-by = Signed by
portal-revoked = Revoked titles
portal-revoked-note = By handle, with reason and clause.
portal-wall = Who they are
