//! What the staff do about sets and prices in their group.
//!
//! ```text
//! Olga: /tiers
//! Bot: Starter (starter): 499 ₽ · 350 ⭐ · 7 photos, sold 12 times in 30 days …
//! Olga: /tier premium price 1490
//! Bot: Change Premium? Price: 1,499 ₽ → 1,490 ₽ …   [💾 Change it] [✖️ Leave it]
//! ```

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{
    Offer,
    change::{self, Slip, leaves_something},
    deed::ChangeTier,
    screens, store,
};
use crate::{
    staff::{self, Desk, Member, Permission, deed_routes, propose},
    telegram::{self, Buttons, Handled, Incoming, Reply, Routes},
};

/// How far back sales are counted.
const LATELY: TimeDelta = TimeDelta::days(30);

/// What can be tapped below a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum TierTap {
    #[serde(rename = "s")]
    Show(String),
    #[serde(rename = "p")]
    Popular(String, bool),
    #[serde(rename = "a")]
    Active(String, bool),
}

impl Buttons for TierTap {
    const FEATURE: &'static str = "tiers";
}

pub fn staff_routes() -> Routes {
    let changes = |tap: TierTap| !matches!(tap, TierTap::Show(_));
    dptree::entry()
        .branch(staff::command("tiers").endpoint(list))
        .branch(staff::command("tier").endpoint(show_or_change))
        .branch(
            telegram::tap::<TierTap>()
                .filter(changes)
                .chain(staff::require(Permission::ChangeSettings))
                .endpoint(tap),
        )
        .branch(staff::tap::<TierTap>(Permission::Look).endpoint(tap))
        .branch(deed_routes::<ChangeTier>())
}

async fn list(reply: Reply, desk: Desk) -> Handled {
    let mut connection = desk.db.connection().await?;
    let offers = store::list(&mut connection).await?;
    let sold = store::count_sold(&mut connection, desk.clock.now() - LATELY).await?;
    drop(connection);
    let screen = screens::list(desk.lang, &offers, &sold);
    reply.new_message(&screen).await?;
    Ok(())
}

async fn show_or_change(incoming: Incoming, member: Member, reply: Reply, desk: Desk) -> Handled {
    let words = incoming.command().map(|(_, words)| words);
    let words = words.unwrap_or_default();
    let (id, change) = words
        .split_once(char::is_whitespace)
        .unwrap_or((&words, ""));
    if change.trim().is_empty() {
        return show(id, &reply, &desk).await;
    }
    if !member.role.may(Permission::ChangeSettings) {
        return staff::refuse(member, incoming.clone(), desk.lang, reply).await;
    }
    ask(id, change.trim(), &member, &reply, &desk).await
}

async fn tap(tap: TierTap, member: Member, reply: Reply, desk: Desk) -> Handled {
    let word = |is_on: bool| if is_on { "on" } else { "off" };
    match tap {
        TierTap::Show(id) => show(&id, &reply, &desk).await,
        TierTap::Popular(id, is_on) => {
            let change = format!("popular {}", word(is_on));
            ask(&id, &change, &member, &reply, &desk).await
        }
        TierTap::Active(id, is_on) => {
            let change = format!("active {}", word(is_on));
            ask(&id, &change, &member, &reply, &desk).await
        }
    }
}

async fn show(id: &str, reply: &Reply, desk: &Desk) -> Handled {
    let mut connection = desk.db.connection().await?;
    let offers = store::list(&mut connection).await?;
    let sold = store::count_sold(&mut connection, desk.clock.now() - LATELY).await?;
    drop(connection);
    let found = offers.iter().find(|offer| offer.id == id.to_lowercase());
    let screen = match found {
        Some(offer) => screens::card(desk.lang, offer, &sold),
        None => screens::unknown(desk.lang, &offers),
    };
    reply.new_message(&screen).await?;
    Ok(())
}

/// Shows what a change would do; `id` may be the word for a new set.
async fn ask(id: &str, words: &str, member: &Member, reply: &Reply, desk: &Desk) -> Handled {
    let lang = desk.lang;
    let present = store::list(&mut *desk.db.connection().await?).await?;
    let id = id.to_lowercase();
    let before = present.iter().find(|offer| offer.id == id);
    let after = match before {
        Some(before) => change::changed(before, words),
        None if id == "add" => change::added(words, &present),
        None => {
            reply.new_message(&screens::unknown(lang, &present)).await?;
            return Ok(());
        }
    };
    let after = after.and_then(|after| keeps_something(after, &present));
    match after {
        Ok(after) => {
            let preview = screens::preview(lang, before, &after, &present);
            let before = before.cloned();
            propose(desk, member, &ChangeTier { before, after }, preview, reply).await
        }
        Err(slip) => {
            reply.new_message(&screens::slip(lang, slip)).await?;
            Ok(())
        }
    }
}

fn keeps_something(after: Offer, present: &[Offer]) -> Result<Offer, Slip> {
    if leaves_something(&after, present) {
        Ok(after)
    } else {
        Err(Slip::Last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        let id = "a-tier-of-20-letters".to_owned();
        let taps = [
            TierTap::Show(id.clone()),
            TierTap::Popular(id.clone(), false),
            TierTap::Active(id, false),
        ];
        for tap in taps {
            assert_eq!(TierTap::decode(&tap.encode()), Some(tap));
        }
    }
}
