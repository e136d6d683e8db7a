//! A partner's links: their list, one of them, and giving them names.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use teloxide::types::Message;

use super::{page::has_page, period::today, screens};
use crate::{
    charts::draw_qr,
    referral::{
        Account,
        chat::{Visit, page::show_drawn},
        links::{self, Added, NamedLink},
        store::{self, statistics::Totals},
        typed,
    },
    telegram::{Handled, Step},
};

/// `referral_links.name`.
const NAME_MOST_CHARS: usize = 64;

/// A partner who is to say a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Naming {
    New,
    /// Another name for this link.
    Again(i32),
}

impl Step for Naming {
    const FEATURE: &'static str = "partner-link";
}

/// A link with what it did.
pub(super) struct LinkPage {
    /// Whether its owner is a partner now, and may change it.
    pub is_partner: bool,
    /// `None`: the person's own.
    pub link: Option<NamedLink>,
    pub address: String,
    pub totals: Totals,
}

pub(super) async fn list(visit: &Visit, page: u8) -> Handled {
    let Some(account) = find_account(visit).await? else {
        visit.popup("partner-not-yours").await;
        return Ok(());
    };
    let mut connection = visit.deps.db.connection().await?;
    let links = store::links::list(&mut connection, visit.person.id).await?;
    drop(connection);
    let name = visit.deps.sender.own_name().await?.to_owned();
    let screen = screens::links(visit.person.lang, &name, &account, &links, page);
    visit.reply.instead(&screen).await?;
    Ok(())
}

/// Of whoever is a partner or was one. One whom another program made a partner gets the
/// code that it left out.
async fn find_account(visit: &Visit) -> anyhow::Result<Option<Account>> {
    let person_id = visit.person.id;
    let mut tx = visit.deps.db.begin().await?;
    let account = store::accounts::find(&mut tx, person_id).await?;
    let Some(mut account) = account.filter(has_page) else {
        return Ok(None);
    };
    if account.code.is_none() {
        let code = links::own_code(&mut tx, person_id, visit.deps.clock.now()).await?;
        account.code = Some(code);
    }
    tx.commit().await?;
    Ok(Some(account))
}

async fn load(visit: &Visit, id: Option<i32>) -> anyhow::Result<Option<LinkPage>> {
    let person_id = visit.person.id;
    let Some(account) = find_account(visit).await? else {
        return Ok(None);
    };
    let mut connection = visit.deps.db.connection().await?;
    let link = match id {
        Some(id) => {
            let own = store::links::find_own(&mut connection, person_id, id).await?;
            let Some(own) = own else {
                return Ok(None);
            };
            Some(own)
        }
        None => None,
    };
    let which = super::Scope::of(id).which();
    let totals = store::statistics::totals(&mut connection, person_id, which).await?;
    drop(connection);
    let code = link.as_ref().map(|link| link.code.clone());
    let code = code.or(account.code).unwrap_or_default();
    let address = links::address(visit.deps.sender.own_name().await?, &code);
    Ok(Some(LinkPage {
        is_partner: account.is_partner,
        link,
        address,
        totals,
    }))
}

pub(super) async fn show(visit: &Visit, id: Option<i32>) -> Handled {
    match load(visit, id).await? {
        Some(page) => {
            let screen = screens::link(visit.person.lang, &page);
            visit.reply.instead(&screen).await?;
        }
        None => visit.popup("partner-not-yours").await,
    }
    Ok(())
}

pub(super) async fn show_qr(visit: &Visit, id: Option<i32>) -> Handled {
    let Some(page) = load(visit, id).await? else {
        visit.popup("partner-not-yours").await;
        return Ok(());
    };
    let screen = screens::qr(visit.person.lang, &page);
    show_drawn(&visit.reply, screen, move || draw_qr(&page.address)).await
}

pub(super) async fn ask_name(visit: &Visit, naming: Naming) -> Handled {
    let account = find_account(visit).await?;
    if !account.is_some_and(|account| account.is_partner) {
        visit.popup("partner-only-now").await;
        return Ok(());
    }
    let mut connection = visit.deps.db.connection().await?;
    if let Naming::Again(id) = naming
        && store::links::find_own(&mut connection, visit.person.id, id)
            .await?
            .is_none()
    {
        drop(connection);
        visit.popup("partner-not-yours").await;
        return Ok(());
    }
    visit.dialogue.go_to(&mut connection, &naming).await?;
    drop(connection);
    let screen = screens::ask_name(visit.person.lang, naming, &example(visit));
    visit.reply.instead(&screen).await?;
    Ok(())
}

/// A day by which a link could be called.
fn example(visit: &Visit) -> String {
    let today = today(visit.deps.clock.now(), visit.deps.timezone);
    (today + TimeDelta::days(1)).format("%d.%m").to_string()
}

pub(super) async fn take_name(visit: &Visit, naming: Naming, message: &Message) -> Handled {
    let lang = visit.person.lang;
    let name = typed::line(message.text().unwrap_or_default(), NAME_MOST_CHARS);
    let Some(name) = name else {
        let screen = screens::no_name(lang, naming, &example(visit));
        visit.reply.new_message(&screen).await?;
        return Ok(());
    };
    let (person_id, now) = (visit.person.id, visit.deps.clock.now());
    let mut tx = visit.deps.db.begin().await?;
    visit.dialogue.end(&mut tx).await?;
    let id = match naming {
        Naming::New => match links::add(&mut tx, person_id, &name, now).await? {
            Added::Link(link) => Ok(link.id),
            Added::TooMany => Err(screens::too_many(lang)),
            Added::NoPartner => Err(screens::only_partners(lang)),
        },
        Naming::Again(id) => {
            store::links::rename(&mut tx, person_id, id, &name).await?;
            Ok(id)
        }
    };
    tx.commit().await?;
    match id {
        Ok(id) => show(visit, Some(id)).await,
        Err(screen) => {
            visit.reply.new_message(&screen).await?;
            Ok(())
        }
    }
}

/// Opens a link again, which only partners do, or closes it, which everybody may.
pub(super) async fn set_open(visit: &Visit, id: i32, is_open: bool) -> Handled {
    let (person_id, now) = (visit.person.id, visit.deps.clock.now());
    let account = find_account(visit).await?;
    if is_open && !account.is_some_and(|account| account.is_partner) {
        visit.popup("partner-only-now").await;
        return Ok(());
    }
    let mut connection = visit.deps.db.connection().await?;
    let closed_at = (!is_open).then_some(now);
    store::links::set_closed(&mut connection, person_id, id, closed_at).await?;
    drop(connection);
    show(visit, Some(id)).await
}
