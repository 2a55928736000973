# The plan format: what every table, key and value means. The reference page and editors take their words from here.
# A type begins with its short name and a colon: headings and links are cut from there.

# Keys of one name and one meaning
format-any-id = A name for other places to refer to: lower-case letters, digits and hyphens, at most 64, once among its like.
format-any-name = Name, as printed in the plan.
format-any-name-en = Name in the English pages; left out: the Chinese name stands.
format-any-clause = The clause it rests on, as printed, for instance “七（二）”. Refusals and faults name it.

# The plan
format-plan = Plan: one file holds all rules of one selection. These are its outermost keys; those that take one line stand before the first `[…]` or `[[…]]`.
format-plan_format = Version of the file format; write `1`.
format-plan_rules = Version of the counting rules; write `1`. A selection is counted under the version it began with, for ever.
format-plan_id = The plan’s own id, as `linyi-2022`: lower-case letters, digits and hyphens. Once in an installation; it stands in the public log’s name and cannot be changed later.
format-plan_title = Full title, without the words for “implementation plan” (实施方案).
format-plan_short = Short name for top bars and posters; eight characters or fewer look best.
format-plan_title-en = Full title in the English pages; left out: the Chinese title stands.
format-plan_greeting = One or two sentences that greet a citizen on the first page.
format-plan_edition = The edition, a number: `6`. Left out where there are no editions.
format-plan_place = The place whose selection it is.
format-plan_time-zone = The time zone of every date in the plan, as continent and city (names of the IANA time zone database): `Asia/Shanghai` for China, `America/Toronto` or `America/New_York` for Eastern Time, `Europe/London`. A plan without dates may leave it out.
format-plan_purpose = Purpose and guiding thought, a paragraph a string.
format-plan_publication = How the plan was made known: numbers, dates, addressees. Each of its keys may be left out.
format-plan_approval = Who approved that such a selection is held, and under which number (依据). Where it is not stated, a plan in China gets a warning (commendations need one there), any other an open question.
format-plan_sponsor = The sponsors (主办单位) in the order printed, a `[[sponsor]]` each.
format-plan_office = The leading group and its office.
format-plan_interpreter = Who answers questions that the plan leaves open (解释权).
format-plan_supervisor = Who else watches over the count, a draw or the whole: a notary, for instance.
format-plan_cycle = How often the selection takes place and what its rounds lead up to; left out for one that is held once.
format-plan_unit = The recommending units (推荐单位) in the official order, a `[[unit]]` each; left out where people apply for themselves.
format-plan_category = What is selected: a `[[category]]` each, at least one.
format-plan_electorate = Who votes and who judges, an `[[electorate]]` each; may be left out where that is the public and one panel.
format-plan_attribute = What candidates are told apart by: region, grade, unit. Only where results or seats go by it.
format-plan_measure = Figures from elsewhere that a score or an allocation uses: head counts, influence, costs.
format-plan_award = Awards and grades, highest first: first to third prizes, nominations, popularity awards, awards to bodies. Left out where there is one grade: the seats of the category say enough.
format-plan_one-award = Whether a candidate may hold one award only; if `true`, whoever has reached several keeps the one that stands first. Where a second award goes to “the others”, write `true` and no `among` in either result: see [how many, and which award](#awards).
format-plan_currency = Currency of every sum of money in the plan, by its code of ISO 4217, such as `EUR`; left out: yuan.
format-plan_prize-total = Prize money altogether, as printed; `plan check` tells where the awards do not add up to it.
format-plan_standards = Who sets the detailed standards, and before which stage they must be public.
format-plan_department = Departments whose clearance (联审) is asked, a `[[department]]` each; left out where none is.
format-plan_outlet = Outlets that report on honourees, an `[[outlet]]` each; left out where there is no publicity stage.
format-plan_stage = The stages in the order of the plan, a `[[stage]]` each: those that the text has, and no others. To be run online a selection needs one to recommend, a notice, a naming and a closing; the check lists apart what is missing for that. A plan without them stands and can be counted.
format-plan_result = How votes and scores become lists: a `[[result]]` for each round, in their order. Without one there is no list.
format-plan_listed = How many stand on a list, where that was published; it decides nothing.
format-plan_requirement = What binds people and not the software, kept as printed.

format-publication = Publication record: what a government’s register of documents says. Real records disagree with themselves, so every key may be left out, and a year that does not fit is a warning only.
format-publication_index = Index number (索引号).
format-publication_publisher = Publishing body (发布机构).
format-publication_header-document = Document number in the header of the register’s page, where it is not that of the text.
format-publication_document = Document number of the text (文号), as “临城字〔2022〕66号”.
format-publication_disclosure = Kind of disclosure (公开方式), as “主动公开”.
format-publication_name = Title in the register (信息名称).
format-publication_location = Where it is kept (存放位置).
format-publication_issued = The date under the text, a date alone: `"2022-11-24"`.
format-publication_published = The date on which it was made public, a date alone.
format-publication_addressees = To whom it is sent (主送), in order.
format-publication_site = The site’s footer.

format-site = Site footer: what rules want at the foot of a government site.
format-site_owner = Owner of the site.
format-site_address = Address.
format-site_phones = Telephones, each as printed.
format-site_icp = ICP number (ICP备案号).
format-site_site-id = Site code (网站标识码).
format-site_police = Public security number (公安备案号).

format-sponsor = Sponsor: who stands first, whose document number the plan carries, and in whose house the office sits are three things, and may be three bodies.
format-sponsor_part = Organiser, supporter or name giver; left out for a sponsor proper.
format-sponsor_owns-document = Whether the document number is its own; where there is a number, exactly one should say `true`.

format-sponsor-part = Part of a sponsor: what it is where it is no sponsor proper.
format-sponsor-part_organiser = Organiser (承办).
format-sponsor-part_support = Supporter (协办, 支持).
format-sponsor-part_name-giver = Gives its name (冠名).

format-office = Office: the leading group owns every role; its office does the work.
format-office_group = The leading group (领导小组) or committee.
format-office_name = Its office (办公室).
format-office_host = The sponsor (by id) in whose house the office sits.
format-office_dissolves = Whether the group dissolves by itself when its task is done.

format-standards = Detailed standards: set beside the plan. The stage named here cannot open before they are public.
format-standards_set-by = The sponsor (by id) who sets them.
format-standards_before = The stage (by id) that may not open before they are public.

format-department = Department: gives its opinion on nominees. Which kinds of nominees need whose is said in `kinds` of a category.
format-department_valid-days = Days after which an opinion is too old; left out: it does not expire.

format-outlet = Outlet: reports on honourees in the publicity stage.
format-outlet_sponsor = The sponsor (by id) it is, where it is one.

format-requirement = Requirement: what no software can do, but the plan says; it stays in the rules as printed, for everybody to read.
format-requirement_title = Heading.
format-requirement_text = Text.

# Units
format-unit = Unit: may send nominees to the office.
format-unit_name = Name today.
format-unit_kind = Kind.
format-unit_parent = The unit (by id) above it, which reviews its recommendations first; left out: they go to the office.
format-unit_values = What it has of measures, such as heads: only where a quota is reckoned by them.
format-unit_former = Earlier names, each with the last date it was in use; an import understands them.
format-unit-value = Value of a unit: its heads, its members.
format-unit-value_measure = Which measure (by id).
format-unit-value_value = How many.

format-unit-kind = Kind of unit: decides order and wording only.
format-unit-kind_county = County, district, development zone.
format-unit-kind_bureau = A body under the bureau that runs the selection.
format-unit-kind_sub = A unit below another one: an enterprise, a street, an institution.
format-unit-kind_other = Anything else that may recommend.

format-former-name = Former name: what a unit was called until a date.
format-former-name_until = The last date on which it was the name, a date alone.

# Categories
format-category = Category: has its own scope, seats and standards, and is counted by itself. A plan with one kind of award writes one category.
format-category_prefix = What candidate numbers begin with, 1 to 3 capital letters, its own for each category: `A` gives A01, A02 and so on.
format-category_subject = Person, group, work or place; left out: a person.
format-category_seats = How many may be named. “At most”, “exactly” and “about” are told apart: write what the plan says.
format-category_clearance = Departments (ids of `[[department]]`) that are asked at screening about everybody. Where only some kinds need it, write it in `kinds`.
format-category_scope = Who may be put forward, in the plan’s words.
format-category_eligibility = Conditions, one each; what the plan says in ages and dates stands in figures too.
format-category_kinds = Kinds of nominees that a form offers; left out where there are none.
format-category_needs-employer = `true` where a nominee must belong to an employer or unit.
format-category_standards = The standards, a sentence a string, without points; a recommending unit confirms each. Points belong to the `rubric` of a review.

format-subject = Subject: what a category selects.
format-subject_person = A person.
format-subject_group = A group of people.
format-subject_work = A work.
format-subject_place = A place.

format-kind = Kind of nominee: people of one category who may need different clearances.
format-kind_clearance = Departments (by id) whose clearance this kind needs.
format-kind_front-line = Whether it counts as front-line: every list tells their share.

format-seats = Seats: one of these.
format-seats_at-most = A cap: naming fewer is allowed.
format-seats_exactly = Exactly so many.
format-seats_about = About so many: the body that decides sets the number.
format-seats_between = Between these. A bar (`support`) sets the number; where a ranking alone would, how many go on behind the least is for a body to say.
format-seats_share = At most a share of those who enter: “not more awards than 30 % of the entries” is `share = "3/10"` in it; `most` is a bound beside it. Those who enter are all of the category in the table of candidates, also whom earlier rounds left, withdrawals left out.
format-seats_unlimited = No bound: whoever is found worthy.

format-eligibility = Condition: the words are for people, the figures for the software.
format-eligibility_text = In the plan’s words.
format-eligibility_age-least = Youngest age, in whole years.
format-eligibility_age-most = Oldest age, in whole years; that age itself may stand.
format-eligibility_age-on = The day on which ages are reckoned, where the plan names one.
format-eligibility_from = Deeds or works not before this date.
format-eligibility_until = Deeds or works not after this date.
format-eligibility_excludes = `true` where whoever fulfils it may not stand. `text` says whom it shuts out (“winners of earlier editions”, “members of the committee”), not that nobody may. What bars from one award only is a condition of that award.
format-eligibility_when = The attribute and its values that tell whom this is about, where the candidates’ table has one.

format-attribute = Attribute: a column of the candidates’ table. Counting apart and composition go by it.
format-attribute_values = Its values; left out: any.

format-measure = Measure: a figure that comes from elsewhere, as influence or head count.
format-measure_about = What it is and who states it.
format-measure_distinct = `true` where no two have the same: a running order, a serial number. As a tie step it leaves nobody equal.

# Voters and judges
format-electorate = Electorate: a body of people who vote or judge. Votes and reviews name theirs; parts of a score can keep theirs apart.
format-electorate_kind = What kind of people.
format-electorate_size = How many there are.
format-electorate_odd = `true` where their number must be odd (单数).
format-electorate_scope = Who may take part, in the plan’s words.
format-electorate_age-least = Youngest age, in whole years.
format-electorate_residence = Where its voters live or belong, where that is asked.
format-electorate_split-by = What divides it into parts that vote apart: a region, a chapter, a branch.
format-electorate_draw = How its members are drawn out of a larger pool.

format-electorate-kind = Kind of electorate: what people it is made of.
format-electorate-kind_public = The public.
format-electorate-kind_members = Members of a closed body that has a roll: an association, a staff.
format-electorate-kind_representatives = Representatives.
format-electorate-kind_mass-jury = A mass jury, an audience.
format-electorate-kind_jury = Judges, experts.

format-size = Size: a whole number alone is exactly so many; else one of these.
format-size_exactly = Exactly so many.
format-size_at-least = At least so many.
format-size_at-most = At most so many.
format-size_about = About so many.
format-size_between = Between these.

format-draw = Draw: members drawn by lot out of a pool.
format-draw_pool = The pool they come from.
format-draw_by = What the draw keeps in proportion, as “by profession”.
format-draw_when = When it is held, as “on the eve of the review”.

format-supervisor = Supervisor: somebody from outside who watches a step.
format-supervisor_name = Who.
format-supervisor_over = Over what.

format-over = What is watched: the step that a supervisor watches.
format-over_count = The count.
format-over_draw = The draw of judges.
format-over_everything = The whole selection.

# Stages
format-stage = Stage: an id, a kind, a window and what it comes after, and one table of rules that bears the name of the kind. A kind may occur several times, and several stages may be open at once.
format-stage_id = `[a-z0-9-]+`, unique in the plan.
format-stage_kind = Which kind.
format-stage_name-en = English name; left out: the Chinese name stands.
format-stage_opens = When it opens: `"2022-12-01"` or `"2022-12-01 08:00"`. Not stated: as soon as what it comes after has ended.
format-stage_closes = When it closes; a date alone means its 24:00. Not stated: an act ends it (a notice computes its own end).
format-stage_lasts = How long it is open, where the plan says that and no close: `"45m"`, `"21h"`, `"7d"`.
format-stage_hours = The hours of the day in which it is open; left out: all.
format-stage_opens-within = The days within which it opens, where the plan does not fix the day: early June is `{"{"} from = "2009-06-01", to = "2009-06-10" {"}"}`.
format-stage_closes-within = The days within which it closes, likewise.
format-stage_standing = `true` where it never closes: what comes in later is for the next time.
format-stage_printed = The time as printed, where it is not to the day: “early June”.
format-stage_each-session = `true` where it takes place once for each of several sessions.
format-stage_category = The categories (by id) it is for: “experts review the builders, the public votes for the guardians”, each its own; left out: all.
format-stage_steps = What is done in it, one after the other, in the plan’s words.
format-stage_after = Stages (by id) that must all have ended before this one may open; left out: its own opening counts alone. What is waited for must come to an end: an `event` without a close never does, so let nothing wait for it.
format-stage_recommend = Rules of a `recommend` stage.
format-stage_screen = Rules of a `screen` stage.
format-stage_vote = Rules of a `vote` stage.
format-stage_review = Rules of a `review` stage.
format-stage_notice = Rules of a `notice` stage.
format-stage_naming = Rules of a `naming` stage.
format-stage_publicity = Rules of a `publicity` stage.
format-stage_closing = Rules of the `closing` stage.

format-stage-kind = Kind of stage: each but `event` needs the table of rules of its name.
format-stage-kind_recommend = Recommendation, call for entries, application.
format-stage-kind_screen = Screening: nominees become candidates.
format-stage-kind_vote = A vote; each round is a stage.
format-stage-kind_review = Judges score or vote.
format-stage-kind_notice = Public notice.
format-stage-kind_naming = Naming, announcement.
format-stage-kind_publicity = Publicity on those named.
format-stage-kind_closing = The end: roles are given back, a successor is named. One in a plan.
format-stage-kind_event = Anything else that takes time and needs no act in the software: an exhibition, a ceremony, visits.

format-hours = Hours: a stretch of the day.
format-hours_from = From this time on.
format-hours_to = Up to this time, which is the first too late.
format-days = Days: the days within which something falls that a plan does not fix to the day.
format-days_from = The first day that it can be.
format-days_to = The last.

# Recommendation and screening
format-recommend-rules = Recommendation rules: who may put forward, how many, and with what.
format-recommend-rules_tiers = The ways in that are open.
format-recommend-rules_nominator = Who may put forward, where that is neither a unit of the plan nor everybody: members of parliament, each publisher, three academicians together. A row for each class; then `tiers` may be `[]`.
format-recommend-rules_brief-most = The longest brief (简要事迹), in characters.
format-recommend-rules_material = What else is handed in: forms, further texts, photographs, a row for each. The limit of the account that is typed into the form is `brief_most`.
format-recommend-rules_quota = Most nominees one unit may put forward in one category.
format-recommend-rules_quota-of = Where quotas differ by unit or category, a row for each. The first row that fits holds; for whom none does, `quota`.
format-recommend-rules_quota-binds = Whether that quota binds; `false` where it is a guide (一般不超过).
format-recommend-rules_allocation = How places to recommend are shared out among units.
format-recommend-rules_per-person = Most entries of one person or author.
format-recommend-rules_outside-quota = Ways in that take no place of a quota.
format-recommend-rules_consult = Who is asked before somebody is put forward, in the plan’s words.
format-recommend-rules_received = How many came in, where a published rule or notice says so.
format-recommend-rules_minutes = Whether a unit must show the minutes of its own democratic step.
format-recommend-rules_promotion = Tasks of publicity before and during recommendation.
format-recommend-rules_brief-clause = Clause of the brief’s limit, where it differs from the stage’s.

format-material = Material: something handed in with a recommendation.
format-material_name = As printed: a form, an introduction, photographs.
format-material_length = The longest text, in characters.
format-material_pieces = How many pieces.
format-material_copies = In how many copies.

format-quota-of = Own quota: that of some units or in some categories.
format-quota-of_unit = Which units (ids of `[[unit]]`); left out: all.
format-quota-of_kind = Which kinds of unit; left out: all kinds.
format-quota-of_category = Which categories (by id); left out: all.
format-quota-of_quota = Most nominees that each of these units may put forward in one category.
format-quota-of_by = By a measure of each unit, in place of `quota`: “one for each 1000 members, and one for fewer” is `share = "1/1000"` and `least = 1` in its `portion`.
format-quota-of_outside = `true` where they take no place of a quota (不占名额); then there is no `quota`.
format-nominator = Nominator: a class of people or bodies who may put forward.
format-nominator_who = Who, in the plan’s words.
format-nominator_most = Most that each of them may put forward in one category.
format-nominator_together = How many have to put somebody forward together.
format-nominator_own = Whether they may put forward themselves.
format-quota-by = Quota by a measure: so many for each thousand heads.
format-quota-by_measure = The measure (by id): units that the plan names have it in their `values`; else a table of measures gives it.
format-quota-by_portion = Which part of it.

format-tier = Way in: where nominees come from.
format-tier_bottom-up = A unit puts forward its own people (自下而上).
format-tier_top-down = The office or a sponsor puts somebody forward (自上而下).
format-tier_public = Any citizen does.
format-tier_own = People put themselves forward.

format-allocation = Allocation: places to recommend, shared out among units by measures.
format-allocation_total = Places together.
format-allocation_by = The measures (by id) that share them out, each with its weight in hundredths.

format-allocation-by = Share of an allocation: a measure and its weight.
format-allocation-by_measure = The measure (by id); its values are those of units.
format-allocation-by_weight = Its weight; weights of one allocation add up to 100.

format-consult = Consultation: who is asked before somebody is put forward.
format-consult_who = Who is asked: one body, or several as printed.
format-consult_least = How many bodies at least, where the plan gives a number.
format-consult_about = About whom, where not about everybody.

format-screen-rules = Screening rules: how nominees become candidates.
format-screen-rules_of = The recommend stages (by id) it screens.
format-screen-rules_reason = Public reasons for leaving somebody out, one each; the office can give no others, so whoever is left out learns the rule.
format-screen-rules_candidates-most = Most candidates of a category, so that there are more candidates than seats.
format-screen-rules_consult = Who is asked at screening, in the plan’s words. Departments that answer online are a `[[department]]` and the category’s `clearance`.
format-screen-rules_candidates = How many, where it is another rule than a most: exactly, at least, between, a multiple of the seats. Write one of the two.
format-screen-rules_composition = What the candidates must be together, written like the `composition` of a result: “heads at most 30 % of the candidates”.

format-candidates = Number of candidates: how many a category has after screening, one of these.
format-candidates_exactly = Exactly so many.
format-candidates_at-most = At most so many.
format-candidates_at-least = At least so many.
format-candidates_between = Between these.
format-candidates_multiple = At most so many times the category’s seats, rounded down: `"1.5"`.

format-reason = Reason: what the public reads, and the clause.
format-reason_name = What the public reads.
format-reason_clause = The clause it rests on; it must be there.

# Votes
format-vote-rules = Vote rules: what the votes are for, who votes and where, what a ballot may say, how often, and when counts are shown.
format-vote-rules_mode = What it is for.
format-vote-rules_weight-basis = The decision that votes count, where the mode is `weighted`: the number of the minutes, or the clause of these very rules (“clause 5 of these rules”). With another mode, leave it out.
format-vote-rules_electorate = Who may vote: electorates (by id); left out: the public.
format-vote-rules_channel = The ways in. Where the text does not say how one votes, `[]`; the check asks for it.
format-vote-rules_one-channel = Whether a voter has to keep to one channel.
format-vote-rules_ballot = What a ballot may say in a category.
format-vote-rules_together = Fewest and most choices over all categories of one ballot paper.
format-vote-rules_category = Categories whose ballots or limits differ.
format-vote-rules_faults = What a fault in a ballot spoils.
format-vote-rules_beside = What stands on a ballot beside the candidates.
format-vote-rules_limit = How often one voter may vote; each limit is a bound of its own. Left out where every channel has a `limit` of its own.
format-vote-rules_disclosure = What the public learns of single ballots after the vote.
format-vote-rules_change = Whether a voter may change a ballot until the close; the last one counts.
format-vote-rules_penalty = What is done about foul votes.
format-vote-rules_reward = What voters or turnout are rewarded with, in the plan’s words.
format-vote-rules_display = What the public may see of the counts while the vote is open.
format-vote-rules_order = The order in which candidates are shown by default.
format-vote-rules_ballot-clause = Clause of the ballot’s rules, where it differs from the stage’s.

format-vote-mode = Mode of a vote: what the votes are for.
format-vote-mode_none = No vote is held: candidates are shown only.
format-vote-mode_display = Votes are shown and have no effect.
format-vote-mode_advisory = Votes inform the deliberation; weight 0.
format-vote-mode_weighted = Votes count with a weight: needs a recorded decision.

format-category-vote = Category apart: only what differs from the stage.
format-category-vote_id = The category (by id).
format-category-vote_ballot = What a ballot may say.
format-category-vote_limit = How often one voter may vote.
format-category-vote_electorate = The electorates (by id) that vote in it, where not those of the stage.

format-display = Display: what the public may see of the counts while a vote is open.
format-display_hidden = Nothing before the close.
format-display_live = The counts of each candidate, at all times.
format-display_daily = The counts as they stood at this hour (0 to 23) of the day; `"not stated"` where the plan says only that it is once a day.

format-order = Order: in which candidates are shown.
format-order_random = Shuffled anew for each visitor.
format-order_strokes = By the strokes of the surname.
format-order_number = By candidate number.

format-penalty = Penalty: what follows where votes are found to be bought, scripted or forged.
format-penalty_voids = What falls.
format-penalty_by = Who finds that votes are foul.
format-penalty_text = In the plan’s words.

format-voids = What falls: how far a penalty reaches.
format-voids_ballots = The ballots themselves.
format-voids_votes = The foul votes themselves, for one candidate; what else their ballots say stands.
format-voids_voter-day = All ballots of that voter on that day.
format-voids_voter = All ballots of that voter.
format-voids_candidate-votes = Every vote of the candidate they were for.
format-voids_candidate = The candidate’s standing.

# Channels
format-channel = Channel: a way to vote, and what it proves about the voter. Ballots of each channel are told apart, and a score may count them apart.
format-channel_id = `[a-z0-9-]+`; stands in every ballot’s leaf.
format-channel_identity = What stands behind a voter.
format-channel_medium = What the ballot travels on.
format-channel_paper = What holds for ballots on paper; with the identity `paper` and with no other.
format-channel_opens = When this channel opens, where it is not the stage’s own opening.
format-channel_closes = When this channel closes, where it is not the stage’s own close.
format-channel_dated-by = Which moment of a ballot is held against the window.
format-channel_limit = How often one voter may vote here; it binds beside the limits of the stage.
format-channel_ballot = What a ballot may say here, where it differs from the stage’s.
format-channel_accounts = How many accounts, numbers or papers run this channel.
format-channel_each-account = `true` where a voter may vote through each of these accounts, false where only through one.
format-channel_asks = What a voter has to hand over or do to be counted.
format-channel_checked = Whether identities are checked ballot by ballot or by a sample.
format-channel_copies = Whether a copied ballot form is taken.
format-channel_proxy = Whether somebody may vote for another who gave a written mandate.
format-channel_fee = What one ballot costs the voter.
format-channel_worth = What one vote or point of a ballot of this channel counts (“a newspaper ballot counts as three votes”: `3`); left out: 1. The ballots that a share is taken of are multiplied too.
format-channel_undone-by = What undoes a vote afterwards, as “unfollowing the account”.
format-channel_manner = How a ballot of this channel is written and handed in, a sentence a string.

format-identity = Identity: what stands behind a voter, weakest first. The weaker, the easier to cheat.
format-identity_anonymous = Nothing but a browser with proof of work: proves no person at all; such votes may have no weight.
format-identity_address = A network address; many people share one, and one person has many.
format-identity_account = An account of some platform.
format-identity_phone = A mobile number that received a code, or a telephone that calls.
format-identity_code = An invitation code handed out by the office.
format-identity_paper = Whoever hands out ballots on paper at a place of the plan sees the voter.
format-identity_member = Member of a closed electorate, known by a list.
format-identity_real-name = A verified real name or ID number.

format-medium = Medium: what a ballot travels on.
format-medium_web = A web page.
format-medium_wechat = WeChat.
format-medium_weibo = Weibo.
format-medium_app = An app.
format-medium_sms = A text message.
format-medium_phone = A telephone call.
format-medium_newspaper = A coupon in a newspaper.
format-medium_post = By post.
format-medium_printed = A ballot paper printed for the purpose.
format-medium_on-site = In person, on the spot.

format-paper-rules = Paper ballots: where they are cast, and until when their batches are entered.
format-paper-rules_clause = The clause that allows paper. Empty: it does not, and nothing can be entered.
format-paper-rules_place = The places where ballots are cast on paper.
format-paper-rules_until = The last moment at which a batch may be entered for the first time. Not stated: the close of the vote.

format-polling-place = Polling place: where ballots are cast on paper.
format-polling-place_id = `[a-z0-9-]+`; stands in every batch.

format-dated-by = Dated by: which moment of a ballot counts.
format-dated-by_postmark = The postmark.
format-dated-by_arrival = The arrival.

format-asks = Formality: what a voter has to hand over or do to be counted.
format-asks_name = A name.
format-asks_id-number = The number of an identity document.
format-asks_telephone = A telephone number.
format-asks_captcha = A captcha.
format-asks_second-code = A second confirmation with a code that is sent back.
format-asks_follow = Following an account.
format-asks_login = Signing in or up.

format-checked = Check of identities: how they are checked afterwards.
format-checked_every = Ballot by ballot.
format-checked_sample = By a sample: what fails in it is taken off in proportion, so that totals are estimates.

# Ballots
format-ballot-shape = Shape of a ballot: what it may say in one category. One of these.
format-ballot-shape_approve = Choice: names some candidates, in no order. Where least and most are the same, exactly so many must be named.
format-ballot-shape_approve_least = Fewest.
format-ballot-shape_approve_most = Most.
format-ballot-shape_points = Gives whole points to candidates; whoever is not named gets none.
format-ballot-shape_points_least = Fewest points for a candidate who is named.
format-ballot-shape_points_most = Most points for one candidate.
format-ballot-shape_points_total = Most points of a ballot altogether (cumulative voting); left out: each candidate’s bound is the only one.
format-ballot-shape_rank = Puts candidates in an order, not necessarily all of them.
format-ballot-shape_rank_least = Fewest candidates.
format-ballot-shape_rank_most = Most candidates; left out: all.
format-ballot-shape_rank_equals = What two candidates in one place mean.
format-ballot-shape_opinion = Supports, opposes or abstains, candidate by candidate; whoever is not named is abstained on.
format-ballot-shape_opinion_most = Most candidates a ballot may support; left out: all.

format-equals = Equals on a ballot: several candidates in one place of a ranking.
format-equals_share = They share the place: a vote is split evenly among those still in the count, points by the rule for equals.
format-equals_end = The ranking ends before them.
format-equals_void = The ballot is invalid.

format-bounds = Bounds: fewest and most.
format-bounds_least = Fewest.
format-bounds_most = Most.

format-beside = Beside the candidates: what else stands on a ballot.
format-beside_no-award = “No award”, a candidate of its own (id `no-award`) that can leave a category without a winner.
format-beside_write-in = Names may be written in; in a count each is a candidate of its own.

format-faults = Faulty ballots: what each fault spoils. Write only what the plan says; where a fault occurs that it does not speak of, the count stops and says what is missing.
format-faults_too-many = More choices, places or points than allowed. By excess only: the first in the order of the ballot stand, and a candidate’s points are cut to the bound; which of too many points *altogether* are in excess nobody can tell.
format-faults_too-few = Fewer choices than asked for. Only `category` and `paper` can be: there is no excess to strike. Left out: the ballot does not count in this category, and is listed among those that do not.
format-faults_twice = A candidate named twice. By excess only: the first naming stands.
format-faults_unknown = Somebody who is no candidate. By excess only: the name is passed over.

format-spoils = Reach of a fault: how much of a ballot it spoils.
format-spoils_excess = Only what is too much falls away.
format-spoils_category = What the ballot says in this category.
format-spoils_paper = The whole ballot paper, in all categories.

# Limits
format-limit = Limit: how much one voter may vote in a period; write one of the three. `ballots` counts papers, and `ballot` says how many choices each has; `choices` counts votes for candidates, on however many papers; `same` counts votes for one candidate. Several limits hold together.
format-limit_ballots = Most ballots in one category.
format-limit_choices = Most choices, spread over ballots at will.
format-limit_same = Most votes for one and the same candidate.
format-limit_per = In which period.
format-limit_together = `true`: over all categories together; left out: in each of them.

format-per = Period: over how long a limit counts.
format-per_day = A calendar day in the plan’s zone.
format-per_day-from = A day that begins at this time, `"20:00"`; `"not stated"` where the plan leaves open when one day ends.
format-per_stage = The whole stage.
format-per_minutes = Any stretch of so many minutes: 1440 is a rolling day, one ballot in 30 is an interval of half an hour.

# Panels
format-review-rules = Review rules: who sits on the panel, what is scored or voted, how many suffice, who stands back, and what the public learns.
format-review-rules_electorate = The electorate (by id) that judges; left out: the panel below is all that is known of it.
format-review-rules_panel = Which kinds of people sit on the panel, with how many of each.
format-review-rules_rubric = What is scored, with the points; `[]` where nobody scores: the panel votes (`ballot`), or deliberates and a body picks.
format-review-rules_composition = What the members must be together: “either sex at least a third”, a row for each.
format-review-rules_once-in-years = A judge sits at most once in so many years.
format-review-rules_category = Categories whose rubric differs.
format-review-rules_ballot = What a judge’s ballot may say, where the panel votes (also beside its scores).
format-review-rules_faults = What a fault in a judge’s ballot spoils.
format-review-rules_aggregate = How the totals of a candidate’s sheets become one panel score. Every panel that scores needs one.
format-review-rules_trim = How many highest and lowest totals are dropped: `1` drops one of each, `0` none.
format-review-rules_places = Decimal places to which a panel score is rounded; not stated: it is not rounded.
format-review-rules_rounding = How it is rounded, where that is not half up.
format-review-rules_sheets-least = Fewest sheets without which a candidate has no panel score.
format-review-rules_quorum = Quorum of a sitting, as a share of all members: `"2/3"`.
format-review-rules_quorum-reach = Whether the quorum must be reached or passed.
format-review-rules_proxy = Whether an absent member may be represented.
format-review-rules_alternates = How somebody takes an absent member’s place, in the plan’s words.
format-review-rules_disclosure = What the public learns of single sheets and ballots.
format-review-rules_signed = Whether a judge’s vote or sheet bears a name or none.
format-review-rules_hidden = What judges do not see of a nominee: name, region, unit.
format-review-rules_shown = Whether scores are shown while they are given.
format-review-rules_open-count = Whether votes are counted in front of everybody.
format-review-rules_defence = What nominees do before the panel: a defence, a performance.
format-review-rules_recusal = When somebody must stand back.
format-review-rules_rubric-clause = Clause of the rubric, where it differs from the stage’s.

format-panel-seat = Panel seats: a kind of panel member and how many there are.
format-panel-seat_seats = How many.
format-panel-share = Make-up of a panel: how many of its members are of a kind, whatever seat they have.
format-panel-share_least = At least so many.
format-panel-share_most = At most so many.

format-criterion = Criterion: one line of the score sheet, or a heading over several.
format-criterion_most = Highest score. The outermost ones should add up to 100. A heading has none: its lines have their own.
format-criterion_least = Lowest score: “marks from 60 to 100” is `least = 60`; left out: 0. A heading has none.
format-criterion_places = Decimal places a score may have; 0: whole numbers.
format-criterion_weight = Its weight among its neighbours, in hundredths; left out: scores are added as given. With a weight, a score counts as its share of the highest.
format-criterion_lines = The lines under this heading.
format-criterion_about = What the criterion looks at.

format-category-review = Category scored apart: one with a rubric of its own.
format-category-review_id = The category (by id).
format-category-review_rubric = What is scored.

format-aggregate = Aggregate: how the totals of a candidate’s sheets become one score.
format-aggregate_mean = The mean of what is left after trimming.
format-aggregate_median = The median.
format-aggregate_sum = The sum.
format-aggregate_rank-sum = Each judge’s ranking of the candidates, ranks added; the fewest is the best. Equals share the mean rank.

format-signed = Names on sheets: whether a judge’s vote or sheet bears a name.
format-signed_named = With names.
format-signed_secret = Without.
format-signed_sheets-named = Sheets with names, ballots without.

format-disclosure = Disclosure: what the public learns of single sheets or ballots.
format-disclosure_signed = Each with its judge’s or voter’s name.
format-disclosure_pseudonymous = Each with the judge’s or voter’s handle.
format-disclosure_secret = No single sheet or ballot; the scores of each candidate, or the counts, without whose they are.

format-recusal-rules = Recusal rules: when somebody must stand back.
format-recusal-rules_grounds = Grounds that bind; the software finds those it can see and takes declarations of the others.
format-recusal-rules_follows = Where more follows than not judging that nominee, a row for each; the first that fits holds, and for what none does, that nominee is not judged.
format-recusal-rules_everywhere = `true` where the rule covers screening, clearance and the setting of standards too.

format-recused = Consequence of recusal: what follows from some grounds.
format-recused_grounds = From which grounds; left out: from all.
format-recused_category = In which categories (by id); left out: in all.
format-recused_from = What one stands back from.
format-recused_present = Whether one who stands back still counts as present.

format-stands-back = Standing back: one of these.
format-stands-back_nominee = From that nominee; the others are judged.
format-stands-back_category = From the nominee’s category.
format-stands-back_review = From the whole review.

format-recusal-ground = Ground of recusal: which tie to a nominee bars a judge.
format-recusal-ground_own = One who is a nominee.
format-recusal-ground_kin = Close kin.
format-recusal-ground_same-unit = From the nominee’s unit.
format-recusal-ground_same-outlet = From the nominee’s outlet.
format-recusal-ground_recommender = Put the nominee forward.
format-recusal-ground_other = Another interest.

# Results
format-result-rule = Result rule: how one list comes about out of votes and scores in one round. Rounds follow each other in the order of the plan.
format-result-rule_after = The vote or review stage (by id) after whose end it is computed; where several have to end first, a list: `["vote", "expert"]`. The candidates that screening yields are the matter of `screen`.
format-result-rule_yields = The list it leads to. Several rounds may fill one list: the first five go straight on, and judges choose the rest.
format-result-rule_among = Who takes part; left out: whoever stands on the list that its stages vote on. Maxima, sums and ranks are taken among these alone. Where scores should be those of the round before and only its winners are passed over, leave this out and use `one_award`.
format-result-rule_category = The categories (by id) it holds for; left out: all.
format-result-rule_apart-by = The attribute (by id) whose values are counted apart from each other, as “by region”; left out: nothing is.
format-result-rule_combine = How the parts become one score, or how ballots find winners directly.
format-result-rule_take = How many go on, per category.
format-result-rule_award = The awards (by id) this round gives, highest first; left out: it gives none.
format-result-rule_decide = Who decides: the figures alone, or a body that is informed by them.
format-result-rule_ties = What is tried, in order, where scores are equal at the last seat.
format-result-rule_places = Decimal places to which a final score is rounded, half up; not stated: it is not rounded.
format-result-rule_rounding = How it is rounded, where that is not half up.
format-result-rule_composition = What those who go on must be together.
format-result-rule_approval = Bodies that must agree before the list stands, in order.
format-result-rule_vacancy = Whether seats may stay empty. Needed only where fewer go on than must: of `exactly` all, of `between` the least, of `at-most` and `about` none; then a count asks, also where it is left out.
format-result-rule_fewest = What follows where fewer than so many take part: “with fewer than three, the award is not held”.

format-list-kind = List: a selection has four, none of which changes once it is published.
format-list-kind_recommended = Nominees (推荐名单).
format-list-kind_candidates = Candidates (候选人名单).
format-list-kind_finalists = Finalists (最终候选名单): the list for notice and naming.
format-list-kind_named = Honourees (命名名单).

format-listed = Length of a list: how many stand on a published one, to be held against what the rules give.
format-listed_list = Which list.
format-listed_category = The category (by id); left out: all together.
format-listed_number = How many.

format-fewest = Fewest: how many have to take part, and what follows where they are fewer.
format-fewest_count = So many in each category. “No award” is nobody.
format-fewest_otherwise = What follows.
format-portion = Portion: a share of a number, as a whole number.
format-portion_share = The share, such as `"3/10"`; one for each thousand is `"1/1000"`.
format-portion_rounding = How what is not whole is rounded; where the plan does not say, `"not stated"` or nothing, and where it makes a difference the result is open.
format-portion_least = At least so many: “units below 1000 recommend one” is `1`.
format-portion_most = At most so many.

format-too-few = Too few: one of these.
format-too-few_not-held = The category is not held: nobody is taken.
format-too-few_resolution = The organiser decides what becomes of it.
format-too-few_seats = Seats and each award are reduced to this share: “awards are halved” is `share = "1/2"` in it.
format-too-few_without = These awards (by id) are not given, the others stay as they are: “no first prize”.

format-among = Among whom: who takes part in a round.
format-among_list = Everybody on this list.
format-among_taken = Those whom this round (by id) let through.
format-among_rest = Those whom this round (by id) did not let through. Scores are computed anew among them: in proportion to the highest, the highest is then the highest of the rest. Where scores are to stay as they are, write `one_award = true` and no `among`.

format-combine = Combination: parts are added, or a method finds winners from ballots directly. One of these.
format-combine_weighted = The weighted sum of the parts: each part is 0 to 100, weights add up to 100, the score is 0 to 100.
format-combine_sum = The sum of the parts, each times its weight, without a bound: bonus points, points of several juries.
format-combine_runoff = Instant run-off.
format-combine_transfer = Single transferable vote.
format-combine_shared-point = Nomination by a shared point.
format-combine_support = Support against a bar.
format-combine_lists = Lists of judges in order of preference, one for each award: an award goes to the first on its list who holds no higher one (see `one_award` of the plan). The review stage (by id) holds the lists.
format-combine_pick = A body picks, without figures; say which.

format-part = Part of a score: its figure walks one way: figure, per head, bar, normalisation, cap, weight.
format-part_id = `[a-z0-9-]+`; left out: the id of its stage or measure names it.
format-part_name = Name as printed, where it is not its stage’s or measure’s.
format-part_stage = The vote or review stage (by id) it comes from. A part has a stage, a measure or parts, and only one of them.
format-part_measure = The measure (by id) it comes from.
format-part_parts = The parts it is made of, weighted among themselves to 100.
format-part_channel = The channels (by id) of a vote that count here; left out: all together.
format-part_electorate = The electorates (by id) that count here; left out: all together.
format-part_figure = What is taken from the ballots; left out: votes or points as given, and a panel’s score.
format-part_per = The measure (by id) a figure is divided by first, as “per head”.
format-part_when = Whom it holds for; whoever does not fit has 0 here; left out: everybody.
format-part_bar = Who does not pass this bar has 0 here and no rank.
format-part_normalise = How a figure becomes a part score.
format-part_equals = What those who share a rank earn, where the normalisation goes by rank.
format-part_cap = The most that the part score can be; left out: no bound.
format-part_weight = Its weight; in a weighted sum all weights add up to 100. Weight 0: shown, and without effect.

format-figure = Figure: what is taken from the ballots of a stage.
format-figure_votes = Votes, or points as given.
format-figure_rate = Votes ÷ a whole × 100.
format-figure_net = Support less opposition.
format-figure_places = Points for places of a ranking, first place first; later places earn nothing.
format-figure_borda = The last of all candidates would earn so much, every place above one more (Borda: 0 or 1).
format-figure_place-sum = Sum of a candidate’s places; the fewest is the best. Rankings have to be full.
format-figure_firsts = First places alone.

format-whole = Whole: what a share is a share of.
format-whole_for-and-against = Support and opposition; abstention does not count.
format-whole_valid = Valid ballots.
format-whole_cast = All ballots handed in, also invalid ones.
format-whole_present = Members present, those who stood back left out.
format-whole_members = All members.

format-bar = Bar: what a figure has to reach.
format-bar_figure = The figure.
format-bar_reach = Whether the figure itself suffices.

format-decide = Decision: the last step after the scores.
format-decide_count = The figures: first in rank, first seated.
format-decide_resolution = A body by resolution (综合评定, 集体研究): the figures inform it, and every departure from them has its public reason.

format-rounding = Rounding: what becomes of further decimal places.
format-rounding_half-up = Half up (四舍五入).
format-rounding_half-even = Half to even (四舍六入五成双).
format-rounding_cut = Cut off.
format-rounding_up = Up: whatever is left makes one more.

# Normalisations
format-normalise = Normalisation: how a raw figure becomes a score, apart from its weight. In a weighted sum a part’s score should be 0 to 100.
format-normalise_none = The figure itself; for a panel score that is out of 100 already.
format-normalise_divide-by-maximum = Figure ÷ highest figure of the category among those who take part in the round × 100: 150,000 where the highest has 200,000 gives 75. Where a later round is among the rest only (`among`), so is the highest.
format-normalise_share = Figure ÷ sum of all figures of the category, of those who take part in the round, × 100.
format-normalise_out-of = Figure ÷ this full score × 100.
format-normalise_rank-share = (number of candidates − rank + 1) ÷ number of candidates × 100, both among those who take part in the round.
format-normalise_rank-step = The first earns `first`, each rank below `step` less, never below 0.
format-normalise_rank-step_first = What the first earns.
format-normalise_rank-step_step = What each rank below earns less.
format-normalise_rank-spread = The first earns `first`, the last `last`, those between in equal steps.
format-normalise_rank-spread_first = What the first earns.
format-normalise_rank-spread_last = What the last earns.
format-normalise_rank-table = What each rank earns, first rank first; later ranks earn nothing.
format-normalise_steps = The points of the highest step that the figure reaches; below all steps, 0.
format-normalise_per = So many points for each unit of the figure, and in proportion for part of one: a point for every ten thousand votes.
format-normalise_per_unit = The unit.
format-normalise_per_points = Points for one unit.

format-score-step = Step: from which figure on it earns what.
format-score-step_from = The figure where it begins.
format-score-step_reach = Whether that figure itself suffices.
format-score-step_points = What it earns.

format-equal-places = Equal ranks: what those who share a rank or place earn.
format-equal-places_mean = Each the mean of the places they fill together.
format-equal-places_highest = Each the highest of these places.
format-equal-places_lowest = Each the lowest of these places.

# Methods that find winners from ballots
format-runoff-rule = Instant run-off: the last falls out and its ballots go on, until one has more than half of what is left. With several seats, each further place is a run-off without those already placed.
format-runoff-rule_stage = The vote or review stage (by id) whose rankings are counted.
format-runoff-rule_ties = What tells equals for elimination apart.
format-runoff-rule_last = What is tried, in order, where equals remain at the very end: the last two for a place, or all who are left where `ties` lets all of them fall out. Left out: `ties` holds there too.
format-runoff-rule_against-no-award = Whether a winner is held against “no award” (id `no-award`, among the `beside` of that vote) at the end. `true` or `"at-least"`: whoever fewer ballots prefer to it than the other way round is not named; as many suffice. `"above"`: more ballots must prefer the winner; as many do not suffice. A ballot prefers whom it ranks to whom it does not; ballots that rank neither say nothing.

format-transfer-rule = Single transferable vote: several seats by quota; what is above the quota goes on. When no more candidates are left than seats, they are elected without reaching the quota.
format-transfer-rule_stage = The vote or review stage (by id) whose rankings are counted.
format-transfer-rule_quota = What elects; computed once, from the valid ballots.
format-transfer-rule_reach = Whether the quota must be reached or passed.
format-transfer-rule_surplus = What becomes of votes above the quota.
format-transfer-rule_ties = What tells equals apart: for elimination, for whose surplus goes first, for the last seat.
format-transfer-rule_last = What is tried, in order, among equals for the last seat. Left out: `ties` holds there too.

format-quota = Quota: what elects, with v valid ballots and s seats.
format-quota_droop = ⌊v ÷ (s + 1)⌋ + 1: 375 ballots and 5 seats give 63.
format-quota_droop-exact = v ÷ (s + 1), exactly (Hagenbach-Bischoff).
format-quota_hare = v ÷ s, exactly.
format-quota_hare-whole = ⌊v ÷ s⌋.

format-reach = Reached or passed: whether the bar itself suffices.
format-reach_at-least = The bar itself suffices (达到, 以上).
format-reach_above = It does not (超过, 过半).

format-surplus = Surplus: how votes above the quota go on. A fraction of every ballot concerned goes to its next candidate still in the count. Weighted inclusive Gregory (Scotland) is `pile`, `value`, `all`, with 5 places; the unweighted inclusive method is `pile`, `papers`, `all`; Gregory’s own is `last-parcel`, `value`, `transferable`.
format-surplus_parcel = Which ballots go on.
format-surplus_by = What a ballot’s fraction is reckoned by.
format-surplus_over = Among which ballots the surplus is divided.
format-surplus_order = Which surplus goes first.
format-surplus_places = Decimal places to which a ballot’s new value is cut off; left out: it stays exact.
format-surplus_from = A surplus goes on only from whoever has at least so many quotas (`"6/5"`: a fifth more); left out: every surplus.

format-parcel = Parcel: which ballots of an elected candidate go on.
format-parcel_pile = All that the candidate has.
format-parcel_last-parcel = Those received last, which made the quota full.

format-reckoned-by = Fraction: what a ballot’s fraction is reckoned by.
format-reckoned-by_value = In proportion to what the ballot is worth.
format-reckoned-by_papers = The same for every ballot.

format-divided-over = Divided over: among which ballots a surplus is divided.
format-divided-over_all = All; the share of those without a next candidate is exhausted.
format-divided-over_transferable = Those with a next candidate; none becomes worth more than it was, and what remains is exhausted.

format-surplus-order = Order of surpluses: which goes first, where several wait.
format-surplus-order_largest = The largest alone, then the count is looked at anew.
format-surplus-order_together = All that wait, in one round.

format-break = Equals in a count of rankings: how they are told apart, tried in order; where the chain ends with equals left, the count is undecided.
format-break_countback = More first places on the ballots, then more second places, and so on.
format-break_firsts = More first places on the ballots, and nothing further.
format-break_backwards = Who had more in the latest earlier round in which they differ (Scottish Local Government Elections Order 2011).
format-break_forwards = Who had more in the earliest round in which they differ.
format-break_named = More ballots that name them at all.
format-break_lot = A public lot; say where the seed comes from. See `lot` among the tie steps.
format-break_resolution = A body decides.
format-break_together = Equals share one fate: where one is to go out, all of them do; where nobody else is left, all of them are seated.

format-shared-point-rule = Shared point: nomination as in E Pluribus Hugo (WSFS Constitution 3.9). A ballot’s one point is shared among those it names who are still in; of the two with the fewest points the one named on fewer ballots falls out.
format-shared-point-rule_stage = The vote stage (by id) whose ballots nominate.

format-support-rule = Support against a bar: support as a share of a stated whole, as “more than half”.
format-support-rule_stage = The vote or review stage (by id) whose ballots are counted.
format-support-rule_of = The whole that support is a share of.
format-support-rule_bar = The bar; the first row that fits a candidate holds.
format-support-rule_ballots = How often at most the panel votes anew, on those who did not pass, while seats are left; left out: once.
format-support-rule_further = Who stands in a further ballot (“those with most votes among whoever was not elected, twice as many as seats are left”). Left out: everybody who did not pass.
format-support-rule_casting = Whose ballots count several times: “the chair’s vote counts double”.
format-further = Who stands again: so many of those who did not pass, most support first, stand in a further ballot.
format-further_times = So many times the seats that are left, rounded down (twice: `2`).
format-further_equals = What becomes of those who have equal support right at that border; left out, the result is open where it happens.
format-casting = Casting vote: whose ballot counts several times. It counts so often as support and opposition, and among valid ballots and ballots cast; members and members present are heads. A chair who decides among equals alone stands in `ties`.
format-casting_who = Who (by id): the chair, one of those who vote; tables name the id on their ballots.
format-casting_times = How many times a ballot counts.
format-casting_from = From which ballot on; left out: in all of them.
format-at-border = Equals at that border: what becomes of those with equal support across the border of a further ballot.
format-at-border_in = All of them stand.
format-at-border_out = None of them stands.

format-support-bar = Row of a bar: which share, for whom.
format-support-bar_when = Whom it holds for; left out: everybody.
format-support-bar_from = The first of the repeated ballots in which it holds: “from the third ballot on whoever has most is elected”; left out: in all of them. Rows are tried in order, so those that hold later stand first.
format-support-bar_share = The share, 0 to 1.
format-support-bar_reach = Whether the share itself suffices.

# How many go on
format-take = How many go on: in each category.
format-take_seats = As many as the category has seats.
format-take_count = So many in each category.
format-take_between = Between these in each category (“12 or 13”); a body settles how many, and figures alone leave those in between open.
format-take_multiple = So many times the category’s seats, rounded down: `"1.5"`.
format-take_but = All but the last so many.
format-take_awards = As many as the awards of this round have seats together.
format-take_all = Everybody who takes part: “all the rest get a nomination”. With no `combine`, nobody is scored or ranked; no tie rule is needed.
format-take_passing = Everybody who passes the bar; the number is open. In the last round of a category, and where awards are given, no more can pass than there are seats: where more do, the count is undecided.
format-take_score = Everybody with at least this score.
format-take_of = So many of each value of an attribute.
format-take_budget = From the top while their costs fit into a sum; whoever does not fit is passed over or ends it.

format-take-of = Take of a value: how many of some candidates.
format-take-of_when = Whom it holds for.
format-take-of_count = How many.

format-when = For whom: candidates who have certain values of an attribute.
format-when_attribute = The attribute (by id).
format-when_is = The values that fit.

format-budget = Budget: a sum that limits how many go on.
format-budget_measure = The measure (by id) that says what each costs.
format-budget_total = The sum.
format-budget_skip = Whether somebody cheaper further down may still go on after one who does not fit.

format-award = Award: a grade of a category, or one beside the categories. Which round gives it is said in `award` of a result.
format-award_category = The categories (by id) it is given in; left out: across all.
format-award_seats = How many altogether, in all its categories and results; equals whom `ties = ["all"]` lets in are not held against it. Where each category has so many of its own, write an award for each.
format-award_title = The title conferred, where it is not the award’s name.
format-award_eligibility = The award’s own conditions, written like a category’s: “nobody has it twice”. With `when`, a count gives it to the next who fits; whoever does not may still get a lower one.
format-award_prize = Prize money for each.
format-award_prize-together = Prize money of all of them together, as printed; `plan check` tells where it does not add up.
format-award_currency = Currency of its prize money, where it is not that of the plan’s other sums.
format-award_to-bodies = Whether it goes to bodies, not to candidates.
format-award_about = What it is given for, in the plan’s words.

format-composition = Composition: what those who go on must be together. Where there are several clauses, the best-ranked set that satisfies them all is taken: from the top, everybody is taken as long as those further down can still make up what every clause asks for. It is not the set with the highest sum of scores.
format-composition_when = Whom it counts; left out: each value of `each` apart.
format-composition_each = The attribute (by id) each of whose values is counted apart: at most one a unit, at least one from each county. A value is asked for only where somebody who takes part has it.
format-composition_least = At least so many.
format-composition_most = At most so many.
format-composition_about = About so many: told beside the list, and bars nobody.
format-composition_together = `true` where it holds for all categories of the round together.

format-amount = Amount: a number of people, or a share of all who go on.
format-amount_count = So many.
format-amount_share = This share, 0 to 1: `"3/10"`.

format-approval = Approval: a body that must agree.
format-approval_by = Who.
format-approval_kind = What it does.

format-approval-kind = Kind of approval: what a body can do with a list.
format-approval-kind_approves = The list stands or falls (批准).
format-approval-kind_vetoes = It may take somebody off with a reason (审定).
format-approval-kind_resolves = It decides on the list as its own matter (审议).

# Ties
format-tie-step = Tie step: what is tried, in order, where scores are equal at the last seat; once a step tells them apart, no other is asked.
format-tie-step_part = The higher part score of this part (by id, or the id of its stage).
format-tie-step_criterion = The higher mean of this criterion (by id).
format-tie-step_measure = The higher value of this measure (by id).
format-tie-step_lower = The lower value of this measure (by id): whoever was faster, came earlier, is younger.
format-tie-step_countback = More first places, then more second places, and so on, in the rankings of this stage (by id).
format-tie-step_revote = Those who are equal are voted on again by this electorate (by id); the new votes are a measure of the same id.
format-tie-step_casting = The chair decides: ahead is whom this electorate (by id) voted for in the last ballot; where no ballot bears the id, or it tells nobody apart, a decision of theirs is entered among the decisions.
format-tie-step_lot = A lot that anybody can repeat: first is whose SHA-256 of seed, a zero byte and id is lowest. The text says where the seed comes from; it must become known only after the ballots are fixed.
format-tie-step_preference = A body decides among them by a stated preference.
format-tie-step_resolution = A resolution of the body.
format-tie-step_all = All who are equal are seated, also past the seats.

# Notices
format-notice-rules = Notice rules: which list, for how long, and how objections are taken.
format-notice-rules_list = Which list is on notice.
format-notice-rules_days = How many days.
format-notice-rules_day = Which kind of day.
format-notice-rules_first = Whether the day of publication counts; not stated: the next day is the first (Civil Code, article 201).
format-notice-rules_at = Where it is made public: papers, sites, notice boards.
format-notice-rules_local = Whether each recommending unit puts up its own notice too.
format-notice-rules_upheld = What follows where an objection is upheld.
format-notice-rules_inquiry = How an objection is looked into, in the plan’s words.
format-notice-rules_receiver = Who takes objections apart from the office, as a discipline inspection body.
format-notice-rules_ruling-days = Days within which an objection must be ruled on.
format-notice-rules_anonymous = `true` where an anonymous objection with concrete leads is taken.

format-day-kind = Kind of day: what a notice counts.
format-day-kind_working = Working days: without weekends and the State Council’s holidays, with the days worked in exchange.
format-day-kind_calendar = Every day.

format-first-day = First day: whether the day of publication counts.
format-first-day_same = The day of publication, as practice often has it; if working days are counted and it is none, the next one.
format-first-day_next = The day after publication.

format-upheld = Upheld objection: what follows.
format-upheld_removed = The nominee is off the list.
format-upheld_replaced = The next of the same category or field takes the place.
format-upheld_reviewed = The review is held again.
format-upheld_heard = Opinions are heard and bind nobody.

# Naming, publicity, closing
format-naming-rules = Naming rules: how a list becomes a naming.
format-naming-rules_signatories = Who signs: sponsors by id.
format-naming-rules_title = The title conferred, per category where the plan gives one; else the category’s name stands.
format-naming-rules_approval = Bodies that must agree before anybody is named, in order.
format-naming-rules_acceptance = Whether those chosen are asked first and may refuse.
format-naming-rules_revocation = When a title can be taken back, and by whom.
format-naming-rules_recheck = Whether a check for court-listed dishonesty (失信被执行人) is repeated on the naming day.
format-naming-rules_certificate = Shape of certificate numbers: `{"{n}"}` is the running number, as in “最美〔2022〕{"{n}"}号”; leave it out where there are none.

format-publicity-rules = Publicity rules: who reports on honourees.
format-publicity-rules_outlets = Outlets by id.
format-publicity-rules_ceremony = An event whose date is not fixed yet, as printed.

format-closing-rules = Closing rules: how the selection ends.
format-closing-rules_successor = Who takes over open objections and the right of interpretation.
format-closing-rules_done = What “the task is done” means.

format-cycle = Cycle: selections that are held every month, quarter or year.
format-cycle_months = Months from one round to the next: 1 monthly, 3 quarterly, 6 twice a year, 12 yearly, 36 every third year.
format-cycle_result-due = When a round’s result is due, in the plan’s words.
format-cycle_feeds = The greater selection whose candidates its winners are, in the plan’s words.
format-cycle_earlier = What an earlier edition did otherwise, a sentence a string.

# How values are written
format-moment = Date and time: text, `"2022-12-10"`, `"2022-12-10 18:00"` or `"2022-12-10 24:00"`. A date alone opens at its 0:00 and closes at its 24:00. The time of a close is the first too late.
format-clock = Time of day: text, `"09:00"` to `"24:00"`.
format-span = Length of time: text; `"45m"` is 45 minutes, `"21h"` 21 hours, `"7d"` 7 days.
format-number = Exact number: a whole number is written `30`; decimals and fractions are text, `"0.5"`, `"2/3"`. No percent signs, and never 0.5 without quotes, which could not be kept exactly.

# The frame of the reference page
format-schema-title = A Xuanxian plan file
format-page-title = The plan format
format-page-lead = The rules of a selection stand in one file, the plan. By it the software takes recommendations, opens votes, seats panels, computes results and puts up notices. This page says how a plan is written: its first half lets somebody who has never written one write one within an hour, its second half lists everything that can be written. It is made by the program out of the rules by which it reads plans, so that the two always agree. Examples are in Chinese, as plans are.
format-page-key = Key
format-page-value = Value
format-page-written = Written
format-page-meaning = Meaning
format-page-required = {" "}(required)
format-page-or-silent = {" "}or `"not stated"`
format-page-text = text
format-page-whole = whole number
format-page-truth = `true` or `false`
format-page-table = table
format-page-list = list: { $shape }
format-page-holds = , … is: { $shape }
format-page-colon = {": "}
format-page-comma = {", "}
format-page-found = Stands in: { $places }.
format-page-place = { $of }, { $key }
format-page-example = From a real plan, { $plan } (`{ $path }`):
format-page-example-part = From a real plan, { $plan } (`{ $path }`; a supplement, which writes what changes and leaves the rest as it was):
format-page-ways = How common sentences are written
format-page-ways-below = How common sentences are written (below `{ $place }`; what begins with double brackets stands by itself)

format-page-start = A plan within an hour
format-page-start-lead =
    Have the text of the plan at hand, and go in this order:

    1. Copy the whole small plan of the next section into a new file, `my-plan.toml` for instance, with any text editor, in UTF-8.
    2. Change the first lines: `id`, `title`, `short`, `place`, `approval`, `interpreter`. Then `[publication]`, `[office]`, `[[sponsor]]`, and a `[[unit]]` for each recommending unit.
    3. Write a `[[category]]` for each category; take “at most”, “exactly” or “about” as the text says. See [categories](#categories).
    4. Write the stages in the order of the text, a `[[stage]]` each: first the window, then the table of rules that bears the name of the kind, as `[stage.vote]`. Two rounds of voting are two stages with ids of their own. See [stages](#stages). Delete stages that the text does not have, and add none. Recommendation, notice, naming and closing are needed only to run a selection online; the check lists what is missing for that, and the plan stands without.
    5. Write the vote: [channels](#channels), [what a ballot may say](#ballots), [how often](#limits). Write the review: [panels](#panels).
    6. Write the results: a `[[result]]` for each time a list is computed. It says after which stage, how a score comes about, how many are taken, and what happens to equals. See [results](#results). Popularity awards and grades are in [how many, and which award](#awards).
    7. What the text touches on and does not say is `"not stated"`; what there is nothing of is left out. Supply nothing in its place. See [silence](#silence).
    8. Run `xuanxian plan check my-plan.toml`. It lists errors, warnings and open questions, each with line and clause. Without errors the plan is written; take the open questions to the sponsors, who settle them by a supplement. A plan can say more than this software runs online (newspaper coupons, rankings): the check tells such rules apart, and the count on the command line knows them still.
    9. Run `xuanxian plan explain my-plan.toml`. It says the rules in plain words: compare them with the text.
format-page-small = A small plan that is whole
format-page-small-lead = Everything from recommendation to the end is there, and `plan check` finds nothing to mend. The file is `plans/small.toml`. What stands behind a # is a comment, which the software passes over.
format-page-file = How the file is written
format-page-file-lead =
    The file is TOML. What matters:

    - `key = value`, one a line. Text stands in straight double quotes: `name = "Good neighbour"`.
    - What there is once begins with `[name]`, as `[office]`; what there may be several of begins with `[[name]]`, once for each, as `[[unit]]`. The lines below belong to it up to the next bracket. Therefore the outermost lines stand before the first bracket.
    - `[stage.vote]` belongs to the nearest `[[stage]]` above. That stage’s own lines (`id`, `opens` and so on) stand before `[stage.vote]`.
    - A short table fits on one line: `seats = {"{"} at-most = 5 {"}"}`. Lists stand in square brackets with commas, on one line or several: `after = ["vote", "review"]`.
    - Yes and no are `true` and `false` without quotes. Whole numbers have no quotes. Dates and decimals have. See [values](#values).
    - An `id` is a short name for other places to refer to: lower-case letters, digits and hyphens. It stands once among its like; where you write `host = "minzheng"`, there must be a sponsor with `id = "minzheng"`. People see the `name`, not the id.
    - Keys marked “required” must be there; others may be left out, and [silence](#silence) says what that means. A wrong key is told by `plan check` with those that may stand there.
    - Most tables of rules have a `clause`: the number of the clause they rest on. Refusals quote it, so write it everywhere.
format-page-silence = Silence and contradiction
format-page-silence-lead =
    What the text does not say is written `"not stated"`. That is a value, and no custom is put in its place. Where a vote or a result rests on it, that is “undecided”, and it is said what is missing; the sponsors can settle it by a supplement. What it means to leave a key out is told in the column “Value” of the tables:

    - Required, and `"not stated"` among the values: it cannot be left out; where the text is silent write `"not stated"`.
    - “`"not stated"`, also where left out”: written or not, it is not stated, and the check and the explanation tell of it.
    - “left out: no such rule”: left out, there is nothing of the kind, and nobody asks; written `"not stated"`, there is, and the text does not say how: the check and the explanation tell of it.
    - No `"not stated"`: only a value can be written; the meaning says what leaving it out means.

    In doubt, think of a reader of the text: would he ask “and what of this?” If he would, write `"not stated"`; if nobody would, leave it out. Where the text says two things that cannot both hold, write them as in the last line below, a sentence each. The last lines of check and explanation give the number of silences, the same in both.
format-page-supplement = Supplements
format-page-supplement-lead = Changes and additions after publication go into a file of their own; the plan’s file stays as it is. It begins with the five lines below; `amends` is the plan’s id. Then only what changes: tables that have an id are matched by it, a new id is added, anything else is replaced. Check them together: `xuanxian plan check my-plan.toml supplement-1.toml`. A supplement cannot change `rules` and `time_zone`, and does not touch what has happened.
format-page-editor = In an editor
format-page-editor-lead = With a TOML extension (Even Better TOML in VS Code, or another that uses taplo) and the line below as the first of the plan, the editor offers keys, marks what is wrong and tells what a key means. `xuanxian plan schema` prints `docs/plan.schema.json` too. What an editor cannot see (whether an id exists, weights add up to 100, dates follow each other) is for `xuanxian plan check`.

# The chapters
format-page-head = Selection, document, sponsors
format-page-head-lead = The outermost of a plan: what the selection is called, who holds it, on which basis, and how it was made known. Nothing of this changes a count, but it stands on every page and paper. Who stands first, whose number the plan carries, and in whose house the office sits are three things.
format-page-way-sponsor = Another sponsor:
format-page-way-organiser = An organiser:
format-page-way-no-basis = The text names no basis (the check warns):
format-page-way-euros = Prizes of 20,000 euros altogether:

format-page-units = Recommending units
format-page-units-lead = Where units put people forward, write every unit; where people apply or citizens recommend, there may be none. Their order is that of pages and lists.
format-page-way-unit = Another unit:
format-page-way-sub-unit = A street reports to its district, which reviews before the office:

format-page-categories = Categories, seats, conditions
format-page-categories-lead = A category has its own seats, scope and candidate numbers; it is voted on and ranked by itself. Grades (first prize, second prize) are no categories: see [how many, and which award](#awards). Write attributes and measures only where something is counted by region or grade, or where figures come from elsewhere.
format-page-way-at-most = “No more than 10”:
format-page-way-exactly = “10 are chosen”:
format-page-way-about = “About 10”:
format-page-way-between = “8 to 10”:
format-page-way-entry-share = “At most 30 % of the entries and at most 10”, cut off to a whole number:
format-page-way-work = Works are selected:
format-page-way-eligibility = “18 or older”, “works published since 2025”, “except winners of the last edition”:

format-page-electorates = Voters, judges, supervisors
format-page-electorates-lead = Pass over this where the public votes and one panel scores. A mass jury, members, representatives or a pool of judges are an electorate each, named in `electorate` of a vote or review; a score may count one of them apart.
format-page-way-mass-jury = “A mass jury of 100”:
format-page-way-drawn = “15 judges, drawn from the city’s pool on the eve”:
format-page-way-notary = “A notary watches the count”:

format-page-stages = Stages and times
format-page-stages-lead = Stages stand in the order of the text. Two rounds of voting are two `vote` stages, two notices two `notice` stages. `after` says which stages must have ended; stages that go on together have no `after` between them and windows that overlap. Each stage has one table of rules of its kind, told in the chapters below.
format-page-way-days = “20 to 26 March” (until 24:00 of the 26th):
format-page-way-minutes = “20 March 8:00 to 26 March 20:00”:
format-page-way-hours = Open from 9 to 12 and from 14 to 18 only:
format-page-way-lasts = “From 20:00, for 45 minutes”:
format-page-way-some = A stage for some categories only:
format-page-way-printed = “In late March”, without a date:

format-page-tiers = Recommendation and screening
format-page-tiers-lead = A recommend stage says who may put forward, how many, and how long the brief may be; a screen stage says what it screens, for which reasons somebody is left out, and how many candidates there may be. Units alone are `["bottom-up"]`, people applying for themselves `["own"]`.
format-page-way-tiers = Units, the office, citizens and the people themselves:
format-page-way-nominators = “Each publisher may put forward 3; so may any three academicians together, but not themselves” (neither is listed as a unit):
format-page-way-no-limit = The text does not limit the brief:
format-page-way-material = “The form in two copies, an account of at most 1,500 characters, an introduction of at most 300, 2 recent photographs”:
format-page-way-guide = “As a rule no more than 5 from each unit”:
format-page-way-differ = “6 from Chengdong, 5 from Hubin, 2 from each of the other towns; the organs’ committee takes no place”:
format-page-way-by-heads = “One for each 1,000 members, and one for fewer” (what is left over 1,000 the plan does not say):
format-page-way-screened = “40 candidates, of whom at most 30 % are heads” (`post` is an `[[attribute]]`):
format-page-way-consult = “For heads of enterprises, police and tax departments are asked”:

format-page-votes = Votes
format-page-votes-lead = The rules of a vote stage. First of all its `mode`: do votes inform, or count? Where they count, there must be a decision that they do, and a weight in the [results](#results); the two must agree. Where identities are weak (accounts, addresses, none at all), the check warns against a weight.
format-page-way-advisory = “The online vote informs the review”:
format-page-way-weighted = The online vote counts in the score:
format-page-way-daily = “Counts are published at 9 every morning”:
format-page-way-live = Counts can be seen at all times:
format-page-way-change = A ballot may be changed until the close; the last counts:
format-page-way-cleared = “Whoever has votes forged loses all votes”:

format-page-channels = Channels
format-page-channels-lead = Each way to vote is a channel. First of all its `identity`: what stands behind a voter. A channel may have its own close, limits and ballots; where a score counts channels apart, a part names them in `channel`. Where the text says nothing of how one votes, write `channel = []`.
format-page-way-wechat-sms = WeChat and text message, the latter until the 25th:
format-page-way-newspaper = A newspaper coupon with name and ID number, dated by postmark, copies invalid:
format-page-way-polling = Ballot boxes in communities, papers handed out on the spot:
format-page-way-unknown-identity = “An online vote”, and no word on identities:
format-page-way-one-channel = “Any one of the three ways”:

format-page-ballots = What a ballot may say
format-page-ballots-lead = In `ballot` of a vote; where a panel votes, in `ballot` of its review. Four shapes: choice, points, ranking, support and opposition. What a fault spoils stands in `faults`; leave out what the text does not say.
format-page-way-up-to = “Up to 10”:
format-page-way-full = “Exactly 10, else invalid”:
format-page-way-points = 0 to 10 points for each candidate:
format-page-way-cumulative = 10 points a ballot, at most 5 for one candidate:
format-page-way-top-three = “First, second and third”:
format-page-way-rank-all = A ranking of any length:
format-page-way-opinion = Support, opposition or abstention on each candidate:
format-page-way-opinion-most = The same, with support for at most 10:
format-page-way-spoilt = “With too many choices the whole ballot is invalid”:
format-page-way-excess = “What is too much is invalid”:
format-page-way-write-in = “Others may be written in”:

format-page-limits = How often
format-page-limits-lead = In `limit`; several limits hold together. “A day” is a calendar day; “within 24 hours” rolls and is written in minutes. Where each channel has its own, write it there and leave it out here.
format-page-way-per-day = “One ballot a day” (in each category):
format-page-way-per-stage = “Once only”:
format-page-way-rolling = “Once in 24 hours”:
format-page-way-choices = “10 votes a day, one a day for the same candidate”:
format-page-way-in-all = 5 ballots over all categories:

format-page-panels = Panels
format-page-panels-lead = The rules of a review stage. A panel that scores needs `rubric` (what is scored), `aggregate` (how sheets become a score) and `trim` (whether highest and lowest are dropped). A panel that votes needs `ballot`; the share that passes stands in `support` of a [result](#results). A panel that only deliberates has `rubric = []` and no ballot; a result then says who picks (`pick`). Where judges come from units or media that recommend, write recusal. A judge who stands back from one nominee, also where the panel votes, has a row `recused` for that nominee in [`sheets.csv`](#tables).
format-page-way-trimmed = “The mean, without the highest and the lowest score”:
format-page-way-plain-mean = “The mean”:
format-page-way-rank-sum = Ranks of all judges are added:
format-page-way-marks = “Marks from 60 to 100”:
format-page-way-nested = Deeds 70 % (effort and effect half each), esteem 30 %:
format-page-way-panel-votes = Judges vote in secret for at most 5, two thirds must be present, more than half of those present elect, nothing is scored:
format-page-way-no-recusal = No word on recusal:

format-page-results = Results: from votes and scores to a list
format-page-results-lead =
    Each time a list is computed is a `[[result]]`. It answers six questions:

    - When: `after`, the id of a vote or review stage.
    - Which list: `yields`. A round on the way yields `candidates`, the last one `finalists` (the list for notice and naming).
    - How a score comes about: `combine`. Each part says which stage it comes from, how it is [normalised](#normalisations), and its weight.
    - How many: `take`. See [how many, and which award](#awards).
    - Who decides: `decide`, `count` by the scores or `resolution` by a body.
    - What happens to equals: `ties`. See [ties](#ties).

    Where the text says no more than that a body decides on the whole, write `"not stated"` in `combine` and `"resolution"` in `decide`. With `weighted`, weights must add up to 100, and a single part has 100; bonus points beside a score are a `sum`.
format-page-way-forty-sixty = “Online vote 40 %, experts 60 %, votes in proportion to the highest”:
format-page-way-reference-only = “Votes inform the review; the committee decides on the whole”:
format-page-way-votes-alone = Votes alone:
format-page-way-capped-bonus = “A point for every ten thousand votes, at most 5”:
format-page-way-by-channel = Votes of the web channel alone:
format-page-way-round-one = Two rounds: the 10 with the most votes, then by the panel’s score as many as there are seats:
format-page-way-direct-rest = “The 2 with the most votes are in, judges choose the other 3 from the rest”:
format-page-way-popularity = A popularity award beside: the one with the most votes, whatever the judges say:
format-page-way-no-rule = No word on how votes and scores become one score:
format-page-way-body-picks = The leading group decides without figures:

format-page-normalisations = Normalisations
format-page-normalisations-lead = Hundreds of thousands of votes and a score out of a hundred cannot be added; both are brought to one scale first. This is what real plans forget most: “the vote is 40 %”, and no word on how votes become points. Where there is none, write `"not stated"`. A panel score out of 100 is `"none"`.
format-page-way-maximum = In proportion to the highest: votes ÷ highest votes × 100:
format-page-way-share = As a share of all votes:
format-page-way-rank-step = “100 for the first, one less for each rank below”:
format-page-way-rank-table = 10 for the first, 8 for the second, and so on by a table:
format-page-way-support-rate = By support: votes ÷ valid ballots × 100:
format-page-way-steps = Steps: 10 from ten thousand votes on, 5 from five thousand on:
format-page-way-no-normalise = The vote is 40 %, and no word on how votes become points:

format-page-methods = Methods that find winners from ballots
format-page-methods-lead = Without a score, winners come from the ballots themselves: a majority of judges, two thirds, instant run-off, single transferable vote, nomination. The commonest is `support`: which share, of which whole (present or all, with or without abstentions), and whether the bar itself suffices; write all three. Not here are comparison in pairs (Condorcet, Schulze), seats shared out among lists (d’Hondt, Sainte-Laguë), and ballots from one to the next of which the last drops out: write such a rule as a `requirement`, and what it came to as a `pick`.
format-page-way-half-of-all = “Whoever more than half of all judges support”:
format-page-way-two-thirds-present = “Two thirds of the judges present; where seats are left, up to 3 ballots”:
format-page-way-chair = “More than half in the first two ballots, most votes in the third; from the third on the chair’s vote counts double, and a tie is decided by the chair”:
format-page-way-irv = Instant run-off for one seat:
format-page-way-stv = Single transferable vote, surpluses as in Scotland:
format-page-way-nominate = Nomination by a shared point, 6 nominees:

format-page-awards = How many, and which award
format-page-awards-lead = Most often as many as the category has seats (`"seats"`), or the first so many. Where there are grades, write each as an `[[award]]` with its seats, highest first, then `award` and `take = "awards"` in the result: who ranks first gets the first of them. A popularity award is an award with a `[[result]]` of its own. Composition, vacancy and approval stand in a result too.
format-page-way-the-rest = “All the other candidates get a nomination, unranked”:
format-page-way-not-held = “With fewer than three the award is not held”:
format-page-way-halved = “With fewer than ten entries awards are halved, with fewer than five none is held”:
format-page-way-as-seats = As many as there are seats:
format-page-way-so-many = “The first 10”:
format-page-way-multiple = “Candidates are 1.5 times the seats”:
format-page-way-vacant = “Seats may stay empty”:
format-page-way-front-line = “At least 60 % front-line workers”:
format-page-way-one-each = “At most one from each unit”:
format-page-way-approved = “The publicity department passes the list”:
format-page-way-grades = “One first prize, three second prizes”:

format-page-ties = Ties
format-page-ties-lead = Where scores are equal at the last seat, these steps are tried in their order. Where the text is silent, write `"not stated"`: should equals occur, the result is undecided. A chain best ends with `"resolution"`.
format-page-way-by-panel = “Of equals, the one with the higher panel score”:
format-page-way-by-criterion = “Of equals, the one with the higher mark for deeds”:
format-page-way-lot = A public lot that anybody can repeat:
format-page-way-all-in = “All equals are in”:
format-page-way-no-ties = No word on it:

format-page-notices = Notices and objections
format-page-notices-lead = A notice has no close: it is computed from the days. `after` of the naming names the notice, and its date lies behind the notice’s end. A notice of candidates and one of finalists are two stages.
format-page-way-working-days = “5 working days”:
format-page-way-days-open = “7 days”, without saying whether working or calendar days:
format-page-way-calendar-days = “7 calendar days”:
format-page-way-candidates = The list of candidates is on notice:
format-page-way-replaced = “Where an objection is upheld, the next takes the place”:

format-page-ends = Naming, publicity, closing, cycle
format-page-ends-lead = A naming says who signs and which title is conferred. Write these stages where the text has them; to be run online a selection needs a naming and a closing, or the roles could never be given back. What is held every month or quarter has a cycle.
format-page-way-quarterly = “Every quarter; winners take part in the yearly selection”:

format-page-values = How values are written
format-page-values-lead = Dates, times of day, lengths of time and exact numbers are written alike everywhere.

# The tables of a count
format-page-tables = The tables of a count
format-page-tables-lead =
    `xuanxian count --plan my-plan.toml --tables FOLDER` counts by a plan. The data stand in one folder, a CSV file for each kind; give those that are needed and no others. Files are UTF-8 with column names in the first line, in any order; leave out columns you do not need, an empty cell is as if it were not there. Begin with `xuanxian count --plan my-plan.toml --example FOLDER`: it writes tables with a few rows as this plan needs them, to be filled with what is real.

    Candidates, ballots and judges have ids of lower-case letters, digits and hyphens; candidates may also stand as they are numbered, `A01`. Numbers are written `12`, `0.5`, `1/3`; times `2026-03-20 09:00`, in the plan’s zone. Where anything is wrong nothing is counted, and every fault is told with its line.
format-page-table-column = Column
format-page-table-help = Tables in the folder (CSV in UTF-8, names of columns in the first line; columns with * are needed, others where they are of use):
format-page-table-help-more =
    Every table may have the columns round, electorate, region too; candidates.csv one for each attribute of the plan.
    choices: approval a01;a02   points a01=3;a02=1   ranking a01>a02=a03   support, opposition, abstention a01=+;a02=-;a03=0
    What stands in each column is told by “The tables of a count” in the plan format (xuanxian plan format). --example DIR writes samples for a plan.
format-page-table-candidates = Candidates. Without this table everybody named in tallies, sheets and ballots stands, and where these name nobody everybody named in measures; with it nobody else. It is needed for compositions and for counts apart by an attribute.
format-page-table-candidates-id = The candidate’s id.
format-page-table-candidates-category = The category’s id. Where the plan has one category only, it may be left out, here and in every table.
format-page-table-candidates-unit = The unit; used where the plan has an attribute called `unit`.
format-page-table-candidates-name = A name for people; it changes nothing.
format-page-table-ballots = What one ballot says in one category, a row. Ballots of judges stand here too. A ballot over several categories has a row for each, with the same `ballot`.
format-page-table-ballots-ballot = Number of the ballot; left out: the line. Where judges list candidates for each award (`lists`), the award’s id.
format-page-table-ballots-voter = Who cast it, for limits and changes; left out: no limit is held against it.
format-page-table-ballots-category = The category’s id.
format-page-table-ballots-channel = The channel’s id. Where a panel votes several times in one review stage, which time: `1`, `2`, `3`; left out is the first.
format-page-table-ballots-account = Which of the channel’s accounts, where it has several (`accounts`): any id. Needed where one may vote through each (`each_account`): a voter is then held to the limits in each account by itself.
format-page-table-ballots-at = When it was cast; left out: within the window.
format-page-table-ballots-choices = What it says, in the form of the plan’s `ballot`. Approval: `a01;a02`. Points: `a01=3;a02=1`. Ranking: `a01>a02`, equals `a01>a02=a03`. Opinion: support `a01=+`, opposition `a02=-`, abstention `a03=0`, with semicolons. Empty is a blank ballot. A write-in has a new id; “no award” is `no-award`.
format-page-table-ballots-replaces = Which ballot of the same voter it replaces, by its number.
format-page-table-ballots-status = `valid` (also where left out); `invalid`, received all the same; `void`, foul: it falls with whatever the plan’s penalty takes along, where there are several as `void:1`, `void:2`; where the penalty is against a candidate, `foul` says whom; `suspect`: it counts, and it is told what would be without.
format-page-table-ballots-foul = With `void`, where the penalty takes votes or the standing of a candidate (`votes`, `candidate-votes`, `candidate`): whose votes are foul, `a01;a05`. What else the ballot says stands. Needed where the ballot names several.
format-page-table-tallies = Totals without single ballots (newspaper coupons, votes of another platform), a row for each candidate. A row without a candidate has the totals: ballots issued in `for`, valid in `against`, invalid in `abstain`; shares of valid ballots need it. Do not give ballots and totals of the same channel.
format-page-table-tallies-category = The category’s id.
format-page-table-tallies-channel = The channel’s id; where a panel votes several times, which time.
format-page-table-tallies-candidate = The candidate’s id; empty: totals.
format-page-table-tallies-for = Votes, or support; with points, their sum.
format-page-table-tallies-against = Opposition.
format-page-table-tallies-abstain = Abstentions.
format-page-table-sheets = Score sheets: what one judge gives one candidate on one criterion, a row. A sheet has all its criteria. Where a panel only votes, the judges who stand back from somebody are written here too.
format-page-table-sheets-judge = The judge’s id.
format-page-table-sheets-category = The category’s id.
format-page-table-sheets-candidate = The candidate’s id.
format-page-table-sheets-criterion = The criterion’s id, from `rubric`; empty in a row without a score.
format-page-table-sheets-score = The score, no higher than the criterion’s `most` and with no more decimals than its `places`; empty in a row without a score.
format-page-table-sheets-state = `scored` (also where left out); `abstain`; `recused`, one who is present and stands back from this candidate; `absent`. For the last three one row a candidate suffices.
format-page-table-electorates = How many are in an electorate and how many were present. Needed for shares of all members or of those present, and for a quorum.
format-page-table-electorates-id = The electorate’s id; for a panel, the one in `electorate` of its review.
format-page-table-electorates-category = The category’s id, where not the same people were present for it as for others (a judge left the review of this one); empty: all.
format-page-table-electorates-size = All members; left out: `size` of the plan.
format-page-table-electorates-present = Members present, no more than all. Where the same people sit twice, a row for each sitting with its stage in `round`; a row without is for all others.
format-page-table-measures = Measures: one figure of one candidate, a row.
format-page-table-measures-category = The category’s id; left out: all categories.
format-page-table-measures-candidate = The candidate’s id; left out where the figure is a unit’s.
format-page-table-measures-unit = A unit, written as in the column `unit` of the candidates: the figure is the unit’s, such as its heads, for its quota; such a row names no candidate.
format-page-table-measures-measure = The measure’s id. New votes among equals (`revote`) stand here too, with the electorate’s id in this column and the new votes in `value`.
format-page-table-measures-value = The figure.
format-page-table-decisions = What bodies decided. A count follows decisions and makes none.
format-page-table-decisions-category = The category’s id; left out: all categories.
format-page-table-decisions-candidate = The candidate’s id; empty for the seed of a lot.
format-page-table-decisions-kind = `pick`: a body chooses, or puts equals in an order, `value` is the place (whoever is chosen for the place of somebody who is off has the same place); `direct`: is in without a count, `value` may be an award’s id; `veto`: approval was refused: off the list of the round whose `approval` says so, or where the naming says so, the last list; the seat stays empty, or with `vacancy = false` the next takes it; `withdrawal`: withdrew, as if they had never stood: without votes, out of every maximum and sum (ballots that were cast for them stay valid ballots, also in a share of the valid ballots); `refusal`: was chosen, was asked (`acceptance` of the naming) and refuses: the seat stays empty, or with `vacancy = false` the next takes it by the scores there are; `upheld`: an objection during the notice was found true, and what the notice’s `upheld` says follows: the seat stays empty, or the next takes it by the scores there are; where the review is held again, its new outcome goes into the tables and this row goes out. Off a list that no round makes, somebody is out of all rounds; `deduct`: so many votes (`value`) were found foul, or, where the plan’s penalty takes all votes of a candidate (`candidate-votes`) and `value` is empty, all of them are taken off, from ballots and totals alike; `disqualify`: disqualified for a foul (both need such a `penalty` in the plan); `lot`: one row without a candidate has the published seed in `value`, or a row for each has the place drawn.
format-page-table-decisions-value = As the kind asks; otherwise empty.
format-page-table-decisions-ref = The paper it rests on, for people.
format-page-table-decisions-channel = The channel whose votes are deducted; not needed where there is one.
format-page-table-every = Columns that every table may have
format-page-table-every-round = The round or stage that the row belongs to, by the id of a result or a stage. Not needed where only one stage of the plan can have such a row; with two votes it is.
format-page-table-every-electorate = Whose votes they are, by the electorate’s id; where electorates count apart.
format-page-table-every-region = The region; where the plan counts regions apart (`apart_by`).
format-page-table-more = What is often asked
format-page-table-more-lead =
    - A panel votes again after a first ballot without a majority: both ballots stand in `ballots.csv`, the first with `1` in `channel`, the second with `2`, and the review stage in `round`. `ballots` of the plan’s `support` says how often they may vote.
    - A judge stands back from one candidate and the panel votes: a row in `sheets.csv` with the judge, the candidate, nothing in `criterion` and `score`, and `recused` in `state`. For that candidate the judge is then no longer one of those present, unless the plan says otherwise (`present` in `follows`), and the judge’s ballot must not be for or against them; where ballots bear no voter, no candidate can have more votes than are left.
    - Attendance and quorum: `size` and `present` in `electorates.csv`.
    - A new vote among equals: the votes stand in `measures.csv`, with the electorate’s id as `measure`.
    - Marks that other bodies report: a `[[measure]]` in the plan, the marks in `measures.csv`.
    - A candidate withdraws or is disqualified: a row `withdrawal` in `decisions.csv`.
    - Equals put in an order by a body: a row `pick` for each in `decisions.csv`, with 1, 2 and so on in `value`.
    - Where a table is missing, the result says what is wanted; where nothing is, it is decided. Exit codes: 0 decided, 2 something is missing, 1 plan or tables have faults.
format-page-or-left = {" "}or `"not stated"` (left out: no such rule)
format-page-or-asked = {" "}or `"not stated"`, also where left out
format-page-tour = One page to see it all
format-page-tour-lead = This is the smallest of plans. Its text has five sentences: “The neighbourhood committee chooses the three finest book reviews that residents wrote in 2026. The vote is from 1 to 7 June, once each, for up to three. One votes at the box with an identity card. Counts are published after the close; the three with the most votes are chosen. The committee interprets these rules.” Beside each line stands what it means. The file is `plans/tour.toml`, and the check finds no error. A plan is no more than that: a line or two for a sentence, and `"not stated"` where the text is silent. Larger ones have more stages and rules.
format-page-find = What to look for, and where
format-page-find-lead =
    | The text says | Look here |
    |---|---|
    | Sponsors, organisers, document number, interpretation | [Selection, document, sponsors](#head) |
    | Recommending units, places of each | [Recommending units](#units), [Recommendation and screening](#tiers) |
    | Categories, seats, who may stand | [Categories, seats, conditions](#categories) |
    | First and second prizes, popularity awards | [How many, and which award](#awards) |
    | Composition: at least so many women, at most so many from a unit | [How many, and which award](#awards) |
    | Times and order of stages | [Stages and times](#stages) |
    | Recommendation, application, nominations that are counted | [Recommendation and screening](#tiers) |
    | Screening, clearance, list of candidates | [Recommendation and screening](#tiers) |
    | Votes: who, whether they count, what is shown | [Votes](#votes) |
    | WeChat, text message, newspaper, ballot box | [Channels](#channels) |
    | How many choices, points, rankings, spoilt ballots | [What a ballot may say](#ballots) |
    | How often, so many votes a day | [How often](#limits) |
    | Forged votes | [Votes](#votes) |
    | Panels: scores, trimming, quorum, recusal | [Panels](#panels) |
    | Judges vote: half, two thirds, further ballots | [Methods that find winners from ballots](#methods) |
    | Online vote 40 %, experts 60 % | [Results](#results) |
    | How votes become points | [Normalisations](#normalisations) |
    | Several rounds: 60, then 20, then 10 | [Results](#results) |
    | Rankings, instant run-off | [Methods that find winners from ballots](#methods) |
    | Ties | [Ties](#ties) |
    | Notice, objections, replacement | [Notices and objections](#notices) |
    | Naming, certificates, revocation, cycle | [Naming, publicity, closing, cycle](#ends) |
    | What binds people only | [Requirement](#requirement) |
    | How dates and decimals are written | [How values are written](#values) |
    | The plan is written, the ballots are there: count | [The tables of a count](#tables) |
format-page-way-nominated-by-units = Each unit puts 5 forward, and nobody counts who is named most (where that is counted, see the next):
format-page-way-counted-nominations = “Each member names up to five; the five most named go on, equals for fifth place too, with at least five namings.” Nominations that are counted are a vote: with `write-in` where there is no list, without where there is; whoever has fewer than five does not go on:
format-page-way-by-plan = These very rules are the decision:
format-page-way-paper-triple = Newspaper coupons beside a web page: “a coupon counts as three votes; public votes count 40 %, as a share of all” (the outer `share` works on what the inner parts add up to):
format-page-way-papers-a-day = “Once a day, up to 10 names” (one paper with up to ten choices):
format-page-way-five-to-ten = “Once a day for each WeChat account, 5 to 10 names, one vote a day for the same candidate, fewer or more are invalid”:
format-page-way-choices-a-day = “Up to 10 votes a day”, at once or one by one, several for the same candidate too:
format-page-way-panel-twice = “Whoever more than half of those present support; where seats are left, a second ballot; after it they stay empty” (how both ballots are given to a count: [tables](#tables)):
format-page-way-three-rounds = Three rounds: the 10 with the most votes are judged, the best 7 go to the leading group, which chooses 5. Rounds on the way all yield `candidates`; `among` joins each to the one before:
format-page-way-grades-composed = “The first 2, at least one of them a woman, get the first grade; the next 3 of the others the second.” Where awards have conditions of their own, each has a result; repeat how the score comes about, write `one_award = true` and no `among` (with `rest` scores in proportion to the highest would change):
format-page-in-chapter = In this chapter: { $types }.
