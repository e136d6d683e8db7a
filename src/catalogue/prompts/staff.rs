//! What the staff do about prompts in their group.
//!
//! ```text
//! Olga: /prompts lifestyle
//! Bot: 1. 🟢 № 23 lifestyle_01 “Café terrace …”, 30 days: 41 made, 1 failed …
//! Olga taps [23]
//! Bot: № 23 lifestyle_01 … [✏️ Edit] [🧪 Try it] [🔴 Switch off] [⬆️] [⬇️]
//! Olga taps [✏️ Edit], answers with another text, taps [🧪 Try the new text]
//! Bot sends a picture                              [💾 Use this text] [🧪 Try again] [✏️ Edit]
//! Olga taps [💾 Use this text]
//! Bot: Use another text for № 23? Before: … After: …          [💾 Use it] [✖️ Leave it]
//! ```

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Prompt, PromptText, Style,
    deed::{UsePrompt, is_last},
    screens::{self, Card},
    store, writing,
};
use crate::{
    staff::{self, Desk, Member, Permission, audit, deed_routes, propose},
    telegram::{self, Buttons, Dialogue, Handled, Incoming, Reply, Routes},
};

/// How far back uses are counted.
const LATELY: TimeDelta = TimeDelta::days(30);

/// What can be tapped below lists and prompts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PromptTap {
    #[serde(rename = "l")]
    List(Style, u8),
    #[serde(rename = "s")]
    Show(i32),
    #[serde(rename = "a")]
    Add(Style),
    #[serde(rename = "e")]
    Edit(i32),
    #[serde(rename = "o")]
    On(i32),
    #[serde(rename = "f")]
    Off(i32),
    /// A text by its own number.
    #[serde(rename = "u")]
    Use(i32),
    #[serde(rename = "b")]
    TakeBack(i32),
    /// Sets take it one place earlier, or later.
    #[serde(rename = "m")]
    Move(i32, bool),
}

impl Buttons for PromptTap {
    const FEATURE: &'static str = "prompts";
}

impl PromptTap {
    fn only_looks(&self) -> bool {
        matches!(self, Self::List(..) | Self::Show(_))
    }
}

pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(staff::command("prompts").endpoint(list_styles))
        .branch(staff::command("prompt").endpoint(show_one))
        .branch(
            telegram::tap::<PromptTap>()
                .filter(|tap: PromptTap| tap.only_looks())
                .chain(staff::require(Permission::Look))
                .endpoint(look),
        )
        .branch(staff::tap::<PromptTap>(Permission::ChangeSettings).endpoint(change))
        .branch(writing::routes())
        .branch(deed_routes::<UsePrompt>())
}

async fn list_styles(incoming: Incoming, reply: Reply, desk: Desk) -> Handled {
    let words = incoming.command().map(|(_, words)| words);
    match Style::with_id(&words.unwrap_or_default().to_lowercase()) {
        Some(style) => list(style, 0, &reply, &desk).await,
        None => {
            let prompts = store::list(&mut *desk.db.connection().await?).await?;
            let screen = screens::styles(desk.lang, &prompts);
            reply.new_message(&screen).await?;
            Ok(())
        }
    }
}

async fn list(style: Style, page: u8, reply: &Reply, desk: &Desk) -> Handled {
    let mut connection = desk.db.connection().await?;
    let mut prompts = store::list(&mut connection).await?;
    let uses = store::uses(&mut connection, desk.clock.now() - LATELY).await?;
    drop(connection);
    prompts.retain(|prompt| prompt.style == style);
    let screen = screens::list(desk.lang, style, &prompts, &uses, page);
    reply.screen(&screen).await?;
    Ok(())
}

async fn show_one(incoming: Incoming, reply: Reply, desk: Desk) -> Handled {
    let words = incoming.command().map(|(_, words)| words);
    let words = words.unwrap_or_default();
    let words = words.trim_start_matches('№').trim();
    let prompts = store::list(&mut *desk.db.connection().await?).await?;
    let is_meant = |prompt: &&Prompt| prompt.key == words || prompt.id.to_string() == words;
    let meant = prompts.iter().find(is_meant).map(|prompt| prompt.id);
    show(meant.unwrap_or_default(), &reply, &desk).await
}

async fn look(tap: PromptTap, reply: Reply, desk: Desk) -> Handled {
    match tap {
        PromptTap::List(style, page) => list(style, page, &reply, &desk).await,
        PromptTap::Show(id) => show(id, &reply, &desk).await,
        _ => Ok(()),
    }
}

/// Shows a prompt as a message of its own.
pub(super) async fn show(id: i32, reply: &Reply, desk: &Desk) -> Handled {
    let (lang, now) = (desk.lang, desk.clock.now());
    let mut connection = desk.db.connection().await?;
    let prompts = store::list(&mut connection).await?;
    let Some(prompt) = prompts.iter().find(|prompt| prompt.id == id) else {
        reply.new_message(&screens::unknown(lang)).await?;
        return Ok(());
    };
    let present = store::texts::find_present(&mut connection, prompt).await?;
    let (draft, earlier) = match &present {
        Some(present) => (
            store::texts::find_draft(&mut connection, present).await?,
            store::texts::find_earlier(&mut connection, present).await?,
        ),
        None => (None, None),
    };
    let uses = store::uses(&mut connection, now - LATELY).await?;
    let of_style = prompts.iter().filter(|other| other.style == prompt.style);
    let place = of_style.map(|other| other.id).position(|other| other == id);
    let card = Card {
        draft,
        has_earlier: earlier.is_some(),
        is_tried: present.is_none_or(|present| present.is_tried),
        used: screens::use_of(&uses, id),
        place: place.unwrap_or_default() + 1,
        prompt: prompt.clone(),
    };
    drop(connection);
    for screen in card.screens(lang) {
        reply.new_message(&screen).await?;
    }
    Ok(())
}

async fn change(
    tap: PromptTap,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    desk: Desk,
) -> Handled {
    match tap {
        PromptTap::List(..) | PromptTap::Show(_) => look(tap, reply, desk).await,
        PromptTap::Add(style) => {
            writing::ask_for_key(style, &member, &reply, &dialogue, &desk).await
        }
        PromptTap::Edit(id) => writing::ask_for_text(id, &member, &reply, &dialogue, &desk).await,
        PromptTap::On(id) => ask(id, Wanted::Switched(true), &member, &reply, &desk).await,
        PromptTap::Off(id) => ask(id, Wanted::Switched(false), &member, &reply, &desk).await,
        PromptTap::TakeBack(id) => ask(id, Wanted::Earlier, &member, &reply, &desk).await,
        PromptTap::Use(text_id) => {
            let mut connection = desk.db.connection().await?;
            let text = store::texts::find(&mut connection, text_id).await?;
            drop(connection);
            match text {
                Some(text) => {
                    let id = text.prompt_id;
                    ask(id, Wanted::Text(text), &member, &reply, &desk).await
                }
                None => explain(&reply, &screens::unknown(desk.lang).text).await,
            }
        }
        PromptTap::Move(id, is_earlier) => {
            shift(id, is_earlier, &member, &desk).await?;
            show(id, &reply, &desk).await
        }
    }
}

async fn explain(reply: &Reply, words: &str) -> Handled {
    reply.popup(words).await;
    Ok(())
}

/// How a member wants a prompt to be.
enum Wanted {
    Switched(bool),
    Text(PromptText),
    Earlier,
}

/// Shows what a change would do, if it can be made.
async fn ask(id: i32, wanted: Wanted, member: &Member, reply: &Reply, desk: &Desk) -> Handled {
    let (lang, now) = (desk.lang, desk.clock.now());
    let mut connection = desk.db.connection().await?;
    let prompts = store::list(&mut connection).await?;
    let Some(prompt) = prompts.iter().find(|prompt| prompt.id == id) else {
        return explain(reply, &lang.text("prompt-unknown", &[])).await;
    };
    let present = store::texts::present(&mut connection, prompt, now).await?;
    let (text, is_on) = match wanted {
        Wanted::Switched(is_on) => (Some(present), is_on),
        Wanted::Text(text) => (Some(text), true),
        Wanted::Earlier => {
            let earlier = store::texts::find_earlier(&mut connection, &present);
            (earlier.await?, prompt.is_on)
        }
    };
    drop(connection);
    let obstacle = match &text {
        None => Some("prompt-no-earlier"),
        Some(text) if text.text == prompt.text && is_on == prompt.is_on => Some("prompt-same"),
        Some(text) if is_on && !text.is_tried => Some("prompt-not-tried"),
        Some(_) if !is_on && is_last(prompt, &prompts) => Some("prompt-last"),
        Some(_) => None,
    };
    let text = match (obstacle, text) {
        (None, Some(text)) => text,
        (Some(key), _) => return explain(reply, &lang.text(key, &[])).await,
        (None, None) => return Ok(()),
    };
    let preview = screens::preview(lang, prompt, &text.text, is_on);
    let deed = UsePrompt {
        prompt_id: id,
        seen_text: prompt.text.clone(),
        was_on: prompt.is_on,
        text_id: text.id,
        is_on,
    };
    propose(desk, member, &deed, preview, reply).await
}

/// Moves a prompt one place within its style; nothing happens at the ends.
async fn shift(id: i32, is_earlier: bool, member: &Member, desk: &Desk) -> anyhow::Result<()> {
    let now = desk.clock.now();
    let mut tx = desk.db.begin().await?;
    store::lock(&mut tx).await?;
    let prompts = store::list(&mut tx).await?;
    let Some(prompt) = prompts.iter().find(|prompt| prompt.id == id) else {
        return Ok(());
    };
    let of_style = prompts.iter().filter(|other| other.style == prompt.style);
    let mut ids: Vec<i32> = of_style.map(|other| other.id).collect();
    let place = ids
        .iter()
        .position(|other| *other == id)
        .unwrap_or_default();
    let other = if is_earlier {
        place.checked_sub(1)
    } else {
        Some(place + 1).filter(|other| *other < ids.len())
    };
    let Some(other) = other else {
        return Ok(());
    };
    ids.swap(place, other);
    store::arrange(&mut tx, &ids).await?;
    let details = json!({ "before": place + 1, "after": other + 1 });
    let action = "prompt_moved";
    audit(
        &mut tx,
        member,
        action,
        "custom_prompt",
        Some(id),
        details,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{super::TryTap, *};

    #[test]
    fn every_button_fits_and_comes_back() {
        let (id, style) = (i32::MAX, Style::Professional);
        let taps = [
            PromptTap::List(style, 9),
            PromptTap::Show(id),
            PromptTap::Add(style),
            PromptTap::Edit(id),
            PromptTap::On(id),
            PromptTap::Off(id),
            PromptTap::Use(id),
            PromptTap::TakeBack(id),
            PromptTap::Move(id, true),
        ];
        for tap in taps {
            assert_eq!(PromptTap::decode(&tap.encode()), Some(tap));
        }
        for tap in [TryTap::Present(id), TryTap::Text(id), TryTap::On(id, id)] {
            assert_eq!(TryTap::decode(&tap.encode()), Some(tap));
        }
    }
}
