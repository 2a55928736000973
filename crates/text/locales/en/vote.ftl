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
vote-check-scan = Scan the code on the receipt
vote-check-scan-says = Scan the code, open a photo of it or the receipt file, or paste the text.
vote-check-file = Receipt file
vote-check-file-hint = The file you saved after voting; its name ends in .tlog-proof.
vote-check-text = Or paste the text of the receipt, or the address in its code
vote-check-text-hint = Of a receipt paste all, from the first line to the last.
vote-check-key-fold = Check with the key that the announcement printed
vote-check-key = The key that the announcement printed
vote-check-key-hint = Without it the key that this site publishes is used. Paste one line of the announcement or the whole file of keys, and what this site publishes need not be believed.
vote-check-key-used = The key it was checked with
vote-check-send = Check
vote-check-holds = It holds: the ballot is in the ledger, unchanged
vote-check-sound = The receipt itself is sound: every step from the ballot to the root of the ledger works out.
vote-check-signed = The receipt carries the signature of this ledger.
vote-check-head-signed = The published ledger carries the same signature; it has { GROUP($now) } ballots now.
vote-check-cosigned = Witnesses have cosigned the published ledger.
vote-check-same = No. { GROUP($n) } in the ledger is this very ballot, to the letter.
vote-check-grown = The ledger had { GROUP($then) } ballots when the receipt was given and has { GROUP($now) } now; the earlier ones are all as they were.
vote-check-secret = Checking does not show whom you chose; nor does the receipt.
vote-check-working = Checking …
vote-check-waiting = The published ledger has not come as far as this ballot; waiting for it …
vote-check-by-server = This site computed it from published files alone, with the key that it publishes. Anybody gets the same from the same files.
vote-check-by-server-key = This site computed it from published files and your key alone. Anybody gets the same from the same files.
vote-check-by-browser = Your own browser computed it from published files alone, without asking this site’s store of ballots.{" "}
vote-check-by-site = The key is the one that this site publishes; to need no faith in that either, give the one that the announcement printed.
vote-check-by-key = The key is your own.
vote-check-missing = No receipt was handed in
vote-check-missing-remedy = Choose a receipt file, or paste its text.
vote-check-key-unreadable = This is neither a key nor a file of keys
vote-check-key-unreadable-remedy = Give it exactly as the announcement printed it, or nothing.
vote-check-unreadable = This is not a whole receipt; line { $line } cannot be read
vote-check-unreadable-remedy = Hand in the original file; if you pasted it, paste everything from the first line to the last.
vote-check-no-code = No code was made out in the photo
vote-check-no-code-remedy = Take it large, straight and bright, and try again; or paste the text of the receipt.
vote-check-no-scan = This browser cannot read codes from photos
vote-check-no-scan-remedy = Point the telephone’s own camera at the code on the receipt, and this page opens; or open the receipt file, or paste its text.
vote-check-no-scan-here = This browser cannot scan. Point the telephone’s own camera at the code on the receipt, and this page opens.
vote-check-no-camera = The camera could not be used
vote-check-no-camera-remedy = Allow this page to use the camera; or open the receipt file, or paste its text.
vote-check-offline = The published ledger could not be fetched
vote-check-offline-remedy = See whether you are online, and try again later.
vote-check-unpublished = The ledger is not published yet
vote-check-unpublished-remedy = Come back in a while; if nothing changes within a day, tell the supervision receiver.
vote-check-path = This receipt does not work out
vote-check-path-remedy = The file may have been changed or cut. Hand in the original; if this is the original, take it to the supervision receiver.
vote-check-signature = This receipt does not carry a valid signature of this ledger
vote-check-signature-remedy = The file may have been changed. Hand in the original; if this is the original, take it to the supervision receiver.
vote-check-unknown = Among the keys you gave there is none of this ledger ({ $origin })
vote-check-unknown-remedy = See whether the announcement is that of this selection. If this is what it printed, keep the receipt and take it to the supervision receiver.
vote-check-head = The published ledger carries no valid signature
vote-check-head-remedy = If you gave a key, compare it with the announcement first. If it is right, this must not happen: keep the receipt and take it to the supervision receiver.
vote-check-files = Files of the published ledger are missing, or do not fit its signature
vote-check-files-remedy = Check again in a few minutes. If nothing changes, keep the receipt and take it to the supervision receiver; with it anyone can prove the fault.
vote-check-behind = The published ledger has come as far as { GROUP($n) } ballots, not as far as this receipt
vote-check-behind-remedy = It is written on every few seconds: check again in a minute. If nothing changes within an hour, keep the receipt and take it to the supervision receiver.
vote-check-beyond = The published ledger has only { GROUP($n) } ballots; this number is not among them
vote-check-beyond-remedy = If you have just voted, check again in a minute. Otherwise see whether the receipt is from another selection; if it is from this one, keep it and take it to the supervision receiver.
vote-check-restored = The ledger was restored from an older backup and goes on under a new name; your receipt is from before, and the ballot is still there.
vote-check-lost = The ledger was restored from an older backup, and this ballot is not in it
vote-check-lost-remedy = Keep the receipt. While the vote is open you may vote again, your place is free; after the close take it to the supervision receiver. How many were lost, and why, stands in the public ledger.
vote-check-origin = This is a receipt of another ledger ({ $origin })
vote-check-origin-remedy = Check it on the site that gave it to you.
vote-check-address = No. { GROUP($n) } in the ledger does not fit this address
vote-check-address-remedy = An address is signed by nobody: it may have been copied wrongly, or changed by somebody, and by itself proves nothing against the ledger. Please check the whole receipt.
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

# Ballots on paper
counts-hour-what = The plan shows counts once a day. These are the counts of { $due } (recorded { $at }); they stay until the next, and the count after the close is what holds.
counts-paper-open = Ballots on paper are not counted yet; these are the ballots cast online.
counts-paper-what = Ballots on paper were added by two people of the office and are not in the log of ballots, so they stand apart from those cast online.
counts-of-paper = { $category }: online { GROUP($valid) } valid, { GROUP($invalid) } invalid; on paper { GROUP($issued) } handed out, { GROUP($paper) } valid, { GROUP($spoilt) } invalid
counts-online = Online
counts-on-paper = On paper
counts-total = Together
paper-public-title = Ballots on paper
paper-public-lead = Ballots cast on paper are entered by two people of the office, apart from each other, and count only where both agree. They are added by hand and are not each in the log, as ballots cast online are; what is public are the figures of each batch and the hash of its scan.
paper-public-open = The ballots on paper have not been counted. Afterwards the figures of each batch are published here.
paper-public-until = They are entered before { $until }.
paper-public-none = No ballots came on paper.
paper-batches-of = Batches of { $category }
paper-entries = The two entries
paper-scans = Hashes of the scans
paper-scans-what = The office keeps the scans, which only it and auditors see. In a dispute their hashes show that none was exchanged.
paper-public-link = This round takes ballots on paper too: [batches and their count]
paper-in-figures = The counts hold ballots on paper: [the figures apart]
