//! What members of staff see of the staff's own matters.

use teloxide::types::InlineKeyboardButton;

use super::{COMMANDS, Member, Role, commands::SECTIONS};
use crate::{
    i18n::Lang,
    telegram::{Buttons, Screen, button},
};

/// What the member's role may do.
pub(super) fn help(lang: Lang, member: &Member) -> Screen {
    let permissions: Vec<String> = member
        .role
        .permissions()
        .iter()
        .map(|permission| lang.text(&format!("staff-may-{}", permission.name()), &[]))
        .collect();
    let args = [
        ("name", member.name.clone().into()),
        ("role", role(lang, member.role).into()),
        ("permissions", permissions.join(", ").into()),
    ];
    let head = lang.html("staff-help", &args);
    Screen::plain(format!("{head}\n\n{}", commands(lang, member.role)))
}

/// The commands of a role, each part under its heading.
fn commands(lang: Lang, role: Role) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut heading = None;
    for command in COMMANDS {
        let begins = SECTIONS.iter().find(|(first, _)| *first == command.name);
        heading = begins.map_or(heading, |(_, heading)| Some(heading));
        if !role.may(command.permission) {
            continue;
        }
        let about = ("about", lang.text(command.about_key, &[]).into());
        let name = ("command", command.name.into());
        let line = lang.html("staff-help-line", &[name, about]);
        match (heading.take(), parts.last_mut()) {
            (None, Some(part)) => {
                part.push('\n');
                part.push_str(&line);
            }
            (Some(heading), _) => parts.push(format!("{}\n{line}", lang.html(heading, &[]))),
            (None, None) => parts.push(line),
        }
    }
    parts.join("\n\n")
}

pub(super) fn not_allowed(lang: Lang, member: &Member) -> String {
    lang.text(
        "staff-not-allowed",
        &[("role", role(lang, member.role).into())],
    )
}

pub(super) fn role(lang: Lang, role: Role) -> String {
    lang.text(&format!("staff-role-{}", role.name()), &[])
}

/// The row of buttons that leads to the page before and the one after; none where there
/// is neither.
pub(super) fn paging<B: Buttons>(
    lang: Lang,
    newer: Option<B>,
    older: Option<B>,
) -> Option<Vec<InlineKeyboardButton>> {
    let newer = newer.map(|tap| button(lang.text("staff-newer", &[]), &tap));
    let older = older.map(|tap| button(lang.text("staff-older", &[]), &tap));
    let row: Vec<_> = newer.into_iter().chain(older).collect();
    (!row.is_empty()).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_begins_with_a_command() {
        for (first, _) in SECTIONS {
            let is_known = COMMANDS.iter().any(|command| command.name == *first);
            assert!(is_known, "there is no command {first}");
        }
    }

    #[test]
    fn a_role_sees_the_headings_of_what_it_may_do() {
        for lang in Lang::ALL {
            for role in Role::ALL {
                let written = commands(lang, role);
                let parts = written.split("\n\n");
                assert!(parts.clone().all(|part| part.contains("\n/")), "{written}");
                let shown = written.lines().filter(|line| line.starts_with('/')).count();
                let may = COMMANDS
                    .iter()
                    .filter(|command| role.may(command.permission));
                assert_eq!(shown, may.count());
            }
        }
    }
}
