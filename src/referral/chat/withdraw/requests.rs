//! What one has asked for, how it stands, and how it is taken back.

use super::{Visit, screens};
use crate::{
    referral::{
        store,
        withdrawals::{self, Moved, Withdrawal},
    },
    telegram::Handled,
};

pub(super) async fn list(visit: &Visit, page: u32) -> Handled {
    let (mut page, mut requests) = (page, list_page(visit, page).await?);
    if requests.is_empty() && page > 0 {
        // A forged page, or rows that are gone.
        (page, requests) = (0, list_page(visit, 0).await?);
    }
    let screen = screens::list(visit.person.lang, &requests, page, visit.deps.timezone);
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// One request more than a page holds, when there are older ones.
async fn list_page(visit: &Visit, page: u32) -> anyhow::Result<Vec<Withdrawal>> {
    let most = i64::try_from(screens::PAGE)?;
    let mut connection = visit.deps.db.connection().await?;
    let skipped = i64::from(page) * most;
    store::withdrawals::list_of_person(&mut connection, visit.person.id, skipped, most + 1).await
}

pub(super) async fn open(visit: &Visit, id: i32) -> Handled {
    let Some(request) = find_own(visit, id).await? else {
        return Ok(());
    };
    let screen = screens::request(visit.person.lang, &request, visit.deps.timezone);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn ask_to_cancel(visit: &Visit, id: i32) -> Handled {
    let Some(request) = find_own(visit, id).await? else {
        return Ok(());
    };
    if !screens::can_be_cancelled(&request) {
        visit.popup("withdraw-cancel-late").await;
        return open(visit, id).await;
    }
    let screen = screens::ask_to_cancel(visit.person.lang, &request);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn cancel(visit: &Visit, id: i32) -> Handled {
    if find_own(visit, id).await?.is_none() {
        return Ok(());
    }
    let now = visit.deps.clock.now();
    let mut tx = visit.deps.db.begin().await?;
    let moved = withdrawals::cancel(&mut tx, id, visit.person.id, now).await?;
    tx.commit().await?;
    let Some(request) = find_own(visit, id).await? else {
        return Ok(());
    };
    if moved != Moved::Done && !request.is_cancelled() {
        visit.popup("withdraw-cancel-late").await;
    }
    let screen = screens::request(visit.person.lang, &request, visit.deps.timezone);
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// The number comes from outside and may be anybody's.
async fn find_own(visit: &Visit, id: i32) -> anyhow::Result<Option<Withdrawal>> {
    let mut connection = visit.deps.db.connection().await?;
    let request = store::withdrawals::find(&mut connection, id).await?;
    drop(connection);
    let own = request.filter(|request| request.user_id == Some(visit.person.id));
    if own.is_none() {
        visit.popup("withdraw-gone").await;
    }
    Ok(own)
}
