//! Where the money goes: by which way, and to which card, phone or wallet. Checked as it
//! is typed, sealed before it is written down, and deleted from the chat.

use base64::{Engine, prelude::BASE64_STANDARD};
use rust_decimal::Decimal;
use teloxide::types::Message;
use uuid::Uuid;

use super::{
    Given, KnownBank, Visit, Withdrawing, holds_a_number,
    screens::{self, Mistake},
};
use crate::{
    referral::{
        details::{Details, bank, card, phone, wallet},
        vault::Belongs,
        withdrawals::Method,
    },
    telegram::Handled,
};

pub(super) async fn ask_for_method(visit: &Visit) -> Handled {
    let Some(amount) = visit.step().and_then(|step| step.amount()) else {
        visit.popup("withdraw-lapsed").await;
        return Ok(());
    };
    visit.go_to(&Withdrawing::Method { amount }).await?;
    let screen = screens::methods(visit.person.lang, amount);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn choose_method(visit: &Visit, method: Method) -> Handled {
    let Some(amount) = visit.step().and_then(|step| step.amount()) else {
        visit.popup("withdraw-lapsed").await;
        return Ok(());
    };
    visit
        .go_to(&Withdrawing::Details { amount, method })
        .await?;
    let screen = screens::ask_for_details(visit.person.lang, amount, method);
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// Something was typed after the amount was chosen.
pub(super) async fn write(visit: &Visit, step: Withdrawing, message: &Message) -> Handled {
    let is_repeated = step
        .given()
        .is_some_and(|given| given.message == message.id.0);
    // Photos of a card are as good as its number.
    let is_asked_for = matches!(step, Withdrawing::Details { .. });
    let is_secret = is_repeated || is_asked_for || holds_a_number(message);
    let next = if is_repeated {
        Ok(step)
    } else {
        understand(visit, step, message)
    };
    if let Ok(step) = &next {
        visit.go_to(step).await?;
    }
    let stays = is_secret && !visit.delete(message.id).await;
    let screen = match next {
        Ok(step) => screens::of_step(visit.person.lang, &step, stays),
        Err((step, mistake)) => screens::mistaken(visit.person.lang, &step, mistake, stays),
    };
    // Where the message stood there may be nothing now: what follows is new.
    visit.reply.new_message(&screen).await?;
    Ok(())
}

/// The step that follows what was typed, or what is wrong with it where the person is.
fn understand(
    visit: &Visit,
    step: Withdrawing,
    message: &Message,
) -> Result<Withdrawing, (Withdrawing, Mistake)> {
    let Some(words) = message.text() else {
        return Err((step, Mistake::NoText));
    };
    let seal = |details: &Details| seal(visit, details, message.id.0);
    let (amount, details) = match &step {
        Withdrawing::Details { amount, method } => match read(*method, words) {
            Ok(details) => (*amount, details),
            Err(mistake) => return Err((step, mistake)),
        },
        Withdrawing::Bank { amount, given } => match (open(visit, given), bank::read(words)) {
            (Some(Details::Bank { phone, .. }), Some(bank)) => {
                (*amount, Details::Bank { phone, bank })
            }
            (Some(_), _) => return Err((step, Mistake::Bank)),
            (None, _) => return Ok(ask_anew(*amount, Method::Bank)),
        },
        Withdrawing::Amount | Withdrawing::Method { .. } | Withdrawing::Confirm { .. } => {
            return Err((step, Mistake::ButtonsOnly));
        }
    };
    let given = seal(&details);
    Ok(match &details {
        Details::Bank { bank, .. } if bank.is_empty() => Withdrawing::Bank { amount, given },
        _ => summary(amount, &details, given),
    })
}

fn read(method: Method, words: &str) -> Result<Details, Mistake> {
    match method {
        Method::Card => match card::read(words) {
            Ok(number) => Ok(Details::Card { number }),
            Err(mistake) => Err(Mistake::Card(mistake)),
        },
        Method::Bank => match phone::read(words) {
            // The bank is asked for next.
            Ok(phone) => Ok(Details::Bank {
                phone,
                bank: String::new(),
            }),
            Err(mistake) => Err(Mistake::Phone(mistake)),
        },
        Method::Wallet => match wallet::read(words) {
            Ok(address) => Ok(Details::Wallet { address }),
            Err(mistake) => Err(Mistake::Wallet(mistake)),
        },
    }
}

/// A bank's button was tapped, after the phone was typed; or another bank's, in a change
/// of mind.
pub(super) async fn choose_bank(visit: &Visit, bank: KnownBank) -> Handled {
    let step = visit.step();
    let (amount, given) = match &step {
        Some(
            Withdrawing::Bank { amount, given }
            | Withdrawing::Confirm {
                amount,
                method: Method::Bank,
                given,
                ..
            },
        ) => (*amount, given),
        _ => {
            visit.popup("withdraw-lapsed").await;
            return Ok(());
        }
    };
    let next = match open(visit, given) {
        Some(Details::Bank { phone, .. }) => {
            let bank = screens::bank_name(visit.person.lang, bank);
            let details = Details::Bank { phone, bank };
            summary(amount, &details, seal(visit, &details, given.message))
        }
        _ => ask_anew(amount, Method::Bank),
    };
    visit.go_to(&next).await?;
    let screen = screens::of_step(visit.person.lang, &next, false);
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// The key was changed while somebody was on their way.
fn ask_anew(amount: Decimal, method: Method) -> Withdrawing {
    Withdrawing::Details { amount, method }
}

fn summary(amount: Decimal, details: &Details, given: Given) -> Withdrawing {
    Withdrawing::Confirm {
        amount,
        method: details.method(),
        masked: details.masked(),
        given,
    }
}

/// Each summary has a key of its own: what was changed can't be confirmed any more.
fn seal(visit: &Visit, details: &Details, message: i32) -> Given {
    let key = Uuid::new_v4();
    let belongs = Belongs {
        person_id: visit.person.id,
        key,
    };
    let sealed = visit.deps.vault.seal(belongs, details);
    Given {
        key,
        sealed: BASE64_STANDARD.encode(sealed),
        message,
    }
}

fn open(visit: &Visit, given: &Given) -> Option<Details> {
    let belongs = Belongs {
        person_id: visit.person.id,
        key: given.key,
    };
    let sealed = BASE64_STANDARD.decode(&given.sealed).ok()?;
    visit.deps.vault.open(belongs, &sealed).ok()
}
