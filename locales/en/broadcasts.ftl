broadcast-command = Write to many people at once
broadcast-command-list = The latest broadcasts, with what came of them

## The card of a broadcast

broadcast-heading = 📣 <b>Broadcast № { $number }</b> · { $status } · { $name }
broadcast-status-draft = 📝 draft
broadcast-status-scheduled = 🕒 waits for its time
broadcast-status-sending = 📤 is being sent
broadcast-status-paused = ⏸ paused
broadcast-status-stopped = ⏹ stopped
broadcast-status-done = ✅ sent
broadcast-letter =
    { $photo ->
        [0] <b>{ $language }:</b> { $words }
       *[other] <b>{ $language }:</b> 🖼 { $words }
    }
broadcast-letter-other = <b>{ $language }:</b> gets what is written in { $other }
broadcast-letter-none = <b>{ $language }:</b> nothing yet
broadcast-button =
    { $counted ->
        [0]    [{ $label }] (clicks not counted)
       *[other]    [{ $label }]
    }
broadcast-for = <b>For:</b> { $audience }
broadcast-only = only { $language }
broadcast-group-everyone = everyone
broadcast-group-paid = have paid
broadcast-group-never-paid = have never paid
broadcast-group-unused = paid, set unused
broadcast-group-partners = partners
broadcast-group-listed = a list
broadcast-all-languages = All languages
broadcast-seen-whenever = Seen whenever
broadcast-seen =
    { $days ->
        [one] seen in the last day
       *[other] seen in the last { $days } days
    }
broadcast-not-seen =
    { $days ->
        [one] not seen for a day
       *[other] not seen for { $days } days
    }
broadcast-people =
    { $count ->
        [0] <b>People now:</b> nobody
        [one] <b>People now:</b> 1
       *[other] <b>People now:</b> { NUMBER($count) }, { $time }
    }
broadcast-people-of = { $language }: { NUMBER($count) }
broadcast-minute = about a minute
broadcast-time =
    { $hours ->
        [0] about { $minutes } min
       *[other] about { $hours } h { $minutes } min
    }
broadcast-begins-at-once = <b>Begins:</b> as soon as it is confirmed
broadcast-begins-at = <b>Begins:</b> { $time } ({ $zone })
broadcast-delivered = <b>{ NUMBER($delivered) } of { NUMBER($all) }</b> have it
broadcast-left = ⏳ { NUMBER($count) } still to come
broadcast-blocked = 🚫 { NUMBER($count) } have blocked the bot or are gone
broadcast-refused = ⚠️ { NUMBER($count) } refused by Telegram
broadcast-unknown = ❔ { NUMBER($count) } unknown: no answer came, so they are not sent it again
broadcast-skipped = ➖ { NUMBER($count) } passed over: no news wanted, banned, or leaving since
broadcast-remaining = ⌛ { $time } left
broadcast-clicks =
    { $people ->
        [0] 👆 nobody has tapped a button yet
        [one] 👆 1 person tapped, { NUMBER($clicks) } in all
       *[other] 👆 { NUMBER($people) } people tapped, { NUMBER($clicks) } in all
    }
broadcast-started = Begun { $time }
broadcast-finished = Over { $time }
broadcast-trouble = ⚠️ Telegram says: { $trouble }
broadcast-write = ✏️ { $language }
broadcast-link = 🔗 Buttons: { $language }
broadcast-whom = 👥 For whom
broadcast-when = 🕒 When
broadcast-preview = 👁 Show me
broadcast-send = 📣 Send
broadcast-discard = 🗑 Discard
broadcast-call-off = ✖️ Call it off
broadcast-pause = ⏸ Pause
broadcast-resume = ▶️ Go on
broadcast-stop = ⏹ Stop for good
broadcast-refresh = 🔄 Refresh
broadcast-back = ‹ Back
broadcast-gone = There is no such broadcast any more.
broadcast-not-now = It is not a draft any more, or not under way: see the card.

## Making one

broadcast-ask-words =
    { $name }, answer this message with the words in <b>{ $language }</b>: a text, or a photo with a caption. Bold, links and the like stay as you send them.

    “-” takes the words away.
broadcast-ask-buttons =
    { $name }, answer this message with the buttons below the words in <b>{ $language }</b>, one in a line:

    <code>Try it | portraits</code>
    <code>Read more | https://example.com</code>

    Places in the bot: { $places }. “-” takes the buttons away.
broadcast-ask-people = { $name }, answer this message with the people: Telegram ids and @names, or a CSV file with them in its first column.
broadcast-ask-time =
    { $name }, answer this message with the time, such as <code>{ $now }</code> ({ $zone }).

    “-” means: as soon as it is confirmed.
broadcast-no-words = That has no words. Please send a text, or a photo with a caption.
broadcast-no-photo = That can’t be sent to people. Please send a text, or a photo (not a file) with a caption.
broadcast-too-long = That is too long: { NUMBER($has) } characters, and Telegram takes { NUMBER($most) }.
broadcast-buttons-many = That is too many: { $most } buttons at most.
broadcast-buttons-unreadable = Line { $line } is no button. It should be the words, then “|”, then where it leads.
broadcast-buttons-label = The words in line { $line } are too long: a button shows 64 characters.
broadcast-buttons-nowhere = Line { $line } leads nowhere. It can lead to an address that begins with https:// or tg://, or to one of { $places }.
broadcast-no-people = I can’t find people in that. Please send Telegram ids or @names, or a CSV file of at most 2 MB with them in its first column.
broadcast-people-found = Of { NUMBER($named) } named, { NUMBER($found) } are known here.
broadcast-no-time = That is no time to come. Please write it like 05.03.2026 18:30.
broadcast-preview-sent = Look into your own chat with me: there it is as people get it.
broadcast-preview-start = I can’t write to you. Please open your own chat with me, tap Start, and try again.
broadcast-preview-refused = ⚠️ Telegram does not take it: { $trouble }
broadcast-no-letter = There are no words yet.
broadcast-nobody-popup = Nobody is in this audience.
broadcast-discarded = 🗑 <i>Broadcast № { $number } was discarded by { $name }.</i>

## Sending it

broadcast-propose =
    📣 <b>Send broadcast № { $number }?</b>

    For: { $audience }
broadcast-propose-never = It can be paused and stopped, but what is sent stays sent. Nobody gets it who is banned, leaves, has blocked the bot or wants no news.
broadcast-send-yes = 📣 Send it
broadcast-confirmed = 📣 <b>Broadcast № { $number } is confirmed</b> by { $names }.
broadcast-no-draft = ✖️ <i>Broadcast № { $number } is no draft any more.</i>
broadcast-changed = ✖️ <i>Broadcast № { $number } was changed since this was shown. Nothing was sent; tap Send on its card again.</i>
broadcast-nobody = ✖️ <i>Nobody is in the audience of broadcast № { $number } any more.</i>
broadcast-grown = ✖️ <i>The audience of broadcast № { $number } has grown so much that a second member has to agree. Tap Send on its card again.</i>
broadcast-sent = ✅ <b>Broadcast № { $number } is out.</b>
broadcast-halted =
    ⚠️ <b>Broadcast № { $number } is paused:</b> Telegram refused it several times in a row.

    It says: { $trouble }

## The list of broadcasts

broadcast-list = 📣 <b>The latest broadcasts</b>
broadcast-list-empty = There have been no broadcasts yet. /broadcast makes one.
broadcast-line = № { $number } · { $status } · { $time } · { $audience } · { NUMBER($delivered) } of { NUMBER($all) }

## News, as people see them

news-command = News: get them or not
news-enough = 🔕 No more news
news-off = You get no more news from us. What you buy and ask for arrives as ever. /news lets news come again.
news-are-on =
    <b>You get news from us</b>: new styles and offers, now and then.

    What you buy and ask for arrives in any case.
news-are-off =
    <b>You get no news from us.</b>

    What you buy and ask for arrives in any case.
news-turn-off = 🔕 No more news
news-turn-on = 🔔 Send me news
