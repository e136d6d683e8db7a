//! What the staff see of switches, and people of maintenance.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
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

/// As the desk reads it, with the zone.
fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    let at = at.with_timezone(&zone).format("%d.%m.%Y %H:%M");
    format!("{at} ({zone})")
}

/// How everything stands, and how to change it.
pub(super) fn list(lang: Lang, zone: Tz, settings: &[&Setting], pauses: &[SalesPause]) -> Screen {
    let lines = settings.iter().map(|setting| line(lang, zone, setting));
    let lines: Vec<String> = lines.collect();
    let mut text = format!("{}\n\n{}", lang.html("switch-title", &[]), lines.join("\n"));
    for pause in pauses {
        let args = [
            ("reason", pause.reason.clone().into()),
            ("until", moment(pause.until, zone).into()),
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

fn line(lang: Lang, zone: Tz, setting: &Setting) -> String {
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
        let args = [
            ("name", name.clone().into()),
            ("at", moment(*at, zone).into()),
        ];
        line.push_str(&lang.html("switch-changed", &args));
    }
    if let Some(until) = setting.until {
        let until = ("until", moment(until, zone).into());
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
pub(super) fn preview(
    lang: Lang,
    zone: Tz,
    flip: &Flip,
    invoices: i64,
    now: DateTime<Utc>,
) -> Preview {
    let invoices = ("invoices", invoices.into());
    let text = match (flip.switch, flip.is_on) {
        (Switch::Maintenance, true) => maintenance_preview(lang, zone, flip, now),
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

fn maintenance_preview(lang: Lang, zone: Tz, flip: &Flip, now: DateTime<Utc>) -> String {
    let maintenance = Maintenance {
        words: flip.message.clone(),
        until: flip.until,
    };
    let words = Lang::ALL.map(|their| {
        let words = maintenance_words(their, &maintenance, now);
        format!("<b>{}</b>\n<blockquote>{words}</blockquote>", their.tag())
    });
    let mut effect = lang.html("switch-preview-maintenance", &[]);
    if let Some(until) = flip.until {
        let until = ("until", moment(until, zone).into());
        effect.push(' ');
        effect.push_str(&lang.html("maintenance-ends", &[until]));
    }
    format!("{effect}\n\n{}", words.join("\n"))
}

/// What somebody reads who writes during maintenance.
pub(super) fn maintenance_words(
    lang: Lang,
    maintenance: &Maintenance,
    now: DateTime<Utc>,
) -> String {
    let own = maintenance.words.find(lang).map(|words| {
        let words = ("words", words.to_owned().into());
        lang.html("maintenance-own-words", &[words])
    });
    let words = own.unwrap_or_else(|| lang.html("maintenance-words", &[]));
    match maintenance.until {
        Some(until) => {
            let (unit, count) = wait(until - now);
            let args = [("unit", unit.into()), ("count", count.into())];
            format!("{words}\n\n{}", lang.html("maintenance-until", &args))
        }
        None => words,
    }
}

/// How long it takes, as people say it, and never too short: nobody's zone has to be known.
fn wait(left: TimeDelta) -> (&'static str, i64) {
    let minutes = (left.num_seconds() + 59).div_euclid(60).max(1);
    match minutes {
        ..=90 => ("minutes", minutes),
        91..=2880 => ("hours", (minutes + 59) / 60),
        _ => ("days", (minutes + 1439) / 1440),
    }
}

/// The question; after an answer that was none, with the reason why.
pub(super) fn question(lang: Lang, zone: Tz, name: &str, asked: Asked, is_again: bool) -> Screen {
    let args = [
        ("name", name.to_owned().into()),
        ("zone", zone.name().into()),
        ("most", i64::try_from(MOST_CHARS).unwrap_or(i64::MAX).into()),
    ];
    let (question, default) = match asked {
        Asked::English => ("maintenance-ask-english", "maintenance-default-words"),
        Asked::Russian => ("maintenance-ask-russian", "maintenance-default-words"),
        Asked::Until => ("maintenance-ask-until", "maintenance-no-end"),
    };
    let default = button(lang.text(default, &[]), &AnnounceTap::Default);
    let stop = button(lang.text("deed-no", &[]), &AnnounceTap::Stop);
    let why = match asked {
        Asked::English | Asked::Russian => "maintenance-no-words",
        Asked::Until => "maintenance-no-time",
    };
    let parts = is_again.then_some(why).into_iter().chain([question]);
    let parts: Vec<String> = parts.map(|key| lang.html(key, &args)).collect();
    Screen::with_buttons(parts.join("\n\n"), vec![vec![default], vec![stop]])
}

pub(super) fn not_begun(lang: Lang) -> Screen {
    Screen::plain(lang.html("maintenance-not-begun", &[]))
}

/// What has become of the switch, for its message.
pub(super) fn switched(lang: Lang, zone: Tz, setting: &Setting) -> Screen {
    Screen::plain(format!("✅ {}", line(lang, zone, setting)))
}

pub(super) fn switched_meanwhile(lang: Lang, zone: Tz, present: &Setting) -> Screen {
    let words = lang.html("switch-meanwhile", &[]);
    Screen::plain(format!("{words}\n\n{}", line(lang, zone, present)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_said_in_whole_units_and_never_too_short() {
        let cases = [
            (TimeDelta::seconds(-5), ("minutes", 1)),
            (TimeDelta::seconds(61), ("minutes", 2)),
            (TimeDelta::minutes(45), ("minutes", 45)),
            (TimeDelta::minutes(91), ("hours", 2)),
            (TimeDelta::hours(48), ("hours", 48)),
            (TimeDelta::hours(49), ("days", 3)),
        ];
        for (left, said) in cases {
            assert_eq!(wait(left), said, "{left}");
        }
    }
}
