//! What can be bought at this moment. Each step reads it anew, so that what the staff have
//! switched off since the last screen is not sold any more.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    accounts::Person,
    avatars::Avatar,
    catalogue::{self, Preview, Style, Tier},
    i18n::Lang,
    payments::{Methods, Order, Provider, screens},
    switches::{self, SWITCHED_OFF, Switches},
    telegram::{Handled, Reply, Screen},
};

pub(in crate::payments) struct Shelf {
    /// Why nothing is sold, if nothing is.
    paused: Option<String>,
    styles: Vec<Style>,
    /// Each with the ways in which it can be paid.
    sets: Vec<(Tier, Vec<Provider>)>,
    /// Of the styles that are offered.
    previews: Vec<Preview>,
    methods: Vec<Provider>,
}

impl Shelf {
    /// # Errors
    /// When the database can't be asked.
    pub(in crate::payments) async fn load(
        connection: &mut PgConnection,
        methods: &Methods,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let switches = Switches::load(connection, now).await?;
        let paused = switches::sales_paused(connection, &switches, now).await?;
        let styles = catalogue::styles_on_offer(connection, &switches).await?;
        let tiers = catalogue::list_tiers(connection).await?;
        let mut previews = catalogue::list_previews(connection).await?;
        previews.retain(|preview| styles.contains(&preview.style));
        let methods = methods.open(&switches);
        let sets = tiers.into_iter().map(|tier| {
            let ways = methods.iter().copied().filter(|way| way.sells(&tier));
            let ways: Vec<_> = ways.collect();
            (tier, ways)
        });
        Ok(Self {
            paused,
            styles,
            sets: sets.filter(|(_, ways)| !ways.is_empty()).collect(),
            previews,
            methods,
        })
    }

    /// Whether sets in this style can be begun.
    pub(in crate::payments) fn has_style(&self, style: Style) -> bool {
        self.styles.contains(&style)
    }

    /// A set on sale, with the ways in which it can be paid.
    pub(in crate::payments) fn find_set(&self, tier_id: &str) -> Option<&(Tier, Vec<Provider>)> {
        let sets = self.sets.iter().filter(|_| self.paused.is_none());
        let mut sets = sets.filter(|(tier, _)| tier.id == tier_id);
        sets.next()
    }

    pub(in crate::payments) fn previews(&self) -> &[Preview] {
        &self.previews
    }

    /// The choice of a style.
    pub(in crate::payments) fn styles_screen(&self, lang: Lang, avatar: &Avatar) -> Screen {
        if self.styles.is_empty() {
            return self.closed(lang);
        }
        screens::styles(lang, avatar, &self.styles, !self.previews.is_empty())
    }

    /// The choice of a set.
    pub(in crate::payments) fn sets_screen(
        &self,
        lang: Lang,
        avatar: &Avatar,
        style: Style,
    ) -> Screen {
        if self.paused.is_some() || self.sets.is_empty() {
            return self.closed(lang);
        }
        if !self.has_style(style) {
            return self.styles_screen(lang, avatar);
        }
        let has_examples = self.previews.iter().any(|preview| preview.style == style);
        screens::sets(lang, avatar, style, &self.sets, has_examples)
    }

    fn closed(&self, lang: Lang) -> Screen {
        screens::sales_paused(lang, self.paused.as_deref().unwrap_or(SWITCHED_OFF))
    }

    /// Whether what the order offers can still be begun to be paid.
    fn takes(&self, order: &Order) -> bool {
        let style = order.style_id.as_deref().and_then(Style::with_id);
        self.paused.is_none()
            && self.methods.contains(&order.provider)
            && style.is_none_or(|style| self.has_style(style))
    }
}

/// Whether an order may have another link or quote now; explains it when not. Money that
/// comes for an earlier one counts all the same.
pub(in crate::payments) async fn may_go_on(
    deps: &super::Deps,
    person: &Person,
    order: &Order,
    reply: &Reply,
) -> anyhow::Result<bool> {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await?;
    let shelf = Shelf::load(&mut connection, &deps.methods, now).await?;
    drop(connection);
    let is_taken = shelf.takes(order);
    if !is_taken {
        reply.new_message(&shelf.closed(person.lang)).await?;
    }
    Ok(is_taken)
}

/// Tells somebody who tapped an older button that its style is off.
pub(super) async fn explain_closed_style(lang: Lang, reply: &Reply, screen: &Screen) -> Handled {
    reply.popup(&lang.text("shop-style-closed", &[])).await;
    reply.screen(screen).await?;
    Ok(())
}
