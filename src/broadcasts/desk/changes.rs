//! What changes a broadcast by a tap: whom a draft is for, and whether what was confirmed
//! goes on. Each change looks at the row under its lock and is audited with it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{
    super::{
        Broadcast, Deps, Status,
        audience::{Audience, Group, Seen},
        sending, store,
    },
    looks,
};
use crate::{
    db::Tx,
    staff::{self, Member},
    telegram::{Handled, Reply},
};

/// The draft under its lock; `None`, and a word of that, when it is none any more.
pub(super) async fn lock_in(
    deps: &Deps,
    reply: &Reply,
    id: i32,
    status: &[Status],
) -> anyhow::Result<Option<(Tx, Broadcast)>> {
    let mut tx = deps.desk.db.begin().await?;
    match store::rows::lock(&mut tx, id).await? {
        Some(broadcast) if status.contains(&broadcast.status) => Ok(Some((tx, broadcast))),
        Some(_) => {
            tx.rollback().await?;
            let words = deps.desk.lang.text("broadcast-not-now", &[]);
            reply.popup(&words).await;
            if reply.tapped.is_some() {
                looks::show(deps, reply, id).await?;
            }
            Ok(None)
        }
        None => {
            tx.rollback().await?;
            looks::gone(deps, reply).await?;
            Ok(None)
        }
    }
}

/// Writes down who changed what of a broadcast from what to what.
pub(super) async fn audit(
    tx: &mut Tx,
    member: &Member,
    action: &str,
    id: i32,
    before: Value,
    after: Value,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let change = json!({ "before": before, "after": after });
    staff::audit(tx, member, action, "broadcast", Some(id), change, now).await
}

pub(super) async fn choose_group(
    deps: &Deps,
    member: &Member,
    reply: &Reply,
    id: i32,
    group: Group,
) -> Handled {
    change_audience(deps, member, reply, id, |audience| audience.group = group).await
}

pub(super) async fn choose_language(
    deps: &Deps,
    member: &Member,
    reply: &Reply,
    id: i32,
    language: Option<String>,
) -> Handled {
    change_audience(deps, member, reply, id, |audience| {
        audience.language = language
    })
    .await
}

pub(super) async fn choose_seen(
    deps: &Deps,
    member: &Member,
    reply: &Reply,
    id: i32,
    seen: Option<Seen>,
) -> Handled {
    change_audience(deps, member, reply, id, |audience| audience.seen = seen).await
}

async fn change_audience(
    deps: &Deps,
    member: &Member,
    reply: &Reply,
    id: i32,
    change: impl FnOnce(&mut Audience),
) -> Handled {
    let now = deps.desk.clock.now();
    let Some((mut tx, broadcast)) = lock_in(deps, reply, id, &[Status::Draft]).await? else {
        return Ok(());
    };
    let mut audience = broadcast.audience.clone();
    change(&mut audience);
    if audience != broadcast.audience {
        store::changes::set_audience(&mut tx, id, &audience).await?;
        store::changes::note_change(&mut tx, id).await?;
        let before = serde_json::to_value(&broadcast.audience)?;
        let after = serde_json::to_value(&audience)?;
        audit(
            &mut tx,
            member,
            "broadcast_audience",
            id,
            before,
            after,
            now,
        )
        .await?;
    }
    tx.commit().await?;
    looks::show_whom(deps, reply, id).await
}

pub(super) async fn discard(deps: &Deps, member: &Member, reply: &Reply, id: i32) -> Handled {
    let now = deps.desk.clock.now();
    let Some((mut tx, _)) = lock_in(deps, reply, id, &[Status::Draft]).await? else {
        return Ok(());
    };
    store::rows::delete(&mut tx, id).await?;
    let before = json!({ "status": Status::Draft.name() });
    audit(
        &mut tx,
        member,
        "broadcast_discard",
        id,
        before,
        Value::Null,
        now,
    )
    .await?;
    tx.commit().await?;
    let args = [
        ("number", id.to_string().into()),
        ("name", member.name.clone().into()),
    ];
    let text = deps.desk.lang.html("broadcast-discarded", &args);
    reply.screen(&crate::telegram::Screen::plain(text)).await?;
    Ok(())
}

/// What is scheduled becomes a draft again.
pub(super) async fn call_off(deps: &Deps, member: &Member, reply: &Reply, id: i32) -> Handled {
    let now = deps.desk.clock.now();
    let Some((mut tx, _)) = lock_in(deps, reply, id, &[Status::Scheduled]).await? else {
        return Ok(());
    };
    store::changes::unschedule(&mut tx, id).await?;
    moved(&mut tx, member, id, Status::Scheduled, Status::Draft, now).await?;
    tx.commit().await?;
    looks::show(deps, reply, id).await
}

/// Letters that are on their way arrive, about a second's worth; then none does.
pub(super) async fn pause(deps: &Deps, member: &Member, reply: &Reply, id: i32) -> Handled {
    let now = deps.desk.clock.now();
    let Some((mut tx, _)) = lock_in(deps, reply, id, &[Status::Sending]).await? else {
        return Ok(());
    };
    store::changes::pause(&mut tx, id, None, now).await?;
    sending::order_end_of_pause(&mut tx, now).await?;
    moved(&mut tx, member, id, Status::Sending, Status::Paused, now).await?;
    tx.commit().await?;
    looks::show(deps, reply, id).await
}

pub(super) async fn resume(deps: &Deps, member: &Member, reply: &Reply, id: i32) -> Handled {
    let now = deps.desk.clock.now();
    let Some((mut tx, _)) = lock_in(deps, reply, id, &[Status::Paused]).await? else {
        return Ok(());
    };
    store::changes::resume(&mut tx, id).await?;
    sending::order(&mut tx, now).await?;
    moved(&mut tx, member, id, Status::Paused, Status::Sending, now).await?;
    tx.commit().await?;
    looks::show(deps, reply, id).await
}

/// For good, which is why it takes a pause first.
pub(super) async fn stop(deps: &Deps, member: &Member, reply: &Reply, id: i32) -> Handled {
    let now = deps.desk.clock.now();
    let Some((mut tx, _)) = lock_in(deps, reply, id, &[Status::Paused]).await? else {
        return Ok(());
    };
    store::changes::end(&mut tx, id, Status::Stopped, now).await?;
    moved(&mut tx, member, id, Status::Paused, Status::Stopped, now).await?;
    tx.commit().await?;
    looks::show(deps, reply, id).await
}

async fn moved(
    tx: &mut Tx,
    member: &Member,
    id: i32,
    before: Status,
    after: Status,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let (before, after) = (
        json!({ "status": before.name() }),
        json!({ "status": after.name() }),
    );
    audit(tx, member, "broadcast_status", id, before, after, now).await
}
