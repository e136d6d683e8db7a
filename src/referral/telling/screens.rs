//! The short message of what was earned and taken back. It never says who bought.

use rust_decimal::Decimal;

use super::News;
use crate::{
    accounts::Go,
    i18n::Lang,
    telegram::{Screen, button},
};

pub(super) fn news(lang: Lang, news: &News) -> Screen {
    let roubles = |amount: Decimal| lang.roubles(amount).into();
    let credited = (news.credited > Decimal::ZERO).then(|| {
        let amount = roubles(news.credited);
        let args = [("amount", amount), ("count", news.purchases.into())];
        lang.html("earnings-credited", &args)
    });
    let taken_back = (news.taken_back > Decimal::ZERO).then(|| {
        let args = [("amount", roubles(news.taken_back))];
        lang.html("earnings-taken-back", &args)
    });
    let balance = if news.balance < Decimal::ZERO {
        lang.html("earnings-below-zero", &[("amount", roubles(-news.balance))])
    } else {
        lang.html("earnings-balance", &[("amount", roubles(news.balance))])
    };
    let words: Vec<String> = [credited, taken_back, Some(balance)]
        .into_iter()
        .flatten()
        .collect();
    let page = button(lang.text("earnings-page", &[]), &Go::Referral);
    Screen::with_buttons(words.join("\n\n"), vec![vec![page]])
}
