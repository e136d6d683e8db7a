//! What one has asked for, how it stands, and how it is taken back.

use rust_decimal::Decimal;

use super::{Visit, screens};
use crate::{
    referral::{
        store,
        withdrawals::{self, Moved, Status, Withdrawal},
    },
    telegram::Handled,
};

/// A request as its person sees it.
pub(super) struct Asked {
    pub request: Withdrawal,
    /// What the person has besides; below zero, the request waits.
    pub balance: Decimal,
}

impl Asked {
    /// Nobody has decided on it yet.
    pub fn is_untouched(&self) -> bool {
        self.request.status == Status::Pending && !self.waits_below_zero()
    }

    /// A refund keeps it from being sent: nothing is, as long as the balance is below zero.
    pub fn waits_below_zero(&self) -> bool {
        self.request.is_open() && self.request.paying_by.is_none() && self.balance < Decimal::ZERO
    }

    /// Until it is approved; and after that, while a refund keeps it from being sent.
    pub fn can_be_cancelled(&self) -> bool {
        self.request.status == Status::Pending || self.waits_below_zero()
    }
}

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
    let Some(asked) = find_own(visit, id).await? else {
        return Ok(());
    };
    let screen = screens::request(visit.person.lang, &asked, visit.deps.timezone);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn ask_to_cancel(visit: &Visit, id: i32) -> Handled {
    let Some(asked) = find_own(visit, id).await? else {
        return Ok(());
    };
    if !asked.can_be_cancelled() {
        visit.popup("withdraw-cancel-late").await;
        return open(visit, id).await;
    }
    let screen = screens::ask_to_cancel(visit.person.lang, &asked.request);
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
    let Some(asked) = find_own(visit, id).await? else {
        return Ok(());
    };
    if moved != Moved::Done && !asked.request.is_cancelled() {
        visit.popup("withdraw-cancel-late").await;
    }
    let screen = screens::request(visit.person.lang, &asked, visit.deps.timezone);
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// The number comes from outside and may be anybody's.
pub(super) async fn find_own(visit: &Visit, id: i32) -> anyhow::Result<Option<Asked>> {
    let mut connection = visit.deps.db.connection().await?;
    let request = store::withdrawals::find(&mut connection, id).await?;
    let account = store::accounts::find(&mut connection, visit.person.id).await?;
    drop(connection);
    let own = request.filter(|request| request.user_id == Some(visit.person.id));
    if own.is_none() {
        visit.popup("withdraw-gone").await;
    }
    let balance = account.map(|account| account.balance).unwrap_or_default();
    Ok(own.map(|request| Asked { request, balance }))
}
