# The relay between a person and the staff group.
support-undelivered-blocked = ⚠️ Not delivered: the person has blocked the bot. It will be sent as soon as they come back.
support-undelivered-gone = ⚠️ Not delivered: this person has no chat with the bot any more.
support-undelivered = ⚠️ Not delivered. Telegram says: { $reason }
support-not-shown = ⚠️ The person wrote something that can’t be shown here. Telegram says: { $reason }
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
    } A word of theirs opens it again.

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
card-resume = ▶️ Wait no more
card-resolve = ✅ Resolve
card-reopen = 🔓 Open again
card-refunds = ↩️ Refund …
card-show-earlier = 📜 Earlier
card-back = ‹ Back

### The support desk.

## The person's side: asking, short answers, the way of a ticket, rating.

ask-button = 💬 Support
ask-command = Write to our team

ask-topics =
    <b>What is it about?</b>

    Choose, and I show what helps most often. If that is not enough, you write to our team right here.
ask-topics-off =
    <b>Nobody can be written to here at the moment,</b> as this bot has no support team.

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
ask-answer-refund = <b>Yes, in these cases:</b>
ask-question-nothing = I paid, but nothing happened
ask-answer-nothing =
    <b>This is what we know of your payments and sets:</b>

    { $live }

    Stars arrive at once, a card or SBP payment may take some minutes, TON about one. All your payments are under My payments. If yours is not there after half an hour, write to us: we find every payment.
ask-question-twice = I was charged twice
ask-answer-twice =
    <b>Nothing is lost.</b> Every charge counts: the second one is a set that waits for you, or goes back to you.

    Under /paysupport you take it back by one tap.
ask-question-receipt = Where is my receipt?
ask-answer-receipt =
    <b>Every payment has a receipt under My payments:</b> number, date, price and what it was for.

    For card and SBP payments the bank also sends one to the e-mail address that you gave.
ask-question-selfies = My selfies are not accepted
ask-answer-selfies =
    <b>What makes a good selfie:</b> your face large and sharp, in daylight, nobody else in the picture, no sunglasses or filters.

    • Photos must be JPEG, PNG or WebP, at least 512 pixels each way. iPhone's HEIC files: send them as photos, not as files.
    • A photo marked 🤔 can be used all the same: the button below the photos does it.
ask-question-quality = How do I get full quality?
ask-answer-quality =
    Telegram makes photos in the chat a little smaller.

    <b>Under My photos, open the set and tap “As files”:</b> there are the originals. As often as you like, also all at once in a zip.
ask-question-earlier = Where are my earlier portraits?
ask-answer-earlier =
    <b>Everything that was made for you is under My photos,</b> until you delete it, also when this chat was cleared.
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
    <b>Under My photos and data: “Erase everything”.</b> Photos go at once, and money that is still yours comes back first.

    A single photo, set or avatar has its own 🗑.
ask-question-language = Can I change the language?
ask-answer-language = <b>Yes:</b> tap below, or /language at any time.
ask-question-where = Where is my set?
ask-answer-where =
    <b>Right now:</b>

    { $live }
ask-question-likeness = The portraits don't look like me
ask-answer-likeness =
    <b>Make them again, for free:</b> put 👎 on a portrait, or tap “Improve a photo” below the set, and choose “Not me”.

    The selfies decide most: different days and light, face large and sharp. Under My avatars you can add better ones.
ask-question-detail = Something in a photo is wrong
ask-answer-detail =
    <b>Put 👎 on it and say what:</b> the hands, the clothes, or in your own words. That photo is made again, for free.
ask-question-missing = Some photos are missing
ask-answer-missing =
    <b>You lose nothing.</b> Under My photos, open the set and tap “Make the missing photos”: it is free.

    If you paid by card or TON, you can have the missing ones paid back there instead.
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
ask-state-late = ⏳ With our team { $since }, longer than we promised. We are sorry; it has been moved up.
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

    If something is still open, just write here. If not, there is nothing to do: it is marked as solved by itself { $within }.
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
