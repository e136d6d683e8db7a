//! One payment with its set: its whole life as one timeline, and what can be done about it.
//!
//! ```text
//! Olga: /order 12
//! Bot: 🧾 Payment № 12 · 350 ⭐ · paid · Anna, person № 3
//!      02.03. 09:14 Invoice … 09:15 Paid … 09:15 Set № 8 begins … 09:31 Album 1 sent …
//!      [🔁 Make the missing 2] [📤 Send again] [🔄 Remake one] [↩️ Give 350 ⭐ back] [📌 Follow up]
//! Olga taps [📌 Follow up], [Tomorrow], and answers with a note
//! Bot: 📌 Payment № 12 is looked at again on 03.03. …      ─▶ a reminder comes by then
//! ```

mod actions;
mod buttons;
mod find;
mod follow_up;
mod timeline;
mod words;

use serde::{Deserialize, Serialize};

use self::follow_up::When;
use super::{Deps, shown};
use crate::{
    generation::Reason,
    queue::Registry,
    staff::{self, Member, Permission},
    telegram::{self, Buttons, Dialogue, Handled, Reply, Routes},
};

/// A tap below a timeline; each names its payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum OrderTap {
    #[serde(rename = "s")]
    Show(i32),
    /// A page of the same timeline.
    #[serde(rename = "p")]
    Page(i32, u16),
    /// Make the missing photos again.
    #[serde(rename = "m")]
    Complete(i32),
    #[serde(rename = "a")]
    SendAgain(i32),
    /// Which photo?
    #[serde(rename = "r")]
    Choose(i32),
    /// What is wrong with this photo?
    #[serde(rename = "w")]
    Photo(i32, i32),
    #[serde(rename = "R")]
    Remake(i32, i32, Reason),
    /// When is it looked at again?
    #[serde(rename = "f")]
    FollowUp(i32),
    #[serde(rename = "F")]
    FollowUpIn(i32, When),
    /// The payment, and its follow-up that is done.
    #[serde(rename = "d")]
    Done(i32, i32),
}

impl Buttons for OrderTap {
    const FEATURE: &'static str = "order";
}

impl OrderTap {
    fn permission(self) -> Permission {
        match self {
            Self::Show(_) | Self::Page(..) => Permission::Look,
            _ => Permission::ServeCustomers,
        }
    }

    fn payment_id(self) -> i32 {
        match self {
            Self::Show(id)
            | Self::Page(id, _)
            | Self::Complete(id)
            | Self::SendAgain(id)
            | Self::Choose(id)
            | Self::Photo(id, _)
            | Self::Remake(id, ..)
            | Self::FollowUp(id)
            | Self::FollowUpIn(id, _)
            | Self::Done(id, _) => id,
        }
    }
}

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<OrderTap>()
            .filter(move |tap: OrderTap| tap.permission() == permission)
            .chain(staff::require(permission))
            .endpoint(on_tap)
    };
    dptree::entry()
        .branch(find::routes())
        .branch(tapped(Permission::Look))
        .branch(tapped(Permission::ServeCustomers))
        .branch(follow_up::routes())
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    follow_up::register(registry, deps)
}

/// What a member does about a payment.
struct Act<'a> {
    deps: &'a Deps,
    member: &'a Member,
    reply: &'a Reply,
    payment_id: i32,
}

async fn on_tap(
    tap: OrderTap,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let act = Act {
        deps: &deps,
        member: &member,
        reply: &reply,
        payment_id: tap.payment_id(),
    };
    match tap {
        OrderTap::Show(_) => act.show(None).await,
        OrderTap::Page(_, page) => act.show(Some(page)).await,
        OrderTap::Complete(_) => actions::complete(&act).await,
        OrderTap::SendAgain(_) => actions::send_again(&act).await,
        OrderTap::Choose(_) => actions::choose(&act).await,
        OrderTap::Photo(_, photo_id) => actions::ask_reason(&act, photo_id).await,
        OrderTap::Remake(_, photo_id, reason) => actions::remake(&act, photo_id, reason).await,
        OrderTap::FollowUp(_) => follow_up::choose(&act).await,
        OrderTap::FollowUpIn(_, when) => follow_up::ask(&act, &dialogue, when).await,
        OrderTap::Done(_, id) => follow_up::finish(&act, id).await,
    }
}

impl Act<'_> {
    /// The last page of the timeline as a new message, or one page in place of the tapped.
    async fn show(&self, page: Option<u16>) -> Handled {
        let mut connection = self.deps.desk.db.connection().await?;
        let timeline = timeline::load(&mut connection, self.deps, self.payment_id).await?;
        drop(connection);
        let Some(timeline) = timeline else {
            return self.say("order-unknown").await;
        };
        let screen = words::screen(self.deps, &timeline, self.member.role, page);
        let user_id = timeline.payment.user_id;
        let (deps, reply) = (self.deps, self.reply);
        match (user_id, page) {
            (Some(id), None) => drop(shown::show_new(deps, reply, &screen, id, false).await?),
            (Some(id), Some(_)) => drop(shown::show(deps, reply, &screen, id, false).await?),
            (None, None) => drop(reply.new_message(&screen).await?),
            (None, Some(_)) => drop(reply.screen(&screen).await?),
        }
        Ok(())
    }

    /// A few words about the payment, over the chat.
    async fn say(&self, key: &str) -> Handled {
        let number = ("number", self.payment_id.to_string().into());
        let words = self.deps.desk.lang.text(key, &[number]);
        self.reply.popup(&words).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let id = i32::MAX;
        for tap in [
            OrderTap::Show(id),
            OrderTap::Page(id, u16::MAX),
            OrderTap::Complete(id),
            OrderTap::SendAgain(id),
            OrderTap::Choose(id),
            OrderTap::Photo(id, id),
            OrderTap::Remake(id, id, Reason::Clothes),
            OrderTap::FollowUp(id),
            OrderTap::FollowUpIn(id, When::InAWeek),
            OrderTap::Done(id, id),
        ] {
            assert_eq!(OrderTap::decode(&tap.encode()), Some(tap));
            assert_eq!(tap.payment_id(), id);
        }
    }
}
