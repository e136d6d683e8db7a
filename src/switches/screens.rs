//! What the staff see of switches, and people of maintenance.

use chrono::{DateTime, Utc};
use teloxide::types::InlineKeyboardButton;

use super::{
    Maintenance, Reach, SWITCHED_OFF, SalesPause, Setting, Switch,
    deed::Flip,
    maintenance::{AnnounceTap, Asked, MOST_CHARS},
    staff::SwitchTap,
};
use crate::{
    i18n::Lang,
    staff::Preview,
    telegram::{Screen, button, rows},
};

/// A longer reason of a pause has no button to end it: 64 bytes hold no more.
pub(super) const LONGEST_REASON: usize = 40;

const BUTTONS_PER_ROW: usize = 2;

fn moment(at: DateTime<Utc>) -> String {
    at.format("%d.%m.%Y %H:%M").to_string()
}

/// How everything stands, and how to change it.
pub(super) fn list(lang: Lang, settings: &[&Setting], pauses: &[SalesPause]) -> Screen {
    let lines: Vec<String> = settings.iter().map(|setting| line(lang, setting)).collect();
    let mut text = format!("{}\n\n{}", lang.html("switch-title", &[]), lines.join("\n"));
    for pause in pauses {
        let args = [
            ("reason", pause.reason.clone().into()),
            ("until", moment(pause.until).into()),
        ];
        text.push_str("\n\n");
        text.push_str(&lang.html("switch-pause", &args));
    }
    let (large, small): (Vec<&Setting>, Vec<&Setting>) = settings
        .iter()
        .partition(|setting| setting.switch.reach() == Reach::Everything);
    let mut keyboard: Vec<_> = large.iter().map(|one| vec![toggle(lang, one)]).collect();
    let small = small.iter().map(|one| toggle(lang, one)).collect();
    keyboard.extend(rows(small, BUTTONS_PER_ROW));
    let endable = pauses
        .iter()
        .filter(|pause| pause.reason.len() <= LONGEST_REASON);
    keyboard.extend(endable.map(|pause| {
        let reason = ("reason", pause.reason.clone().into());
        let tap = SwitchTap::EndPause(pause.reason.clone());
        vec![button(lang.text("switch-end-pause", &[reason]), &tap)]
    }));
    Screen::with_buttons(text, keyboard)
}

fn line(lang: Lang, setting: &Setting) -> String {
    let is_usual = setting.is_on == setting.switch.is_usually_on();
    let mut line = format!(
        "{} {}",
        if is_usual { "🟢" } else { "🔴" },
        lang.html(
            "switch-state",
            &[
                ("switch", setting.switch.title(lang).into()),
                ("state", state(setting).into()),
            ]
        )
    );
    if let Some((name, at)) = &setting.changed {
        let args = [("name", name.clone().into()), ("at", moment(*at).into())];
        line.push_str(&lang.html("switch-changed", &args));
    }
    if let Some(until) = setting.until {
        let until = ("until", moment(until).into());
        line.push_str(&lang.html("switch-until", &[until]));
    }
    line
}

fn state(setting: &Setting) -> &'static str {
    if setting.is_on { "on" } else { "off" }
}

/// The button that makes the switch what it is not.
fn toggle(lang: Lang, setting: &Setting) -> InlineKeyboardButton {
    let tap = SwitchTap::Set(setting.switch, !setting.is_on);
    button(verb(lang, setting.switch, !setting.is_on), &tap)
}

/// What it is called to make the switch `is_on`.
fn verb(lang: Lang, switch: Switch, is_on: bool) -> String {
    let key = match (switch, is_on) {
        (Switch::Sales, true) => "switch-resume-sales",
        (Switch::Sales, false) => "switch-stop-sales",
        (Switch::Maintenance, true) => "switch-begin-maintenance",
        (Switch::Maintenance, false) => "switch-end-maintenance",
        (_, true) => "switch-on",
        (_, false) => "switch-off",
    };
    lang.text(key, &[("switch", switch.title(lang).into())])
}

/// What people will see, before it is so.
pub(super) fn preview(lang: Lang, flip: &Flip, invoices: i64) -> Preview {
    let invoices = ("invoices", invoices.into());
    let text = match (flip.switch, flip.is_on) {
        (Switch::Maintenance, true) => maintenance_preview(lang, flip),
        (Switch::Maintenance, false) => lang.html("switch-preview-maintenance-over", &[]),
        (_, true) => lang.html("switch-preview-sales-on", &[]),
        (_, false) => {
            let reason = ("reason", SWITCHED_OFF.into());
            let words = lang.html("shop-sales-paused", &[reason]);
            let effect = lang.html("switch-preview-sales-off", &[invoices]);
            format!("{effect}\n\n<blockquote>{words}</blockquote>")
        }
    };
    Preview {
        text,
        yes: verb(lang, flip.switch, flip.is_on),
        approvers: 1,
    }
}

fn maintenance_preview(lang: Lang, flip: &Flip) -> String {
    let maintenance = Maintenance {
        words: flip.message.clone(),
        until: flip.until,
    };
    let words = Lang::ALL.map(|their| {
        let words = maintenance_words(their, &maintenance);
        format!("<b>{}</b>\n<blockquote>{words}</blockquote>", their.tag())
    });
    let effect = lang.html("switch-preview-maintenance", &[]);
    format!("{effect}\n\n{}", words.join("\n"))
}

/// What somebody reads who writes during maintenance.
pub(super) fn maintenance_words(lang: Lang, maintenance: &Maintenance) -> String {
    let own = maintenance.words.find(lang).map(|words| {
        let words = ("words", words.to_owned().into());
        lang.html("maintenance-own-words", &[words])
    });
    let words = own.unwrap_or_else(|| lang.html("maintenance-words", &[]));
    match maintenance.until {
        Some(until) => {
            let until = ("until", moment(until).into());
            format!("{words}\n\n{}", lang.html("maintenance-until", &[until]))
        }
        None => words,
    }
}

pub(super) fn question(lang: Lang, name: &str, asked: Asked) -> Screen {
    let args = [
        ("name", name.to_owned().into()),
        ("most", i64::try_from(MOST_CHARS).unwrap_or(i64::MAX).into()),
    ];
    let (question, default) = match asked {
        Asked::English => ("maintenance-ask-english", "maintenance-default-words"),
        Asked::Russian => ("maintenance-ask-russian", "maintenance-default-words"),
        Asked::Until => ("maintenance-ask-until", "maintenance-no-end"),
    };
    let default = button(lang.text(default, &[]), &AnnounceTap::Default);
    let stop = button(lang.text("deed-no", &[]), &AnnounceTap::Stop);
    let text = lang.html(question, &args);
    Screen::with_buttons(text, vec![vec![default], vec![stop]])
}

pub(super) fn not_begun(lang: Lang) -> Screen {
    Screen::plain(lang.html("maintenance-not-begun", &[]))
}

/// What has become of the switch, for its message.
pub(super) fn switched(lang: Lang, setting: &Setting) -> Screen {
    Screen::plain(format!("✅ {}", line(lang, setting)))
}

pub(super) fn switched_meanwhile(lang: Lang, present: &Setting) -> Screen {
    let words = lang.html("switch-meanwhile", &[]);
    Screen::plain(format!("{words}\n\n{}", line(lang, present)))
}

pub(super) fn end_is_over(lang: Lang) -> Screen {
    Screen::plain(lang.html("maintenance-end-over", &[]))
}

/// How a switch stands, in plain words for over the chat.
pub(super) fn as_it_is(lang: Lang, setting: &Setting) -> String {
    let args = [
        ("switch", setting.switch.title(lang).into()),
        ("state", state(setting).into()),
    ];
    lang.text("switch-state", &args)
}
