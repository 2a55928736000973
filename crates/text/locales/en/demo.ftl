demo-bar = tools
demo-jump = Jump to
demo-stop = Stage of the selection
demo-go = Go
demo-be = Role
demo-be-go = Switch
demo-citizen = A citizen (not signed in)
demo-working = Playing, { $done } of { $total } steps done
demo-working-what = The demo’s data is being made; this page reloads every few seconds.
demo-clock = Demo time
demo-clock-go = Move forward
demo-code = A code to try the vote

# Places in the selection's life that one can jump to

demo-stop-before = Plan published, nothing open yet
demo-stop-recommend = Recommendation half-way
demo-stop-screen = Recommendation over, screening
demo-stop-vote = Online vote under way
demo-stop-review = Expert review half-way
demo-stop-result = Scores counted, before the resolution
demo-stop-notice = On notice, an objection open
demo-stop-naming = Notice over, four of five sponsors have signed
demo-stop-publicity = Publicity year, in June
demo-stop-closed = The selection has ended

# The play on the command line (demo --headless)

play-title = { $title }: a rehearsal for the demo; people and data are invented
play-stage = Stage
play-dates = Dates
play-entries = Entries
play-people = Outcome
play-met = Refusals met on purpose
play-before = Preparation
play-people-recommend = { $n ->
        [one] { $n } nominee
       *[other] { $n } nominees
    }
play-people-screen = { $n ->
        [one] { $n } candidate
       *[other] { $n } candidates
    }
play-people-vote = { $n ->
        [one] { GROUP($n) } ballot
       *[other] { GROUP($n) } ballots
    }
play-people-review = { $n ->
        [one] { $n } judge
       *[other] { $n } judges
    }
play-people-notice = { $n ->
        [one] { $n } notice
       *[other] { $n } notices
    }
play-people-naming = { $n ->
        [one] { $n } honouree
       *[other] { $n } honourees
    }
play-people-publicity = { $n ->
        [one] { $n } report
       *[other] { $n } reports
    }
play-people-closing = { $n ->
        [one] { $n } seat ended
       *[other] { $n } seats ended
    }
play-people-before = { $n ->
        [one] { $n } seat
       *[other] { $n } seats
    }
play-refusals = Refusals met on purpose: { $n }
play-own-rule = the software’s own rule
play-notices = When the notices ran
play-notice = No. { $number }: published { $from }, until { $to }{ $fate ->
        [voided] , void when the list changed
       *[other] { "" }
    }
play-acts = { GROUP($n) } entries, tree head
play-ballots = { GROUP($n) } ballots, tree head
play-state = State hash
play-silent = Where the plan is silent
play-progress = { $percent }%  { $chapter }
play-chapter-before = preparation
play-chapter-recommend = recommendation
play-chapter-screen = screening and clearance
play-chapter-vote = online vote
play-chapter-review = expert review
play-chapter-notice = public notice
play-chapter-naming = signatures and naming
play-chapter-publicity = publicity
play-chapter-closing = closing
play-chapter-walk = walking through the plan

# Where a walk through any plan stops, and why

walk-no-opening = The plan does not state when “{ $stage }” opens, nor after which stage, so it never does.
walk-no-closing = The plan does not state when “{ $stage }” closes; the walk ends here.
walk-no-way-in = The plan does not state how one is put forward in “{ $stage }”; the walk ends here.
walk-no-vote = The plan does not state how to vote in “{ $stage }”; it passes without ballots.
walk-no-rubric = The plan does not state the judges, the score sheet or what is public of it for “{ $stage }”; the walk ends here.
walk-no-signatories = The plan does not state who signs in “{ $stage }”; the walk ends here.
walk-no-finalists = There is no list of final candidates before “{ $stage }”; the walk ends here.
walk-ends = “{ $stage }” cannot go on, so the walk ends here: { $why }{ $clause ->
        [none] { "" }
       *[other] {" "}({ $clause })
    }
walk-waits = These stages wait for what never comes: { $stages }.
