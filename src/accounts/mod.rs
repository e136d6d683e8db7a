//! Who someone is: their row, language, consent, ban and erasure. Everything else
//! that belongs to a person hangs on [`Person::id`].

mod banning;
mod bans;
mod chat;
mod email;
mod leaving;
mod news;
mod profile;
mod screens;
mod store;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::{ChatId, User};

pub use self::{
    banning::{Ban, NewBan, ban, find_ban, is_banned, lift_ban},
    bans::Sealer,
    chat::routes,
    email::is_email,
    leaving::{
        Leaving, Standing, begin_leaving, export, find_leaving, forget, hold, hold_alone,
        hold_with_ban, list_leaving, lock_leaving,
    },
    news::{set_news, wants_news},
    profile::{Profile, find_profile},
    screens::{consent_screen, menu_button},
    store::Record,
};
use crate::{i18n::Lang, telegram::Buttons};

/// The text that people agree to before their first photo; a new text gets a
/// new version and is asked for again.
pub const CONSENT_VERSION: &str = "2026-11";

/// How often a visit is written down: last-seen times need no more precision,
/// and most updates then cost no write here.
const SEEN_EVERY: TimeDelta = TimeDelta::hours(1);

/// A person whom the bot can talk to.
#[derive(Clone, Debug)]
pub struct Person {
    /// `users.id`.
    pub id: i32,
    pub telegram_id: i64,
    pub lang: Lang,
    pub first_name: String,
    pub is_banned: bool,
    /// Whether they have asked to be erased: nothing new is written down of them.
    pub is_leaving: bool,
    /// Whether they agreed to the present [`CONSENT_VERSION`].
    pub has_consented: bool,
}

impl Person {
    /// Their private chat with the bot.
    pub fn chat(&self) -> ChatId {
        ChatId(self.telegram_id)
    }
}

/// The places that people can go to from anywhere. Each is served by the feature
/// that it belongs to; a feature may link to one that it can't import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Go {
    Menu,
    NewAvatar,
    Avatars,
    /// Portraits of one avatar: first the style, then the set.
    Styles(i32),
    /// Portraits: first the avatar, when there are several.
    Portraits,
    Photos,
    /// All portraits of one avatar.
    PhotosOf(i32),
    /// The question whether an avatar goes with all its portraits.
    EraseAvatar(i32),
    Status,
    Payments,
    Language,
    Privacy,
    Help,
    /// One's open question to the staff, or a new one.
    Support,
    /// The same, about a payment.
    PaymentSupport,
    /// One's own link, and what it has earned.
    Referral,
    /// What was earned, on its way out.
    Withdraw,
    /// A partner's page, or how to become one.
    Partner,
}

impl Buttons for Go {
    const FEATURE: &'static str = "go";
}

/// The answer to the question for consent; asked and acted on by whoever needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consent {
    Agree,
    Decline,
}

impl Buttons for Consent {
    const FEATURE: &'static str = "consent";
}

/// Writes the person down with what Telegram says of them now, unless what is `known` says so.
/// Whoever was banned and comes back after their erasure is banned.
///
/// # Errors
/// When the database can't be asked.
pub async fn meet(
    connection: &mut PgConnection,
    sealer: &Sealer,
    user: &User,
    known: Option<Record>,
    now: DateTime<Utc>,
) -> anyhow::Result<Person> {
    let is_known = known.is_some();
    if let Some(record) = known.filter(|record| record.is_up_to_date(user, now)) {
        return Ok(record.into_person());
    }
    let telegram_id = user.id.0.cast_signed();
    let seal = sealer.seal(telegram_id);
    let (record, is_new) = store::upsert(connection, user, &seal, now).await?;
    let mut person = record.into_person();
    if is_known && is_new {
        // They were forgotten at this very moment, and what the statement saw of the seals may
        // be older than that.
        person.is_banned |= store::renew_ban(connection, telegram_id, &seal).await?;
    }
    Ok(person)
}

/// # Errors
/// When the database can't be asked.
pub async fn find_by_id(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Person>> {
    Ok(store::find_by_id(connection, id)
        .await?
        .map(store::Record::into_person))
}

/// # Errors
/// When the database can't be asked.
pub async fn find_by_telegram_id(
    connection: &mut PgConnection,
    telegram_id: i64,
) -> anyhow::Result<Option<Person>> {
    Ok(store::find(connection, telegram_id)
        .await?
        .map(store::Record::into_person))
}

/// Notes that the person agreed to the present text.
///
/// # Errors
/// When the database refuses it.
pub async fn record_consent(
    connection: &mut PgConnection,
    person: &Person,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::record_consent(connection, person.id, CONSENT_VERSION, now).await
}

/// Keeps the first referral code that brought a person here; later ones change nothing.
///
/// # Errors
/// When the database refuses it.
pub async fn keep_referral_code(
    connection: &mut PgConnection,
    person: &Person,
    code: &str,
) -> anyhow::Result<()> {
    store::keep_referral_code(connection, person.id, code).await
}

/// Notes that the person sent /start, and holds them; whether it is the first time.
///
/// # Errors
/// When the database refuses it.
pub async fn note_start(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    store::note_start(connection, person_id, now).await
}

/// Notes that nothing gets through to this chat, until they write again.
///
/// # Errors
/// When the database refuses it.
pub async fn mark_unreachable(
    connection: &mut PgConnection,
    chat: ChatId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::mark_unreachable(connection, &[chat.0], now).await
}

/// As [`mark_unreachable`], for several at once.
///
/// # Errors
/// When the database refuses it.
pub async fn mark_all_unreachable(
    connection: &mut PgConnection,
    chats: &[ChatId],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let ids: Vec<i64> = chats.iter().map(|chat| chat.0).collect();
    store::mark_unreachable(connection, &ids, now).await
}

/// Where the person's receipts go, if they were asked.
///
/// # Errors
/// When the database can't be asked.
pub async fn receipt_email(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<String>> {
    store::receipt_email(connection, person_id).await
}

/// # Errors
/// When the database refuses it.
pub async fn keep_receipt_email(
    connection: &mut PgConnection,
    person_id: i32,
    email: &str,
) -> anyhow::Result<()> {
    store::keep_receipt_email(connection, person_id, email).await
}
