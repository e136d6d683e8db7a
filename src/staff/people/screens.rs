//! What the group sees of its members.

use super::{
    super::{
        Desk, Preview, Role,
        audit::action_words,
        dates,
        screens::{paging, role as role_name},
        store::{Stored, people::Person},
    },
    PER_PAGE, StaffChange, StaffTap,
};
use crate::{
    i18n::Lang,
    telegram::{Screen, button, rows},
};

/// A page of the list.
pub(super) struct List {
    pub page: u16,
    pub all: i64,
    pub accounts: Vec<Person>,
    /// By Telegram id, with their names where they are known.
    pub owners: Vec<(i64, Option<String>)>,
}

impl List {
    pub(super) fn screen(&self, desk: &Desk) -> Screen {
        let lang = desk.lang;
        let mut parts = vec![lang.html("people-title", &[("count", self.all.into())])];
        parts.extend(self.accounts.iter().map(|person| line(desk, person)));
        if self.page == 0 && !self.owners.is_empty() {
            let owners: Vec<String> = self.owners.iter().map(owner).collect();
            let owners = ("owners", owners.join(", ").into());
            parts.push(lang.html("people-owners", &[owners]));
        }
        let accounts = self.accounts.iter();
        let buttons = accounts
            .map(|person| button(person.username.clone(), &StaffTap::Open(person.id)))
            .collect();
        let mut keyboard = rows(buttons, 2);
        let has_more = i64::from(self.page + 1) * i64::from(PER_PAGE) < self.all;
        let before = self.page.checked_sub(1).map(StaffTap::List);
        let after = has_more.then(|| StaffTap::List(self.page + 1));
        keyboard.extend(paging(lang, before, after));
        Screen::with_buttons(parts.join("\n\n"), keyboard)
    }
}

fn owner((id, name): &(i64, Option<String>)) -> String {
    match name {
        Some(name) => format!("{name} ({id})"),
        None => id.to_string(),
    }
}

/// Everything that is known of an account, in a few lines.
fn line(desk: &Desk, person: &Person) -> String {
    let lang = desk.lang;
    let telegram = match (person.telegram_id, &person.name) {
        (Some(id), Some(name)) => {
            let args = [("name", name.clone().into()), ("id", id.to_string().into())];
            lang.html("people-telegram", &args)
        }
        (Some(id), None) => lang.html("people-telegram-id", &[("id", id.to_string().into())]),
        (None, _) => lang.html("people-untied", &[]),
    };
    let args = [
        ("username", person.username.clone().into()),
        ("role", role_name(lang, Role::stored(&person.role)).into()),
    ];
    let mut lines = vec![lang.html("people-account", &args), telegram];
    if let Some(at) = person.created_at {
        let day = ("day", dates::day(desk.timezone, at.and_utc()).into());
        lines.push(lang.html("people-since", &[day]));
    }
    lines.push(match (&person.last_action, person.last_at) {
        (Some(action), Some(at)) => {
            let args = [
                ("action", action_words(lang, action).into()),
                ("at", dates::moment(desk.timezone, at.and_utc()).into()),
            ];
            lang.html("people-last", &args)
        }
        _ => lang.html("people-last-nothing", &[]),
    });
    lines.join("\n")
}

/// One account, with what an admin can change about it.
pub(super) fn account(desk: &Desk, person: &Person) -> Screen {
    let lang = desk.lang;
    let role = Role::stored(&person.role);
    let others = Role::ALL.into_iter().filter(|other| *other != role);
    let mut keyboard: Vec<_> = others
        .map(|other| {
            let label = lang.text("people-make", &[("role", role_name(lang, other).into())]);
            vec![button(label, &StaffTap::Role(person.id, other))]
        })
        .collect();
    if person.telegram_id.is_some() {
        let label = lang.text("people-untie", &[]);
        keyboard.push(vec![button(label, &StaffTap::Untie(person.id))]);
    }
    let back = lang.text("people-back", &[]);
    keyboard.push(vec![button(back, &StaffTap::List(0))]);
    Screen::with_buttons(line(desk, person), keyboard)
}

pub(super) fn preview(desk: &Desk, person: &Person, change: &StaffChange) -> Preview {
    let lang = desk.lang;
    let username = ("username", person.username.clone().into());
    let before = ("before", role_name(lang, Role::stored(&person.role)).into());
    let (text, yes) = match change {
        StaffChange::Role { role, .. } => {
            let after = || ("after", role_name(lang, *role).into());
            let yes = lang.text("people-role-yes", &[after()]);
            (
                lang.html("people-role-ask", &[username, before, after()]),
                yes,
            )
        }
        StaffChange::Untie { .. } => (
            lang.html("people-untie-ask", &[username]),
            lang.text("people-untie-yes", &[]),
        ),
    };
    Preview {
        text,
        yes,
        approvers: 1,
    }
}

pub(super) fn role_changed(desk: &Desk, account: &Stored, role: Role, names: &str) -> Screen {
    let lang = desk.lang;
    let args = [
        ("username", account.username.clone().into()),
        (
            "before",
            role_name(lang, Role::stored(&account.role)).into(),
        ),
        ("after", role_name(lang, role).into()),
        ("names", names.to_owned().into()),
    ];
    Screen::plain(lang.html("people-role-done", &args))
}

pub(super) fn untied(desk: &Desk, account: &Stored, names: &str) -> Screen {
    let args = [
        ("username", account.username.clone().into()),
        ("names", names.to_owned().into()),
    ];
    Screen::plain(desk.lang.html("people-untie-done", &args))
}

pub(super) fn impossible(lang: Lang, key: &str) -> Screen {
    Screen::plain(lang.html(key, &[]))
}
