//! What a ban will do, as its preview says.

use rust_decimal::Decimal;

use super::{Act, Ready, reason_words};
use crate::{
    generation,
    i18n::Lang,
    payments::{self, UnusedOfBanned},
    referral,
};

pub(super) struct Effects {
    pub lines: Vec<String>,
    /// What goes back, in roubles.
    pub amount: Decimal,
}

pub(super) async fn of(act: &Act<'_>, reason: &str, tells: bool) -> anyhow::Result<Effects> {
    let (desk, lang, person) = (&act.deps.desk, act.deps.desk.lang, act.person);
    let mut connection = desk.db.connection().await?;
    let unused = payments::unused_of_banned(&mut connection, person.id).await?;
    let sets = generation::overview(&mut connection, person.id, desk.clock.now()).await?;
    let earned = referral::at_stake(&mut connection, person.id).await?;
    drop(connection);
    let words = reason_words(lang, reason);
    let mut lines = vec![
        lang.html("customer-ban-preview", &act.args()),
        lang.html("customer-ban-reason", &[("reason", words.into())]),
        told(act, reason, tells),
        String::new(),
        lang.html("customer-ban-stops", &[]),
    ];
    if !unused.back.is_empty() {
        let prices = unused.back.iter().map(|unused| unused.price.words(lang));
        let prices = prices.collect::<Vec<_>>().join(", ");
        lines.push(lang.html("customer-ban-unused", &[("prices", prices.into())]));
    }
    lines.extend(by_hand(lang, &unused));
    if sets.running > 0 {
        let count = ("count", sets.running.into());
        lines.push(lang.html("customer-ban-running", &[count]));
    }
    if earned.is_anything() {
        let sum = earned.balance + earned.requested + earned.sending;
        let amount = ("amount", lang.roubles(sum).into());
        lines.push(lang.html("customer-ban-earned", &[amount]));
    }
    Ok(Effects {
        lines,
        amount: unused.amount(),
    })
}

/// What the person will read. Own words are not translated for them.
fn told(act: &Act<'_>, reason: &str, tells: bool) -> String {
    let lang = act.deps.desk.lang;
    let key = match tells {
        true => "customer-ban-told-why",
        false => "customer-ban-told",
    };
    let told = lang.html(key, &act.args());
    if !tells || Ready::ALL.into_iter().any(|ready| ready.id() == reason) {
        return told;
    }
    let language = act.person.lang.text("language-name", &[]);
    let as_written = lang.html("customer-ban-as-written", &[("language", language.into())]);
    format!("{told} {as_written}")
}

/// Of what was paid somebody has to find out how it can go back.
pub(super) fn by_hand(lang: Lang, unused: &UnusedOfBanned) -> Option<String> {
    let numbers = unused.by_hand.iter().map(|unused| unused.id.to_string());
    let numbers = numbers.collect::<Vec<_>>().join(", ");
    (!numbers.is_empty()).then(|| lang.html("customer-ban-by-hand", &[("numbers", numbers.into())]))
}
