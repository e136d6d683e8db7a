//! Hearts and thumbs on portraits, and what is said about making one again.
//!
//! ```text
//! Anna puts 👎 on a portrait
//! Bot (below it): What is wrong with it? 2 of 2 left.  [Not me] [Hands] [Clothes] [Something else] …
//! Anna taps [Something else]
//! Bot (edited): Write in a few words what should be different.  [Leave it]
//! Anna: without the glasses, please
//! Bot: On it, about a minute. 1 of 2 left.
//! Bot sends a photo “Here is another try.”  [Keep both] [Keep only this one] [Try again]
//! Anna puts ❤ on it
//! ```

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::types::{Message, MessageId};

use super::{
    Reason, RerollTap,
    operations::{self, Possible, Wanted},
    prompt::{BadWish, Correction, Wish},
    screens,
};
use crate::{
    accounts::Person,
    clock::Clock,
    db::Db,
    generation::store::{rerolls, sets, shown},
    telegram::{
        Dialogue, Handled, Lane, Reaction, Reply, Routes, Screen, SendError, Step, reaction, state,
        tap,
    },
};

/// Emoji that make a portrait a favourite. A thumb up is mere politeness.
const HEARTS: [&str; 6] = ["❤", "❤‍🔥", "😍", "🥰", "💘", "😘"];

/// Emoji that say that something is wrong with a portrait.
const DISLIKES: [&str; 4] = ["👎", "💩", "🤮", "💔"];

/// The person is about to write what should be different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Telling {
    photo_id: i32,
    /// The message that asks for it.
    question: i32,
}

impl Step for Telling {
    const FEATURE: &'static str = "reroll";
}

pub fn routes() -> Routes {
    dptree::entry()
        .branch(reaction().endpoint(react))
        .branch(tap::<RerollTap>().endpoint(choose))
        .branch(state::<Telling>().endpoint(tell_wish))
}

/// A reaction means something on a portrait only, and only its owner's.
async fn react(
    reaction: Arc<Reaction>,
    person: Person,
    reply: Reply,
    db: Db,
    clock: Clock,
) -> Handled {
    let (chat, message) = (reply.chat.0, reaction.message.0);
    let mut connection = db.connection().await?;
    let Some(photo_id) = shown::find(&mut connection, chat, message, person.id).await? else {
        return Ok(());
    };
    let is_heart = |emoji: &str| HEARTS.contains(&emoji);
    if reaction.shows(is_heart) {
        shown::mark_favourite(&mut connection, photo_id, clock.now()).await?;
    } else if reaction.showed(is_heart) {
        shown::unmark_favourite(&mut connection, photo_id).await?;
    }
    drop(connection);
    let is_dislike = |emoji: &str| DISLIKES.contains(&emoji);
    if reaction.shows(is_dislike) && !reaction.showed(is_dislike) {
        let screen = question(&person, &db, photo_id).await?;
        show_below(&reply, reaction.message, &screen).await?;
    }
    Ok(())
}

async fn choose(
    choice: RerollTap,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
) -> Handled {
    match choice {
        RerollTap::Choose(set_id) => choose_photo(set_id, &person, &reply, &db).await,
        RerollTap::Ask(photo_id) => {
            // Below the photo or the list, which stay for the next one.
            let screen = question(&person, &db, photo_id).await?;
            reply.new_message(&screen).await?;
            Ok(())
        }
        RerollTap::Because(photo_id, reason) => {
            let correction = match reason {
                Reason::NotMe => Correction::NotMe,
                Reason::Hands => Correction::Hands,
                Reason::Clothes => Correction::Clothes,
                Reason::Other => return ask_wish(photo_id, &person, &reply, &dialogue, &db).await,
            };
            let wanted = Wanted {
                photo_id,
                correction,
                progress: reply.tapped,
            };
            let possible = operations::begin(&db, &dialogue, &person, &wanted, clock.now()).await?;
            answer(&possible, photo_id, &person, &reply).await
        }
        RerollTap::Leave => {
            if dialogue.step::<Telling>().is_some() {
                dialogue.end(&mut *db.connection().await?).await?;
            }
            reply.screen(&screens::left_alone(person.lang)).await?;
            Ok(())
        }
        RerollTap::KeepBoth(_) => {
            note_choice(&reply, &screens::both_kept(person.lang)).await?;
            Ok(())
        }
        RerollTap::KeepNew(photo_id) => keep_new(photo_id, &person, &reply, &db, &clock).await,
    }
}

/// The question what is wrong, or why it makes no sense.
async fn question(person: &Person, db: &Db, photo_id: i32) -> anyhow::Result<Screen> {
    let possible = operations::ask(&mut *db.connection().await?, person, photo_id).await?;
    Ok(match possible {
        Possible::Yes(allowance) => screens::question(person.lang, photo_id, allowance),
        other => screens::impossible(person.lang, &other),
    })
}

async fn choose_photo(set_id: i32, person: &Person, reply: &Reply, db: &Db) -> Handled {
    let mut connection = db.connection().await?;
    let set = sets::find(&mut connection, set_id).await?;
    let choices = match set.filter(|set| set.user_id == person.id) {
        Some(set) => rerolls::list_choices(&mut connection, set.id).await?,
        None => Vec::new(),
    };
    let Some(first) = choices.first() else {
        drop(connection);
        reply.popup(&person.lang.text("popup-set-gone", &[])).await;
        return Ok(());
    };
    // A photo that is being made says nothing of the others.
    let possible = operations::ask(&mut connection, person, first.photo_id).await?;
    drop(connection);
    let screen = match possible {
        Possible::Yes(allowance) | Possible::UnderWay(allowance) if allowance.left() > 0 => {
            screens::choice(person.lang, &choices, allowance)
        }
        Possible::UnderWay(allowance) => {
            screens::impossible(person.lang, &Possible::NoneLeft(allowance))
        }
        other => screens::impossible(person.lang, &other),
    };
    reply.new_message(&screen).await?;
    Ok(())
}

async fn ask_wish(
    photo_id: i32,
    person: &Person,
    reply: &Reply,
    dialogue: &Dialogue,
    db: &Db,
) -> Handled {
    let possible = operations::ask(&mut *db.connection().await?, person, photo_id).await?;
    if !matches!(possible, Possible::Yes(_)) {
        return answer(&possible, photo_id, person, reply).await;
    }
    let question = reply.screen(&screens::wish(person.lang)).await?;
    let telling = Telling {
        photo_id,
        question: question.0,
    };
    dialogue
        .go_to(&mut *db.connection().await?, &telling)
        .await?;
    Ok(())
}

async fn tell_wish(
    telling: Telling,
    message: Arc<Message>,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
) -> Handled {
    let wish = match Wish::read(message.text().unwrap_or_default()) {
        Ok(wish) => wish,
        Err(BadWish::Empty) => {
            reply.new_message(&screens::wish_empty(person.lang)).await?;
            return Ok(());
        }
        Err(BadWish::TooLong(length)) => {
            reply
                .new_message(&screens::wish_too_long(person.lang, length))
                .await?;
            return Ok(());
        }
    };
    let noted = screens::wish_noted(person.lang);
    let (sender, question) = (&reply.sender, MessageId(telling.question));
    match sender
        .edit(Lane::Answer, reply.chat, question, &noted)
        .await
    {
        Ok(_) | Err(SendError::Gone(_) | SendError::Refused(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let wanted = Wanted {
        photo_id: telling.photo_id,
        correction: Correction::Wish(wish),
        progress: None,
    };
    let possible = operations::begin(&db, &dialogue, &person, &wanted, clock.now()).await?;
    answer(&possible, telling.photo_id, &person, &reply).await
}

/// Says why a re-roll did not begin; what did begin speaks for itself.
async fn answer(possible: &Possible, photo_id: i32, person: &Person, reply: &Reply) -> Handled {
    match possible {
        Possible::Yes(_) => {
            tracing::info!(photo.id = photo_id, "a portrait is made again");
            reply.popup(&person.lang.text("reroll-popup", &[])).await;
        }
        Possible::UnderWay(_) => {
            let words = person.lang.text("reroll-popup-under-way", &[]);
            if reply.tapped.is_some() {
                reply.popup(&words).await;
            } else {
                reply.new_message(&Screen::plain(words)).await?;
            }
        }
        other => {
            reply
                .screen(&screens::impossible(person.lang, other))
                .await?;
        }
    }
    Ok(())
}

async fn keep_new(
    photo_id: i32,
    person: &Person,
    reply: &Reply,
    db: &Db,
    clock: &Clock,
) -> Handled {
    if operations::keep_only_new(db, person, photo_id, clock.now()).await? {
        note_choice(reply, &screens::only_new_kept(person.lang)).await?;
    } else {
        let words = person.lang.text("reroll-popup-no-pair", &[]);
        reply.popup(&words).await;
    }
    Ok(())
}

/// The choice stands below the new portrait, in place of its buttons.
async fn note_choice(reply: &Reply, screen: &Screen) -> Result<(), SendError> {
    let Some(message) = reply.tapped else {
        return Ok(());
    };
    let edited = reply
        .sender
        .edit_caption(Lane::Answer, reply.chat, message, screen);
    match edited.await {
        Ok(_) | Err(SendError::Gone(_) | SendError::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn show_below(reply: &Reply, message: MessageId, screen: &Screen) -> Result<(), SendError> {
    reply
        .sender
        .show_below(Lane::Answer, reply.chat, Some(message), screen)
        .await?;
    Ok(())
}
