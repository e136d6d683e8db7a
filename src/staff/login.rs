//! Signing in: a Telegram account becomes a member of the staff by the user name and the
//! password of a staff account, in the private chat with the bot.
//!
//! ```text
//! Oleg: /login
//! Bot: Your user name?
//! Oleg: oleg
//! Bot: And your password? I delete the message at once.
//! Oleg: correct horse battery   (deleted at once)
//! Bot: ✅ You are signed in as oleg. Your role: operator. …
//! Oleg: /logout
//! Bot: 👋 You are signed out. …
//! ```
//!
//! What is said at a step is confidential, so that no update with a password in it is kept,
//! and a password is deleted from the chat before anything is done with it. Whether the
//! name or the password was wrong can't be told by the words, nor by how long they take.

mod notices;
mod password;
mod screens;
mod signing;
mod tries;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::{
    requests::Requester,
    types::{Message, MessageId, MessageKind},
};

use self::tries::{Attempt, Taken};
pub(super) use self::{
    notices::register,
    password::Hash,
    tries::{forget, forget_old},
};
use super::{Desk, store::login as store};
use crate::{
    accounts::{Person, Sealer},
    i18n::Lang,
    telegram::{
        Dialogue, Handled, Incoming, Lane, Reply, Routes, Screen, SendError, Step, command,
    },
};

/// `admin_users.username` holds no more.
const MOST_NAME_CHARS: usize = 255;

/// Where somebody is on the way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum LoginStep {
    Name,
    Password {
        username: String,
    },
    /// They are in, by this message: should it be handled again, nobody else hears it.
    Over {
        message: i32,
    },
}

impl Step for LoginStep {
    const FEATURE: &'static str = "login";

    /// People type the password where the name is asked for.
    fn is_confidential(&self) -> bool {
        true
    }
}

/// What was said at a step.
#[derive(Clone)]
struct Said {
    step: LoginStep,
    message: Arc<Message>,
}

/// What everybody can say in private. It comes before all else: a password must reach
/// nobody but us, whatever it looks like.
pub fn private_routes() -> Routes {
    dptree::entry()
        .branch(command("login").endpoint(begin))
        .branch(command("logout").endpoint(log_out))
        .branch(dptree::filter_map(said).endpoint(hear))
}

fn said(incoming: Incoming, dialogue: Dialogue) -> Option<Said> {
    let step = dialogue.step::<LoginStep>()?;
    let message = incoming.message()?;
    // Money that arrives meanwhile is nobody's password.
    if !matches!(message.kind, MessageKind::Common(_)) {
        return None;
    }
    let is_meant = match &step {
        LoginStep::Name => incoming.command().is_none(),
        LoginStep::Password { .. } => !message.text().is_some_and(is_plain_command),
        LoginStep::Over { message: last } => message.id.0 == *last,
    };
    is_meant.then_some(Said { step, message })
}

/// Passwords of another program may begin with a slash; commands of ours are one word of
/// letters.
fn is_plain_command(words: &str) -> bool {
    words
        .strip_prefix('/')
        .is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()))
}

/// `/login`, with the user name or without. A password behind it has been seen by nobody
/// yet, and goes: it is asked for anew.
async fn begin(
    incoming: Incoming,
    person: Person,
    dialogue: Dialogue,
    reply: Reply,
    desk: Desk,
) -> Handled {
    let (lang, now) = (person.lang, desk.clock.now());
    let (_, words) = incoming.command().unwrap_or_default();
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut connection = desk.db.connection().await?;
    let step = match words[..] {
        [name] if name.chars().count() <= MOST_NAME_CHARS => LoginStep::Password {
            username: name.to_owned(),
        },
        _ => LoginStep::Name,
    };
    // Confidential from now on, should anything below fail.
    dialogue.go_to(&mut connection, &step).await?;
    let is_staffed = desk.group.find(&mut connection).await?.is_some();
    let paused = tries::paused_until(&mut connection, person.id, now).await?;
    if !is_staffed || paused.is_some() {
        dialogue.end(&mut connection).await?;
    }
    drop(connection);
    let has_more = words.len() > 1;
    let stays = match incoming.message() {
        Some(message) if has_more => !delete(&reply, message.id).await,
        _ => false,
    };
    let screen = match (is_staffed, paused) {
        (false, _) => Screen::plain(lang.html("login-nowhere", &[])),
        (true, Some(until)) => screens::paused(lang, until - now),
        (true, None) if has_more => Screen::plain(lang.html("login-not-here", &[])),
        (true, None) => screens::of_step(lang, &step),
    };
    let screen = screens::with_warning(lang, screen, stays);
    reply.new_message(&screen).await?;
    Ok(())
}

async fn hear(said: Said, person: Person, dialogue: Dialogue, reply: Reply, desk: Desk) -> Handled {
    let lang = person.lang;
    match &said.step {
        LoginStep::Name => {
            let name = said.message.text().map(str::trim).unwrap_or_default();
            let step = if (1..=MOST_NAME_CHARS).contains(&name.chars().count()) {
                LoginStep::Password {
                    username: name.to_owned(),
                }
            } else {
                LoginStep::Name
            };
            dialogue
                .go_to(&mut *desk.db.connection().await?, &step)
                .await?;
            reply.new_message(&screens::of_step(lang, &step)).await?;
        }
        LoginStep::Password { username } => {
            let is_text = said.message.text().is_some();
            let stays = is_text && !delete(&reply, said.message.id).await;
            let visit = Visit {
                person,
                dialogue,
                desk,
            };
            let screen = check(&visit, username, &said.message).await?;
            let screen = screens::with_warning(lang, screen, stays);
            reply.new_message(&screen).await?;
        }
        LoginStep::Over { .. } => {
            let screen = signing::standing(&desk, &person).await?;
            reply.new_message(&screen).await?;
        }
    }
    Ok(())
}

/// Somebody who signs in.
struct Visit {
    person: Person,
    dialogue: Dialogue,
    desk: Desk,
}

/// Checks the password in a message; what its author is shown.
async fn check(visit: &Visit, username: &str, message: &Message) -> anyhow::Result<Screen> {
    let (lang, desk) = (visit.person.lang, &visit.desk);
    let Some(words) = message.text() else {
        return Ok(Screen::plain(lang.html("login-no-text", &[])));
    };
    let now = desk.clock.now();
    let sealer = Sealer::new(&desk.sender.bot().token().into());
    let attempt = Attempt {
        person_id: visit.person.id,
        telegram_id: visit.person.telegram_id,
        username,
        message: message.id.0,
        sealer: &sealer,
    };
    let mut tx = desk.db.begin().await?;
    // Counted before it is checked, so that many at once are not checked more often.
    let taken = tries::take(&mut tx, &attempt, now).await?;
    let hash = store::find_hash(&mut tx, username).await?;
    tx.commit().await?;
    let pauses = match taken {
        Taken::Paused(until) => return Ok(screens::paused(lang, until - now)),
        Taken::Counted(pauses) => pauses,
    };
    let is_right = password::is_right(hash.clone(), words.to_owned()).await?;
    if is_right
        && let Some(hash) = hash.own()
        && let Some(screen) = signing::sign_in(visit, &attempt, &hash).await?
    {
        return Ok(screen);
    }
    if pauses.is_any() {
        notices::note_pause(visit, &attempt, &pauses).await?;
    }
    Ok(match pauses.longest() {
        Some(until) => screens::paused(lang, until - now),
        None => Screen::plain(lang.html("login-wrong", &[])),
    })
}

async fn log_out(person: Person, reply: Reply, desk: Desk) -> Handled {
    let screen = signing::sign_out(&desk, &person).await?;
    reply.new_message(&screen).await?;
    Ok(())
}

/// Deletes what nobody else should read. `false` when it stays in the chat.
async fn delete(reply: &Reply, message: MessageId) -> bool {
    let request = reply.sender.bot().delete_message(reply.chat, message);
    match reply
        .sender
        .call(Lane::Answer, Some(reply.chat), request)
        .await
    {
        Ok(_) => true,
        // An earlier run, or its author, has deleted it.
        Err(SendError::Gone(why)) => why.contains("not found"),
        Err(error) => {
            tracing::warn!(%error, "a message with a password could not be deleted");
            false
        }
    }
}

/// Answers who tries to sign in before all the group, where a password is everybody's to
/// read: what they wrote goes. Whether they did.
///
/// # Errors
/// When the answer can't be sent.
pub async fn answer_login_in_group(
    incoming: &Incoming,
    reply: &Reply,
    lang: Lang,
) -> anyhow::Result<bool> {
    let (Some((name, words)), Some(message)) = (incoming.command(), incoming.message()) else {
        return Ok(false);
    };
    if name != "login" && name != "logout" {
        return Ok(false);
    }
    let stays = !words.is_empty() && !delete(reply, message.id).await;
    let screen = Screen::plain(lang.html("login-in-private", &[]));
    let screen = screens::with_warning(lang, screen, stays);
    match reply.new_message(&screen).await {
        // Trying again could mend these, and deletes what still stands there.
        Err(error @ (SendError::Unknown | SendError::Unavailable | SendError::Moved(_))) => {
            return Err(error.into());
        }
        // A closed topic, say: the message has been dealt with all the same.
        Err(error) => tracing::warn!(%error, "nobody could be told where to sign in"),
        Ok(_) => {}
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_with_a_slash_is_no_command() {
        for command in ["/cancel", "/login"] {
            assert!(is_plain_command(command), "{command}");
        }
        for password in ["/", "/Secret", "/open sesame", "/x1", "open sesame"] {
            assert!(!is_plain_command(password), "{password}");
        }
    }
}
