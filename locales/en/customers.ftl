## Commands

customer-command-user = A person by number, @name, payment, ticket or first name
customer-command-ban = Block a person: who, and why
customer-command-unban = Let a person in again
customer-command-order = The whole life of a payment
customer-command-followups = Payments to look at again

## Finding people

customer-usage =
    Whom do you mean? Write a number, a Telegram id, @name, a payment, a ticket or a first name:
    <code>/user @anna</code>, <code>/user 1042</code>, <code>/user TKT-2026-001</code>

    In a ticket’s topic <code>/user</code> alone shows its person.
customer-nobody =
    Nobody is known by “{ $words }”.

    Try a person’s number, Telegram id, @name, payment, ticket or first name: <code>/user 1042</code>
customer-gone = This person has been erased, or has no Telegram account. Their payments are still there: /order
customer-several = Several people fit. Whom do you mean?
customer-several-more = … and { $count } more: please be more exact.
customer-hit = { $name } · { $what }
customer-hit-person = person № { $label }
customer-hit-telegram = Telegram id { $label }
customer-hit-username = @{ $label }
customer-hit-payment = payment № { $label }
customer-hit-charge = charge of payment № { $label }
customer-hit-set = set № { $label }
customer-hit-order = order { $label }
customer-hit-ticket = ticket { $label }
customer-hit-name = person № { $number }

## The card

customer-head = 👤 <a href="tg://user?id={ $telegram }">{ $name }</a>{ $username } · person № { $number } · Telegram <code>{ $telegram }</code>
customer-known = { $language } · here since { $since } · last seen { $seen }
customer-consented = ☑️ Agreed to the terms on { $day }
customer-consented-before = ☑️ Agreed on { $day } to terms that have changed since
customer-not-consented = ◻️ Has not agreed to the terms
customer-referrer = 🤝 Came by { $name }, person № { $number }
customer-unreachable = 🔕 Has blocked the bot: nothing gets through
customer-leaving = 🗑 Is being erased
customer-banned-by = 🚫 <b>Banned</b> since { $at } by { $by }
customer-banned = 🚫 <b>Banned</b> since { $at }
customer-ban-reason = Reason: { $reason }
customer-avatars = <b>🎭 Avatars: { $count }</b>
customer-avatar = № { $number } { $name } · { $status } · { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}
customer-avatar-ready = ready
customer-avatar-processing = being checked
customer-avatar-draft = not finished
customer-payments = <b>💳 Payments: { $count }</b>
customer-paid = <b>💳 Paid: { $sums }</b>{ $back ->
    [0] { "" }
   *[other] , given back: { $back }
}
customer-payment = № { $number } · { $day } · { $price } · { $status }
customer-sets = <b>🖼 Sets: { $count }</b>
customer-set = № { $number } { $style } · { $ready } of { $total } · { $status } · payment № { $payment }
customer-set-running = being made
customer-set-completed = made
customer-set-failed = failed
customer-set-stopped = stopped
customer-tickets = <b>💬 Tickets: { $count }</b>
customer-ticket = { $number } · { $status }
customer-ticket-open = new
customer-ticket-in-progress = in work
customer-ticket-resolved = resolved
customer-ticket-closed = closed
customer-balance = <b>🤝 Balance: { $balance }</b> · brought: { $brought }
customer-balance-partner = <b>🤝 Partner. Balance: { $balance }</b> · brought: { $brought }
customer-withdrawals = <b>💸 Withdrawals: { $count }</b>
customer-withdrawal = № { $number } · { $amount } · { $status }
customer-withdrawal-pending = waits for approval
customer-withdrawal-approved = to be sent
customer-withdrawal-completed = sent
customer-withdrawal-rejected = not sent
customer-more = … and { $count } more
customer-card = 👤 Card
customer-ban-button = 🚫 Ban
customer-unban-button = ✅ Unban
customer-gift-button = 🎁 Give a set
customer-write-button = ✉️ Write
customer-payments-button = 🧾 Payments
customer-erase-button = 🗑 Erase
customer-refresh-button = 🔄 Refresh
customer-payments-list = 🧾 Payments of { $name }, person № { $number }:
customer-payments-none = { $name }, person № { $number }, has paid nothing yet.
customer-older = ‹ Older
customer-newer = Newer ›
customer-words-none = That has no words. Please ask anew, and answer with a text.
customer-words-too-long = That is longer than { $most } letters. Please ask anew, with fewer words.

## Bans

customer-ban-spam = Spam
customer-ban-abuse = Insults and threats
customer-ban-fraud = Fraud with payments
customer-ban-others-photos = Photos of other people
customer-ban-ask =
    { $member }, why is { $name }, person № { $number }, banned?

    Tap a reason, or answer this message in your own words. { $name } will read it.
customer-ban-ask-quietly =
    { $member }, why is { $name }, person № { $number }, banned?

    Tap a reason, or answer this message in your own words. { $name } will be told of the ban, but not why.
customer-ban-without-reason = 🤫 Without telling why
customer-ban-with-reason = 📣 Telling why
customer-ban-preview = 🚫 <b>Ban { $name }, person № { $number }?</b>
customer-ban-told-why = { $name } is told, and reads the reason.
customer-ban-told = { $name } is told, without the reason.
customer-ban-stops = Nothing works for them any more but /privacy and /paysupport; open invoices can’t be paid, and what comes in all the same goes back. Their links bring nobody.
customer-ban-unused = ↩️ Goes back, as nothing has been made of it: { $prices }
customer-ban-running = 🖼 Is finished and delivered, as it is being made: { $count ->
    [one] { $count } set
   *[other] { $count } sets
}
customer-ban-earned = 🤝 Stays and can’t be withdrawn meanwhile: { $amount }
customer-ban-yes = 🚫 Ban
customer-ban-done = 🚫 { $name }, person № { $number }, is banned by { $member }. Reason: { $reason }
customer-ban-impossible = Nothing was done: this person is banned already, or has been erased.
customer-banned-already = { $name } is banned already.
customer-not-banned = { $name } is not banned.
customer-unban-preview = ✅ <b>Let { $name }, person № { $number }, in again?</b> Everything works for them as before, and they are told.
customer-unban-yes = ✅ Unban
customer-unban-done = ✅ { $name }, person № { $number }, can come in again. Decided by { $member }.
customer-unban-impossible = Nothing was done: this person is not banned any more, or has been erased.

## Gifts

customer-gift-choose = 🎁 Which set is { $name }, person № { $number }, given?
customer-gift-tier = { $tier }: { $count ->
    [one] { $count } photo
   *[other] { $count } photos
} ({ $price })
customer-gift-ask = { $member }, why is { $name }, person № { $number }, given a set? Answer this message; only the team reads it.
customer-gift-no-tier = There is no such set any more.
customer-gift-preview =
    🎁 <b>Give { $name }, person № { $number }, a set?</b>
    { $tier }
    Reason: { $reason }

    They are told, and choose avatar and style themselves. It counts as no income.
customer-gift-yes = 🎁 Give it
customer-gift-done = 🎁 { $name }, person № { $number }, has a set: { $tier }, payment № { $payment }. Given by { $member }.
customer-gift-impossible = Nothing was given: the person has been erased, or there is no such set any more.

## Writing to people

customer-write-ask = { $member }, what is { $name }, person № { $number }, to read? Answer this message. It becomes part of a ticket, so that they can answer.
customer-write-preview =
    ✉️ { $name }, person № { $number }, will read:

    { $words }
customer-write-to-banned = 🚫 { $name } is banned and can’t answer.
customer-write-yes = ✉️ Send
customer-write-done = ✉️ { $member } has written to { $name }, person № { $number }: ticket { $ticket }.
customer-write-impossible = Nothing was sent: this person has been erased.

## Erasing people

customer-erase-preview = 🗑 <b>Erase { $name }, person № { $number }, for good?</b>
customer-erase-photos = Gone: { $photos } photos of theirs, { $portraits } portraits, the words of { $tickets } tickets.
customer-erase-running = 🖼 Stopped, and what was not made is paid back: { $count ->
    [one] { $count } set
   *[other] { $count } sets
}
customer-erase-refundable = ↩️ Paid back, as nothing was made of it: { $count ->
    [one] { $count } payment
   *[other] { $count } payments
}
customer-erase-lapsing = ⚠️ Lost, as it can’t go back: { $count ->
    [one] { $count } unused set
   *[other] { $count } unused sets
}
customer-erase-balance = ⚠️ Lost: { $amount } on their balance
customer-erase-requested = ⚠️ Lost: { $amount } asked for and not sent yet
customer-erase-sending = ⏳ Waited for: { $amount } being sent
customer-erase-final = It can’t be undone. Payments stay in the books without their name. They are told.
customer-erase-yes = 🗑 Erase everything
customer-erase-done = 🗑 Person № { $number } is being erased. Decided by { $member }.
customer-erase-impossible = Nothing was done: person № { $number } has been erased, or is being erased.

## What people are told

customer-news-banned = Your account here has been blocked. What you paid and have not used comes back to you by itself. About your data and payments: /privacy, /paysupport
customer-news-banned-for =
    Your account here has been blocked: { $reason }.

    What you paid and have not used comes back to you by itself. About your data and payments: /privacy, /paysupport
customer-news-unbanned = ✅ Your account is open again. Welcome back!
customer-news-gift =
    🎁 <b>A set for you: { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }</b>

    It is from us, and paid already. Choose an avatar and a style, and we begin.
customer-news-gift-start = ✨ Begin
customer-news-erasing = 🗑 As you asked our team, we are erasing your photos and data. We will tell you when it is done.

## A payment and its set

order-usage =
    Which payment? Write its number, its set’s, the beginning of its order, or the provider’s charge:
    <code>/order 12</code>
order-none =
    No payment is known by “{ $words }”.

    Try the number of a payment or a set: <code>/order 12</code>
order-several = Several payments fit. Which one do you mean?
order-hit-payment = payment № { $number }
order-hit-set = payment № { $number }, of set № { $label }
order-hit-order = payment № { $number }, of order { $label }
order-hit-charge = payment № { $number }, by its charge
order-unknown = There is no payment № { $number }.
order-head = 🧾 <b>Payment № { $number }</b> · { $price } · { $method } · { $status } · { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
order-person = 👤 { $name }, person № { $number }
order-payer-gone = 👤 The payer has been erased
order-set = 🖼 Set № { $number }: { $made } of { $total } photos
order-set-running = 🖼 Set № { $number } is being made: { $made } of { $total } photos
order-page = Page { $page } of { $pages }
order-refresh = 🔄 Refresh
order-invoiced = 🧾 Invoice over { $price } for { $style }, open until { $until }, order <code>{ $order }</code>
order-offered = 🧾 Offer over { $price } for { $style }, open until { $until }, order <code>{ $order }</code>; how to pay it was not shown
order-expired = ⌛ The offer ran out
order-given = 🎁 Given by the team
order-given-by = 🎁 Given by { $by }: { $reason }
order-paid = ✅ Paid { $price }, charge <code>{ $charge }</code>
order-earned = 🤝 { $amount } for person № { $number }, once it is delivered
order-credited = 🤝 { $amount } credited to person № { $number }
order-taken-back = 🤝 { $back } of { $amount } taken back from person № { $number }
order-set-began = 🎬 Set № { $number } begins: { $style }, { $total } photos
order-reroll-began = 🔄 Photo { $scene } is made again ({ $reason }), set № { $number }
order-photo-made = 📸 Photo { $scene }: made by { $model }, { $attempts ->
    [one] { $attempts } attempt
   *[other] { $attempts } attempts
}
order-photo-failed = ❌ Photo { $scene }: not made, { $attempts ->
    [one] { $attempts } attempt
   *[other] { $attempts } attempts
}, last by { $model }
order-photo-pending = ⏳ Photo { $scene }: being made, { $attempts ->
    [one] { $attempts } attempt
   *[other] { $attempts } attempts
}
order-photo-of = { " " }(set № { $number })
order-photo-excused = , spoilt by outages: { $count }
order-album-began = 📤 Album { $album } is being sent: { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
order-album-sent = 📬 Album { $album } sent: { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
order-set-delivered = 🏁 Set № { $number } is delivered: { $ready } of { $total }
order-set-ended = 🏁 Set № { $number } has ended: { $ready } of { $total }
order-set-failed = ❌ Set № { $number } has failed: { $ready } of { $total }
order-set-stopped = ⏹ Set № { $number } was stopped, as its payment goes back
order-refund-wanted = ↩️ { $share ->
    [part] A part, { $price },
   *[whole] { $price }
} is to go back ({ $reason })
order-refund-by-hand = , to be sent by hand: { $note }
order-refund-asked = ↩️ { $price }: the provider is asked
order-refund-done = ✅ { $price } went back
order-staff = 🧑‍💼 { $who }: { $action }
order-ticket = 💬 Ticket { $number }: { $subject }
order-follow-up = 📌 { $by } will look again on { $at }: { $note }
order-followed-up = ✔️ Looked at by { $by }
order-complete = 🔁 Make the missing { $missing }
order-send-again = 📤 Send again
order-remake = 🔄 Remake one
order-refund-part = ↩️ Give { $price } back for the missing
order-follow-up-button = 📌 Follow up
order-done-button = ✔️ Done
order-no-set = There is no such set of payment № { $number } now.
order-nothing-missing = Nothing is missing that can be made: it is being made, all there, or paid back.
order-without-photos = The avatar’s photos have been deleted, so that nothing can be made of them.
order-completing = The missing photos are being made; the customer sees how it goes.
order-sending = The set is on its way to the customer.
order-choose = Which photo of set № { $number } is made again?
order-what-is-wrong = What is wrong with it?
order-not-me = Does not look like them
order-hands = The hands
order-clothes = The clothes
order-other-wish = a wish in their own words
order-no-remake = It can’t be made again: it is under way, paid back, or the avatar’s photos are gone.
order-remaking = 🔄 A photo of payment № { $number } is made again; the customer gets it beside the old one. Ordered by { $member }.

## Payments to look at again

follow-up-when = 📌 When is payment № { $number } looked at again?
follow-up-in-an-hour = In an hour
follow-up-tomorrow = Tomorrow
follow-up-in-three-days = In three days
follow-up-in-a-week = In a week
follow-up-note = { $member }, what is to be looked at with payment № { $number }? Answer this message with a note.
follow-up-bad-note = A note has 1 to { $most } letters. Please answer the question once more.
follow-up-made = 📌 Payment № { $number } is looked at again on { $at }. Noted by { $member }.
follow-up-due = 📌 <b>Payment № { $number }: it is time to look again.</b> { $by } noted: { $note }
follow-up-show = 🧾 Payment № { $number }
follow-up-done = Done by { $by }.
follow-up-gone = This follow-up of payment № { $number } is not there any more.
follow-ups = <b>📌 To look at again: { $count }</b>
follow-ups-none = Nothing is to be looked at again.
follow-up-line = № { $number } · { $at } · { $by }: { $note }
follow-up-line-due = ❗ № { $number } · { $at } · { $by }: { $note }
