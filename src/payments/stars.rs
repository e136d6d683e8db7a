//! Telegram Stars: invoices, charges and refunds; the comparison with Telegram's
//! own list is next door.

mod transactions;

use teloxide::{
    payloads::SendInvoiceSetters,
    requests::Requester,
    types::{ChatId, LabeledPrice, MessageId, TelegramTransactionId, UserId},
};

pub(super) use self::transactions::{compare_all, note_refund, read_page, sweep};
use super::{Charge, Deps, Order, Payment, Price, refunds::Sent, tell};
use crate::{
    i18n::Lang,
    telegram::{Lane, SendError, Sender},
};

/// Bot API: the currency of Stars, in which one is the smallest unit.
pub(super) const CURRENCY: &str = "XTR";

/// With a start parameter, forwarded copies of an invoice lead to the bot
/// instead of carrying a Pay button for strangers.
const FORWARDED_COPY_LEADS_TO: &str = "shop";

/// Sends the invoice of `order`.
///
/// # Errors
/// See [`SendError`].
pub(super) async fn send_invoice(
    sender: &Sender,
    chat: ChatId,
    lang: Lang,
    tier_title: &str,
    style_title: &str,
    order: &Order,
) -> Result<MessageId, SendError> {
    let count = ("count", order.photo_count.into());
    let title = lang.text(
        "invoice-title",
        &[("tier", tier_title.into()), count.clone()],
    );
    let description = lang.text(
        "invoice-description",
        &[("style", style_title.into()), count],
    );
    let stars = order
        .stars_amount
        .and_then(|stars| u32::try_from(stars).ok())
        .unwrap_or_default();
    let price = LabeledPrice {
        label: title.clone(),
        amount: stars,
    };
    let request = sender
        .bot()
        .send_invoice(
            chat,
            title,
            description,
            order.id.to_string(),
            CURRENCY,
            [price],
        )
        .provider_token("")
        .start_parameter(FORWARDED_COPY_LEADS_TO);
    Ok(sender.call(Lane::Answer, Some(chat), request).await?.id)
}

/// What Telegram says it took. `payload` is what the invoice carried.
pub(super) fn charge(id: String, payload: &str, stars: i32) -> Charge {
    Charge {
        id,
        order: payload.parse().ok(),
        price: Price::Stars(stars),
    }
}

/// Gives all Stars of a charge back; done before counts as done.
pub(super) async fn send_refund(deps: &Deps, payment: &Payment) -> anyhow::Result<Sent> {
    let payer = tell::find_person(deps, payment.user_id).await?;
    let (Some(payer), Some(charge_id)) = (payer, &payment.charge_id) else {
        return Ok(Sent::ByHand("no payer or charge is on record".to_owned()));
    };
    let request = deps.sender.bot().refund_star_payment(
        UserId(payer.telegram_id.cast_unsigned()),
        TelegramTransactionId(charge_id.clone()),
    );
    match deps.sender.call(Lane::Delivery, None, request).await {
        Ok(_) => Ok(Sent::Done),
        Err(SendError::Refused(why)) if why.contains("CHARGE_ALREADY_REFUNDED") => Ok(Sent::Done),
        // Asking again can't help: Telegram knows the charge by another payer or not at all.
        Err(SendError::Refused(why)) => Ok(Sent::ByHand(why)),
        Err(error) => Err(error.into()),
    }
}
