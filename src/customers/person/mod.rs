//! One person on one card, found by whatever the staff knows of them, and what can be
//! done about them.
//!
//! ```text
//! Olga: /user @anna
//! Bot: 👤 Anna @anna · person № 3 … 💳 № 12 · 350 ⭐ · paid …
//!      [🚫 Ban] [🎁 Give a set] [✉️ Write] [🧾 Payments] [🔄 Refresh] [🗑 Erase]
//! Olga taps [🚫 Ban]
//! Bot: Olga, why is Anna banned? Tap a reason, or answer this message …
//! Olga taps [Spam]
//! Bot: Ban Anna, person № 3? …  [🚫 Ban] [✖️ Leave it]
//! Olga taps [🚫 Ban]
//! Bot (edited): 🚫 Anna, person № 3, is banned …
//! ```

mod asking;
mod ban;
mod card;
mod erasing;
mod gift;
mod lines;
mod search;
mod writing;

use serde::{Deserialize, Serialize};

pub(super) use self::{ban::reason_words, card::card, lines::moment, search::as_order};
use super::{Deps, shown};
use crate::{
    accounts::{self, Person},
    i18n::FluentValue,
    staff::{self, Member, Permission},
    telegram::{self, Buttons, Handled, Reply, Routes, Screen, button},
};

/// A tap below a card, or below a question about its person; each names them by `users.id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PersonTap {
    #[serde(rename = "s")]
    Show(i32),
    #[serde(rename = "r")]
    Refresh(i32),
    /// The newest payments, from the one of this place on.
    #[serde(rename = "p")]
    Payments(i32, u16),
    /// Asks for the reason.
    #[serde(rename = "b")]
    Ban(i32),
    /// The same question; whether the person is to read the reason.
    #[serde(rename = "t")]
    BanTelling(i32, bool),
    #[serde(rename = "B")]
    BanFor(i32, ban::Ready, bool),
    #[serde(rename = "u")]
    Unban(i32),
    /// Shows the sets.
    #[serde(rename = "g")]
    Gift(i32),
    /// This set, by the tier's id.
    #[serde(rename = "G")]
    GiftOf(i32, String),
    #[serde(rename = "w")]
    Write(i32),
    #[serde(rename = "e")]
    Erase(i32),
}

impl Buttons for PersonTap {
    const FEATURE: &'static str = "user";
}

impl PersonTap {
    fn permission(&self) -> Permission {
        match self {
            Self::Show(_) | Self::Refresh(_) | Self::Payments(..) => Permission::Look,
            Self::Ban(_)
            | Self::BanTelling(..)
            | Self::BanFor(..)
            | Self::Unban(_)
            | Self::Write(_) => Permission::ServeCustomers,
            Self::Gift(_) | Self::GiftOf(..) => Permission::MoveMoney,
            Self::Erase(_) => Permission::ChangeSettings,
        }
    }

    fn person_id(&self) -> i32 {
        match self {
            Self::Show(id)
            | Self::Refresh(id)
            | Self::Payments(id, _)
            | Self::Ban(id)
            | Self::BanTelling(id, _)
            | Self::BanFor(id, ..)
            | Self::Unban(id)
            | Self::Gift(id)
            | Self::GiftOf(id, _)
            | Self::Write(id)
            | Self::Erase(id) => *id,
        }
    }
}

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<PersonTap>()
            .filter(move |tap: PersonTap| tap.permission() == permission)
            .chain(staff::require(permission))
            .endpoint(on_tap)
    };
    dptree::entry()
        .branch(search::routes())
        .branch(ban::routes())
        .branch(tapped(Permission::Look))
        .branch(tapped(Permission::ServeCustomers))
        .branch(tapped(Permission::MoveMoney))
        .branch(tapped(Permission::ChangeSettings))
        .branch(staff::deed_routes::<ban::Ban>())
        .branch(staff::deed_routes::<ban::Unban>())
        .branch(staff::deed_routes::<gift::Gift>())
        .branch(staff::deed_routes::<writing::Write>())
        .branch(staff::deed_routes::<erasing::Erase>())
        .branch(asking::routes())
}

/// What a member does about a person: who, to whom, and how they are answered.
struct Act<'a> {
    deps: &'a Deps,
    member: &'a Member,
    person: &'a Person,
    reply: &'a Reply,
}

async fn on_tap(
    tap: PersonTap,
    member: Member,
    reply: Reply,
    dialogue: telegram::Dialogue,
    deps: Deps,
) -> Handled {
    let id = tap.person_id();
    let mut connection = deps.desk.db.connection().await?;
    let person = accounts::find_by_id(&mut connection, id).await?;
    drop(connection);
    let Some(person) = person else {
        return say_gone(&deps, &reply).await;
    };
    let act = Act {
        deps: &deps,
        member: &member,
        person: &person,
        reply: &reply,
    };
    match tap {
        PersonTap::Show(_) => act.show_card(false).await,
        PersonTap::Refresh(_) => act.show_card(true).await,
        PersonTap::Payments(_, from) => act.show_payments(from).await,
        PersonTap::Ban(_) => ban::ask(&act, &dialogue, true, true).await,
        PersonTap::BanTelling(_, tells) => ban::ask(&act, &dialogue, tells, false).await,
        PersonTap::BanFor(_, reason, tells) => {
            ban::preview(&act, reason.id().to_owned(), tells).await
        }
        PersonTap::Unban(_) => ban::preview_unban(&act).await,
        PersonTap::Gift(_) => gift::choose(&act).await,
        PersonTap::GiftOf(_, tier_id) => gift::ask(&act, &dialogue, tier_id).await,
        PersonTap::Write(_) => writing::ask(&act, &dialogue).await,
        PersonTap::Erase(_) => erasing::preview(&act).await,
    }
}

impl Act<'_> {
    async fn show_card(&self, in_place: bool) -> Handled {
        let mut connection = self.deps.desk.db.connection().await?;
        let role = self.member.role;
        let screen = card(&mut connection, self.deps, self.person.id, role).await?;
        drop(connection);
        let Some(screen) = screen else {
            return say_gone(self.deps, self.reply).await;
        };
        if in_place {
            shown::show(self.deps, self.reply, &screen, self.person.id, true).await?;
        } else {
            shown::show_new(self.deps, self.reply, &screen, self.person.id, true).await?;
        }
        Ok(())
    }

    async fn show_payments(&self, from: u16) -> Handled {
        let mut connection = self.deps.desk.db.connection().await?;
        let screen = lines::payments(&mut connection, self.deps, self.person, from).await?;
        drop(connection);
        let (deps, reply) = (self.deps, self.reply);
        if from == 0 {
            shown::show_new(deps, reply, &screen, self.person.id, false).await?;
        } else {
            shown::show(deps, reply, &screen, self.person.id, false).await?;
        }
        Ok(())
    }

    /// Shows what a deed would do, below the card.
    async fn propose<D: staff::Deed>(&self, deed: &D, preview: staff::Preview) -> Handled {
        let screen = staff::write_down(&self.deps.desk, self.member, deed, preview).await?;
        shown::show_new(self.deps, self.reply, &screen, self.person.id, false).await?;
        Ok(())
    }

    /// The person as messages to the staff name them.
    fn args(&self) -> [(&'static str, FluentValue<'static>); 3] {
        named(self.person, self.member)
    }
}

/// The name and the number of a person, and who acts.
fn named(person: &Person, member: &Member) -> [(&'static str, FluentValue<'static>); 3] {
    [
        ("name", person.first_name.clone().into()),
        ("number", person.id.to_string().into()),
        ("member", member.name.clone().into()),
    ]
}

async fn say_gone(deps: &Deps, reply: &Reply) -> Handled {
    let lang = deps.desk.lang;
    if reply.tapped.is_some() {
        reply.popup(&lang.text("customer-gone", &[])).await;
    } else {
        let screen = Screen::plain(lang.html("customer-gone", &[]));
        reply.new_message(&screen).await?;
    }
    Ok(())
}

/// What a message about a deed ends with: the way to the card.
fn with_card_button(deps: &Deps, text: String, person_id: i32) -> Screen {
    let label = deps.desk.lang.text("customer-card", &[]);
    Screen::with_buttons(text, vec![vec![button(label, &PersonTap::Show(person_id))]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let id = i32::MAX;
        let longest = "a".repeat(20);
        for tap in [
            PersonTap::Show(id),
            PersonTap::Refresh(id),
            PersonTap::Payments(id, u16::MAX),
            PersonTap::Ban(id),
            PersonTap::BanTelling(id, false),
            PersonTap::BanFor(id, ban::Ready::Fraud, false),
            PersonTap::Unban(id),
            PersonTap::Gift(id),
            PersonTap::GiftOf(id, longest),
            PersonTap::Write(id),
            PersonTap::Erase(id),
        ] {
            assert_eq!(PersonTap::decode(&tap.encode()), Some(tap.clone()));
            assert_eq!(tap.person_id(), id);
        }
    }
}
