# Why an act was refused: what is wrong and what to do. A variable that is not there is given as “none”.

refusal-not-allowed = Your present role cannot do this. Sign in with an account that may, or ask the selection office.
refusal-closed = The selection has ended: its archive can be read, and nothing more can be done in it. Open matters are with its successor.
refusal-too-early = { $stage ->
        [none] This stage
       *[other] “{ $stage }”
    } has not begun{ $opens ->
        [none] . Please come back when it has.
       *[other] ; it begins on { $opens }. Please come back then.
    }
refusal-counted-lost = Among the lost ballots are some of a vote that was counted, so it cannot be restored like this: nobody could check that count again. Please find a newer ballots.db; if it cannot be found, this selection cannot go on, and the public has to be told.
refusal-too-late = { $stage ->
        [none] The time for this
       *[other] “{ $stage }”
    } { $closes ->
        [none] is over
       *[other] ended on { $closes }
    }, so this can no longer be done. If there are special reasons, ask the selection office.
refusal-not-open = { $stage ->
        [none] The selection has not come to this step
       *[other] “{ $stage }” has not { $standing ->
            [open] ended
           *[other] begun
        }
    }, so this cannot be done yet. Please finish what comes before it.
refusal-unknown = { $what ->
        [none] What this concerns was not found
       *[other] There is no “{ $what }” here
    }, or this cannot be done with it. Please reload the page and choose again.
refusal-missing = { $field ->
        [file] Please choose the file to upload.
        [category] Please choose the category.
        [kind] Please choose what kind of person or work it is.
        [unit] Please choose the recommending unit from the list.
        [employer_unit] Please choose the employing unit from the list.
        [gender] Please choose one of the options listed.
        [outlet] Please choose the news outlet from the list.
        [name] Please give the name.
        [employer] Please give the employer.
        [brief] Please write the brief account of deeds.
        [note] Please give the reason, or what is asked for.
        [text] Please write the text.
        [title] Please give a title.
        [document] Please give the document number.
       *[other] This field must be filled in.
    }
refusal-field-too-long = This is too long: at most { $most } characters. Please shorten it and send it again.
refusal-illegible = This holds characters that nobody can see (zero-width, text direction or line-break characters), or nothing that can be read. Clear the field and type it instead of pasting it.
refusal-not-stated = The plan does not state the rule that this needs, and the software does not make one up. The sponsors should settle it by a supplementary notice first.
refusal-already-adopted = This selection has its plan already and cannot adopt another. To change a rule, adopt a supplementary notice.
refusal-beyond-conduct = This software cannot yet run { $rules ->
        [one] { $rules } rule of this plan
       *[other] { $rules } rules of this plan
    } online; the first is at “{ $path }”. So that no rule is passed over, it cannot be adopted; please use rules that can be run.
refusal-bad-supplement = The supplementary notice has { $faults ->
        [one] { $faults } fault
       *[other] { $faults } faults
    } and cannot be adopted{ $path ->
        [none] { "" }
       *[other] ; the first is at “{ $path }”
    }. Please correct it and send it again.
refusal-acts-backward = A change of rules acts forward only: { $what ->
        [none] the rules of a stage that has begun cannot change
        [id] the plan’s id, rules version and time zone cannot change
        [category] recommendation has begun, so the categories cannot change
       *[other] “{ $what }” has begun, so its rules cannot change
    }. Please take this change out of the supplementary notice.
refusal-bad-handle = This id is taken or not well formed. Please choose another, of lower-case letters, digits and hyphens only.
refusal-brief-too-long = The brief account has { $have } characters and may have { $most }. Please shorten it and send it again.
refusal-personal-number = This text will be public one day, and it seems to hold an ID or mobile number. Please take the number out and send it again.
refusal-bad-id-number = The ID number is not right: { $fault }. Please copy it from the card once more.
refusal-bad-phone = The mobile number is not right. Please give one of 11 digits.
refusal-tier-closed = This way of recommending is not open in this selection. Please use one that the plan provides.
refusal-over-quota = The recommending unit may put forward { $quota } in this category and has put forward { $have }. To add somebody, withdraw somebody first.
refusal-checklist-open = { $open ->
        [one] { $open } standard has
       *[other] { $open } standards have
    } not been signed. Please check each one, sign all and send it again.
refusal-minutes-missing = The minutes of the meeting are missing. Please upload them and send it again.
refusal-already-recommended = The recommending unit has already put this person forward in this category; once is enough.
refusal-wrong-status = As things stand, this cannot be done. Please reload the page to see where things are.
refusal-nobody-to-return-to = A citizen without an account handed this in, so there is nobody to send it back to. A unit that has it may complete it; the office decides on it as it is.
refusal-unknown-reason = Please choose one of the reasons that the plan has made public.
refusal-must-recuse = You must stand back from { $nominee } and cannot do this. Please leave it to a colleague.
refusal-judge-same-unit = You and { $nominee }, or those who recommended them, are of one unit: you must stand back and cannot score.
refusal-judge-same-outlet = You and { $nominee } are of one news outlet: you must stand back and cannot score.
refusal-gate-open = { $what ->
        [none] Something that comes before this is not done
       *[other] Something is not done yet: { $what }
    }. Please see to it first, and then do this.
refusal-list-missing = The list to be put on notice does not exist yet
refusal-forgotten = { $nominee } passed the screening but is not on the list
refusal-too-many-candidates = This category has { $have } candidates, and the plan allows { $most }. Please reduce them before publishing.
refusal-too-many-seated = In this category { $have } were chosen for at most { $most } places. Please reduce them and send it again.
refusal-not-eligible = { $nominee ->
        [none] Somebody on the list
       *[other] { $nominee }
    } cannot be on it: perhaps not passed, withdrawn, or no longer on the list. Please change the list.
refusal-twice = { $nominee ->
        [none] This version of the list has been put on notice already; once is enough.
       *[other] { $nominee } appears twice. Please keep one of the two.
    }
refusal-clearance-missing = { $count ->
        [one] { $count } person has
       *[other] { $count } people have
    } no valid clearance{ $nominee ->
        [none] { "" }
       *[other] , { $nominee } among them
    }. Please settle the opinions that are missing, adverse or out of date.
refusal-standards-missing = The detailed standards are not public yet. Please publish them first.
refusal-bad-score = { $criterion ->
        [none] The scores do not fit the rubric. Please reload the page and score again.
       *[other] The score for “{ $criterion }” is missing or out of range. Please give a whole number from { $least } to { $most }.
    }
refusal-panel-closed = The panel’s work is closed; sheets and recusals can no longer be changed.
refusal-sheets-all-in = Every sheet of this judge is in; there is nothing to remind of.
refusal-no-name = The plan has sheets signed by name, and the house does not know who holds this seat. Ask the administrator to fill in the account’s name.
refusal-sheets-missing = { $what ->
        [none] Score sheets are missing
       *[other] The panel’s work cannot be closed yet: { $what }
    }. Please complete it first.
refusal-too-few-sheets = { $count ->
        [one] { $count } candidate has
       *[other] { $count } candidates have
    } fewer score sheets than the plan asks for{ $nominee ->
        [none] { "" }
       *[other] , { $nominee } among them
    }. Please complete the sheets.
refusal-not-counted = The scores have not been counted. Please count them first.
refusal-tie-open = There is a tie for the last place. Please break it as the plan provides, or by a resolution.
refusal-undecided = The plan is silent or the data are incomplete, so there is no result. Please settle the rule by a supplementary notice, or complete the data.
refusal-no-quorum = Of { $of } members { $have } are present, short of the { $quorum } that the plan asks for, so nothing can be resolved. Please check the numbers, or meet again.
refusal-departure-reason = The decision on { $nominee } departs from the scores; please give a reason that can be made public.
refusal-no-notice = There is no public notice for which this could be done. Please reload the page to see where things are.
refusal-notice-running = The public notice of the list is not complete. Please wait until its time has run.
refusal-objection-open = { $count ->
        [one] { $count } objection has
       *[other] { $count } objections have
    } not been ruled on. Please rule first.
refusal-already-ruled = This objection has been ruled on already, and is ruled on once.
refusal-leads-missing = An anonymous objection needs leads that can be checked. Please write when, where and how, and tick this box; or give your name.
refusal-signatures-missing = { $count ->
        [one] { $count } sponsor has
       *[other] { $count } sponsors have
    } not signed{ $sponsor ->
        [none] { "" }
       *[other] , { $sponsor } among them
    }. The naming needs every signature.
refusal-not-a-signatory = The plan does not ask your body to sign the naming document, so there is nothing to sign.
refusal-already-signed = Your body has signed this version of the list already.
refusal-signature-declined = { $count ->
        [one] { $count } sponsor declines
       *[other] { $count } sponsors decline
    } to sign this version of the list{ $sponsor ->
        [none] { "" }
       *[other] , { $sponsor } among them
    }. Please come to an agreement, or change the list as the rules provide.
refusal-recheck-missing = { $count ->
        [one] { $count } person has
       *[other] { $count } people have
    } not passed the dishonesty check of the naming day{ $nominee ->
        [none] { "" }
       *[other] , { $nominee } among them
    }. Please check on the day; who is found on the list cannot be named.
refusal-not-named = Not named, or the title has been revoked, so this cannot be done.
refusal-unknown-outlet = Please choose one of the news outlets in the plan.
refusal-date-outside = { $field ->
        [none] Reckoned anew, the end would be no later, so the notice need not be extended.
       *[other] The date lies outside the stage. Please choose another.
    }
refusal-piece-status = As things stand, this cannot be done with the report. Please reload the page to see where things are.
refusal-not-done = { $what ->
        [none] The work is not complete
       *[other] The selection cannot be closed yet: { $what }
    }. Please close it when all is done.
refusal-vote-closed = { $closes ->
        [none] { $opens ->
            [none] Voting is not open now. Please see when it begins and ends.
           *[other] Voting has not begun; it begins on { $opens }.
        }
       *[other] Voting ended on { $closes }; no more ballots are taken.
    }
refusal-no-vote = There is no vote to take part in here: the plan provides for no vote, or does not say how to vote.
refusal-too-few-choices = You have chosen { $have }; a ballot needs at least { $least }. Please choose more and vote again.
refusal-too-many-choices = You have chosen { $have }; a ballot may hold at most { $most }. Please choose fewer and vote again.
refusal-not-a-candidate = A choice is no candidate of this category, has withdrawn, or is there twice. Please reload the page and choose again.
refusal-limit-reached = The { $limit ->
        [one] { $limit } ballot
       *[other] { $limit } ballots
    } you have for this period { $limit ->
        [one] is
       *[other] are
    } used up. You can check them under “Check my ballot”.
refusal-bad-code = The voting code is not right{ $fault ->
        [none] { "" }
       *[other] : { $fault }
    }. Please check it and type it again; if it still fails, ask those who gave it out.
refusal-work-missing = This ballot came without its computation, which needs JavaScript. Please turn JavaScript on, load the page again, and cast it once the computation is done. Everything you chose is here.
refusal-work-wrong = The computation’s answer is not right. Everything you chose is here. Please cast it once more: your device is computing again, and the ballot goes as soon as that is done.
refusal-work-foreign = The computation was done for another ballot and cannot be used for this one. Everything you chose is here. Please cast it once more: your device is computing again, and the ballot goes as soon as that is done.
refusal-work-expired = The computation’s answer came too late. Everything you chose is here. Please cast it once more: your device is computing again, and the ballot goes as soon as that is done.
refusal-busy = Very many are voting just now, and this ballot has not been taken. Please try again in a moment; ballots already taken are safe.
refusal-no-paper = No clause of the plan allows ballots on paper by this channel; nothing can be entered.
refusal-bad-figure = Please give a whole number up to { $most }; batches are numbered from 1.
refusal-paper-late = The time for entering new batches on paper is over. Batches entered before can be finished or withdrawn until the count.
refusal-paper-running = Ballots on paper can still be entered, so they cannot be counted yet. Please count them when that time and the vote are over.
refusal-paper-unfinished = { $count ->
        [one] { $count } batch on paper was
       *[other] { $count } batches on paper were
    } entered by one person only, or by two who differ. Please finish or withdraw before the count.
refusal-paper-not-counted = The ballots on paper have not been counted. Please count them under “Vote” first.
refusal-paper-counted = The ballots on paper of this round have been counted; nothing can be entered or withdrawn any more.
refusal-paper-agreed = Two people agree on this batch already; it cannot be entered again or withdrawn.
refusal-paper-there = This batch of this place has been entered before. If the number is right, please open the batch in the list, to enter it a second time or to correct it.
refusal-paper-same-person = The same person has entered this batch from another seat. Somebody else must enter it.
refusal-scan-missing = Please upload the scan of this batch.
refusal-scan-twice = This scan belongs to batch { $number } of { $place } already. Each batch has a scan of its own.
refusal-paper-over-issued = Valid and invalid ballots are { $counted }, more than the { $issued } handed out.
refusal-paper-votes-over-valid = { $nominee } has more votes than there are valid ballots ({ $valid }).
refusal-paper-too-many-votes = There are { $votes } votes in all, more than the { $most } that the valid ballots can hold.
refusal-paper-too-few-votes = There are { $votes } votes in all, fewer than the { $least } that the valid ballots must hold.

# What is wrong with an ID number (after “The ID number is not right:”)
fault-id-empty = it is empty
fault-id-spreadsheet-float = a spreadsheet turned it into a number with an E, and its last digits are lost
fault-id-fifteen-digits = old numbers of 15 digits are no longer valid; one of 18 is needed
fault-id-wrong-length = it does not have 18 characters
fault-id-bad-character = the first 17 should be digits, the last a digit or X
fault-id-full-width = it has full-width characters
fault-id-spacing = it has spaces or hyphens in it
fault-id-lower-case-x = the last X should be a capital
fault-id-bad-date = the date of birth in it does not exist
fault-id-future-date = the date of birth in it is yet to come
fault-id-check-fails = its check digit does not fit, so one of them may be mistyped
fault-id-malformed = it is not well formed

# What is wrong with a voting code (after “The voting code is not right:”)
fault-code-wrong-length = it does not have 12 characters
fault-code-bad-character = it has a character that no code has
fault-code-check-fails = a character is mistyped, or two have changed places
fault-code-unknown = no such code was given out
