//! A person and the support, from the person's side.
//!
//! ```text
//! Anna: /support
//! Bot: What is it about?  [A payment] [Something does not work] … [Menu]
//! Anna taps [My portraits]
//! Bot (edited): Is your question among these?  [Where is my set?] … [No, write to us]
//! Anna taps [No, write to us]
//! Bot (edited): We are listening. …
//! Anna: My portraits have six fingers
//! Bot: ✅ TKT-2026-001: our team has it. We answer within 4 hours. …
//! Anna sends a photo, which goes to the team too
//! Olga (the team): We make them again.
//! Anna: Thank you!
//! Anna: /support
//! Bot: TKT-2026-001 · My portraits, Olga is on it …  [✅ It's solved] [✍️ Write more]
//! Anna taps [✅ It's solved]
//! Bot (edited): 🎉 TKT-2026-001 is solved. … How did we do?  [1 ⭐] … [5 ⭐]
//! ```
//!
//! While a ticket is open, whatever no other conversation waits for goes into it. A
//! reply to something of a ticket always goes to that one. A question out of the
//! blue is offered to be passed on, and never is unasked; so is what follows on our last
//! word in a ticket that can still be opened again.
//!
//! A banned person can't write here: the boundary turns them away from everything
//! but their data and /paysupport. Whoever is being erased does not get here either,
//! and the operations look again inside their transactions.

mod ending;
pub(super) mod faq;
mod flow;
mod opening;
mod question;
mod status;
mod topics;
mod urgency;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::types::Message;

use self::faq::Question;
use super::{Deps, operations::At, ticket::Category};
use crate::{
    accounts::{Go, Person},
    telegram::{Buttons, Dialogue, Handled, Incoming, Reply, Routes, Step, command, state, tap},
};

/// A tap of a person about the support. Tickets are named by id, whoever's they
/// may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum HelpTap {
    Topics,
    Topic(Category),
    Answer(Question),
    /// No answer helped: the words are asked for.
    Write(Category),
    /// Passes on the message that the button's own message answers.
    Pass(Category),
    /// The same, into a ticket that is opened again by it.
    PassTo(i32),
    More(i32),
    Solved(i32),
    Reopen(i32),
    /// A new ticket that goes on from an earlier one.
    Continue(i32),
    /// Ticket and stars.
    Rate(i32, i16),
    AddWord(i32),
    /// A page of one's tickets, the newest on page 0.
    List(u32),
    /// A page of what was said in a ticket, the newest on page 0.
    Read(i32, u32),
}

impl Buttons for HelpTap {
    const FEATURE: &'static str = "help";
}

/// Where a person is in a conversation with the support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Writing {
    /// They are to say what it is about.
    Words {
        category: Category,
        /// The ticket that it goes on from.
        earlier: Option<i32>,
    },
    /// They are to say something more.
    More { ticket_id: i32 },
    /// They are to add a word to their rating.
    Rating { ticket_id: i32 },
}

impl Step for Writing {
    const FEATURE: &'static str = "support";
}

/// What every answer to a person needs.
#[derive(Clone)]
pub(super) struct Visit {
    pub person: Person,
    pub reply: Reply,
    pub dialogue: Dialogue,
    pub deps: Deps,
}

/// Where the routes begin whose answers need it.
fn visited() -> Routes {
    dptree::map(
        |person: Person, reply: Reply, dialogue: Dialogue, deps: Deps| Visit {
            person,
            reply,
            dialogue,
            deps,
        },
    )
}

impl Visit {
    pub fn at(&self) -> At<'_> {
        At {
            rules: &self.deps.rules,
            now: self.deps.clock.now(),
        }
    }

    /// Whether there is a team to write to.
    pub fn is_staffed(&self) -> bool {
        self.deps.staff_chat.is_some()
    }

    pub async fn popup(&self, key: &str) {
        self.reply.popup(&self.person.lang.text(key, &[])).await;
    }
}

/// What answers something of a ticket, before all other conversations.
pub fn replies() -> Routes {
    visited()
        .filter_map_async(flow::answered_ticket)
        .endpoint(flow::say)
}

pub fn routes() -> Routes {
    visited()
        .branch(command("support").endpoint(show_support))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Support)
                .endpoint(show_support),
        )
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::PaymentSupport)
                .endpoint(show_payment_support),
        )
        .branch(tap::<HelpTap>().endpoint(choose))
        .branch(state::<Writing>().endpoint(write))
}

/// What is said while no other conversation waits for it: part of an open ticket,
/// or perhaps a question.
pub fn conversation() -> Routes {
    visited()
        .branch(dptree::filter_map_async(flow::open_ticket).endpoint(flow::say))
        .branch(
            dptree::filter_map_async(topics::photo_after_the_end).endpoint(topics::answer_the_end),
        )
        .branch(dptree::filter_map(topics::free_question).endpoint(topics::offer))
}

/// The same for what the other conversations had no use for.
pub fn leftovers() -> Routes {
    visited()
        .branch(dptree::filter_map_async(flow::open_ticket_at_last).endpoint(flow::say))
        .branch(dptree::filter_map_async(topics::after_the_end).endpoint(topics::answer_the_end))
        .branch(dptree::filter_map(topics::question_at_last).endpoint(topics::offer))
}

async fn show_support(visit: Visit) -> Handled {
    status::show_or_ask(&visit, None).await
}

async fn show_payment_support(visit: Visit) -> Handled {
    status::show_or_ask(&visit, Some(Category::Payment)).await
}

async fn choose(tap: HelpTap, incoming: Incoming, visit: Visit) -> Handled {
    match tap {
        HelpTap::Topics => topics::show(&visit).await,
        HelpTap::Topic(category) => topics::show_topic(&visit, category).await,
        HelpTap::Answer(question) => topics::show_answer(&visit, question).await,
        HelpTap::List(page) => status::list(&visit, page).await,
        HelpTap::Read(id, page) => status::read(&visit, id, page).await,
        HelpTap::Rate(id, stars) => ending::rate(&visit, id, stars).await,
        HelpTap::AddWord(id) => ending::ask_for_word(&visit, id).await,
        // Buttons from when there was a team.
        _ if !visit.is_staffed() => topics::show(&visit).await,
        HelpTap::Write(category) => opening::ask_for_words(&visit, category, None).await,
        HelpTap::Pass(category) => opening::pass_on(&visit, &incoming, category).await,
        HelpTap::PassTo(id) => flow::pass_to(&visit, &incoming, id).await,
        HelpTap::More(id) => flow::ask_for_more(&visit, id).await,
        HelpTap::Solved(id) => ending::solve(&visit, id).await,
        HelpTap::Reopen(id) => ending::reopen(&visit, id).await,
        HelpTap::Continue(id) => opening::go_on_from(&visit, id).await,
    }
}

async fn write(step: Writing, message: Arc<Message>, visit: Visit) -> Handled {
    match step {
        Writing::Words { category, earlier } => {
            opening::take_words(&visit, &message, category, earlier).await
        }
        Writing::More { ticket_id } => flow::take_more(&visit, &message, ticket_id).await,
        Writing::Rating { ticket_id } => ending::take_word(&visit, &message, ticket_id).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let last = i32::MAX;
        let taps = [
            HelpTap::Topics,
            HelpTap::More(last),
            HelpTap::PassTo(last),
            HelpTap::Solved(last),
            HelpTap::Reopen(last),
            HelpTap::Continue(last),
            HelpTap::Rate(last, i16::MAX),
            HelpTap::AddWord(last),
            HelpTap::List(u32::MAX),
            HelpTap::Read(last, u32::MAX),
        ];
        let of_category = Category::ALL.into_iter().flat_map(|category| {
            [
                HelpTap::Topic(category),
                HelpTap::Write(category),
                HelpTap::Pass(category),
            ]
        });
        let answers = Question::ALL.map(HelpTap::Answer);
        for tap in taps.into_iter().chain(of_category).chain(answers) {
            assert_eq!(HelpTap::decode(&tap.encode()), Some(tap));
        }
    }
}
