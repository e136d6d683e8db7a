//! Things that are hard to do by mistake: what can't be undone is first shown with its
//! effect, then confirmed by the member who asked for it, and by a second one where it
//! is large. Done at most once, however often and by whomever the button is tapped.
//!
//! ```text
//! Vera: /order 1042, then taps [Refund]
//! Bot: Give back 1190 ₽ of payment № 1042 …?   [↩️ Give back] [✖️ Leave it]
//! Lev taps [↩️ Give back]
//! Bot (popup): Vera asked for this, and alone can confirm it.
//! Vera taps [↩️ Give back]
//! Bot (edited): ↩️ On its way …                (or: a second member has to agree)
//! ```
//!
//! A feature says what its deed is by [`Deed`], offers it by [`propose`], and joins
//! [`deed_routes`] into its own; all else is the same for every deed and lies here.

mod approval;
mod screens;
mod taps;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::PgConnection;
use uuid::Uuid;

pub use self::{approval::Approval, taps::deed_routes};
use super::{Desk, Member, Permission, store::deeds as store};
use crate::telegram::{Reply, Screen};

/// For so long a preview is true enough to be acted on.
const CONFIRM_WITHIN: TimeDelta = TimeDelta::minutes(15);

/// For so long a second member can agree.
const SECOND_WITHIN: TimeDelta = TimeDelta::days(1);

/// For so long the message of what was done still says so when it is tapped.
const REMEMBER: TimeDelta = TimeDelta::days(30);

/// Something that is done after a preview.
pub trait Deed: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Of at most 12 letters: it is in the callback data of the buttons.
    const KIND: &'static str;

    /// What asking for it, confirming and agreeing takes.
    const PERMISSION: Permission;

    /// What doing it takes; one of the staff group's dependencies.
    type Deps: Clone + Send + Sync + 'static;

    /// Whom it is about, by `users.id`: what was shown of it is forgotten with them.
    fn about(&self) -> Option<i32> {
        None
    }

    /// Does it, as part of the transaction that notes that it was done, and audits it by
    /// [`Approval::audit`]. What the preview said may not hold any more: it looks again,
    /// under its own locks.
    ///
    /// # Errors
    /// When it can't be done now. Nothing has happened then, and a tap may try again.
    fn carry_out(
        self,
        tx: &mut PgConnection,
        deps: &Self::Deps,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> impl Future<Output = anyhow::Result<Outcome>> + Send;
}

/// What came of a deed.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Its message shows this from now on.
    Done(Screen),
    /// It can't be done any more, for the reason that this says. Whatever was written is
    /// rolled back, and the deed is over.
    Impossible(Screen),
}

/// How a deed is shown before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What will happen to whom, in Telegram's HTML.
    pub text: String,
    /// The words of the button that does it.
    pub yes: String,
    /// How many members have to agree: one, or two.
    pub approvers: i16,
}

/// Shows what `deed` would do, with a button that does it. A feature that can't be
/// reached without the permission need not look at it again: each tap does.
///
/// # Errors
/// When the database refuses it or the message can't be sent.
pub async fn propose<D: Deed>(
    desk: &Desk,
    member: &Member,
    deed: &D,
    preview: Preview,
    reply: &Reply,
) -> anyhow::Result<()> {
    let screen = write_down(desk, member, deed, preview).await?;
    reply.new_message(&screen).await?;
    Ok(())
}

/// As [`propose`], for who sends the screen in another way.
///
/// # Errors
/// When the database refuses it.
pub async fn write_down<D: Deed>(
    desk: &Desk,
    member: &Member,
    deed: &D,
    preview: Preview,
) -> anyhow::Result<Screen> {
    let now = desk.clock.now();
    let row = store::Row {
        id: Uuid::new_v4(),
        kind: D::KIND.to_owned(),
        details: serde_json::to_value(deed)?,
        preview: preview.text,
        yes_label: preview.yes,
        approvers: preview.approvers,
        asked_by: member.telegram_id,
        asked_by_admin: member.admin_id,
        asked_by_name: member.name.clone(),
        confirmed_at: None,
        status: store::ASKED.to_owned(),
        outcome: None,
        outcome_keyboard: None,
        about: deed.about(),
        expires_at: now + CONFIRM_WITHIN,
    };
    let mut connection = desk.db.connection().await?;
    store::insert(&mut connection, &row, now).await?;
    Ok(screens::asked::<D>(desk.lang, &row))
}

/// Forgets deeds that were over long ago.
pub(super) async fn forget_old(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::delete_old(connection, now - REMEMBER).await
}
