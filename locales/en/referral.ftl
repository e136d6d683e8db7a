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
partner-cancelled = Nothing was sent. Your answers are gone from here.
partner-not-applying = This form is over.

partner-question = <b>Question { $number } of { $count }</b>
partner-ask-name = What is your name? The one we may call you by.
partner-ask-email = What is your e-mail address? We write there only about the partnership.
partner-ask-handle = Where do we reach you on Telegram? Tap your name, type another one, or say that you have none.
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
application-brought = 👥 Brought { $people }, of whom { $payers } paid. Purchases: { $purchases }, given back: { $refunded } ({ $percent }%)
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
application-how-own-words = Answer this message, or the card of № { $number }, with the words for the applicant, in their language and up to { $most } characters. You will see them once more before they go out.
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

## Partners: their terms in the staff group

terms-command = A partner: /partner @name, a number or a code. With a rate behind it: change it
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
application-own = This is your own application. Somebody else has to decide it.
