## How everything stands

staff-command-health = Whether everything works, and who waits
health-title = 🩺 <b>How things stand, { $time }</b>
health-waiting =
    { "" }
    <b>Who waits</b>
health-to-do =
    { "" }
    <b>What to do</b>
health-muted = 🔇 { $name }: muted until { $until } by { $by }
health-never = never
health-refresh = 🔄 Look again
health-retry = 🔁 { $name } ({ $count })
health-forget = 🗑 Forget
health-updates = messages

health-line-inbox =
    Inbox: { $count ->
        [0] nothing waits
        [one] one message waits, for { $time }
       *[other] { $count } messages wait, the oldest for { $time }
    }; the last came { $last } ago
health-line-queue = Queue: { $due } due, { $running } running, { $failing } failing again and again
health-line-queue-late = Queue: { $due } due, the oldest for { $time } ({ $kind }), { $running } running, { $failing } failing again and again
health-line-nothing-given-up = Given up: nothing
health-line-given-up =
    Given up: { $jobs ->
        [0] no job
        [one] one job ({ $kinds })
       *[other] { $jobs } jobs ({ $kinds })
    }, { $updates ->
        [0] no message
        [one] one message
       *[other] { $updates } messages
    }, of these { $lately } in the last hour
health-line-references = ; references: <code>{ $references }</code>
health-line-kie =
    Kie: { $trouble ->
        [credits] out of credits for { $since }
        [key] does not take our key for { $since }
        [maintenance] in maintenance for { $since }
        [down] away for { $since }
       *[none] works
    }{ $known ->
        [0] { "" }
       *[1] , { $credits } credits ({ $asked } ago)
    }
health-line-storage =
    Storage: answered { $asked } ago{ $failures ->
        [0] { "" }
       *[other] , silent { $failures }× since
    }
health-line-storage-unknown = Storage: not asked yet
health-line-telegram =
    Telegram: answered { $asked } ago{ $failures ->
        [0] { "" }
       *[other] , silent { $failures }× since
    }; { $count } wait there; told us { $floods }× to slow down
health-line-telegram-unknown = Telegram: not asked yet
health-line-database = Database: { $used } of { $most } connections
health-line-sales =
    Sales: { $pauses ->
        [0] open
       *[other] paused ({ $reasons })
    }{ $switched ->
        [0] { "" }
        [one] ; one switch is not as usual, see /switches
       *[other] ; { $switched } switches are not as usual, see /switches
    }
health-line-no-process = Processes: none has reported yet
health-line-process = { $name }: { $roles }; { $version }, up { $up }
health-line-process-gone = { $name }: { $roles }; gone for { $seen }, without a goodbye
health-line-sets = Sets being made
health-line-refunds = Refunds under way
health-line-refunds-by-hand = Refunds for you to send
health-line-tickets = Tickets without an answer
health-line-withdrawals = Withdrawals
health-line-nobody = none
health-line-waits = { $count }, the oldest for { $time }

## Alerts

health-lasts = <b>Still, for { $time }:</b>
health-over = 🟢 Over: { $name }. It lasted { $time }.
health-mute =
    🔇 { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
health-look = 🩺 How things stand
health-muted-now = Muted until { $until }. /health shows it all the same.

health-name-inbox = messages wait
health-inbox =
    <b>People wait for an answer.</b> { $count ->
        [one] One message is
       *[other] { $count } messages are
    } not handled yet, the oldest for { $time }.
health-do-inbox = see whether a process with the role bot runs, and what its log says
health-name-dead-updates = messages were given up
health-dead-updates =
    <b>{ $count ->
        [one] One message was
       *[other] { $count } messages were
    } given up in the last hour.</b> Their people got an apology with a reference: <code>{ $references }</code>
health-do-dead-updates = the log has the reason under the reference; /health can have them handled again
health-name-late-jobs = jobs are late
health-late-jobs = <b>Work is late.</b> { $kinds }: the oldest is due for { $time }.
health-do-late-jobs = see whether a process with the role worker runs; if one does, start another
health-name-failing-jobs = jobs keep failing
health-failing-jobs = <b>Work keeps failing.</b> { $kinds }: tried again every ten minutes.
health-do-failing-jobs = the log has the reason; nothing is lost meanwhile
health-name-dead-jobs = jobs were given up
health-dead-jobs = <b>Work was given up.</b> { $kinds }
health-do-dead-jobs = the log has the reason; when it is mended, /health can have them tried again
health-name-late-sets = a paid set is late
health-late-sets =
    <b>A paid set is late.</b> { $count ->
        [one] One is being made,
       *[other] { $count } are being made,
    } the oldest for { $time }.
health-do-late-sets = see how Kie is; a set ends after a day with what there is, and the rest is paid back
health-name-refunds = a refund is stuck
health-refunds =
    <b>A refund is stuck.</b> { $count ->
        [one] One refund is
       *[other] { $count } refunds are
    } under way, the oldest for { $time }.
health-do-refunds = see in the log why the provider refuses, and whether there is money on the account
health-name-refunds-by-hand = a refund waits for you
health-refunds-by-hand =
    <b>Somebody waits for money that you send.</b> { $count ->
        [one] One refund,
       *[other] { $count } refunds,
    } the oldest for { $time }.
health-do-refunds-by-hand = their cards are in this group, with what to send and where
health-name-kie = Kie does not work
health-kie =
    <b>Kie still does not work:</b> { $trouble ->
        [credits] the credits are used up
        [key] it does not take the key
        [maintenance] it is in maintenance
       *[down] it does not answer
    }, for { $time }.
health-do-kie = top up the credits or check KIE_API_KEY; otherwise wait, the bot goes on by itself
health-name-credits = few credits at Kie
health-credits = <b>Kie’s credits run out.</b> { $left } are left, fewer than { $least }.
health-do-credits = top them up at kie.ai; at zero, sales pause
health-name-storage = the storage is silent
health-storage =
    <b>The storage does not answer</b>{ $answered ->
        [0] .
       *[1] , since { $time }.
    } No photo can be taken or delivered.
health-do-storage = see the storage’s own status page, its bill, and S3_ACCESS_KEY_ID
health-name-telegram = Telegram is silent
health-telegram =
    <b>Telegram does not answer</b>{ $answered ->
        [0] .
       *[1] , since { $time }.
    }
health-do-telegram = see the network and TELEGRAM_BOT_TOKEN
health-name-webhook = Telegram does not reach us
health-webhook = <b>Telegram can’t hand updates over.</b> { $count } wait there.
health-do-webhook = see PUBLIC_URL and its certificate, and whether a process listens there
health-name-connections = few connections to the database
health-connections = <b>The database runs out of connections.</b> { $used } of { $most } are used.
health-do-connections = lower DATABASE_MAX_CONNECTIONS or the number of processes, or give the database more

## What was given up

health-none-left = Nothing of this is left: it was tried again or forgotten.
health-retry-jobs-ask =
    🔁 Try { $count ->
        [one] one job
       *[other] { $count } jobs
    } of the kind <code>{ $name }</code> again?

    What was done before is not done twice.
health-retry-jobs-yes = 🔁 Try again
health-retry-jobs-done =
    🔁 { $count ->
        [one] One job
       *[other] { $count } jobs
    } of the kind <code>{ $name }</code> tried again. Decided by { $by }.
health-forget-jobs-ask =
    🗑 Forget { $count ->
        [one] one job
       *[other] { $count } jobs
    } of the kind <code>{ $name }</code>?

    What they were to do will not be done, unless a sweep finds it. There is no way back.
health-forget-jobs-yes = 🗑 Forget for good
health-forget-jobs-done =
    🗑 { $count ->
        [one] One job
       *[other] { $count } jobs
    } of the kind <code>{ $name }</code> forgotten. Decided by { $by }.
health-retry-updates-ask =
    🔁 Handle { $count ->
        [one] one message again that was
       *[other] { $count } messages again that were
    } given up?

    Their people get an answer now, however long ago they wrote.
health-retry-updates-yes = 🔁 Handle again
health-retry-updates-done =
    🔁 { $count ->
        [one] One message is
       *[other] { $count } messages are
    } handled again. Decided by { $by }.
health-forget-updates-ask =
    🗑 Forget { $count ->
        [one] one message that was
       *[other] { $count } messages that were
    } given up?

    Among them may be a payment’s; those are found again in the provider’s list. There is no way back.
health-forget-updates-yes = 🗑 Forget for good
health-forget-updates-done =
    🗑 { $count ->
        [one] One message
       *[other] { $count } messages
    } forgotten. Decided by { $by }.
