//! Asking for a trial, in the staff group: of which text, and of whom.
//!
//! ```text
//! Olga: /testavatar
//! Bot: Prompts are tried on nobody yet. Which of yours may everybody use?  [Olga]
//! Olga taps [Olga], and below a prompt [🧪 Try it]
//! Bot: 🧪 A picture of Olga is being made of № 23 …
//! Bot sends a picture: № 23 lifestyle_01, for Olga   [💾 Use this text] [🧪 Try again] …
//! ```
//!
//! Only members' own avatars are used: they have said so themselves, and customers never have.

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::{NewTrial, TryPrompt, screens};
use crate::{
    accounts,
    avatars::{self, Avatar, Status},
    catalogue::{self, PromptText, TryTap},
    generation::store::trials as store,
    queue,
    staff::{self, Desk, Member, Permission, audit},
    telegram::{Buttons, Handled, Reply, Routes},
};

/// An avatar that a member may try prompts on.
pub(super) struct Choice {
    pub avatar: Avatar,
    /// Everybody of the staff may.
    pub is_shared: bool,
    pub is_own: bool,
}

/// Gives one's own avatar to all of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum AvatarTap {
    #[serde(rename = "s")]
    Share(i32),
}

impl Buttons for AvatarTap {
    const FEATURE: &'static str = "testavatar";
}

pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(staff::command("testavatar").endpoint(show_avatars))
        .branch(staff::tap::<AvatarTap>(Permission::ChangeSettings).endpoint(share))
        .branch(staff::tap::<TryTap>(Permission::ChangeSettings).endpoint(try_text))
}

/// The avatars that the member may use: the shared one first, then their own.
async fn choices(connection: &mut PgConnection, member: &Member) -> anyhow::Result<Vec<Choice>> {
    let person = accounts::find_by_telegram_id(connection, member.telegram_id).await?;
    let own = match &person {
        Some(person) => avatars::list_ready(connection, person.id).await?,
        None => Vec::new(),
    };
    let shared_id = store::find_test_avatar(connection).await?;
    let mut choices: Vec<Choice> = own
        .into_iter()
        .map(|avatar| Choice {
            is_shared: Some(avatar.id) == shared_id,
            is_own: true,
            avatar,
        })
        .collect();
    let is_others = !choices.iter().any(|choice| choice.is_shared);
    if let Some(id) = shared_id.filter(|_| is_others)
        && let Some(avatar) = avatars::find(connection, id).await?
        && avatar.status == Status::Ready
    {
        choices.push(Choice {
            avatar,
            is_shared: true,
            is_own: false,
        });
    }
    choices.sort_by_key(|choice| !choice.is_shared);
    Ok(choices)
}

async fn show_avatars(member: Member, reply: Reply, desk: Desk) -> Handled {
    let mut connection = desk.db.connection().await?;
    let choices = choices(&mut connection, &member).await?;
    drop(connection);
    let screen = screens::avatars(desk.lang, &choices);
    reply.new_message(&screen).await?;
    Ok(())
}

async fn share(tap: AvatarTap, member: Member, reply: Reply, desk: Desk) -> Handled {
    let (AvatarTap::Share(avatar_id), now) = (tap, desk.clock.now());
    let mut tx = desk.db.begin().await?;
    let before = store::find_test_avatar(&mut tx).await?;
    let choices_before = choices(&mut tx, &member).await?;
    let mut own = choices_before.iter().filter(|choice| choice.is_own);
    if !own.any(|choice| choice.avatar.id == avatar_id) {
        drop(tx);
        let words = desk.lang.text("trial-not-yours", &[]);
        reply.popup(&words).await;
        return Ok(());
    }
    if before != Some(avatar_id) {
        store::set_test_avatar(&mut tx, avatar_id, member.telegram_id, now).await?;
        let details = json!({ "before": before, "after": avatar_id });
        let action = "test_avatar_chosen";
        audit(
            &mut tx,
            &member,
            action,
            "avatar",
            Some(avatar_id),
            details,
            now,
        )
        .await?;
    }
    let choices = choices(&mut tx, &member).await?;
    tx.commit().await?;
    reply.screen(&screens::avatars(desk.lang, &choices)).await?;
    Ok(())
}

async fn try_text(tap: TryTap, member: Member, reply: Reply, desk: Desk) -> Handled {
    let (lang, now) = (desk.lang, desk.clock.now());
    let mut connection = desk.db.connection().await?;
    let text = match tap {
        TryTap::Present(prompt_id) => {
            catalogue::present_prompt_text(&mut connection, prompt_id, now).await?
        }
        TryTap::Text(id) | TryTap::On(id, _) => {
            catalogue::find_prompt_text(&mut connection, id).await?
        }
    };
    let mut choices = choices(&mut connection, &member).await?;
    drop(connection);
    let Some(text) = text else {
        reply.popup(&lang.text("prompt-unknown", &[])).await;
        return Ok(());
    };
    if let TryTap::On(_, wanted) = tap {
        choices.retain(|choice| choice.avatar.id == wanted);
    }
    match choices.as_slice() {
        [] => {
            reply.new_message(&screens::no_avatar(lang)).await?;
            Ok(())
        }
        [only] => begin(&text, &only.avatar, &member, &reply, &desk).await,
        several => {
            let screen = screens::on_whom(lang, &text, several);
            reply.new_message(&screen).await?;
            Ok(())
        }
    }
}

async fn begin(
    text: &PromptText,
    avatar: &Avatar,
    member: &Member,
    reply: &Reply,
    desk: &Desk,
) -> Handled {
    let now = desk.clock.now();
    let new = NewTrial {
        text_id: text.id,
        avatar_id: avatar.id,
        asked_by: member.telegram_id,
        asked_by_name: &member.name,
        chat_id: reply.chat.0,
        topic_id: reply.topic().map(|topic| topic.0.0),
    };
    let mut tx = desk.db.begin().await?;
    let Some(trial_id) = store::insert(&mut tx, &new, now).await? else {
        drop(tx);
        let words = desk.lang.text("trial-under-way", &[]);
        reply.popup(&words).await;
        return Ok(());
    };
    queue::add(&mut tx, &TryPrompt { trial_id }, now).await?;
    let details = json!({ "text_id": text.id, "avatar_id": avatar.id });
    let (action, target) = ("prompt_tried", Some(text.prompt_id));
    audit(
        &mut tx,
        member,
        action,
        "custom_prompt",
        target,
        details,
        now,
    )
    .await?;
    tx.commit().await?;
    let screen = screens::begun(desk.lang, text, avatar);
    reply.new_message(&screen).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_fits_and_comes_back() {
        let tap = AvatarTap::Share(i32::MAX);
        assert_eq!(AvatarTap::decode(&tap.encode()), Some(tap));
    }
}
