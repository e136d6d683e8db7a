//! What people do with the referral programme in their chat with the bot.

mod apply;
mod page;
mod partner;
mod withdraw;

use std::sync::Arc;

use teloxide::types::User;

pub(super) use self::withdraw::tell_withdrawal;
use super::Deps;
use crate::{
    accounts::Person,
    telegram::{Dialogue, Incoming, Reply, Routes},
};

/// What every answer to a person needs.
#[derive(Clone)]
pub(super) struct Visit {
    pub person: Person,
    /// As Telegram knows them.
    pub user: Arc<User>,
    pub reply: Reply,
    pub dialogue: Dialogue,
    pub deps: Deps,
}

/// Where the routes begin whose answers need it.
fn visited() -> Routes {
    dptree::map(
        |person: Person, incoming: Incoming, reply: Reply, dialogue: Dialogue, deps: Deps| Visit {
            person,
            user: incoming.from,
            reply,
            dialogue,
            deps,
        },
    )
}

impl Visit {
    pub async fn popup(&self, key: &str) {
        self.reply.popup(&self.person.lang.text(key, &[])).await;
    }
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(page::routes())
        .branch(apply::routes())
        .branch(partner::routes())
        .branch(withdraw::routes())
}
