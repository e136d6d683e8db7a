//! What Telegram tells of the staff group: topics that come, close and open, the group
//! that gets another id, the bot's rights there, and people who come back to the bot.
//!
//! - A member of the staff who closes a topic by hand resolves its ticket, and opens it
//!   again by opening the topic. When anybody else closes it, it is opened again.
//! - A topic of our own making that nobody knows of, because its answer never came, gets
//!   the ticket that it was made for; when that has another one, it is deleted.
//! - A group that is upgraded goes on under its new id: living tickets get new places
//!   there, as Telegram shows nothing of the old group in the new one.
//! - A bot that gets rights or is let in again goes on where it stopped.

use teloxide::{
    types::{ChatId, ChatMemberUpdated, Message, ThreadId},
    utils::html::escape,
};

use super::{come_back, place::MISSING};
use crate::{
    accounts, queue,
    staff::{self, Member, Permission},
    support::{
        Deps,
        desk::{self, Order, Outcome},
        jobs::RelayToStaff,
        number, operations,
        store::{desk as numbers, places, tickets},
        ticket::{Status, Ticket},
    },
    telegram::{Incoming, Screen},
};

/// Takes what Telegram tells of a group. `false` when it is nothing of the kind, and
/// somebody said or did something.
///
/// # Errors
/// When the database can't be asked, or an orphaned topic can't be deleted.
pub async fn hear_group(deps: &Deps, incoming: &Incoming) -> anyhow::Result<bool> {
    let Some(message) = incoming.message() else {
        return Ok(false);
    };
    if message.migrate_to_chat_id().is_some() || message.migrate_from_chat_id().is_some() {
        hear_of_move(deps, &message).await?;
        return Ok(true);
    }
    let mut connection = deps.db.connection().await?;
    if deps.group.find(&mut connection).await? != Some(incoming.chat) {
        return Ok(false);
    }
    drop(connection);
    if let (Some(created), Some(topic)) = (message.forum_topic_created(), message.thread_id) {
        // Other bots' topics are theirs, whatever they are called.
        if deps.sender.own_id() == Some(incoming.from.id) {
            let desk = desk_of(deps);
            if !staff::adopt_topic(&desk, incoming.chat, topic, &created.name).await? {
                adopt_or_delete(deps, incoming.chat, topic, &created.name).await?;
            }
        }
        return Ok(true);
    }
    let is_closed = message.forum_topic_closed().is_some();
    if is_closed || message.forum_topic_reopened().is_some() {
        if let (Some(topic), false) = (message.thread_id, incoming.from.is_bot) {
            hear_of_topic(deps, incoming, topic, is_closed).await?;
        }
        return Ok(true);
    }
    Ok(message.forum_topic_edited().is_some())
}

async fn hear_of_move(deps: &Deps, message: &Message) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    if deps.group.hear(&mut tx, message, now).await? {
        places::want_all_looks(&mut tx, now).await?;
        queue::add(&mut tx, &RelayToStaff {}, now).await?;
        let to = message.migrate_to_chat_id().unwrap_or(&message.chat.id);
        staff::follow_group(&mut tx, *to, now).await?;
        let words = [("chat", to.to_string().into())];
        let screen = Screen::plain(deps.staff_lang.html("support-group-moved", &words));
        staff::tell(&mut tx, &screen, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn adopt_or_delete(
    deps: &Deps,
    chat: ChatId,
    topic: ThreadId,
    name: &str,
) -> anyhow::Result<()> {
    let Some(number) = number::find_in(name) else {
        return Ok(());
    };
    let mut tx = deps.db.begin().await?;
    let Some(ticket) = numbers::find_by_number(&mut tx, number).await? else {
        return Ok(());
    };
    let Some(ticket) = tickets::lock(&mut tx, ticket.id).await? else {
        return Ok(());
    };
    let known = ticket.place.map(|place| (place.chat, place.topic));
    // A ticket that was forgotten with its person takes none.
    let is_adopted =
        known.is_none() && places::settle(&mut tx, ticket.id, chat, Some(topic), None).await?;
    if is_adopted {
        queue::add(&mut tx, &RelayToStaff {}, deps.clock.now()).await?;
    }
    tx.commit().await?;
    if is_adopted || known == Some((chat, Some(topic))) {
        return Ok(());
    }
    staff::delete_topic(&deps.sender, chat, topic).await?;
    Ok(())
}

/// What the staff's own cards take, which stand in topics of the same group.
fn desk_of(deps: &Deps) -> staff::Desk {
    staff::Desk {
        db: deps.db.clone(),
        clock: deps.clock.clone(),
        sender: deps.sender.clone(),
        group: deps.group,
        lang: deps.staff_lang,
        timezone: deps.rules.timezone(),
        owners: deps.owners.as_slice().into(),
    }
}

async fn hear_of_topic(
    deps: &Deps,
    incoming: &Incoming,
    topic: ThreadId,
    is_closed: bool,
) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    let Some(ticket) = tickets::find_by_topic(&mut tx, incoming.chat, topic).await? else {
        return Ok(());
    };
    let member = staff::find_member(&mut tx, &deps.owners, &incoming.from).await?;
    let member = member.filter(|member| member.role.may(Permission::ServeCustomers));
    match (member, is_closed) {
        (Some(member), _) => follow_member(deps, &mut tx, &ticket, &member, is_closed).await?,
        (None, true) if ticket.is_alive() => {
            let line = deps.staff_lang.html("support-topic-opened-again", &[]);
            let now = deps.clock.now();
            super::want_look(&mut tx, ticket.id, now).await?;
            operations::tell_topic(&mut tx, ticket.id, &line, now).await?;
        }
        (None, _) => {}
    }
    // After the orders, which hold the person before the ticket.
    places::note_closed(&mut tx, ticket.id, is_closed).await?;
    tx.commit().await?;
    Ok(())
}

async fn follow_member(
    deps: &Deps,
    tx: &mut sqlx::PgConnection,
    ticket: &Ticket,
    member: &Member,
    is_closed: bool,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    if !is_closed && ticket.status == Status::Closed {
        let line = deps.staff_lang.html("support-topic-of-closed", &[]);
        return operations::tell_topic(tx, ticket.id, &line, now).await;
    }
    let order = if is_closed {
        Order::Resolve
    } else {
        Order::Reopen
    };
    let outcome = desk::carry_out_in(tx, deps, member, ticket.id, order).await?;
    if let Outcome::Newer(_) = outcome {
        let line = desk::outcome(deps.staff_lang, ticket, order, &outcome);
        operations::tell_topic(tx, ticket.id, &escape(&line), now).await?;
    }
    Ok(())
}

/// The bot's standing in a chat has changed: in a person's, by blocking it or coming
/// back; in the staff group, by its rights or by being let in.
///
/// # Errors
/// When the database can't be asked.
pub async fn note_standing(deps: &Deps, change: &ChatMemberUpdated) -> anyhow::Result<()> {
    let now = deps.clock.now();
    if !change.new_chat_member.is_present() {
        return Ok(());
    }
    let chat = change.chat.id;
    if chat.is_user() {
        let mut connection = deps.db.connection().await?;
        let person = accounts::find_by_telegram_id(&mut connection, chat.0).await?;
        drop(connection);
        return match person {
            Some(person) => come_back(deps, person.id).await,
            None => Ok(()),
        };
    }
    let mut tx = deps.db.begin().await?;
    if deps.group.find(&mut tx).await? == Some(chat) {
        // What was missing may be there now; if not, that is told again.
        staff::tell_again(&mut tx, &format!("{MISSING}{chat}:")).await?;
        places::want_all_looks(&mut tx, now).await?;
        queue::add(&mut tx, &RelayToStaff {}, now).await?;
        staff::tell_again(&mut tx, &format!("{}{chat}:", staff::MISSING)).await?;
        staff::follow_group(&mut tx, chat, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
