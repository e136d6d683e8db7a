//! Whoever brought the people of the histories: what their purchases earn, when a set
//! comes and when money goes back, through the product's own doors.

use pinglass::referral;
use rust_decimal::Decimal;
use sandbox::tbank::Origin;
use sqlx::{FromRow, PgPool};

use super::{
    batch::Town,
    facts::{Facts, PaymentFact},
    shared::History,
};

/// Few enough that what happens in several histories at once meets in one balance.
const PATRONS: usize = 20;

/// In hundredths.
const RATES: [i64; 4] = [10, 33, 50, 7];

#[derive(Clone, Debug, FromRow)]
pub struct EarningFact {
    pub payment_id: i32,
    pub amount: Decimal,
    pub rate: Decimal,
    pub is_credited: bool,
    pub taken_back: Decimal,
}

/// People with a code and a rate of their own.
pub async fn patrons(db: &PgPool) -> Vec<i32> {
    let rates: Vec<Decimal> = (0..PATRONS)
        .map(|index| Decimal::new(RATES[index % RATES.len()], 2))
        .collect();
    sqlx::query_scalar(
        "with people as (
             insert into users (created_at) select '2026-01-01' from unnest($1::numeric[]) returning id
         ),
         numbered as (select id, row_number() over (order by id) as place from people)
         insert into referral_balances (user_id, referral_code, balance, total_earned, referrals_count,
                                        commission_rate)
         select id, 'P' || id, 0, 0, 0, rate
         from numbered
         join unnest($1::numeric[]) with ordinality as rates (rate, place) using (place)
         returning user_id",
    )
    .bind(rates)
    .fetch_all(db)
    .await
    .unwrap()
}

/// Somebody comes by a patron's link.
pub async fn brings(db: &PgPool, patron: i32, user_id: i32) {
    for statement in [
        "insert into referral_attributions (referrer_id, user_id, created_at) values ($1, $2, '2026-01-01')",
        "update referral_balances set referrals_count = referrals_count + 1 where user_id = $1 and $2 > 0",
    ] {
        sqlx::query(statement)
            .bind(patron)
            .bind(user_id)
            .execute(db)
            .await
            .unwrap();
    }
}

pub async fn load(db: &PgPool, users: &[i32]) -> Vec<EarningFact> {
    sqlx::query_as(
        "select payment_id, amount, commission_rate as rate, status = 'credited' as is_credited, taken_back
         from referral_earnings
         where referred_user_id = any ($1)",
    )
    .bind(users)
    .fetch_all(db)
    .await
    .unwrap()
}

/// In whole units of `decimals` places.
fn units(amount: Decimal, decimals: u32) -> i128 {
    let mut amount = amount;
    amount.rescale(decimals);
    amount.mantissa()
}

fn half_up(dividend: i128, divisor: i128) -> i128 {
    (dividend * 2 + divisor) / (divisor * 2)
}

/// What stays earned by a payment of which `left` of `whole` has not gone back, in kopecks.
fn commission_of(payment: &PaymentFact, left: Decimal, rate: Decimal) -> i128 {
    let (roubles, whole) = (units(payment.roubles, 2), units(payment.amount, 9));
    let left = half_up(roubles * units(left, 9), whole);
    half_up(left * units(rate, 2), 100)
}

/// `elsewhere` is what went back in the bank's cabinet: it is taken off the commission
/// when the bank says so, which it may not have yet.
fn check_earning(payment: &PaymentFact, elsewhere: Decimal, facts: &Facts) -> Result<(), String> {
    let mut earned = facts
        .earnings
        .iter()
        .filter(|earning| earning.payment_id == payment.id);
    let (first, second) = (earned.next(), earned.next());
    if payment.refund_reason.as_deref() == Some("no_such_offer") {
        return first.map_or(Ok(()), |_| Err("what bought nothing has earned".to_owned()));
    }
    let (Some(earning), None) = (first, second) else {
        return Err("it has not earned once".to_owned());
    };
    let gone: Decimal = facts
        .refunds
        .iter()
        .filter(|refund| refund.payment_id == Some(payment.id) && refund.status == "done")
        .map(|refund| refund.amount)
        .sum();
    let is_back = payment.status == "refunded";
    let left = if is_back {
        Decimal::ZERO
    } else {
        payment.amount - gone
    };
    let whole = commission_of(payment, payment.amount, earning.rate);
    let most = commission_of(payment, left, earning.rate);
    let least = commission_of(payment, (left - elsewhere).max(Decimal::ZERO), earning.rate);
    let stays = whole - units(earning.taken_back, 2);
    if units(earning.amount, 2) != whole || !(least..=most).contains(&stays) {
        return Err(format!(
            "{earning:?}: {least} to {most} of {whole} should stay"
        ));
    }
    let set = facts.sets.iter().find(|set| set.payment_id == payment.id);
    let is_delivered =
        set.is_some_and(|set| set.ready > 0 && set.pending == 0 && set.is_told && !set.is_stopped);
    match (set, earning.is_credited) {
        (None, true) if !is_back => Err("it is credited without a set".to_owned()),
        (_, false) if is_delivered && !is_back => {
            Err("it was delivered and not credited".to_owned())
        }
        _ => Ok(()),
    }
}

impl Town {
    fn given_back_in_cabinet(
        &self,
        history: &History,
        payment: &PaymentFact,
        facts: &Facts,
    ) -> Decimal {
        let at_bank = history.bank_payments(self, facts).into_iter();
        let at_bank = at_bank.filter(|at_bank| at_bank.payment_id.to_string() == payment.charge_id);
        let parts = at_bank.flat_map(|at_bank| at_bank.returns);
        let of_cabinet = parts.filter(|part| part.origin == Origin::Cabinet);
        Decimal::new(of_cabinet.map(|part| part.amount).sum(), 2)
    }

    /// Each payment has earned what it should, and every balance is the sum of that.
    pub async fn check_patrons(&self, histories: &[History], facts: &Facts) {
        for history in histories {
            let ours = [history.user_id, history.stranger_id];
            let payments = facts.payments.iter();
            for payment in payments.filter(|payment| ours.contains(&payment.user_id)) {
                let elsewhere = self.given_back_in_cabinet(history, payment, facts);
                if let Err(why) = check_earning(payment, elsewhere, facts) {
                    panic!(
                        "the earning of payment {}: {why}\nHISTORY_SEED={} HISTORIES=1\n{}\n{payment:#?}",
                        payment.id,
                        history.seed,
                        history.trail.join("\n"),
                    );
                }
            }
        }
        let differences = referral::check_books(&mut *self.world.connection().await).await;
        assert_eq!(differences.unwrap(), []);
    }
}
