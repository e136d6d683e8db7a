//! People found by whatever the staff knows of them: their number, Telegram id, name, a
//! payment, a provider's charge, a ticket, an order or a set. What fits several is a list
//! that says what each is.

use sqlx::PgConnection;
use teloxide::types::InlineKeyboardButton;

use super::{Act, PersonTap};
use crate::{
    accounts::{self, Person},
    customers::{
        Deps, shown,
        store::search::{self as store, Hit},
    },
    i18n::Lang,
    staff::{self, Member},
    support,
    telegram::{Handled, Incoming, Reply, Routes, Screen, button},
};

/// Hits that are looked at, and shown.
const MOST: i64 = 40;
const MOST_SHOWN: usize = 10;

/// An order is known by so much of its beginning.
const LEAST_OF_ORDER: usize = 6;

pub(super) fn routes() -> Routes {
    staff::command("user").endpoint(user)
}

/// What a search comes to.
enum Found {
    Nobody,
    /// They were erased, or have no Telegram account.
    Gone,
    One(i32),
    Several(Vec<Hit>),
}

/// `/user WORDS`; without words, the person of the ticket in whose topic it was written.
async fn user(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let (_, words) = incoming.command().unwrap_or_default();
    let Some(person) = find_one(&deps, &reply, &incoming, &words).await? else {
        return Ok(());
    };
    let act = Act {
        deps: &deps,
        member: &member,
        person: &person,
        reply: &reply,
    };
    act.show_card(false).await
}

/// The one person that the words mean, or the place where they were written; otherwise
/// the member is told what they could mean.
pub(super) async fn find_one(
    deps: &Deps,
    reply: &Reply,
    incoming: &Incoming,
    words: &str,
) -> anyhow::Result<Option<Person>> {
    let lang = deps.desk.lang;
    let mut connection = deps.desk.db.connection().await?;
    let found = match words.trim() {
        "" => support::find_person_here(&mut connection, incoming)
            .await?
            .map_or(Found::Nobody, Found::One),
        words => find(&mut connection, words).await?,
    };
    let person = match &found {
        Found::One(id) => accounts::find_by_id(&mut connection, *id).await?,
        _ => None,
    };
    drop(connection);
    let screen = match found {
        Found::One(_) if person.is_some() => return Ok(person),
        Found::Nobody if words.trim().is_empty() => lang.html("customer-usage", &[]),
        Found::Nobody => lang.html("customer-nobody", &[("words", words.to_owned().into())]),
        Found::One(_) | Found::Gone => lang.html("customer-gone", &[]),
        Found::Several(hits) => {
            show_choice(deps, reply, &hits).await?;
            return Ok(None);
        }
    };
    reply.new_message(&Screen::plain(screen)).await?;
    Ok(None)
}

async fn find(connection: &mut PgConnection, words: &str) -> anyhow::Result<Found> {
    let (bare, is_username) = match words.strip_prefix('@') {
        Some(name) => (name, true),
        None => (words.trim_start_matches(['#', '№', ' ']), false),
    };
    let order = as_order(bare);
    let number = bare.parse().ok().filter(|_| !is_username);
    let order = order.as_deref();
    let mut hits = store::search(connection, bare, is_username, number, order, MOST).await?;
    if !is_username {
        for (user_id, number) in support::find_people_of(connection, words).await? {
            let person = accounts::find_by_id(connection, user_id).await?;
            hits.push(Hit {
                user_id,
                kind: "ticket".to_owned(),
                label: number,
                is_here: person.is_some(),
                first_name: person.map(|person| person.first_name),
            });
        }
    }
    let is_known = !hits.is_empty();
    hits.retain(|hit| hit.is_here);
    let Some(first) = hits.first() else {
        return Ok(if is_known { Found::Gone } else { Found::Nobody });
    };
    let person_id = first.user_id;
    if hits.iter().all(|hit| hit.user_id == person_id) {
        return Ok(Found::One(person_id));
    }
    Ok(Found::Several(hits))
}

/// The words as the beginning of an order's number, in lower case.
pub(in crate::customers) fn as_order(words: &str) -> Option<String> {
    let is_hex = |letter: char| letter.is_ascii_hexdigit() || letter == '-';
    (words.len() >= LEAST_OF_ORDER && words.chars().all(is_hex)).then(|| words.to_lowercase())
}

/// Each person once for each way in which the words lead to them.
async fn show_choice(deps: &Deps, reply: &Reply, hits: &[Hit]) -> Handled {
    let lang = deps.desk.lang;
    let mut rows: Vec<Vec<InlineKeyboardButton>> = Vec::new();
    for hit in hits.iter().take(MOST_SHOWN) {
        let label = lang.text(
            "customer-hit",
            &[
                ("name", hit.first_name.clone().unwrap_or_default().into()),
                ("what", what(lang, hit).into()),
            ],
        );
        rows.push(vec![button(label, &PersonTap::Show(hit.user_id))]);
    }
    let mut text = lang.html("customer-several", &[]);
    let more = hits.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        text.push('\n');
        text.push_str(&lang.html("customer-several-more", &[("count", more.into())]));
    }
    let screen = Screen::with_buttons(text, rows);
    let message = reply.new_message(&screen).await?;
    let mut people: Vec<i32> = hits.iter().map(|hit| hit.user_id).collect();
    people.dedup();
    shown::note_all(deps, reply.chat, message, &people).await
}

fn what(lang: Lang, hit: &Hit) -> String {
    let label = [("label", hit.label.clone().into())];
    match hit.kind.as_str() {
        "person" => lang.text("customer-hit-person", &label),
        "telegram" => lang.text("customer-hit-telegram", &label),
        "username" => lang.text("customer-hit-username", &label),
        "payment" => lang.text("customer-hit-payment", &label),
        "charge" => lang.text("customer-hit-charge", &label),
        "set" => lang.text("customer-hit-set", &label),
        "order" => lang.text("customer-hit-order", &label),
        "ticket" => lang.text("customer-hit-ticket", &label),
        _ => {
            let number = [("number", hit.user_id.to_string().into())];
            lang.text("customer-hit-name", &number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_known_by_its_beginning() {
        assert_eq!(as_order("3F2A9C01-11").as_deref(), Some("3f2a9c01-11"));
        for words in ["3f2a9", "anna-maria", "", "№ 12"] {
            assert_eq!(as_order(words), None, "{words}");
        }
    }
}
