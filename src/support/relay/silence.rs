//! The staff group can't be reached: the bot was put out of it, may not write there, or
//! Telegram is away. Everything waits in its order, and the group is tried again and
//! again; those who own the service are told in private when it lasts, once, and when it
//! is over.

use chrono::{DateTime, TimeDelta, Utc};
use teloxide::types::ChatId;

use super::Step;
use crate::{
    support::{Deps, store::silences},
    telegram::{Lane, Screen, SendError},
};

/// A silence that is longer than this needs somebody to look.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// How long a try may be put off.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(2);

/// Whether it is the group that is away, and not the message that is wrong.
pub(super) fn is_about_group(error: &SendError) -> bool {
    matches!(
        error,
        SendError::Unreachable(_) | SendError::Unavailable | SendError::NotAllowed(_)
    )
}

/// The group could not be reached; when to try again.
pub(super) async fn wait(deps: &Deps, chat: ChatId, error: &SendError) -> anyhow::Result<Step> {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await?;
    let since = silences::begin(&mut connection, chat, now).await?;
    let is_news =
        now - since >= PATIENCE && silences::note_told(&mut connection, chat, now).await?;
    drop(connection);
    if is_news {
        tracing::error!(%error, "the staff group can't be reached; what people write waits");
        let args = [
            ("time", clock_time(since).into()),
            ("reason", error.to_string().into()),
        ];
        tell_owners(deps, deps.staff_lang.html("support-group-away", &args)).await;
    }
    let pause = (now - since).clamp(TimeDelta::seconds(2), LONGEST_PAUSE);
    Ok(Step::At(now + pause))
}

/// Something got through.
pub(super) async fn end(deps: &Deps, chat: ChatId) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let was_told = silences::end(&mut connection, chat).await?;
    drop(connection);
    if was_told {
        tell_owners(deps, deps.staff_lang.html("support-group-back", &[])).await;
    }
    Ok(())
}

/// Best effort: an owner may never have talked to the bot.
async fn tell_owners(deps: &Deps, html: String) {
    let screen = Screen::plain(html);
    for owner in &deps.owners {
        let told = deps.sender.show(Lane::Bulk, ChatId(*owner), None, &screen);
        if let Err(error) = told.await {
            tracing::warn!(%error, "an owner could not be told how the staff group is");
        }
    }
}

fn clock_time(at: DateTime<Utc>) -> String {
    at.format("%H:%M UTC").to_string()
}
