//! News as people see them: the buttons below a letter, and `/news`, which ends them and
//! lets them come again.
//!
//! ```text
//! Bot: Twelve new styles are here …  [🖼 Try them] [🔕 No more news]
//! Anna taps [🖼 Try them]
//! Bot: Whose portraits shall it be? …
//! Anna taps [🔕 No more news]
//! Bot (popup): You get no more news. /news lets them come again.
//! Anna: /news
//! Bot: You get no news from us. …  [🔔 Send me news]
//! ```

use std::sync::Arc;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::{Deps, letter::Leads, screens, store};
use crate::{
    accounts::{self, Person},
    clock::Clock,
    db::Db,
    i18n::Lang,
    telegram::{Buttons, Event, Handled, Incoming, Reply, Routes, command, tap},
};

/// What can be tapped below a letter, and below `/news`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum NewsTap {
    /// The place that a button of a broadcast leads to: its number, the language of the
    /// letter, and the button's number from 0.
    #[serde(rename = "o")]
    Open(i32, String, u8),
    /// Below a letter.
    #[serde(rename = "x")]
    Off,
    /// Below `/news`: whether they are wanted.
    #[serde(rename = "s")]
    Set(bool),
}

impl Buttons for NewsTap {
    const FEATURE: &'static str = "news";
}

/// What people can do about news.
pub fn routes() -> Routes {
    dptree::entry()
        .branch(command("news").endpoint(show))
        .branch(tap::<NewsTap>().endpoint(on_tap))
}

/// Counts a tap on a button that leads to a place in the bot, and turns it into a tap that
/// leads there: the place opens as a new message, below the letter. Anything else comes
/// back as it was.
///
/// # Errors
/// When the database can't be asked.
pub async fn follow(deps: &Deps, person: &Person, incoming: Incoming) -> anyhow::Result<Incoming> {
    let data = incoming.tap().and_then(|tap| tap.data.as_deref());
    let Some(NewsTap::Open(broadcast_id, tag, number)) = data.and_then(NewsTap::decode) else {
        return Ok(incoming);
    };
    let mut connection = deps.desk.db.connection().await?;
    let letters = store::letters::list(&mut connection, broadcast_id).await?;
    let letter = Lang::with_tag(&tag).and_then(|lang| letters.find(lang));
    let button = letter.and_then(|letter| letter.buttons.get(usize::from(number)));
    let Some(Leads::To(go)) = button.map(|button| &button.leads) else {
        return Ok(incoming);
    };
    let now = deps.desk.clock.now();
    store::clicks::count(&mut connection, broadcast_id, person.id, number.into(), now).await?;
    let Event::Tap(mut tap) = incoming.event else {
        anyhow::bail!("what was tapped is no tap");
    };
    let led = Arc::make_mut(&mut tap);
    led.data = Some(go.encode());
    led.message = None;
    Ok(Incoming {
        event: Event::Tap(tap),
        ..incoming
    })
}

async fn show(person: Person, reply: Reply, db: Db) -> Handled {
    let is_wanted = accounts::wants_news(&mut *db.connection().await?, person.id).await?;
    reply
        .new_message(&screens::news(person.lang, is_wanted))
        .await?;
    Ok(())
}

async fn on_tap(tapped: NewsTap, person: Person, reply: Reply, db: Db, clock: Clock) -> Handled {
    let is_wanted = match tapped {
        // Its broadcast or its button is gone.
        NewsTap::Open(..) => {
            reply.popup(&person.lang.text("old-button", &[])).await;
            return Ok(());
        }
        NewsTap::Off => false,
        NewsTap::Set(is_wanted) => is_wanted,
    };
    let mut connection = db.connection().await?;
    accounts::set_news(&mut connection, person.id, is_wanted, clock.now())
        .await
        .context("cannot note whether somebody wants news")?;
    drop(connection);
    if tapped == NewsTap::Off {
        reply.alert(&person.lang.text("news-off", &[])).await;
    } else {
        reply.screen(&screens::news(person.lang, is_wanted)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        for tap in [
            NewsTap::Open(i32::MAX, "en".to_owned(), u8::MAX),
            NewsTap::Off,
            NewsTap::Set(true),
            NewsTap::Set(false),
        ] {
            assert_eq!(NewsTap::decode(&tap.encode()), Some(tap));
        }
    }
}
