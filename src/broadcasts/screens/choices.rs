//! The choice of whom a broadcast is for, and the choice among broadcasts.

use chrono_tz::Tz;

use super::{audience, group, heading, moment, name_of, people, seen, status};
use crate::{
    broadcasts::{
        Broadcast, Tally,
        audience::{Group, Seen},
        card::Facts,
        desk::{CardTap, Chosen},
    },
    i18n::Lang,
    telegram::{Screen, button, rows},
};

/// The choice of whom it is for.
pub(in crate::broadcasts) fn whom(lang: Lang, facts: &Facts) -> Screen {
    let broadcast = &facts.broadcast;
    let (id, chosen) = (broadcast.id, &broadcast.audience);
    let option = |words: String, is_chosen: bool, tap| {
        let words = if is_chosen {
            format!("• {words}")
        } else {
            words
        };
        button(words, &CardTap(id, tap))
    };
    let groups =
        Group::ALL.map(|each| option(group(lang, each), chosen.group == each, Chosen::Group(each)));
    let mut all = rows(groups.to_vec(), 2);
    let everybody = lang.text("broadcast-all-languages", &[]);
    let mut languages = vec![option(
        everybody,
        chosen.language.is_none(),
        Chosen::Only(None),
    )];
    for language in Lang::ALL {
        let is_chosen = chosen.lang() == Some(language);
        let tag = Some(language.tag().to_owned());
        languages.push(option(name_of(language), is_chosen, Chosen::Only(tag)));
    }
    all.push(languages);
    let whenever = lang.text("broadcast-seen-whenever", &[]);
    all.push(vec![option(
        whenever,
        chosen.seen.is_none(),
        Chosen::Seen(None),
    )]);
    let offered = Seen::OFFERED.map(|each| {
        option(
            seen(lang, each),
            chosen.seen == Some(each),
            Chosen::Seen(Some(each)),
        )
    });
    all.extend(rows(offered.to_vec(), 2));
    all.push(vec![button(
        lang.text("broadcast-back", &[]),
        &CardTap(id, Chosen::Show),
    )]);
    let words = ("audience", audience(lang, chosen).into());
    let text = format!(
        "{}\n\n{}\n\n{}",
        heading(lang, broadcast),
        lang.html("broadcast-for", &[words]),
        people(lang, &facts.counts)
    );
    Screen::with_buttons(text, all)
}

/// The latest broadcasts.
pub(in crate::broadcasts) fn list(
    lang: Lang,
    zone: Tz,
    lines: &[(Broadcast, Tally)],
    page: u16,
    has_more: bool,
) -> Screen {
    if lines.is_empty() {
        return Screen::plain(lang.html("broadcast-list-empty", &[]));
    }
    let mut text = vec![lang.html("broadcast-list", &[])];
    let mut open = Vec::new();
    for (broadcast, tally) in lines {
        let at = broadcast
            .started_at
            .or(broadcast.starts_at)
            .map(|at| moment(zone, at));
        let args = [
            ("number", broadcast.id.to_string().into()),
            ("status", status(lang, broadcast.status).into()),
            ("audience", audience(lang, &broadcast.audience).into()),
            ("time", at.unwrap_or_else(|| "—".to_owned()).into()),
            ("delivered", tally.delivered.into()),
            ("all", tally.all.into()),
        ];
        text.push(lang.html("broadcast-line", &args));
        let label = format!("№ {}", broadcast.id);
        open.push(button(label, &CardTap(broadcast.id, Chosen::Open)));
    }
    let mut all = rows(open, 4);
    let mut turn = Vec::new();
    if page > 0 {
        turn.push(button("‹".to_owned(), &CardTap(0, Chosen::List(page - 1))));
    }
    if has_more {
        turn.push(button("›".to_owned(), &CardTap(0, Chosen::List(page + 1))));
    }
    if !turn.is_empty() {
        all.push(turn);
    }
    Screen::with_buttons(text.join("\n"), all)
}
