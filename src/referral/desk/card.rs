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
    accounts::{self, Profile, Standing},
    i18n::Lang,
    queue::{self, JobResult, Lease, Next, OrElse},
    referral::{
        Account, Deps, approvals,
        jobs::ShowWithdrawal,
        store::{
            self,
            desk::{Approval, Entry},
        },
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
    /// Whose approvals count.
    pub approvals: Vec<Approval>,
    pub history: Vec<Entry>,
    /// The person is being erased, or was: nothing is told of them.
    pub is_leaving: bool,
    /// In so many parts its details of another program are shown.
    pub detail_parts: u8,
}

impl Facts {
    pub fn is_in_hand(&self) -> bool {
        self.request.status == Status::Approved && self.request.paying_by.is_some()
    }

    fn forget_person(&mut self) {
        self.is_leaving = true;
        self.request.masked.clear();
        (self.profile, self.account, self.checks) = (None, None, None);
    }

    /// The language in which the person reads; the staff's where nobody knows it.
    pub fn reader(&self, staff_lang: Lang) -> Lang {
        let profile = self.profile.as_ref();
        profile.map_or(staff_lang, |profile| profile.person.lang)
    }

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

/// Has the cards of a person's open requests show how it stands with the person now.
///
/// # Errors
/// When the database refuses it.
pub(in crate::referral) async fn show_open(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for request_id in store::desk::list_open_of(connection, person_id).await? {
        queue::add(connection, &ShowWithdrawal { request_id }, now).await?;
    }
    Ok(())
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

/// Writes the card of a withdrawal as it stands. Of people who leave there is none, unless
/// money is being sent to them: then one that does not name them.
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
    let standing = accounts::hold(connection, user_id).await?;
    let Some(mut facts) = load(connection, deps, request_id, now).await? else {
        return Ok(());
    };
    let (lang, zone, topic) = (deps.staff_lang, deps.timezone, Topic::Withdrawals);
    if standing == Standing::Here {
        let screen = screens::card(lang, zone, &facts);
        let key = card_key(request_id);
        return staff::show_card(connection, &key, topic, &screen, Some(user_id), now).await;
    }
    let key = nameless_key(request_id);
    if facts.is_in_hand() || staff::has_card(connection, &key).await? {
        facts.forget_person();
        let screen = screens::card(lang, zone, &facts);
        return staff::show_card(connection, &key, topic, &screen, None, now).await;
    }
    Ok(())
}

/// The name of the card of a withdrawal that is in somebody's hands while its person
/// leaves. The erasure waits for it, so it has to be ended, and it tells nothing of them.
pub(super) fn nameless_key(request_id: i32) -> String {
    format!("{}:nameless", card_key(request_id))
}

pub(super) async fn load(
    connection: &mut PgConnection,
    deps: &Deps,
    request_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Facts>> {
    let Some(mut request) = store::withdrawals::find(connection, request_id).await? else {
        return Ok(None);
    };
    let mut standing = Vec::new();
    if request.status == Status::Pending {
        request.approvals_needed = approvals::needed(connection, deps, &request).await?;
        standing = approvals::list_standing(connection, deps, request_id).await?;
    }
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
            let wallet = checks::find_wallet(connection, &deps.vault, request.id).await?;
            Some(checks::load(connection, user_id, wallet.as_deref(), now).await?)
        }
        _ => None,
    };
    let in_hand = request.status == Status::Approved && request.paying_by.is_some();
    let detail_parts = match store::desk::find_foreign_details(connection, request_id).await? {
        Some(details) if in_hand => u8::try_from(screens::foreign_parts(&details).len())?,
        _ => 1,
    };
    Ok(Some(Facts {
        approvals: standing,
        history: store::desk::list_history(connection, request_id).await?,
        request,
        profile,
        account,
        checks,
        is_leaving: false,
        detail_parts,
    }))
}
