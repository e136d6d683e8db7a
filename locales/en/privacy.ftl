privacy =
    <b>Your photos and you</b>

    <b>What we keep</b>
    • your Telegram id, user name, first name and language
    • the photos you send, with hidden data such as the place of a shot removed on arrival
    • the portraits we make
    • your payments, without card data, and the e-mail address for receipts if you pay by card
    • what you write and send to our support, and our answers
    • whose link brought you here and which partners' links you opened, what your own link has earned, and the withdrawals you asked for
    • if you applied to be a partner: the name, e-mail, channels and words of your application
    Anything else you write to the bot is forgotten once it is answered. If something goes wrong on our side, it is kept for at most 30 days so that we can mend it.

    <b>Where</b>
    In our own database and in a closed photo storage.

    <b>Who sees it</b>
    • Photos for portraits: only Kie.ai, which makes the portraits. It gets links that stop working after 3 hours. By its own rules it deletes what it made after 14 days.
    • The e-mail address for receipts: the bank, which sends them.
    • Our team: your payments, withdrawals and application, with your name, and when you write to us, also what you send, your language and sets. A complaint about a payment stays in our team's chat.
    • The card, phone or wallet of a withdrawal: only whoever of our team sends the money.
    Before a withdrawal, our program looks for matches between whoever invited and those who came: device, e-mail for receipts, wallet and fingerprints of photos, where we have them anyway. Our team sees only how many match; no photo goes anywhere for this.
    We never publish or sell anything, and train no models with your face.

    <b>Until when</b>
    • Photos you send: { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after the last set made from them, or after you sent them. We tell you { $hours ->
        [72] 3 days
        [one] { $hours } hour
       *[other] { $hours } hours
    } before, and you can keep them.
    • Portraits: until you delete them.
    • What you write and send to our support: until you erase everything. Our team's chat loses it then too.
    • The card, phone or wallet: until the withdrawal is over.
    • Links, earnings, withdrawals and applications: until you erase everything.
    • Payments: as long as bookkeeping law asks.

    <b>Erase everything</b>
    One tap below, and photos, portraits and everything that names you leave our database and storage. Of payments only amount, date, method and the provider's number stay, and of withdrawals and what you earned by inviting others amount, date and method, all of it without you. If an account was blocked, a sealed mark that nobody can read back keeps it blocked.
my-data-button = 🗂 My data
privacy-back = ‹ Back
my-data =
    <b>What there is of you</b>

    👤 Avatars: { $avatars }
    📸 Photos you sent: { $photos }
    🖼 Portraits: { $portraits }
    🧾 Payments: { $payments }
    💬 Support tickets: { $tickets }
    { $email ->
        [none] ✉️ No e-mail address
       *[other] ✉️ E-mail for receipts: { $email }
    }

    And your Telegram id, user name, first name and language.
my-data-file = 📄 All of it as a file
my-data-file-caption = Everything on record of you, as a JSON file. Your portraits themselves are under /photos.

erase-button = 🗑 Erase everything
erase-ask =
    <b>Erase everything?</b>

    This leaves our database and storage for good:
    📸 photos you sent: { $photos }
    🖼 portraits: { $portraits }
    👤 your avatars, name, settings and whatever else names you

    <b>Nobody can bring it back.</b>
erase-running = { $count ->
    [one] 🛑 { $count } set is being made. It stops; if nothing of it has been sent yet, all its money comes back.
   *[other] 🛑 { $count } sets are being made. They stop; of those of which nothing has been sent yet, all the money comes back.
}
erase-refundable = { $count ->
    [one] ↩️ { $count } paid set is not used yet. Its money comes back first.
   *[other] ↩️ { $count } paid sets are not used yet. Their money comes back first.
}
erase-missing = { $count ->
    [one] 🖼 { $count } portrait is missing from your sets. It is paid back if you paid by card or TON; Stars can't go back in part. You can have it made under /photos before.
   *[other] 🖼 { $count } portraits are missing from your sets. They are paid back if you paid by card or TON; Stars can't go back in part. You can have them made under /photos before.
}
erase-lapsing = { $count ->
    [one] ⚠️ { $count } paid set is too old to be taken back here and <b>would be lost</b>. Use it first, or write to us: /paysupport
   *[other] ⚠️ { $count } paid sets are too old to be taken back here and <b>would be lost</b>. Use them first, or write to us: /paysupport
}
erase-balance = ⚠️ You have earned { $amount } by inviting others. They <b>would be lost</b>.
erase-requested = ⚠️ A withdrawal of { $amount } that nobody has sent yet is called off, and <b>would be lost</b> too.
erase-sending = A withdrawal of { $amount } is being sent to you right now. We wait until it is over before everything is erased.
erase-stays = What stays: amount, date, method and number of your payments and withdrawals, and sums earned by inviting others, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
erase-yes = 🗑 Yes, erase everything
erase-no = ‹ No, keep everything
erasing =
    🗑 <b>Your photos and data are being erased.</b>

    Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
erasing-money =
    🗑 <b>Your photos and portraits are gone.</b>

    The rest follows in a moment, or as soon as money that is on its way back to you has arrived. We tell you then.
erasing-popup = Your data are being erased.
erased =
    ✅ <b>Everything is erased.</b>

    We don't know you any more, and this is our last message. You can delete this chat now. Should you ever want to come back, /start begins anew. All the best to you!
