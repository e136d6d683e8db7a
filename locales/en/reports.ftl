## The numbers of a time

staff-command-stats = How the business goes: day, week or month
reports-usage = /stats shows this week, <code>/stats day</code> and <code>/stats month</code> the present day and month, <code>/stats week 1</code> the week before, and so on up to { $most }.
reports-day = Day
reports-week = Week
reports-month = Month
reports-earlier = ‹ Before
reports-later = After ›
reports-money = 💰 Money
reports-people = 👥 People
reports-none = —
reports-percent = { $whole }%
reports-percent-tenths = { $whole }.{ $tenths }%
reports-compared-so-far = so far, against as much of { $kind ->
        [day] the day before
        [week] the week before
       *[month] the month before
    }
reports-compared = against { $kind ->
        [day] the day before
        [week] the week before
       *[month] the month before
    }
reports-change-more = ▲{ $percent }%
reports-change-less = ▼{ $percent }%
reports-change-same = no change
reports-mon = Mon
reports-tue = Tue
reports-wed = Wed
reports-thu = Thu
reports-fri = Fri
reports-sat = Sat
reports-sun = Sun

## The words below the picture

reports-caption = <b>Business, { $dates }</b>
reports-caption-revenue =
    💰 <b>{ $amount }</b> after refunds{ $change }, { $sets ->
        [one] one set sold
       *[other] { $number } sets sold
    }
reports-caption-methods = ↳ { $methods }
reports-caption-stars = { $amount } ⭐
reports-caption-tbank = card and SBP { $amount }
reports-caption-ton = { $amount } TON
reports-caption-refunds =
    ↩️ Given back: { $count ->
        [0] nothing
        [one] once, { $amount } ({ $share } of sales)
       *[other] { $number } times, { $amount } ({ $share } of sales)
    }
reports-caption-generation = 🖼 Portraits cost { $amount } ({ $share })
reports-caption-commissions = 🤝 Commissions { $earned }, taken back { $back }
reports-caption-left = 💼 Left: <b>{ $left }</b>
reports-caption-people = 👥 New: <b>{ $count }</b>{ $change }. Of them { $photos } sent photos, { $invoiced } saw an invoice, { $paid } paid, { $delivered } have their set
reports-caption-delivery = ⏱ Half of the sets came within { $median }, nine of ten within { $ninth }
reports-caption-no-delivery = ⏱ No set was delivered
reports-caption-compared = <i>▲▼ { $with }</i>

## The pictures

reports-about = { $dates } · { $with }
reports-picture-more = ↑ { $percent }%
reports-picture-less = ↓ { $percent }%
reports-picture-same = no change
reports-picture-nothing = Nothing in this time
reports-picture-money = Business: money
reports-picture-people = Business: people
reports-picture-revenue = Revenue
reports-picture-sets = Sets sold
reports-picture-left = Left of it
reports-picture-methods = What came in, in roubles
reports-picture-stars = Stars: { $amount } ★
reports-picture-tbank = Card, SBP: { $amount }
reports-picture-ton = TON: { $amount }
reports-picture-back =
    Given back: { $amount }{ $count ->
        [0] { "" }
       *[other] , { $number }×
    }
reports-picture-uses = Where it went
reports-picture-use = { $amount } · { $share }
reports-picture-use-back = Given back
reports-picture-use-generation = Portraits
reports-picture-use-commissions = Commissions
reports-picture-use-left = Left
reports-picture-note-generation = Portraits: { $credits } credits at { $price }; { $share } for repeats, re-rolls, trials
reports-picture-note-no-generation = No portrait was ordered
reports-picture-note-roubles = Stars and TON count at the rouble price of their set
reports-picture-new = New people
reports-picture-paid = Of them paid
reports-picture-delivered = Sets delivered
reports-picture-new-by-step = New people
reports-picture-funnel = How far they came
reports-picture-funnel-about = Those who started in this time, until now
reports-picture-reached = { $count } · { $share }
reports-funnel-started = Started
reports-funnel-photos = Sent photos
reports-funnel-invoiced = Saw an invoice
reports-funnel-paid = Paid
reports-funnel-delivered = Have their set
reports-picture-times = From the charge to the last album, minutes
reports-picture-half = half of them within
reports-picture-ninth = 9 of 10 within

## Tables to take along

staff-command-export = Payments, sets, people … as a file
export-usage =
    Choose a file, or name it with its time: <code>/export payments 2026-03</code>, <code>/export sets 2026-03-01..2026-03-15</code>.

    What is sent to partners is in /withdrawals.
export-this-month = { $what }: this month
export-last-month = { $what }: last month
export-ordered = ⏳ { $what }, { $time }: the file comes in a moment.
export-nothing = { $what }, { $time }: nothing.
export-file =
    { $what }, { $time }: { $count ->
        [one] one row
       *[other] { $number } rows
    }
export-part = { $what }, { $time }: part { $part }, { $number } rows so far; more follows
export-last-part = { $what }, { $time }: part { $part }, the last one, { $number } rows in all
export-payments = Payments
export-sets = Sets
export-earnings = Commissions
export-tickets = Tickets
export-people = People
export-column-number = Number
export-column-paid = Paid
export-column-status = Status
export-column-method = Method
export-column-amount = Amount, RUB
export-column-stars = Stars
export-column-ton = TON
export-column-set = Set
export-column-photos = Photos
export-column-person = Person
export-column-charge = Charge
export-column-given-back = Given back, RUB
export-column-given-back-at = Given back at
export-column-begun = Begun
export-column-finished = Finished
export-column-style = Style
export-column-made = Made
export-column-payment = Payment
export-column-made-again-of = Made again of set
export-column-earned = Earned
export-column-rate = Rate
export-column-taken-back = Taken back, RUB
export-column-taken-back-at = Taken back at
export-column-credited = Credited
export-column-earner = Who earns
export-column-ticket = Ticket
export-column-opened = Opened
export-column-answered = First answer
export-column-resolved = Resolved
export-column-category = Category
export-column-priority = Priority
export-column-rating = Rating
export-column-telegram-id = Telegram id
export-column-user-name = User name
export-column-language = Language
export-column-started = Started
export-column-seen = Last seen
export-column-unreachable = Unreachable since
export-column-banned = Banned
export-column-sets-paid = Sets paid
export-column-paid-in-all = Paid in all, RUB
export-column-brought-by = Brought by
