//! Lists of withdrawals, a line each: what it is and how it stands.

use chrono_tz::Tz;
use rust_decimal::Decimal;
use teloxide::types::InlineKeyboardButton;

use super::{amount, day, destination, method, moment, number};
use crate::{
    i18n::Lang,
    referral::{
        desk::lists::{ListTap, PER_PAGE, Which},
        store::desk::Sum,
        withdrawals::{Method, Status, Withdrawal},
    },
    telegram::{Screen, button, rows},
};

/// A number is short enough for so many in a row of buttons.
const NUMBERS_PER_ROW: usize = 5;

/// A page of a list.
pub(in crate::referral::desk) struct List {
    pub which: Which,
    pub page: u16,
    pub all: i64,
    pub rows: Vec<Withdrawal>,
    pub sums: Vec<Sum>,
}

impl List {
    pub fn screen(&self, lang: Lang, zone: Tz) -> Screen {
        let count = [("count", self.all.into())];
        let title = match self.which {
            Which::Open => lang.html("payout-list-open", &count),
            Which::Mine => lang.html("payout-list-mine", &count),
            Which::Sent => lang.html("payout-list-sent", &count),
        };
        let mut parts = vec![title];
        if !self.sums.is_empty() {
            let sums = self.sums.iter().map(|sum| total(lang, sum));
            parts.push(sums.collect::<Vec<_>>().join("\n"));
        }
        let lines: Vec<String> = self.rows.iter().map(|row| line(lang, zone, row)).collect();
        if !lines.is_empty() {
            parts.push(lines.join("\n"));
        }
        Screen::with_buttons(parts.join("\n\n"), self.keyboard(lang))
    }

    fn keyboard(&self, lang: Lang) -> Vec<Vec<InlineKeyboardButton>> {
        let list = |key: &str, which: Which| {
            let label = lang.text(key, &[]);
            let label = if which == self.which {
                format!("• {label} •")
            } else {
                label
            };
            button(label, &ListTap::List(which, 0))
        };
        let mut keyboard = vec![vec![
            list("payout-show-open", Which::Open),
            list("payout-show-mine", Which::Mine),
            list("payout-show-sent", Which::Sent),
        ]];
        let numbers = self.rows.iter().map(|row| {
            let label = lang.text("payout-number", &[number(row)]);
            button(label, &ListTap::Show(row.id))
        });
        keyboard.extend(rows(numbers.collect(), NUMBERS_PER_ROW));
        keyboard.extend(self.pages(lang));
        if self.which == Which::Sent && self.all > 0 {
            let label = lang.text("payout-file", &[]);
            keyboard.push(vec![button(label, &ListTap::File)]);
        }
        keyboard
    }

    /// Back, where one is, and on; none where there is a single page.
    fn pages(&self, lang: Lang) -> Option<Vec<InlineKeyboardButton>> {
        let pages = u16::try_from((self.all - 1).max(0) / i64::from(PER_PAGE) + 1).ok()?;
        if pages <= 1 {
            return None;
        }
        let to = |page: u16| ListTap::List(self.which, page);
        let place = [("page", (self.page + 1).into()), ("pages", pages.into())];
        let mut buttons = Vec::new();
        if self.page > 0 {
            buttons.push(button("‹".to_owned(), &to(self.page - 1)));
        }
        buttons.push(button(lang.text("payout-page", &place), &to(self.page)));
        if self.page + 1 < pages {
            buttons.push(button("›".to_owned(), &to(self.page + 1)));
        }
        Some(buttons)
    }
}

fn total(lang: Lang, sum: &Sum) -> String {
    let by = sum.method.as_deref().and_then(Method::stored);
    let args = [
        ("method", method(lang, by).into()),
        ("count", sum.count.into()),
        amount(lang, sum.amount),
    ];
    lang.html("payout-list-sum", &args)
}

fn line(lang: Lang, zone: Tz, row: &Withdrawal) -> String {
    let (state, at) = match (row.status, row.paying_by) {
        (Status::Pending, _) => ("pending", Some(moment(zone, row.created_at))),
        (Status::Approved, Some(_)) => ("in-hand", Some(moment(zone, row.created_at))),
        (Status::Approved, None) => ("approved", Some(moment(zone, row.created_at))),
        (Status::Completed, _) => ("sent", row.processed_at.map(|at| day(zone, at))),
        (Status::Rejected, _) => ("rejected", row.processed_at.map(|at| day(zone, at))),
    };
    let args = [
        number(row),
        amount(lang, row.amount),
        ("destination", destination(lang, row).into()),
        ("at", at.unwrap_or_default().into()),
    ];
    lang.html(&format!("payout-line-{state}"), &args)
}

/// Below the accountant's file.
pub(in crate::referral::desk) fn file_caption(
    lang: Lang,
    span: &str,
    count: usize,
    sum: Decimal,
) -> String {
    let args = [
        ("span", span.to_owned().into()),
        ("count", i64::try_from(count).unwrap_or(i64::MAX).into()),
        amount(lang, sum),
    ];
    lang.html("payout-file-caption", &args)
}

/// What the columns of the accountant's file are called.
pub(in crate::referral::desk) fn file_columns(lang: Lang) -> [String; 9] {
    [
        lang.text("payout-column-number", &[]),
        lang.text("payout-column-requested", &[]),
        lang.text("payout-column-sent", &[]),
        lang.text("payout-column-amount", &[]),
        lang.text("payout-column-method", &[]),
        lang.text("payout-column-details", &[]),
        lang.text("payout-column-user", &[]),
        lang.text("payout-column-approved-by", &[]),
        lang.text("payout-column-sent-by", &[]),
    ]
}
