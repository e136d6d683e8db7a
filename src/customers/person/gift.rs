//! A set is given away: what a paid set that waits is, with nothing paid for it. It is no
//! income, brings nobody a commission, and can't be given back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    Act, PersonTap,
    asking::{self, Wish},
    named, with_card_button,
};
use crate::{
    accounts::{self, Standing},
    catalogue::{self, Tier},
    customers::{
        Deps, shown,
        store::gifts,
        telling::{News, TellCustomer},
    },
    i18n::Lang,
    payments, queue,
    staff::{Approval, Deed, Outcome, Permission, Preview},
    telegram::{Dialogue, Handled, Screen, button},
};

/// Letters of a reason.
const MOST_CHARS: usize = 300;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Gift {
    person_id: i32,
    tier_id: String,
    reason: String,
}

/// Shows the sets.
pub(super) async fn choose(act: &Act<'_>) -> Handled {
    let (deps, lang, id) = (act.deps, act.deps.desk.lang, act.person.id);
    let mut connection = deps.desk.db.connection().await?;
    let tiers = catalogue::list_tiers(&mut connection).await?;
    drop(connection);
    let buttons = tiers.iter().map(|tier| {
        let tap = PersonTap::GiftOf(id, tier.id.clone());
        vec![button(tier_words(lang, tier), &tap)]
    });
    let text = lang.html("customer-gift-choose", &act.args());
    let screen = Screen::with_buttons(text, buttons.collect());
    shown::show_new(deps, act.reply, &screen, id, false).await?;
    Ok(())
}

fn tier_words(lang: Lang, tier: &Tier) -> String {
    lang.text(
        "customer-gift-tier",
        &[
            ("tier", tier.title(lang).into()),
            ("count", tier.photo_count.into()),
            ("price", lang.roubles(tier.price).into()),
        ],
    )
}

/// Asks for the reason.
pub(super) async fn ask(act: &Act<'_>, dialogue: &Dialogue, tier_id: String) -> Handled {
    let text = act.deps.desk.lang.html("customer-gift-ask", &act.args());
    let screen = Screen::plain(text);
    asking::ask(act, dialogue, &screen, Wish::Gift { tier_id }, false).await
}

/// Shows what is given to whom, and why.
pub(super) async fn preview(act: &Act<'_>, tier_id: &str, reason: String) -> Handled {
    let (deps, lang) = (act.deps, act.deps.desk.lang);
    if !asking::are_fine(act, &reason, MOST_CHARS).await? {
        return Ok(());
    }
    let mut connection = deps.desk.db.connection().await?;
    let tier = catalogue::find_tier(&mut connection, tier_id).await?;
    drop(connection);
    let Some(tier) = tier else {
        let screen = Screen::plain(lang.html("customer-gift-no-tier", &[]));
        act.reply.new_message(&screen).await?;
        return Ok(());
    };
    let [name, number, _] = act.args();
    let text = lang.html(
        "customer-gift-preview",
        &[
            name,
            number,
            ("tier", tier_words(lang, &tier).into()),
            ("reason", reason.clone().into()),
        ],
    );
    let deed = Gift {
        person_id: act.person.id,
        tier_id: tier.id,
        reason,
    };
    let preview = Preview {
        text,
        yes: lang.text("customer-gift-yes", &[]),
        approvers: deps.money.approvers_for(tier.price),
    };
    act.propose(&deed, preview).await
}

impl Deed for Gift {
    const KIND: &'static str = "gift";
    const PERMISSION: Permission = Permission::MoveMoney;
    type Deps = Deps;

    fn about(&self) -> Option<i32> {
        Some(self.person_id)
    }

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        deps: &Deps,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let (lang, id) = (deps.desk.lang, self.person_id);
        let standing = accounts::hold(tx, id).await?;
        let person = accounts::find_by_id(tx, id).await?;
        let tier = catalogue::find_tier(tx, &self.tier_id).await?;
        let (Some(person), Some(tier), Standing::Here) = (person, tier, standing) else {
            let text = lang.html("customer-gift-impossible", &[]);
            return Ok(Outcome::Impossible(Screen::plain(text)));
        };
        let payment_id = payments::give_set(tx, id, &tier.id, tier.photo_count, now).await?;
        let by = (approval.asker.telegram_id, approval.names());
        gifts::insert(tx, payment_id, &self.reason, (by.0, &by.1), now).await?;
        let news = News::Gift { payment_id };
        let tell = TellCustomer {
            person_id: id,
            news,
        };
        queue::add(tx, &tell, now).await?;
        shown::redraw(tx, deps, id, &approval.asker).await?;
        let details = json!({
            "before": null,
            "after": { "payment": payment_id, "tier": tier.id, "photos": tier.photo_count },
        });
        approval
            .audit(tx, "gift", "user", Some(id), details, now)
            .await?;
        let [name, number, _] = named(&person, &approval.asker);
        let args = [
            name,
            number,
            ("member", approval.names().into()),
            ("tier", tier_words(lang, &tier).into()),
            ("payment", payment_id.to_string().into()),
        ];
        let text = lang.html("customer-gift-done", &args);
        Ok(Outcome::Done(with_card_button(deps, text, id)))
    }
}
