//! The end of the conversation: the request is made, once however often it is confirmed,
//! or nothing happens.

use base64::{Engine, prelude::BASE64_STANDARD};
use uuid::Uuid;

use super::{Visit, Withdrawing, amounts, requests, screens, screens::Trouble};
use crate::{
    accounts::{self, Standing},
    referral::{
        store,
        withdrawals::{self, NewWithdrawal, Requested},
    },
    telegram::Handled,
};

pub(super) async fn confirm(visit: &Visit, key: Uuid) -> Handled {
    let summary = visit
        .step()
        .filter(|step| step.given().is_some_and(|given| given.key == key));
    let Some(new) = summary.and_then(new_withdrawal) else {
        return show_earlier(visit, key).await;
    };
    if !visit.deps.is_staffed {
        return amounts::ask(visit).await;
    }
    let mut tx = visit.deps.db.begin().await?;
    if accounts::hold(&mut tx, visit.person.id).await? != Standing::Here {
        return Ok(());
    }
    let requested = withdrawals::request(&mut tx, &visit.deps, visit.person.id, &new).await?;
    let trouble = match requested {
        Requested::Taken(id) | Requested::Before(id) => {
            visit.dialogue.end(&mut tx).await?;
            tx.commit().await?;
            return show_taken(visit, id).await;
        }
        Requested::TooLittle => Trouble::TooLittle,
        Requested::NotEnough { .. } => Trouble::TooMuch,
        Requested::TooMany => Trouble::TooMany,
    };
    drop(tx);
    amounts::ask_again(visit, Some(trouble)).await
}

fn new_withdrawal(step: Withdrawing) -> Option<NewWithdrawal> {
    let Withdrawing::Confirm {
        amount,
        method,
        masked,
        given,
    } = step
    else {
        return None;
    };
    Some(NewWithdrawal {
        key: given.key,
        amount,
        method,
        masked,
        sealed: BASE64_STANDARD.decode(given.sealed).ok()?,
    })
}

/// The summary was confirmed before, or is not the newest, or was left for too long.
async fn show_earlier(visit: &Visit, key: Uuid) -> Handled {
    let mut connection = visit.deps.db.connection().await?;
    let found = store::withdrawals::find_by_key(&mut connection, visit.person.id, key).await?;
    drop(connection);
    match found {
        Some(id) => show_taken(visit, id).await,
        None => {
            let has_changed = visit.step().is_some();
            let key = match has_changed {
                true => "withdraw-old-summary",
                false => "withdraw-lapsed",
            };
            visit.popup(key).await;
            Ok(())
        }
    }
}

async fn show_taken(visit: &Visit, id: i32) -> Handled {
    let Some(asked) = requests::find_own(visit, id).await? else {
        return Ok(());
    };
    let lang = visit.person.lang;
    let screen = if asked.is_untouched() {
        screens::taken(lang, &asked.request)
    } else {
        // An old confirmation is tapped again when things have gone on.
        screens::request(lang, &asked, visit.deps.timezone)
    };
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn stop(visit: &Visit) -> Handled {
    if visit.step().is_none() {
        return stop_too_late(visit).await;
    }
    let mut connection = visit.deps.db.connection().await?;
    visit.dialogue.end(&mut connection).await?;
    drop(connection);
    visit
        .reply
        .screen(&screens::stopped(visit.person.lang))
        .await?;
    Ok(())
}

/// The conversation of this button is over, perhaps by a request: nobody may read that
/// nothing was asked for then.
async fn stop_too_late(visit: &Visit) -> Handled {
    let mut connection = visit.deps.db.connection().await?;
    let waiting = store::withdrawals::find_waiting(&mut connection, visit.person.id).await?;
    drop(connection);
    match waiting {
        Some(request) => requests::open(visit, request.id).await,
        None => {
            visit.popup("withdraw-lapsed").await;
            Ok(())
        }
    }
}
