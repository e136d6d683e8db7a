//! Writes a file and sends it, part by part: each part is a job that orders the next one
//! when Telegram has it, so that a crash repeats one part at most, and memory holds one.

use serde::{Deserialize, Serialize};
use teloxide::{
    payloads::SendDocumentSetters,
    requests::Requester,
    types::{ChatId, InputFile, ParseMode, ThreadId},
};

use super::{Times, What};
use crate::{
    charts::number,
    queue::{self, Job, JobResult, Lease, Next, OrElse, Registry},
    reports::{
        Deps,
        store::exports::{self, Cut},
    },
    tables::Table,
    telegram::{Lane, Reply, Screen, SendError},
};

/// What a spreadsheet opens at ease, and a fraction of what Telegram takes.
const MOST_ROWS: i64 = 100_000;

/// Bot API, sendDocument: 50 MB.
const MOST_BYTES: usize = 45 * 1024 * 1024;

/// Sends one part of a table, and orders the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SendExport {
    what: What,
    times: Times,
    chat_id: i64,
    topic_id: Option<i32>,
    /// The last row of the part before.
    after: i32,
    /// Parts that were sent, and the rows in them.
    parts: u32,
    rows: i64,
}

impl Job for SendExport {
    const KIND: &'static str = "send_export";
    const PRIORITY: i16 = 70;
    const MOST_ATTEMPTS: Option<i32> = Some(8);

    fn key(&self) -> Option<String> {
        let (what, place) = (self.what.id(), self.topic_id.unwrap_or_default());
        Some(format!(
            "{what}:{}:{}:{place}",
            self.times.name, self.chat_id
        ))
    }
}

impl SendExport {
    pub fn new(what: What, times: Times, reply: &Reply) -> Self {
        Self {
            what,
            times,
            chat_id: reply.chat.0,
            topic_id: reply.topic().map(|topic| topic.0.0),
            after: 0,
            parts: 0,
            rows: 0,
        }
    }

    pub fn time(&self) -> &str {
        &self.times.name
    }

    fn topic(&self) -> Option<ThreadId> {
        self.topic_id
            .map(|id| ThreadId(teloxide::types::MessageId(id)))
    }

    fn file_name(&self, is_only: bool) -> String {
        let (what, time) = (self.what.id(), &self.times.name);
        if is_only {
            format!("{what}-{time}.csv")
        } else {
            format!("{what}-{time}-{}.csv", self.parts + 1)
        }
    }
}

pub(in crate::reports) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job: SendExport, lease| send_part(deps.clone(), lease, job))
}

async fn send_part(deps: Deps, lease: Lease, job: SendExport) -> JobResult {
    let lang = deps.desk.lang;
    let cut = Cut {
        from: job.times.from,
        until: job.times.until,
        after: job.after,
        most_rows: MOST_ROWS,
    };
    let mut table = Table::new(lang, columns(&deps, job.what)).or_give_up()?;
    let (mut last, mut count) = (job.after, 0);
    let mut connection = deps.desk.db.connection().await.or_retry()?;
    let add = |id: i32, cells: Vec<crate::tables::Cell>| {
        // What does not fit is the next part's.
        if table.len_bytes() < MOST_BYTES {
            table.add(cells)?;
            (last, count) = (id, count + 1);
        }
        Ok(())
    };
    exports::each(&mut connection, job.what, &cut, deps.zone, add)
        .await
        .or_retry()?;
    drop(connection);
    let is_last = count < MOST_ROWS && table.len_bytes() < MOST_BYTES;
    let sent = send(&deps, &job, table, count, is_last).await;
    match sent {
        // The group was left or closed: whoever wants the file asks again.
        Err(SendError::Unreachable(_) | SendError::NotAllowed(_) | SendError::Refused(_)) => {
            return Ok(Next::Done);
        }
        sent => sent.or_retry()?,
    }
    if !is_last {
        order_next(
            &deps,
            &lease,
            SendExport {
                after: last,
                parts: job.parts + 1,
                rows: job.rows + count,
                ..job
            },
        )
        .await
        .or_retry()?;
    }
    Ok(Next::Done)
}

async fn order_next(deps: &Deps, lease: &Lease, next: SendExport) -> anyhow::Result<()> {
    let now = deps.desk.clock.now();
    let mut tx = deps.desk.db.begin().await?;
    lease.confirm(&mut tx).await?;
    queue::add(&mut tx, &next, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn send(
    deps: &Deps,
    job: &SendExport,
    table: Table,
    count: i64,
    is_last: bool,
) -> Result<(), SendError> {
    let (lang, chat) = (deps.desk.lang, ChatId(job.chat_id));
    let mut args = job.times.args(lang, job.what).to_vec();
    args.push(("count", (job.rows + count).into()));
    args.push(("number", number(lang, (job.rows + count).into()).into()));
    args.push(("part", i64::from(job.parts + 1).into()));
    if job.rows + count == 0 {
        let screen = Screen::plain(lang.html("export-nothing", &args));
        let shown = deps
            .desk
            .sender
            .show(Lane::Delivery, chat, job.topic(), &screen);
        return shown.await.map(|_| ());
    }
    let is_only = is_last && job.parts == 0;
    let key = match (is_only, is_last) {
        (true, _) => "export-file",
        (false, true) => "export-last-part",
        (false, false) => "export-part",
    };
    let bytes = table
        .into_bytes()
        .map_err(|error| SendError::Refused(error.to_string()))?;
    let file = InputFile::memory(bytes).file_name(job.file_name(is_only));
    let mut request = deps
        .desk
        .sender
        .bot()
        .send_document(chat, file)
        .caption(lang.html(key, &args))
        .parse_mode(ParseMode::Html);
    request.message_thread_id = job.topic();
    let sent = deps.desk.sender.call(Lane::Delivery, Some(chat), request);
    sent.await.map(|_| ())
}

/// The names of the columns, in the order in which [`exports::each`] gives the cells.
fn columns(deps: &Deps, what: What) -> Vec<String> {
    let keys: &[&str] = match what {
        What::Payments => &exports::payments::COLUMNS,
        What::Sets => &exports::sets::COLUMNS,
        What::Earnings => &exports::earnings::COLUMNS,
        What::Tickets => &exports::tickets::COLUMNS,
        What::People => &exports::people::COLUMNS,
    };
    let name = |key: &&str| deps.desk.lang.text(&format!("export-column-{key}"), &[]);
    keys.iter().map(name).collect()
}
