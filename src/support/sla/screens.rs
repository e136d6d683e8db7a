//! What the topic of a ticket says about its time.

use chrono::{DateTime, Utc};

use super::{Deadline, Measure};
use crate::{
    config::Duty,
    i18n::Lang,
    support::{
        operations::At,
        ticket::{Priority, Ticket},
    },
};

/// Writes lines for the staff, in Telegram HTML.
pub(in crate::support) struct Words<'a> {
    lang: Lang,
    at: At<'a>,
}

impl<'a> Words<'a> {
    pub fn new(lang: Lang, at: At<'a>) -> Self {
        Self { lang, at }
    }

    /// Something is due soon, or was.
    pub fn reminder(&self, ticket: &Ticket, of: &Deadline, is_over: bool) -> String {
        format!("{} {}", self.due(of, is_over), self.assignee(ticket))
    }

    /// Nobody has answered: who should have, and who is called.
    pub fn escalation(&self, ticket: &Ticket, to: Priority, awaited: &Deadline) -> String {
        let key = if to == ticket.priority {
            "support-clock-escalated-again"
        } else {
            "support-clock-escalated"
        };
        let since = self.time(awaited.began_at);
        let args = [("priority", to.id().into()), ("since", since.into())];
        let mut lines = vec![self.lang.html(key, &args)];
        let is_over = awaited.is_broken(self.at.now) || awaited.due_at == Some(self.at.now);
        lines.push(self.reminder(ticket, awaited, is_over));
        lines.extend(self.duty());
        lines.join("\n")
    }

    pub fn silence(&self) -> String {
        let days = self.at.rules.quiet_days();
        let args = [("days", days.into())];
        self.lang.html("support-clock-resolved-by-silence", &args)
    }

    fn due(&self, deadline: &Deadline, is_over: bool) -> String {
        let key = match (deadline.measure, is_over) {
            (Measure::FirstResponse, false) => "support-clock-first-soon",
            (Measure::FirstResponse, true) => "support-clock-first-over",
            (Measure::NextResponse, false) => "support-clock-next-soon",
            (Measure::NextResponse, true) => "support-clock-next-over",
            (Measure::Resolution, false) => "support-clock-resolution-soon",
            (Measure::Resolution, true) => "support-clock-resolution-over",
        };
        let due_at = deadline.due_at.unwrap_or(self.at.now);
        self.lang.html(key, &[("time", self.time(due_at).into())])
    }

    fn assignee(&self, ticket: &Ticket) -> String {
        let Some(assignee) = &ticket.assignee else {
            return self.lang.html("support-clock-nobody", &[]);
        };
        let name = assignee.name.clone();
        if assignee.telegram_id == 0 {
            // Another program knew only the name.
            return self
                .lang
                .html("support-clock-with-name", &[("name", name.into())]);
        }
        let id = assignee.telegram_id.to_string();
        let args = [("id", id.into()), ("name", name.into())];
        self.lang.html("support-clock-with", &args)
    }

    /// Calls those on duty.
    pub fn duty(&self) -> Option<String> {
        let of = |duty: &Duty| match duty {
            Duty::Name(name) => self
                .lang
                .html("support-clock-duty-name", &[("name", name.as_str().into())]),
            Duty::TelegramId(id) => self
                .lang
                .html("support-clock-duty-id", &[("id", id.to_string().into())]),
        };
        let duty: Vec<_> = self.at.rules.duty().iter().map(of).collect();
        let called = self.lang.html("support-clock-duty", &[]);
        (!duty.is_empty()).then(|| format!("{called} {}", duty.join(", ")))
    }

    /// By the desk's wall clock; with the day where it is another one.
    fn time(&self, at: DateTime<Utc>) -> String {
        let zone = self.at.rules.timezone();
        let (local, today) = (at.with_timezone(&zone), self.at.now.with_timezone(&zone));
        let format = if local.date_naive() == today.date_naive() {
            "%H:%M"
        } else {
            "%d.%m %H:%M"
        };
        local.format(format).to_string()
    }
}
