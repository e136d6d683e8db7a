## Being paid what one has earned

withdraw-off =
    <b>Withdrawals are off at the moment</b>

    Nobody is here yet who could send money out. Your { $available } stay yours and keep growing.
withdraw-not-yet =
    <b>Not quite there yet</b>

    You have { $available }. A withdrawal starts at { $least }, so { $missing } to go.
withdraw-below-zero =
    <b>Your balance is { $available }</b>

    A purchase was refunded after you had withdrawn what it earned. There is nothing to pay back: what you earn next evens it out, and from { $least } on you can withdraw again.
withdraw-reserved = { $amount } more are set aside for withdrawals under way.
withdraw-link-button = 🎁 My link
withdraw-list-button = 🧾 My withdrawals

withdraw-amount =
    <b>{ $available } are yours to withdraw</b>

    How much shall we send? Tap an amount or write one, such as 1500. The smallest is { $least }.
withdraw-amount-none =
    I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.

    Yours to withdraw: { $available }. The smallest amount is { $least }.
withdraw-amount-little =
    That is less than we can send: the smallest amount is { $least }.

    Yours to withdraw: { $available }. How much shall it be?
withdraw-amount-much =
    That is more than is there: { $available } are yours to withdraw.

    How much shall it be? The smallest amount is { $least }.
withdraw-all = All: { $amount }
# Words for everything that is there, between commas.
withdraw-signs-all = all, everything, all of it
# What people write beside an amount, between commas.
withdraw-signs-currency = ₽, rub, rub., rubles, ruble, roubles, rouble, rur
withdraw-stop = Cancel
withdraw-stopped = Nothing was asked for, and nothing was taken from your balance.
withdraw-again = 💸 Withdraw
withdraw-lapsed = This conversation is over. Begin again with /withdraw
withdraw-old-summary = You have changed something since. Please look at the newest summary, or begin again with /withdraw

withdraw-method =
    <b>{ $amount }</b>

    Where shall we send it?
withdraw-method-card = 💳 A bank card
withdraw-method-bank = 🏦 A Russian bank, by phone number
withdraw-method-wallet = 💎 A TON wallet
withdraw-other-amount = ‹ Other amount
withdraw-other-method = ‹ Another way
withdraw-other-details = ✏️ Enter it anew

withdraw-ask-card =
    <b>{ $amount } to a card</b>

    Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

    I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
withdraw-ask-bank =
    <b>{ $amount } by phone number</b>

    Send me the mobile number that your bank knows you by, such as +7 916 123-45-67. The transfer goes through the faster payment system (SBP).

    I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
withdraw-ask-bank-name =
    <b>{ $amount } by phone number</b>

    Which bank shall it go to? Tap it or write its name.
withdraw-ask-wallet =
    <b>{ $amount } to a TON wallet</b>

    Send me the address of your wallet; it begins with UQ or EQ. The amount is in roubles: we send as much TON as it makes at the rate of the day on which we send it.

    I delete your message at once. Only whoever sends you the money sees the address, and it is not kept after that.

withdraw-bank-sber = Sber
withdraw-bank-tbank = T-Bank
withdraw-bank-vtb = VTB
withdraw-bank-alfa = Alfa-Bank
withdraw-bank-gazprom = Gazprombank
withdraw-bank-raiffeisen = Raiffeisenbank
withdraw-bank-ozon = Ozon Bank
withdraw-bank-yandex = Yandex Bank

withdraw-to-card = card { $masked }
withdraw-to-bank = phone { $masked }
withdraw-to-wallet = TON wallet { $masked }
withdraw-summary =
    <b>Is this right?</b>

    Amount: { $amount }
    To: { $to }

    When you confirm, the amount is set aside from your balance.
withdraw-summary-wallet =
    <b>Is this right?</b>

    Amount: { $amount }, in TON at the rate of the day on which we send it
    To: { $to }

    When you confirm, the amount is set aside from your balance.
withdraw-confirm = ✅ Yes, send { $amount }
withdraw-not-deleted = ⚠️ I could not delete your message. Please delete it yourself: hold it and choose “Delete”.

withdraw-once-more = Send it once more, please. Your message is deleted again.
withdraw-mistake-no-text = Please write it as text; I can't read it from anything else.
withdraw-mistake-buttons = Please tap one of the buttons.
withdraw-mistake-bank = ⚠️ That can't be the name of a bank: write 2 to 64 letters, such as Sber.
withdraw-mistake-card-letters = ⚠️ A card number has only digits, and this has something else in it.
withdraw-mistake-card-short =
    ⚠️ A card number has 16 to 19 digits, and this has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    }. Some are missing.
withdraw-mistake-card-long =
    ⚠️ A card number has 16 to 19 digits, and this has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    }. That is too many.
withdraw-mistake-card-group =
    ⚠️ Look at group { $number }: it has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    } instead of 4.
withdraw-mistake-card-checksum = ⚠️ No card has this number: a digit is wrong, or two have changed places. Please compare it with your card.
withdraw-mistake-phone-letters = ⚠️ A phone number has only digits, and this has something else in it.
withdraw-mistake-phone-length =
    ⚠️ A Russian phone number has 11 digits, and this has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    }.
withdraw-mistake-phone-foreign = ⚠️ Russian banks are reached by a Russian mobile number: it begins with +7 9.
withdraw-mistake-wallet = ⚠️ That is not the address of a TON wallet. Copy it in your wallet; it begins with UQ or EQ.
withdraw-mistake-wallet-length =
    ⚠️ The address of a TON wallet has 48 letters, and this has { $letters ->
        [one] { $letters } letter
       *[other] { $letters } letters
    }. Copy it in your wallet; it begins with UQ or EQ.
withdraw-mistake-wallet-checksum = ⚠️ A letter of this address is wrong. Copy it in your wallet rather than typing it.
withdraw-mistake-wallet-test = ⚠️ This address is for the test network, where money is not real. Copy the one of the main network; it begins with UQ or EQ.
withdraw-mistake-wallet-raw = ⚠️ In this form of an address nobody would notice a mistyped letter. Copy the one that begins with UQ or EQ.

withdraw-taken =
    ✅ <b>Withdrawal № { $id } is with our team</b>

    { $amount } to { $to }. The amount is set aside from your balance.

    A person checks it, approves it and sends the money, and I write to you at each of these steps. You need not do anything. Until it is approved, you can take it back.
withdraw-list = <b>Your withdrawals</b>
withdraw-list-none = You have not withdrawn anything yet.
withdraw-list-line = № { $id } · { $day } · { $amount } · { $status }
withdraw-newer = ‹ Newer
withdraw-older = Older ›
withdraw-request =
    <b>Withdrawal № { $id }</b>

    Asked for: { $day }
    Amount: { $amount }
    To: { $to }
    Status: { $status }
withdraw-request-reason = Reason: { $reason }
withdraw-request-ended = Closed: { $day }
withdraw-status-pending = ⏳ being checked
withdraw-status-approved = 👍 approved
withdraw-status-paying = 💸 being sent
withdraw-status-completed = ✅ sent
withdraw-status-cancelled = ↩️ taken back
withdraw-status-rejected = ↩️ not sent
withdraw-gone = I can't find this withdrawal. See /withdraw
withdraw-cancel = ↩️ Take it back
withdraw-cancel-ask = Take withdrawal № { $id } back? { $amount } are in your balance again then.
withdraw-cancel-yes = Yes, take it back
withdraw-cancel-no = No, leave it
withdraw-cancel-late = It can't be taken back any more.

withdraw-told-approved =
    👍 <b>Withdrawal № { $id } is approved</b>

    Next we send { $amount } to { $to }. I write to you when that is done.
withdraw-told-completed =
    💸 <b>Withdrawal № { $id } is sent</b>

    { $amount } to { $to }. How soon it shows depends on your bank. If it does not arrive, write to /support.
withdraw-told-completed-wallet =
    💸 <b>Withdrawal № { $id } is sent</b>

    { $amount } in TON at today's rate, to { $to }. If it does not arrive, write to /support.
withdraw-told-rejected =
    ↩️ <b>Withdrawal № { $id } was not sent</b>

    Reason: { $reason }

    { $amount } are in your balance again.
withdraw-told-rejected-unsaid =
    ↩️ <b>Withdrawal № { $id } was not sent</b>

    { $amount } are in your balance again. If you wonder why, write to /support.
