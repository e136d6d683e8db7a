//! Words that several screens share: spans of time, promises, names.

use chrono::{DateTime, TimeDelta, Utc};
use teloxide::types::InlineKeyboardButton;

use crate::{
    accounts::Go,
    i18n::Lang,
    support::{
        chat::HelpTap,
        ticket::{Category, Ticket},
    },
    telegram::button,
};

/// Longer spans are said in hours.
const MOST_MINUTES: i64 = 90;
/// Longer spans are said in days.
const MOST_HOURS: i64 = 47;

pub(super) fn category(lang: Lang, category: Category) -> String {
    lang.text(&format!("ask-category-{}", category.id()), &[])
}

/// By when an answer is promised, as a span of time, since nobody knows the
/// person's time zone. It is what the ticket's clock holds the staff to.
pub(super) fn promise(lang: Lang, ticket: &Ticket, now: DateTime<Utc>) -> String {
    match response_due_at(ticket) {
        Some(due) if due > now => {
            let within = span(lang, "within", due - now);
            lang.text("ask-promise", &[("within", within.into())])
        }
        _ => lang.text("ask-promise-soon", &[]),
    }
}

/// Until when the person is to hear from the staff, while they wait for it.
pub(super) fn response_due_at(ticket: &Ticket) -> Option<DateTime<Utc>> {
    match ticket.first_responded_at {
        None => ticket.first_response_due_at,
        Some(_) => ticket.next_response_due_at,
    }
}

/// "within 2 hours", "in 2 hours" or "for 2 hours", never less than it is.
pub(super) fn span(lang: Lang, kind: &str, span: TimeDelta) -> String {
    let minutes = ((span.num_seconds() + 59) / 60).max(1);
    let hours = (minutes + 59) / 60;
    let (unit, count) = match (minutes, hours) {
        (minutes, _) if minutes <= MOST_MINUTES && minutes % 60 != 0 => ("minutes", minutes),
        (_, hours) if hours <= MOST_HOURS => ("hours", hours),
        (_, hours) => ("days", (hours + 23) / 24),
    };
    lang.text(&format!("ask-{kind}-{unit}"), &[("count", count.into())])
}

/// What the first words of a name call somebody by.
pub(super) fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// The five stars.
pub(super) fn stars(lang: Lang, ticket_id: i32) -> Vec<InlineKeyboardButton> {
    let star = |stars: i16| {
        let label = lang.text("ask-star", &[("stars", stars.into())]);
        button(label, &HelpTap::Rate(ticket_id, stars))
    };
    (1..=5).map(star).collect()
}

pub(super) fn status_button(lang: Lang) -> InlineKeyboardButton {
    button(lang.text("ask-show-button", &[]), &Go::Support)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_rounded_up_to_what_people_say() {
        let said = |minutes| span(Lang::En, "within", TimeDelta::minutes(minutes));
        let said = [0, 1, 59, 60, 61, 90, 91, 120, 240, 1440, 2820, 2821, 4320].map(said);
        assert_eq!(
            said,
            [
                "within 1 minute",
                "within 1 minute",
                "within 59 minutes",
                "within 1 hour",
                "within 61 minutes",
                "within 90 minutes",
                "within 2 hours",
                "within 2 hours",
                "within 4 hours",
                "within 24 hours",
                "within 47 hours",
                "within 2 days",
                "within 3 days",
            ]
        );
        assert_eq!(span(Lang::Ru, "for", TimeDelta::hours(3)), "3 часа");
        assert_eq!(
            span(Lang::Ru, "within", TimeDelta::hours(21)),
            "в течение 21 часа"
        );
    }
}
