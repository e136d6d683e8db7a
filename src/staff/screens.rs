//! What members of staff see of the staff's own matters.

use super::{COMMANDS, Member, Role};
use crate::{i18n::Lang, telegram::Screen};

/// What the member's role may do.
pub(super) fn help(lang: Lang, member: &Member) -> Screen {
    let permissions: Vec<String> = member
        .role
        .permissions()
        .iter()
        .map(|permission| lang.text(&format!("staff-may-{}", permission.name()), &[]))
        .collect();
    let commands: Vec<String> = COMMANDS
        .iter()
        .filter(|command| member.role.may(command.permission))
        .map(|command| format!("/{}: {}", command.name, lang.text(command.about_key, &[])))
        .collect();
    let args = [
        ("name", member.name.clone().into()),
        ("role", role(lang, member.role).into()),
        ("permissions", permissions.join(", ").into()),
        ("commands", commands.join("\n").into()),
    ];
    Screen::plain(lang.html("staff-help", &args))
}

pub(super) fn not_allowed(lang: Lang, member: &Member) -> String {
    lang.text(
        "staff-not-allowed",
        &[("role", role(lang, member.role).into())],
    )
}

fn role(lang: Lang, role: Role) -> String {
    lang.text(&format!("staff-role-{}", role.name()), &[])
}
