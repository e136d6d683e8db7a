//! Where the money goes, in the private chat of whoever sends it: there an address can be
//! copied, and nobody else of the group reads it. Each message with details goes by
//! itself, when the sending is over or after a while.
//!
//! ```text
//! Oleg taps [💸 Send], which opens his chat with the bot
//! Oleg: /start pay_12
//! Bot: № 12 · 3,000 ₽ → 4111 1111 1111 1111  [📋 Copy the details] [📋 Copy 3000]
//! ```
//!
//! The message is sent without the details first and written down; only then they are put
//! in. So none that holds them is ever forgotten, whatever crashes.

use chrono::TimeDelta;
use teloxide::{requests::Requester, types::CopyTextButton, types::InlineKeyboardButton};

use super::screens;
use crate::{
    i18n::Lang,
    queue::{self, JobResult, Lease, Next, OrElse, Registry},
    referral::{
        Deps,
        jobs::HideDetails,
        store::{self, looks::Look},
        vault::Revealed,
        withdrawals::{self, Status, Withdrawal},
    },
    staff::{self, Member, Permission},
    telegram::{self, Handled, Incoming, Lane, Reply, Routes, Screen, SendError},
};

/// Long enough to send money by, and short enough to be forgotten on no screen.
const SHOWN_FOR: TimeDelta = TimeDelta::minutes(15);

/// What the parameter of `/start` begins with.
const PREFIX: &str = "pay_";

/// Bot API, `CopyTextButton`: 1–256 characters.
const COPY_LIMIT_CHARS: usize = 256;

/// Whoever sends a withdrawal, and looks where it goes.
#[derive(Clone, Debug)]
struct Holder {
    member: Member,
    request_id: i32,
}

/// Where the details are looked at, for the answer to a tap.
///
/// # Errors
/// When Telegram can't be asked for the bot's name.
pub(super) async fn link(deps: &Deps, request_id: i32) -> Result<String, SendError> {
    let name = deps.sender.own_name().await?;
    Ok(format!("https://t.me/{name}?start={PREFIX}{request_id}"))
}

/// For anybody else the link is an ordinary `/start`.
pub(in crate::referral) fn routes() -> Routes {
    telegram::command("start")
        .filter_map_async(find_holder)
        .endpoint(show)
}

async fn find_holder(incoming: Incoming, deps: Deps) -> Option<Holder> {
    let (_, parameter) = incoming.command()?;
    let request_id = parameter.strip_prefix(PREFIX)?.parse().ok()?;
    // What can't be asked now is said by the route that follows, which asks too.
    let mut connection = deps.db.connection().await.ok()?;
    let member = staff::find_member(&mut connection, &deps.owners, &incoming.from).await;
    let member = member.ok()??;
    let request = store::withdrawals::find(&mut connection, request_id).await;
    let request = request.ok()??;
    (member.role.may(Permission::MoveMoney) && is_sending(&request, &member))
        .then_some(Holder { member, request_id })
}

fn is_sending(request: &Withdrawal, member: &Member) -> bool {
    request.status == Status::Approved && request.paying_by == Some(member.telegram_id)
}

async fn show(holder: Holder, reply: Reply, deps: Deps) -> Handled {
    let (lang, id) = (deps.staff_lang, holder.request_id);
    let wait = Screen::plain(lang.html("payout-private-wait", &[]));
    let message = reply.new_message(&wait).await?;
    let look = Look {
        chat: reply.chat,
        message,
    };
    let screen = reveal(&deps, &holder, look).await?;
    let screen = screen.unwrap_or_else(|| {
        let number = [("number", id.to_string().into())];
        Screen::plain(lang.html("payout-private-over", &number))
    });
    match deps
        .sender
        .edit(Lane::Answer, look.chat, look.message, &screen)
        .await
    {
        // The sending was over while it was looked at.
        Ok(_) | Err(SendError::Gone(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Writes the look down before it is had. `None` when the member does not send it any more.
async fn reveal(deps: &Deps, holder: &Holder, look: Look) -> anyhow::Result<Option<Screen>> {
    let (lang, now, id) = (deps.staff_lang, deps.clock.now(), holder.request_id);
    let mut tx = deps.db.begin().await?;
    let request = store::withdrawals::lock(&mut tx, id).await?;
    let Some(request) = request.filter(|request| is_sending(request, &holder.member)) else {
        return Ok(None);
    };
    let foreign = store::desk::find_foreign_details(&mut tx, id).await?;
    let (lines, plain) = match foreign {
        Some(details) => (screens::foreign_lines(&details), None),
        None => match deps.vault.reveal(&mut tx, id).await? {
            Revealed::Details(details) => (details.lines(), Some(details.plain())),
            Revealed::Unreadable | Revealed::Gone => {
                let words = lang.html("payout-details-unreadable", &[]);
                return Ok(Some(Screen::plain(words)));
            }
        },
    };
    withdrawals::audit_look(&mut tx, &holder.member, &request, now).await?;
    let until = now + SHOWN_FOR;
    store::looks::insert(&mut tx, id, look, until).await?;
    queue::add(&mut tx, &HideDetails { request_id: id }, until).await?;
    tx.commit().await?;
    let buttons = copy_buttons(lang, &request, plain);
    Ok(Some(screens::private(lang, &request, &lines, buttons)))
}

fn copy_buttons(
    lang: Lang,
    request: &Withdrawal,
    details: Option<String>,
) -> Vec<Vec<InlineKeyboardButton>> {
    let copies = |key: &str, text: String| {
        let label = lang.text(key, &[]);
        vec![InlineKeyboardButton::copy_text_button(
            label,
            CopyTextButton { text },
        )]
    };
    let amount = request.amount.normalize().to_string();
    let details = details.filter(|details| details.chars().count() <= COPY_LIMIT_CHARS);
    let details = details.map(|details| copies("payout-private-copy-details", details));
    let amount = copies("payout-private-copy-amount", amount);
    details.into_iter().chain([amount]).collect()
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let hiding = deps.clone();
    registry.on(move |job, lease| hide(hiding.clone(), lease, job))
}

/// Deletes messages whose time is over, one after the other.
async fn hide(deps: Deps, lease: Lease, job: HideDetails) -> JobResult {
    let (id, now) = (job.request_id, deps.clock.now());
    loop {
        let mut connection = deps.db.connection().await.or_retry()?;
        let over = store::looks::find_over(&mut connection, id, now)
            .await
            .or_retry()?;
        let Some(look) = over else {
            let next = store::looks::next_until(&mut connection, id)
                .await
                .or_retry()?;
            return Ok(next.map_or(Next::Done, Next::At));
        };
        drop(connection);
        take_away(&deps, look).await.or_retry()?;
        let mut tx = deps.db.begin().await.or_retry()?;
        lease.confirm(&mut tx).await.or_retry()?;
        store::looks::delete(&mut tx, look).await.or_retry()?;
        tx.commit().await.or_retry()?;
    }
}

/// A message that can't be deleted loses its words. Who has blocked the bot keeps it: there
/// is no way to them.
async fn take_away(deps: &Deps, look: Look) -> Result<(), SendError> {
    let request = deps.sender.bot().delete_message(look.chat, look.message);
    match deps
        .sender
        .call(Lane::Answer, Some(look.chat), request)
        .await
    {
        Ok(_) | Err(SendError::Unreachable(_)) => return Ok(()),
        Err(SendError::Gone(why)) if why.contains("not found") => return Ok(()),
        Err(error @ (SendError::Unavailable | SendError::Unknown)) => return Err(error),
        Err(_) => {}
    }
    let emptied = Screen::plain(deps.staff_lang.html("payout-private-gone", &[]));
    match deps
        .sender
        .edit(Lane::Answer, look.chat, look.message, &emptied)
        .await
    {
        Err(error @ (SendError::Unavailable | SendError::Unknown)) => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_too_long_is_put_on_a_copy_button() {
        let request = Withdrawal {
            id: 1,
            user_id: None,
            amount: rust_decimal::Decimal::new(300_050, 2),
            method: None,
            masked: String::new(),
            status: Status::Approved,
            reason: None,
            approvals_needed: 1,
            paying_by: None,
            created_at: chrono::DateTime::UNIX_EPOCH,
            processed_at: None,
        };
        let rows = |details: usize| copy_buttons(Lang::En, &request, Some("x".repeat(details)));
        assert_eq!(rows(COPY_LIMIT_CHARS).len(), 2);
        assert_eq!(rows(COPY_LIMIT_CHARS + 1).len(), 1);
    }
}
