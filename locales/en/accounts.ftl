button-menu = ☰ Menu
language-name = English
language-ask = In which language shall we talk?
language-chosen = We speak English now.

consent-ask =
    <b>Before your first photo</b>

    To make portraits that look like you, we need to process photos of your face.

    • Your photos go only to our own storage and, by links that expire, to the service that makes the pictures.
    • We never publish them, sell them or train models with them.
    • You can take photos away at any time. All about it: /privacy

    Please send only photos of yourself, or of someone who has agreed. Is that all right with you?
consent-agree = ✅ I agree
consent-decline = Not now

terms =
    <b>Terms, in plain words</b>

    • You buy a set: a stated number of AI portraits in one style, made from your photos.
    • If we can't make any of them, all your money comes back. If some are missing, we make the missing ones again for free.
    • Send only photos of yourself, or of a grown-up who has agreed. No nudity, no violence, no deceiving others with the pictures.
    • The portraits are yours to use, privately and for work.
    • Inviting others: the first link by which somebody came counts. Your own purchases and people who paid before don't. If a purchase is returned, so is the share of it. Payouts are checked and sent by people; the bot itself sends no money.
    • AI can get a detail wrong. Tell us with /paysupport if something is not right, and we will find a solution.
