//! The log as a file, for whoever has to show it elsewhere.

use serde_json::json;
use teloxide::{payloads::SendDocumentSetters, requests::Requester, types::InputFile};

use super::{
    super::{
        Desk, Member,
        store::log::{self as store, Entry},
    },
    Filter, audit, screens,
};
use crate::{
    tables::{self, Cell},
    telegram::{Handled, Lane, Reply},
};

/// More than that nobody reads, and it would be held in memory at once.
const MOST_LINES: usize = 50_000;

/// Sends what fits as a file to where it was asked for. That is written down too: the log
/// leaves the group.
pub(super) async fn send(
    desk: &Desk,
    member: &Member,
    reply: &Reply,
    words: &str,
    filter: &Filter,
) -> Handled {
    let (lang, now) = (desk.lang, desk.clock.now());
    let most = i64::try_from(MOST_LINES)?;
    let mut tx = desk.db.begin().await?;
    let entries = store::list(&mut tx, filter, None, most + 1).await?;
    let lines = entries.len().min(MOST_LINES);
    let details = json!({ "words": words, "lines": lines });
    audit(
        &mut tx,
        member,
        "audit_exported",
        "audit",
        None,
        details,
        now,
    )
    .await?;
    tx.commit().await?;
    let is_cut = entries.len() > lines;
    let bytes = write(desk, &entries[..lines])?;
    let name = format!(
        "audit-{}.csv",
        now.with_timezone(&desk.timezone).date_naive()
    );
    let mut request = reply
        .sender
        .bot()
        .send_document(reply.chat, InputFile::memory(bytes).file_name(name))
        .caption(screens::file_caption(lang, lines, is_cut));
    request.message_thread_id = reply.topic();
    let sent = reply.sender.call(Lane::Answer, Some(reply.chat), request);
    sent.await?;
    Ok(())
}

fn write(desk: &Desk, entries: &[Entry]) -> anyhow::Result<Vec<u8>> {
    let rows = entries.iter().map(|entry| cells(desk, entry));
    tables::write(desk.lang, screens::file_columns(desk.lang), rows)
}

fn cells(desk: &Desk, entry: &Entry) -> [Cell; 7] {
    let lang = desk.lang;
    let at = entry.created_at.map(|at| {
        let at = at.and_utc().with_timezone(&desk.timezone);
        at.format("%Y-%m-%d %H:%M:%S").to_string()
    });
    let action = entry.action.clone().unwrap_or_default();
    [
        Cell::Count(entry.id.into()),
        Cell::Words(at.unwrap_or_default()),
        Cell::Words(screens::who(lang, entry)),
        Cell::Words(super::action_words(lang, &action)),
        Cell::Words(action),
        Cell::Words(screens::record(lang, entry).unwrap_or_default()),
        Cell::Words(screens::details(lang, entry)),
    ]
}
