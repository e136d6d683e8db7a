# The relay between a person and the staff group.
support-undelivered-blocked = ⚠️ Not delivered: the person has blocked the bot. It will be sent as soon as they come back.
support-undelivered-gone = ⚠️ Not delivered: this person has no chat with the bot any more.
support-undelivered = ⚠️ Not delivered. Telegram says: { $reason }
support-not-shown = ⚠️ The person wrote something that can’t be shown here. Telegram says: { $reason }
support-place-deleted = The topic of this ticket was deleted, so it goes on here. Nothing that was said since is lost.
support-place-moved = The staff group is another one now, so this ticket goes on here. Nothing that was said since is lost.
support-no-topics =
    <b>Tickets have no topics of their own here.</b>

    They come into the group itself, and you answer by replying to them. For a topic per ticket, turn topics on in the group’s settings and give the bot the right to manage them.
support-no-pins = The bot may not pin messages here, so the cards of tickets are not pinned. Give it that right in the group’s settings to have them at the top of each topic.

## The clock: what a ticket's topic says about its time

support-clock-first-soon = ⏰ The first answer is due by { $time }.
support-clock-first-over = ⌛ The first answer was due by { $time }.
support-clock-next-soon = ⏰ An answer is due by { $time }.
support-clock-next-over = ⌛ An answer was due by { $time }.
support-clock-resolution-soon = ⏰ This is to be solved by { $time }.
support-clock-resolution-over = ⌛ This was to be solved by { $time }.
support-clock-nobody = Nobody has taken it.
support-clock-with = It is with <a href="tg://user?id={ $id }">{ $name }</a>.
support-clock-with-name = It is with { $name }.
support-clock-escalated = 🔺 <b>Now { $priority }</b>: they have been waiting for an answer since { $since }.
support-clock-escalated-again = 🔺 <b>{ $priority }, and still nobody answers</b>: they have been waiting since { $since }.
support-clock-duty = On duty, please help:
support-clock-duty-name = @{ $name }
support-clock-duty-id = <a href="tg://user?id={ $id }">{ $id }</a>
support-clock-resolved-by-silence =
    ☑️ Resolved by itself: { $days ->
        [one] they have not written for { $days } day.
       *[other] they have not written for { $days } days.
    } A word of theirs opens it again.

## The clock: the picture of a week

staff-command-week = The support's week as a picture
support-week-title = Support: the week
support-week-none = —
support-week-number = { $number }
support-week-decimal = { $whole }.{ $tenths }
support-week-new = New tickets
support-week-before = the week before: { $count }
support-week-resolved = Resolved
support-week-open = { $open } open, { $overdue } overdue
support-week-rating = Rating
support-week-rated =
    { $count ->
        [0] nobody has rated
        [one] { $count } rating
       *[other] { $count } ratings
    }
support-week-by-day = New tickets by day
support-week-mon = Mon
support-week-tue = Tue
support-week-wed = Wed
support-week-thu = Thu
support-week-fri = Fri
support-week-sat = Sat
support-week-sun = Sun
support-week-payment = Payment
support-week-technical = Technical
support-week-account = Account
support-week-generation = Portraits
support-week-other = Other
support-week-speed = How quickly
support-week-median = half within
support-week-ninth = 9 of 10 within
support-week-first-response = First answer
support-week-resolution = Solution
support-week-kept = in time
support-week-kept-of = { $percent }% · { $kept } of { $of }
support-week-ratings = Ratings
support-week-minutes = { $minutes } min
support-week-hours = { $hours } h { $minutes } min
support-week-days = { $days } d { $hours } h
support-week-caption =
    <b>Support, { $days }</b>
    { $count ->
        [0] No new tickets.
        [one] { $count } new ticket.
       *[other] { $count } new tickets.
    }
support-week-caption-answer = Half of the first answers came within { $time }.
support-week-caption-kept = In time: { $percent }% of the first answers.
support-week-usage = <code>/week</code> shows this week, <code>/week 1</code> the one before, and so on up to { $most }.

## The card of a ticket in the staff group

card-head = <b>{ $number }</b> · { $priority } · { $category }
card-escalated = ⏫ escalated
card-priority-p1 = 🔴 P1
card-priority-p2 = 🟠 P2
card-priority-p3 = 🟡 P3
card-priority-p4 = 🟢 P4
card-category-payment = 💳 Payment
card-category-technical = 🔧 Technical
card-category-account = 👤 Account
card-category-generation = 🖼 Portraits
card-category-other = 💬 Other
card-short-open = 🆕 new
card-short-in-progress = 💬 in progress
card-short-resolved = ✅ resolved
card-short-closed = 🔒 closed
card-somebody = The person
card-state-new = 🆕 New, waiting since { $at }
card-state-asked = 💬 { $name } waits for an answer since { $at }
card-state-answered = 💭 Answered, { $at }
card-state-waiting = ⏳ We wait for { $name } since { $at }
card-state-resolved = ✅ Resolved, { $at }
card-state-closed = 🔒 Closed, { $at }
card-taken = ✋ { $name } has it
card-not-taken = ✋ Nobody has taken it yet
card-paused = ⏸ The clock stands still while we wait
card-due-first = ⏰ First answer due by { $at }
card-due-next = ⏰ Next answer due by { $at }
card-due-resolution = 🏁 To be solved by { $at }
card-overdue-first = 🔥 First answer overdue since { $at }
card-overdue-next = 🔥 Next answer overdue since { $at }
card-overdue-resolution = 🔥 Solution overdue since { $at }
card-person = 👤 <a href="tg://user?id={ $telegram }">{ $name }</a>{ $username } · { $language } · here since { $since }
card-person-gone = 👤 This person’s data has been erased
card-person-banned = 🚫 Banned here
card-person-unreachable = 📵 Has blocked the bot
card-person-leaving = 🗑 Has asked to be erased
card-sets = 🖼 Sets: { $count }
card-sets-running = being made: { $count }
card-sets-late = late: { $count }
card-sets-failed = failed: { $count }
card-last-set = The last: { $style }, { $made } of { $total }, { $progress }
card-set-running = being made
card-set-late = takes long
card-set-completed = finished
card-set-failed = failed
card-payments = 💳 Paid: { $sums }
card-payments-none = 💳 Has not paid anything
card-payments-back = given back: { $count }
card-last-payment = The last: № { $number }, { $price }, { $status }
card-earlier = 🗂 Earlier: { $numbers }
card-rating = ⭐ { $stars } of 5
card-take = ✋ Take
card-take-over = ✋ Take over
card-release = ↪️ Release
card-priority = 🔺 Priority: { $priority }
card-escalate = ⏫ Escalate
card-wait = ⏳ Wait for the customer
card-resume = ▶️ Wait no more
card-resolve = ✅ Resolve
card-reopen = 🔓 Open again
card-refunds = ↩️ Refund …
card-show-earlier = 📜 Earlier
card-back = ‹ Back

## Lists of tickets and their histories

staff-command-tickets = Open tickets: what is due first, yours, overdue
staff-command-ticket = The history of a ticket, or the tickets of a person
list-open = 📋 <b>Open tickets: { $count }</b>
list-mine = ✋ <b>{ $name } has: { $count }</b>
list-overdue = 🔥 <b>Overdue: { $count }</b>
list-done = ✅ <b>Done: { $count }</b>
list-person = 👤 <b>Tickets of { $name }: { $count }</b>
list-category = <b>{ $category }: { $count }</b>
list-show-open = 📋 Open
list-show-mine = ✋ Mine
list-show-overdue = 🔥 Overdue
list-show-done = ✅ Done
list-by-category = 🗂 By subject
list-choose-category = Which tickets?
list-back = ‹ Back
list-page = { $page } of { $pages }
list-head = { $sign } <b>{ $number }</b> · { $about }
list-head-linked = { $sign } <a href="{ $link }">{ $number }</a> · { $about }
list-erased = (erased)
list-taken = { $name } has it
list-state-new = 🆕 new
list-state-asked = 💬 waits for us
list-state-answered = 💭 answered
list-state-waiting = ⏳ we wait for them
list-state-resolved = ✅ resolved
list-state-closed = 🔒 closed
list-answer-due = ⏰ answer by { $at }
list-answer-overdue = 🔥 answer overdue since { $at }
list-solution-due = 🏁 solve by { $at }
list-solution-overdue = 🔥 solution overdue since { $at }
list-tomorrow = { $time } tomorrow
list-found =
    🔎 “{ $words }”: { $count ->
        [one] { $count } ticket
       *[other] { $count } tickets
    }
list-found-more =
    { $count ->
        [one] And { $count } more. Say more to find it.
       *[other] And { $count } more. Say more to find them.
    }
list-nothing-found = 🔎 “{ $words }”: no ticket. Try its number, or the name, @username or Telegram id of its person.
list-how-to-look-up =
    <b>/ticket</b> with a number shows the whole history of a ticket: <code>/ticket 2026-1</code>. In a ticket’s topic the number can be left out.

    A name, an @username or a Telegram id finds the tickets of a person: <code>/ticket Anna</code>.
list-no-files = These files are not here any more.
list-files-come =
    { $count ->
        [one] { $count } file is on its way.
       *[other] { $count } files are on their way.
    }
history-head = 📖 <b>{ $number }</b> · { $about }
history-head-linked = 📖 <a href="{ $link }">{ $number }</a> · { $about }
history-subject = <i>{ $subject }</i>
history-show-files =
    { $count ->
        [one] 📎 Show { $count } file
       *[other] 📎 Show { $count } files
    }
history-said = { $time } { $sign } <b>{ $name }</b>: { $words }
history-note = { $time } 📝 <b>{ $name }</b> (note): { $words }
history-event = { $time } <i>{ $words } ({ $actor })</i>
history-staff = Staff
history-the-person = the customer
history-by-itself = by itself
history-opened = opened as { $priority }
history-taken = taken
history-waiting = we wait for the customer
history-resumed = we wait no more
history-priority = priority { $priority }
history-escalated = escalated, { $priority }
history-resolved = resolved
history-reopened = open again
history-closed = closed
history-rated = rated { $stars } of 5
history-photo = [photo]
history-video = [video]
history-animation = [animation]
history-voice = [voice message]
history-audio = [audio]
history-file = [file]
history-sticker = [sticker]
history-location = [location]
history-contact = [contact]
history-other = [something else]
history-edited = (edited)
history-deleted = (deleted)
history-not-delivered = ⚠️ not delivered
history-on-its-way = (on its way)

## What an erased person leaves in the staff group

leaving-erased = (erased: this person’s data is gone)
leaving-topic-by-hand = 🗑 The person of <b>{ $number }</b> has been erased, and the bot may not delete the ticket’s topic. Please <a href="{ $link }">delete it</a>, or give the bot the right to delete messages.
leaving-messages-by-hand = 🗑 The person of <b>{ $number }</b> has been erased. Telegram lets no bot delete messages that are older than two days, so some pictures or answers of this ticket are still here. Please delete them by hand. { $link }
