//! What the staff see of how everything stands.

mod lines;

use chrono_tz::Tz;

use super::{
    alert::{Alert, Say},
    chat::{HealthTap, What},
    facts::Facts,
    rules::{Finding, Limits, Rule},
};
use crate::{
    i18n::Lang,
    telegram::{Screen, button},
};

/// Kinds of given-up jobs that get buttons.
const MOST_KINDS: usize = 6;

/// For how many hours an alert can be muted.
const MUTE_HOURS: [u8; 2] = [1, 8];

/// What is told of a rule; nothing when there is nothing to say.
pub(super) fn alert(lang: Lang, rule: Rule, say: Say, finding: Option<&Finding>) -> Option<Screen> {
    let what = || finding.map(|finding| lang.html(&format!("health-{}", rule.id()), finding));
    let advice = || lang.html(&format!("health-do-{}", rule.id()), &[]);
    let text = match say {
        Say::Nothing => return None,
        Say::Begun => format!("🔴 {}\n👉 {}", what()?, advice()),
        Say::Lasts(time) => {
            let lasts = lang.html("health-lasts", &[("time", lang.duration(time).into())]);
            format!("🔴 {lasts} {}\n👉 {}", what()?, advice())
        }
        Say::Over(time) => {
            let args = [
                (
                    "name",
                    lang.text(&format!("health-name-{}", rule.id()), &[]).into(),
                ),
                ("time", lang.duration(time).into()),
            ];
            return Some(Screen::plain(lang.html("health-over", &args)));
        }
    };
    let mutes = MUTE_HOURS.map(|hours| {
        let label = lang.text("health-mute", &[("hours", i64::from(hours).into())]);
        button(label, &HealthTap::Mute(rule, hours))
    });
    let look = button(lang.text("health-look", &[]), &HealthTap::Look);
    Some(Screen::with_buttons(text, vec![mutes.to_vec(), vec![look]]))
}

/// How everything stands, with buttons for what was given up.
pub(super) fn health(
    lang: Lang,
    zone: Tz,
    facts: &Facts,
    limits: Limits,
    alerts: &[(String, Alert)],
) -> Screen {
    let clock = |at: chrono::DateTime<chrono::Utc>| {
        at.with_timezone(&zone).format("%d.%m %H:%M").to_string()
    };
    let mut parts = vec![lang.html("health-title", &[("time", clock(facts.now).into())])];
    parts.extend(lines::machine(lang, facts, limits));
    parts.push(lang.html("health-waiting", &[]));
    parts.extend(lines::people(lang, facts, limits));
    let broken = Rule::ALL
        .into_iter()
        .filter(|rule| rule.find(facts, limits, lang).is_some());
    let advice: Vec<String> = broken
        .map(|rule| {
            let name = lang.html(&format!("health-name-{}", rule.id()), &[]);
            let advice = lang.html(&format!("health-do-{}", rule.id()), &[]);
            format!("👉 {name}: {advice}")
        })
        .collect();
    if !advice.is_empty() {
        parts.push(lang.html("health-to-do", &[]));
        parts.extend(advice);
    }
    let muted = alerts.iter().filter(|(_, alert)| alert.is_muted(facts.now));
    for (rule, alert) in muted {
        let until = alert.muted_until.map(clock).unwrap_or_default();
        let args = [
            (
                "name",
                lang.text(&format!("health-name-{rule}"), &[]).into(),
            ),
            ("until", until.into()),
            ("by", alert.muted_by.clone().unwrap_or_default().into()),
        ];
        parts.push(lang.html("health-muted", &args));
    }
    Screen::with_buttons(parts.join("\n"), buttons(lang, facts))
}

fn buttons(lang: Lang, facts: &Facts) -> Vec<Vec<teloxide::types::InlineKeyboardButton>> {
    let mut dead: Vec<(What, String, i64)> = Vec::new();
    if facts.inbox.dead > 0 {
        let name = lang.text("health-updates", &[]);
        dead.push((What::Updates, name, facts.inbox.dead));
    }
    let kinds = facts.dead_kinds().into_iter().take(MOST_KINDS);
    dead.extend(kinds.map(|kind| (What::Jobs(kind.kind.clone()), kind.kind.clone(), kind.dead)));
    let mut rows = vec![vec![button(
        lang.text("health-refresh", &[]),
        &HealthTap::Look,
    )]];
    for (what, name, count) in dead {
        let args = [("name", name.into()), ("count", count.into())];
        rows.push(vec![
            button(
                lang.text("health-retry", &args),
                &HealthTap::Retry(what.clone()),
            ),
            button(lang.text("health-forget", &[]), &HealthTap::Forget(what)),
        ]);
    }
    rows
}
