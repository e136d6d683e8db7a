staff-help =
    <b>{ $name }, your role here: { $role }</b>

    You may { $permissions }.
staff-help-line = /{ $command }: { $about }
staff-section-staff = 👥 <b>Staff</b>
staff-section-support = 💬 <b>Support</b>
staff-section-referral = 🤝 <b>Partners and withdrawals</b>
staff-section-money = 💳 <b>Money</b>
staff-section-switches = 🎚 <b>Switches</b>
staff-section-people = 🧑 <b>People and their payments</b>
staff-section-broadcasts = 📣 <b>Broadcasts</b>
staff-section-seeing = 📊 <b>How it goes</b>
staff-section-catalogue = 🖼 <b>Catalogue</b>
staff-role-admin = admin
staff-role-operator = operator
staff-role-viewer = viewer
staff-may-look = look
staff-may-serve-customers = serve customers
staff-may-move-money = move money
staff-may-change-settings = change settings
staff-command-help = What you may do here
staff-command-preview = What the styles look like: examples for customers

staff-not-allowed = Your role here is { $role }, and this is not part of it. An admin can do it.
staff-only = Sorry, only staff can use this.
staff-old-button = This button is not in use any more.
staff-apology =
    <b>Sorry, this went wrong on our side, even after several tries.</b>

    Please look at how things stand before you try again. The log has the reason under this reference: <code>{ $reference }</code>

## Cards and their topics

staff-topic-withdrawals = 💸 Withdrawals
staff-topic-partners = 🤝 Partners
staff-no-topics =
    <b>There is no topic “{ $topic }” here.</b>

    Its cards come into the general topic. To give them one of their own, turn topics on in the group’s settings, and let the bot manage them.
staff-topic-closed =
    <b>The topic “{ $topic }” is closed, and I may not open it.</b>

    What belongs there waits. Please open it, or let me manage topics.
staff-card-old = This is an old copy of the card. The present one is in the same topic.
staff-card-gone = 🗑 Nothing is here any more.

## What is shown before it is done

deed-no = ✖️ Leave it
deed-second = ☑️ <b>{ $name } has confirmed it.</b> It is large enough to take a second member: somebody else has to agree, within a day.
deed-dropped = ✖️ <i>Left alone by { $name }. Nothing was done.</i>
deed-expired = ⌛ <i>Nobody confirmed it in time. Nothing was done; ask for it anew.</i>
deed-of-another = { $name } asked for this, and alone can confirm it.
deed-needs-another = You have confirmed it. A second member has to agree.
deed-asker-gone = { $name }, who asked for it, may not do this any more. Ask for it anew.

## Signing in, in the private chat

login-ask-name = 🔑 <b>For members of the staff.</b> Your user name?
login-ask-password = And your password? I delete the message at once.
login-not-here = A password in a command is easily seen, so I did not look at it. Let us begin again: your user name?
login-no-text = I need the password as text. Please type it, or /cancel.
login-delete-it = ⚠️ <b>I could not delete your message.</b> Please delete it yourself, so that nobody reads the password.
login-wrong = That user name and that password don’t belong together. Type the password once more, or begin again with /login.
login-paused-minutes =
    { $minutes ->
        [one] ⏳ That was wrong too often. Please try again in a minute: /login
       *[other] ⏳ That was wrong too often. Please try again in { $minutes } minutes: /login
    }
login-paused-hours =
    { $hours ->
        [one] ⏳ That was wrong too often. Please try again in an hour: /login
       *[other] ⏳ That was wrong too often. Please try again in { $hours } hours: /login
    }
login-done =
    ✅ <b>You are signed in as { $username }.</b> Your role: { $role }.

    It counts in the staff group, from now on: /help there shows what you may do. /logout signs you out.
login-moved =
    🔑 <b>{ $username } has been signed in from another Telegram account</b>, so this one is signed out.

    If that was not you, tell an admin at once.
login-nowhere = There is no staff group here yet, so there is nothing to sign in to.
login-in-private = 🔑 Please sign in and out in a private chat with me: here everybody would read your password.
logout-done = 👋 You are signed out. Nothing you do in the staff group counts any more, until you come back with /login.
logout-nothing = You are not signed in. /login signs a member of the staff in.
logout-owner = You remain an owner by the settings of this service, with the role of an admin.
login-news = 🔑 { $name } is signed in as <b>{ $username }</b> ({ $role }).
login-pause-news =
    🔐 <b>Somebody guesses the password of { $username }</b>: wrong too often, and paused for a while.

    It was { $name }, Telegram id { $id }.
login-pause-news-nobody =
    🔐 <b>Somebody guesses passwords</b>: wrong too often, and paused for a while.

    It was { $name }, Telegram id { $id }.

## The members

people-title = 👥 <b>The staff: { $count }</b>
people-account = <b>{ $username }</b> · { $role }
people-telegram = Telegram: { $name }, { $id }
people-telegram-id = Telegram: { $id }
people-untied = Nobody is signed in to it.
people-since = Since { $day }
people-last = Last: { $action }, { $at }
people-last-nothing = Has done nothing yet.
people-owners = 👑 Owners by the settings, always admins: { $owners }
people-make = Make { $role }
people-untie = 🔓 Sign out of Telegram
people-back = ‹ All
people-gone = There is no such account any more.
people-role-ask =
    <b>Give { $username } another role?</b> { $before } → { $after }

    It holds at once.
people-role-yes = ✅ Yes: { $after }
people-role-done = ✅ <b>{ $username }: { $before } → { $after }.</b> Decided by { $names }.
people-untie-ask =
    <b>Sign { $username } out?</b>

    What their Telegram account does here counts no more, at once. They can come back by /login with their password.
people-untie-yes = 🔓 Yes, sign out
people-untie-done = 🔓 <b>{ $username } is signed out.</b> Decided by { $names }.
people-same-role = Nothing was changed: that is the role already.
people-last-admin = Nothing was changed: this is the last admin, and without one nobody could run the staff. Name another one first.
people-not-tied = Nothing was changed: nobody is signed in to this account.
staff-newer = ‹ Newer
staff-older = Older ›
staff-command-staff = Who is of the staff, and what they did last

## What was done

log-title = 📜 <b>What was done</b>
log-title-of = 📜 <b>What was done:</b> { $words }
log-nothing = Nothing that fits.
log-line = { $at } · <b>{ $who }</b>: { $action }
log-record = { $record }
log-details = <i>{ $details }</i>
log-no-time = no time noted
log-by-command-line = the command line
log-by-nobody = somebody
log-yes = yes
log-no = no
log-unknown = “{ $word }” is neither somebody of the staff nor anything that was done.
log-usage =
    Look for a member, an action, a record and days, in any mix:
    <code>/audit oleg refund 2026-11</code>
    <code>/audit payment:1042</code>
    <code>/audit @vera 2026-11-01..2026-11-28</code>
    <code>/audit csv 2026-11</code>, for admins: as a file
log-forgotten = This search is forgotten. Look for it anew by /audit.
staff-command-audit = What was done, by whom: /audit oleg, refund, payment:12, 2026-11

log-file =
    { $lines ->
        [one] What was done: { $lines } line
       *[other] What was done: { $lines } lines
    }
log-file-cut = What was done: the newest { $lines } lines. Name fewer days to see older ones.
log-column-number = Number
log-column-at = When
log-column-who = Who
log-column-did = What
log-column-name = Action
log-column-record = Record
log-column-details = Before → after
log-target-audit = log
log-field-words = searched
log-action-audit_exported = exported the log
log-target-broadcast = broadcast
log-target-custom_prompt = prompt
log-target-pricing_tier = set on sale
log-target-alert = alert
log-target-sales_pause = pause of sales
log-target-sales = sales
log-target-staff = account
log-target-user = person
log-target-payment = payment
log-target-ticket = ticket
log-target-withdrawal = withdrawal
log-target-partner_application = application
log-target-style_preview = example
log-target-policy = rules of refunds
log-target-canned_answer = ready answer

log-field-status = status
log-field-priority = priority
log-field-taken_by = taken by
log-field-waits = waits for the customer
log-field-number = number
log-field-amount = amount
log-field-user_id = person
log-field-name = by
log-field-language = language
log-field-rule = rule
log-field-price = price
log-field-message = message
log-field-refund = refund
log-field-style = style
log-field-span = span
log-field-lines = lines
log-field-forced = although delivered
log-field-payments_given_back = payments given back
log-field-is_banned = banned
log-field-is_told_why = told why
log-field-set = set
log-field-missing = missing
log-field-photo = photo
log-field-photos = photos
log-field-payment = payment
log-field-tier = set
log-field-ticket = ticket
log-field-due_at = due
log-field-is_on = on
log-field-until = until
log-field-rate = rate
log-field-reason = reason
log-field-username = user name
log-field-account_pause_minutes = account paused, minutes
log-field-name_pause_minutes = name paused, minutes

log-action-login = signed in
log-action-logout = signed out
log-action-login_paused = guessed a password too often
log-action-staff_added = added an account
log-action-staff_role = changed a role
log-action-staff_password = changed a password
log-action-staff_linked = tied a Telegram account
log-action-staff_untied = untied a Telegram account
log-action-staff_removed = removed an account
log-action-ticket_taken = took a ticket
log-action-ticket_released = released a ticket
log-action-ticket_priority = changed a priority
log-action-ticket_escalated = asked for help
log-action-ticket_waiting = waits for the customer
log-action-ticket_resumed = stopped waiting
log-action-ticket_resolved = resolved a ticket
log-action-ticket_reopened = opened a ticket again
log-action-ticket_answer_taken_back = took an answer back
log-action-canned_answer = edited a ready answer
log-action-gift = granted a set
log-action-ban = banned somebody
log-action-unban = lifted a ban
log-action-erase = erased somebody
log-action-write = wrote to somebody
log-action-refund_part = gave a part back
log-action-follow_up = noted a follow-up
log-action-follow_up_done = closed a follow-up
log-action-set_completed = had missing photos made
log-action-set_sent_again = had a set sent again
log-action-photo_remade = had a photo made anew
log-action-switched = turned a switch
log-action-sales_pause_ended = ended a pause of sales
log-action-broadcast_begin = began a broadcast
log-action-broadcast_words = wrote a broadcast
log-action-broadcast_buttons = changed a broadcast’s buttons
log-action-broadcast_time = set a broadcast’s time
log-action-broadcast_list = gave a broadcast its list
log-action-broadcast_audience = chose whom a broadcast reaches
log-action-broadcast_status = paused, resumed or stopped a broadcast
log-action-broadcast_discard = dropped a broadcast
log-action-broadcast_send = sent a broadcast
log-action-tier_changed = changed a set on sale
log-action-tier_added = added a set on sale
log-action-prompt_added = added a prompt
log-action-prompt_moved = moved a prompt
log-action-prompt_text_written = wrote a prompt
log-action-exported = exported a table
log-action-prompt_changed = changed a prompt
log-action-alert_muted = muted an alert
log-action-refund = gave a payment back
log-action-refund_sent = noted a refund as sent
log-action-refund_policy = changed a rule of refunds
log-action-withdrawal_approved = approved a withdrawal
log-action-withdrawal_taken = took a withdrawal to send it
log-action-withdrawal_given_back = gave a withdrawal back to the others
log-action-withdrawal_completed = noted a withdrawal as sent
log-action-withdrawal_rejected = rejected a withdrawal
log-action-withdrawal_details_seen = saw where a withdrawal goes
log-action-withdrawals_exported = exported withdrawals
log-action-partner_approved = approved a partner
log-action-partner_refused = refused a partner
log-action-partner_rate = changed a partner’s rate
log-action-partner_ended = ended a partnership
log-action-preview_added = added an example
log-action-preview_removed = removed an example

log-value-admin = admin
log-value-operator = operator
log-value-viewer = viewer
log-value-open = open
log-value-in_progress = in progress
log-value-resolved = resolved
log-value-closed = closed
log-value-pending = waits for a decision
log-value-approved = approved
log-value-rejected = rejected
log-value-sending = being sent
log-value-completed = sent
log-value-to_send = to be sent
log-value-sent = sent
log-value-taken_back = taken back
log-value-going_back = going back
