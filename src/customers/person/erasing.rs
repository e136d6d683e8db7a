//! The erasure of a person who asks the staff for it: the same as they can have by
//! /privacy, with the same warnings about money.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::Act;
use crate::{
    customers::{
        Deps, shown,
        telling::{News, TellCustomer},
    },
    i18n::Lang,
    privacy::{self, Summary},
    queue,
    staff::{Approval, Deed, Outcome, Permission, Preview},
    telegram::{Handled, Screen},
};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Erase {
    person_id: i32,
}

/// Shows what goes, and what becomes of money.
pub(super) async fn preview(act: &Act<'_>) -> Handled {
    let (deps, lang, id) = (act.deps, act.deps.desk.lang, act.person.id);
    let now = deps.desk.clock.now();
    let mut connection = deps.desk.db.connection().await?;
    let summary = privacy::summary(&mut connection, id, now).await?;
    drop(connection);
    let mut lines = vec![lang.html("customer-erase-preview", &act.args())];
    lines.extend(effects(lang, &summary));
    lines.push(lang.html("customer-erase-final", &[]));
    let preview = Preview {
        text: lines.join("\n"),
        yes: lang.text("customer-erase-yes", &[]),
        approvers: deps.money.approvers_for(summary.earned.balance),
    };
    act.propose(&Erase { person_id: id }, preview).await
}

fn effects(lang: Lang, summary: &Summary) -> Vec<String> {
    let counted =
        |key: &str, count: i64| (count > 0).then(|| lang.html(key, &[("count", count.into())]));
    let roubles = |key: &str, amount: Decimal| {
        let amount = (amount > Decimal::ZERO).then(|| lang.roubles(amount));
        amount.map(|amount| lang.html(key, &[("amount", amount.into())]))
    };
    let photos = [
        ("photos", summary.count.references.into()),
        ("portraits", summary.count.portraits.into()),
        ("tickets", summary.tickets.into()),
    ];
    let lines = [
        Some(lang.html("customer-erase-photos", &photos)),
        counted("customer-erase-running", summary.count.running),
        counted("customer-erase-refundable", summary.refundable),
        counted("customer-erase-lapsing", summary.lapsing),
        roubles("customer-erase-balance", summary.earned.balance),
        roubles("customer-erase-requested", summary.earned.requested),
        roubles("customer-erase-sending", summary.earned.sending),
    ];
    lines.into_iter().flatten().collect()
}

impl Deed for Erase {
    const KIND: &'static str = "erase_user";
    const PERMISSION: Permission = Permission::ChangeSettings;
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
        let number = ("number", id.to_string().into());
        if !privacy::begin_for(tx, id, now).await? {
            let text = lang.html("customer-erase-impossible", &[number]);
            return Ok(Outcome::Impossible(Screen::plain(text)));
        }
        let tell = TellCustomer {
            person_id: id,
            news: News::Erasing,
        };
        queue::add(tx, &tell, now).await?;
        shown::redraw(tx, deps, id, &approval.asker).await?;
        let details = json!({ "before": "here", "after": "leaving" });
        approval
            .audit(tx, "erase", "user", Some(id), details, now)
            .await?;
        // It outlives the person, so that it does not name them.
        let member = ("member", approval.names().into());
        let text = lang.html("customer-erase-done", &[number, member]);
        Ok(Outcome::Done(Screen::plain(text)))
    }
}
