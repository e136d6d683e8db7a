# The relay between a person and the staff group.
support-card =
    <b>{ $number }</b> · { $name }

    { $priority } · { $status }
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
