//! A person becomes a partner, or asks to.
//!
//! ```text
//! Anna: /partner
//! Bot: 🤝 PinGlass for partners …  [✍️ Apply] [☰ Menu]
//! Anna taps [✍️ Apply]
//! Bot (edited): Question 1 of 6. What is your name?  [Anna] [‹ Back] [✖️ Cancel]
//! Anna: Anna Petrova
//! Bot: Question 2 of 6. …
//! …
//! Bot: Is everything right?  [✅ Send] [✏️ Name] [✏️ E-mail] …
//! Anna taps [✅ Send]
//! Bot (edited): Thank you! Your application № 1 is with us. …
//! ```
//!
//! Where somebody is stands in their dialogue, with all that they answered. A button of
//! another question than the one that is asked shows the present one again.

mod form;
mod screens;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::types::{InlineKeyboardButton, Message};

use self::form::{Applying, Field, NoAnswer};
use super::{Visit, partner, visited};
use crate::{
    accounts::Go,
    i18n::Lang,
    referral::{
        answers::{Audience, Channel},
        partners::{self, Applied, Decision, EVERYBODYS_RATE, NewApplication},
        store,
    },
    telegram::{Buttons, Handled, Routes, button, command, state, tap},
};

/// A tap of somebody who applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ApplyTap {
    #[serde(rename = "b")]
    Begin,
    /// The answer that the button offers.
    #[serde(rename = "o")]
    Offered(Field),
    /// No answer to what needs none.
    #[serde(rename = "n")]
    Nothing(Field),
    #[serde(rename = "a")]
    Audience(Audience),
    #[serde(rename = "c")]
    Channel(Channel),
    /// Takes off the channel at this place.
    #[serde(rename = "d")]
    Drop(u8),
    /// All channels are named.
    #[serde(rename = "e")]
    Done,
    #[serde(rename = "f")]
    Change(Field),
    /// From this question to the one before.
    #[serde(rename = "k")]
    Back(Field),
    #[serde(rename = "s")]
    Send,
    #[serde(rename = "x")]
    Cancel,
}

impl Buttons for ApplyTap {
    const FEATURE: &'static str = "apply";
}

/// The way to the first question.
pub(super) fn begin_button(lang: Lang) -> InlineKeyboardButton {
    button(lang.text("partner-apply", &[]), &ApplyTap::Begin)
}

pub(super) fn routes() -> Routes {
    visited()
        .branch(command("partner").endpoint(show))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Partner)
                .endpoint(show),
        )
        .branch(tap::<ApplyTap>().endpoint(choose))
        .branch(state::<Applying>().endpoint(write))
}

/// A partner's page, how an application stands, the form, or what partners get. Whoever was
/// a partner goes on having a page, and applies like everybody.
async fn show(visit: Visit) -> Handled {
    let (person, lang) = (&visit.person, visit.person.lang);
    let mut connection = visit.deps.db.connection().await?;
    let account = store::accounts::find(&mut connection, person.id).await?;
    let last = store::applications::find_newest(&mut connection, person.id).await?;
    drop(connection);
    if account.as_ref().is_some_and(|account| account.is_partner) {
        return partner::show(&visit).await;
    }
    let has_page = account.as_ref().is_some_and(partner::has_page);
    let open = last
        .as_ref()
        .filter(|last| last.status == Decision::Pending);
    let applying = visit.dialogue.step::<Applying>();
    let screen = match (open, applying) {
        (Some(open), _) => screens::waits(lang, visit.deps.timezone, open, has_page),
        (None, Some(applying)) if visit.deps.is_staffed => {
            screens::present(lang, &visit.user, &applying, None)
        }
        _ if has_page => return partner::show(&visit).await,
        _ if !visit.deps.is_staffed => screens::closed(lang),
        _ => {
            let usual = account.map_or(EVERYBODYS_RATE, |account| account.rate);
            let refused = last.filter(|last| last.status == Decision::Rejected);
            screens::offer(lang, usual, refused.as_ref())
        }
    };
    visit.reply.instead(&screen).await?;
    Ok(())
}

async fn choose(tapped: ApplyTap, visit: Visit) -> Handled {
    if tapped == ApplyTap::Begin {
        return begin(&visit).await;
    }
    let Some(mut applying) = visit.dialogue.step::<Applying>() else {
        // It was sent, cancelled, or left for something else.
        visit.popup("partner-not-applying").await;
        return show(visit).await;
    };
    match (tapped, applying.at) {
        (ApplyTap::Cancel, _) => return cancel(&visit).await,
        (ApplyTap::Send, None) => return send(&visit, &applying).await,
        (ApplyTap::Change(field), None) => applying = applying.change(field),
        (ApplyTap::Back(field), Some(at)) if at == field => match applying.go_back() {
            Some(before) => applying = before,
            None => return leave(&visit).await,
        },
        (ApplyTap::Offered(field) | ApplyTap::Nothing(field), Some(at))
            if at == field && take_offered(&visit, tapped, &mut applying).is_ok() =>
        {
            applying = applying.go_on();
        }
        (ApplyTap::Audience(size), Some(Field::Audience)) => {
            applying.answers.audience = Some(size);
            applying = applying.go_on();
        }
        (ApplyTap::Channel(channel), Some(Field::Channels)) => {
            let toggled = applying.answers.toggle(channel);
            return keep_and_show(&visit, &applying, toggled.err()).await;
        }
        (ApplyTap::Drop(place), Some(Field::Channels)) => {
            let channels = &mut applying.answers.channels;
            if usize::from(place) < channels.len() {
                channels.remove(place.into());
            }
        }
        (ApplyTap::Done, Some(Field::Channels)) if !applying.answers.channels.is_empty() => {
            applying = applying.go_on();
        }
        // A button of another question: the present one is shown again.
        _ => {}
    }
    keep_and_show(&visit, &applying, None).await
}

/// What the button of a question offers, or nothing where nothing is an answer.
fn take_offered(visit: &Visit, tapped: ApplyTap, applying: &mut Applying) -> Result<(), NoAnswer> {
    match tapped {
        ApplyTap::Offered(Field::Name) => applying.take(&visit.user.first_name),
        ApplyTap::Offered(Field::Handle) => {
            applying.take(visit.user.username.as_deref().unwrap_or_default())
        }
        ApplyTap::Nothing(Field::Handle) => {
            applying.answers.handle = None;
            Ok(())
        }
        ApplyTap::Nothing(Field::About) => {
            applying.answers.about = None;
            Ok(())
        }
        _ => Err(NoAnswer::Unclear),
    }
}

async fn begin(visit: &Visit) -> Handled {
    let mut connection = visit.deps.db.connection().await?;
    let account = store::accounts::find(&mut connection, visit.person.id).await?;
    let open = store::applications::find_open(&mut connection, visit.person.id).await?;
    drop(connection);
    let is_partner = account.is_some_and(|account| account.is_partner);
    if is_partner || open.is_some() || !visit.deps.is_staffed {
        return show(visit.clone()).await;
    }
    let applying = visit.dialogue.step().unwrap_or_else(Applying::begin);
    keep_and_show(visit, &applying, None).await
}

async fn write(applying: Applying, message: Arc<Message>, visit: Visit) -> Handled {
    let mut applying = applying;
    let took = applying.take(message.text().unwrap_or_default());
    let stays = applying.at == Some(Field::Channels);
    if took.is_ok() && !stays {
        applying = applying.go_on();
    }
    keep_and_show(&visit, &applying, took.err()).await
}

async fn keep_and_show(visit: &Visit, applying: &Applying, problem: Option<NoAnswer>) -> Handled {
    let mut connection = visit.deps.db.connection().await?;
    visit.dialogue.go_to(&mut connection, applying).await?;
    drop(connection);
    let screen = screens::present(visit.person.lang, &visit.user, applying, problem);
    visit.reply.instead(&screen).await?;
    Ok(())
}

async fn cancel(visit: &Visit) -> Handled {
    visit
        .dialogue
        .end(&mut *visit.deps.db.connection().await?)
        .await?;
    let screen = screens::cancelled(visit.person.lang);
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// Back from the first question: to where the form was begun.
async fn leave(visit: &Visit) -> Handled {
    let mut connection = visit.deps.db.connection().await?;
    visit.dialogue.end(&mut connection).await?;
    let account = store::accounts::find(&mut connection, visit.person.id).await?;
    drop(connection);
    if account.as_ref().is_some_and(partner::has_page) {
        return partner::show(visit).await;
    }
    let usual = account.map_or(EVERYBODYS_RATE, |account| account.rate);
    let screen = screens::offer(visit.person.lang, usual, None);
    visit.reply.screen(&screen).await?;
    Ok(())
}

async fn send(visit: &Visit, applying: &Applying) -> Handled {
    let answers = applying.answers.clone();
    let (Some(name), Some(email), Some(audience), true) = (
        answers.name,
        answers.email,
        answers.audience,
        applying.is_complete(),
    ) else {
        return keep_and_show(visit, applying, None).await;
    };
    let new = NewApplication {
        contact_name: name,
        contact_email: email,
        handle: answers.handle,
        audience_size: audience.name(),
        channels: answers.channels,
        about: answers.about,
    };
    let mut tx = visit.deps.db.begin().await?;
    let applied = partners::apply(&mut tx, visit.person.id, &new, visit.deps.clock.now()).await?;
    visit.dialogue.end(&mut tx).await?;
    tx.commit().await?;
    match applied {
        // The page of an application, or of a partner, says how it stands.
        Applied::Taken(_) | Applied::Before(_) | Applied::IsPartner => show(visit.clone()).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let mut taps = vec![
            ApplyTap::Begin,
            ApplyTap::Drop(u8::MAX),
            ApplyTap::Done,
            ApplyTap::Send,
            ApplyTap::Cancel,
        ];
        for field in Field::ALL {
            taps.extend([
                ApplyTap::Offered(field),
                ApplyTap::Nothing(field),
                ApplyTap::Change(field),
                ApplyTap::Back(field),
            ]);
        }
        taps.extend(Audience::ALL.map(ApplyTap::Audience));
        taps.extend(Channel::ALL.map(ApplyTap::Channel));
        for tapped in taps {
            assert_eq!(ApplyTap::decode(&tapped.encode()), Some(tapped));
        }
    }
}
