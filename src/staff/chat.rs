//! What members of staff can do in their group, and the words in which features
//! write their own routes for it.
//!
//! ```text
//! Olga: /help
//! Bot: Olga, your role here: admin … /help: What you may do here
//! Vera (a viewer) taps [Refund]
//! Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
//! Igor (nobody knows him): /help
//! Bot: Sorry, only staff can use this.
//! ```

use super::{COMMANDS, Member, Permission, audit, people, screens};
use crate::{
    i18n::Lang,
    telegram::{self, Buttons, Handled, Incoming, Reply, Routes, Screen},
};

pub fn routes() -> Routes {
    dptree::entry()
        .branch(command("help").endpoint(show_help))
        .branch(people::routes())
        .branch(audit::routes())
}

/// Takes every update from a member that no feature took: talk is left alone.
pub fn last_resort() -> Routes {
    dptree::endpoint(leave_alone)
}

/// The command `/name` of the group, by a member who may use it; others are
/// told that they may not.
///
/// # Panics
/// When it has no line in [`COMMANDS`].
pub fn command(name: &'static str) -> Routes {
    let known = COMMANDS.iter().find(|command| command.name == name);
    let known = known.expect("each command of the staff group has a line in COMMANDS");
    telegram::command(name).chain(require(known.permission))
}

/// A button of the feature `B` was tapped by a member who may; handlers get the
/// `B`. For buttons of one feature that take different permissions, filter
/// [`telegram::tap`] and chain [`require`].
pub fn tap<B: Buttons>(permission: Permission) -> Routes {
    telegram::tap::<B>().chain(require(permission))
}

/// Lets those pass who have `permission`; others are told that they have not,
/// and nothing else happens.
pub fn require(permission: Permission) -> Routes {
    let refusal =
        dptree::filter(move |member: Member| !member.role.may(permission)).endpoint(refuse);
    // dptree lets nothing follow a branch of the entry that ends in an endpoint.
    dptree::inspect(|| ()).branch(refusal)
}

/// Answers somebody in the group who is not of the staff: a tap and a command of
/// ours, politely; what they say otherwise is none of our business.
///
/// # Errors
/// When the answer can't be sent.
pub async fn turn_away(incoming: &Incoming, reply: &Reply, lang: Lang) -> Handled {
    let is_ours = |(name, _)| COMMANDS.iter().any(|command| command.name == name);
    if incoming.tap().is_some() || incoming.command().is_some_and(is_ours) {
        answer_shortly(incoming, reply, lang.text("staff-only", &[])).await?;
    }
    Ok(())
}

async fn show_help(member: Member, lang: Lang, reply: Reply) -> Handled {
    reply.new_message(&screens::help(lang, &member)).await?;
    Ok(())
}

/// Tells a member that their role does not allow what they did.
///
/// # Errors
/// When the answer can't be sent.
pub async fn refuse(member: Member, incoming: Incoming, lang: Lang, reply: Reply) -> Handled {
    answer_shortly(&incoming, &reply, screens::not_allowed(lang, &member)).await
}

async fn leave_alone(lang: Lang, reply: Reply) -> Handled {
    reply.popup(&lang.text("staff-old-button", &[])).await;
    Ok(())
}

/// A tap is answered over the chat, a command below it.
async fn answer_shortly(incoming: &Incoming, reply: &Reply, words: String) -> Handled {
    if incoming.tap().is_some() {
        reply.popup(&words).await;
    } else {
        reply.new_message(&Screen::plain(words)).await?;
    }
    Ok(())
}
