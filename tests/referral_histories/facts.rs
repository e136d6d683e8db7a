//! What our tables say of the people of a batch, in the words of the model.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use sqlx::Row;

use super::{
    deeds::Cast,
    model::{Account, Earning, Facts, State, Withdrawal},
};
use crate::world::World;

/// One history's part of them.
#[derive(Default)]
pub struct Seen {
    pub facts: Facts,
    /// `partner_applications.id`, by person and in order.
    pub application_ids: Vec<Vec<i32>>,
}

/// New people with a code each, so many for each of `histories`.
pub async fn people(world: &World, histories: u64, each: usize) -> Vec<Vec<i32>> {
    let count = histories * u64::try_from(each).unwrap();
    let ids: Vec<i32> = sqlx::query_scalar(
        "with people as (
             insert into users (created_at)
             select '2026-01-01' from generate_series(1, $1)
             returning id
         )
         insert into referral_balances (user_id, referral_code, balance, total_earned, referrals_count)
         select id, 'P' || id, 0, 0, 0 from people
         returning user_id",
    )
    .bind(i64::try_from(count).unwrap())
    .fetch_all(&world.db)
    .await
    .unwrap();
    ids.chunks(each).map(<[i32]>::to_vec).collect()
}

/// A process that died has left transactions that the server has yet to end.
pub async fn wait_for_the_dead(world: &World) {
    let busy = "select count(*)
                from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'";
    while world.value::<i64>(busy).await > 0 {
        tokio::task::yield_now().await;
    }
}

fn kopecks(roubles: Decimal) -> i64 {
    (roubles * Decimal::ONE_HUNDRED).try_into().unwrap()
}

fn state(name: &str) -> State {
    match name {
        "pending" => State::Pending,
        "approved" => State::Approved,
        "rejected" => State::Rejected,
        "completed" => State::Completed,
        other => panic!("{other} is no state"),
    }
}

/// Where a user stands: in which history, and as which of its people.
type Places = HashMap<i32, (usize, usize)>;

pub async fn load(world: &World, casts: impl Iterator<Item = &Cast>) -> Vec<Seen> {
    let mut places = Places::new();
    let mut seen = Vec::new();
    for (history, cast) in casts.enumerate() {
        for (person, user) in cast.users.iter().enumerate() {
            places.insert(*user, (history, person));
        }
        seen.push(Seen {
            application_ids: vec![Vec::new(); cast.users.len()],
            ..Seen::default()
        });
    }
    let users: Vec<i32> = places.keys().copied().collect();
    load_accounts(world, &places, &users, &mut seen).await;
    load_payments(world, &places, &users, &mut seen).await;
    load_earnings(world, &places, &users, &mut seen).await;
    load_withdrawals(world, &places, &users, &mut seen).await;
    load_applications(world, &places, &users, &mut seen).await;
    seen
}

async fn rows(world: &World, query: &'static str, users: &[i32]) -> Vec<sqlx::postgres::PgRow> {
    let query = sqlx::query(query).bind(users);
    query.fetch_all(&world.db).await.unwrap()
}

async fn load_accounts(world: &World, places: &Places, users: &[i32], seen: &mut [Seen]) {
    let query = "
        select user_id, balance, total_earned, referrals_count,
               coalesce(commission_rate, 0.10) as rate, coalesce(is_partner, false) as is_partner,
               (select referrer_id from referral_attributions where user_id = held.user_id) as referrer_id,
               coalesce(is_banned, false) as is_banned, erasure_asked_at is not null as is_gone
        from referral_balances as held
        join users on users.id = user_id
        where user_id = any ($1)
        order by user_id";
    for row in rows(world, query, users).await {
        let (history, person) = places[&row.get("user_id")];
        let facts = &mut seen[history].facts;
        facts.accounts.push(Account {
            balance: kopecks(row.get("balance")),
            earned: kopecks(row.get("total_earned")),
            brought: row.get::<i32, _>("referrals_count").into(),
            rate: kopecks(row.get("rate")),
            is_partner: row.get("is_partner"),
        });
        if let Some(referrer) = row.get::<Option<i32>, _>("referrer_id") {
            facts.brought.insert(person, places[&referrer].1);
        }
        if row.get("is_banned") {
            facts.banned.insert(person);
        }
        if row.get("is_gone") {
            facts.gone.insert(person);
        }
    }
}

async fn load_payments(world: &World, places: &Places, users: &[i32], seen: &mut [Seen]) {
    let query = "select user_id, payment_id as key from payments where user_id = any ($1)";
    for row in rows(world, query, users).await {
        let (history, payer) = places[&row.get("user_id")];
        let payers = &mut seen[history].facts.payers;
        payers.insert(number(row.get("key")), payer);
    }
}

/// The last part of a payment's or a wish's key is its number in the history.
fn number(key: &str) -> usize {
    key.rsplit('-').next().unwrap().parse().unwrap()
}

async fn load_earnings(world: &World, places: &Places, users: &[i32], seen: &mut [Seen]) {
    let query = "
        select referrer_user_id, payments.payment_id as key, earning.amount, earning.commission_rate,
               earning.status = 'credited' as is_credited, taken_back
        from referral_earnings as earning
        join payments on payments.id = earning.payment_id
        where referrer_user_id = any ($1)";
    for row in rows(world, query, users).await {
        let (history, referrer) = places[&row.get("referrer_user_id")];
        let earning = Earning {
            referrer,
            amount: kopecks(row.get("amount")),
            rate: kopecks(row.get("commission_rate")),
            is_credited: row.get("is_credited"),
            taken_back: kopecks(row.get("taken_back")),
        };
        let earnings = &mut seen[history].facts.earnings;
        let before = earnings.insert(number(row.get("key")), earning);
        assert!(before.is_none(), "a payment has earned twice");
    }
}

async fn load_withdrawals(world: &World, places: &Places, users: &[i32], seen: &mut [Seen]) {
    let query = "
        select user_id, request_key, amount, status, paying_by, approvals_needed,
               array(
                   select telegram_id from withdrawal_approvals where request_id = request.id
               ) as approvals
        from withdrawal_requests as request
        where user_id = any ($1)";
    // Members have numbers that begin with one.
    let member = |telegram_id: i64| usize::try_from(telegram_id - 1).unwrap();
    for row in rows(world, query, users).await {
        let (history, owner) = places[&row.get("user_id")];
        let approvals: Vec<i64> = row.get("approvals");
        let (_, wish) = row.get::<uuid::Uuid, _>("request_key").as_u64_pair();
        let withdrawal = Withdrawal {
            owner,
            amount: kopecks(row.get("amount")),
            state: state(row.get("status")),
            approvals: approvals.into_iter().map(member).collect(),
            needed: row.get::<i16, _>("approvals_needed").try_into().unwrap(),
            paying_by: row.get::<Option<i64>, _>("paying_by").map(member),
        };
        let withdrawals = &mut seen[history].facts.withdrawals;
        withdrawals.insert(wish.try_into().unwrap(), withdrawal);
    }
}

async fn load_applications(world: &World, places: &Places, users: &[i32], seen: &mut [Seen]) {
    let query =
        "select id, user_id, status from partner_applications where user_id = any ($1) order by id";
    for row in rows(world, query, users).await {
        let (history, person) = places[&row.get("user_id")];
        let seen = &mut seen[history];
        seen.application_ids[person].push(row.get("id"));
        let applications: &mut BTreeMap<_, Vec<State>> = &mut seen.facts.applications;
        applications
            .entry(person)
            .or_default()
            .push(state(row.get("status")));
    }
}

/// How often each outcome was seen, to be read with `--nocapture`.
pub async fn outcomes(world: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select format('%s %s', count(*), what)
         from (
             select concat_ws(' ', 'earning', status,
                              case when taken_back = amount then 'taken back'
                                   when taken_back > 0 then 'taken back in part' end) as what
             from referral_earnings
             union all
             select concat_ws(' ', 'withdrawal', status, reason) from withdrawal_requests
             union all
             select concat_ws(' ', 'application', status) from partner_applications
             union all
             select concat_ws(' ', 'balance', case sign(balance) when -1 then 'below zero' when 0 then 'of zero' else 'above zero' end)
             from referral_balances
             union all
             select 'attribution' from referral_attributions
             union all
             select 'approval' from withdrawal_approvals
         ) as everything
         group by what
         order by what",
    )
    .fetch_all(&world.db)
    .await
    .unwrap()
}
