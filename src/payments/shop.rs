//! Buying: what a tap in the shop leads to, from the style to the invoice, and
//! from an unused set to its use or its money.

mod examples;
mod shelf;

use serde::{Deserialize, Serialize};
use teloxide::{requests::Requester, types::MessageId};
use uuid::Uuid;

use self::shelf::explain_closed_style;
pub(super) use self::shelf::{Shelf, may_go_on};
use super::{
    Deps, ORDER_LIFETIME, Order, OrderPaid, Provider, UnusedPayment, bank, coins, request_refund,
    screens, stars, store,
};
use crate::{
    accounts::Person,
    avatars::{self, Avatar},
    catalogue::{Style, Tier},
    files::Files,
    queue,
    telegram::{Buttons, Dialogue, Handled, Lane, Reply},
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
    /// Avatar, style, the tier's id, and how it is paid.
    #[serde(rename = "p")]
    Pay(i32, Style, String, Provider),
    /// An unused payment for this avatar and style.
    #[serde(rename = "u")]
    Use(i32, i32, Style),
    /// Avatar, and the style whose pictures are wanted; without one, some of each.
    #[serde(rename = "e")]
    Examples(i32, Option<Style>),
    #[serde(rename = "a")]
    AskGiveBack(i32),
    #[serde(rename = "g")]
    GiveBack(i32),
}

impl Buttons for ShopTap {
    const FEATURE: &'static str = "shop";
}

/// One person's visit to the shop.
struct Visit {
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
    files: Files,
}

pub(super) async fn tap_in_shop(
    shop: ShopTap,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
    files: Files,
) -> Handled {
    let visit = Visit {
        person,
        reply,
        dialogue,
        deps,
        files,
    };
    match shop {
        ShopTap::Style(avatar_id, style) => visit.choose_style(avatar_id, style).await,
        ShopTap::Sets(avatar_id, style) => visit.see_sets(avatar_id, style).await,
        ShopTap::Tier(avatar_id, style, tier) => visit.choose_tier(avatar_id, style, &tier).await,
        ShopTap::Pay(avatar_id, style, tier, provider) => {
            visit.choose_method(avatar_id, style, &tier, provider).await
        }
        ShopTap::Use(payment_id, avatar_id, style) => {
            visit.use_paid_set(payment_id, avatar_id, style).await
        }
        ShopTap::Examples(avatar_id, style) => visit.see_examples(avatar_id, style).await,
        ShopTap::AskGiveBack(payment_id) => visit.ask_to_give_back(payment_id).await,
        ShopTap::GiveBack(payment_id) => visit.give_back(payment_id).await,
    }
}

impl Visit {
    /// What can be bought now, and for which avatar.
    async fn look_around(&self, avatar_id: i32) -> anyhow::Result<(Shelf, Option<Avatar>)> {
        let (deps, now) = (&self.deps, self.deps.clock.now());
        let mut connection = deps.db.connection().await?;
        let avatar = avatars::find_ready(&mut connection, self.person.id, avatar_id).await?;
        let shelf = Shelf::load(&mut connection, &deps.methods, now).await?;
        Ok((shelf, avatar))
    }

    async fn choose_style(&self, avatar_id: i32, style: Style) -> Handled {
        let (lang, now) = (self.person.lang, self.deps.clock.now());
        let (shelf, avatar) = self.look_around(avatar_id).await?;
        let Some(avatar) = avatar else {
            return self.see_sets(avatar_id, style).await;
        };
        if !shelf.has_style(style) {
            let screen = shelf.styles_screen(lang, &avatar);
            return explain_closed_style(lang, &self.reply, &screen).await;
        }
        let mut connection = self.deps.db.connection().await?;
        let unused = super::unused(&mut connection, self.person.id, now).await?;
        drop(connection);
        if let Some(unused) = unused.first() {
            let screen = screens::paid_set_waits(lang, &avatar, style, unused);
            self.reply.screen(&screen).await?;
            return Ok(());
        }
        self.see_sets(avatar_id, style).await
    }

    async fn see_sets(&self, avatar_id: i32, style: Style) -> Handled {
        let (shelf, avatar) = self.look_around(avatar_id).await?;
        let lang = self.person.lang;
        let screen = match avatar {
            None => screens::no_avatar(lang),
            Some(avatar) => shelf.sets_screen(lang, &avatar, style),
        };
        self.reply.screen(&screen).await?;
        Ok(())
    }

    async fn choose_tier(&self, avatar_id: i32, style: Style, tier_id: &str) -> Handled {
        let lang = self.person.lang;
        let (shelf, avatar) = self.look_around(avatar_id).await?;
        let Some(avatar) = avatar else {
            self.reply.screen(&screens::no_avatar(lang)).await?;
            return Ok(());
        };
        if !shelf.has_style(style) {
            let screen = shelf.sets_screen(lang, &avatar, style);
            return explain_closed_style(lang, &self.reply, &screen).await;
        }
        let Some((tier, methods)) = shelf.find_set(tier_id) else {
            self.reply.popup(&lang.text("shop-set-gone", &[])).await;
            return self.see_sets(avatar_id, style).await;
        };
        if let [only] = methods.as_slice() {
            return self.offer(&avatar, style, tier, *only).await;
        }
        let screen = screens::methods(lang, &avatar, style, tier, methods);
        self.reply.screen(&screen).await?;
        Ok(())
    }

    /// The way to pay was chosen; it may have been switched off since it was shown.
    async fn choose_method(
        &self,
        avatar_id: i32,
        style: Style,
        tier_id: &str,
        provider: Provider,
    ) -> Handled {
        let (shelf, avatar) = self.look_around(avatar_id).await?;
        let set = shelf.find_set(tier_id).filter(|_| shelf.has_style(style));
        let (Some(avatar), Some((tier, methods))) = (avatar, set) else {
            return self.choose_tier(avatar_id, style, tier_id).await;
        };
        if methods.contains(&provider) {
            return self.offer(&avatar, style, tier, provider).await;
        }
        let lang = self.person.lang;
        self.reply.popup(&lang.text("shop-method-off", &[])).await;
        let screen = screens::methods(lang, &avatar, style, tier, methods);
        self.reply.screen(&screen).await?;
        Ok(())
    }

    /// Makes the offer and shows how to pay it.
    async fn offer(
        &self,
        avatar: &Avatar,
        style: Style,
        tier: &Tier,
        provider: Provider,
    ) -> Handled {
        let order = self.open_order(avatar, style, tier, provider).await?;
        match provider {
            Provider::Stars => {
                self.send_invoice(&order, style, tier).await?;
                let sent = screens::invoice_sent(self.person.lang, avatar, style);
                self.reply.screen(&sent).await?;
                Ok(())
            }
            Provider::Tbank => {
                bank::begin(&self.deps, &self.person, &self.reply, &self.dialogue, order).await
            }
            Provider::Ton => coins::begin(&self.deps, &self.person, &self.reply, &order).await,
            Provider::Gift => anyhow::bail!("gifts are not for sale"),
        }
    }

    /// Writes what is offered, or finds the same offer still open.
    async fn open_order(
        &self,
        avatar: &Avatar,
        style: Style,
        tier: &Tier,
        provider: Provider,
    ) -> anyhow::Result<Order> {
        let now = self.deps.clock.now();
        let new = store::NewOrder {
            id: Uuid::new_v4(),
            user_id: self.person.id,
            avatar_id: avatar.id,
            style_id: style.id(),
            tier_id: &tier.id,
            photo_count: tier.photo_count,
            amount_rub: tier.price,
            provider,
            stars_amount: tier.stars_price.filter(|_| provider == Provider::Stars),
            chat_id: self.reply.chat.0,
            created_at: now,
            expires_at: now + ORDER_LIFETIME,
        };
        let mut tx = self.deps.db.begin().await?;
        let order = match store::find_open_order(&mut tx, &new).await? {
            Some(order) => order,
            None => {
                store::insert_order(&mut tx, &new).await?;
                let order = store::lock_order(&mut tx, new.id).await?;
                order.ok_or_else(|| anyhow::anyhow!("an order vanished while being written"))?
            }
        };
        tx.commit().await?;
        tracing::info!(order.id = %order.id, provider = provider.id(), "an order was placed");
        Ok(order)
    }

    /// Sends the invoice and removes the earlier copy of it, so that there is one.
    async fn send_invoice(&self, order: &Order, style: Style, tier: &Tier) -> Handled {
        let (lang, chat) = (self.person.lang, self.reply.chat);
        let sender = &self.reply.sender;
        let message = stars::send_invoice(
            sender,
            chat,
            lang,
            &tier.title(lang),
            &style.title(lang),
            order,
        )
        .await?;
        store::set_invoice_message(&mut *self.deps.db.connection().await?, order.id, message.0)
            .await?;
        if let Some(before) = order.invoice_message_id {
            let request = sender.bot().delete_message(chat, MessageId(before));
            // The person may have deleted the older copy themselves.
            let _gone_already = sender.call(Lane::Answer, Some(chat), request).await;
        }
        Ok(())
    }

    async fn use_paid_set(&self, payment_id: i32, avatar_id: i32, style: Style) -> Handled {
        let (shelf, avatar) = self.look_around(avatar_id).await?;
        if let Some(avatar) = avatar.filter(|_| !shelf.has_style(style)) {
            let screen = shelf.styles_screen(self.person.lang, &avatar);
            return explain_closed_style(self.person.lang, &self.reply, &screen).await;
        }
        let mut tx = self.deps.db.begin().await?;
        let avatar = avatars::find_ready(&mut tx, self.person.id, avatar_id).await?;
        let unused = super::unused(&mut tx, self.person.id, self.deps.clock.now()).await?;
        let unused = unused.into_iter().find(|unused| unused.id == payment_id);
        let (Some(avatar), Some(unused)) = (avatar, unused) else {
            drop(tx);
            return self.explain_used_already().await;
        };
        queue::add(
            &mut tx,
            &OrderPaid {
                payment_id,
                avatar_id: avatar.id,
                style,
            },
            self.deps.clock.now(),
        )
        .await?;
        tx.commit().await?;
        self.reply
            .screen(&screens::set_starts(self.person.lang, unused.photo_count))
            .await?;
        Ok(())
    }

    async fn ask_to_give_back(&self, payment_id: i32) -> Handled {
        match self.find_unused(payment_id).await? {
            Some(payment) if payment.is_refundable => {
                self.reply
                    .screen(&screens::confirm_give_back(self.person.lang, &payment))
                    .await?;
                Ok(())
            }
            Some(_) => self.explain_too_late().await,
            None => self.explain_used_already().await,
        }
    }

    async fn give_back(&self, payment_id: i32) -> Handled {
        let payment = match self.find_unused(payment_id).await? {
            Some(payment) if payment.is_refundable => payment,
            Some(_) => return self.explain_too_late().await,
            None => return self.explain_used_already().await,
        };
        let now = self.deps.clock.now();
        let mut tx = self.deps.db.begin().await?;
        // Nobody begins a set of it between this look and the decision.
        let is_unused = store::hold_unused(&mut tx, payment_id, self.person.id).await?;
        let is_decided = is_unused && request_refund(&mut tx, payment_id, "asked", now).await?;
        tx.commit().await?;
        if !is_decided {
            return self.explain_used_already().await;
        }
        self.reply
            .screen(&screens::give_back_under_way(
                self.person.lang,
                payment.price,
            ))
            .await?;
        Ok(())
    }

    async fn find_unused(&self, payment_id: i32) -> anyhow::Result<Option<UnusedPayment>> {
        let mut connection = self.deps.db.connection().await?;
        let now = self.deps.clock.now();
        let unused = super::unused(&mut connection, self.person.id, now).await?;
        Ok(unused.into_iter().find(|payment| payment.id == payment_id))
    }

    /// The time in which a person can take a set back by themselves is over; the
    /// staff still can.
    async fn explain_too_late(&self) -> Handled {
        self.reply
            .popup(&self.person.lang.text("shop-take-back-over", &[]))
            .await;
        Ok(())
    }

    async fn explain_used_already(&self) -> Handled {
        self.reply
            .popup(&self.person.lang.text("shop-used-already", &[]))
            .await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        let style = Style::Professional;
        let taps = [
            ShopTap::Style(i32::MAX, style),
            ShopTap::Sets(i32::MAX, style),
            ShopTap::Tier(i32::MAX, style, "a-tier-of-20-letters".to_owned()),
            ShopTap::Pay(i32::MAX, style, "standard".to_owned(), Provider::Stars),
            ShopTap::Use(i32::MAX, i32::MAX, style),
            ShopTap::Examples(i32::MAX, Some(style)),
            ShopTap::Examples(i32::MAX, None),
            ShopTap::AskGiveBack(i32::MAX),
            ShopTap::GiveBack(i32::MAX),
        ];
        for tap in taps {
            assert_eq!(ShopTap::decode(&tap.encode()), Some(tap));
        }
    }
}
