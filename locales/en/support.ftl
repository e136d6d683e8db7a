## The relay between a person and the staff group

support-undelivered-blocked = ⚠️ Not delivered: the person has blocked the bot. It will be sent as soon as they come back.
support-person-back = 📬 The person is back. What waited for them is being sent.
support-undelivered-gone = ⚠️ Not delivered: this person has no chat with the bot any more.
support-undelivered = ⚠️ Not delivered. Telegram says: { $reason }
support-not-shown = ⚠️ The person wrote something that can’t be shown here. Telegram says: { $reason }
support-not-shown-banned = 🚫 This person is banned, so what they write is not shown here. Your answers still reach them.
support-change-missed = ⚠️ The person can’t be reached, so that change is not shown to them: what they have stays as it was.
support-change-not-shown = ⚠️ A message was changed, and the change can’t be shown on the other side. Telegram says: { $reason }
support-not-taken-back = ⚠️ That answer could not be taken back: Telegram lets the bot delete only what is less than 48 hours old.
support-topic-opened-again = Only staff who serve customers can close a ticket’s topic. It is open again.
support-topic-of-closed = This ticket is closed: what its person writes becomes a new one. To go on here, open it again with /reopen.
support-group-away =
    <b>The staff group can’t be reached since { $time }.</b>

    What people write to support is kept and will be shown there in order. Telegram says: { $reason }
support-group-back = <b>The staff group can be reached again.</b> What people wrote meanwhile is being shown there.
support-group-moved =
    <b>Telegram has upgraded this group and given it another id.</b>

    Everything goes on here. Please set <code>STAFF_CHAT_ID</code> to <code>{ $chat }</code>.
support-answer-header = 💬 Support · { $number }
support-edited = ✏️ Changed:
support-place-closed = The topic of this ticket was closed, and the bot may not write there, so the ticket goes on here. Nothing that was said since is lost.
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
    } They can open it again with a reply or a tap.

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
support-week-caption-solved = Solved: { $count }, half of them within { $time }.
support-week-caption-rated = Rating: { $mean } ★, by { $count }.
support-week-caption-open = Open now: { $open }, overdue: { $overdue }.
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
card-state-unanswered = 💬 Open, and nobody has answered yet
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
card-resume = ▶️ Stop waiting
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
history-released = given up again
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
staff-command-del = Take an answer back: write it as a reply to the answer
staff-command-take = Take a ticket
staff-command-release = Release a ticket
staff-command-priority = Give a ticket another priority: P1 to P4
staff-command-p1 = Priority P1: money or a paid set
staff-command-p2 = Priority P2
staff-command-p3 = Priority P3
staff-command-p4 = Priority P4
staff-command-escalate = Ask for help with a ticket
staff-command-wait = Wait for a word of the customer
staff-command-resume = Stop waiting
staff-command-resolve = The question is solved
staff-command-reopen = Open a ticket again
staff-command-change-canned = Edit the answers of /a

desk-unknown-ticket = This ticket does not exist any more.
desk-not-open = { $number } is { $state }. Open it again first.
desk-no-such-ticket = There is no ticket { $number }. /tickets lists them.
desk-which-ticket = Which ticket? Write this in its topic, as a reply to its card, or with its number: <code>/{ $command } TKT-2026-001</code>
desk-which-priority = Which priority? <code>/priority P1</code>, P2, P3 or P4
desk-no-such-command = There is no command /{ $name }, so nothing was done and nothing was sent. To send it to the customer, write it without the slash.
desk-noted = ✍ Kept as a note. It was not sent.
desk-note-edited = This stays a note, and the customer does not get it. To send it, write it again.
desk-edited-to-command = A command is carried out only when it is written anew. The customer still sees what stood there before.
desk-note-where = Which ticket is this note about? Write it in the ticket’s topic, or as a reply to its card.
desk-note-empty = Write the note behind the command: <code>/note She had the same in March</code>
desk-del-which = Which answer shall be taken back? Write /del as a reply to it.
desk-del-not-yours = Only { $name } or an admin can take this back.
desk-del-nothing = There is nothing to take back: the customer does not have this.
desk-del-done = 🗑 It is being taken back from the customer.
desk-nobody = This was kept as a note and not sent: the customer’s data has been erased, and there is nobody to write to.
desk-viewer = { $name }, this did not go to the customer: your role here is viewer. An operator can send it, and an admin can give you the role.
desk-stranger = { $name }, this did not go to the customer: only members of the staff answer here, and I don’t know your account. An owner can add it with <code>pinglass admin</code>.
desk-anonymous = This did not go to the customer: you write as the group, so I can’t tell who you are. Switch “Remain anonymous” off in your admin rights and send it again.
desk-sent-to-resolved = It is sent. { $number } stays resolved; the customer can open it again with a reply or a tap.
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
order-not-told-banned = 🚫 The customer was not told of this: they are banned.
order-not-told-blocked = 📵 The customer was not told of this: they have blocked the bot. It is under /support when they come back.
order-reopen = { $number } is open again.
order-reopen-already = It is open.
order-newer = The customer has a newer ticket that is open, { $number }. Please answer there.
order-nobody = The customer’s data has been erased, so there is nobody to talk to.

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
canned-more = … and { $count } more, which /a knows by their names.
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
canned-nothing-to-remove = “{ $name }” has no wording of yours in the language “{ $language }”.
canned-value-set = “{ $style }” ({ $avatar })
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
canned-bye = I’m glad that this is solved, { $name }! If anything else comes up, just write here: your ticket { $ticket } can be opened again with one tap.

### The support desk.

## The person's side: asking, short answers, the way of a ticket, rating.

ask-button = 💬 Support
ask-command = Write to our team

ask-topics =
    <b>What is it about?</b>

    Choose one and I'll show what usually helps. If that is not enough, you write to our team right here.
ask-topics-off =
    <b>There is no support team here right now.</b>

    These answers help most often. What you have paid for is under /status, and under /paysupport you can take back a set that is not used yet.
ask-category-payment = 💳 A payment
ask-category-technical = 🔧 Something does not work
ask-category-account = 👤 My account and data
ask-category-generation = 🎨 My portraits
ask-category-other = 💭 Something else
ask-topic =
    <b>{ $category }</b>

    Is your question among these?
ask-topic-write = ✍️ No, write to us
ask-did-not-help = ✍️ This did not help: write to us
ask-back = ‹ Back
ask-words =
    <b>We are listening.</b> { $category }

    Tell us what happened: in words, with photos, files or a voice message. Whatever you send next goes to our team.

    Changed your mind? /cancel

ask-question-refund = Can I have my money back?
ask-answer-refund = <b>Yes, in these cases.</b> Under /paysupport:
ask-question-nothing = I paid, but nothing happened
ask-answer-nothing =
    <b>This is what we know of your payments and sets:</b>

    { $live }

    Stars arrive at once, a card or SBP payment may take some minutes, TON about one. All your payments are under “{ help-payments }”. If yours is not there after half an hour, write to us: we find every payment.
ask-question-twice = I was charged twice
ask-answer-twice =
    <b>Nothing is lost.</b> Every charge counts: the second one is a set that waits for you, or goes back to you.

    Under /paysupport you take it back by one tap.
ask-question-receipt = Where is my receipt?
ask-answer-receipt =
    <b>Every payment has a receipt under “{ help-payments }”:</b> number, date, price and what it was for.

    For card and SBP payments the bank also sends one to the e-mail address that you gave.
ask-question-selfies = My selfies are not accepted
ask-answer-selfies =
    <b>What makes a good selfie:</b> your face large and sharp, in daylight, nobody else in the picture, no sunglasses or filters.

    • Photos must be JPEG, PNG or WebP, at least 512 pixels each way. iPhone's HEIC files: send them as photos, not as files.
    • A photo marked 🤔 can be used all the same: the button below the photos does it.
ask-question-quality = How do I get full quality?
ask-answer-quality =
    Telegram makes photos in the chat a little smaller.

    <b>Under “{ menu-photos }”, open the set and tap “{ button-originals }”:</b> there are the originals. As often as you like, also all at once in a zip.
ask-question-earlier = Where are my earlier portraits?
ask-answer-earlier =
    <b>Everything that was made for you is under “{ menu-photos }”,</b> until you delete it, also when this chat was cleared.
ask-question-silent = A button does nothing
ask-answer-silent =
    <b>Buttons of old messages can be out of date.</b> Open the /menu and try from there.

    If something is being made just now, /status shows how far it is.
ask-question-keeping = How long are my photos kept?
ask-answer-keeping =
    { $days ->
        [one] <b>Your selfies: { $days } day</b> after they were last needed; we tell you before and you can keep them longer.
       *[other] <b>Your selfies: { $days } days</b> after they were last needed; we tell you before and you can keep them longer.
    }

    <b>Your portraits:</b> until you delete them.
ask-question-sees = Who sees my photos?
ask-answer-sees =
    <b>You do.</b> Photos go to our own storage and, by links that expire, to the service that makes the pictures. They are not published, sold, or used to train models.

    What you send to the support is seen by our team.
ask-question-erase = How do I delete everything?
ask-answer-erase =
    <b>Under “{ help-privacy }”: “{ erase-button }”.</b> Photos go at once, and money that is still yours comes back first.

    A single photo, set or avatar has its own 🗑.
ask-question-language = Can I change the language?
ask-answer-language = <b>Yes:</b> tap below, or /language at any time.
ask-question-where = Where is my set?
ask-answer-where =
    <b>Right now:</b>

    { $live }
ask-question-likeness = The portraits don't look like me
ask-answer-likeness =
    <b>Have them made again:</b> put 👎 on a portrait, or tap “{ button-improve }” below the set, and choose “{ button-reroll-not-me }”. Each set has a few free tries: one for every three photos, from 2 to 8.

    The selfies decide most: different days and light, face large and sharp. Under “{ menu-avatars }” you can add better ones.
ask-question-detail = Something in a photo is wrong
ask-answer-detail =
    <b>Put 👎 on it and say what:</b> the hands, the clothes, or in your own words. That photo is made again. Each set has a few free tries: one for every three photos, from 2 to 8.
ask-question-missing = Some photos are missing
ask-answer-missing =
    <b>You lose nothing.</b> Under “{ menu-photos }”, open the set and tap “🔄 Make … missing photos”: it is free.{ $parts ->
        [on] {" "}If you paid by card or TON, you can have them paid back there instead.
       *[off] {""}
    }
ask-question-price = What do portraits cost?
ask-answer-price = <b>It depends on the number of photos.</b> Choose an avatar and a style, and you see all sets with their prices. Nothing is charged before you confirm.
ask-question-work = May I use the portraits for work?
ask-answer-work = <b>Yes.</b> The portraits are yours, privately and for work: CV, profile, website. Only don't deceive anybody with them. Our rules: /terms
ask-question-others = Can I make portraits of somebody else?
ask-answer-others = <b>Yes, if they are grown up and have agreed.</b> Make an avatar of their own for each person. Gifts are fine too.

ask-offer = That sounds like a question for our team. Shall I pass your message on?
ask-offer-answer = If that does not answer it, I pass your message on to our team.
ask-offer-to = Does this still belong to { $number }, or is it something new?
ask-pass = 📨 Pass it on
ask-pass-new = 📨 It is something new
ask-pass-to = 🔓 Open { $number } again with it
ask-passed = 📨 Passed on.
ask-pass-gone = I can't see that message any more.
ask-cannot-pass = Polls, games and the like can't be passed on to the team. Words, photos, files, videos and voice messages can.
ask-welcome = You are welcome! 🙂

ask-within-minutes = { $count ->
    [one] within { $count } minute
   *[other] within { $count } minutes
}
ask-within-hours = { $count ->
    [one] within { $count } hour
   *[other] within { $count } hours
}
ask-within-days = { $count ->
    [one] within { $count } day
   *[other] within { $count } days
}
ask-in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
ask-in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
}
ask-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
ask-for-minutes = { $count ->
    [one] for { $count } minute
   *[other] for { $count } minutes
}
ask-for-hours = { $count ->
    [one] for { $count } hour
   *[other] for { $count } hours
}
ask-for-days = { $count ->
    [one] for { $count } day
   *[other] for { $count } days
}
ask-promise = We answer { $within }.
ask-back-at = Our team is back on { $day } at { $time }.
ask-promise-soon = We answer as soon as we can.

ask-opened =
    ✅ <b>{ $number }</b>: our team has it. { $promise }

    Something to add? Just write here, all of it goes to the team. The menu works as always.
ask-opened-continues = We have noted that it goes on from { $earlier }.
ask-heard = 📨 { $number }: our team has your message. { $promise }
ask-heard-again = 🔓 <b>{ $number }</b> is open again, and our team has your message. { $promise }
ask-draft-photo = 📷 The photo went to our team ({ $number }). If it was meant for an avatar, tap below and send it once more.
ask-for-avatar = ✨ It was for an avatar

ask-status =
    <b>{ $number }</b> · { $category }
    { $state }
ask-state-asked = ⏳ With our team { $since }. { $promise }
ask-state-late = ⏳ With our team { $since }, longer than we promised. We are sorry; the team has been reminded.
ask-state-waiting = 💬 We wait for a word from you.
ask-state-answered = 💬 We have answered. If something is still open, just write.
ask-state-resolved = ✅ Solved
ask-state-closed = 🔒 Closed
ask-assignee = 🙋 { $name } is on it.
ask-solved-button = ✅ It's solved
ask-more-button = ✍️ Write more
ask-more = <b>{ $number }</b>: what you send next goes to our team.
ask-earlier-button = 🗂 My tickets
ask-show-button = 👀 How it stands

ask-list = <b>🗂 Your tickets</b>
ask-list-none = You have not written to us yet.
ask-list-line = { $mark } { $number } · { $date } · { $subject }
ask-newer = ‹ Newer
ask-older = Older ›
ask-said-you = <b>You</b> · { $at }
ask-said-us = <b>{ $name }</b> · { $at }
ask-said-words = <blockquote>{ $words }</blockquote>
ask-team = Our team
ask-nothing-said = Nothing was said in it.
ask-content-photo = 🖼 Photo
ask-content-animation = 🎞 Animation
ask-content-document = 📎 File
ask-content-voice = 🎤 Voice message
ask-content-audio = 🎵 Audio
ask-content-video = 🎬 Video
ask-content-video_note = 🎬 Video message
ask-content-sticker = 🙂 Sticker
ask-content-location = 📍 Place
ask-content-contact = 👤 Contact
ask-content-other = 📦 Something else
ask-reopen-button = 🔓 No, open it again
ask-reopen-plain = 🔓 Open it again
ask-continue-button = ✍️ Write about it again

ask-solved =
    🎉 <b>{ $number } is solved.</b> We are glad!

    How did we do?
ask-told-resolved =
    ✅ Our team has marked <b>{ $number }</b> as solved. Is it?

    If so, the stars tell us how we did. { $days ->
        [one] If not, open it again or just reply to this message, within { $days } day.
       *[other] If not, open it again or just reply to this message, within { $days } days.
    }
ask-told-silence =
    🕊 We have not heard from you for a while, so <b>{ $number }</b> is marked as solved.

    { $days ->
        [one] Is something still open? Open it again or just reply to this message, within { $days } day.
       *[other] Is something still open? Open it again or just reply to this message, within { $days } days.
    } If all is well, the stars tell us how we did.
ask-told-will-resolve =
    ⏳ <b>{ $number }</b>: we have not heard from you for a while.

    If something is still open, just write here. If not, there is nothing to do: it is marked as solved by itself { $in }.
ask-told-reopened = 🔓 Our team has opened <b>{ $number }</b> again and goes on with it.
ask-told-waiting = 💬 <b>{ $number }</b>: our team waits for a word from you. Just write here.
ask-reopened =
    🔓 <b>{ $number }</b> is open again. { $promise }

    What is still not right? Just write it here.
ask-star = { $stars } ⭐
ask-rated =
    Thank you! You gave us { $stars } of 5 ⭐

    Would you like to add a word?
ask-add-word = ✍️ Add a word
ask-rating-words = What went well, or what should be better? A few words are enough. /cancel if you'd rather not.
ask-rating-long = That is { $length } letters. Could you say it in { $most } at most?
ask-rating-no-words = Just in words, please, or /cancel.
ask-rating-thanks = 🙏 Thank you, our team reads it.
ask-popup-too-late = It is too late for that; please write to us anew.
ask-popup-gone = This ticket is not there any more.

ask-topic-continues = ↪️ It goes on from { $earlier }.
ask-topic-solved = ✅ { $name } says that it is solved.
ask-topic-reopened = 🔓 { $name } has opened it again and waits for you.
ask-topic-low-rating = 👎 { $name } gave { $stars } of 5 ⭐.
ask-topic-rating-words = 💬 { $name } says to the rating of { $stars } ⭐: { $words }

# What to listen for in what people write; a star stands for any ending.
ask-signs-asking = what, whats, when, where, wheres, why, how, hows, who, whom, whose, which, can, could, do, does, did, is, are, am, was, were, will, would, may, should, have, has, please tell, tell me
ask-signs-trouble = not work*, doesnt, dont work, didnt, wont, cant, cannot, isnt, broken, error*, fail*, problem*, issue*, bug*, stuck, wrong, nothing happen*, got nothing, nothing came, nothing arrived, no photos, no portraits, never came, never got, not received, havent, still wait*, waiting for, missing, lost, help me, need help, please help, charged, terrible, awful, ugly, complain*
ask-signs-demand = refund*, money back, scam*, fraud*, chargeback*, support, operator, a human, real person
ask-signs-thanks = thanks, thank you, thank, thx, great, perfect, super, cool, ok, okay, yes, solved, all good, got it, fine, awesome
ask-signs-small-talk = how are you, how is it going, hows it going, whats up, how do you do, who are you, what is this, what are you, what can you do, whats your name, what is your name, are you a bot, are you real, are you human, are you there, do you love me, how old are you
ask-signs-payment = pay*, paid, charge*, refund*, money, card*, bank*, star, stars, ton, price*, cost*, invoice*, receipt*, bought, buy, purchase*, subscription*, free
ask-signs-generation = portrait*, photo*, picture*, image*, set, sets, style*, ready, result*, look like, likeness, generat*, face, hands, quality
ask-signs-account = delet*, erase*, privacy, data, account*, language*, remove*, store, stored, keep, kept, who sees
ask-signs-technical = upload*, button*, error*, crash*, load*, bug*, selfie*, accept*, open, download*
ask-signs-refund = refund*, money back, return my money, cancel my order, give me back
ask-signs-nothing = paid but, payed but, paid and nothing, paid and got, charged but, payment did not, payment didnt
ask-signs-twice = twice, two times, double charge*, charged two
ask-signs-receipt = receipt*, invoice for
ask-signs-keeping = how long do you keep, how long are, how long will you keep, how long do you store, photos kept, photos stored
ask-signs-erase = delete my, delete all, delete everything, erase my, remove my
ask-signs-where = where is my, where are my, wheres my, when will my, when will the, when are my, how long does, how long will it, how long should i wait, still wait*, not ready
ask-signs-likeness = not look like me, dont look like me, doesnt look like me, not like me, not me, isnt me, not similar, different person, someone else
ask-signs-price = how much, what does it cost, price*, cost*, is it free
