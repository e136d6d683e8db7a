# Telling what was earned.
earnings-credited = 🎉 You earned <b>{ $amount }</b>: { $count ->
    [one] a purchase by somebody you invited has been delivered.
   *[other] { $count } purchases by people you invited have been delivered.
}
earnings-taken-back = ↩️ <b>{ $amount }</b> of what you earned went back, as a purchase was refunded.
earnings-balance = Available now: <b>{ $amount }</b>.
earnings-below-zero = You are <b>{ $amount }</b> below zero for now. New earnings make up for it first; until then withdrawals wait. You don't have to pay anything.
earnings-page = 🎁 My invitations

# What the staff is told of the books.
referral-difference =
    🧮 <b>The referral books differ.</b>
    User { $user }: <code>{ $column }</code> is { $stands }, and the rows behind it say { $rows }.
    Nothing was changed. <code>pinglass check</code> shows all differences.
