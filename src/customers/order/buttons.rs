//! What can be tapped below a timeline.

use teloxide::types::InlineKeyboardButton;

use super::{OrderTap, timeline::Timeline, words::price};
use crate::{
    customers::{Deps, person::PersonTap},
    i18n::Lang,
    payments::RefundTap,
    staff::{Permission, Role},
    telegram::button,
};

/// The way to the pages beside this one.
pub(super) fn turns(
    lang: Lang,
    payment_id: i32,
    page: usize,
    pages: usize,
) -> Vec<Vec<InlineKeyboardButton>> {
    let to = |page: usize| OrderTap::Page(payment_id, u16::try_from(page).unwrap_or(u16::MAX));
    let mut row = Vec::new();
    if page > 0 {
        row.push(button(lang.text("customer-older", &[]), &to(page - 1)));
    }
    if page + 1 < pages {
        row.push(button(lang.text("customer-newer", &[]), &to(page + 1)));
    }
    if row.is_empty() {
        Vec::new()
    } else {
        vec![row]
    }
}

/// What the role may do about a payment that stands so.
pub(super) fn of(deps: &Deps, timeline: &Timeline, role: Role) -> Vec<InlineKeyboardButton> {
    let (lang, payment) = (deps.desk.lang, &timeline.payment);
    let id = payment.id;
    let mut all = Vec::new();
    if role.may(Permission::ServeCustomers)
        && timeline.person.is_some()
        && let Some(set) = &timeline.set
    {
        if set.can_be_completed {
            let missing = ("missing", (set.total - set.made).into());
            let label = lang.text("order-complete", &[missing]);
            all.push(button(label, &OrderTap::Complete(id)));
        }
        if set.ready > 0 && !set.is_running {
            let label = lang.text("order-send-again", &[]);
            all.push(button(label, &OrderTap::SendAgain(id)));
            let label = lang.text("order-remake", &[]);
            all.push(button(label, &OrderTap::Choose(id)));
        }
    }
    if role.may(Permission::MoveMoney) && payment.can_go_back() {
        let price = ("price", price(lang, payment).into());
        let label = lang.text("staff-refund", &[price]);
        all.push(button(label, &RefundTap::Ask(id)));
        if let Some((price, _)) = timeline.part {
            let price = ("price", price.words(lang).into());
            let label = lang.text("order-refund-part", &[price]);
            all.push(button(label, &RefundTap::AskPart(id)));
        }
    }
    if role.may(Permission::ServeCustomers) {
        let label = lang.text("order-follow-up-button", &[]);
        all.push(button(label, &OrderTap::FollowUp(id)));
        let open = timeline.follow_ups.iter().filter(|it| it.done_at.is_none());
        all.extend(open.map(|it| done_button(lang, id, it.id)));
    }
    if let Some(person) = &timeline.person {
        let label = lang.text("customer-card", &[]);
        all.push(button(label, &PersonTap::Show(person.id)));
    }
    all
}

/// Closes a follow-up.
pub(super) fn done_button(lang: Lang, payment_id: i32, follow_up: i32) -> InlineKeyboardButton {
    let label = lang.text("order-done-button", &[]);
    button(label, &OrderTap::Done(payment_id, follow_up))
}
