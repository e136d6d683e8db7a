//! How often somebody may be wrong: five times, then a pause that grows with each further
//! mistake.
//!
//! Two things are counted. Each Telegram account, so that one can't try many names; and each
//! user name, so that many accounts can't try one. A stranger could keep a name paused
//! forever, so the name's pause is an hour at most, and holds only for Telegram accounts
//! that never were signed in by that name: whoever the name belongs to comes in past it
//! with the account they used before, or with one that was linked to it on the command
//! line. Theirs is still counted as a Telegram account.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::store::{self, Tries};

/// Mistakes that cost nothing.
const FREE_TRIES: i32 = 5;

/// How long who was wrong once more waits each time.
const PAUSES_MINUTES: [i64; 6] = [1, 5, 15, 60, 6 * 60, 24 * 60];

/// A name's pause grows no longer.
const MOST_NAME_PAUSE: TimeDelta = TimeDelta::hours(1);

/// After so long without a try, earlier ones are forgotten.
const REMEMBER: TimeDelta = TimeDelta::days(7);

/// One password, typed.
pub(super) struct Attempt<'a> {
    pub telegram_id: i64,
    pub username: &'a str,
    pub message: i32,
}

impl Attempt<'_> {
    /// What is counted of this Telegram account.
    pub(super) fn account_key(&self) -> String {
        account_key(self.telegram_id)
    }

    /// What is counted of the name. Whoever types another case means the same account.
    pub(super) fn name_key(&self) -> String {
        let digest = Sha256::digest(self.username.to_lowercase());
        let letters: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("name:{}", letters.concat())
    }
}

fn account_key(telegram_id: i64) -> String {
    format!("account:{telegram_id}")
}

/// Until when nothing more is tried, should this try be wrong too.
pub(super) struct Pauses {
    pub account: Option<DateTime<Utc>>,
    pub name: Option<DateTime<Utc>>,
}

impl Pauses {
    pub(super) fn is_any(&self) -> bool {
        self.longest().is_some()
    }

    pub(super) fn longest(&self) -> Option<DateTime<Utc>> {
        self.account.max(self.name)
    }
}

/// What becomes of an attempt.
pub(super) enum Taken {
    /// Nothing is checked before then.
    Paused(DateTime<Utc>),
    Counted(Pauses),
}

/// Until when this Telegram account has to wait.
pub(super) async fn paused_until(
    connection: &mut PgConnection,
    telegram_id: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let until = store::find_pause(connection, &account_key(telegram_id)).await?;
    Ok(until.filter(|until| *until > now))
}

/// Counts an attempt as a mistake until it turns out to be none. A message that is handled
/// again is not counted again.
pub(super) async fn take(
    connection: &mut PgConnection,
    attempt: &Attempt<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<Taken> {
    let (account_key, name_key) = (attempt.account_key(), attempt.name_key());
    // Always in this order.
    let account = store::lock_tries(connection, &account_key, now).await?;
    let name = store::lock_tries(connection, &name_key, now).await?;
    let is_known = store::is_known(connection, attempt.username, attempt.telegram_id).await?;
    let name_pause = name.paused_until.filter(|_| !is_known);
    if account.last_message == Some(attempt.message) {
        return Ok(Taken::Counted(Pauses {
            account: account.paused_until,
            name: name_pause,
        }));
    }
    let pause = account.paused_until.max(name_pause);
    if let Some(until) = pause.filter(|until| *until > now) {
        return Ok(Taken::Paused(until));
    }
    let message = Some(attempt.message);
    let account = one_more(account, message, None, now);
    store::save_tries(connection, &account_key, &account).await?;
    if is_known {
        return Ok(Taken::Counted(Pauses {
            account: account.paused_until,
            name: None,
        }));
    }
    let name = one_more(name, None, Some(MOST_NAME_PAUSE), now);
    store::save_tries(connection, &name_key, &name).await?;
    Ok(Taken::Counted(Pauses {
        account: account.paused_until,
        name: name.paused_until,
    }))
}

/// Whoever is in was never wrong.
pub(super) async fn forgive(
    connection: &mut PgConnection,
    attempt: &Attempt<'_>,
) -> anyhow::Result<()> {
    for key in [attempt.account_key(), attempt.name_key()] {
        store::delete_tries(connection, &key).await?;
    }
    Ok(())
}

/// Forgets who has been quiet for long.
pub(in crate::staff) async fn forget_old(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::delete_old_tries(connection, now - REMEMBER).await
}

fn one_more(
    before: Tries,
    message: Option<i32>,
    most: Option<TimeDelta>,
    now: DateTime<Utc>,
) -> Tries {
    let tries = before.tries.saturating_add(1);
    let pause = pause_after(tries).map(|pause| most.map_or(pause, |most| pause.min(most)));
    Tries {
        tries,
        paused_until: pause.map(|pause| now + pause),
        last_message: message,
    }
}

fn pause_after(tries: i32) -> Option<TimeDelta> {
    let step = usize::try_from(tries.checked_sub(FREE_TRIES)?).ok()?;
    let minutes = PAUSES_MINUTES[step.min(PAUSES_MINUTES.len() - 1)];
    Some(TimeDelta::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_begin_with_the_fifth_mistake_and_grow_to_a_day() {
        let minutes = |tries| pause_after(tries).map(|pause| pause.num_minutes());
        assert_eq!((minutes(0), minutes(1), minutes(4)), (None, None, None));
        let grown: Vec<_> = (5..12).filter_map(minutes).collect();
        assert_eq!(grown, [1, 5, 15, 60, 360, 1440, 1440]);
        assert_eq!(minutes(i32::MAX), Some(1440));
    }

    #[test]
    fn a_name_is_the_same_in_any_case_and_is_not_kept() {
        let key = |username| {
            let attempt = Attempt {
                telegram_id: 1,
                username,
                message: 1,
            };
            attempt.name_key()
        };
        assert_eq!(key("Oleg"), key("oleg"));
        assert_ne!(key("Oleg"), key("olga"));
        assert!(!key("oleg").contains("oleg"));
    }
}
