# Words used everywhere.
common-back = Back
common-home = Home
common-menu = Menu
common-skip = Skip to content
common-elder-on = Large type
common-elder-off = Standard type
common-switch-lang = 中文
common-sign-out = Sign out
common-search = Search
common-filter = Filter
common-clear = Clear
common-save = Save
common-cancel = Cancel
common-confirm = Confirm
common-close = Close
common-more = More
common-copy = Copy link
common-copied = Copied
common-required = required
common-optional = optional
common-none = None
common-demo = Demonstration
common-list-mark = { ", " }
common-colon = { ": " }
common-total = Total
common-page-of = Page { $page } of { $pages }
common-previous = Previous
common-next = Next
common-pages = Pages
common-breadcrumb = You are here
common-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
common-words = { $n ->
    [one] { $n } character
   *[other] { $n } characters
}
common-words-of = { $n } of { $max } characters
common-words-over = { $n } characters, { $over } too many
common-errors-title = { $n ->
    [one] { $n } thing to correct
   *[other] { $n } things to correct
}
common-flash-done = Done
common-flash-note = Please note
common-technical = Technical details
common-clause = Rule
common-remedy = What to do
common-entry = Entry no. { GROUP($n) }
common-entry-short = Ledger no. { GROUP($n) }
common-leave = Some of what you wrote is not saved. Leave anyway?
common-sponsors = Sponsors
common-host = Hosted by
common-address = Address
common-phone = Telephone
common-icp = ICP filing
common-site-id = Site code
common-police = Public security filing
common-timezone = All times are Beijing time
common-nav = Main
common-settings = Display
common-road = Stages of the selection
common-station-done = done
common-station-now = now
common-station-ahead = to come
common-photo-of = Photo of { $name }
common-portrait-of = { $name }: a drawing, as no photo was provided
common-deeds = Story
common-deeds-work = About it
common-not-found-title = There is no such page
common-error-title = This page cannot be shown just now
common-choose = Choose
common-file-none = No file chosen
common-need-done = done
common-need-open = missing
common-chosen = { $n ->
    [one] **{ $n }** chosen
   *[other] **{ $n }** chosen
}
common-chosen-work = **{ $n }** chosen
common-remaining = { $n } more may be chosen
common-remaining-work = { $n } more may be chosen
common-people-found = { $n ->
    [one] { $n } person found
   *[other] { $n } people found
}
common-people-found-work = { $n } found
common-people-none = Nobody found; try another number, name, pinyin or unit
common-people-none-work = Nothing found; try another number, title, pinyin or author
common-people-search = Number, name, pinyin or unit
common-people-search-work = Number, title, pinyin or author
common-viewer = { $name } ({ $role })
common-product = Xuanxian
common-link-plan = The plan
common-link-log = Public ledger
common-link-staff = Staff sign-in
said-home = Back to the start
said-kept = What you had filled in
said-not-found = There is no such page
said-not-found-what = The address may be wrong, or the page has been taken down.
said-forbidden = You may not enter here
said-forbidden-what = This page belongs to another role. If you believe you should see it, ask the selection’s office.
said-stale = This form is out of date and was not sent
said-stale-what = The page stayed open too long, or you signed in or out elsewhere. Go back, open it again and send it once more; what you had written stands below, ready to be copied.
said-too-large = What was sent is too large and was not taken
said-too-large-what = A form with files may have 12 MB, one of text alone 512 KB. Please go back, make the file smaller and send it again; what you had written is usually still there.
said-unread = This form did not arrive whole
said-unread-what = The network may have failed. Please go back and send it once more.
said-busy = Very busy right now, please try again in a moment
said-busy-what = Nothing was lost. Press the button again in a few seconds.
room-office = Selection office
room-unit = Recommending unit
room-judge = Panel
room-sponsor = Sponsor
room-department = Clearance
room-outlet = Outlet
room-receiver = Supervision
room-auditor = Audit
role-admin = System administrator

room-log = Public ledger
room-public = Public pages
room-office-board = Overview
room-office-recommendations = Recommendations
room-office-screen = Screening
room-office-clearance = Clearance
room-office-candidates = Candidates
room-office-candidates-work = Works
room-office-vote = Public vote
room-office-panel = Panel
room-office-result = Results
room-office-notice = Notice and objections
room-office-naming = Signing and naming
room-office-publicity = Publicity
room-office-closing = Closing
room-office-seats = Seats
room-office-rules = Plan and standards
room-unit-own = Our recommendations
room-unit-new-own = New recommendation
room-panel-own = Scoring
room-sponsor-own = Signing and recommending
room-clearance-own = Clearance
room-outlet-own = Assignments
room-supervision-own = Objections
room-audit-own = Audit
room-public-home = Home
room-public-plan = The plan
room-public-candidates = Candidates
room-public-candidates-work = Works
room-public-vote = Vote
room-public-lists = Lists
room-public-honourees = Honourees
room-public-honourees-work = Chosen works
room-public-log = Public ledger
road-working-days = { $n } working days
road-calendar-days = { $n } days
slow-form = Too many forms come from here. Wait { $n ->
    [one] { $n } second
   *[other] { $n } seconds
} and send it again; everything you filled in is still here.
slow-form-files = Too many forms come from here. Wait { $n ->
    [one] { $n } second
   *[other] { $n } seconds
} and send it again; what you wrote is still here, but please choose the file once more.
slow-page = Please wait a moment
slow-page-what = Too much is looked up from here. Wait { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}, then choose “Try again”.
slow-again = Try again
