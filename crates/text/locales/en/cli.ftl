cli-serve-ready = Xuanxian is running; open it in a browser: { $address }
cli-serve-data = All data is in { $path }.
cli-serve-stop = Ctrl-C stops it; the data stays, and the same command goes on with it.
cli-setup = There is no administrator yet. Open this link in a browser to make the first one (it works once, within 24 hours):
cli-setup-then = Then sign in, upload a plan, and give the office its first seat.
cli-master-missing = { $path } is missing, and without it the dossiers in this folder cannot be read; restore it from where you keep it
cli-master-wrong = { $path } is not a master key of 32 bytes; restore it from where you keep it
cli-master-key = A master key was made: { $path }. Keep a copy elsewhere: without it the dossiers cannot be read.
cli-demo-ready = The demo is ready; open it in a browser:
cli-demo-playing = Playing the demo’s data: { $percent } %

cli-halted = The disk failed or is full ({ $why }). Nothing was accepted from that moment on; whatever was accepted before is there. Look after the disk, make room, then start again with the same command.
cli-in-use = The data folder { $path } is in use by another process; nothing was started. Stop that one first, or name another folder with --data.
cli-moved = The data folder { $path } was copied or moved here; nothing was started, because two copies that both go on would be two ledgers under one name. If the other one is in use or ever will be, use that one. If it certainly never will be, delete the file LOCK in this folder and start again.
cli-ballots-older = The ballots file of { $el } holds { $found } ballots, but { $recorded } were shown ({ $by }); nothing was started. Restore the newest ballots.db. Without it the ledger must not go on: whoever holds a receipt would find another ballot in their place. Where no newer backup can be found, `xuanxian restore` says in public what is lost and goes on under new names.
cli-ballots-changed = The first { $n } ballots of { $el } are not those that were recorded ({ $by }): the file was changed or belongs elsewhere. Nothing was started. Restore the right ballots.db. Where no newer backup can be found, `xuanxian restore` says in public what is lost and goes on under new names.
cli-ballots-damaged = Ballot { $n } does not fit the ledger or is missing: the ballots file is damaged or was changed. Nothing was started. Restore ballots.db.
cli-head-lost = { $file } is missing; nothing was started. The ballot ledger of { $el } has signed a head of { $n } ballots or more. Put the file back; if it is lost, put there the newest head that anybody has: the published file checkpoint, or all that stands below the empty line of the newest receipt. Where no newer backup can be found, `xuanxian restore` says in public what is lost and goes on under new names.
cli-head-unreadable = The head in { $file } is not one that this ledger signed: it is damaged or belongs elsewhere. Nothing was started. Restore it, or put the newest head that anybody has in its place.
cli-renamed = The ballot ledger of { $el } is called { $was } and cannot go on as { $asked }: the receipts that were given name the first. Start with the --host that it began with.

publish-done = Published { $selection }: { $acts } acts and { $ballots } ballots, in { $place }.
publish-verify = Anybody can check it: xuanxian verify { $place } --trust FILE
publish-trust = FILE holds the keys and the plan’s hash as the announcement printed them; the file trust in the folder is there to be copied into it, and proves nothing when it comes from the same place.
publish-no-data = { $place } is no data folder. Name the one that serve or demo uses with --data.
publish-unknown = There is no selection called { $selection }; there are: { $known }
publish-which = Name a selection with --selection; there are: { $known }
publish-forked = { $log } published or signed a head of { $size } leaves ({ $by }), and the data here do not extend it: the data folder is older than what was shown, or was changed. Restore the newest data folder. Nothing was published. Where no newer backup can be found, `xuanxian restore` says in public what is lost and goes on under new names.
publish-head-lost = { $file } is missing, and nothing was started. { $log } has signed a head of { $size } acts or more. Put the file back; if it cannot be found, put the published acts/checkpoint there. Where no newer backup can be found, `xuanxian restore` says in public what is lost and goes on under new names.
publish-earlier = { $place } holds the publication of the ledger before it was restored. Leave it as it is and name another folder.
publish-no-head = { $place } is no signed head and no receipt, or is damaged. Please give the original file.
publish-foreign = { $place } holds a head that this log did not sign: it is the publication of something else. Name another folder.

witness-ready = The witness is at { $address }. It watches { $n } logs:
witness-line = Give this line to the sponsors for the trust file of the announcement (with the address that others reach):
witness-name = The first time, name the witness’s key with --name, such as witness.example.org/w1.
witness-named = The witness’s key here is called { $name } and keeps its name.

cli-restored-since = The ledgers of { $el } were opened anew ({ $file }), and the data here are older than that; nothing was started. Restore the newest data folder; where it cannot be found, use xuanxian restore once more.

restore-not-needed = The ledgers extend every head that is known; there is nothing to restore.
restore-there = { $el } has { GROUP($acts) } entries and { GROUP($ballots) } ballots here, and does not extend:
restore-known = { $log } signed a head of { GROUP($size) } leaves, root { $root } ({ $by })
restore-gone = { $file } is missing; what was signed last is not known here
restore-lost = By the heads that are known at least { GROUP($acts) } entries and { GROUP($ballots) } ballots are lost. Lost ballots cannot count; while the vote is open, voters learn it by their receipts and may vote again.
restore-would = After restoring, both ledgers have new names and keys: { $origins }. The old names, their last sizes and roots, what is lost and why become public at once, as an entry that cannot be taken back. What was published stays where it is.
restore-look-only = Nothing was changed. To restore, say it again with --reason.
restore-say-yes = Nothing was changed. Outside a terminal, confirm with --yes.
restore-ask = To go on, type the selection’s id { $el }:{" "}
restore-not-done = That is not it; nothing was changed.
restore-done = Restored. The ledgers are called { $origins } from now on. Start as before; then announce the new keys (the file trust of the publication) as the first ones were, and tell the witnesses.
