//! Partners: people who bring many, apply for a higher rate, and get it from the
//! moment the staff approves.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::PgConnection;

use super::{
    jobs::{ShowApplication, TellApplication, TellPartner, WatchApplication},
    links, refusal, store,
};
use crate::{
    accounts::{self, Standing},
    queue,
    staff::{self, Member},
};

/// What a partner gets unless the staff says otherwise.
pub(super) const USUAL_RATE: Decimal = Decimal::from_parts(50, 0, 0, false, 2);

/// What everybody gets.
pub(super) const EVERYBODYS_RATE: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Pending,
    Approved,
    Rejected,
}

/// A wish to become a partner.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub id: i32,
    pub user_id: Option<i32>,
    pub contact_name: Option<String>,
    pub contact_email: Option<String>,
    /// As they gave it, with or without the @.
    pub handle: Option<String>,
    /// `small`, `medium` or `large`.
    pub audience_size: Option<String>,
    pub channels: Vec<String>,
    /// In their own words.
    pub about: Option<String>,
    pub status: Decision,
    /// Why it was refused: the name of a ready-made reason, or words.
    pub reason: Option<String>,
    /// At which it was approved.
    pub rate: Option<Decimal>,
    pub created_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    /// As the staff group knows them.
    pub decided_by: Option<String>,
    /// When the staff was last reminded of it.
    pub reminded_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
pub struct NewApplication {
    pub contact_name: String,
    pub contact_email: String,
    pub handle: Option<String>,
    pub audience_size: &'static str,
    pub channels: Vec<String>,
    pub about: Option<String>,
}

/// What became of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    Taken(i32),
    /// One is open already.
    Before(i32),
    /// They are a partner.
    IsPartner,
}

/// Puts an application before the staff.
///
/// # Errors
/// When the database refuses it.
pub async fn apply(
    connection: &mut PgConnection,
    person_id: i32,
    new: &NewApplication,
    now: DateTime<Utc>,
) -> anyhow::Result<Applied> {
    super::hold_person(connection, person_id).await?;
    links::own_code(connection, person_id, now).await?;
    let account = store::accounts::lock(connection, person_id).await?;
    if account.is_some_and(|account| account.is_partner) {
        return Ok(Applied::IsPartner);
    }
    if let Some(open) = store::applications::find_open(connection, person_id).await? {
        return Ok(Applied::Before(open.id));
    }
    let id = store::applications::insert(connection, person_id, new, now).await?;
    queue::add(connection, &ShowApplication { application_id: id }, now).await?;
    queue::add(connection, &WatchApplication { application_id: id }, now).await?;
    count("sent");
    Ok(Applied::Taken(id))
}

/// Makes the applicant a partner at `rate`, for payments that are settled from now on.
/// `false` when it was decided before.
///
/// # Errors
/// When the database refuses it.
pub async fn approve(
    connection: &mut PgConnection,
    id: i32,
    member: &Member,
    rate: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let Some(user_id) = hold(connection, id, now).await? else {
        return Ok(false);
    };
    store::applications::approve(connection, id, rate, member, now).await?;
    store::accounts::make_partner(connection, user_id, rate, now).await?;
    let details =
        json!({ "user_id": user_id, "rate": rate, "before": "pending", "after": "approved" });
    let target = ("partner_application", Some(id));
    staff::audit(
        connection,
        member,
        "partner_approved",
        target.0,
        target.1,
        details,
        now,
    )
    .await?;
    tell(connection, id, now).await?;
    count("approved");
    Ok(true)
}

/// Refuses an application for a `reason` that its person reads; they may apply again.
/// `false` when it was decided before.
///
/// # Errors
/// When the database refuses it.
pub async fn refuse(
    connection: &mut PgConnection,
    id: i32,
    member: &Member,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let Some(user_id) = hold(connection, id, now).await? else {
        return Ok(false);
    };
    store::applications::refuse(connection, id, reason, member, now).await?;
    // Words may tell of the person, and the log outlives their erasure.
    let ready = refusal::is_ready_made(reason).then_some(reason);
    let details = json!({
        "user_id": user_id,
        "reason": ready,
        "before": "pending",
        "after": "rejected",
    });
    let target = ("partner_application", Some(id));
    staff::audit(
        connection,
        member,
        "partner_refused",
        target.0,
        target.1,
        details,
        now,
    )
    .await?;
    tell(connection, id, now).await?;
    count("refused");
    Ok(true)
}

/// Gives a person another rate, for payments that are settled from now on. The rate
/// before; `None` when they have no account.
///
/// # Errors
/// When the database refuses it: rates go from 0.00 to 1.00.
pub async fn set_rate(
    connection: &mut PgConnection,
    person_id: i32,
    member: &Member,
    rate: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Decimal>> {
    let Some(account) = store::accounts::lock(connection, person_id).await? else {
        return Ok(None);
    };
    store::accounts::set_rate(connection, person_id, rate).await?;
    let details = json!({ "before": account.rate, "after": rate });
    let target = Some(person_id);
    staff::audit(
        connection,
        member,
        "partner_rate",
        "user",
        target,
        details,
        now,
    )
    .await?;
    if account.rate != rate {
        queue::add(connection, &TellPartner { user_id: person_id }, now).await?;
    }
    Ok(Some(account.rate))
}

/// Ends a partnership: from now on payments earn what everybody gets. `false` when
/// they are no partner.
///
/// # Errors
/// When the database refuses it.
pub async fn end(
    connection: &mut PgConnection,
    person_id: i32,
    member: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let account = store::accounts::lock(connection, person_id).await?;
    let Some(account) = account.filter(|account| account.is_partner) else {
        return Ok(false);
    };
    store::accounts::end_partnership(connection, person_id, EVERYBODYS_RATE).await?;
    let details = json!({ "before": account.rate, "after": EVERYBODYS_RATE });
    let target = Some(person_id);
    staff::audit(
        connection,
        member,
        "partner_ended",
        "user",
        target,
        details,
        now,
    )
    .await?;
    queue::add(connection, &TellPartner { user_id: person_id }, now).await?;
    Ok(true)
}

/// Locks the balance behind an application that is still open, and makes one for an
/// applicant of another program, which may have left it out. Nobody decides without it.
async fn hold(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    let is_open = |application: &Application| application.status == Decision::Pending;
    let found = store::applications::find(connection, id).await?;
    let open = found.filter(is_open);
    let Some(user_id) = open.and_then(|application| application.user_id) else {
        return Ok(None);
    };
    // Whoever is erased meanwhile gets no code any more.
    if accounts::hold(connection, user_id).await? != Standing::Here {
        return Ok(None);
    }
    links::own_code(connection, user_id, now).await?;
    let present = store::applications::find(connection, id).await?;
    Ok(present
        .is_some_and(|present| is_open(&present))
        .then_some(user_id))
}

fn count(step: &'static str) {
    metrics::counter!("pinglass_partner_applications_total", "step" => step).increment(1);
}

async fn tell(
    connection: &mut PgConnection,
    application_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &ShowApplication { application_id }, now).await?;
    queue::add(connection, &TellApplication { application_id }, now).await
}
