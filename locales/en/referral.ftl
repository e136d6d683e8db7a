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
payout-state-withdrawn = ↩️ Taken back by the person who asked for it
payout-below-zero = ⛔ A refund took the balance below zero: { $amount }. Nothing can be approved or sent until it is made up for.
payout-person = 👤 { $name } · <a href="tg://user?id={ $telegram }">{ $telegram }</a> · person { $id }
payout-person-username = 👤 { $name } · @{ $username } · <a href="tg://user?id={ $telegram }">{ $telegram }</a> · person { $id }
payout-person-unknown = 👤 Somebody without Telegram · person { $id }
payout-person-banned = 🚫 Banned
payout-person-leaving = 👤 The person has asked to be erased. While somebody sends this, their erasure waits for it.
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
payout-check-marked = • Show any of the signs that we look for, also by chance: { $marked } of { $buyers } ({ $share }%)
payout-verdict-fine = ✅ <b>Nothing unusual</b>
payout-verdict-look = ⚠️ <b>Look closely:</b>
payout-notice-young = – the account is less than three days old
payout-notice-returned = – { $share }% of the payments went back
payout-mark-device = – the same device as whoever asked for this, or as another of those brought: { $people }
payout-mark-email = – the same e-mail for receipts as whoever asked for this, or as another of those brought: { $people }
payout-mark-wallet = – paid from the wallet it goes to, or from one that whoever asked for this or another of those brought paid from: { $people }
payout-mark-faces = – the same photos as whoever asked for this, or as another of those brought: { $people }
payout-mark-hasty = – bought within five minutes of the first /start: { $people }
payout-mark-returned = – the only purchase went back: { $people }
payout-mark-gone = – never came back after buying: { $people }

payout-step-approved = { $at } ✅ approved: { $name }
payout-step-taken = { $at } ✋ took it: { $name }
payout-step-given-back = { $at } ↩️ not sent, back in the queue: { $name }
payout-step-sent = { $at } 💸 sent: { $name }
payout-step-rejected = { $at } ✖️ rejected: { $name }
payout-step-other = { $at } { $name }

payout-approve = ✅ Approve
payout-reject = ✖️ Reject
payout-send = 💸 Send
payout-open-details = 📋 Details
payout-details = 👁 As a popup
payout-details-part = 👁 { $part }/{ $parts }
payout-sent = ✅ It is sent
payout-not-sent = ↩️ Not sent
payout-no = ‹ No
payout-not-yet = ‹ Not yet
payout-details-alert =
    { $amount } →
    { $details }
payout-private-wait = One moment …
payout-private = 💸 <b>№ { $number } · { $amount }</b>
payout-private-wallet = Send as much TON as it makes at today’s rate.
payout-private-foot = This message goes when the sending is over, at the latest in 15 minutes.
payout-private-copy-details = 📋 Copy the details
payout-private-copy-amount = 📋 Copy the amount
payout-private-over = № { $number } is not in your hands any more.
payout-private-gone = 🗑 Nothing is here any more.
payout-details-unreadable = The details can’t be opened: their key is gone. Put it back in the queue with “Not sent” and reject it for its details, so that the person asks again.

payout-ask-approve = { $name }, approve № { $number }: { $amount } to { $destination }?
payout-yes-approve = ✅ Yes, approve
payout-done-approved = ✅ № { $number }: { $amount } to { $destination }, approved by { $name }. Now somebody sends it.
payout-done-first = 🕐 № { $number }: { $amount } to { $destination }, approved by { $name }. One more of you has to approve it.
payout-ask-sent = { $name }, is № { $number } ({ $amount } to { $destination }) sent? This can’t be taken back.
payout-yes-sent = ✅ Yes, sent
payout-done-sent = 💸 № { $number }: { $amount } to { $destination }, sent by { $name }.
payout-ask-not-sent = { $name }, put № { $number } back in the queue ({ $amount } to { $destination })? Only if nothing was sent.
payout-ask-take-from = { $name }, take № { $number } ({ $amount } to { $destination }) from { $holder }? Ask them first whether anything was sent: if it was, it would go out twice.
payout-yes-not-sent = ↩️ Nothing was sent
payout-done-given-back = ↩️ № { $number }: { $amount } to { $destination }, not sent, put back in the queue by { $name }. It can be sent again.
payout-choose-reason = { $name }, why is № { $number } rejected ({ $amount } to { $destination })? The person reads the reason, and has the money in the balance again.
payout-other-reason = ✏️ Another reason
payout-ask-for-words = { $name }, answer this message with the reason for № { $number } ({ $amount } to { $destination }). The person reads it as you write it. { $language }
payout-ask-reject =
    { $name }, reject № { $number } ({ $amount } to { $destination })? The person reads:

    “{ $reason }”

    { $language }
payout-reads-en = They use the bot in English.
payout-reads-ru = They use the bot in Russian.
payout-yes-reject = ✖️ Yes, reject
payout-done-rejected = ✖️ № { $number }: { $amount } to { $destination }, rejected by { $name }. The money is in the balance again.
payout-left-alone = № { $number } stays as it is.
payout-reject-which = Please answer the withdrawal’s card with /reject and the reason, or begin with the number: /reject 12 …
payout-reason-too-long = Please put it shorter: at most { $most } characters.
payout-words-lost = These words were changed since, or are gone. Please write them once more.

payout-unknown = There is no such withdrawal.
payout-not-asked = Somebody else was asked. Please use the buttons of the card.
payout-own = This is your own withdrawal: somebody else has to decide on it and send it.
payout-twice = You have approved it already. Now one more of you has to.
payout-waits-below-zero = A refund took the balance below zero. Nothing can be approved or sent until it is made up for.
payout-waits-banned = This person is banned. Nothing can be approved or sent; it can be rejected.
payout-stands-pending = № { $number } waits for approval.
payout-stands-approved = № { $number } is approved already, last by { $name }.
payout-stands-in-hand = № { $number } is in the hands of { $name }, who is sending it.
payout-stands-sent = № { $number } is sent already, by { $name }.
payout-stands-rejected = № { $number } is rejected already, by { $name }.
payout-stands-withdrawn = № { $number } was taken back by the person who asked for it.

payout-remind-pending = ⏰ № { $number }, { $amount }, waits for approval since { $since }. Whoever handles payouts, please decide.
payout-remind-second = ⏰ № { $number }, { $amount }, waits for a second approval since { $since }. { $name } has approved it; anyone else of you, please decide.
payout-remind-approved = ⏰ № { $number }, { $amount }, is approved since { $since } and nobody sends it. Whoever handles payouts, please do.
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
payout-column-number = Number
payout-column-requested = Requested
payout-column-sent = Sent
payout-column-amount = Amount, RUB
payout-column-method = Method
payout-column-details = Details
payout-column-user = User
payout-column-approved-by = Approved by
payout-column-sent-by = Sent by
payout-which-month = Please name a month such as /withdrawals 2026-03.
payout-which = Please name a withdrawal such as /withdrawal 12.
payout-shown = The card of № { $number } is the last one in “{ $topic }” now.
payout-not-shown = There is no withdrawal № { $number }, or its person was erased.

## Why a withdrawal was rejected: what its person reads, and the staff's buttons

withdrawal-reason-details = We could not send it by the details you gave. Please check them and ask once more.
withdrawal-reason-method = We can’t send money this way just now. Please choose another one.
withdrawal-reason-refunds = Purchases it was earned by were given back, or are about to be.
withdrawal-reason-own-purchases = It looks as if you bought by your own link. If not, please write to us: /support
withdrawal-reason-erased = The account was erased.
withdrawal-reason-label-details = 💳 The details don’t work
withdrawal-reason-label-method = 🔁 The method can’t be used now
withdrawal-reason-label-refunds = ↩️ Payments behind it went back
withdrawal-reason-label-own-purchases = 🪞 Bought by their own link

## Being paid what one has earned

withdraw-off =
    <b>Withdrawals are not open yet</b>

    All you have earned ({ $available }) is kept for you.
withdraw-off-nothing =
    <b>Withdrawals are not open yet</b>

    All that you earn is kept for you.
withdraw-not-yet =
    <b>Not quite there yet</b>

    You have { $available }. A withdrawal starts at { $least }, so { $missing } to go.
withdraw-below-zero =
    <b>Your balance is { $available }</b>

    A purchase was refunded after you had withdrawn what it earned. There is nothing to pay back: what you earn next evens it out, and from { $least } on you can withdraw again.
withdraw-waits = Withdrawal № { $id } waits: a purchase was refunded, and { $missing } are missing. What you earn next makes up for it, there is nothing to pay.
withdraw-waits-less = Or take it back and ask for less: your balance will be { $after }.
withdraw-reserved = { $amount } more are in withdrawals under way.
withdraw-link-button = 🎁 My link
withdraw-list-button = 🧾 My withdrawals

withdraw-amount =
    <b>{ $available } are yours to withdraw</b>

    How much shall we send? Tap an amount or write one, such as 1500. The smallest is { $least }.
withdraw-amount-none =
    I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.

    Yours to withdraw: { $available }. The smallest amount is { $least }.
withdraw-amount-little =
    That is less than we can send: the smallest amount is { $least }.

    Yours to withdraw: { $available }. How much shall it be?
withdraw-amount-many =
    That is a lot of requests for one day. Try again tomorrow; everything you have earned stays yours.

    Yours to withdraw: { $available }. The smallest amount is { $least }.
withdraw-amount-much =
    That is more than is there: { $available } are yours to withdraw.

    How much shall it be? The smallest amount is { $least }.
withdraw-all = All: { $amount }
# Words for everything that is there, between commas.
withdraw-signs-all = all, everything, all of it
# What people write beside an amount, between commas.
withdraw-signs-currency = ₽, rub, rub., rubles, ruble, roubles, rouble, rur
withdraw-stop = Cancel
withdraw-stopped = Nothing was asked for, and nothing was taken from your balance.
withdraw-again = 💸 Withdraw
withdraw-lapsed = This conversation is over. Begin again with /withdraw
withdraw-old-summary = You have changed something since. Please look at the newest summary, or begin again with /withdraw

withdraw-method =
    <b>{ $amount }</b>

    Where shall we send it?
withdraw-method-card = 💳 A bank card
withdraw-method-bank = 🏦 A Russian bank, by phone number
withdraw-method-wallet = 💎 A TON wallet
withdraw-other-amount = ‹ Other amount
withdraw-other-method = ‹ Another way
withdraw-other-details = ✏️ Enter it anew

withdraw-ask-card =
    <b>{ $amount } to a card</b>

    Send me the number of your card, 16 to 19 digits. Nothing else: we never ask for its date or its codes.

    I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
withdraw-ask-bank =
    <b>{ $amount } by phone number</b>

    Send me the mobile number that your bank knows you by, such as +7 916 123-45-67. The transfer goes through the faster payment system (SBP).

    I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
withdraw-ask-bank-name =
    <b>{ $amount } by phone number</b>

    Which bank shall it go to? Tap it or write its name.
withdraw-ask-wallet =
    <b>{ $amount } to a TON wallet</b>

    Send me the address of your wallet; it begins with UQ or EQ. The amount is in roubles: we send as much TON as it makes at the rate of the day on which we send it.

    I delete your message at once. Only whoever sends you the money sees the address, and it is not kept after that.

withdraw-bank-sber = Sber
withdraw-bank-tbank = T-Bank
withdraw-bank-vtb = VTB
withdraw-bank-alfa = Alfa-Bank
withdraw-bank-gazprom = Gazprombank
withdraw-bank-raiffeisen = Raiffeisenbank
withdraw-bank-ozon = Ozon Bank
withdraw-bank-yandex = Yandex Bank

withdraw-to-card = card { $masked }
withdraw-to-bank = phone { $masked }
withdraw-to-wallet = TON wallet { $masked }
withdraw-summary =
    <b>Is this right?</b>

    Amount: { $amount }
    To: { $to }

    When you confirm, the amount leaves what is available and waits to be sent.
withdraw-summary-wallet =
    <b>Is this right?</b>

    Amount: { $amount }, in TON at the rate of the day on which we send it
    To: { $to }

    When you confirm, the amount leaves what is available and waits to be sent.
withdraw-confirm = ✅ Yes, send { $amount }
withdraw-not-deleted = ⚠️ I could not delete your message. Please delete it yourself: hold it and choose “Delete”.

withdraw-once-more = Send it once more, please. Your message is deleted again.
withdraw-mistake-no-text = Please write it as text; I can't read it from anything else.
withdraw-mistake-buttons = Please tap one of the buttons.
withdraw-mistake-bank = ⚠️ That can't be the name of a bank: write 2 to 64 letters, such as Sber.
withdraw-mistake-card-letters = ⚠️ A card number has only digits, and this has something else in it.
withdraw-mistake-card-short =
    ⚠️ A card number has 16 to 19 digits, and this has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    }. Some are missing.
withdraw-mistake-card-long =
    ⚠️ A card number has 16 to 19 digits, and this has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    }. That is too many.
withdraw-mistake-card-group =
    ⚠️ Look at group { $number }: it has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    } instead of 4.
withdraw-mistake-card-checksum = ⚠️ No card has this number: a digit is wrong, or two have changed places. Please compare it with your card.
withdraw-mistake-phone-letters = ⚠️ A phone number has only digits, and this has something else in it.
withdraw-mistake-phone-length =
    ⚠️ A Russian phone number has 11 digits, and this has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    }.
withdraw-mistake-phone-foreign = ⚠️ Russian banks are reached by a Russian mobile number: it begins with +7 9.
withdraw-mistake-wallet = ⚠️ That is not the address of a TON wallet. Copy it in your wallet; it begins with UQ or EQ.
withdraw-mistake-wallet-length =
    ⚠️ The address of a TON wallet has 48 letters, and this has { $letters ->
        [one] { $letters } letter
       *[other] { $letters } letters
    }. Copy it in your wallet; it begins with UQ or EQ.
withdraw-mistake-wallet-checksum = ⚠️ A letter of this address is wrong. Copy it in your wallet rather than typing it.
withdraw-mistake-wallet-test = ⚠️ This address is for the test network, where money is not real. Copy the one of the main network; it begins with UQ or EQ.
withdraw-mistake-wallet-raw = ⚠️ In this form of an address nobody would notice a mistyped letter. Copy the one that begins with UQ or EQ.

withdraw-taken =
    ✅ <b>Withdrawal № { $id } is with our team</b>

    { $amount } to { $to }. The amount has left what is available and waits to be sent.

    Somebody of our team checks it, approves it and sends the money. This usually takes a day or two, and I write to you at each of these steps. You need not do anything. Until it is approved, you can take it back.
withdraw-list = <b>Your withdrawals</b>
withdraw-list-none = You have not withdrawn anything yet.
withdraw-list-line = { $sign } № { $id } · { $day } · { $amount }
withdraw-sign-pending = ⏳
withdraw-sign-approved = 👍
withdraw-sign-paying = 💸
withdraw-sign-completed = ✅
withdraw-sign-cancelled = ↩️
withdraw-sign-rejected = ✖️
withdraw-newer = ‹ Newer
withdraw-older = Older ›
withdraw-request =
    <b>Withdrawal № { $id }</b>

    Asked for: { $day }
    Amount: { $amount }
    To: { $to }
    Status: { $status }
withdraw-request-usual = This usually takes a day or two.
withdraw-request-reason = Reason: { $reason }
withdraw-request-ended = Closed: { $day }
withdraw-status-pending = ⏳ being checked
withdraw-status-approved = 👍 approved
withdraw-status-paying = 💸 being sent
withdraw-status-completed = ✅ sent
withdraw-status-cancelled = ↩️ taken back
withdraw-status-rejected = ✖️ not sent
withdraw-gone = I can't find this withdrawal. See /withdraw
withdraw-cancel = ↩️ Take it back
withdraw-cancel-ask = Take withdrawal № { $id } back? { $amount } are in your balance again then.
withdraw-cancel-yes = Yes, take it back
withdraw-cancel-no = No, leave it
withdraw-cancel-late = It can't be taken back any more.

withdraw-told-approved =
    👍 <b>Withdrawal № { $id } is approved</b>

    Next we send { $amount } to { $to }. This usually takes a day or two. I write to you when that is done.
withdraw-told-completed =
    💸 <b>Withdrawal № { $id } is sent</b>

    { $amount } to { $to }. How soon it shows depends on your bank. If it does not arrive, write to /support.
withdraw-told-completed-wallet =
    💸 <b>Withdrawal № { $id } is sent</b>

    { $amount } in TON at today's rate, to { $to }. If it does not arrive, write to /support.
withdraw-told-rejected =
    ↩️ <b>Withdrawal № { $id } was not sent</b>

    Reason: { $reason }

    { $amount } are in your balance again.
withdraw-told-rejected-unsaid =
    ↩️ <b>Withdrawal № { $id } was not sent</b>

    { $amount } are in your balance again. If you wonder why, write to /support.

# A person's own page: their link, and what it has earned.
referral-command = Invite friends, earn with them
referral-menu = 🎁 Invite friends
referral-invitation =
    <b>Invite friends and earn { $percent }%</b>

    Whoever comes by your link brings you { $percent }% of every set they buy. It is yours once their portraits are delivered. If a purchase is returned, so is your share.

    Your link: <code>{ $link }</code>
referral-people = 👥 Invited: <b>{ $invited }</b>, bought: <b>{ $paid }</b>
referral-earned = ✨ Earned in all: <b>{ $amount }</b>
referral-on-hold = ⏳ On hold until portraits are delivered: <b>{ $amount }</b>
referral-available = 💰 Available: <b>{ $amount }</b>
referral-under-way = 💸 Asked for: <b>{ $amount }</b>
referral-withdrawn = ✅ Paid out: <b>{ $amount }</b>
referral-month =
    📅 { $month }: <b>{ $amount }</b>, { $count ->
        [one] { $count } purchase
       *[other] { $count } purchases
    }
referral-payout-how = You can withdraw from { $least }: to a card, by phone number, or to a TON wallet.
referral-payout-missing = You can withdraw from { $least }: { $missing } to go.
referral-payout-open = You can withdraw it whenever you like.
referral-payout-below-zero = Your balance is below zero: a purchase was given back after you had withdrawn your share of it. What you earn next makes up for it, there is nothing you have to do.
referral-payout-closed = Payouts are not open yet. Everything you earn is kept for you.
referral-share = 📤 Share with friends
referral-share-words = PinGlass makes AI portraits from a few selfies, right in the chat. Have a look:
referral-copy = 📋 Copy the link
referral-qr = ▦ QR code
referral-qr-caption =
    <b>Your link as a picture</b>

    A friend points their camera at it and is here: <code>{ $link }</code>
referral-qr-back = ‹ Back
referral-withdraw = 💸 Withdraw
referral-partner-page = 📊 Partner's page
referral-become-partner = 🤝 Become a partner
referral-month-1 = January
referral-month-2 = February
referral-month-3 = March
referral-month-4 = April
referral-month-5 = May
referral-month-6 = June
referral-month-7 = July
referral-month-8 = August
referral-month-9 = September
referral-month-10 = October
referral-month-11 = November
referral-month-12 = December
referral-picture-about = What your friends' purchases earned you
referral-picture-credited = Credited
referral-picture-on-hold = On hold
referral-picture-purchases = Purchases
referral-picture-by-day = By day of purchase, ₽
referral-picture-taken-back = Taken back, as purchases were refunded: { $amount }
referral-picture-nothing = No purchases in this month
referral-picture-invite = Invite friends, earn { $percent }%
referral-picture-invite-about = of every set they buy
referral-picture-step-1 = You send your link to a friend
referral-picture-step-2 = Your friend gets their portraits
referral-picture-step-3 = { $percent }% of the price is yours
referral-picture-examples = What one purchase earns you
referral-picture-example = { $set }, { $price }

## Partners: the application

partner-offer =
    <b>🤝 PinGlass for partners</b>

    Do people read, watch or listen to you? Then you can get more for bringing them:

    • <b>{ $rate }%</b> of every payment of the people you bring, instead of { $usual }%
    • up to { $links } links with names of your own, one for each channel or post
    • visits, sign-ups, purchases and earnings for each link and day, as a picture and as a table

    We ask six short questions. A person on our team reads your answers, usually within two days.
partner-refused-before =
    Your last application was not accepted.
    { $reason }
partner-apply = ✍️ Apply
partner-again = 🤝 To the partner programme
partner-closed =
    <b>🤝 PinGlass for partners</b>

    We are not taking applications just now. Please look in again later.
partner-waits =
    <b>🤝 Thank you! Your application № { $number } is with us.</b>

    We have it since { $day }, usually decide within two days, and will write to you here.
partner-waits-since = ⏳ Application № { $number } waits since { $day }.
partner-cancelled = Nothing was sent. Your answers are gone from here.
partner-not-applying = This form is over.

partner-question = <b>Question { $number } of { $count }</b>
partner-ask-name = What is your name? The one we may call you by.
partner-ask-email = What is your e-mail address? We write there only about the partnership.
partner-ask-handle = Where do we reach you on Telegram? Tap your name, type another one, or say that you have none.
partner-ask-new-handle = Where do we reach you on Telegram? Type your @name, or say that you have none.
partner-ask-audience = How many people do you reach in all?
partner-ask-channels = Where do you reach them? Tap all that apply, and type the names or links of your channels, up to { $most } in all.
partner-ask-about = Would you like to add something? For example what you write about, and how you would tell of PinGlass. Up to { $most } characters.
partner-bad-words = ⚠️ I need a few letters here, as a text message.
partner-bad-email = ⚠️ This does not look like an e-mail address. One looks like name@example.com.
partner-bad-handle = ⚠️ This does not look like a name on Telegram. One looks like @anna_blog.
partner-tap-please = ⚠️ Please tap one of the buttons.
partner-too-long = ⚠️ This is too long, please make it { $most } characters at most.
partner-too-many-channels = ⚠️ { $most } channels are the most. Tap one to take it off.
partner-no-handle = I have none
partner-no-word = Nothing to add
partner-done = Done ›
partner-back = ‹ Back
partner-cancel = ✖️ Cancel
partner-summary =
    <b>Is everything right?</b>

    Nothing is sent yet.
partner-send = ✅ Send
partner-answer = <b>{ $field }:</b> { $answer }
partner-none = —
partner-field-name = Name
partner-field-email = E-mail
partner-field-handle = Telegram
partner-field-audience = Audience
partner-field-channels = Channels
partner-field-about = A word
partner-audience-small = Up to 5,000 people
partner-audience-medium = 5,000 to 50,000 people
partner-audience-large = More than 50,000 people
partner-channel-instagram = Instagram
partner-channel-youtube = YouTube
partner-channel-tiktok = TikTok
partner-channel-telegram = Telegram
partner-channel-vk = VK
partner-channel-blog = Blog or website
partner-channel-other = Something else

partner-approved =
    <b>🎉 You are a partner of PinGlass now</b>

    Your application № { $number } was accepted. From this moment you get { $rate }% of every payment of the people you bring.

    On your page you can add links with names and see how each of them does.
partner-refused =
    <b>Your application № { $number } was not accepted this time</b>

    { $reason }

    You can apply again whenever you like, also today. What you earn by inviting friends stays as it is.
partner-apply-again = ✍️ Apply again
partner-page = 🤝 Partner’s page
partner-reason-small = So far you reach fewer people than we look for in partners. When there are more of them, we will gladly look again.
partner-reason-channels = We could not find your channels, or see that they are yours. Please name them with links.
partner-reason-topic = What your channels are about does not go with portraits well enough.
partner-reason-unclear = Your answers tell us too little to decide. Please say a few words more about what you do.
partner-reason-none = No reason was noted.

## Partners: applications in the staff group

application-command = Applications of partners: what waits, what was decided
application-head = <b>🤝 Application № { $number }</b>
application-waits = ⏳ waits since { $at }
application-approved = ✅ approved at { $rate }% by { $name }, { $at }
application-refused = ✖️ refused by { $name }, { $at }: { $reason }
application-somebody = somebody
application-person = 👤 { $name }{ $handle } · id <code>{ $id }</code> · here since { $since }
application-banned = 🚫 They are banned: their links bring nobody.
application-unreachable = 📪 They have blocked the bot.
application-own = 🛍 Own purchases: { $paid }, given back: { $refunded }
application-first = 🆕 Their first application
application-earlier = 🗂 Before, № { $number }:
application-approve = ✅ Approve at { $rate }%
application-rate = { $rate }%
application-refuse = ✖️ Refuse …
application-no = ‹ No
application-ask-approve = Make the applicant of № { $number } a partner at <b>{ $rate }%</b>? It counts for payments from then on, and they are told at once.
application-yes-approve = ✅ Yes, approve
application-ask-reason = Why is application № { $number } refused?
application-reason-small = Reaches too few people
application-reason-channels = Channels not found or not theirs
application-reason-topic = Topic does not fit
application-reason-unclear = Says too little
application-own-words = ✍️ Own words …
application-ask-refuse =
    Refuse application № { $number }? The applicant will read:

    <blockquote>{ $reason }</blockquote>
application-yes-refuse = ✖️ Yes, refuse
application-how-own-words = Answer this message with the words for the applicant of № { $number }, in their language and up to { $most } characters. You will see them once more before they go out.
application-words-too-long = These words are too long: { $most } characters are the most.
application-words-none = A refusal needs words, as a text message.
application-words-changed = The words were changed since. Please answer with them once more.
application-left = Application № { $number } stays undecided.
application-now-approved = ✅ Application № { $number }: a partner at { $rate }%. Decided by { $name }.
application-now-refused = ✖️ Application № { $number } is refused by { $name }: { $reason }
application-decided-before = Application № { $number } was decided before:
application-reminder = ⏰ Application № { $number } has been waiting for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. We tell applicants that it takes two. See /applications
application-list =
    <b>🤝 Applications</b>

    { $count ->
        [0] Nobody waits.
        [one] { $count } waits:
       *[other] { $count } wait:
    }
application-list-decided = Decided last:
application-list-number = № { $number }
application-card-comes = The card comes in the topic of partners.
application-no-card = Its person has asked to be erased: there is no card any more.

## Partners: their page

partner-standing = 🤝 <b>You get { $percent }%</b>, a partner since { $since }
partner-was = 🤝 <b>You are no partner at present</b> and get { $percent }% like everybody. Your links go on working, and all they did stays here.
partner-counts = 👣 Visits: <b>{ $visits }</b>, sign-ups: <b>{ $signups }</b>, purchases: <b>{ $purchases }</b>
partner-credited = ✨ Earned in all: <b>{ $amount }</b>
partner-on-hold = ⏳ On hold until portraits are delivered: <b>{ $amount }</b>
partner-taken-back = ↩️ Taken back, as purchases were refunded: { $amount }
partner-available = 💰 Available: <b>{ $amount }</b>
partner-links = 🔗 Links: { $count }
partner-files = 📄 Table
partner-to-page = ‹ Partner’s page
partner-to-link = ‹ The link
partner-to-links = ‹ All links
partner-recent = Last 30 days
partner-not-yours = This is not on your page.
partner-only-now = Only partners can do this.
partner-picture-title = Partner’s page
partner-picture-recent = The last 30 days: { $dates }
partner-picture-visits = Visits
partner-picture-sign-ups = Sign-ups
partner-picture-purchases = Purchases
partner-picture-earned = Earned by day of purchase, ₽
partner-picture-credited = Credited
partner-picture-on-hold = On hold
partner-picture-taken = Taken back
partner-picture-nothing = Nothing in this time
partner-picture-links = What your links earned
partner-picture-steps = { $visits } → { $signups } → { $purchases }
partner-own-link = Own link
partner-links-head =
    <b>🔗 Your links</b>

    Each is counted on its own; only you see the names. You can have up to { $most } beside your own link.
partner-link-line =
    <b>{ $name }</b>
    { $link }
partner-link-line-closed =
    🚫 <b>{ $name }</b>, closed
    { $link }
partner-add = ➕ New link
partner-link-head = <b>🔗 { $name }</b>
partner-link-address = <code>{ $link }</code>
partner-link-closed = 🚫 Closed: it still leads to the bot, but brings you nobody new. Whom it brought before stays yours.
partner-qr = ▦ QR code
partner-link-picture = 📈 Day by day
partner-rename = ✏️ Rename
partner-close = 🚫 Close
partner-open = 🔓 Open again
partner-qr-caption =
    <b>{ $name }</b>

    Whoever points their camera at it is here: <code>{ $link }</code>
partner-ask-link = What shall the new link be called? Only you see the name. For example: Post of { $day }
partner-ask-rename = What shall it be called from now on? The link itself stays the same.
partner-too-many-links = You have { $most } links, and these are the most. You can give one of them another name.
partner-file-ask =
    <b>📄 A table for each day and link</b>

    Visits, sign-ups, purchases, and what they earned. It opens in Excel, Google Sheets or Numbers. Which time shall it cover?
partner-file-month = This month
partner-file-last-month = Last month
partner-file-year = This year
partner-file-all = Everything
partner-file-caption =
    { $first } – { $last }
    Earned and credited: <b>{ $amount }</b>

    Sums of money stand on the day of the purchase, whenever they were credited or taken back.
partner-column-day = Day
partner-column-link = Link
partner-column-visits = Visits
partner-column-sign-ups = Sign-ups
partner-column-purchases = Purchases
partner-column-paid = Paid by them, RUB
partner-column-earned = Earned, RUB
partner-column-taken-back = Taken back, RUB
partner-column-credited = Credited, RUB

# Telling what was earned.
earnings-credited = 🎉 You earned <b>{ $amount }</b>: { $count ->
    [one] a purchase by somebody you invited has been delivered.
   *[other] { $count } purchases by people you invited have been delivered.
}
earnings-taken-back = ↩️ <b>{ $amount }</b> of what you earned went back, as a purchase was refunded.
earnings-balance = Available now: <b>{ $amount }</b>.
earnings-below-zero = You are <b>{ $amount }</b> below zero for now. New earnings make up for it first; until then withdrawals wait. You don't have to pay anything.
earnings-page = 🎁 My invitations

# What the staff is told of the books.
referral-difference =
    🧮 <b>The referral books differ.</b>
    User { $user }: <code>{ $column }</code> is { $stands }, and the rows behind it say { $rows }.
    Nothing was changed. <code>pinglass check</code> shows all differences.

## Partners: their terms in the staff group

terms-command = A partner: /partner @name, a number or a code. With a rate behind it: change it
terms-command-look = A partner: /partner @name, a number or a code
terms-usage =
    <code>/partner @name</code>, <code>/partner 123456</code> or <code>/partner CODE</code> shows how somebody stands.
    <code>/partner CODE 35</code> asks whether to give them 35%.
terms-nobody = Nobody who earns by a link is called that. Try @name, a Telegram id, or the code of a link.
terms-several = Several people are meant: { $ids }. Please ask for one of these numbers.
terms-only-admins = Rates are changed by admins.
terms-own = These are your own terms. Somebody else has to change them.
terms-no-partner = User № { $id } is no partner. Whoever wants to be one applies with /partner in the bot.
terms-over = They are no partner any more.
terms-head = <b>🤝 Code <code>{ $code }</code></b> · user № { $id }
terms-partner = A partner at <b>{ $percent }%</b> since { $since }
terms-partner-ever = A partner at <b>{ $percent }%</b>
terms-was-partner = Became a partner on { $since }, is none now, and gets { $percent }%
terms-everybody = No partner, gets { $percent }% like everybody
terms-people = 👥 Visits: { $visits }, brought: { $people }, of whom { $payers } paid. Purchases: { $purchases }, given back: { $refunded }
terms-money = 💰 Credited: { $credited }, on hold: { $hold }, taken back: { $taken }. Available: { $balance }
terms-links = 🔗 Further links: { $open } open, { $closed } closed
terms-last = The last earnings:
terms-earning-credited = { $at } · payment № { $payment } · { $amount } at { $percent }%, credited
terms-earning-hold = { $at } · payment № { $payment } · { $amount } at { $percent }%, on hold
terms-earning-taken = { $at } · payment № { $payment } · all taken back
terms-change = ✏️ Rate …
terms-end = ✖️ End …
terms-ask-which = User № { $id } gets { $percent }%. Which rate from now on? Any other: <code>/partner { $id } 35</code>
terms-ask-rate = User № { $id }: from { $from }% to <b>{ $to }%</b>, for payments settled from now on? They are told at once.
terms-yes-rate = ✅ Yes, { $to }%
terms-ask-end = End the partnership of user № { $id }? From now on payments earn them what everybody gets. Their links go on working, and what they earned is theirs. They are told at once.
terms-yes-end = ✖️ Yes, end it
terms-changed-since = The rate of user № { $id } was changed meanwhile: it is { $percent }% now. Nothing else was done.
terms-rate-set = ✅ User № { $id } gets { $percent }% now. Decided by { $name }.
terms-ended = ✖️ User № { $id } is no partner any more. Decided by { $name }.
partner-told-rate = 🤝 Your partner’s rate is <b>{ $percent }%</b> now. It counts for payments from this moment on; what was earned before stays as it is.
partner-told-end = 🤝 Your partnership has ended. From this moment you get { $percent }% of payments like everybody. What you earned stays yours, and your links go on working.
application-of-oneself = This is your own application. Somebody else has to decide it.
