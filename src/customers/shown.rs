//! Where the group is shown a person: their newest card is redrawn when something has
//! happened to them, and all such messages go when the person is erased.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::{
    requests::Requester,
    types::{ChatId, MessageId},
};

use super::{
    Deps, person,
    store::{follow_ups, gifts, shown as rows},
};
use crate::{
    privacy::ForgetShown,
    queue::{self, Job, JobResult, Next, OrElse, Registry},
    staff::Member,
    telegram::{Lane, Reply, Screen, SendError},
};

/// Makes the newest card of a person look as they stand.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct RedrawCard {
    person_id: i32,
    /// The role for which its buttons are.
    role: String,
}

impl Job for RedrawCard {
    const KIND: &'static str = "customers_redraw_card";
    const PRIORITY: i16 = 60;
    const MOST_ATTEMPTS: Option<i32> = Some(10);

    fn key(&self) -> Option<String> {
        Some(self.person_id.to_string())
    }
}

/// Shows the group what names a person, in place of the tapped message.
pub(super) async fn show(
    deps: &Deps,
    reply: &Reply,
    screen: &Screen,
    person_id: i32,
    is_card: bool,
) -> anyhow::Result<MessageId> {
    let message = reply.screen(screen).await?;
    note(deps, reply.chat, message, person_id, is_card).await?;
    Ok(message)
}

/// As [`show`], as a new message.
pub(super) async fn show_new(
    deps: &Deps,
    reply: &Reply,
    screen: &Screen,
    person_id: i32,
    is_card: bool,
) -> anyhow::Result<MessageId> {
    let message = reply.new_message(screen).await?;
    note(deps, reply.chat, message, person_id, is_card).await?;
    Ok(message)
}

async fn note(
    deps: &Deps,
    chat: ChatId,
    message: MessageId,
    person_id: i32,
    is_card: bool,
) -> anyhow::Result<()> {
    let now = deps.desk.clock.now();
    let mut connection = deps.desk.db.connection().await?;
    let place = (chat.0, message.0);
    rows::note(&mut connection, place, person_id, is_card, now).await
}

/// Notes a message that names several people: it goes with the first who is erased.
pub(super) async fn note_all(
    deps: &Deps,
    chat: ChatId,
    message: MessageId,
    people: &[i32],
) -> anyhow::Result<()> {
    let now = deps.desk.clock.now();
    let mut connection = deps.desk.db.connection().await?;
    for person_id in people {
        rows::note(&mut connection, (chat.0, message.0), *person_id, false, now).await?;
    }
    Ok(())
}

/// Has the person's card redrawn, as part of the transaction that changes something.
pub(super) async fn redraw(
    tx: &mut PgConnection,
    deps: &Deps,
    person_id: i32,
    member: &Member,
) -> anyhow::Result<()> {
    let job = RedrawCard {
        person_id,
        role: member.role.name().to_owned(),
    };
    queue::add(tx, &job, deps.desk.clock.now()).await
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (redrawing, forgetting) = (deps.clone(), deps.clone());
    registry
        .on(move |job: RedrawCard, _| redraw_card(redrawing.clone(), job))
        .on(move |job: ForgetShown, _| forget(forgetting.clone(), job))
}

async fn redraw_card(deps: Deps, job: RedrawCard) -> JobResult {
    let role = job.role.parse().map_err(anyhow::Error::msg).or_give_up()?;
    let mut connection = deps.desk.db.connection().await.or_retry()?;
    let Some(card) = rows::find_card(&mut connection, job.person_id)
        .await
        .or_retry()?
    else {
        return Ok(Next::Done);
    };
    let screen = person::card(&mut connection, &deps, job.person_id, role)
        .await
        .or_retry()?;
    drop(connection);
    let Some(screen) = screen else {
        return Ok(Next::Done);
    };
    let (chat, message) = (ChatId(card.chat_id), MessageId(card.message_id));
    let edited = deps
        .desk
        .sender
        .edit(Lane::Delivery, chat, message, &screen);
    match edited.await {
        // Whoever deleted it has no need of it; the next one is asked for.
        Ok(_) | Err(SendError::Gone(_) | SendError::Refused(_) | SendError::Unreachable(_)) => {
            Ok(Next::Done)
        }
        Err(error) => Err(error).or_retry(),
    }
}

/// Forgets what the staff noted of somebody who was erased, and takes the messages away
/// that name them; one that Telegram keeps is
/// too old to be deleted, and loses its words.
async fn forget(deps: Deps, job: ForgetShown) -> JobResult {
    let mut connection = deps.desk.db.connection().await.or_retry()?;
    follow_ups::forget(&mut connection, job.user_id)
        .await
        .or_retry()?;
    gifts::forget(&mut connection, job.user_id)
        .await
        .or_retry()?;
    let all = rows::list(&mut connection, job.user_id).await.or_retry()?;
    drop(connection);
    for shown in all {
        let (chat, message) = (ChatId(shown.chat_id), MessageId(shown.message_id));
        let request = deps.desk.sender.bot().delete_message(chat, message);
        let deleted = deps
            .desk
            .sender
            .call(Lane::Delivery, Some(chat), request)
            .await
            .map(drop);
        let gone = Screen::plain(deps.desk.lang.html("staff-card-gone", &[]));
        let cleared = match deleted {
            Err(SendError::Refused(_) | SendError::Gone(_)) => {
                let edit = deps.desk.sender.edit(Lane::Delivery, chat, message, &gone);
                edit.await.map(drop)
            }
            other => other,
        };
        match cleared {
            Ok(()) | Err(SendError::Gone(_) | SendError::Refused(_)) => {}
            Err(error) => return Err(error).or_retry(),
        }
        let mut connection = deps.desk.db.connection().await.or_retry()?;
        rows::forget(&mut connection, &shown).await.or_retry()?;
    }
    Ok(Next::Done)
}
