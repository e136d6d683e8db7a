//! From the wish for portraits to a paid set.
//!
//! ```text
//! Anna taps [New portraits]
//! Bot (edited): Which style for Anna?  [Professional] [Lifestyle] [Creative]
//! Anna taps [Lifestyle]
//! Bot (edited): How many?  [Starter · 7 photos · 350 ⭐] [★ Standard · 15 photos · 700 ⭐] …
//! Anna taps [Standard]
//! Bot sends an invoice: Standard · 15 photos, 700 Stars  [Pay 700 ⭐]
//! Anna pays
//! Bot: Thank you! 700 ⭐ have arrived, your 15 portraits are being made.
//! ```

use std::sync::Arc;

use teloxide::types::{Message, MessageKind};

use super::{
    Charge, Deps, Policy, Provider,
    bank::{self, BankStep, BankTap},
    coins::{self, CoinTap},
    receipts::{ReceiptTap, list_payments, tap_on_receipt},
    screens, settle,
    shop::{Shelf, ShopTap, tap_in_shop},
    stars, store,
};
use crate::{
    accounts::{Go, Person},
    avatars,
    telegram::{Buttons, Handled, Incoming, Reply, Routes, command, state, tap},
};

pub fn routes() -> Routes {
    dptree::entry()
        .branch(command("portraits").endpoint(choose_avatar))
        .branch(command("paysupport").endpoint(ask_for_help_with_payment))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Portraits)
                .endpoint(choose_avatar),
        )
        .branch(
            tap::<Go>()
                .filter_map(|go: Go| match go {
                    Go::Styles(avatar_id) => Some(avatar_id),
                    _ => None,
                })
                .endpoint(choose_style),
        )
        .branch(command("payments").endpoint(list_payments))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Payments)
                .endpoint(list_payments),
        )
        .branch(tap::<ReceiptTap>().endpoint(tap_on_receipt))
        .branch(tap::<ShopTap>().endpoint(tap_in_shop))
        .branch(tap::<BankTap>().endpoint(bank::tap_at_bank))
        .branch(state::<BankStep>().endpoint(bank::give_email))
        .branch(tap::<CoinTap>().endpoint(coins::tap_on_quote))
        .branch(
            dptree::filter_map(|incoming: Incoming| incoming.message())
                .branch(dptree::filter_map(paid_charge).endpoint(pay))
                .branch(dptree::filter_map(refunded_charge).endpoint(see_refund)),
        )
}

/// Whether this asks how payments work, or takes back a set that is not used:
/// Telegram wants everybody to be answered who has paid, also those who may do
/// nothing else here.
pub fn is_help(incoming: &Incoming) -> bool {
    let data = incoming.tap().and_then(|tap| tap.data.as_deref());
    let takes_back = data
        .and_then(ShopTap::decode)
        .is_some_and(|tap| matches!(tap, ShopTap::AskGiveBack(_) | ShopTap::GiveBack(_)));
    takes_back
        || incoming
            .command()
            .is_some_and(|(name, _)| name == "paysupport")
}

pub(super) fn paid_charge(message: Arc<Message>) -> Option<Charge> {
    let payment = message
        .successful_payment()
        .filter(|payment| payment.currency == stars::CURRENCY)?;
    Some(stars::charge(
        payment.telegram_payment_charge_id.0.clone(),
        &payment.invoice_payload,
        i32::try_from(payment.total_amount).ok()?,
    ))
}

/// The charge that was refunded, perhaps elsewhere.
#[derive(Clone)]
pub(super) struct RefundedCharge(String);

pub(super) fn refunded_charge(message: Arc<Message>) -> Option<RefundedCharge> {
    match &message.kind {
        MessageKind::RefundedPayment(refund) => Some(RefundedCharge(
            refund.refunded_payment.telegram_payment_charge_id.0.clone(),
        )),
        _ => None,
    }
}

async fn choose_avatar(person: Person, reply: Reply, deps: Deps) -> Handled {
    let mut connection = deps.db.connection().await?;
    let mut avatars = avatars::list(&mut connection, person.id).await?;
    let shelf = Shelf::load(&mut connection, &deps.methods, deps.clock.now()).await?;
    drop(connection);
    avatars.retain(|avatar| avatar.status == avatars::Status::Ready);
    let screen = match avatars.as_slice() {
        [] => screens::no_avatar(person.lang),
        [only] => shelf.styles_screen(person.lang, only),
        _ => screens::which_avatar(person.lang, &avatars),
    };
    reply.screen(&screen).await?;
    Ok(())
}

async fn choose_style(avatar_id: i32, person: Person, reply: Reply, deps: Deps) -> Handled {
    let mut connection = deps.db.connection().await?;
    let avatar = avatars::find_ready(&mut connection, person.id, avatar_id).await?;
    let shelf = Shelf::load(&mut connection, &deps.methods, deps.clock.now()).await?;
    drop(connection);
    let screen = avatar.map_or_else(
        || screens::no_avatar(person.lang),
        |avatar| shelf.styles_screen(person.lang, &avatar),
    );
    reply.screen(&screen).await?;
    Ok(())
}

/// The thanks are a job of the same transaction: an update that is told again
/// after a crash finds the charge settled and says nothing.
async fn pay(charge: Charge, person: Person, deps: Deps) -> Handled {
    let mut tx = deps.db.begin().await?;
    let settled = settle(&mut tx, person.id, &charge, deps.clock.now()).await?;
    tx.commit().await?;
    let order = charge.order.map(tracing::field::display);
    tracing::info!(order.id = order, ?settled, "a charge was settled");
    Ok(())
}

async fn see_refund(RefundedCharge(charge_id): RefundedCharge, deps: Deps) -> Handled {
    let mut tx = deps.db.begin().await?;
    let payment = store::find_by_charge(&mut tx, Provider::Stars, &charge_id).await?;
    if let Some(payment_id) = payment {
        stars::note_refund(&deps, &mut tx, &charge_id, payment_id).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn ask_for_help_with_payment(person: Person, reply: Reply, deps: Deps) -> Handled {
    let mut connection = deps.db.connection().await?;
    let policy = Policy::load(&mut connection).await?;
    let unused = super::unused(&mut connection, person.id, deps.clock.now()).await?;
    drop(connection);
    reply
        .screen(&screens::paysupport(
            person.lang,
            &policy,
            deps.methods.on_sale(),
            &unused,
            deps.is_staffed && !person.is_banned,
        ))
        .await?;
    Ok(())
}
