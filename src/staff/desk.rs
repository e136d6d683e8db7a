//! What the product tells the staff group on its own. It is written in the
//! transaction that has something to report and waits until the group can be
//! reached, so that no report is lost to a crash or to a bot that was removed.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::InlineKeyboardMarkup;

use super::{Group, cards, login, store, sweep};
use crate::{
    clock::Clock,
    db::Db,
    i18n::Lang,
    queue::{self, Job, JobResult, Next, OrElse, Registry},
    telegram::{Lane, Screen, SendError, Sender},
};

/// Shows the staff group a message. Tried until it arrives: a group that can't
/// be reached now may be joined again, or replaced by another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct TellStaff {
    text: String,
    keyboard: Option<InlineKeyboardMarkup>,
    /// The person who is named in it, by `users.id`.
    #[serde(default)]
    about: Option<i32>,
}

impl Job for TellStaff {
    const KIND: &'static str = "tell_staff";
    const PRIORITY: i16 = 60;
}

/// As [`TellStaff`], but before whatever else is due: an alert that work is late must not
/// wait behind the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct AlertStaff(TellStaff);

impl Job for AlertStaff {
    const KIND: &'static str = "alert_staff";
    const PRIORITY: i16 = 4;
}

/// What telling the staff takes.
#[derive(Clone)]
pub struct Desk {
    pub db: Db,
    pub clock: Clock,
    pub sender: Sender,
    /// Without one nothing is told.
    pub group: Group,
    pub lang: Lang,
    /// By which the group reads days and moments.
    pub timezone: Tz,
    /// Admins whatever their accounts say, by Telegram id.
    pub owners: Arc<[i64]>,
}

/// Has the staff group told, as part of the caller's transaction.
///
/// # Errors
/// When the database refuses it.
pub async fn tell(
    connection: &mut PgConnection,
    screen: &Screen,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    tell_of(connection, screen, None, now).await
}

/// As [`tell`], but before all that is told otherwise: an alert.
///
/// # Errors
/// When the database refuses it.
pub async fn alert(
    connection: &mut PgConnection,
    screen: &Screen,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let job = AlertStaff(TellStaff {
        text: screen.text.clone(),
        keyboard: screen.keyboard.clone(),
        about: None,
    });
    queue::add(connection, &job, now).await
}

/// As [`tell`], of a person whom `screen` names, if it names one.
pub(super) async fn tell_of(
    connection: &mut PgConnection,
    screen: &Screen,
    about: Option<i32>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let job = TellStaff {
        text: screen.text.clone(),
        keyboard: screen.keyboard.clone(),
        about,
    };
    queue::add(connection, &job, now).await
}

/// As [`tell`], but once for good for one `key`, which begins with the feature's
/// name: `payments.difference:42`. Whether this call was the first.
///
/// # Errors
/// When the database refuses it.
pub async fn tell_once(
    connection: &mut PgConnection,
    key: &str,
    screen: &Screen,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let is_first = store::add_notice(connection, key, now).await?;
    if is_first {
        tell(connection, screen, now).await?;
    }
    Ok(is_first)
}

/// Lets what [`tell_once`] told under keys that begin with `prefix` be told again.
///
/// # Errors
/// When the database refuses it.
pub async fn tell_again(connection: &mut PgConnection, prefix: &str) -> anyhow::Result<()> {
    store::delete_notices(connection, prefix).await
}

/// How many things [`tell_once`] told under keys that begin with `prefix`, and were not let be
/// told again since.
///
/// # Errors
/// When the database can't be asked.
pub async fn count_told(connection: &mut PgConnection, prefix: &str) -> anyhow::Result<i64> {
    store::count_notices(connection, prefix).await
}

/// As [`tell_once`], of a person whom `screen` names: should they be erased before
/// the group could be reached, it is not told.
///
/// # Errors
/// When the database refuses it.
pub async fn tell_once_of(
    connection: &mut PgConnection,
    key: &str,
    screen: &Screen,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let is_first = store::add_notice(connection, key, now).await?;
    if is_first {
        tell_of(connection, screen, Some(person_id), now).await?;
    }
    Ok(is_first)
}

/// Takes back what the group has not been told of a person, has the cards deleted that name
/// them, and forgets the deeds about them. To be called again changes nothing.
///
/// # Errors
/// When the database refuses it.
pub async fn forget(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::withdraw::<TellStaff>(connection, "about", person_id.into()).await?;
    login::forget(connection, person_id).await?;
    store::deeds::delete_about(connection, person_id).await?;
    cards::doom(connection, person_id, now).await
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, desk: Desk) -> Registry {
    let has_warned = Arc::new(AtomicBool::new(false));
    let registry = cards::register(registry, desk.clone());
    let registry = login::register(registry, desk.clone());
    let registry = sweep::register(registry, desk.clone());
    let (alerting, alerts_warned) = (desk.clone(), Arc::clone(&has_warned));
    registry
        .on(move |job: TellStaff, _| tell_staff(desk.clone(), Arc::clone(&has_warned), job))
        .on(move |AlertStaff(job), _| tell_staff(alerting.clone(), Arc::clone(&alerts_warned), job))
}

async fn tell_staff(desk: Desk, has_warned: Arc<AtomicBool>, job: TellStaff) -> JobResult {
    let mut connection = desk.db.connection().await.or_retry()?;
    let Some(chat) = desk.group.find(&mut connection).await.or_retry()? else {
        if !has_warned.swap(true, Ordering::Relaxed) {
            tracing::warn!("STAFF_CHAT_ID is not set: the staff is not told what it should know");
        }
        return Ok(Next::Done);
    };
    let now = desk.clock.now();
    let place = desk.group.take_places(&mut connection, 1, now);
    let place = place.await.or_retry()?;
    drop(connection);
    if let Err(free_at) = place {
        return Ok(Next::At(free_at));
    }
    let screen = Screen {
        text: job.text,
        keyboard: job.keyboard,
    };
    // Even a refusal may pass: of a bot without rights, a closed topic, an upgraded group.
    match desk.sender.show(Lane::Delivery, chat, None, &screen).await {
        Err(SendError::Moved(to)) => {
            let mut connection = desk.db.connection().await.or_retry()?;
            let noted = desk.group.note_move(&mut connection, chat, to, now);
            noted.await.or_retry()?;
            cards::follow_group(&mut connection, to, now)
                .await
                .or_retry()?;
            Ok(Next::At(now))
        }
        result => result.map(|_| Next::Done).or_retry(),
    }
}
