# The vote, its receipt, and checking it.
vote-title = Online vote
vote-range = { $least } to { $most }
vote-lead-none = This selection holds no online vote, or its plan does not say yet how one votes.
vote-lead-ahead = The vote has not opened. These are its rules{ $shows ->
    [code] ; you will need a voting code
   *[other] { "" }
}.
vote-lead-open = { $shows ->
    [code] Vote with a voting code.
   *[other] You can vote here.
} You get a receipt at once, and can check at any time that your ballot is in the ledger and unchanged.
vote-lead-over = The vote has ended and takes no more ballots. Ballots that were cast can be checked at any time.
vote-opens = Opens { $at }
vote-waits = Opens when the stages before it are done
vote-closes = Closes { $at }
vote-closed = The vote closed { $at }
vote-count-open = Until the vote closes
vote-count-ahead = Until the vote opens
vote-results = See lists and results
vote-left-day = { $n ->
    [one] { $n } ballot left today
   *[other] { $n } ballots left today
}
vote-left-stage = { $n ->
    [one] { $n } ballot left
   *[other] { $n } ballots left
}
vote-enter = Vote in “{ $category }”
vote-door-done = Your ballots in this category are cast
vote-leave = Use another code
vote-leave-open = Vote with a code instead
vote-code = Voting code
vote-code-hint = 12 letters and digits. Capitals, spaces and hyphens do not matter.
vote-code-missing = Enter your voting code.
vote-code-send = Begin
vote-by-code = Vote with a voting code
vote-open = Vote without a code
vote-open-what = Anybody may vote this way; nobody’s identity is checked. So these votes say how many ballots there are, and not how many people.
vote-open-how = To keep programs from flooding the vote, your device first does a small computation for each ballot, usually for a second or two. It runs in JavaScript on your device and collects nothing about you.
vote-open-send = Vote without a code
vote-no-way = The plan’s way to vote has not been set up on this site
vote-no-way-what = Please see the plan, and what the office announces.
vote-slow = Too many wrong codes. Try again in { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}.
vote-slow-cast = This goes too fast. Wait { $n ->
    [one] { $n } second
   *[other] { $n } seconds
} and press once more; everything you chose is still here, and this ballot has not been cast.
vote-spare = A code for this demonstration: { $code }
vote-purpose = What the vote is for
vote-purpose-display = The vote is shown only; it has no effect on the result.
vote-purpose-advisory = The vote tells the reviewers what people think. It carries no weight in the score and does not decide who is chosen.
vote-purpose-weighted = The vote enters the result with the weight that the plan publishes, together with its other parts.
vote-rules = Rules of the vote
vote-rule-channel = Way to vote: { $channel }. What stands for a voter: { $identity }.
vote-rule-anonymous = Way to vote: { $channel }. Nobody’s identity is checked; the voting device only has to do a small computation first. So the count does not say how many people voted.
vote-rule-choices = A ballot names { $range } { $who ->
    [person] people, nobody twice
   *[other] entries, none twice
}.
vote-rule-day = { $n ->
    [one] { $shows ->
        [both] Each code, and each browser without one,
        [browser] Each browser
       *[other] Each code
    } has { $n } ballot a day in each category; the day begins at midnight.
   *[other] { $shows ->
        [both] Each code, and each browser without one,
        [browser] Each browser
       *[other] Each code
    } has { $n } ballots a day in each category; the day begins at midnight.
}
vote-rule-stage = { $n ->
    [one] { $shows ->
        [both] Each code, and each browser without one,
        [browser] Each browser
       *[other] Each code
    } has { $n } ballot in each category for the whole vote.
   *[other] { $shows ->
        [both] Each code, and each browser without one,
        [browser] Each browser
       *[other] Each code
    } has { $n } ballots in each category for the whole vote.
}
vote-rule-hidden = No counts are shown before the close; the office does not see them either.
vote-rule-live = Counts are shown at all times.
vote-rule-daily = Counts are shown once a day, as of { $hour }:00.
vote-rule-random = Each voter sees the candidates in another order.
vote-rule-random-work = Every voter sees the works in another order.
vote-rule-strokes = Candidates stand in the order of the strokes of their surnames.
vote-rule-strokes-work = Works stand in the order of their titles’ strokes.
vote-rule-number = Candidates stand in the order of their numbers.
vote-rule-number-work = Works stand in the order of their numbers.
vote-rule-final = A ballot that is cast can be neither changed nor taken back.
vote-to-plan = See the plan
vote-check-link = Voted already? [Check my ballot]
vote-proof-link = [What the ledger proves, and what it cannot]

vote-eyebrow-day = { $stage } · { $left ->
    [one] { $left } ballot left today
   *[other] { $left } ballots left today
}, choose { $range } { $who ->
    [person] people
   *[other] entries
}
vote-eyebrow-stage = { $stage } · { $left ->
    [one] { $left } ballot left
   *[other] { $left } ballots left
}, choose { $range } { $who ->
    [person] people
   *[other] entries
}
vote-says = Choose { $range } { $who ->
    [person] people
   *[other] entries
}, then read your ballot over before you cast it
vote-full = { $who ->
    [person] { $n } people is the most; take one off first
   *[other] { $n } is the most; take one off first
}
vote-show-all = Show all candidates
vote-show-all-work = Show all works
vote-check = Check and vote
vote-confirm-title = Read your ballot over
vote-confirm-lead = You chose { $n } { $who ->
    [person] people
   *[other] entries
}. Cast it if it is right, or go back to change it.
vote-confirm-final = Once cast, a ballot can be neither changed nor taken back.
vote-cast = Cast this ballot
vote-change = Go back and change
vote-busy = Many people are voting; this ballot has not been taken yet
vote-busy-what = Your choices are all below. Cast it again in a few seconds. However often you press, it counts once.
vote-stopped = The system has failed; this ballot was not taken
vote-stopped-what = Your choices are all below. Come back in a while and cast it again from this page. However often you press, it counts once.
vote-work-label = Progress of the computation
vote-work-working = Your device is doing its small computation. Choose and read over meanwhile; there is no need to wait.
vote-work-sending = Nearly there: this ballot is cast by itself as soon as the computation is done. Please keep this page open.
vote-work-done = The computation is done.
vote-work-wait = No computation could be fetched just now; trying again in { $n } seconds. Everything you chose is still here.
vote-work-failed = This browser cannot do the computation, so it cannot vote this way. Please come back with a newer one.
vote-work-again = This ballot has not been cast yet
vote-work-noscript = This way to vote needs JavaScript, which is off in this browser
vote-work-noscript-what = A vote without a code takes a small computation on your device, done in JavaScript. Turn JavaScript on and load this page again; without it the ballot cannot be cast.
vote-work-others = You can also vote with a voting code, which needs no JavaScript
vote-limit-day = { $n ->
    [one] Your ballot of today in “{ $category }” is cast
   *[other] Your { $n } ballots of today in “{ $category }” are cast
}
vote-limit-stage = { $n ->
    [one] Your ballot in “{ $category }” is cast
   *[other] Your { $n } ballots in “{ $category }” are cast
}
vote-limit-next = Thank you. You can vote again from { $at }.
vote-limit-last = Thank you.
vote-to-hall = Back to the vote

vote-receipt-title = Receipt of a ballot
vote-receipt-done = Your ballot is in the ledger
vote-receipt-provisional = Until witnesses have cosigned, this receipt is provisional. Open this page again in a moment to save the cosigned one.
vote-receipt-cosigned = Witnesses have cosigned: that this ballot is in the ledger rests on more than the sponsors’ word.
vote-receipt-promise = With this code you can check at any time: the ballot is in the ledger, unchanged.
    The receipt does not show whom you chose.
vote-qr-label = QR code to check ballot no. { $n }
vote-place = Place in the ledger
vote-place-no = No. { GROUP($n) }
vote-category = Category
vote-channel = Channel
vote-time = Time
vote-save = Save to this phone
vote-check-now-link = Check it now
vote-leaf-hash = Hash of the leaf
vote-root = Root over the first { GROUP($n) } ballots (SHA-256)
vote-file-what = The saved file is a C2SP tlog-proof; tools that others wrote can check it.

vote-check-title = Check my ballot
vote-check-lead = Hand in a receipt and learn at once whether the ballot is in the ledger, unchanged.
vote-check-form = Hand in a receipt
vote-check-file = Receipt file
vote-check-file-hint = The file you saved after voting; its name ends in .tlog-proof.
vote-check-text = Or paste the text of the receipt
vote-check-text-hint = Paste all of it, from the first line to the last.
vote-check-send = Check
vote-check-missing = Choose a receipt file, or paste its text.
vote-check-holds = It holds: the ballot is in the ledger, unchanged
vote-check-sound = The receipt itself is sound: every step from the ballot to the root of the ledger works out.
vote-check-signed = The receipt carries the signature of this ledger.
vote-check-same = No. { GROUP($n) } in the ledger is this very ballot, to the letter.
vote-check-grown = The ledger had { GROUP($then) } ballots when the receipt was given and has { GROUP($now) } now; the earlier ones are all as they were.
vote-check-now = The ledger has { GROUP($n) } ballots now.
vote-check-secret = Checking does not show whom you chose; nor does the receipt.
vote-check-unreadable = This is not a whole receipt; line { $line } cannot be read
vote-check-unreadable-remedy = Hand in the original file; if you pasted it, paste everything from the first line to the last.
vote-check-path = This receipt does not work out
vote-check-path-remedy = The file may have been changed or cut. Hand in the original; if this is the original, take it to the supervision receiver.
vote-check-signature = This receipt does not carry a valid signature of this ledger
vote-check-signature-remedy = The file may have been changed. Hand in the original; if this is the original, take it to the supervision receiver.
vote-check-beyond = The ledger has only { GROUP($n) } ballots; this number is not among them
vote-check-beyond-remedy = See whether the receipt is from another selection. If it is from this one, keep it and take it to the supervision receiver.
vote-check-origin = This is a receipt of another ledger ({ $origin })
vote-check-origin-remedy = Check it on the site that gave it to you.
vote-check-other = No. { GROUP($n) } in the ledger is not the ballot of this receipt
vote-check-other-remedy = This must not happen. Keep the receipt and take it to the supervision receiver; with it anyone can prove the fault.
vote-check-rewritten = The first { GROUP($n) } ballots of the ledger are not what they were when the receipt was given
vote-check-rewritten-remedy = This must not happen. Keep the receipt and take it to the supervision receiver; with it anyone can prove the fault.

vote-proof-title = What the ledger proves, and what it cannot
vote-proof-lead = A public ledger lets everybody check, but it cannot do everything. Here is what it can do and what it cannot.
vote-proves = What it proves
vote-proves-order = Everything done is recorded at once and numbered in order. If anything were changed, taken out or put in later, the root of the ledger would differ, and anyone would find it.
vote-proves-safe = What is sealed was fixed when it was recorded. When it is opened, everybody can check that it was not changed.
vote-proves-receipt = A ballot with a receipt is in the ledger; if it were missing or changed, the receipt would show it.
vote-proves-recount = After the close, when the ballots are opened, anyone can count again from the beginning and must come to the same figures.
vote-proves-result = How each list came about, from recommendation to naming, and by which clause, follows from the ledger; where a resolution departs from the count, it must give its reasons.
vote-cannot = What it cannot prove
vote-cannot-invented = If the organiser and whoever checks identities invented voters together, the ledger would not show it.
vote-cannot-pressed = Whether anybody was paid or pressed to vote, the ledger does not show.
vote-cannot-phone = If your phone was tampered with, so that it shows one thing and sends another, the ledger does not show it.
vote-cannot-dropped = A ballot lost before its receipt is not in the ledger. Without a receipt it was not cast; please cast it again.
vote-cannot-sold = Once ballots are opened, voters can prove to others whom they chose, so the ledger does not keep anybody from buying votes.
vote-cannot-person = A voting code proves only that somebody holds it. Whether one code is one person depends on how strictly codes are handed out.
vote-cannot-anybody = A vote cast without a code does not prove that a person stands behind it, only that a computation was done for it. Whoever clears their browser’s memory can vote again, with a new computation for each ballot.
vote-proof-try = See for yourself
vote-proof-log = Read the [public ledger]; every entry has its number and evidence.
vote-proof-files = All files of the public ledger may be taken away. On a computer of your own the verifier counts everything again without this site, and comes to the same lists:
vote-proof-trust = The announcement printed keys and the plan’s hash. Given to the verifier in a file (--trust), they let it say that this ledger is the announcer’s own.
vote-proof-plan = Compare with the [plan]: what each step rests on.

# 得票
counts-of = { $category }: { GROUP($valid) } valid, { GROUP($invalid) } invalid
counts-votes = Votes
counts-weak = { $all ->
    [yes] All these votes
   *[other] Some of these votes
} came by “{ $channels }”, where nobody’s identity is checked: they do not say how many people voted.
counts-none = Nobody in this category received a vote
counts-now = Votes so far
counts-now-what = The plan shows the votes at any time. These are those of { $at }; they will change, and what counts is the count after the close.
