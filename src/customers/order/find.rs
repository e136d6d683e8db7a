//! A payment found by its own number, its set's, its order's, or by what the provider
//! calls its charge.

use super::{Act, OrderTap};
use crate::{
    customers::{
        Deps,
        person::as_order,
        store::order::{self as store, Hit},
    },
    staff::{self, Member},
    telegram::{Handled, Incoming, Reply, Routes, Screen, button},
};

const MOST: i64 = 10;

pub(super) fn routes() -> Routes {
    staff::command("order").endpoint(order)
}

/// `/order NUMBER`.
async fn order(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.desk.lang;
    let (_, words) = incoming.command().unwrap_or_default();
    let bare = words.trim_start_matches(['#', '№', ' ']);
    if bare.is_empty() {
        let usage = Screen::plain(lang.html("order-usage", &[]));
        reply.new_message(&usage).await?;
        return Ok(());
    }
    let mut connection = deps.desk.db.connection().await?;
    let order = as_order(bare);
    let hits = store::search(
        &mut connection,
        bare,
        bare.parse().ok(),
        order.as_deref(),
        MOST,
    )
    .await?;
    drop(connection);
    let Some(first) = hits.first() else {
        let text = lang.html("order-none", &[("words", words.clone().into())]);
        reply.new_message(&Screen::plain(text)).await?;
        return Ok(());
    };
    let payment_id = first.payment_id;
    if hits.iter().any(|hit| hit.payment_id != payment_id) {
        let rows = hits.iter().map(|hit| {
            let label = label(&deps, hit);
            vec![button(label, &OrderTap::Show(hit.payment_id))]
        });
        let text = lang.html("order-several", &[]);
        let screen = Screen::with_buttons(text, rows.collect());
        reply.new_message(&screen).await?;
        return Ok(());
    }
    let act = Act {
        deps: &deps,
        member: &member,
        reply: &reply,
        payment_id,
    };
    act.show(None).await
}

fn label(deps: &Deps, hit: &Hit) -> String {
    let args = [
        ("number", hit.payment_id.to_string().into()),
        ("label", hit.label.clone().into()),
    ];
    let key = match hit.kind.as_str() {
        "set" => "order-hit-set",
        "order" => "order-hit-order",
        "charge" => "order-hit-charge",
        _ => "order-hit-payment",
    };
    deps.desk.lang.text(key, &args)
}
