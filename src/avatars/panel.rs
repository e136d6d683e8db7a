//! The one message that shows how an avatar's upload goes. Whoever changes
//! something orders a refresh; a refresh shows how things are when it runs, and
//! comes again until what it showed is how things are.

use chrono::TimeDelta;
use sqlx::PgConnection;
use teloxide::{
    requests::Requester,
    types::{ChatId, MessageId},
};

use super::{
    Avatar, Status,
    drafts::GATHERING,
    jobs::{RefreshPanel, Tools},
    refusal::Refusal,
    screens,
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

/// With so many of the person's messages below it the panel is out of sight, and
/// is sent again.
const OUT_OF_SIGHT: i64 = 10;

/// All that a panel shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub avatar: Avatar,
    /// The photos in the order in which they were sent.
    pub photo_ids: Vec<i32>,
    /// How many files wait for their verdict.
    pub waiting: i64,
    pub refused: Vec<(Refusal, i64)>,
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
        let references = store::references(connection, avatar_id).await?;
        let (waiting, _) = store::oldest_waiting(connection, avatar_id).await?;
        let refused = store::refused(connection, avatar_id).await?;
        let panel = store::find_panel(connection, avatar_id).await?;
        Ok(Some(Self {
            avatar,
            photo_ids: references
                .into_iter()
                .map(|reference| reference.id)
                .collect(),
            waiting,
            refused,
            view: panel.map_or(View::Photos, |panel| panel.view()),
            least: usize::from(photos.min),
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
    let Some(content) = Content::load(&mut connection, avatar_id, tools.photos)
        .await
        .or_retry()?
    else {
        return Ok(Next::Done);
    };
    let panel = store::find_panel(&mut connection, avatar_id)
        .await
        .or_retry()?;
    let edited_at = panel.as_ref().and_then(|panel| panel.edited_at);
    if let Some(next) = edited_at
        .map(|edited_at| edited_at + EDIT_EVERY)
        .filter(|next| now < *next)
    {
        return Ok(Next::At(next));
    }
    let (_, waiting_since) = store::oldest_waiting(&mut connection, avatar_id)
        .await
        .or_retry()?;
    if waiting_since.is_some_and(|since| {
        now - edited_at.map_or(since, |edited_at| edited_at.max(since)) < LONGEST_SILENCE
    }) {
        return Ok(Next::At(now + GATHERING));
    }
    let Some(person) = accounts::find_by_id(&mut connection, content.avatar.user_id)
        .await
        .or_retry()?
    else {
        return Ok(Next::Done);
    };
    drop(connection);
    if content.avatar.status != Status::Draft && panel.is_none() {
        // Whoever never saw a panel does not wait for what would be on it.
        return Ok(Next::Done);
    }
    let screen = screens::panel(person.lang, &content);
    match put(&tools, &person, panel.as_ref(), &screen).await {
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

/// Edits the panel where it stands, or sends it anew when it is gone or out of sight.
async fn put(
    tools: &Tools,
    person: &Person,
    panel: Option<&Panel>,
    screen: &Screen,
) -> Result<MessageId, SendError> {
    if let Some(panel) = panel.filter(|panel| panel.messages_below < OUT_OF_SIGHT) {
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
