verify-title = Verifying { $selection }, plan hash { $plan }
verify-unknown = (unreadable)
verify-passed-plan = Plan: { $announced ->
    [0] as the record’s own hash says (no announcement to compare with)
   *[other] the one that was announced
}
verify-passed-signatures = Signatures: tree heads { $checkpoints }, cosignatures { $cosignatures }{ $quorum ->
    [0] { "" }
   *[other] , the quorum of the announcement is met
}
verify-passed-tree = Tree: { GROUP($acts) } entries and { GROUP($ballots) } ballots lead to the heads in { $hashes } hashes
verify-passed-leaves = Leaves: { GROUP($entries) } entries, each canonical and of a known kind
verify-passed-openings = Openings: gates { $gates }, opened { GROUP($opened) }, waiting { GROUP($waiting) }, sealed for good { GROUP($for-good) }, parts beside the log { GROUP($parts) }
verify-passed-acts = Acts: { GROUP($acts) } acts of { GROUP($entries) } entries, each allowed by plan, actor, time and order
verify-passed-ballots = Ballots: { GROUP($ballots) }, all in their window, within the limits and none twice{ $coded ->
    [0] { "" }
   *[other] , by no more than the codes issued ({ GROUP($coded) } voters)
}; the logs are tied { $anchors } times{ $not-judged ->
    [0] { "" }
   *[other] ; { GROUP($not-judged) } more can be judged only after an opening
}{ $late ->
    [0] { "" }
   *[other] ; { GROUP($late) } entered the log over ten minutes after they were cast
}
verify-passed-quarantine = Ballots held back: { $quarantined } (this version has no such entry)
verify-passed-ballot-openings = Ballot openings: { GROUP($opened) }, each what was committed to
verify-passed-counts = Counts: { $tallies } tallies, counts shown { $shown } times, { $batches } batches on paper and { $results } results, the same when counted anew
verify-passed-resolutions = Resolutions: { $resolutions }, naming { $departures } departures from the figures
verify-passed-lists = Lists: { $lists } versions, { $honourees } honourees, as was decided
verify-passed-state = State: after entry { GROUP($entries) }
verify-mark-passed = holds
verify-mark-failed = fails
verify-leaf-acts = entry { $n }
verify-leaf-ballots = ballot { $n }
verify-where = Where: { $where }
verify-rule = Rule: { $rule }
verify-about = More: { $about }
verify-state = State hash: { $state }
verify-restored = Entry { $n }: restored from a backup, under new names; { GROUP($acts) } entries and { GROUP($ballots) } ballots were lost, and this recount is without them. The ledgers before: { $earlier }
verify-head = { $origin }: { GROUP($size) } leaves, root { $root }, SM3 root { $sm3 }
verify-votes = Vote { $stage }, category { $category }: { GROUP($ballots) } ballots
verify-tally = valid { GROUP($valid) }, invalid { GROUP($invalid) }
verify-paper = and on paper: { GROUP($issued) } handed out, { GROUP($valid) } valid, { GROUP($invalid) } invalid (entered by two people, not in the log of ballots)
verify-paper-candidate = { $nominee }: { GROUP($votes) } votes on paper
verify-channel = channel { $channel } ({ $identity }) { GROUP($ballots) }
verify-candidate = { $nominee }: { GROUP($votes) } votes
verify-list = { $list }, version { $version }: { $members }
verify-honouree = Named: { $category } { $number } { $nominee }, certificate { $certificate }
verify-waiting = The selection is not over: { $gates }. Followed up to entry { GROUP($folded) }.
verify-waiting-gate = { GROUP($n) } leaves wait for the gate { $gate }
verify-still-open = The selection is not over; everything published so far was verified.
verify-result-trusted = Verified: consistent, and from whom the announcement says.
verify-result-unproven = Self-consistent, origin unproven: verify again with the trust file that the announcement printed (--trust).
verify-result-failed = Not verified.
verify-trust-unreadable = The trust file { $file } cannot be opened: { $why }
verify-reason-trust-malformed = the trust file cannot be read
verify-reason-plan-missing = the log of acts does not begin with a plan
verify-reason-plan-hash = the plan is not the one whose hash stands beside it
verify-reason-plan-not-announced = the plan is not the one that was announced
verify-no-publication = There is no publication here. That of a site is under /log/<selection>: please give that address; of a folder, the one that holds acts and ballots.
verify-reason-checkpoint-missing = a tree head is not there
verify-reason-checkpoint-malformed = a tree head is no checkpoint
verify-reason-origin-wrong = the two heads are not those of one selection’s two logs
verify-reason-log-unknown = the trust file knows no log of this origin
verify-reason-not-signed = the log has not signed its head
verify-reason-bad-signature = a signature of a known key does not hold
verify-reason-quorum-missing = fewer witnesses have cosigned than the announcement asks for
verify-reason-sm-missing = the head in domestic cryptography is not there
verify-reason-sm-malformed = the head in domestic cryptography is no such head
verify-reason-sm-untied = the head in domestic cryptography is one of another tree
verify-reason-sm-not-signed = no known key has signed the head in domestic cryptography
verify-reason-unreadable = a file cannot be read
verify-reason-tile-missing = a tile or bundle is not there
verify-reason-tile-wrong = a tile or bundle is not the tree’s
verify-reason-root-wrong = the tiles do not lead to the root that was signed
verify-reason-leaf-not-in-tree = a leaf is not the one in the tree
verify-reason-sm-root-wrong = the leaves do not lead to the root in SM3
verify-reason-leaf-not-canonical = a leaf is not in its one canonical form
verify-reason-leaf-misnumbered = a leaf has not the number of its place
verify-reason-leaf-foreign = a leaf belongs to another selection
verify-reason-leaf-unknown = nothing is known of an entry of this kind, or with such a body
verify-reason-blob-missing = the blob of an opening is not there
verify-reason-blob-altered = a blob has not the hash that names it
verify-reason-opening-malformed = a blob is no opening of this gate
verify-reason-opening-incomplete = a leaf that was sealed for the gate is not opened
verify-reason-opening-foreign = a leaf is opened that was not sealed for the gate
verify-reason-opening-mismatch = what is opened is not what was sealed
verify-reason-opening-count = the entry tells another number of leaves than its blob opens
verify-reason-gate-twice = a gate is opened a second time
verify-reason-wrong-gate = an entry was sealed for another gate than its kind waits for, or not at all
verify-reason-sealed-at-closing = the selection is closed and a leaf is still sealed
verify-reason-hidden-leaves = more or fewer leaves are sealed for good than the panels told of
verify-reason-part-malformed = the file of parts beside the log is not in its one form
verify-reason-part-foreign = a part beside the log belongs to no entry, or may not be public
verify-reason-part-mismatch = a part beside the log is not what its entry sealed
verify-reason-act-out-of-place = an entry does not follow the one before it
verify-reason-time-goes-back = an entry was recorded before the one that stands before it
verify-reason-act-torn-apart = the entries of one request stand apart, or were recorded at different times
verify-reason-due-first = a transition was due and had to be recorded first
verify-reason-not-due = a transition was recorded that was not due
verify-reason-no-such-act = no act gives such entries
verify-reason-act-refused = the plan, the actor, the time or the order did not allow the act
verify-reason-entry-differs = an entry is not the one that its act gives
verify-reason-entry-lacking = an entry is missing that the act gives
verify-reason-parts-wrong = an entry has other parts beside it than its kind has
verify-reason-calendar-wrong = a holiday notice is not the one that was issued
verify-reason-nothing-secret = a leaf is sealed for good where the plan keeps nothing secret
verify-reason-ballot-stage = a ballot belongs to no vote of the plan
verify-reason-ballot-window = a ballot was cast while its vote was not open
verify-reason-ballot-period = a ballot’s period is not that of its time
verify-reason-ballot-place = a ballot’s category or channel is not one of the plan’s
verify-reason-slot-over-limit = a ballot’s slot is beyond the plan’s limit
verify-reason-slot-twice = two ballots of one voter stand in one slot
verify-reason-voters-over-codes = more voters came with codes than codes were issued
verify-reason-ballot-replaces = a ballot replaces or takes back another, which the plan does not allow
verify-reason-ballot-after-count = a ballot was added after its vote had been counted
verify-reason-anchor-beyond-log = the acts tell of more ballots than the log holds
verify-reason-anchor-shrinks = the acts tell of fewer ballots than they told of before
verify-reason-anchor-root = the acts tell of another root than the ballots had at that size
verify-reason-anchor-early = the acts tell of a ballot before it was cast
verify-reason-ballot-not-opened = a ballot of a counted vote is not opened
verify-reason-ballot-opening-foreign = a ballot is opened that is none of this vote, or a second time
verify-reason-ballot-opening-mismatch = what is opened is not what the ballot committed to
verify-reason-ballot-opening-malformed = a file of openings is not in its one form
verify-reason-ballot-opened-early = ballots are opened before their vote was counted
verify-reason-tally-differs = the ballots do not give the tally that was recorded
verify-reason-shown-differs = the counts shown while a vote was open are not those that its ballots gave then
verify-reason-paper-differs = what was counted of the paper is not the sum of the batches on which two people agree
verify-reason-count-differs = the figures of a result are not those that votes and sheets give
verify-reason-panel-figures = what is told of a secret panel does not fit together
verify-reason-resolution-differs = a resolution does not name exactly its departures from the figures
verify-reason-list-differs = a list is not the one that was decided on
verify-reason-naming-differs = the naming or its certificates are not those of the final list
verify-reason-state-unwritable = the state has no canonical form

verify-no-folder = There is no folder { $place }; nothing was verified.
