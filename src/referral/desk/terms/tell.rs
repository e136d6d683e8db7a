//! A partner hears of other terms: what holds when they are told. Whoever can't be
//! reached finds it under /partner.

use crate::{
    accounts::{self, Go, menu_button},
    i18n::Lang,
    queue::{JobResult, Lease, Next, OrElse, Registry},
    referral::{Account, Deps, jobs::TellPartner, store},
    telegram::{Lane, Screen, SendError, button},
};

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job: TellPartner, lease| tell(deps.clone(), lease, job))
}

fn screen(lang: Lang, account: &Account) -> Screen {
    let percent = [("percent", account.percent().into())];
    let text = if account.is_partner {
        lang.html("partner-told-rate", &percent)
    } else {
        lang.html("partner-told-end", &percent)
    };
    let page = button(lang.text("partner-page", &[]), &Go::Partner);
    Screen::with_buttons(text, vec![vec![page], vec![menu_button(lang)]])
}

async fn tell(deps: Deps, lease: Lease, job: TellPartner) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let account = store::accounts::find(&mut connection, job.user_id)
        .await
        .or_retry()?;
    let person = accounts::find_by_id(&mut connection, job.user_id)
        .await
        .or_retry()?;
    drop(connection);
    let reachable = person.filter(|person| !person.is_leaving && !person.is_banned);
    let (Some(account), Some(person)) = (account, reachable) else {
        return Ok(Next::Done);
    };
    let (chat, screen) = (person.chat(), screen(person.lang, &account));
    match deps.sender.show(Lane::Delivery, chat, None, &screen).await {
        Ok(_) | Err(SendError::Unknown) => Ok(Next::Done),
        Err(SendError::Unreachable(_)) => {
            let mut tx = deps.db.begin().await.or_retry()?;
            lease.confirm(&mut tx).await.or_retry()?;
            let noted = accounts::mark_unreachable(&mut tx, chat, deps.clock.now());
            noted.await.or_retry()?;
            tx.commit().await.or_retry()?;
            Ok(Next::Done)
        }
        Err(error) => Err(error).or_retry(),
    }
}
