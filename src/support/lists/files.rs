//! Files of a history, sent again where somebody asked for them. Each is a job of its own
//! within the pace of the group, so that many files keep nobody waiting.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use teloxide::types::{ChatId, MessageId, ThreadId};

use super::history;
use crate::{
    queue::{self, Job, JobResult, Next, OrElse, Registry},
    support::{
        Deps,
        relay::{has_caption, send_file},
        store::{
            lists::{self, ShownWords},
            messages, tickets,
        },
    },
    telegram::{Incoming, SendError},
};

/// Keeps the order of files that are sent one after the other.
const APART: TimeDelta = TimeDelta::milliseconds(1);

/// Sends the file of a message of a ticket into the staff group.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ShowFile {
    message_id: i32,
    chat: i64,
    topic: Option<i32>,
}

impl Job for ShowFile {
    const KIND: &'static str = "support_show_file";
    const PRIORITY: i16 = 55;
    /// Whoever still wants it taps again.
    const MOST_ATTEMPTS: Option<i32> = Some(5);

    fn key(&self) -> Option<String> {
        let topic = self.topic.unwrap_or_default();
        Some(format!("{}:{topic}:{}", self.chat, self.message_id))
    }
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job, _| show_file(deps.clone(), job))
}

/// Orders the files of a page; how many they are.
pub(super) async fn order(
    deps: &Deps,
    incoming: &Incoming,
    ticket_id: i32,
    page: u16,
) -> anyhow::Result<usize> {
    let mut tx = deps.db.begin().await?;
    let Some(ticket) = tickets::find(&mut tx, ticket_id).await? else {
        return Ok(0);
    };
    let files = history::files_on(&mut tx, deps, &ticket, page).await?;
    let mut run_at = deps.clock.now();
    for message_id in &files {
        let job = ShowFile {
            message_id: *message_id,
            chat: incoming.chat.0,
            topic: incoming.topic.map(|topic| topic.0.0),
        };
        queue::add(&mut tx, &job, run_at).await?;
        run_at += APART;
    }
    tx.commit().await?;
    Ok(files.len())
}

async fn show_file(deps: Deps, job: ShowFile) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    // Erased meanwhile: there is nothing to show any more.
    let found = messages::find(&mut connection, job.message_id).await;
    let Some(message) = found.or_retry()?.filter(|found| found.file_id.is_some()) else {
        return Ok(Next::Done);
    };
    let place = deps.group.take_places(&mut connection, 1, deps.clock.now());
    let place = place.await.or_retry()?;
    drop(connection);
    if let Err(free_at) = place {
        return Ok(Next::At(free_at));
    }
    let topic = job.topic.map(|topic| ThreadId(MessageId(topic)));
    let chat = ChatId(job.chat);
    match send_file(&deps.sender, &message, chat, topic).await {
        Ok(sent) => {
            let mut connection = deps.db.connection().await.or_retry()?;
            let words = match has_caption(&message.content) {
                true => ShownWords::Caption,
                false => ShownWords::None,
            };
            // It goes with its person, as the history does that it belongs to.
            lists::note_shown(&mut connection, chat, sent, &[message.ticket_id], words)
                .await
                .or_retry()?;
            Ok(Next::Done)
        }
        // The topic is gone, or Telegram has the file no more.
        Err(SendError::Refused(_) | SendError::Gone(_) | SendError::NoTopic(_)) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}
