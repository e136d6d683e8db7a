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
    • AI can get a detail wrong. Tell us with /paysupport if something is not right, and we will find a solution.
privacy =
    <b>Your photos and you</b>

    <b>What we keep:</b> your Telegram id, name and language; the photos you send; the portraits we make; your payments, without card data, and the e-mail address for receipts if you pay by card.
    <b>Where:</b> in our own database and a closed photo storage. Photo addresses can't be guessed, and hidden data such as the place of a shot is removed from every photo on arrival.
    <b>Who sees photos:</b> only the service that makes the portraits, by links that expire.
    <b>Who sees the e-mail address:</b> only the bank, which sends the receipt.
    <b>What we don't do:</b> publish, sell, or train models with your face.
    <b>How long:</b> until you take a photo or an avatar away. Records of payments stay as long as bookkeeping law asks.
