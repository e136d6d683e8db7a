staff-command-switches = Sales, ways to pay, styles and maintenance: on or off
switch-sales = Sales
switch-maintenance = Maintenance
switch-title = <b>Switches</b>
switch-state = { $switch }: { $state ->
    [on] on
   *[off] off
}
switch-changed = , { $name }, { $at } (UTC)
switch-until = , until { $until } (UTC)
switch-pause = ⏸ Sales paused by themselves (<code>{ $reason }</code>) until { $until } (UTC). That ends by itself; if you end it and the trouble goes on, it comes back.
switch-end-pause = ▶️ End { $reason }
switch-resume-sales = 🟢 Resume sales
switch-stop-sales = 🔴 Stop sales
switch-begin-maintenance = 🛠 Begin maintenance
switch-end-maintenance = 🟢 End maintenance
switch-on = Turn on { $switch }
switch-off = Turn off { $switch }
switch-last = It is the last one that is on. To sell nothing at all, stop sales.
switch-pause-over = That pause is over already.
switch-pause-ended = The pause is ended.
switch-meanwhile = <b>It was switched meanwhile.</b> Nothing was done; this is how it is now:
switch-preview-sales-on = <b>Resume sales?</b> Everybody can buy again at once. Invoices that were sent and have not run out can be paid.
switch-preview-sales-off =
    <b>Stop sales?</b> Nothing is offered, and { $invoices ->
        [one] { $invoices } invoice that was sent
       *[other] { $invoices } invoices that were sent
    } can’t be paid with Stars until you resume. What is paid is made, what was bought can be used, and money that comes from the bank or the chain counts.

    People will read:
switch-preview-maintenance = <b>Begin maintenance?</b> Whatever people do, they read this, but for the staff. Running sets go on, money that arrives counts, nobody can pay with Stars. Support and /privacy stay open.
switch-preview-maintenance-over = <b>End maintenance?</b> Everybody can use the bot again at once.

## Maintenance

maintenance-popup = We are working on the studio and will be back soon. Your photos and sets are safe.
maintenance-words =
    <b>We are working on the studio</b>

    Please come back in a while. Your photos are safe, and sets that are paid for go on by themselves. If something is urgent, write to /support.
maintenance-own-words =
    { $words }

    Your photos are safe, and sets that are paid for go on by themselves.
maintenance-until = We expect to be back by { $until } (UTC).
maintenance-ask-english = { $name }, what shall people read who use the bot in English? Answer this message, in up to { $most } letters.
maintenance-ask-russian = { $name }, and people who use it in Russian? Answer this message, in up to { $most } letters.
maintenance-ask-until = { $name }, until when? Answer this message with minutes, such as <code>45</code>, or a time of the day in UTC, such as <code>14:30</code>. Then it ends by itself.
maintenance-default-words = Use our own words
maintenance-no-end = Until we end it
maintenance-not-begun = ✖️ No maintenance was begun.
maintenance-end-over = <b>The time that it was to end at is over.</b> Nothing was done; begin anew.
