//! What members of the staff do about broadcasts.
//!
//! ```text
//! Olga: /broadcast
//! Bot: 📣 № 3 · draft by Olga …  [✏️ English] [✏️ Русский] [👥 For whom] [🕒 When] …
//! Olga taps [✏️ English]
//! Bot: Olga, answer this message with the words in English …
//! Olga (answers it): Twelve **new styles** are here
//! Bot (card, edited): … English: “Twelve new styles are here” …  [👁 Show me] [📣 Send]
//! Olga taps [👁 Show me]      (each letter comes to her own chat as people get it)
//! Olga taps [📣 Send]
//! Bot: Send № 3 to 8,412 people? …  [📣 Send it] [✖️ Leave it]
//! Olga taps [📣 Send it]
//! Bot (card, edited): … 📤 is being sent · 1,204 of 8,412 have it …  [⏸ Pause]
//! ```
//!
//! The card is the one place where a broadcast is made and watched. Questions are
//! messages of their own, and only what answers them is taken for an answer.

mod answers;
mod changes;
mod deed;
mod looks;
mod questions;

use serde::{Deserialize, Serialize};

use self::deed::SendBroadcast;
use super::{
    Deps,
    audience::{Group, Seen},
};
use crate::{
    staff::{self, Member, Permission},
    telegram::{Buttons, Dialogue, Handled, Reply, Routes},
};

/// What was chosen below a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Chosen {
    /// The card itself, as it stands now.
    #[serde(rename = "s")]
    Show,
    /// The card as a new message.
    #[serde(rename = "o")]
    Open,
    /// A page of the list, from 0.
    #[serde(rename = "l")]
    List(u16),
    /// Asks for the words of the language with this tag.
    #[serde(rename = "w")]
    Words(String),
    #[serde(rename = "b")]
    Buttons(String),
    #[serde(rename = "a")]
    Whom,
    #[serde(rename = "g")]
    Group(Group),
    #[serde(rename = "n")]
    Only(Option<String>),
    #[serde(rename = "t")]
    Seen(Option<Seen>),
    #[serde(rename = "h")]
    When,
    #[serde(rename = "v")]
    Preview,
    #[serde(rename = "S")]
    Send,
    #[serde(rename = "d")]
    Discard,
    #[serde(rename = "c")]
    CallOff,
    #[serde(rename = "p")]
    Pause,
    #[serde(rename = "r")]
    Resume,
    #[serde(rename = "x")]
    Stop,
}

/// A tap below the card of a broadcast, by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CardTap(pub i32, pub Chosen);

impl Buttons for CardTap {
    const FEATURE: &'static str = "broadcast_card";
}

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(staff::command("broadcast").endpoint(looks::begin))
        .branch(staff::command("broadcasts").endpoint(looks::list_latest))
        .branch(staff::tap::<CardTap>(Permission::ChangeSettings).endpoint(on_tap))
        .branch(staff::deed_routes::<SendBroadcast>())
        .branch(answers::routes())
}

async fn on_tap(
    CardTap(id, chosen): CardTap,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    match chosen {
        Chosen::Show => looks::show(&deps, &reply, id).await,
        Chosen::Open => looks::open(&deps, &reply, id).await,
        Chosen::List(page) => looks::list(&deps, &reply, page).await,
        Chosen::Whom => looks::show_whom(&deps, &reply, id).await,
        Chosen::Preview => looks::preview(&deps, &member, &reply, id).await,
        Chosen::Send => deed::propose(&deps, &member, &reply, id).await,
        Chosen::Words(tag) => {
            let asked = questions::Asked::Words(tag);
            questions::ask(&deps, &member, &reply, &dialogue, id, asked).await
        }
        Chosen::Buttons(tag) => {
            let asked = questions::Asked::Buttons(tag);
            questions::ask(&deps, &member, &reply, &dialogue, id, asked).await
        }
        Chosen::When => {
            questions::ask(
                &deps,
                &member,
                &reply,
                &dialogue,
                id,
                questions::Asked::Time,
            )
            .await
        }
        Chosen::Group(group) => {
            changes::choose_group(&deps, &member, &reply, id, group).await?;
            if group == Group::Listed {
                let asked = questions::Asked::People;
                return questions::ask(&deps, &member, &reply, &dialogue, id, asked).await;
            }
            Ok(())
        }
        Chosen::Only(language) => {
            changes::choose_language(&deps, &member, &reply, id, language).await
        }
        Chosen::Seen(seen) => changes::choose_seen(&deps, &member, &reply, id, seen).await,
        Chosen::Discard => changes::discard(&deps, &member, &reply, id).await,
        Chosen::CallOff => changes::call_off(&deps, &member, &reply, id).await,
        Chosen::Pause => changes::pause(&deps, &member, &reply, id).await,
        Chosen::Resume => changes::resume(&deps, &member, &reply, id).await,
        Chosen::Stop => changes::stop(&deps, &member, &reply, id).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let seen = Seen::OFFERED.map(|seen| Chosen::Seen(Some(seen)));
        let groups = Group::ALL.map(Chosen::Group);
        let tag = || "ru".to_owned();
        let others = [
            Chosen::Show,
            Chosen::Open,
            Chosen::List(u16::MAX),
            Chosen::Words(tag()),
            Chosen::Buttons(tag()),
            Chosen::Whom,
            Chosen::Only(None),
            Chosen::Only(Some(tag())),
            Chosen::Seen(None),
            Chosen::When,
            Chosen::Preview,
            Chosen::Send,
            Chosen::Discard,
            Chosen::CallOff,
            Chosen::Pause,
            Chosen::Resume,
            Chosen::Stop,
        ];
        for chosen in seen.into_iter().chain(groups).chain(others) {
            let tap = CardTap(i32::MAX, chosen);
            assert_eq!(CardTap::decode(&tap.encode()), Some(tap));
        }
    }
}
