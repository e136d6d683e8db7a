//! The card of a withdrawal: everything that is needed to decide, as it stands.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::{
    card_key,
    checks::{self, Checks},
    screens,
};
use crate::{
    accounts::{self, Profile},
    queue::{JobResult, Lease, Next, OrElse},
    referral::{
        Account, Deps,
        jobs::ShowWithdrawal,
        store::{self, desk::Entry},
        withdrawals::{Status, Withdrawal},
    },
    staff::{self, Topic},
};

/// What the card shows.
pub(super) struct Facts {
    pub request: Withdrawal,
    pub profile: Option<Profile>,
    pub account: Option<Account>,
    pub checks: Option<Checks>,
    /// Who has approved it, by Telegram id and name.
    pub approvers: Vec<(i64, String)>,
    pub history: Vec<Entry>,
    /// In so many parts its details of another program are shown.
    pub detail_parts: u8,
}

impl Facts {
    pub fn balance(&self) -> Decimal {
        let account = self.account.as_ref();
        account.map(|account| account.balance).unwrap_or_default()
    }

    /// The name of whoever did this last.
    pub fn last_by(&self, actions: &[&str]) -> Option<&Entry> {
        let mut entries = self.history.iter().rev();
        entries.find(|entry| actions.contains(&entry.action.as_str()))
    }

    /// The name of whoever is sending it.
    pub fn sender(&self) -> Option<&Entry> {
        self.request.paying_by?;
        self.last_by(&["withdrawal_taken"])
    }
}

/// Makes the card show how the withdrawal stands.
pub(super) async fn show(deps: Deps, lease: Lease, job: ShowWithdrawal) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    write(&mut tx, &deps, job.request_id, now)
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}

/// Writes the card of a withdrawal as it stands. Of people who leave there is none.
pub(super) async fn write(
    connection: &mut PgConnection,
    deps: &Deps,
    request_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(user_id) = store::withdrawals::owner_of(connection, request_id).await? else {
        return Ok(());
    };
    // From here on nobody forgets the person before the card is written.
    accounts::hold(connection, user_id).await?;
    let Some(facts) = load(connection, deps, request_id, now).await? else {
        return Ok(());
    };
    let screen = screens::card(deps.staff_lang, deps.timezone, &facts);
    let (key, topic) = (card_key(request_id), Topic::Withdrawals);
    staff::show_card(connection, &key, topic, &screen, Some(user_id), now).await
}

pub(super) async fn load(
    connection: &mut PgConnection,
    deps: &Deps,
    request_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Facts>> {
    let Some(request) = store::withdrawals::find(connection, request_id).await? else {
        return Ok(None);
    };
    let (profile, account) = match request.user_id {
        Some(user_id) => (
            accounts::find_profile(connection, user_id).await?,
            store::accounts::find(connection, user_id).await?,
        ),
        None => (None, None),
    };
    // What has been decided needs no checks any more, and keeps its card as it was.
    let checks = match request.user_id {
        Some(user_id) if request.is_open() => {
            Some(checks::load(connection, &deps.vault, &request, user_id, now).await?)
        }
        _ => None,
    };
    let in_hand = request.status == Status::Approved && request.paying_by.is_some();
    let detail_parts = match store::desk::find_foreign_details(connection, request_id).await? {
        Some(details) if in_hand => u8::try_from(screens::foreign_parts(&details).len())?,
        _ => 1,
    };
    Ok(Some(Facts {
        approvers: store::desk::list_approvers(connection, request_id).await?,
        history: store::desk::list_history(connection, request_id).await?,
        request,
        profile,
        account,
        checks,
        detail_parts,
    }))
}
