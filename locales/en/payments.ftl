shop-no-avatar =
    Portraits begin with an avatar: a name and a few selfies, so that we know your face.

    It takes about two minutes.
shop-make-avatar = ✨ Create an avatar
shop-which-avatar = Whose portraits shall we make?
shop-which-style = <b>Which style for { $avatar }?</b>
shop-which-set =
    <b>{ $style } portraits of { $avatar }</b>

    How many shall we make? Every picture is another scene.
shop-set = { $tier } · { $count ->
    [one] { $count } photo
   *[other] { $count } photos
} · { $price }
shop-set-popular = 🔥 { $tier } · { $count ->
    [one] { $count } photo
   *[other] { $count } photos
} · { $price }
shop-other-style = ‹ Other style
shop-other-set = ‹ Other set
shop-paid-set-waits =
    <b>You have a paid set waiting</b> 🎁

    { $count ->
        [one] { $count } photo is
       *[other] { $count } photos are
    } already yours. Shall we make them now: { $style }, { $avatar }?
shop-use-it = ▶️ Yes, use it
shop-buy-another = Buy another set
shop-take-back-over = It is too late to take this set back here. It is still yours to use, and under /payments you can write to us about it.
shop-used-already = This set is in use already, or its money is on its way back. See /status
shop-set-gone = This set is not on sale at the moment.
shop-invoice-sent =
    The invoice for { $style } portraits of { $avatar } is below 👇

    As soon as it is paid, we start. If we can't deliver, your Stars come back.
shop-method-off = This way to pay is not in use at the moment. Please choose another one.
shop-style-closed = This style is not offered at the moment. Please choose another one.
shop-sales-paused =
    <b>The studio is having a short break</b>

    { $reason ->
        [switched_off] We have stopped selling for a moment.
        [kie_down] The service that draws the pictures does not answer at the moment.
        [kie_maintenance] The service that draws the pictures is being serviced at the moment.
        [kie_account] Our supplies at the service that draws the pictures have run out, and we are topping them up.
       *[other] The service that makes the pictures is not at its best right now.
    } We don't take money for what we can't deliver in time.

    Your avatar and photos are safe. Sets that are paid for wait and go on by themselves, and nothing of them is lost. Please look in again in a while.

invoice-title = { $tier } · { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
invoice-description = { $count ->
    [one] { $count } AI portrait
   *[other] { $count } AI portraits
} made from your photos. Style: { $style }. Usually ready within 15 minutes.

checkout-unknown = This invoice is not one of ours any more. Please open the bot and choose a set again. You were not charged.
checkout-somebody-elses = This invoice was made for somebody else. Open the bot to get your own. You were not charged.
checkout-paid-already = This invoice is paid already, once is enough! Want another set? Choose it in the bot. You were not charged.
checkout-expired = This invoice has run out. Choose the set again in the bot for a fresh one. You were not charged.
checkout-other-price = The price of this invoice does not fit our offer. Choose the set again in the bot. You were not charged.
checkout-tier-gone = This set is not on sale any more. Please choose another one in the bot. You were not charged.
checkout-banned = This account can't buy at the moment. You were not charged.
checkout-sales-paused = The studio is having a short break, so we don't take payments right now. Please try again later. You were not charged.
checkout-switched-off = This is not on sale at the moment: the way to pay or the style is switched off. Please choose again in the bot. You were not charged.
checkout-maintenance = We are working on the studio and take no payments right now. Please try again later. You were not charged.
checkout-busy = We are very busy this second and don't want to take money blindly. Please try again in a minute. You were not charged.

payment-paid =
    <b>Thank you!</b> We have received { $price }.

    { $count ->
        [one] Your portrait is
       *[other] Your { $count } portraits are
    } being made now. You can close Telegram, we will write to you.
payment-set-starts =
    <b>Here we go!</b> { $count ->
        [one] Your portrait is
       *[other] Your { $count } portraits are
    } being made now.
payment-status = How far is it?
payment-extra =
    <b>One more payment than needed</b>

    We have received { $price } for an invoice that was paid already or made for somebody else. Nothing is lost: { $count ->
        [one] a set of { $count } photo
       *[other] a set of { $count } photos
    } now waits for you. Use it whenever you like, or take the { $method ->
        [stars] Stars
       *[other] money
    } back.
payment-extra-use = ▶️ Use the set
payment-give-back = ↩️ Give me back { $price }
payment-going-back = We have received { $price }, but this payment belongs to no offer of ours. It is on its way back to you already.
payment-going-back-erased = We have received { $price }, but everything of yours was erased here, so we make nothing of it. It is on its way back to you already.
payment-going-back-banned = We have received { $price }, but your account here is blocked, so we make nothing of it. It is on its way back to you already.
payment-give-back-under-way = ↩️ { $method ->
    [stars] Your Stars are on their way back. It usually takes a few seconds; we will tell you.
    [tbank] Your money is on its way back to where you paid from. The bank may take up to five days; we will tell you when it has agreed.
   *[ton] Your TON will be sent back by hand to the wallet it came from, usually within a day; we will tell you.
}
payment-given-back =
    ↩️ <b>We are giving you back { $price }</b>, payment № { $number }.

    { $method ->
        [stars] It usually takes a few seconds; we will tell you.
        [tbank] The bank may take up to five days; we will tell you when it has agreed.
       *[ton] We send it by hand to the wallet it came from, usually within a day, and will tell you.
    }
payment-refunded = ✅ { $method ->
    [stars] { $price } are back in your account.
    [tbank] The bank is sending { $price } back to where you paid from. It may take a few days to show.
   *[ton] We have sent { $price } back to the wallet it came from.
}
payment-refunded-nothing-made = ✅ { $method ->
    [stars] All { $price } are back in your account.
    [tbank] The bank is sending all { $price } back to where you paid from.
   *[ton] We have sent all { $price } back to the wallet it came from.
} We are sorry that the portraits did not work out this time.

paysupport-unused = { $sets ->
    [one] You have { $sets } paid set that is not used yet.
   *[other] You have { $sets } paid sets that are not used yet.
}
paysupport-give-back = ↩️ Take back the set of { $count }
paysupport-confirm = Shall we give you { $price } for the unused { $count ->
    [one] set of { $count } photo
   *[other] set of { $count } photos
} back? The set is gone then.
paysupport-confirm-yes = ↩️ Yes, give me { $price } back
paysupport-confirm-no = ▶️ No, I'd rather use it

paysupport-title = <b>Payments: how it works</b>
paysupport-nothing-made = Nothing could be made: { $by ->
    [staff] we look at it at once and send all the money back.
   *[itself] all the money comes back by itself.
}
paysupport-missing = Some portraits are missing: we make them again for free{ $parts ->
    [on] , or pay the missing ones back where the way you paid allows it (cards and TON do, Stars go back only whole).
   *[off] .
}
paysupport-take-back = { $days ->
    [0] A set that you have not used yet: tell us under My payments below, and we give the money back.
    [one] A set that you have not used yet: take the money back here by one tap, within { $days } day.
   *[other] A set that you have not used yet: take the money back here by one tap, within { $days } days.
}
paysupport-twice = Paid twice by mistake: the second set waits for you or goes back.
paysupport-how-long = { $method ->
    [stars] Stars are back in seconds.
    [tbank] Card and SBP payments are back within five days.
   *[ton] TON is back within a day.
}
paysupport-where = Where is my set? /status
paysupport-my-payments = 🧾 My payments
paysupport-write = ✍️ Write to us

price-stars = { $stars } ⭐
price-gift = a gift
price-ton = { $amount } TON
method-stars = ⭐ Telegram Stars
method-tbank = 💳 Card or SBP
method-gift = 🎁 A gift
method-ton = 💎 TON
shop-which-method =
    <b>How would you like to pay?</b>

    { $tier }, { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }: { $style }, { $avatar }
shop-method = { $method } · { $price }

bank-which-email =
    <b>Where should the receipt go?</b>

    The law wants a receipt for every card payment. Send me an e-mail address; I ask only once, and nothing else is ever sent there.
bank-bad-email = That does not look like an e-mail address. Something like anna@example.com, please, or /cancel.
bank-opening = ⏳ Asking the bank for a payment link. It takes a few seconds…
bank-link =
    <b>{ $price }</b> for { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }

    Pay on the bank's page by card or SBP. The link works until { $until } (UTC). As soon as the bank confirms, we start, and you don't have to come back here.

    The receipt goes to { $email }.
bank-pay = 💳 Pay { $price }
bank-check = 🔄 I have paid
bank-email = ✉️ Other e-mail
bank-asking = Asking the bank…
bank-not-yet = The bank has not confirmed the payment yet. That can take a few minutes after you pay; we keep asking and will write to you.
bank-declined = The bank declined that try: { $reason ->
    [card] the card was refused or has too little money.
   *[other] it did not go through.
} Nothing was charged. The link still works, you can try again with another card.
bank-unavailable =
    The bank can't open a payment for us right now. Nothing was charged.

    Please try again in a few minutes, or choose another way to pay.
bank-again = 🔄 Try again
bank-over =
    This payment link has run out. Nothing was charged.

    If the bank shows a charge all the same, don't worry: we will see it and make your set.

ton-quoting = ⏳ Working out the price in TON…
ton-quote =
    <b>Send exactly { $price }</b>
    to <code>{ $address }</code>
    with the comment <code>{ $comment }</code>

    Without the comment we can't know that it is yours. Please send from your own wallet: exchanges often drop it.

    The price holds until { $until } (UTC). We look every few seconds and start as soon as it is there.
ton-open-wallet = 💎 Open the wallet
ton-copy-comment = 📋 Copy the comment
ton-copy-address = 📋 Copy the address
ton-check = 🔄 I have sent it
ton-check-answer = We look every few seconds. A transfer usually takes under a minute; you will get a message as soon as it is there.
ton-unavailable =
    We can't tell the price in TON right now. Nothing was charged.

    Please try again in a few minutes, or choose another way to pay.
ton-too-little =
    <b>We have received { $received }</b>, { $missing } is missing.

    Please send the rest to the same address with the same comment <code>{ $comment }</code> by { $until } (UTC). { $fate ->
        [kept] If you don't, it stays with us: less than { $least } is not worth the fee of sending it back.
       *[back] If you don't, everything is sent back to your wallet.
    }
ton-returning =
    <b>We are sending { $price } back</b> to the wallet it came from, by hand and usually within a day.

    { $why ->
        [too_late] It came more than a month after the price had run out.
        [too_little] It was less than the price, and the rest did not come in time.
        [not_needed] Your set was paid already, this was not needed.
        [surplus] It was more than the price; your set is not affected.
       *[other] It belongs to no offer of ours.
    }
ton-returned = ✅ We have sent { $price } back to the wallet it came from.
ton-over =
    This price has run out.

    If you have sent the TON already, don't worry: a late transfer counts. Otherwise choose the set again for a fresh price.
payment-done = ✅ Paid: { $price }
payment-part-refunded = ✅ { $method ->
    [tbank] The bank is sending { $price } back for the missing photos. It may take a few days to show.
   *[other] We have sent back { $price } for the missing photos.
}

payments-title = <b>Your payments</b>
payments-none = You have not paid for anything yet.
payments-line = № { $number } · { $date } · { $price } · { $status }
payments-older = Older ›
payments-newer = ‹ Newer
payment-status-pending = ⏳ waiting
payment-status-succeeded = ✅ paid
payment-status-unused = 🎁 paid, not used yet
payment-status-going-back = ↩️ going back
payment-status-refunded = ↩️ given back
payment-status-canceled = ✖️ not paid
receipt-set = { $tier }, { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
receipt =
    <b>Receipt № { $number }</b>

    Date: { $date } (UTC)
    What: { $what }
    Amount: { $price }
    Method: { $method }
    Status: { $status }
receipt-part = Of this given back: { $price }
receipt-wrong = ⚠️ Something is wrong with this payment
receipt-tier-none = Payment without a set
receipt-pending-tbank = We are waiting for the bank's word. It usually takes a minute after you pay.
receipt-pending-ton = We are waiting for your transfer. It usually takes a minute after you send it.
receipt-going-back = The money is on its way back; we will tell you when it has arrived.
receipt-gone = I can't find that payment. See /payments
payment-problem-sent =
    <b>Thank you, the team has it.</b>

    A person will look at payment № { $number } and see to it. Nothing is lost meanwhile: every payment ends with its photos or with the money back.
payment-problem-again = The team has your message about this payment already.

staff-task =
    <b>Please send back { $price }</b>

    To: <code>{ $address }</code>
    Why: { $reason ->
        [no_comment] it names no order: no comment, or another one.
        [too_little] less than the price, and the rest did not come in time.
        [too_late] it came more than a month after the price had run out.
        [not_needed] the order was paid already.
        [surplus] more than the price.
        [asked] the customer took the unused set back.
        [nothing_made] no portrait could be made.
        [part] some portraits are missing.
        [erased] its payer had all their data erased.
        [staff] you decided so.
        [no_such_offer] it belongs to no offer of ours.
       *[other] { $reason }
    }
    { $payment ->
        [none] It is no payment in our books.
       *[other] Payment № { $payment }
    }
staff-task-provider =
    <b>A refund needs a hand: { $price }</b>

    Payment № { $payment } by { $method } can't be sent back automatically. { $note ->
        [no_terminal] No terminal of T-Bank is configured.
        [unknown_at_bank] The bank does not know this payment.
        [answer_lost] The bank's answer got lost, and asking again might send the money twice. Look in its cabinet whether the money went back; if not, send it back there.
       *[other] What the provider says: { $note }
    }
staff-task-done = ✅ It is sent
staff-task-confirm = Really sent { $price }?
staff-task-yes = ✅ Yes, sent
staff-task-no = ‹ Not yet
staff-task-over = ✅ { $price }, sent back. Noted by { $name }.
staff-task-gone = This is done already.
staff-problem =
    ⚠️ <b>A customer says that something is wrong with payment № { $number }</b>

    { $price } by { $method }, { $status }, { $date } (UTC)
    Customer: { $name }, id <code>{ $telegram }</code>
staff-refund = ↩️ Give { $price } back
staff-refund-confirm = ↩️ Give { $price } of payment № { $number } ({ $method }) back?
staff-refund-not-begun = Nothing has been made of it.
staff-refund-unsent = { $made } of its { $total } photos are made, and none was sent. Nothing more is made, and nothing is sent.
staff-refund-delivered = ⚠️ { $made } of its { $total } photos are made and have been delivered, and the customer keeps them. Nothing more is made.
staff-refund-delivered-meanwhile = Photos of payment № { $number } have been delivered meanwhile. Nothing was given back; ask anew if it should be all the same.
staff-refund-part-confirm = ↩️ Give { $price } of payment № { $number } ({ $method }) back for { $missing ->
    [one] { $missing } missing photo
   *[other] { $missing } missing photos
}? It will not be made again.
staff-refund-part-under-way = ↩️ Payment № { $number }: { $price } go back for what is missing. Decided by { $name }.
staff-refund-part-impossible = Nothing of payment № { $number } can go back in part.
staff-refund-yes = ↩️ Yes, give it back
staff-refund-under-way = ↩️ Payment № { $number } goes back: { $price }. Decided by { $name }.
staff-refund-all-the-same = ↩️ Yes, all the same
staff-refund-impossible = Payment № { $number } has nothing left to give back.
staff-policy =
    <b>Refund rules in force</b>

    <code>take_back_days { $days }</code> — days in which a person can take back an unused set (0: only you)
    <code>part_refunds { $parts }</code> — missing photos can be paid back by card and TON (on, off)
    <code>nothing_made { $nothing }</code> — a set without any photo is paid back by itself (automatic) or by you (staff)

    Change one with <code>/policy NAME VALUE</code>. People read the rules in /paysupport.
staff-policy-unknown = There is no rule { $name }. The rules: { $names }
staff-policy-bad = { $value } is no value for { $name }. See /policy
staff-policy-changed = ✅ { $name } is { $value } now.
staff-nothing-made =
    <b>A set came out empty: payment № { $number }</b>

    { $price } by { $method }. The rules leave the refund to you.
staff-day =
    <b>Payments on { $date }</b>
staff-day-line = { $method }: { $sold } sold for { $income }, { $refunded } given back ({ $back }), { $differences ->
    [one] { $differences } difference
   *[other] { $differences } differences
}
staff-day-open = ⏳ Waiting for you: { $tasks ->
    [one] { $tasks } refund
   *[other] { $tasks } refunds
}
staff-command-policy = The rules of refunds

difference-charge-settled = Charge { $subject } had not reached us; it is payment № { $payment } now and its set is being made.
difference-charge-kept = Charge { $subject } had not reached us; it is kept as unused payment № { $payment }.
difference-charge-back = Charge { $subject } had not reached us and belongs to no offer; it goes back as payment № { $payment }.
difference-charge-nobody = Charge { $subject } came from nobody we can name. Give it back by hand.
difference-refund-elsewhere = Payment № { $payment } was refunded at the provider, not by us. It is marked refunded, and a set of which nothing was sent is stopped.
difference-part-elsewhere = A part of payment № { $payment } ({ $subject } at the bank) was refunded, and not by us. Look it up in the cabinet.
difference-refund-missing = Payment № { $payment } was given back by our books, but for the provider it is still paid ({ $subject }). Look it up there.
difference-unknown-at-provider = Payment № { $payment } is paid in our books, but the provider does not know charge { $subject }.
difference-other-amount = Charge { $subject } has another amount than payment № { $payment } in our books.
difference-unknown-order = The bank confirmed payment { $subject } for an order that is none of ours. Look it up in the bank's cabinet.
difference-transfer-found = Transfer { $subject } had not reached us; it waits as a task or for its rest.
difference-bounced = A transfer of ours came back: { $subject }. Whoever it was for still waits.
difference-gap = The chain's index skips a transaction after { $subject }. We read on and compare again tomorrow.
difference-unreadable = The chain's index shows a transaction (lt { $subject }) that we can't understand. We read on; please look at the wallet yourself.
difference-wallet-away = The TON wallet could not be read since { $subject } (UTC). Whoever has paid since then waits; nothing is lost. Check TON_API_URL and TON_API_KEY.
difference-bank-refused = The bank refuses to open payments ({ $subject }). Check TBANK_TERMINAL_KEY and TBANK_PASSWORD.
difference-rate = The rate of TON ({ $subject }) is far from the last one, so TON is not offered at it.
difference-nothing-owed = Payment № { $payment } is paid and used, but no set was made of it.

shop-examples = 👀 Examples
shop-no-examples = There are no examples of this style yet.
