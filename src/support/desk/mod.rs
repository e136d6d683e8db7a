//! The operators' side of the support desk: what is written in a ticket's place in
//! the staff group, and what is tapped below its card.
//!
//! ```text
//! #TKT-2026-001 Olga: Your set is on its way, a minute more.      ─▶ goes to Anna
//! #TKT-2026-001 Olga: // she had the same in March                ─▶ ✍, stays here
//! #TKT-2026-001 Oleg: Please send us a screenshot.
//! Bot: ✋ Olga answered 8 seconds ago: “Your set is on …”  [Send mine too] [Don’t send]
//! #TKT-2026-001 Olga: /resolve
//! Bot: ✅ Resolved by Olga.
//! ```

mod answer;
mod canned;
mod commands;
mod fill;
mod held;
mod orders;
mod place;
mod screens;
mod taps;
mod writing;

pub use self::writing::write_to;
pub(super) use self::{
    answer::turn_away,
    held::WithdrawHeld,
    orders::{Order, Outcome, carry_out_in},
    place::find as find_here,
    screens::outcome,
};
use super::Deps;
use crate::{
    queue::Registry,
    telegram::{Incoming, Lane, Reply, Routes, Screen},
};

/// All that members of the staff can do to tickets. What is written in a ticket's
/// place comes last: whatever no command is goes to the person.
pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(taps::routes())
        .branch(held::routes())
        .branch(commands::routes())
        .branch(canned::routes())
        .branch(answer::routes())
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job: WithdrawHeld, lease| held::withdraw(deps.clone(), lease, job))
}

/// Answers what somebody wrote, below it.
async fn say_below(incoming: &Incoming, reply: &Reply, html: String) -> anyhow::Result<()> {
    show_below(incoming, reply, &Screen::plain(html)).await
}

async fn show_below(incoming: &Incoming, reply: &Reply, screen: &Screen) -> anyhow::Result<()> {
    match incoming.message() {
        Some(message) => reply.below(message.id, screen).await?,
        None => reply.new_message(screen).await?,
    };
    Ok(())
}

/// Puts a small sign on what somebody wrote, so that they need no answer; where
/// reactions are switched off, a few words say the same.
async fn sign(incoming: &Incoming, reply: &Reply, emoji: &str, html: String) -> anyhow::Result<()> {
    use teloxide::{payloads::SetMessageReactionSetters, requests::Requester, types::ReactionType};

    let Some(message) = incoming.message() else {
        return Ok(());
    };
    let request = reply
        .sender
        .bot()
        .set_message_reaction(reply.chat, message.id)
        .reaction([ReactionType::Emoji {
            emoji: emoji.to_owned(),
        }]);
    match reply.sender.call(Lane::Answer, None, request).await {
        Ok(_) => Ok(()),
        Err(_) => say_below(incoming, reply, html).await,
    }
}
