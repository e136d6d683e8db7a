# A person's own page: their link, and what it has earned.
referral-command = Invite friends, earn with them
referral-menu = 🎁 Invite friends
referral-invitation =
    <b>Invite friends and earn { $percent }%</b>

    Whoever comes by your link brings you { $percent }% of every set they buy. It is yours once their portraits are delivered.

    Your link: <code>{ $link }</code>
referral-people = 👥 Invited: <b>{ $invited }</b>, bought: <b>{ $paid }</b>
referral-earned = ✨ Earned in all: <b>{ $amount }</b>
referral-on-hold = ⏳ On hold until portraits are delivered: <b>{ $amount }</b>
referral-available = 💰 Available: <b>{ $amount }</b>
referral-under-way = 💸 On its way to you: <b>{ $amount }</b>
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
referral-picture-credited = Yours
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
