//! What a payment earns whoever brought its payer, from pending to credited or taken
//! back. Each step is part of the transaction in which its cause happens.
//!
//! Every payment earns that buys something, also a second charge for one order; only a
//! charge that goes back by itself, as it names no offer or its payer has left, never
//! does. An earning is pending for as long as its payment is: until a set made of it
//! has been delivered, or the money has gone back.

use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, RoundingStrategy};
use sqlx::PgConnection;

use super::{attribution, desk, store, telling};

/// The commission of `amount` roubles, to the kopeck, half a kopeck up.
pub(super) fn commission(amount: Decimal, rate: Decimal) -> Decimal {
    (amount * rate).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Notes what a payment of `amount` roubles by the person `payer` earns whoever
/// brought them, at the rate that holds now; once for each payment. Nothing happens
/// when nobody brought them, or whoever did is erased.
///
/// # Errors
/// When the database refuses it.
pub async fn earn(
    connection: &mut PgConnection,
    payer: i32,
    payment_id: i32,
    amount: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(brought) = attribution::take_up(connection, payer, now).await? else {
        return Ok(());
    };
    // A change of the rate waits, or has happened.
    let Some(account) = store::accounts::lock(connection, brought.referrer_id).await? else {
        return Ok(());
    };
    if account.code.is_none() || !store::accounts::may_earn(connection, account.user_id).await? {
        return Ok(());
    }
    let earning = store::earnings::NewEarning {
        referrer_id: account.user_id,
        referred_id: payer,
        payment_id,
        link_id: brought.link_id,
        amount: commission(amount, account.rate),
        rate: account.rate,
    };
    if store::earnings::insert(connection, &earning, now).await? {
        count("pending");
    }
    Ok(())
}

/// Credits what the payment earned, as its set was delivered; once. What was taken
/// back before stays so.
///
/// # Errors
/// When the database refuses it.
pub async fn credit(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for referrer_id in store::earnings::list_referrers(connection, payment_id).await? {
        store::accounts::lock(connection, referrer_id).await?;
        let credited = store::earnings::credit(connection, referrer_id, payment_id, now).await?;
        let Some(credited) = credited else {
            continue;
        };
        store::accounts::add(connection, referrer_id, credited, credited).await?;
        desk::show_open(connection, referrer_id, now).await?;
        telling::plan(connection, referrer_id, now).await?;
        count("credited");
    }
    Ok(())
}

/// Takes back what the payment earned, as money of it went back; `left` roubles of it
/// are still ours, zero after a whole refund. What was credited leaves the balance,
/// which may go below zero by it.
///
/// # Errors
/// When the database refuses it.
pub async fn take_back(
    connection: &mut PgConnection,
    payment_id: i32,
    left: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for referrer_id in store::earnings::list_referrers(connection, payment_id).await? {
        store::accounts::lock(connection, referrer_id).await?;
        let earned = store::earnings::list(connection, referrer_id, payment_id).await?;
        for earning in earned {
            let more = earning.amount - earning.stays(left) - earning.taken_back;
            if more <= Decimal::ZERO {
                continue;
            }
            store::earnings::take_back(connection, earning.id, more, now).await?;
            if earning.is_credited {
                store::accounts::add(connection, referrer_id, -more, -more).await?;
                desk::show_open(connection, referrer_id, now).await?;
                telling::plan(connection, referrer_id, now).await?;
            }
            count("taken_back");
        }
    }
    Ok(())
}

impl store::earnings::Earning {
    /// What of it stays earned when `left` roubles of the payment are still ours. Of an
    /// earning whose rate another program kept to itself, all does, until all goes back.
    fn stays(&self, left: Decimal) -> Decimal {
        match self.rate {
            _ if left <= Decimal::ZERO => Decimal::ZERO,
            Some(rate) => commission(left, rate).clamp(Decimal::ZERO, self.amount),
            None => self.amount,
        }
    }
}

fn count(step: &'static str) {
    metrics::counter!("pinglass_referral_earnings_total", "step" => step).increment(1);
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn half_a_kopeck_is_rounded_up() {
        assert_eq!(commission(dec!(499), dec!(0.10)), dec!(49.90));
        assert_eq!(commission(dec!(0.05), dec!(0.10)), dec!(0.01));
        assert_eq!(commission(dec!(0.04), dec!(0.10)), dec!(0.00));
        assert_eq!(commission(dec!(1499.99), dec!(0.33)), dec!(495.00));
        assert_eq!(commission(dec!(0.01), dec!(0.50)), dec!(0.01));
        assert_eq!(commission(dec!(0.01), dec!(0.49)), dec!(0.00));
        assert_eq!(commission(dec!(33.33), dec!(1.00)), dec!(33.33));
        assert_eq!(commission(dec!(99999999.99), dec!(0.15)), dec!(15000000.00));
    }
}
