//! The one message that shows how an avatar's upload goes. Whoever changes
//! something orders a refresh; a refresh shows how things are when it runs, and
//! comes again until what it showed is how things are.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::{
    requests::Requester,
    types::{ChatAction, ChatId, MessageId},
};

use super::{
    Avatar, Status,
    coach::{self, Tip, Traits},
    drafts::GATHERING,
    jobs::{RefreshPanel, Tools},
    screens,
    sent::{self, Sent},
    store::{self, Panel, View},
};
use crate::{
    accounts::{self, Person},
    clock::Clock,
    config::ReferencePhotosConfig,
    db::Db,
    queue::{self, JobResult, Next, OrElse},
    telegram::{Handled, Lane, Reply, Screen, SendError, Sender},
};

/// The panel is edited no more often: Telegram takes one message a second per chat.
const EDIT_EVERY: TimeDelta = TimeDelta::milliseconds(1500);

/// While photos are being looked at the panel stays as it is for so long, so
/// that an album makes one update.
const LONGEST_SILENCE: TimeDelta = TimeDelta::seconds(3);

/// So many photos below the panel fill the screen of a phone: the panel is out of
/// sight then, and is sent again.
const OUT_OF_SIGHT: i64 = 5;

/// All that a panel shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub avatar: Avatar,
    /// All that was sent for it, in that order.
    pub sent: Vec<Sent>,
    /// What would help most, once there are enough photos.
    pub tip: Option<Tip>,
    pub view: View,
    pub least: usize,
    pub most: usize,
}

impl Content {
    /// What there is to be shown; `None` when the avatar is gone.
    async fn load(
        connection: &mut PgConnection,
        avatar_id: i32,
        photos: ReferencePhotosConfig,
    ) -> anyhow::Result<Option<Self>> {
        let Some(avatar) = store::find(connection, avatar_id).await? else {
            return Ok(None);
        };
        let sent = store::sent(connection, avatar_id).await?;
        let traits: Vec<Traits> = store::photos(connection, avatar_id)
            .await?
            .into_iter()
            .map(|(_, traits)| traits)
            .collect();
        let least = usize::from(photos.min);
        let panel = store::find_panel(connection, avatar_id).await?;
        Ok(Some(Self {
            avatar,
            sent,
            tip: (traits.len() >= least).then(|| coach::tip(&traits)),
            view: panel.map_or(View::Photos, |panel| panel.view()),
            least,
            most: usize::from(photos.max),
        }))
    }
}

/// Shows the avatar's panel as the answer to the update at hand. There is one
/// panel: a message that was it before is taken away.
pub(super) async fn show(
    reply: &Reply,
    db: &Db,
    clock: &Clock,
    person: &Person,
    photos: ReferencePhotosConfig,
    avatar_id: i32,
) -> Handled {
    let mut connection = db.connection().await?;
    let content = Content::load(&mut connection, avatar_id, photos).await?;
    drop(connection);
    let Some(content) = content else {
        reply.screen(&screens::gone(person.lang)).await?;
        return Ok(());
    };
    let message = reply.screen(&screens::panel(person.lang, &content)).await?;

    let mut connection = db.connection().await?;
    let before =
        store::save_panel(&mut connection, avatar_id, reply.chat, message, clock.now()).await?;
    if Content::load(&mut connection, avatar_id, photos)
        .await?
        .as_ref()
        != Some(&content)
    {
        queue::add(
            &mut connection,
            &RefreshPanel { avatar_id },
            clock.now() + EDIT_EVERY,
        )
        .await?;
    }
    drop(connection);
    if let Some(before) = before.filter(|before| *before != message) {
        take_away(&reply.sender, reply.chat, before).await;
    }
    Ok(())
}

/// Deletes a message that has had its day. It may be gone already, or too old to
/// be deleted: then its buttons still work.
pub(super) async fn take_away(sender: &Sender, chat: ChatId, message: MessageId) {
    let request = sender.bot().delete_message(chat, message);
    if let Err(error) = sender.call(Lane::Answer, Some(chat), request).await {
        tracing::debug!(%error, "an old panel could not be deleted");
    }
}

/// The job: shows how things are, not too often, until nothing has changed since.
pub(super) async fn refresh(tools: Tools, avatar_id: i32) -> JobResult {
    let now = tools.clock.now();
    let mut connection = tools.db.connection().await.or_retry()?;
    let content = Content::load(&mut connection, avatar_id, tools.photos)
        .await
        .or_retry()?;
    let Some(content) = content else {
        return Ok(Next::Done);
    };
    let panel = store::find_panel(&mut connection, avatar_id)
        .await
        .or_retry()?;
    if content.avatar.status != Status::Draft && panel.is_none() {
        // Whoever never saw a panel does not wait for what would be on it.
        return Ok(Next::Done);
    }
    let (_, waiting_since) = store::oldest_waiting(&mut connection, avatar_id)
        .await
        .or_retry()?;
    let person = accounts::find_by_id(&mut connection, content.avatar.user_id)
        .await
        .or_retry()?;
    let Some(person) = person else {
        return Ok(Next::Done);
    };
    drop(connection);

    let edited_at = panel.as_ref().and_then(|panel| panel.edited_at);
    if let Some(later) = put_off(edited_at, waiting_since, now) {
        if waiting_since.is_some() {
            tools.sender.act(person.chat(), ChatAction::Typing).await;
        }
        return Ok(Next::At(later));
    }
    let screen = screens::panel(person.lang, &content);
    let still_fits = panel
        .as_ref()
        .filter(|panel| can_stay(panel, &content.sent));
    match put(&tools, &person, still_fits, &screen).await {
        Ok(message) => settle(&tools, &person, panel.as_ref(), message, &content)
            .await
            .or_retry(),
        Err(SendError::Unreachable(_)) => {
            let mut connection = tools.db.connection().await.or_retry()?;
            accounts::mark_unreachable(&mut connection, person.chat(), now)
                .await
                .or_retry()?;
            Ok(Next::Done)
        }
        Err(error @ SendError::Refused(_)) => Err(error).or_give_up(),
        Err(error) => Err(error).or_retry(),
    }
}

/// When to look again, if the panel should be left as it is for now: it was
/// edited a moment ago, or photos came a moment ago and their verdicts are near.
fn put_off(
    edited_at: Option<DateTime<Utc>>,
    waiting_since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let next_edit = edited_at.map(|edited_at| edited_at + EDIT_EVERY);
    if let Some(next_edit) = next_edit.filter(|next_edit| now < *next_edit) {
        return Some(next_edit);
    }
    let silent_since = waiting_since.max(waiting_since.and(edited_at))?;
    (now - silent_since < LONGEST_SILENCE).then_some(now + GATHERING)
}

/// Whether the panel is seen where it stands. A question about a photo is asked below
/// that photo, where whoever sent it looks.
fn can_stay(panel: &Panel, sent: &[Sent]) -> bool {
    let is_below = |message_id: i32| message_id > panel.message_id;
    let mut undecided = sent::undecided(sent).into_iter();
    panel.messages_below < OUT_OF_SIGHT && !undecided.any(|photo| is_below(photo.message_id))
}

/// Edits the panel where it stands, or sends it anew when it is gone or can't stay.
async fn put(
    tools: &Tools,
    person: &Person,
    panel: Option<&Panel>,
    screen: &Screen,
) -> Result<MessageId, SendError> {
    if let Some(panel) = panel {
        match tools
            .sender
            .edit(Lane::Answer, panel.chat(), panel.message(), screen)
            .await
        {
            Ok(_) => return Ok(panel.message()),
            Err(SendError::Gone(_)) => {}
            Err(error) => return Err(error),
        }
    }
    tools
        .sender
        .show(Lane::Answer, person.chat(), None, screen)
        .await
}

/// Writes down where the panel is, and whether it has to be refreshed again. The
/// panel of a ready avatar has done its work.
async fn settle(
    tools: &Tools,
    person: &Person,
    panel: Option<&Panel>,
    message: MessageId,
    shown: &Content,
) -> anyhow::Result<Next> {
    let now = tools.clock.now();
    let mut connection = tools.db.connection().await?;
    store::save_panel(
        &mut connection,
        shown.avatar.id,
        person.chat(),
        message,
        now,
    )
    .await?;
    if shown.avatar.status == Status::Ready {
        store::delete_panel(&mut connection, shown.avatar.id).await?;
    }
    let present = Content::load(&mut connection, shown.avatar.id, tools.photos).await?;
    drop(connection);
    if let Some(panel) = panel.filter(|panel| panel.message() != message) {
        take_away(&tools.sender, panel.chat(), panel.message()).await;
    }
    let is_true = present.is_none_or(|present| present == *shown);
    Ok(if is_true {
        Next::Done
    } else {
        Next::At(now + EDIT_EVERY)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_700_000_000_000 + millis).unwrap()
    }

    #[test]
    fn a_panel_that_nothing_keeps_waiting_is_refreshed_at_once() {
        assert_eq!(put_off(None, None, at(0)), None);
        assert_eq!(put_off(Some(at(0)), None, at(1500)), None);
    }

    #[test]
    fn edits_are_at_least_a_second_and_a_half_apart() {
        assert_eq!(put_off(Some(at(0)), None, at(100)), Some(at(1500)));
        assert_eq!(
            put_off(Some(at(0)), Some(at(-9000)), at(1499)),
            Some(at(1500))
        );
    }

    #[test]
    fn while_photos_are_looked_at_the_panel_is_silent_for_three_seconds() {
        assert_eq!(put_off(None, Some(at(0)), at(700)), Some(at(1400)));
        assert_eq!(put_off(None, Some(at(0)), at(3000)), None);
        assert_eq!(
            put_off(Some(at(2000)), Some(at(0)), at(4000)),
            Some(at(4700))
        );
        assert_eq!(put_off(Some(at(2000)), Some(at(0)), at(5000)), None);
    }
}
