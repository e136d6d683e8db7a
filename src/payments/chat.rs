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

use serde::{Deserialize, Serialize};
use teloxide::{
    requests::Requester,
    types::{Message, MessageId, MessageKind},
};
use uuid::Uuid;

use super::{
    Charge, ORDER_LIFETIME, Order, OrderPaid, RefundPayment, Settled, jobs, screens, settle, stars,
    store,
};
use crate::{
    accounts::{Go, Person},
    avatars::{self, Avatar},
    catalogue::{self, Style, Tier},
    clock::Clock,
    db::Db,
    queue,
    telegram::{Buttons, Handled, Incoming, Lane, Reply, Routes, command, tap},
};

/// What can be tapped in the shop. Short names: a tier's id may take 20 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ShopTap {
    /// Avatar and style; a paid set that waits is offered first.
    #[serde(rename = "y")]
    Style(i32, Style),
    /// Avatar and style, to buy in any case.
    #[serde(rename = "s")]
    Sets(i32, Style),
    /// Avatar, style and the tier's id.
    #[serde(rename = "t")]
    Tier(i32, Style, String),
    /// An unused payment for this avatar and style.
    #[serde(rename = "u")]
    Use(i32, i32, Style),
    #[serde(rename = "a")]
    AskGiveBack(i32),
    #[serde(rename = "g")]
    GiveBack(i32),
}

impl Buttons for ShopTap {
    const FEATURE: &'static str = "shop";
}

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
        .branch(tap::<ShopTap>().endpoint(tap_in_shop))
        .branch(
            dptree::filter_map(|incoming: Incoming| incoming.message())
                .branch(dptree::filter_map(paid_charge).endpoint(pay))
                .branch(dptree::filter_map(refunded_charge).endpoint(see_refund)),
        )
}

fn paid_charge(message: Message) -> Option<Charge> {
    let payment = message
        .successful_payment()
        .filter(|payment| payment.currency == stars::CURRENCY)?;
    Some(Charge {
        id: payment.telegram_payment_charge_id.0.clone(),
        payload: payment.invoice_payload.clone(),
        stars: i32::try_from(payment.total_amount).ok()?,
    })
}

/// The charge that was refunded, perhaps elsewhere.
#[derive(Clone)]
struct RefundedCharge(String);

fn refunded_charge(message: Message) -> Option<RefundedCharge> {
    match message.kind {
        MessageKind::RefundedPayment(refund) => Some(RefundedCharge(
            refund.refunded_payment.telegram_payment_charge_id.0,
        )),
        _ => None,
    }
}

async fn choose_avatar(person: Person, reply: Reply, db: Db) -> Handled {
    let mut avatars = avatars::list(&mut *db.connection().await?, person.id).await?;
    avatars.retain(|avatar| avatar.status == avatars::Status::Ready);
    let screen = match avatars.as_slice() {
        [] => screens::no_avatar(person.lang),
        [only] => screens::styles(person.lang, only),
        _ => screens::which_avatar(person.lang, &avatars),
    };
    reply.screen(&screen).await?;
    Ok(())
}

async fn choose_style(avatar_id: i32, person: Person, reply: Reply, db: Db) -> Handled {
    let avatar = avatars::find_ready(&mut *db.connection().await?, person.id, avatar_id).await?;
    let screen = avatar.map_or_else(
        || screens::no_avatar(person.lang),
        |avatar| screens::styles(person.lang, &avatar),
    );
    reply.screen(&screen).await?;
    Ok(())
}

async fn tap_in_shop(shop: ShopTap, person: Person, reply: Reply, db: Db, clock: Clock) -> Handled {
    match shop {
        ShopTap::Style(avatar_id, style) => {
            choose_set(&person, &reply, &db, &clock, avatar_id, style, true).await
        }
        ShopTap::Sets(avatar_id, style) => {
            choose_set(&person, &reply, &db, &clock, avatar_id, style, false).await
        }
        ShopTap::Tier(avatar_id, style, tier) => {
            choose_tier(&person, &reply, &db, &clock, avatar_id, style, &tier).await
        }
        ShopTap::Use(payment_id, avatar_id, style) => {
            use_paid_set(&person, &reply, &db, &clock, payment_id, avatar_id, style).await
        }
        ShopTap::AskGiveBack(payment_id) => {
            ask_to_give_back(&person, &reply, &db, payment_id).await
        }
        ShopTap::GiveBack(payment_id) => give_back(&person, &reply, &db, &clock, payment_id).await,
    }
}

async fn choose_set(
    person: &Person,
    reply: &Reply,
    db: &Db,
    clock: &Clock,
    avatar_id: i32,
    style: Style,
    offer_unused: bool,
) -> Handled {
    let mut connection = db.connection().await?;
    let avatar = avatars::find_ready(&mut connection, person.id, avatar_id).await?;
    let unused = store::list_unused(&mut connection, person.id).await?;
    let paused = catalogue::sales_paused(&mut connection, clock.now()).await?;
    let tiers = catalogue::list_tiers(&mut connection).await?;
    drop(connection);
    let screen = match (&avatar, unused.first()) {
        (None, _) => screens::no_avatar(person.lang),
        (Some(avatar), Some(unused)) if offer_unused => {
            screens::paid_set_waits(person.lang, avatar, style, unused)
        }
        (Some(_), _) if paused.is_some() || tiers.is_empty() => screens::sales_paused(person.lang),
        (Some(avatar), _) => screens::sets(person.lang, avatar, style, &tiers),
    };
    reply.screen(&screen).await?;
    Ok(())
}

async fn choose_tier(
    person: &Person,
    reply: &Reply,
    db: &Db,
    clock: &Clock,
    avatar_id: i32,
    style: Style,
    tier_id: &str,
) -> Handled {
    let mut connection = db.connection().await?;
    let avatar = avatars::find_ready(&mut connection, person.id, avatar_id).await?;
    let tier = catalogue::find_tier(&mut connection, tier_id).await?;
    let paused = catalogue::sales_paused(&mut connection, clock.now()).await?;
    drop(connection);
    let Some(avatar) = avatar else {
        reply.screen(&screens::no_avatar(person.lang)).await?;
        return Ok(());
    };
    let (Some(tier), None) = (tier, paused) else {
        reply.popup(&person.lang.text("shop-set-gone", &[])).await;
        return choose_set(person, reply, db, clock, avatar_id, style, false).await;
    };
    let order = open_order(person, reply, db, clock, &avatar, style, &tier).await?;
    let before = order.invoice_message_id;
    let stars = tier
        .stars_price
        .and_then(|stars| u32::try_from(stars).ok())
        .unwrap_or_default();
    let title = tier.title(person.lang);
    let message = stars::send_invoice(
        &reply.sender,
        reply.chat,
        person.lang,
        &title,
        &style.title(person.lang),
        &order,
        stars,
    )
    .await?;
    store::set_invoice_message(&mut *db.connection().await?, order.id, message.0).await?;
    if let Some(before) = before {
        let request = reply
            .sender
            .bot()
            .delete_message(reply.chat, MessageId(before));
        // The person may have deleted the older copy of this invoice themselves.
        let _gone_already = reply
            .sender
            .call(Lane::Answer, Some(reply.chat), request)
            .await;
    }
    reply
        .screen(&screens::invoice_sent(person.lang, &avatar, style))
        .await?;
    Ok(())
}

/// Writes what is offered, or finds the same offer still open.
async fn open_order(
    person: &Person,
    reply: &Reply,
    db: &Db,
    clock: &Clock,
    avatar: &Avatar,
    style: Style,
    tier: &Tier,
) -> anyhow::Result<Order> {
    let now = clock.now();
    let new = store::NewOrder {
        id: Uuid::new_v4(),
        user_id: person.id,
        avatar_id: avatar.id,
        style_id: style.id(),
        tier_id: &tier.id,
        photo_count: tier.photo_count,
        amount_rub: tier.price,
        stars_amount: tier.stars_price.unwrap_or_default(),
        chat_id: reply.chat.0,
        created_at: now,
        expires_at: now + ORDER_LIFETIME,
    };
    let mut tx = db.begin().await?;
    let order = match store::find_open_order(&mut tx, &new).await? {
        Some(order) => order,
        None => {
            store::insert_order(&mut tx, &new).await?;
            let order = store::lock_order(&mut tx, new.id).await?;
            order.ok_or_else(|| anyhow::anyhow!("an order vanished while being written"))?
        }
    };
    tx.commit().await?;
    Ok(order)
}

async fn use_paid_set(
    person: &Person,
    reply: &Reply,
    db: &Db,
    clock: &Clock,
    payment_id: i32,
    avatar_id: i32,
    style: Style,
) -> Handled {
    let mut tx = db.begin().await?;
    let avatar = avatars::find_ready(&mut tx, person.id, avatar_id).await?;
    let unused = store::list_unused(&mut tx, person.id).await?;
    let (Some(avatar), Some(unused)) = (
        avatar,
        unused.into_iter().find(|unused| unused.id == payment_id),
    ) else {
        drop(tx);
        reply
            .popup(&person.lang.text("shop-used-already", &[]))
            .await;
        return Ok(());
    };
    queue::add(
        &mut tx,
        &OrderPaid {
            payment_id,
            avatar_id: avatar.id,
            style,
        },
        clock.now(),
    )
    .await?;
    tx.commit().await?;
    reply
        .screen(&screens::set_starts(person.lang, unused.photo_count))
        .await?;
    Ok(())
}

async fn pay(charge: Charge, person: Person, reply: Reply, db: Db, clock: Clock) -> Handled {
    let mut tx = db.begin().await?;
    let settled = settle(&mut tx, &person, &charge, clock.now()).await?;
    tx.commit().await?;
    tracing::info!(?settled, "a charge was settled");
    let screen = match settled {
        Settled::Paid { photo_count, .. } => screens::paid(person.lang, charge.stars, photo_count),
        Settled::Extra {
            payment_id,
            photo_count,
        } => screens::extra(person.lang, payment_id, charge.stars, photo_count),
        Settled::GoingBack => screens::going_back(person.lang, charge.stars),
        Settled::Before => return Ok(()),
    };
    reply.new_message(&screen).await?;
    Ok(())
}

async fn see_refund(RefundedCharge(charge_id): RefundedCharge, db: Db, clock: Clock) -> Handled {
    let mut tx = db.begin().await?;
    if let Some(payment_id) = store::find_by_charge(&mut tx, &charge_id).await? {
        jobs::note_refunded(&mut tx, payment_id, &clock).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn ask_for_help_with_payment(person: Person, reply: Reply, db: Db) -> Handled {
    let unused = store::list_unused(&mut *db.connection().await?, person.id).await?;
    reply
        .screen(&screens::paysupport(person.lang, &unused))
        .await?;
    Ok(())
}

async fn ask_to_give_back(person: &Person, reply: &Reply, db: &Db, payment_id: i32) -> Handled {
    let unused = store::list_unused(&mut *db.connection().await?, person.id).await?;
    match unused.iter().find(|payment| payment.id == payment_id) {
        Some(payment) => {
            reply
                .screen(&screens::confirm_give_back(person.lang, payment))
                .await?
        }
        None => {
            reply
                .popup(&person.lang.text("shop-used-already", &[]))
                .await;
            return Ok(());
        }
    };
    Ok(())
}

async fn give_back(
    person: &Person,
    reply: &Reply,
    db: &Db,
    clock: &Clock,
    payment_id: i32,
) -> Handled {
    let mut tx = db.begin().await?;
    let asked =
        store::request_refund_of_unused(&mut tx, payment_id, person.id, clock.now()).await?;
    if asked {
        queue::add(&mut tx, &RefundPayment { payment_id }, clock.now()).await?;
    }
    tx.commit().await?;
    if asked {
        reply
            .screen(&screens::give_back_under_way(person.lang))
            .await?;
    } else {
        reply
            .popup(&person.lang.text("shop-used-already", &[]))
            .await;
    }
    Ok(())
}
