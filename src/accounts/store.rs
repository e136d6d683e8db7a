//! The SQL of `users`, `user_settings` and `bans`.

pub(super) mod bans;
mod leaving;
mod news;
mod profile;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::User;

pub(super) use self::leaving::{
    begin_leaving, export, find_leaving, forget, hold, list_leaving, list_twins, lock, renew_ban,
    seal_ban,
};
pub(super) use self::news::{set_news, wants_news};
pub(super) use self::profile::since;
use super::{CONSENT_VERSION, Person, SEEN_EVERY};
use crate::i18n::Lang;

/// What is on record of a person, as far as every update needs it.
pub struct Record {
    pub id: i32,
    pub telegram_user_id: i64,
    pub telegram_username: Option<String>,
    pub is_banned: bool,
    pub is_leaving: bool,
    pub language: Option<String>,
    pub consent_version: Option<String>,
    pub unreachable_since: Option<DateTime<Utc>>,
    pub first_name: Option<String>,
    pub last_seen_at: Option<DateTime<Utc>>,
}

impl Record {
    /// Whether there is nothing to write down of what Telegram says of them now; of whoever
    /// leaves there never is.
    pub(super) fn is_up_to_date(&self, user: &User, now: DateTime<Utc>) -> bool {
        self.is_leaving
            || self.telegram_username == user.username
                && self.first_name.as_deref() == Some(user.first_name.as_str())
                && self.unreachable_since.is_none()
                && self
                    .last_seen_at
                    .is_some_and(|seen| now - seen < SEEN_EVERY)
    }

    pub(super) fn into_person(self) -> Person {
        Person {
            id: self.id,
            telegram_id: self.telegram_user_id,
            lang: self
                .language
                .as_deref()
                .and_then(Lang::with_tag)
                .unwrap_or(Lang::En),
            first_name: self
                .first_name
                .or(self.telegram_username)
                .unwrap_or_default(),
            is_banned: self.is_banned,
            is_leaving: self.is_leaving,
            has_consented: self.consent_version.as_deref() == Some(CONSENT_VERSION),
        }
    }
}

pub(super) async fn find(
    connection: &mut PgConnection,
    telegram_id: i64,
) -> anyhow::Result<Option<Record>> {
    sqlx::query_as!(
        Record,
        r#"select users.id,
                  telegram_user_id as "telegram_user_id!",
                  telegram_username,
                  coalesce(is_banned, false) as "is_banned!",
                  erasure_asked_at is not null as "is_leaving!",
                  language as "language?",
                  consent_version as "consent_version?",
                  unreachable_since as "unreachable_since?",
                  first_name as "first_name?",
                  last_seen_at as "last_seen_at?"
           from users
           left join user_settings on user_settings.user_id = users.id
           where telegram_user_id = $1"#,
        telegram_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a person")
}

/// Only people with a Telegram account: rows of old devices can't be talked to.
pub(super) async fn find_by_id(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Record>> {
    sqlx::query_as!(
        Record,
        r#"select users.id,
                  telegram_user_id as "telegram_user_id!",
                  telegram_username,
                  coalesce(is_banned, false) as "is_banned!",
                  erasure_asked_at is not null as "is_leaving!",
                  language as "language?",
                  consent_version as "consent_version?",
                  unreachable_since as "unreachable_since?",
                  first_name as "first_name?",
                  last_seen_at as "last_seen_at?"
           from users
           left join user_settings on user_settings.user_id = users.id
           where users.id = $1 and telegram_user_id is not null"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a person by number")
}

/// Writes what Telegram says now. A language that the person chose stays. Also returns whether
/// the person is new; then they are banned if `seal` is that of a ban.
pub(super) async fn upsert(
    connection: &mut PgConnection,
    user: &User,
    seal: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<(Record, bool)> {
    let row = sqlx::query!(
        r#"with person as (
               insert into users (telegram_user_id, telegram_username, created_at, is_banned, banned_at)
               select $1, $2, $6, sealed_bans.seal is not null, sealed_bans.banned_at at time zone 'utc'
               from (values ($7::text)) as own (seal)
               left join sealed_bans on sealed_bans.seal = own.seal
               on conflict (telegram_user_id)
               do update set telegram_username = excluded.telegram_username
               -- Only a row that was there has been locked before it is returned.
               returning id, is_banned, erasure_asked_at, xmax = 0 as is_new
           ),
           settings as (
               insert into user_settings (user_id, language, first_name, last_seen_at)
               select id, $4, $3, $5 from person
               on conflict (user_id) do update
               set language = case when user_settings.language_chosen then user_settings.language else excluded.language end,
                   first_name = excluded.first_name,
                   last_seen_at = excluded.last_seen_at,
                   unreachable_since = null
               returning language, consent_version
           )
           select id,
                  coalesce(is_banned, false) as "is_banned!",
                  erasure_asked_at is not null as "is_leaving!",
                  is_new as "is_new!",
                  language,
                  consent_version
           from person, settings"#,
        user.id.0.cast_signed(),
        user.username.as_deref(),
        user.first_name,
        Lang::from_telegram(user.language_code.as_deref()).tag(),
        now,
        now.naive_utc(),
        seal,
    )
    .fetch_one(connection)
    .await
    .context("cannot write a person down")?;
    let record = Record {
        id: row.id,
        telegram_user_id: user.id.0.cast_signed(),
        telegram_username: user.username.clone(),
        is_banned: row.is_banned,
        is_leaving: row.is_leaving,
        language: row.language,
        consent_version: row.consent_version,
        unreachable_since: None,
        first_name: Some(user.first_name.clone()),
        last_seen_at: Some(now),
    };
    Ok((record, row.is_new))
}

pub(super) async fn choose_language(
    connection: &mut PgConnection,
    id: i32,
    language: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into user_settings (user_id, language, language_chosen)
         values ($1, $2, true)
         on conflict (user_id) do update set language = excluded.language, language_chosen = true",
        id,
        language,
    )
    .execute(connection)
    .await
    .context("cannot change a language")?;
    Ok(())
}

pub(super) async fn record_consent(
    connection: &mut PgConnection,
    id: i32,
    version: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into user_settings (user_id, consent_version, consented_at)
         values ($1, $2, $3)
         on conflict (user_id) do update
         set consent_version = excluded.consent_version, consented_at = excluded.consented_at
         where user_settings.consent_version is distinct from excluded.consent_version",
        id,
        version,
        now,
    )
    .execute(connection)
    .await
    .context("cannot record a consent")?;
    Ok(())
}

pub(super) async fn keep_referral_code(
    connection: &mut PgConnection,
    id: i32,
    code: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update users set referral_code_used = $2 where id = $1 and referral_code_used is null",
        id,
        code
    )
    .execute(connection)
    .await
    .context("cannot keep a referral code")?;
    Ok(())
}

/// `false` when they sent /start before. The person is held first, as they are by whoever
/// forgets them.
pub(super) async fn note_start(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "with held as (select id from users where id = $1 for key share)
         insert into user_settings as settings (user_id, started_at)
         select id, $2 from held
         on conflict (user_id) do update
         set started_at = excluded.started_at
         where settings.started_at is null",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note a /start")?;
    Ok(noted.rows_affected() == 1)
}

pub(super) async fn mark_unreachable(
    connection: &mut PgConnection,
    telegram_ids: &[i64],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update user_settings
         set unreachable_since = coalesce(unreachable_since, $2)
         from users
         where users.id = user_settings.user_id and users.telegram_user_id = any($1)",
        telegram_ids,
        now,
    )
    .execute(connection)
    .await
    .context("cannot mark a person unreachable")?;
    Ok(())
}

pub(super) async fn receipt_email(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<String>> {
    let email = sqlx::query_scalar!(
        "select receipt_email from user_settings where user_id = $1",
        user_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an e-mail address")?;
    Ok(email.flatten())
}

pub(super) async fn keep_receipt_email(
    connection: &mut PgConnection,
    user_id: i32,
    email: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into user_settings (user_id, receipt_email)
         values ($1, $2)
         on conflict (user_id) do update set receipt_email = excluded.receipt_email",
        user_id,
        email,
    )
    .execute(connection)
    .await
    .context("cannot keep an e-mail address")?;
    Ok(())
}
