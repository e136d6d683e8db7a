## The staff's desk: withdrawals in the staff group

staff-command-withdrawals = Withdrawals: open, mine, sent; with a month such as 2026-03 as a file
staff-command-withdrawal = A withdrawal’s card once more: /withdrawal 12
staff-command-reject = Reject a withdrawal in your words, as an answer to its card

payout-title = 💸 <b>№ { $number } · { $amount }</b> · { $destination }
payout-method-card = card
payout-method-bank = bank
payout-method-wallet = TON wallet
payout-method-unknown = unknown method
payout-state-pending = 🆕 Waits for approval
payout-state-both = 🆕 Waits for the approval of two of you
payout-state-second = 🕐 Approved by { $name }, waits for the approval of one more
payout-state-approved = ✅ Approved, to be sent
payout-state-in-hand = ✋ { $name } is sending it, since { $at }
payout-state-sent = 💸 Sent
payout-state-rejected = ✖️ Rejected: { $reason }
payout-below-zero = ⛔ A refund took the balance below zero: { $amount }. Nothing can be approved or sent until it is made up for.
payout-person = 👤 { $name } · <a href="tg://user?id={ $telegram }">{ $telegram }</a> · person { $id }
payout-person-username = 👤 { $name } · @{ $username } · <a href="tg://user?id={ $telegram }">{ $telegram }</a> · person { $id }
payout-person-unknown = 👤 Somebody without Telegram · person { $id }
payout-balance = 💰 Balance { $before }, { $after } after it · earned { $earned } in all
payout-balance-now = 💰 Balance { $balance } · earned { $earned } in all
payout-requested = 🕓 Asked for on { $at }

payout-check-since = 🔎 Here since { $day }
payout-check-first = • The first withdrawal
payout-check-before =
    • Sent before: { $count ->
        [one] { $count } withdrawal
       *[other] { $count } withdrawals
    }, { $amount }
payout-check-brought =
    • Brought { $brought ->
        [one] { $brought } person
       *[other] { $brought } people
    }, { $buyers } of the newest paid
payout-check-returned =
    • Of { $payments ->
        [one] { $payments } payment
       *[other] { $payments } payments
    } { $returned } went back ({ $share }%)
payout-check-marked = • Look like the person themselves or each other: { $marked } of { $buyers } ({ $share }%)
payout-verdict-fine = ✅ <b>Nothing unusual</b>
payout-verdict-look = ⚠️ <b>Look closely:</b>
payout-notice-young = – the account is less than three days old
payout-notice-returned = – { $share }% of the payments went back
payout-mark-device = – the same device as the person’s or another’s: { $people }
payout-mark-email = – the same e-mail for receipts as the person’s or another’s: { $people }
payout-mark-wallet = – paid from the wallet it goes to, the person’s or another’s: { $people }
payout-mark-faces = – the same photos as the person’s or another’s: { $people }
payout-mark-hasty = – bought within five minutes of the first /start: { $people }
payout-mark-returned = – the only purchase went back: { $people }
payout-mark-gone = – never came back after buying: { $people }

payout-step-approved = { $at } ✅ approved: { $name }
payout-step-taken = { $at } ✋ took it: { $name }
payout-step-given-back = { $at } ↩️ not sent, given back: { $name }
payout-step-sent = { $at } 💸 sent: { $name }
payout-step-rejected = { $at } ✖️ rejected: { $name }
payout-step-other = { $at } { $name }

payout-approve = ✅ Approve
payout-reject = ✖️ Reject
payout-send = 💸 Send
payout-details = 👁 Details
payout-details-part = 👁 { $part }/{ $parts }
payout-sent = ✅ It is sent
payout-not-sent = ↩️ Not sent
payout-no = ‹ No
payout-not-yet = ‹ Not yet
payout-details-alert =
    { $amount } →
    { $details }
payout-details-unreadable = The details can’t be opened: their key is gone. Give it back with “Not sent” and reject it for its details, so that the person asks again.

payout-ask-approve = { $name }, approve № { $number }: { $amount } to { $destination }?
payout-yes-approve = ✅ Yes, approve
payout-done-approved = ✅ № { $number }: { $amount } to { $destination }, approved by { $name }. Now somebody sends it.
payout-done-first = 🕐 № { $number }: { $amount } to { $destination }, approved by { $name }. One more of you has to approve it.
payout-ask-sent = { $name }, have { $amount } of № { $number } gone to { $destination }? This can’t be taken back.
payout-yes-sent = ✅ Yes, sent
payout-done-sent = 💸 № { $number }: { $amount } to { $destination }, sent by { $name }.
payout-ask-not-sent = { $name }, give № { $number } back ({ $amount } to { $destination })? Only if nothing was sent.
payout-ask-take-from = { $name }, take № { $number } ({ $amount } to { $destination }) from { $holder }? Ask them first whether anything was sent: if it was, it would go out twice.
payout-yes-not-sent = ↩️ Nothing was sent
payout-done-given-back = ↩️ № { $number }: { $amount } to { $destination }, not sent, given back by { $name }. Somebody else can send it.
payout-choose-reason = { $name }, why is № { $number } rejected ({ $amount } to { $destination })? The person reads the reason, and has the money in the balance again.
payout-other-reason = ✏️ Another reason
payout-ask-for-words = { $name }, answer this message with the reason for № { $number } ({ $amount } to { $destination }). The person reads it as you write it.
payout-ask-reject =
    { $name }, reject № { $number } ({ $amount } to { $destination })? The person reads:

    “{ $reason }”
payout-yes-reject = ✖️ Yes, reject
payout-done-rejected = ✖️ № { $number }: { $amount } to { $destination }, rejected by { $name }. The money is in the balance again.
payout-left-alone = № { $number } stays as it is.
payout-reject-which = Please answer the withdrawal’s card with /reject and the reason, or begin with the number: /reject 12 …
payout-reason-too-long = Please put it shorter: at most { $most } characters.
payout-words-lost = These words are not at hand any more. Please write them again.

payout-unknown = There is no such withdrawal.
payout-not-asked = Somebody else was asked. Please use the buttons of the card.
payout-own = This is your own withdrawal: somebody else has to decide on it and send it.
payout-twice = You have approved it already. Now one more of you has to.
payout-waits-below-zero = A refund took the balance below zero. Nothing can be approved or sent until it is made up for.
payout-stands-pending = № { $number } waits for approval.
payout-stands-approved = № { $number } is approved already, last by { $name }.
payout-stands-in-hand = № { $number } is in the hands of { $name }, who is sending it.
payout-stands-sent = № { $number } is sent already, by { $name }.
payout-stands-rejected = № { $number } is rejected already, by { $name }.
payout-stands-withdrawn = № { $number } was taken back by its person.

payout-remind-pending = ⏰ № { $number }, { $amount }, waits for approval since { $since }. Please decide, whoever of you looks after money.
payout-remind-second = ⏰ № { $number }, { $amount }, waits for a second approval since { $since }. { $name } has approved it; please decide, any other of you.
payout-remind-approved = ⏰ № { $number }, { $amount }, is approved since { $since } and nobody sends it. Please do, whoever of you looks after money.
payout-remind-in-hand = ⏰ <a href="tg://user?id={ $id }">{ $name }</a>, you have № { $number }, { $amount }, in hand since { $since }. Is it sent?

payout-list-open =
    { $count ->
        [0] 💸 <b>Nothing is to be sent.</b>
        [one] 💸 <b>{ $count } withdrawal is open</b>
       *[other] 💸 <b>{ $count } withdrawals are open</b>
    }
payout-list-mine =
    { $count ->
        [0] ✋ <b>You have nothing in hand.</b>
        [one] ✋ <b>You have { $count } withdrawal in hand</b>
       *[other] ✋ <b>You have { $count } withdrawals in hand</b>
    }
payout-list-sent =
    { $count ->
        [0] ✅ <b>Nothing was sent in the last 30 days.</b>
        [one] ✅ <b>{ $count } withdrawal was sent in the last 30 days</b>
       *[other] ✅ <b>{ $count } withdrawals were sent in the last 30 days</b>
    }
payout-list-sum = { $method }: { $count }, { $amount }
payout-line-pending = № { $number } · { $amount } · { $destination } · 🆕 { $at }
payout-line-approved = № { $number } · { $amount } · { $destination } · ✅ to be sent, { $at }
payout-line-in-hand = № { $number } · { $amount } · { $destination } · ✋ { $at }
payout-line-sent = № { $number } · { $amount } · { $destination } · 💸 { $at }
payout-line-rejected = № { $number } · { $amount } · { $destination } · ✖️ { $at }
payout-show-open = 🆕 Open
payout-show-mine = ✋ Mine
payout-show-sent = ✅ Sent
payout-number = № { $number }
payout-page = { $page } of { $pages }
payout-file = 📄 As a file
payout-file-caption =
    Withdrawals sent, { $span }: { $count ->
        [one] { $count } withdrawal
       *[other] { $count } withdrawals
    }, { $amount }
payout-which-month = Please name a month such as /withdrawals 2026-03.
payout-which = Please name a withdrawal such as /withdrawal 12.
payout-shown = The card of № { $number } is the last one in “{ $topic }” now.
payout-not-shown = There is no withdrawal № { $number }, or its person was erased.

## Why a withdrawal was rejected: what its person reads, and the staff's buttons

withdrawal-reason-details = We could not send it by the details you gave. Please check them and ask once more.
withdrawal-reason-method = We can’t send money this way just now. Please choose another one.
withdrawal-reason-refunds = Purchases it was earned by were given back, or are about to be.
withdrawal-reason-own-purchases = It looks as if you bought by your own link. If not, please write to us: /support
withdrawal-reason-cancelled = Taken back by you.
withdrawal-reason-erased = The account was erased.
withdrawal-reason-label-details = 💳 The details don’t work
withdrawal-reason-label-method = 🔁 The method can’t be used now
withdrawal-reason-label-refunds = ↩️ Payments behind it went back
withdrawal-reason-label-own-purchases = 🪞 Bought by their own link
