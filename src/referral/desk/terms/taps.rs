//! Taps below somebody's terms: each change is asked about before it is made, and counts
//! for payments that are settled from then on.

use super::{TermsTap, load, screens};
use crate::{
    referral::{Deps, partners, rate, store},
    staff::Member,
    telegram::{Handled, Reply},
};

pub(super) async fn tap(tap: TermsTap, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.staff_lang;
    let mut connection = deps.db.connection().await?;
    let terms = load(&mut connection, &deps, tap.person_id()).await?;
    drop(connection);
    let Some(terms) = terms else {
        reply.popup(&lang.text("staff-old-button", &[])).await;
        return Ok(());
    };
    let card = || screens::card(lang, deps.timezone, &terms, member.role);
    if tap == TermsTap::Card(tap.person_id()) {
        reply.screen(&card()).await?;
        return Ok(());
    }
    if terms.telegram_id == Some(member.telegram_id) {
        reply.popup(&lang.text("terms-own", &[])).await;
        return Ok(());
    }
    if !terms.account.is_partner {
        reply.popup(&lang.text("terms-over", &[])).await;
        reply.screen(&card()).await?;
        return Ok(());
    }
    let screen = match tap {
        TermsTap::Rates(id) => screens::rates(lang, id, rate::percent(terms.account.rate)),
        TermsTap::Set(id, from, to) => screens::ask_rate(lang, id, from, to),
        TermsTap::End(id) => screens::ask_end(lang, id),
        TermsTap::SetNow(id, from, to) => {
            return set_rate(&deps, &member, &reply, id, (from, to)).await;
        }
        TermsTap::EndNow(id) => return end(&deps, &member, &reply, id).await,
        TermsTap::Card(_) => card(),
    };
    reply.screen(&screen).await?;
    Ok(())
}

impl TermsTap {
    fn person_id(self) -> i32 {
        match self {
            Self::Card(id)
            | Self::Rates(id)
            | Self::Set(id, ..)
            | Self::SetNow(id, ..)
            | Self::End(id)
            | Self::EndNow(id) => id,
        }
    }
}

/// Nothing happens when the rate is no longer the one that the question named.
async fn set_rate(
    deps: &Deps,
    member: &Member,
    reply: &Reply,
    person_id: i32,
    (from, to): (u8, u8),
) -> Handled {
    let (lang, now) = (deps.staff_lang, deps.clock.now());
    let mut tx = deps.db.begin().await?;
    let account = store::accounts::lock(&mut tx, person_id).await?;
    let present = account.filter(|account| account.is_partner);
    let Some(present) = present.map(|account| rate::percent(account.rate)) else {
        drop(tx);
        reply.popup(&lang.text("terms-over", &[])).await;
        return Ok(());
    };
    if present != from {
        drop(tx);
        reply
            .screen(&screens::changed_since(lang, person_id, present))
            .await?;
        return Ok(());
    }
    partners::set_rate(&mut tx, person_id, member, rate::of_percent(to), now).await?;
    tx.commit().await?;
    reply
        .screen(&screens::rate_set(lang, person_id, to, member))
        .await?;
    Ok(())
}

async fn end(deps: &Deps, member: &Member, reply: &Reply, person_id: i32) -> Handled {
    let (lang, now) = (deps.staff_lang, deps.clock.now());
    let mut tx = deps.db.begin().await?;
    let is_done = partners::end(&mut tx, person_id, member, now).await?;
    tx.commit().await?;
    if is_done {
        reply
            .screen(&screens::ended(lang, person_id, member))
            .await?;
    } else {
        reply.popup(&lang.text("terms-over", &[])).await;
    }
    Ok(())
}
