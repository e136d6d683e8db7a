//! What a partner's links have done, from the rows of `referral_visits`,
//! `referral_attributions` and `referral_earnings`. Only counts and sums leave here: who
//! came stays unknown.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// A time in which something is counted: days by the clock of the reports, and the same
/// in UTC.
#[derive(Clone, Debug)]
pub(in crate::referral) struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub from: DateTime<Utc>,
    /// When the last day is over.
    pub to: DateTime<Utc>,
    /// The name of the zone.
    pub zone: &'static str,
}

/// Which of a person's links are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::referral) enum Which {
    All,
    /// Their own, or one of the further ones.
    Link(Option<i32>),
}

/// What one link has done on one day. Money is that of the day's purchases, whenever it
/// was credited or taken back: so every purchase stands in one place.
#[derive(Clone, Debug)]
pub(in crate::referral) struct DayOfLink {
    pub day: NaiveDate,
    /// `None`: the person's own link.
    pub link_id: Option<i32>,
    pub visits: i64,
    pub sign_ups: i64,
    pub purchases: i64,
    /// What the purchases cost, in roubles.
    pub paid: Decimal,
    /// Of it, what they earned at first.
    pub earned: Decimal,
    /// Of what was earned, what refunds took.
    pub taken_back: Decimal,
    /// Of what was earned and not taken, what is in the balance.
    pub credited: Decimal,
}

/// What links have done in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::referral) struct Totals {
    pub visits: i64,
    pub sign_ups: i64,
    pub purchases: i64,
    pub paid: Decimal,
    pub earned: Decimal,
    pub taken_back: Decimal,
    pub credited: Decimal,
}

impl Totals {
    /// Earned, neither taken back nor in the balance yet.
    pub fn on_hold(&self) -> Decimal {
        self.earned - self.taken_back - self.credited
    }
}

/// Days and links on which something happened, the oldest first.
pub(in crate::referral) async fn by_day_and_link(
    connection: &mut PgConnection,
    person_id: i32,
    which: Which,
    span: &Span,
) -> anyhow::Result<Vec<DayOfLink>> {
    let (is_all, link_id) = match which {
        Which::All => (true, None),
        Which::Link(link_id) => (false, link_id),
    };
    sqlx::query_as!(
        DayOfLink,
        r#"select day as "day!",
                  link_id,
                  sum(visits)::bigint as "visits!",
                  sum(sign_ups)::bigint as "sign_ups!",
                  sum(purchases)::bigint as "purchases!",
                  sum(paid) as "paid!",
                  sum(earned) as "earned!",
                  sum(taken_back) as "taken_back!",
                  sum(credited) as "credited!"
           from (
               select day, link_id, count(*) as visits, 0 as sign_ups, 0 as purchases,
                      0.0 as paid, 0.0 as earned, 0.0 as taken_back, 0.0 as credited
               from referral_visits
               where owner_id = $1 and day between $2 and $3
               group by 1, 2
               union all
               select (created_at at time zone $6)::date, link_id, 0, count(*), 0, 0, 0, 0, 0
               from referral_attributions
               where referrer_id = $1 and created_at >= $4 and created_at < $5
               group by 1, 2
               union all
               select ((earning.created_at at time zone 'utc') at time zone $6)::date,
                      earning.link_id,
                      0,
                      0,
                      count(*),
                      coalesce(sum(payments.amount), 0),
                      coalesce(sum(earning.amount), 0),
                      coalesce(sum(earning.taken_back), 0),
                      coalesce(sum(earning.amount - coalesce(earning.taken_back, 0))
                                   filter (where earning.status = 'credited'), 0)
               from referral_earnings as earning
               left join payments on payments.id = earning.payment_id
               where referrer_user_id = $1
                 and earning.created_at >= ($4::timestamptz at time zone 'utc')
                 and earning.created_at < ($5::timestamptz at time zone 'utc')
               group by 1, 2
           ) as counted
           where $7 or link_id is not distinct from $8
           group by day, link_id
           order by day, link_id nulls first"#,
        person_id,
        span.first,
        span.last,
        span.from,
        span.to,
        span.zone,
        is_all,
        link_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot count what links have done")
}

/// The sums since ever, of all links or of one.
pub(in crate::referral) async fn totals(
    connection: &mut PgConnection,
    person_id: i32,
    which: Which,
) -> anyhow::Result<Totals> {
    let (is_all, link_id) = match which {
        Which::All => (true, None),
        Which::Link(link_id) => (false, link_id),
    };
    sqlx::query_as!(
        Totals,
        r#"select (select count(*) from referral_visits
                   where owner_id = $1 and ($2 or link_id is not distinct from $3)) as "visits!",
                  (select count(*) from referral_attributions
                   where referrer_id = $1 and ($2 or link_id is not distinct from $3)) as "sign_ups!",
                  count(*) as "purchases!",
                  coalesce(sum(payments.amount), 0) as "paid!",
                  coalesce(sum(earning.amount), 0) as "earned!",
                  coalesce(sum(earning.taken_back), 0) as "taken_back!",
                  coalesce(sum(earning.amount - coalesce(earning.taken_back, 0))
                               filter (where earning.status = 'credited'), 0) as "credited!"
           from referral_earnings as earning
           left join payments on payments.id = earning.payment_id
           where referrer_user_id = $1 and ($2 or earning.link_id is not distinct from $3)"#,
        person_id,
        is_all,
        link_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot sum up what links have done")
}

/// When something first happened by the person's links.
pub(in crate::referral) async fn began_at(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select least(
             (select min(day)::timestamp at time zone 'utc' from referral_visits where owner_id = $1),
             (select min(created_at) from referral_attributions where referrer_id = $1),
             (select min(created_at) at time zone 'utc' from referral_earnings
              where referrer_user_id = $1)
         )",
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see since when links do something")
}

/// A purchase by one of the person's links, as the staff sees it.
#[derive(Clone, Debug)]
pub(in crate::referral) struct LastEarning {
    pub at: Option<chrono::NaiveDateTime>,
    pub payment_id: Option<i32>,
    pub amount: Decimal,
    pub rate: Decimal,
    pub is_credited: bool,
    pub taken_back: Decimal,
}

/// The newest first.
pub(in crate::referral) async fn list_last(
    connection: &mut PgConnection,
    person_id: i32,
    most: i64,
) -> anyhow::Result<Vec<LastEarning>> {
    sqlx::query_as!(
        LastEarning,
        r#"select created_at as at,
                  payment_id,
                  coalesce(amount, 0) as "amount!",
                  coalesce(commission_rate, 0) as "rate!",
                  coalesce(status = 'credited', false) as "is_credited!",
                  coalesce(taken_back, 0) as "taken_back!"
           from referral_earnings
           where referrer_user_id = $1
           order by created_at desc, id desc
           limit $2"#,
        person_id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the last earnings")
}
