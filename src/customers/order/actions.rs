//! What mends a set: its missing photos are made again, it is sent again, or one portrait
//! is made again. The person could have done each; what the staff does is written down.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{Act, OrderTap};
use crate::{
    accounts,
    generation::{self, Reason, Rest, SetState},
    staff,
    telegram::{Handled, Screen, button, rows},
};

/// Buttons of photos in a row.
const PER_ROW: usize = 6;

const REASONS: [(Reason, &str); 3] = [
    (Reason::NotMe, "order-not-me"),
    (Reason::Hands, "order-hands"),
    (Reason::Clothes, "order-clothes"),
];

/// Makes the photos again that would not come out.
pub(super) async fn complete(act: &Act<'_>) -> Handled {
    let now = act.deps.desk.clock.now();
    let mut tx = act.deps.desk.db.begin().await?;
    let Some(set) = generation::set_of(&mut tx, act.payment_id).await? else {
        return act.say("order-no-set").await;
    };
    let rest = generation::make_missing(&mut tx, &set, now).await?;
    if rest != Rest::Begun {
        return act
            .say(match rest {
                Rest::WithoutPhotos => "order-without-photos",
                _ => "order-nothing-missing",
            })
            .await;
    }
    let details = json!({ "set": set.id, "missing": set.total - set.made });
    audit(act, &mut tx, "set_completed", details).await?;
    tx.commit().await?;
    act.say("order-completing").await
}

/// Sends what there is of the set once more.
pub(super) async fn send_again(act: &Act<'_>) -> Handled {
    let now = act.deps.desk.clock.now();
    let mut tx = act.deps.desk.db.begin().await?;
    let set = generation::set_of(&mut tx, act.payment_id).await?;
    let Some(set) = set.filter(|set| set.ready > 0 && !set.is_running) else {
        return act.say("order-no-set").await;
    };
    generation::send_again(&mut tx, &set, now).await?;
    audit(act, &mut tx, "set_sent_again", json!({ "set": set.id })).await?;
    tx.commit().await?;
    act.say("order-sending").await
}

/// Shows the photos by their numbers.
pub(super) async fn choose(act: &Act<'_>) -> Handled {
    let lang = act.deps.desk.lang;
    let mut connection = act.deps.desk.db.connection().await?;
    let set = generation::set_of(&mut connection, act.payment_id).await?;
    let shots = match &set {
        Some(set) => generation::list_shots(&mut connection, set.id).await?,
        None => Vec::new(),
    };
    drop(connection);
    let Some(SetState { id, .. }) = set.filter(|_| !shots.is_empty()) else {
        return act.say("order-no-set").await;
    };
    let buttons = shots.iter().map(|shot| {
        let tap = OrderTap::Photo(act.payment_id, shot.photo_id);
        button(shot.scene.to_string(), &tap)
    });
    let text = lang.html("order-choose", &[("number", id.to_string().into())]);
    let screen = Screen::with_buttons(text, rows(buttons.collect(), PER_ROW));
    act.reply.new_message(&screen).await?;
    Ok(())
}

/// Asks what is wrong with the photo.
pub(super) async fn ask_reason(act: &Act<'_>, photo_id: i32) -> Handled {
    let lang = act.deps.desk.lang;
    let rows = REASONS.map(|(reason, key)| {
        let tap = OrderTap::Remake(act.payment_id, photo_id, reason);
        vec![button(lang.text(key, &[]), &tap)]
    });
    let screen = Screen::with_buttons(lang.html("order-what-is-wrong", &[]), rows.to_vec());
    act.reply.screen(&screen).await?;
    Ok(())
}

/// Makes the photo again.
pub(super) async fn remake(act: &Act<'_>, photo_id: i32, reason: Reason) -> Handled {
    let (lang, now) = (act.deps.desk.lang, act.deps.desk.clock.now());
    let mut tx = act.deps.desk.db.begin().await?;
    let Some(set) = generation::set_of(&mut tx, act.payment_id).await? else {
        return act.say("order-no-set").await;
    };
    let Some(person) = accounts::find_by_id(&mut tx, set.user_id).await? else {
        return act.say("order-no-set").await;
    };
    if !generation::remake(&mut tx, &person, photo_id, reason, now).await? {
        return act.say("order-no-remake").await;
    }
    let details = json!({ "set": set.id, "photo": photo_id });
    audit(act, &mut tx, "photo_remade", details).await?;
    tx.commit().await?;
    let args = [
        ("number", act.payment_id.to_string().into()),
        ("member", act.member.name.clone().into()),
    ];
    let screen = Screen::plain(lang.html("order-remaking", &args));
    act.reply.screen(&screen).await?;
    Ok(())
}

async fn audit(
    act: &Act<'_>,
    tx: &mut PgConnection,
    action: &str,
    details: Value,
) -> anyhow::Result<()> {
    let (id, now) = (Some(act.payment_id), act.deps.desk.clock.now());
    staff::audit(tx, act.member, action, "payment", id, details, now).await
}
