//! Who hears of signing in: the group of who is new in it and of whoever guesses, and the
//! person whose staff account has moved to another Telegram account.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use teloxide::types::ChatId;

use super::{
    super::{
        Desk, Role,
        audit::{Actor, Target, audit_as},
        desk::tell_of,
        store::add_notice,
    },
    Visit, screens, store,
    tries::{Attempt, Pauses},
};
use crate::{
    accounts::{self, Person},
    queue::{Job, JobResult, Next, OrElse, Registry},
    telegram::{Lane, SendError},
};

/// Tells a Telegram account that the staff account which was tied to it is tied to another.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellMoved {
    pub chat: ChatId,
    pub username: String,
}

impl Job for TellMoved {
    const KIND: &'static str = "staff_tell_moved";
    const PRIORITY: i16 = 40;
}

/// Adds the handlers of this part's jobs.
pub(in crate::staff) fn register(registry: Registry, desk: Desk) -> Registry {
    registry.on(move |job: TellMoved, _| tell_moved(desk.clone(), job))
}

async fn tell_moved(desk: Desk, job: TellMoved) -> JobResult {
    let mut connection = desk.db.connection().await.or_retry()?;
    let person = accounts::find_by_telegram_id(&mut connection, job.chat.0).await;
    let lang = person.or_retry()?.map_or(desk.lang, |person| person.lang);
    drop(connection);
    let screen = screens::moved(lang, &job.username);
    match desk
        .sender
        .show(Lane::Delivery, job.chat, None, &screen)
        .await
    {
        Ok(_) | Err(SendError::Unreachable(_)) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}

/// Has the group told who acts in it from now on.
pub(super) async fn tell_of_login(
    connection: &mut PgConnection,
    desk: &Desk,
    person: &Person,
    username: &str,
    role: Role,
) -> anyhow::Result<()> {
    let screen = screens::news_of_login(desk.lang, &person.first_name, username, role);
    let now = desk.clock.now();
    tell_of(connection, &screen, Some(person.id), now).await
}

/// Writes down that somebody was wrong too often, and has the group told of it: once a day
/// for the same Telegram account or name.
pub(super) async fn note_pause(
    visit: &Visit,
    attempt: &Attempt<'_>,
    pauses: &Pauses,
) -> anyhow::Result<()> {
    let (desk, person) = (&visit.desk, &visit.person);
    let now = desk.clock.now();
    let mut tx = desk.db.begin().await?;
    let account = store::find_id(&mut tx, attempt.username).await?;
    // A name that nobody has may be a password, typed too early.
    let username = account.is_some().then_some(attempt.username);
    let minutes = |until: Option<DateTime<Utc>>| {
        until.map(|until| (until - now).max(TimeDelta::zero()).num_minutes())
    };
    let details = json!({
        "account_pause_minutes": minutes(pauses.account),
        "name_pause_minutes": minutes(pauses.name),
    });
    let actor = Actor::Stranger(person.id);
    let target = Target {
        kind: "staff",
        id: account,
    };
    audit_as(&mut tx, actor, "login_paused", target, details, now).await?;
    let screen = screens::news_of_pause(desk.lang, person, username);
    let (day, person_id) = (now.date_naive(), Some(person.id));
    let keys = [
        // Not their Telegram id: what was told is remembered for good.
        pauses.account.map(|_| format!("person:{}", person.id)),
        pauses.name.map(|_| attempt.name_key()),
    ];
    let mut is_news = false;
    for key in keys.into_iter().flatten() {
        let key = format!("staff.login:{day}:{key}");
        is_news |= add_notice(&mut tx, &key, now).await?;
    }
    if is_news {
        tell_of(&mut tx, &screen, person_id, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
