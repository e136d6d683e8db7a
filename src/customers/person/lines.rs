//! The lines of cards that several lists share, and a person's payments on pages of their
//! own.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use teloxide::types::InlineKeyboardButton;

use super::PersonTap;
use crate::{
    accounts::Person,
    customers::{Deps, order::OrderTap},
    i18n::Lang,
    payments::{self, Payment, StaffScreens},
    telegram::{Screen, button},
};

/// Payments on a page of their own.
const PAGE: u16 = 8;

/// The person's payments, each with a button that leads to its life.
pub(super) async fn payments(
    connection: &mut PgConnection,
    deps: &Deps,
    person: &Person,
    from: u16,
) -> anyhow::Result<Screen> {
    let lang = deps.desk.lang;
    let page = (i64::from(from), i64::from(PAGE) + 1);
    let all = payments::list_of_person(connection, person.id, page).await?;
    let mut keyboard: Vec<Vec<InlineKeyboardButton>> = Vec::new();
    for payment in all.iter().take(PAGE.into()) {
        let label = payment_line(lang, deps.zone, payment);
        keyboard.push(vec![button(label, &OrderTap::Show(payment.id))]);
    }
    let mut turn = Vec::new();
    if from > 0 {
        let newer = PersonTap::Payments(person.id, from.saturating_sub(PAGE));
        turn.push(button(lang.text("customer-newer", &[]), &newer));
    }
    if all.len() > PAGE.into() {
        let older = PersonTap::Payments(person.id, from + PAGE);
        turn.push(button(lang.text("customer-older", &[]), &older));
    }
    keyboard.push(turn);
    keyboard.retain(|row| !row.is_empty());
    let args = [
        ("name", person.first_name.clone().into()),
        ("number", person.id.to_string().into()),
    ];
    let key = match all.is_empty() {
        true => "customer-payments-none",
        false => "customer-payments-list",
    };
    Ok(Screen::with_buttons(lang.html(key, &args), keyboard))
}

/// A headed list of what there is, with how much more there is; nothing where there is none.
pub(super) fn list<T>(
    lang: Lang,
    head: &str,
    shown: &[T],
    count: i64,
    line: impl FnMut(&T) -> String,
) -> Vec<String> {
    if shown.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![lang.html(head, &[("count", count.into())])];
    lines.extend(shown.iter().map(line));
    let more = count - i64::try_from(shown.len()).unwrap_or(count);
    if more > 0 {
        lines.push(lang.html("customer-more", &[("count", more.into())]));
    }
    lines
}

/// As plain words: also the label of a button.
pub(super) fn payment_line(lang: Lang, zone: Tz, payment: &Payment) -> String {
    let at = payment.settled_at.or(payment.created_at);
    lang.text(
        "customer-payment",
        &[
            ("number", payment.id.to_string().into()),
            ("day", day(zone, at).into()),
            ("price", payment.price.words(lang).into()),
            ("status", StaffScreens(lang).status(payment).into()),
        ],
    )
}

pub(super) fn day(zone: Tz, at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(
        || "?".to_owned(),
        |at| at.with_timezone(&zone).format("%d.%m.%Y").to_string(),
    )
}

/// A time by the desk's wall clock.
pub(in crate::customers) fn moment(zone: Tz, at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(
        || "?".to_owned(),
        |at| at.with_timezone(&zone).format("%d.%m.%Y %H:%M").to_string(),
    )
}
