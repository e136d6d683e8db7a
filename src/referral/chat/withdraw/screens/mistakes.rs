//! What is wrong with what was typed, and what to do about it.

use super::asking::of_step;
use crate::{
    i18n::Lang,
    referral::{
        chat::withdraw::Withdrawing,
        details::{card, phone, wallet},
    },
    telegram::Screen,
};

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::referral::chat::withdraw) enum Mistake {
    /// A photo, a voice message or the like.
    NoText,
    /// Nothing is to be typed just now.
    ButtonsOnly,
    Card(card::Mistake),
    Phone(phone::Mistake),
    /// No name that a bank may have.
    Bank,
    Wallet(wallet::Mistake),
}

impl Mistake {
    fn words(self, lang: Lang) -> String {
        let count = |key: &str, count: usize| lang.html(key, &[("digits", count.into())]);
        match self {
            Self::NoText => lang.html("withdraw-mistake-no-text", &[]),
            Self::ButtonsOnly => lang.html("withdraw-mistake-buttons", &[]),
            Self::Bank => lang.html("withdraw-mistake-bank", &[]),
            Self::Card(mistake) => match mistake {
                card::Mistake::NotDigits => lang.html("withdraw-mistake-card-letters", &[]),
                card::Mistake::Short { digits } => count("withdraw-mistake-card-short", digits),
                card::Mistake::Long { digits } => count("withdraw-mistake-card-long", digits),
                card::Mistake::Group { number, digits } => lang.html(
                    "withdraw-mistake-card-group",
                    &[("number", number.into()), ("digits", digits.into())],
                ),
                card::Mistake::Checksum => lang.html("withdraw-mistake-card-checksum", &[]),
            },
            Self::Phone(mistake) => match mistake {
                phone::Mistake::NotDigits => lang.html("withdraw-mistake-phone-letters", &[]),
                phone::Mistake::Length { digits } => count("withdraw-mistake-phone-length", digits),
                phone::Mistake::NotMobile => lang.html("withdraw-mistake-phone-foreign", &[]),
            },
            Self::Wallet(mistake) => match mistake {
                wallet::Mistake::NotAnAddress => lang.html("withdraw-mistake-wallet", &[]),
                wallet::Mistake::Length { letters } => lang.html(
                    "withdraw-mistake-wallet-length",
                    &[("letters", letters.into())],
                ),
                wallet::Mistake::Checksum => lang.html("withdraw-mistake-wallet-checksum", &[]),
                wallet::Mistake::TestNetwork => lang.html("withdraw-mistake-wallet-test", &[]),
                wallet::Mistake::Unchecked => lang.html("withdraw-mistake-wallet-raw", &[]),
            },
        }
    }
}

/// The mistake, above the question or the summary as it stands. How details are asked for
/// was read before, and is not said at length again.
pub(in crate::referral::chat::withdraw) fn mistaken(
    lang: Lang,
    step: &Withdrawing,
    mistake: Mistake,
    stays: bool,
) -> Screen {
    let screen = of_step(lang, step, stays);
    let words = mistake.words(lang);
    let question = match step {
        Withdrawing::Details { .. } if !stays => lang.html("withdraw-once-more", &[]),
        _ => screen.text,
    };
    Screen {
        text: format!("{words}\n\n{question}"),
        keyboard: screen.keyboard,
    }
}
