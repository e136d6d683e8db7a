hello =
    <b>Hello, { $name }!</b> 👋

    I am PinGlass. Send me a few selfies, and I make portraits of you that you'd gladly show: for your CV, your profile, or just for joy.

    1️⃣ Create an avatar from { $min }–{ $max } selfies
    2️⃣ Pick a style and a set
    3️⃣ Get your portraits right here, usually within 15 minutes
menu = <b>What shall we do?</b>
menu-new-avatar = ✨ Create an avatar
menu-portraits = 📸 New portraits
menu-photos = 🖼 My portraits
menu-avatars = 👤 My avatars
menu-status = ⏳ Status
menu-language = 🌐 Language
menu-help = ❓ Help

help =
    <b>How it works</b>

    ✨ /new: create an avatar from your selfies
    📸 /portraits: choose a style and a set
    🖼 /photos: your portraits, any time again
    👤 /avatars: your avatars
    ⏳ /status: what is being made and what is paid
    🧾 /payments: your payments and receipts
    🎁 /ref: invite friends and earn with them
    💸 /withdraw: be paid what you have earned
    🤝 /partner: become a partner
    🙋 /support: answers and help
    💬 /paysupport: questions about a payment
    🌐 /language · /terms · /privacy

    <b>Good selfies make good portraits:</b> different days and light, face clearly visible, no sunglasses, nobody else in the picture.
help-payments = 🧾 My payments
help-privacy = 🔒 My photos and data
cancelled = All right, we leave it here. What you sent is kept.
nothing-to-cancel = There is nothing to cancel. Here is the menu:
old-button = This button is from an older message. Here is a fresh start: /menu
unknown-command = I don't know this command. The menu shows everything I can do 👇
unknown-text = I understand photos and buttons best. The menu shows everything I can do 👇
unknown-thing = That looks nice, but I don't know what to do with it. The menu shows everything I can do 👇
banned-popup = This account is blocked.
banned = This account is blocked, so I can't help you here.
apology =
    <b>Sorry, something went wrong on our side.</b>

    What you sent is kept, and our engineers see it. Please try again in a minute. If it happens again, tell us this reference: <code>{ $reference }</code>

bot-description =
    PinGlass makes AI portraits from your selfies.

    Create an avatar from a few photos, pick a style, and get a set of portraits right in the chat, usually within 15 minutes. If we can't deliver, your money comes back.
bot-short-description = AI portraits from your selfies, right in the chat.
command-start = Start from the beginning
command-new = Create an avatar
command-portraits = New portraits
command-photos = My portraits
command-avatars = My avatars
command-status = What is being made
command-payments = My payments and receipts
command-withdraw = Withdraw what you have earned
command-partner = Partner’s page and application
command-language = Language
command-paysupport = Questions about a payment
command-help = How it works
command-terms = Terms
command-privacy = Your photos and you
command-cancel = Stop what we are doing

## How long something takes

duration-secs = { $first } s
duration-minutes = { $first } min
duration-hours = { $first } h { $second } min
duration-days = { $first } d { $second } h
