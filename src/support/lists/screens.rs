//! Lists of tickets, a few lines each: what it is, how it stands, what is due.

use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;
use teloxide::types::{ChatId, InlineKeyboardButton, MessageId};
use url::Url;

use super::{ListTap, PER_PAGE, Which};
use crate::{
    i18n::Lang,
    support::{
        card,
        ticket::{Category, Priority, StaffPlace, Status, Ticket},
    },
    telegram::{Screen, button, rows},
};

/// A number is short enough for so many in a row of buttons.
const NUMBERS_PER_ROW: usize = 5;

/// A ticket in a list.
pub(super) struct Row {
    pub ticket: Ticket,
    /// `None` when the person was erased.
    pub name: Option<String>,
}

/// A page of a list.
pub(super) struct ListScreen {
    pub lines: Lines,
    pub which: Which,
    /// Of whom, when it is one person's, or one operator's.
    pub whose: Option<String>,
    pub page: u16,
    pub all: i64,
    pub rows: Vec<Row>,
}

impl ListScreen {
    pub fn screen(&self) -> Screen {
        let mut parts = vec![self.title()];
        parts.extend(self.rows.iter().map(|row| self.lines.of(row)));
        let mut keyboard = self.choices();
        keyboard.extend(numbers(&self.rows));
        keyboard.extend(self.pages());
        Screen::with_buttons(parts.join("\n\n"), keyboard)
    }

    fn title(&self) -> String {
        let lang = self.lines.lang;
        let name = || self.whose.clone().unwrap_or_default().into();
        let count = || self.all.into();
        match self.which {
            Which::Open => lang.html("list-open", &[("count", count())]),
            Which::Mine => lang.html("list-mine", &[("name", name()), ("count", count())]),
            Which::Overdue => lang.html("list-overdue", &[("count", count())]),
            Which::Done => lang.html("list-done", &[("count", count())]),
            Which::Person(_) => lang.html("list-person", &[("name", name()), ("count", count())]),
            Which::Of(category) => lang.html(
                "list-category",
                &[
                    ("category", card::category(lang, category).into()),
                    ("count", count()),
                ],
            ),
        }
    }

    /// The other lists, with this one marked.
    fn choices(&self) -> Vec<Vec<InlineKeyboardButton>> {
        let lang = self.lines.lang;
        let choice = |label: String, tapped: ListTap, is_this: bool| {
            let label = if is_this {
                format!("• {label} •")
            } else {
                label
            };
            button(label, &tapped)
        };
        let list = |label: String, which: Which| {
            choice(label, ListTap::List(which, 0), self.which == which)
        };
        let is_of_category = matches!(self.which, Which::Of(_));
        let by_category = lang.text("list-by-category", &[]);
        vec![
            vec![
                list(lang.text("list-show-open", &[]), Which::Open),
                list(lang.text("list-show-mine", &[]), Which::Mine),
                list(lang.text("list-show-overdue", &[]), Which::Overdue),
            ],
            vec![
                choice(by_category, ListTap::Categories, is_of_category),
                list(lang.text("list-show-done", &[]), Which::Done),
            ],
        ]
    }

    fn pages(&self) -> Option<Vec<InlineKeyboardButton>> {
        let pages = (self.all - 1).max(0) / PER_PAGE + 1;
        let to = |page: u16| ListTap::List(self.which, page);
        page_buttons(self.lines.lang, self.page, u16::try_from(pages).ok()?, to)
    }
}

/// Back, where one is, and on; none where there is a single page.
pub(super) fn page_buttons(
    lang: Lang,
    page: u16,
    pages: u16,
    to: impl Fn(u16) -> ListTap,
) -> Option<Vec<InlineKeyboardButton>> {
    if pages <= 1 {
        return None;
    }
    let place = lang.text(
        "list-page",
        &[("page", (page + 1).into()), ("pages", pages.into())],
    );
    let mut buttons = Vec::new();
    if page > 0 {
        buttons.push(button("‹".to_owned(), &to(page - 1)));
    }
    buttons.push(button(place, &to(page)));
    if page + 1 < pages {
        buttons.push(button("›".to_owned(), &to(page + 1)));
    }
    Some(buttons)
}

/// What a search found: tickets of several people, or of several years.
pub(super) fn found(lines: &Lines, words: &str, all: i64, found: &[Row]) -> Screen {
    let lang = lines.lang;
    let words = ("words", words.to_owned().into());
    if found.is_empty() {
        return Screen::plain(lang.html("list-nothing-found", &[words]));
    }
    let mut parts = vec![lang.html("list-found", &[words, ("count", all.into())])];
    parts.extend(found.iter().map(|row| lines.of(row)));
    let more = all - i64::try_from(found.len()).unwrap_or(all);
    if more > 0 {
        parts.push(lang.html("list-found-more", &[("count", more.into())]));
    }
    Screen::with_buttons(parts.join("\n\n"), numbers(found))
}

pub(super) fn categories(lang: Lang) -> Screen {
    let choices = Category::ALL.map(|category| {
        let list = ListTap::List(Which::Of(category), 0);
        button(card::category(lang, category), &list)
    });
    let mut keyboard = rows(choices.to_vec(), 2);
    let back = ListTap::List(Which::Open, 0);
    keyboard.push(vec![button(lang.text("list-back", &[]), &back)]);
    Screen::with_buttons(lang.html("list-choose-category", &[]), keyboard)
}

pub(super) fn how_to_look_up(lang: Lang) -> Screen {
    Screen::plain(lang.html("list-how-to-look-up", &[]))
}

/// Files come one after the other, within the group's pace.
pub(super) fn files_ordered(lang: Lang, count: usize) -> String {
    match count {
        0 => lang.text("list-no-files", &[]),
        _ => lang.text("list-files-come", &[("count", count.into())]),
    }
}

fn numbers(found: &[Row]) -> Vec<Vec<InlineKeyboardButton>> {
    let number = |row: &Row| {
        let number = &row.ticket.number;
        let label = number.strip_prefix("TKT-").unwrap_or(number).to_owned();
        button(label, &ListTap::History(row.ticket.id, None))
    };
    rows(found.iter().map(number).collect(), NUMBERS_PER_ROW)
}

/// The address of a place in a supergroup, for its members. Small groups have none.
pub(super) fn link(place: &StaffPlace) -> Option<Url> {
    let message = place.topic.map(|topic| topic.0).or(place.card)?;
    link_to(place.chat, message)
}

/// The address of a message, or of the topic that it opened.
pub(in crate::support) fn link_to(chat: ChatId, message: MessageId) -> Option<Url> {
    let group = chat.to_string();
    let group = group.strip_prefix("-100")?;
    format!("https://t.me/c/{group}/{message}").parse().ok()
}

/// Says how tickets stand, by the desk's wall clock.
pub(super) struct Lines {
    pub lang: Lang,
    pub zone: Tz,
    pub now: DateTime<Utc>,
}

impl Lines {
    fn of(&self, row: &Row) -> String {
        let lang = self.lang;
        let ticket = &row.ticket;
        let name = row.name.clone();
        let name = name.unwrap_or_else(|| lang.text("list-erased", &[]));
        let about = [name.as_str(), ticket.subject.as_str()];
        let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
        let (sign, about) = (sign(ticket), about.join(" · "));
        let number = ticket.number.clone();
        let head = match ticket.place.as_ref().and_then(link) {
            Some(link) => lang.html(
                "list-head-linked",
                &[
                    ("sign", sign.into()),
                    ("number", number.into()),
                    ("link", link.to_string().into()),
                    ("about", about.into()),
                ],
            ),
            None => lang.html(
                "list-head",
                &[
                    ("sign", sign.into()),
                    ("number", number.into()),
                    ("about", about.into()),
                ],
            ),
        };
        let mut parts = vec![self.state(ticket)];
        parts.extend(self.due(ticket));
        let assignee = ticket.assignee.as_ref();
        parts
            .extend(assignee.map(|assignee| {
                lang.html("list-taken", &[("name", assignee.name.clone().into())])
            }));
        format!("{head}\n{}", parts.join(" · "))
    }

    /// How the ticket stands, in a word or two.
    pub fn state(&self, ticket: &Ticket) -> String {
        let lang = self.lang;
        match ticket.status {
            Status::Resolved => lang.html("list-state-resolved", &[]),
            Status::Closed => lang.html("list-state-closed", &[]),
            _ if ticket.waiting_since.is_some() => lang.html("list-state-waiting", &[]),
            Status::Open => lang.html("list-state-new", &[]),
            Status::InProgress if ticket.asked_at.is_some() => lang.html("list-state-asked", &[]),
            Status::InProgress => lang.html("list-state-answered", &[]),
        }
    }

    /// What is due next: an answer, or else the solution.
    fn due(&self, ticket: &Ticket) -> Option<String> {
        if !ticket.is_alive() || ticket.waiting_since.is_some() {
            return None;
        }
        let answer = match ticket.first_responded_at {
            None => ticket.first_response_due_at,
            Some(_) => ticket.next_response_due_at,
        };
        let solution = ticket.resolution_due_at;
        let (due, is_answer) = match (answer, solution) {
            (Some(answer), Some(solution)) if solution < answer => (solution, false),
            (Some(answer), _) => (answer, true),
            (None, solution) => (solution?, false),
        };
        let at = [("at", self.moment(due).into())];
        Some(match (is_answer, due <= self.now) {
            (true, false) => self.lang.html("list-answer-due", &at),
            (true, true) => self.lang.html("list-answer-overdue", &at),
            (false, false) => self.lang.html("list-solution-due", &at),
            (false, true) => self.lang.html("list-solution-overdue", &at),
        })
    }

    /// The time alone for today and for tomorrow, otherwise with the day.
    fn moment(&self, at: DateTime<Utc>) -> String {
        let (local, today) = (
            at.with_timezone(&self.zone),
            self.now.with_timezone(&self.zone),
        );
        let time = local.format("%H:%M").to_string();
        let tomorrow = today.date_naive().checked_add_days(Days::new(1));
        if local.date_naive() == today.date_naive() {
            time
        } else if Some(local.date_naive()) == tomorrow {
            self.lang.text("list-tomorrow", &[("time", time.into())])
        } else {
            local.format("%d.%m.%Y %H:%M").to_string()
        }
    }
}

fn sign(ticket: &Ticket) -> &'static str {
    match ticket.priority {
        _ if !ticket.is_alive() => "⚪",
        Priority::P1 => "🔴",
        Priority::P2 => "🟠",
        Priority::P3 => "🟡",
        Priority::P4 => "🟢",
    }
}

#[cfg(test)]
mod tests {
    use teloxide::types::ThreadId;

    use super::*;

    #[test]
    fn a_link_leads_to_the_topic_or_else_to_the_card() {
        let mut place = StaffPlace {
            chat: ChatId(-1_001_234_567_890),
            topic: Some(ThreadId(MessageId(17))),
            card: Some(MessageId(18)),
        };
        let address = |place: &StaffPlace| link(place).map(|link| link.to_string());
        assert_eq!(address(&place).unwrap(), "https://t.me/c/1234567890/17");
        place.topic = None;
        assert_eq!(address(&place).unwrap(), "https://t.me/c/1234567890/18");
        place.chat = ChatId(-4_234_567);
        assert_eq!(address(&place), None);
    }
}
