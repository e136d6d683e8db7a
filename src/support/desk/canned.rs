//! Answers that operators give often. What stands in the locales can be worded
//! otherwise, and added to, by the staff.
//!
//! ```text
//! Olga: /a
//! Bot: hello: Hello {name}! {operator} here … details: … You may write {name}, {ticket} …
//! #TKT-2026-001 Olga: /a hello
//! Bot: 📋 Olga sent “hello”: Hello Anna! Olga here, from the support. …
//! Olga: /canned hello en Hi {name}!
//! Bot: ✅ “hello” in English is now: Hi {name}!
//! Olga: /canned hello en -
//! ```

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    answer, commands,
    fill::{Placeholder, Unfilled, fill},
    held,
    place::{self, Meant},
    say_below, screens, sign,
};
use crate::{
    accounts, generation,
    i18n::Lang,
    payments, queue,
    staff::{self, Member},
    support::{
        Deps,
        jobs::RelayToStaff,
        message::{Relay, TicketMessage},
        operations::{self, At},
        store::{canned, desk, messages, tickets},
        ticket::{Status, Ticket},
    },
    telegram::{Handled, Incoming, Reply, Routes, Screen},
};

/// Bot API, sendMessage: 1–4096 characters, which Telegram counts in UTF-16.
const MOST_UNITS: usize = 4096;

/// `canned_answers.name`.
const MOST_NAME_CHARS: usize = 40;

/// The answers that stand in the locales, with their messages.
const BUILT_IN: [(&str, &str); 7] = [
    ("hello", "canned-hello"),
    ("details", "canned-details"),
    ("photos", "canned-photos"),
    ("delay", "canned-delay"),
    ("again", "canned-again"),
    ("refund", "canned-refund"),
    ("bye", "canned-bye"),
];

/// An answer's words by language.
pub(super) type Wordings = BTreeMap<&'static str, String>;

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(staff::command("a").endpoint(send))
        .branch(staff::command("canned").endpoint(change))
}

/// What stands in the locales, with its placeholders.
fn built_in(name: &str, lang: Lang) -> Option<String> {
    let (_, key) = BUILT_IN.into_iter().find(|(known, _)| *known == name)?;
    let placeholders = Placeholder::ALL.map(|placeholder| {
        let written = placeholder.written();
        (placeholder.id(), written.into())
    });
    Some(lang.text(key, &placeholders))
}

async fn find(
    connection: &mut PgConnection,
    name: &str,
    lang: Lang,
) -> anyhow::Result<Option<String>> {
    let written = canned::find(connection, name, lang).await?;
    Ok(written.or_else(|| built_in(name, lang)))
}

/// All answers by name.
async fn list(connection: &mut PgConnection) -> anyhow::Result<BTreeMap<String, Wordings>> {
    let mut all: BTreeMap<String, Wordings> = BTreeMap::new();
    for (name, _) in BUILT_IN {
        let wordings = all.entry(name.to_owned()).or_default();
        for lang in Lang::ALL {
            wordings.extend(built_in(name, lang).map(|words| (lang.tag(), words)));
        }
    }
    for written in canned::list(connection).await? {
        if let Some(lang) = Lang::with_tag(&written.lang) {
            let wordings = all.entry(written.name).or_default();
            wordings.insert(lang.tag(), written.words);
        }
    }
    Ok(all)
}

/// `/a` lists the answers, `/a NAME` sends one to the person.
async fn send(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.staff_lang;
    let mut connection = deps.db.connection().await?;
    // An answer may be called by a mere number.
    let (meant, words) = place::find_meant(&mut connection, &incoming, &[]).await?;
    let Some(name) = words.split_whitespace().next().map(str::to_lowercase) else {
        let all = list(&mut connection).await?;
        drop(connection);
        reply.new_message(&screens::canned_list(lang, &all)).await?;
        return Ok(());
    };
    let ticket = match meant {
        Meant::Ticket(ticket) => ticket,
        other => {
            let words = screens::which_ticket(lang, &other, &format!("a {name}"));
            return say_below(&incoming, &reply, words).await;
        }
    };
    let prepared = prepare(&mut connection, &deps, &member, &ticket, &name).await?;
    drop(connection);
    let words = match prepared {
        Ok(words) => words,
        Err(why) => return say_below(&incoming, &reply, why).await,
    };
    let Some(message) = write_down(&deps, &ticket, &incoming, &member, &words, &name).await? else {
        return Ok(());
    };
    if message.relay == Relay::Held {
        return held::ask(&deps, &ticket, &incoming, &reply, &message).await;
    }
    let done = lang.html("desk-held-sent", &[]);
    sign(&incoming, &reply, commands::DONE, done).await
}

/// The words in the person's language, filled in; or why there are none.
async fn prepare(
    connection: &mut PgConnection,
    deps: &Deps,
    member: &Member,
    ticket: &Ticket,
    name: &str,
) -> anyhow::Result<Result<String, String>> {
    let lang = deps.staff_lang;
    if ticket.status == Status::Closed {
        return Ok(Err(screens::escaped(&screens::not_open(lang, ticket))));
    }
    let person = match ticket.user_id {
        Some(user_id) => accounts::find_by_id(connection, user_id).await?,
        None => None,
    };
    let Some(person) = person else {
        return Ok(Err(lang.html("desk-nobody", &[])));
    };
    let Some(words) = find(connection, name, person.lang).await? else {
        let is_known = list(connection).await?.contains_key(name);
        let language = is_known.then(|| person.lang.tag());
        return Ok(Err(screens::canned_unknown(lang, name, language)));
    };
    let now = deps.clock.now();
    let sets = generation::overview(connection, person.id, now).await?;
    let payments = payments::overview(connection, person.id).await?;
    let value = |placeholder| match placeholder {
        Placeholder::Name => Some(person.first_name.clone()),
        Placeholder::Ticket => Some(ticket.number.clone()),
        // Customers need no family name.
        Placeholder::Operator => member.name.split_whitespace().next().map(str::to_owned),
        Placeholder::Set => sets.last.as_ref().map(|set| screens::set(person.lang, set)),
        Placeholder::Payment => {
            let last = payments.last.as_ref();
            last.map(|payment| screens::payment(person.lang, payment))
        }
    };
    Ok(match fill(&words, value) {
        Ok(filled) if filled.encode_utf16().count() > MOST_UNITS => {
            Err(lang.html("canned-too-long", &[]))
        }
        Ok(filled) => Ok(filled),
        Err(why) => Err(screens::unfilled(lang, name, &why)),
    })
}

/// Writes the answer down, once for each command, and has it shown in the topic.
/// `None` when that was done before.
async fn write_down(
    deps: &Deps,
    ticket: &Ticket,
    incoming: &Incoming,
    member: &Member,
    words: &str,
    name: &str,
) -> anyhow::Result<Option<TicketMessage>> {
    let at = At {
        rules: &deps.rules,
        now: deps.clock.now(),
    };
    let Some(command) = incoming.message() else {
        return Ok(None);
    };
    let key = format!("canned:{}:{}", command.chat.id, command.id);
    let mut tx = deps.db.begin().await?;
    let Some(ticket) = tickets::lock(&mut tx, ticket.id).await? else {
        return Ok(None);
    };
    if !desk::note_told(&mut tx, ticket.id, &key, at.now).await? {
        return Ok(None);
    }
    let relay = match answer::is_too_close(&mut tx, &ticket, member, at.now).await? {
        true => Relay::Held,
        false => Relay::Waiting,
    };
    let id = desk::insert_words(&mut tx, ticket.id, member, words, relay, at.now).await?;
    let message = messages::find(&mut tx, id).await?;
    if relay == Relay::Held {
        held::watch(&mut tx, id, at.now).await?;
    } else {
        operations::follow_answer(&mut tx, at, &ticket, member).await?;
        let line = screens::canned_sent(deps.staff_lang, &member.name, Some(name), words);
        show_in_topic(&mut tx, ticket.id, id, &line, at.now).await?;
    }
    tx.commit().await?;
    Ok(message)
}

/// Shows colleagues what was sent without having been written in the topic.
pub(super) async fn show_in_topic(
    tx: &mut PgConnection,
    ticket_id: i32,
    message_id: i32,
    html: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let line = messages::insert_line(tx, ticket_id, html, now).await?;
    desk::point_at(tx, line, message_id).await?;
    queue::add(tx, &RelayToStaff {}, now).await
}

/// `/canned NAME LANGUAGE TEXT` words an answer, with `-` for the text it goes.
async fn change(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let (_, words) = incoming.command().unwrap_or_default();
    let screen = match read_change(&words) {
        Ok(change) => carry_out(&deps, &member, &change).await?,
        Err(Unreadable::Usage) => screens::canned_usage(deps.staff_lang),
        Err(Unreadable::TooLong) => Screen::plain(deps.staff_lang.html("canned-too-long", &[])),
        Err(Unreadable::Unfilled(name, why)) => {
            Screen::plain(screens::unfilled(deps.staff_lang, &name, &why))
        }
    };
    reply.new_message(&screen).await?;
    Ok(())
}

/// A change that was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    name: String,
    lang: Lang,
    /// `None` takes the words away.
    words: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Unreadable {
    Usage,
    TooLong,
    /// The answer's name, and what is wrong with its placeholders.
    Unfilled(String, Unfilled),
}

fn read_change(words: &str) -> Result<Change, Unreadable> {
    let (name, rest) = words
        .split_once(char::is_whitespace)
        .ok_or(Unreadable::Usage)?;
    let (lang, text) = rest
        .trim_start()
        .split_once(char::is_whitespace)
        .ok_or(Unreadable::Usage)?;
    let lang: Lang = lang.to_lowercase().parse().map_err(|_| Unreadable::Usage)?;
    let (name, text) = (name.to_lowercase(), text.trim());
    let is_letter = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
    let is_name = name.chars().count() <= MOST_NAME_CHARS && name.chars().all(is_letter);
    if !is_name || text.is_empty() {
        return Err(Unreadable::Usage);
    }
    if text.encode_utf16().count() > MOST_UNITS {
        return Err(Unreadable::TooLong);
    }
    let is_known = fill(text, |_| Some(String::new()));
    if let Err(why) = is_known {
        return Err(Unreadable::Unfilled(name, why));
    }
    let words = (text != "-").then(|| text.to_owned());
    Ok(Change { name, lang, words })
}

async fn carry_out(deps: &Deps, member: &Member, change: &Change) -> anyhow::Result<Screen> {
    let (lang, now) = (deps.staff_lang, deps.clock.now());
    let Change {
        name,
        lang: of,
        words,
    } = change;
    let mut tx = deps.db.begin().await?;
    let before = canned::find(&mut tx, name, *of).await?;
    let screen = match words {
        Some(words) => {
            canned::save(&mut tx, name, *of, words, member.telegram_id, now).await?;
            screens::canned_changed(lang, name, *of, words)
        }
        None if !canned::delete(&mut tx, name, *of).await? => {
            return Ok(screens::canned_nothing_to_remove(lang, name, *of));
        }
        None => match built_in(name, *of) {
            Some(words) => screens::canned_changed(lang, name, *of, &words),
            None => screens::canned_removed(lang, name, *of),
        },
    };
    let details = json!({ "name": name, "language": of.tag(), "before": before, "after": words });
    let action = "canned_answer";
    staff::audit(&mut tx, member, action, action, None, details, now).await?;
    tx.commit().await?;
    Ok(screen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(name: &str, lang: Lang, words: Option<&str>) -> Result<Change, Unreadable> {
        Ok(Change {
            name: name.to_owned(),
            lang,
            words: words.map(str::to_owned),
        })
    }

    #[test]
    fn changes_are_read() {
        let two_lines = "hello en Hello {name}!\nHow can we help?";
        let words = Some("Hello {name}!\nHow can we help?");
        assert_eq!(read_change(two_lines), change("hello", Lang::En, words));
        assert_eq!(
            read_change("Привет RU Здравствуйте"),
            change("привет", Lang::Ru, Some("Здравствуйте"))
        );
        assert_eq!(read_change("hello en -"), change("hello", Lang::En, None));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for words in [
            "",
            "hello",
            "hello en",
            "hello en  ",
            "hello de Hallo",
            "a/b en x",
        ] {
            assert_eq!(read_change(words), Err(Unreadable::Usage), "{words}");
        }
        let long = format!("hello en {}", "x".repeat(MOST_UNITS + 1));
        assert_eq!(read_change(&long), Err(Unreadable::TooLong));
        let name = format!("{} en x", "x".repeat(MOST_NAME_CHARS + 1));
        assert_eq!(read_change(&name), Err(Unreadable::Usage));
        let unknown = Unfilled::Unknown("nane".to_owned());
        assert_eq!(
            read_change("hello en Hi {nane}"),
            Err(Unreadable::Unfilled("hello".to_owned(), unknown))
        );
    }

    #[test]
    fn what_is_built_in_has_known_placeholders_only() {
        for (name, _) in BUILT_IN {
            for lang in Lang::ALL {
                let words = built_in(name, lang).unwrap();
                let filled = fill(&words, |placeholder| Some(placeholder.id().to_owned()));
                assert!(!filled.unwrap().contains(['{', '}']), "{name}");
            }
        }
    }
}
