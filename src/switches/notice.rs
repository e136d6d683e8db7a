//! What people read while we work on something.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{Switch, Switches, Words, screens, store};
use crate::{
    i18n::Lang,
    telegram::{POPUP_LIMIT_CHARS, Screen},
};

/// Who goes on writing is not told again for so long; who taps always is.
const TOLD_EVERY: TimeDelta = TimeDelta::minutes(5);

/// The maintenance that is going on.
#[derive(Clone, Debug, PartialEq)]
pub struct Maintenance {
    pub(super) words: Words,
    pub(super) until: Option<DateTime<Utc>>,
}

/// The maintenance, if there is one at the moment.
///
/// # Errors
/// When the database can't be asked.
pub async fn maintenance(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Maintenance>> {
    let switches = Switches::load(connection, now).await?;
    let setting = switches.setting(Switch::Maintenance);
    Ok(setting.is_on.then(|| Maintenance {
        words: setting.message.clone(),
        until: setting.until,
    }))
}

/// Whether the person is to be told now; notes that they are.
///
/// # Errors
/// When the database refuses it.
pub async fn takes_notice(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    store::note_told(connection, person_id, TOLD_EVERY, now).await
}

impl Maintenance {
    /// For who has written.
    pub fn screen(&self, lang: Lang) -> Screen {
        Screen::plain(screens::maintenance_words(lang, self))
    }

    /// For who has tapped, over the chat.
    pub fn popup(&self, lang: Lang) -> String {
        let own = self.words.find(lang);
        let fits = |words: &&str| words.chars().count() <= POPUP_LIMIT_CHARS;
        match own.filter(fits) {
            Some(words) => words.to_owned(),
            None => lang.text("maintenance-popup", &[]),
        }
    }
}
