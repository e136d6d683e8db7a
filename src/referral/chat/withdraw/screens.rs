//! What a person sees on the way to a withdrawal.

mod asking;
mod mistakes;
mod requests;

use teloxide::types::InlineKeyboardButton;

pub(in crate::referral::chat) use self::requests::{cancel_button, waits};
pub(super) use self::{
    asking::{Trouble, amounts, ask_for_details, bank_name, methods, not_now, of_step, stopped},
    mistakes::{Mistake, mistaken},
    requests::{PAGE, ask_to_cancel, list, request, taken, told},
};
use super::PayoutTap;
use crate::{
    i18n::Lang,
    referral::withdrawals::{Method, Withdrawal},
    telegram::button,
};

/// "card •••• 1111": where it goes, as everybody may see it.
fn destination(lang: Lang, method: Option<Method>, masked: &str) -> String {
    match method {
        Some(method) => lang.text(
            &format!("withdraw-to-{}", method.id()),
            &[("masked", masked.into())],
        ),
        None => masked.to_owned(),
    }
}

fn destination_of(lang: Lang, request: &Withdrawal) -> String {
    destination(lang, request.method, &request.masked)
}

fn stop_button(lang: Lang) -> InlineKeyboardButton {
    button(lang.text("withdraw-stop", &[]), &PayoutTap::Stop)
}

/// The way to all that the person has asked for.
pub(in crate::referral::chat) fn list_button(lang: Lang) -> InlineKeyboardButton {
    button(lang.text("withdraw-list-button", &[]), &PayoutTap::List(0))
}
