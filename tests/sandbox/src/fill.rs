//! `sandbox fill`: the database of a product that has been running for years, made in a few minutes,
//! to see what size does to speed.
//!
//! Each person has a ready avatar with two reference photos, one paid order, its payment and its
//! finished set of three portraits, and an update that was handled today.

use anyhow::{Context, Result};
use sqlx::{Connection, PgConnection};

/// Of each person: two they sent, three they got.
pub const PHOTOS_PER_PERSON: u64 = 5;

/// So many people are written in one statement.
const STEP: u64 = 50_000;

/// The Telegram ids of these people begin here; nobody else in the sandbox has such.
const FIRST_TELEGRAM_ID: u64 = 5_000_000_001;

/// Telegram's numbers of the handled updates lie below those of the fakes.
const FIRST_UPDATE: u64 = 1_000_001;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// A migrated database
    #[arg(long)]
    database_url: String,
    /// How many people; each brings five photos and a payment
    #[arg(long, default_value_t = 1_000_000)]
    people: u64,
}

/// # Errors
/// When the database can't be reached or lacks the tables.
pub async fn run(options: Options) -> Result<()> {
    let mut connection = PgConnection::connect(&options.database_url)
        .await
        .context("cannot reach the database")?;
    fill(&mut connection, options.people).await
}

/// Adds so many people with all that is theirs.
///
/// # Errors
/// When the database refuses it.
pub async fn fill(connection: &mut PgConnection, people: u64) -> Result<()> {
    run_all(connection, PREPARATION).await?;
    let mut from = 1;
    while from <= people {
        let to = people.min(from + STEP - 1);
        let rows = ROWS
            .replace("$from", &from.to_string())
            .replace("$to", &to.to_string())
            .replace("$first_telegram_id", &FIRST_TELEGRAM_ID.to_string())
            .replace("$first_update", &FIRST_UPDATE.to_string());
        run_all(connection, &rows).await?;
        eprintln!("  {to} of {people} people");
        from = to + 1;
    }
    run_all(connection, END).await?;
    run_all(connection, VACUUM).await
}

async fn run_all(connection: &mut PgConnection, statements: &str) -> Result<()> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned()))
        .execute(connection)
        .await
        .context("cannot fill the database")?;
    Ok(())
}

/// What is written holds together, so that nothing is gained by looking each reference up; and
/// whoever fills a database again after a power cut has lost nothing.
const PREPARATION: &str = "
set synchronous_commit = off;
select set_config('session_replication_role', 'replica', false)
where (select rolsuper from pg_roles where rolname = current_user);
create temporary table base as
select
    (select coalesce(max(id), 0) from users) as users,
    (select coalesce(max(id), 0) from avatars) as avatars,
    (select coalesce(max(id), 0) from payments) as payments,
    (select coalesce(max(id), 0) from generation_jobs) as sets;
";

const ROWS: &str = "
insert into users (id, telegram_user_id, telegram_username, created_at)
select base.users + n, $first_telegram_id + n, 'person_' || n, now() - n * interval '1 minute' / 2
from base, generate_series($from, $to) as n;

insert into user_settings (
    user_id, language, first_name, consent_version, consented_at, last_seen_at, started_at
)
select
    base.users + n,
    case when n % 3 = 0 then 'ru' else 'en' end,
    'Anna',
    '2026-11',
    now(),
    now() - n * interval '1 second',
    now() - n * interval '1 minute' / 2
from base, generate_series($from, $to) as n;

insert into avatars (id, user_id, name, status, created_at)
select base.avatars + n, base.users + n, 'Anna', 'ready', now() - n * interval '1 minute' / 2
from base, generate_series($from, $to) as n;

insert into reference_photos (
    avatar_id, image_url, storage_key, content_sha256, width, height, byte_size, created_at
)
select
    base.avatars + n,
    'references/' || n || '/' || photo || '.jpg',
    'references/' || n || '/' || photo || '.jpg',
    md5(n::text || photo) || md5(photo || n::text),
    960,
    1280,
    240000,
    now() - n * interval '1 minute' / 2
from base, generate_series($from, $to) as n, generate_series(1, 2) as photo;

insert into payments (
    id, user_id, payment_id, provider, amount, status, tier_id, photo_count, generation_consumed,
    consumed_at, consumed_avatar_id, telegram_charge_id, stars_amount, settled_at, created_at
)
select
    base.payments + n, base.users + n, 'filled-' || n, 'stars', 499, 'succeeded', 'starter', 7, true,
    now() - n * interval '1 minute' / 2, base.avatars + n, 'filled-charge-' || n, 350,
    now() - n * interval '1 minute' / 2, now() - n * interval '1 minute' / 2
from base, generate_series($from, $to) as n;

insert into orders (
    id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, amount_rub, stars_amount,
    status, created_at, expires_at
)
select
    gen_random_uuid(), base.users + n, base.payments + n, base.avatars + n, 'lifestyle', 'starter', 7,
    499, 350, 'paid', now() - n * interval '1 minute' / 2, now() - n * interval '1 minute' / 2
from base, generate_series($from, $to) as n;

insert into generation_jobs (
    id, avatar_id, payment_id, style_id, status, total_photos, completed_photos, created_at,
    finished_at, notified_at
)
select
    base.sets + n, base.avatars + n, base.payments + n, 'lifestyle', 'completed', 7, 7,
    now() - n * interval '1 minute' / 2, now() - n * interval '1 minute' / 2,
    now() - n * interval '1 minute' / 2
from base, generate_series($from, $to) as n;

insert into generated_photos (
    avatar_id, job_id, style_id, prompt, image_url, storage_key, telegram_file_id, width, height,
    byte_size, created_at
)
select
    base.avatars + n, base.sets + n, 'lifestyle', 'A portrait in the light of a window.',
    'photos/' || n || '/' || photo || '.png', 'photos/' || n || '/' || photo || '.png',
    'filled-' || n || '-' || photo, 1536, 2048, 4000000, now() - n * interval '1 minute' / 2
from base, generate_series($from, $to) as n, generate_series(1, 3) as photo;

insert into telegram_updates (
    update_id, conversation, kind, payload, status, attempts, run_at, received_at, finished_at
)
select $first_update + n, 0, 'message', '', 'done', 1, now(), now(), now()
from generate_series($from, $to) as n
on conflict (update_id) do nothing;
";

const END: &str = "
select setval(pg_get_serial_sequence(name, 'id'), highest)
from (
    select 'users' as name, max(id) as highest from users
    union all
    select 'avatars', max(id) from avatars
    union all
    select 'payments', max(id) from payments
    union all
    select 'generation_jobs', max(id) from generation_jobs
) as counters
where highest is not null;
drop table base;
set session_replication_role = default;
";

/// By itself: several statements sent together are one transaction, in which it may not run.
const VACUUM: &str = "vacuum analyze";
