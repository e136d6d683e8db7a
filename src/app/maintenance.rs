//! The bot while we work on something: money, data and help go on, and whatever else
//! somebody does is answered with the staff's words.
//!
//! ```text
//! Anna: /portraits
//! Bot: We are working on the studio … We expect to be back in about 45 minutes.
//! Anna: hello?                                            (told already, so nothing)
//! Anna taps [👤 My avatars]
//! Bot (popup): We are working on the studio and will be back soon. …
//! ```

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{boundary::carries_money, menu::note_start};
use crate::{
    accounts::Person,
    broadcasts,
    config::StaffConfig,
    generation, payments, privacy, referral, staff, support,
    switches::{self, Maintenance},
    telegram::{Handled, Incoming, Reply, Routes},
};

/// Nothing is lost by waiting but these: money that arrives, help, and one's own data. News
/// can be ended at any time, too. The staff signs in to see what it works on.
pub(super) fn routes() -> Routes {
    let is_about_money =
        |incoming: Incoming| carries_money(&incoming) || payments::is_help(&incoming);
    let pays_back = |incoming: Incoming| generation::is_help(&incoming);
    dptree::entry()
        .branch(staff::private_routes())
        .branch(support::replies())
        .branch(dptree::filter(is_about_money).chain(payments::routes()))
        .branch(dptree::filter(pays_back).chain(generation::routes()))
        .branch(privacy::routes())
        .branch(broadcasts::routes())
        .branch(support::routes())
        .branch(support::conversation())
        .endpoint(say_so)
}

/// The maintenance, for everybody but the staff, who have to see what they work on.
///
/// # Errors
/// When the database can't be asked.
pub(super) async fn for_whom(
    connection: &mut PgConnection,
    config: &StaffConfig,
    incoming: &Incoming,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Maintenance>> {
    let Some(maintenance) = switches::maintenance(connection, now).await? else {
        return Ok(None);
    };
    let member = staff::find_member(connection, &config.owners, &incoming.from).await?;
    Ok(member.is_none().then_some(maintenance))
}

async fn say_so(
    incoming: Incoming,
    person: Person,
    reply: Reply,
    maintenance: Option<Maintenance>,
    friends: referral::Deps,
) -> Handled {
    let Some(maintenance) = maintenance else {
        anyhow::bail!("a person is kept out by a maintenance that there is not");
    };
    note_who_brought(&incoming, &person, &friends).await?;
    if incoming.tap().is_some() {
        reply.popup(&maintenance.popup(person.lang)).await;
        return Ok(());
    }
    if incoming.message().is_none() {
        return Ok(());
    }
    let (db, now) = (&friends.db, friends.clock.now());
    let mut connection = db.connection().await?;
    let is_told_now = switches::takes_notice(&mut connection, person.id, now).await?;
    drop(connection);
    if is_told_now {
        reply
            .new_message(&maintenance.screen(person.lang, now))
            .await?;
    }
    Ok(())
}

/// Whoever opens somebody's link now will not open it again when we are back.
async fn note_who_brought(
    incoming: &Incoming,
    person: &Person,
    friends: &referral::Deps,
) -> Handled {
    let parameter = match incoming.command() {
        Some((name, parameter)) if name == "start" && !parameter.is_empty() => parameter,
        _ => return Ok(()),
    };
    note_start(friends, person, &parameter).await
}
