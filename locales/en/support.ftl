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
