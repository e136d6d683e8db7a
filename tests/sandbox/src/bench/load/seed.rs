//! The people of the load, as both bots know them: some with avatars, some about to send photos,
//! some with an open order. They are written down at once, as walking each of them there would take
//! longer than the measuring; that every photo and every payment arrives is counted afterwards.

use std::ops::Range;

use anyhow::{Context, Result, ensure};
use sqlx::{Connection, PgConnection};

use super::updates::{CHARGE, STARS};

/// Nobody knows these yet: each /start is somebody's first.
pub const NEWCOMERS: i64 = 100_000_000;
/// Those who tap.
pub const IDLERS: Range<i64> = 200_000_000..200_010_000;
/// Those who send photos.
pub const SITTERS: i64 = 300_000_000;
/// Those who pay.
pub const PAYERS: i64 = 400_000_000;

/// What has arrived in a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub newcomers: u64,
    pub photos: u64,
    pub payments: u64,
}

/// The tables of the bot that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tables {
    PinGlass,
    Bare,
}

/// Writes `count` sitters and as many payers down, besides the idlers.
///
/// # Errors
/// When the database refuses it.
pub async fn plant(url: &str, tables: Tables, count: i64) -> Result<()> {
    let mut connection = connect(url).await?;
    let statements = match tables {
        Tables::PinGlass => PINGLASS,
        Tables::Bare => BARE,
    };
    let statements = statements
        .replace("$idler", &IDLERS.start.to_string())
        .replace("$last_idler", &(IDLERS.end - 1).to_string())
        .replace("$sitter", &SITTERS.to_string())
        .replace("$last_sitter", &(SITTERS + count - 1).to_string())
        .replace("$payer", &PAYERS.to_string())
        .replace("$last_payer", &(PAYERS + count - 1).to_string())
        .replace("$stars", &STARS.to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements))
        .execute(&mut connection)
        .await
        .context("cannot write the people of the load down")?;
    Ok(())
}

/// # Errors
/// When the database can't be asked.
pub async fn arrived(url: &str, tables: Tables) -> Result<Arrived> {
    let mut connection = connect(url).await?;
    let mut count = async |sql: String| -> Result<u64> {
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&mut connection)
            .await
            .context("cannot count what has arrived")?;
        Ok(count.unsigned_abs())
    };
    let (people, photos, payments) = match tables {
        Tables::PinGlass => (
            "users where telegram_user_id",
            "avatar_uploads",
            "payments where status = 'succeeded' and telegram_charge_id",
        ),
        Tables::Bare => (
            "bare.people where telegram_id",
            "bare.photos",
            "bare.payments where charge_id",
        ),
    };
    let newcomers = format!("between {NEWCOMERS} and {}", IDLERS.start - 1);
    Ok(Arrived {
        newcomers: count(format!("select count(*) from {people} {newcomers}")).await?,
        photos: count(format!("select count(*) from {photos}")).await?,
        payments: count(format!("select count(*) from {payments} like '{CHARGE}%'")).await?,
    })
}

/// Fails unless everything that was answered is in the database.
///
/// # Errors
/// Then, or when the database can't be asked.
pub async fn verify(url: &str, tables: Tables, answered: Arrived) -> Result<()> {
    let arrived = arrived(url, tables).await?;
    ensure!(
        arrived == answered,
        "{tables:?} answered {answered:?} and has {arrived:?} in the database"
    );
    Ok(())
}

async fn connect(url: &str) -> Result<PgConnection> {
    PgConnection::connect(url)
        .await
        .context("cannot reach the database")
}

const PINGLASS: &str = "
insert into users (telegram_user_id, created_at)
select id, now() at time zone 'utc'
from (
    select generate_series($idler, $last_idler)
    union all
    select generate_series($sitter, $last_sitter)
    union all
    select generate_series($payer, $last_payer)
) as crowd (id);

insert into user_settings (
    user_id, language, first_name, last_seen_at, consent_version, consented_at, started_at
)
select id, 'en', 'Anna', now(), '2026-11', now(), now()
from users
where telegram_user_id between $idler and $last_payer;

insert into avatars (user_id, name, status)
select
    id,
    'Anna',
    case when telegram_user_id between $sitter and $last_sitter then 'draft' else 'ready' end
from users
where telegram_user_id between $idler and $last_payer;

insert into dialogues (chat_id, user_id, topic_id, state)
select
    telegram_user_id,
    telegram_user_id,
    0,
    jsonb_build_object(
        'feature', 'avatars',
        'step', jsonb_build_object('Photos', jsonb_build_object('avatar_id', avatars.id))
    )
from users
join avatars on avatars.user_id = users.id
where telegram_user_id between $sitter and $last_sitter;

with payer as (
    select
        users.id,
        avatars.id as avatar_id,
        ('00000000-0000-4000-8000-' || lpad(telegram_user_id::text, 12, '0'))::uuid as order_id,
        telegram_user_id
    from users
    join avatars on avatars.user_id = users.id
    where telegram_user_id between $payer and $last_payer
),
payment as (
    insert into payments (
        user_id, payment_id, provider, amount, status, tier_id, photo_count, stars_amount
    )
    select id, order_id::text, 'stars', 999, 'pending', 'standard', 15, $stars
    from payer
    returning id, user_id
)
insert into orders (
    id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, amount_rub, stars_amount,
    provider, chat_id, created_at, expires_at
)
select
    order_id, payer.id, payment.id, avatar_id, 'lifestyle', 'standard', 15, 999, $stars,
    'stars', telegram_user_id, now(), now() + interval '1 day'
from payer
join payment on payment.user_id = payer.id;

analyze;
";

const BARE: &str = "
insert into bare.people (telegram_id, first_name, language, seen_at)
select id, 'Anna', 'en', now()
from (
    select generate_series($idler, $last_idler)
    union all
    select generate_series($sitter, $last_sitter)
    union all
    select generate_series($payer, $last_payer)
) as crowd (id);

insert into bare.avatars (person_id, name)
select id, 'Anna'
from bare.people
where telegram_id between $idler and $last_idler or telegram_id between $payer and $last_payer;

insert into bare.orders (id, person_id, stars)
select ('00000000-0000-4000-8000-' || lpad(telegram_id::text, 12, '0'))::uuid, id, $stars
from bare.people
where telegram_id between $payer and $last_payer;

analyze;
";
