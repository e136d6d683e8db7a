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
} · { $stars } ⭐
shop-set-popular = 🔥 { $tier } · { $count ->
    [one] { $count } photo
   *[other] { $count } photos
} · { $stars } ⭐
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
shop-used-already = This set is in use already, or its Stars are on their way back. See /status
shop-set-gone = This set is not on sale at the moment.
shop-invoice-sent =
    The invoice for { $style } portraits of { $avatar } is below 👇

    As soon as it is paid, we start. If we can't deliver, your Stars come back.
shop-sales-paused =
    <b>The studio is having a short break</b>

    The service that makes the pictures is not at its best right now, and we don't take money for what we can't deliver in time. Your avatar and photos are safe. Please look in again in a while.

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
checkout-busy = We are very busy this second and don't want to take money blindly. Please try again in a minute. You were not charged.

payment-paid =
    <b>Thank you!</b> { $stars } ⭐ have arrived.

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
    <b>You paid once more than needed</b>

    Another { $stars } ⭐ have arrived for an invoice that was settled already. Nothing is lost: { $count ->
        [one] a set of { $count } photo
       *[other] a set of { $count } photos
    } now waits for you. Use it whenever you like, or take the Stars back.
payment-extra-use = ▶️ Use the set
payment-give-back = ↩️ Give me back { $stars } ⭐
payment-going-back = { $stars } ⭐ have arrived, but they belong to no offer of ours. We are sending them back right now.
payment-give-back-under-way = ↩️ Your Stars are on their way back. It usually takes a few seconds; we will tell you.
payment-refunded = ✅ { $stars } ⭐ are back in your account.
payment-refunded-nothing-made = ✅ All { $stars } ⭐ are back in your account. We are sorry that the portraits did not work out this time.

paysupport =
    <b>Payments: how it works</b>

    • Nothing could be made: all Stars come back by themselves.
    • Some portraits are missing: we make them again for free.
    • A set that you have not used yet: take the Stars back here, by one tap.
    • Paid twice by mistake: the second set waits for you or goes back.

    Where is my set? /status
paysupport-unused = { $sets ->
    [one] You have { $sets } paid set that is not used yet.
   *[other] You have { $sets } paid sets that are not used yet.
}
paysupport-give-back = ↩️ Take back the set of { $count }
paysupport-confirm = Shall we give you the Stars for the unused { $count ->
    [one] set of { $count } photo
   *[other] set of { $count } photos
} back? The set is gone then.
paysupport-confirm-yes = ↩️ Yes, give my Stars back
paysupport-confirm-no = ▶️ No, I'd rather use it
