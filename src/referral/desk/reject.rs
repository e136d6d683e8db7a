//! Rejecting in words of one's own: by answering the card or the question, or by
//! `/reject` as an answer to the card. The person reads them as they are, so they are
//! shown once more before they go.
//!
//! ```text
//! Olga taps [✏️ Another reason]
//! Bot (edited): Olga, answer this message with the reason. …
//! Olga (answers it): The card belongs to somebody else
//! Bot: № 12 is rejected, and the person reads: “The card belongs to …”  [✖️ Reject] [‹ No]
//! ```

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::types::Message;

use super::{card, card::Facts, find_answered, screens};
use crate::{
    i18n::Lang,
    referral::{Deps, ready::OWN_WORDS_MOST_CHARS, withdrawals::Moved},
    staff::{self, Member, Permission},
    telegram::{self, Dialogue, Handled, Incoming, Reply, Routes, Screen, Step},
};

/// Where a member is who rejects in words of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum RejectStep {
    /// Asked for them by the message `question`.
    Words { request_id: i32, question: i32 },
    /// Whether to send these, which the message `preview` shows.
    Confirm {
        request_id: i32,
        reason: String,
        preview: i32,
    },
}

impl Step for RejectStep {
    const FEATURE: &'static str = "paydesk_reject";
}

/// Members who are asked for a reason may go on talking: only what answers the question
/// or a card is taken for it.
pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(staff::command("reject").endpoint(reject))
        .branch(
            telegram::state::<RejectStep>()
                .filter_async(answers_us)
                .chain(staff::require(Permission::MoveMoney))
                .endpoint(take_words),
        )
}

async fn answers_us(step: RejectStep, message: Arc<Message>, deps: Deps) -> bool {
    let answered = message.reply_to_message().map(|answered| answered.id.0);
    match step {
        RejectStep::Words { question, .. } if answered == Some(question) => true,
        // When it can't be asked, the next route fails for the same reason, and is tried again.
        _ => matches!(find_answered(&deps, &message).await, Ok(Some(_))),
    }
}

/// Why a withdrawal can't be rejected now.
pub(super) fn obstacle(facts: &Facts) -> Option<Moved> {
    if !facts.request.is_open() {
        return Some(Moved::NotNow);
    }
    facts.request.paying_by.map(|_| Moved::InOtherHands)
}

async fn take_words(
    step: RejectStep,
    message: Arc<Message>,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let (RejectStep::Words { request_id, .. } | RejectStep::Confirm { request_id, .. }) = step;
    let meant = find_answered(&deps, &message).await?;
    let words = message.text().unwrap_or_default().to_owned();
    let request_id = meant.unwrap_or(request_id);
    preview(
        &deps, &member, &reply, &dialogue, &message, request_id, &words,
    )
    .await
}

/// `/reject` as an answer to a card, or with a number; then the words.
async fn reject(
    incoming: Incoming,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let lang = deps.staff_lang;
    let (Some((_, words)), Some(message)) = (incoming.command(), incoming.message()) else {
        return Ok(());
    };
    let answered = find_answered(&deps, &message).await?;
    let (request_id, words) = match (answered, words.split_once(char::is_whitespace)) {
        (Some(id), _) => (Some(id), words.clone()),
        (None, Some((number, rest))) => (number.parse().ok(), rest.trim().to_owned()),
        (None, None) => (words.parse().ok(), String::new()),
    };
    let Some(request_id) = request_id else {
        let screen = Screen::plain(lang.html("payout-reject-which", &[]));
        reply.below(message.id, &screen).await?;
        return Ok(());
    };
    preview(
        &deps, &member, &reply, &dialogue, &message, request_id, &words,
    )
    .await
}

/// Shows what the person will read, and asks once more.
async fn preview(
    deps: &Deps,
    member: &Member,
    reply: &Reply,
    dialogue: &Dialogue,
    message: &Message,
    request_id: i32,
    words: &str,
) -> Handled {
    let (lang, now) = (deps.staff_lang, deps.clock.now());
    let mut connection = deps.db.connection().await?;
    let facts = card::load(&mut connection, deps, request_id, now).await?;
    drop(connection);
    let screen = match &facts {
        None => Screen::plain(lang.html("payout-unknown", &[])),
        Some(facts) if obstacle(facts).is_some() => {
            let words = screens::stands(lang, facts);
            Screen::plain(teloxide::utils::html::escape(&words))
        }
        Some(facts) => match check(lang, words) {
            Ok("") => screens::choose_reason(lang, &facts.request, member),
            Ok(reason) => {
                let reader = facts.reader(lang);
                let screen =
                    screens::preview_rejection(lang, &facts.request, member, reader, Err(reason));
                let preview = reply.below(message.id, &screen).await?;
                let step = RejectStep::Confirm {
                    request_id,
                    reason: reason.to_owned(),
                    preview: preview.0,
                };
                let mut tx = deps.db.begin().await?;
                dialogue.go_to(&mut tx, &step).await?;
                tx.commit().await?;
                return Ok(());
            }
            Err(why) => Screen::plain(why),
        },
    };
    reply.below(message.id, &screen).await?;
    Ok(())
}

/// The reason without its edges, or what is wrong with it.
fn check(lang: Lang, words: &str) -> Result<&str, String> {
    let reason = words.trim();
    if reason.chars().count() > OWN_WORDS_MOST_CHARS {
        let most = [("most", OWN_WORDS_MOST_CHARS.into())];
        return Err(lang.html("payout-reason-too-long", &most));
    }
    Ok(reason)
}
