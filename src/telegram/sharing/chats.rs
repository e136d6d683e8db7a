//! Places in chats, of which all processes together have so many: asks for them on behalf of the
//! schedule, and tells the others which chats Telegram wants to be left alone.

use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout},
};

use super::{
    super::limits::{Asked, Gate, Question},
    PATIENCE, REMEMBERED, RENEW_EVERY, SHOW_LIFE_EVERY, in_our_time, in_time, store,
};
use crate::{clock::Clock, db::Db};

/// Chats that are asked for together.
const MOST_CHATS: usize = 200;

/// Takes places in chats, as many questions as there are at a time in one statement.
pub(super) async fn answer(
    gate: &Gate,
    db: &Db,
    clock: &Clock,
    mut questions: mpsc::UnboundedReceiver<Question>,
) {
    let mut batch = Vec::new();
    let mut swept_at = Instant::now();
    while questions.recv_many(&mut batch, MOST_CHATS).await > 0 {
        let mut all_asked = Vec::new();
        let mut held = BTreeMap::new();
        for question in batch.drain(..) {
            match question {
                Question::Asked(asked) => all_asked.push(asked),
                Question::Held { chat, until } => {
                    // Others look by how much they may be early.
                    let next = until + gate.limits.shared_pace(chat).tolerance(1);
                    held.insert(chat, next);
                }
            }
        }
        if !held.is_empty() {
            let held: Vec<_> = held.into_iter().collect();
            if let Err(error) = note(db, clock, &held).await {
                let error = format!("{error:#}");
                tracing::debug!(
                    error,
                    "others learn by themselves which chats to leave alone"
                );
            }
        }
        if !all_asked.is_empty() {
            pass_answers_on(gate, db, clock, all_asked).await;
        }
        if swept_at.elapsed() > SHOW_LIFE_EVERY {
            swept_at = Instant::now();
            let _later = sweep(db, clock.now() - REMEMBERED).await;
        }
    }
}

async fn pass_answers_on(gate: &Gate, db: &Db, clock: &Clock, all_asked: Vec<Asked>) {
    match ask(gate, db, clock, &all_asked).await {
        Ok(pauses) => {
            for asked in all_asked {
                // What was not answered was not agreed.
                let pause = pauses.get(&asked.chat.0).copied();
                let pause = pause.unwrap_or(Some(RENEW_EVERY));
                gate.agree(asked, pause.map(|pause| Instant::now() + pause));
            }
        }
        Err(error) => {
            let error = format!("{error:#}");
            tracing::debug!(error, "chats wait while the database can't be asked");
            // Without an answer nothing was agreed; they are asked for again.
            let later = Instant::now() + RENEW_EVERY;
            for asked in all_asked {
                gate.agree(asked, Some(later));
            }
        }
    }
}

/// How long each chat has to wait before it is asked for again; none waits that has its places.
async fn ask(
    gate: &Gate,
    db: &Db,
    clock: &Clock,
    all_asked: &[Asked],
) -> anyhow::Result<BTreeMap<i64, Option<Duration>>> {
    let mut connection = db.connection().await?;
    // What is agreed begins when it can be asked, however long there was no connection.
    let (now, here) = (clock.now(), Instant::now());
    let due = all_asked.iter().map(|asked| {
        let pace = gate.limits.shared_pace(asked.chat);
        let delta = |time| TimeDelta::from_std(time).unwrap_or_default();
        store::Due {
            chat_id: asked.chat.0,
            adds: delta(pace.every * asked.messages),
            tolerance: delta(pace.tolerance(asked.messages)),
            next_at: now + delta(asked.next.saturating_duration_since(here)),
        }
    });
    let due: Vec<_> = due.collect();
    let answers = timeout(PATIENCE, store::take_places(&mut connection, &due, now)).await;
    let answers = in_time(connection, answers)?;
    let pause = |at: DateTime<Utc>| (at - now).to_std().unwrap_or_default();
    Ok(answers
        .into_iter()
        .map(|(chat, at)| (chat, at.map(pause)))
        .collect())
}

async fn note(
    db: &Db,
    clock: &Clock,
    held: &[(teloxide::types::ChatId, Instant)],
) -> anyhow::Result<()> {
    let mut connection = db.connection().await?;
    let times = in_our_time(held, clock.now());
    let noted = timeout(PATIENCE, store::note_paces(&mut connection, &times)).await;
    in_time(connection, noted)
}

async fn sweep(db: &Db, before: DateTime<Utc>) -> anyhow::Result<()> {
    let mut connection = db.connection().await?;
    let swept = timeout(PATIENCE, store::forget_paces(&mut connection, before)).await;
    in_time(connection, swept)
}
