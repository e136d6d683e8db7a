staff-help =
    <b>{ $name }, your role here: { $role }</b>

    You may { $permissions }.

    { $commands }
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
