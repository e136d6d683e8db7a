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

## What operators do to tickets, and what they are told

staff-command-canned = Answers that are given often
staff-command-note = A note among you, about a ticket
staff-command-take = Take a ticket
staff-command-release = Give a ticket up again
staff-command-priority = Give a ticket another priority: P1 to P4
staff-command-p1 = Priority P1: money or a paid set
staff-command-p2 = Priority P2
staff-command-p3 = Priority P3
staff-command-p4 = Priority P4
staff-command-escalate = Ask for help with a ticket
staff-command-wait = Wait for a word of the customer
staff-command-resume = Wait no more
staff-command-resolve = The question is solved
staff-command-reopen = Open a ticket again
staff-command-change-canned = Word the answers of /a

desk-unknown-ticket = This ticket does not exist any more.
desk-not-open = { $number } is { $state }. Open it again first.
desk-which-ticket = Which ticket? Write this in its topic, as a reply to its card, or with its number: <code>/{ $command } TKT-2026-001</code>
desk-which-priority = Which priority? <code>/priority P1</code>, P2, P3 or P4
desk-no-such-command = There is no command /{ $name }, so nothing was done and nothing was sent. To send it to the customer, write it without the slash.
desk-noted = ✍ Kept as a note. It was not sent.
desk-note-where = Which ticket is this note about? Write it in the ticket’s topic, or as a reply to its card.
desk-note-empty = Write the note behind the command: <code>/note She had the same in March</code>
desk-nobody = This was kept as a note and not sent: the customer’s data has been erased, and there is nobody to write to.
desk-viewer = { $name }, this did not go to the customer: your role here is viewer. An operator can send it, and an admin can give you the role.
desk-stranger = { $name }, this did not go to the customer: only members of the staff answer here, and I don’t know your account. An owner can add it with <code>pinglass admin</code>.
desk-anonymous = This did not go to the customer: you write as the group, so I can’t tell who you are. Switch “Remain anonymous” off in your admin rights and send it again.
desk-sent-to-resolved = It is sent. { $number } stays resolved; when the customer writes, it opens again by itself.
desk-sent-for-another = It is sent. { $name } has this ticket.
desk-without-words = a picture or a file
desk-second-answer =
    ✋ { $name } answered { $seconds ->
        [one] a second
       *[other] { $seconds } seconds
    } ago: “{ $words }”

    Yours was not sent yet.
desk-send-too = ✅ Send mine too
desk-do-not-send = 🗑 Don’t send
desk-closed = 🔒 { $number } is closed, so this was not sent.
desk-reopen-and-send = 🔓 Open again and send
desk-held-sent = ✅ It is sent.
desk-held-dropped = 🗑 It was not sent, and stays here as a note.
desk-held-over = This is decided already. Write it again if it should go.
desk-held-not-yours = Only { $name } can decide this.
desk-withdrawn = ⚠️ { $name }, this was not sent, as you did not decide within 5 minutes: “{ $words }” Write it again if it should still go.
desk-nothing-to-refund = Nothing can be given back.
desk-refunds = Which payment of the customer of { $number } goes back? You will be asked once more.
desk-refund = ↩️ № { $number }, { $price }, { $day }
desk-no-earlier = The customer of { $number } has no earlier tickets.
desk-earlier = <b>Earlier tickets of the customer of { $number }</b>
desk-earlier-line = { $number } · { $state } · { $at }

order-take = { $number } is yours.
order-take-already = You have it already.
order-release = { $number } is free again.
order-release-already = Nobody has it.
order-taken-by = { $name } has it. Take it over instead.
order-priority = { $priority } now.
order-priority-already = It is { $priority } already.
order-escalate = { $priority } now. The others see that you need help.
order-wait = We wait for the customer now. They are being told.
order-wait-already = We are waiting for the customer already.
order-resume = We wait no more.
order-resume-already = We are not waiting for the customer.
order-resolve = Resolved. The customer is being told.
order-reopen = { $number } is open again.
order-reopen-already = It is open.
order-newer = The customer has a newer ticket that is open, { $number }. Please answer there.

line-take = ✋ { $name } has taken it.
line-release = ↪️ { $name } gave it up. Who takes it?
line-priority = { $priority } now, says { $name }.
line-escalate = ⏫ { $priority } now: { $name } needs help with this.
line-wait = ⏳ { $name } waits for the customer. The clock stands still.
line-resume = ▶️ { $name } waits no more.
line-resolve = ✅ Resolved by { $name }.
line-reopen = 🔓 Opened again by { $name }.

canned-list = <b>Answers that are given often</b>
canned-line = <code>/a { $name }</code> ({ $languages }): { $words }
canned-how =
    Write <code>/a hello</code> in a ticket’s topic. It goes out in the customer’s language. An admin words them with /canned, with these placeholders:
canned-about-name = the customer’s name
canned-about-ticket = the ticket’s number
canned-about-operator = your first name
canned-about-set = the newest set
canned-about-payment = the newest payment
canned-unknown = There is no answer “{ $name }”, and nothing was sent. See /a
canned-no-language = “{ $name }” has no wording in the language “{ $language }”, and nothing was sent. An admin can add it with /canned
canned-unknown-placeholder = Nothing is known to put in place of { $placeholder } in “{ $name }”, so nothing was done. The placeholders are in /a
canned-missing-value = There is nothing to put in place of { $placeholder } in “{ $name }”: the customer has none. Nothing was sent.
canned-too-long = This is longer than Telegram takes: 4096 letters. Nothing was done.
canned-sent =
    📋 { $name } sent “{ $answer }”:

    { $words }
canned-sent-after-all =
    📋 { $name } sent:

    { $words }
canned-usage =
    <code>/canned hello en Hello { "{" }name{ "}" }!</code> words an answer in English.
    <code>/canned hello en -</code> takes the words away; an answer of ours gets its own words back.

    See /a for what there is.
canned-changed =
    ✅ “{ $name }” in the language “{ $language }” is now:

    { $words }
canned-removed = ✅ “{ $name }” has no wording in the language “{ $language }” any more.
canned-value-set = “{ $style }” of { $avatar }
canned-value-payment = № { $number } ({ $price })

## Answers that operators give often

canned-hello =
    Hello { $name }! I’m { $operator } from the support team.

    Thank you for writing. I’m looking into it and will be back with an answer shortly.
canned-details = { $name }, to find out what happened I need a little more: what exactly did you do, what did you see instead of what you expected, and about when? A screenshot helps a lot.
canned-photos =
    Portraits come out best when the photos do:

    • your face large and well lit, looking at the camera
    • no sunglasses, hats or hands in front of it
    • nobody else in the picture
    • different days, backgrounds and expressions

    Send a few like that with /new, and the next set will look more like you.
canned-delay = Your set { $set } takes longer than it should, and I’m sorry for the wait. It is still being made and arrives here by itself: you don’t need to do anything. If it does not come out, you will not pay for it.
canned-again = Thank you, { $name }. I have found the reason and it is mended. Please try it once more, and write here if anything looks wrong.
canned-refund = { $name }, your payment { $payment } is on its way back to you. It usually takes a few minutes; a bank may need a few days. You will get a message here when it is done.
canned-bye = I’m glad that this is solved, { $name }! If anything else comes up, just write here. Your ticket { $ticket } can be opened again with one message.
