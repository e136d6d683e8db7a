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
    PATIENCE, REMEMBERED, RENEW_EVERY, SHOW_LIFE_EVERY, in_our_clock, in_time, store,
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
                    held.insert(chat, until);
                }
            }
        }
        if !held.is_empty() {
            let held: Vec<_> = held.into_iter().collect();
            if let Err(error) = note(gate, db, clock, &held).await {
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
    let now = clock.now();
    let due = all_asked.iter().map(|asked| {
        let pace = gate.limits.shared_pace(asked.chat);
        let delta = |time| TimeDelta::from_std(time).unwrap_or_default();
        store::Due {
            chat_id: asked.chat.0,
            messages: asked.messages.try_into().unwrap_or(i32::MAX),
            every: delta(pace.every),
            reserve: delta(pace.reserve()),
            fades: pace
                .fades
                .map_or(f64::INFINITY, |fades| fades.as_secs_f64()),
            next_at: in_our_clock(asked.next, now),
        }
    });
    let due: Vec<_> = due.collect();
    let answers = timeout(PATIENCE, store::take_places(&mut connection, &due, now)).await;
    let answers: BTreeMap<_, _> = in_time(connection, answers)?.into_iter().collect();
    let pauses = all_asked.iter().filter_map(|asked| {
        let pace = gate.limits.shared_pace(asked.chat);
        let pause = answers.get(&asked.chat.0)?.map(|noted| {
            let at = pace.ready_at(noted.next_at, noted.busy_since, asked.messages);
            (at - now).to_std().unwrap_or_default()
        });
        Some((asked.chat.0, pause))
    });
    Ok(pauses.collect())
}

async fn note(
    gate: &Gate,
    db: &Db,
    clock: &Clock,
    held: &[(teloxide::types::ChatId, Instant)],
) -> anyhow::Result<()> {
    let mut connection = db.connection().await?;
    let now = clock.now();
    let held = held.iter().map(|(chat, until)| {
        let pace = gate.limits.shared_pace(*chat);
        // Others look by how much they may be early; nothing is left of a burst that fades.
        let early = if pace.fades.is_none() {
            pace.reserve()
        } else {
            Duration::ZERO
        };
        store::Noted {
            chat_id: chat.0,
            next_at: in_our_clock(*until + early, now),
            busy_since: DateTime::UNIX_EPOCH,
        }
    });
    let held: Vec<_> = held.collect();
    let noted = timeout(PATIENCE, store::note_paces(&mut connection, &held)).await;
    in_time(connection, noted)
}

async fn sweep(db: &Db, before: DateTime<Utc>) -> anyhow::Result<()> {
    let mut connection = db.connection().await?;
    let swept = timeout(PATIENCE, store::forget_paces(&mut connection, before)).await;
    in_time(connection, swept)
}
