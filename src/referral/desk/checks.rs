//! What a careful person looks at before money is sent or somebody becomes a partner: how
//! old the account is, whether it was ever paid, how what was earned turned out, and
//! whether the people who were brought look like the person themselves. It only points,
//! and people decide.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::referral::{
    details::Details,
    store::checks::{self as rows, Limits, Record},
    vault::{Revealed, Vault},
};

/// Whoever is here for less was hardly brought here to stay.
const YOUNG: TimeDelta = TimeDelta::days(3);

/// Of so many payments at least, a share that went back says something.
const ENOUGH_PAYMENTS: i64 = 3;

/// In hundredths: payments that went back, and people who show a weak pattern.
const HIGH_SHARE: i64 = 30;

/// One person with a weak pattern is chance.
const ENOUGH_PEOPLE: i64 = 2;

/// A purchase takes looking around, four photos of oneself and a payment; whoever is
/// quicker knew before what to do.
const HASTY: TimeDelta = TimeDelta::minutes(5);

/// Times of visits are written down to the hour.
const BACK: TimeDelta = TimeDelta::hours(1);

/// Before that, people are still waiting for their photos or busy with other things.
const TIME_TO_COME_BACK: TimeDelta = TimeDelta::days(3);

/// Something that people who were brought by nobody but chance rarely show. All are
/// looked for among those who paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The same device as the referrer's or another's. Only older programs know devices.
    Device,
    /// The same e-mail for receipts as the referrer's or another's: it is typed by whoever
    /// pays.
    Email,
    /// Paid in TON from the wallet to which the withdrawal goes, or from a wallet from which
    /// the referrer or another of them paid.
    Wallet,
    /// Photos of the same face as the referrer's or another's, picture for picture.
    Faces,
    /// Bought within minutes of the first /start.
    Hasty,
    /// Bought once, and it was given back: it costs nothing to do so.
    Returned,
    /// Never came back after buying, not even for the photos.
    Gone,
}

impl Mark {
    const ALL: [Self; 7] = [
        Self::Device,
        Self::Email,
        Self::Wallet,
        Self::Faces,
        Self::Hasty,
        Self::Returned,
        Self::Gone,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Email => "email",
            Self::Wallet => "wallet",
            Self::Faces => "faces",
            Self::Hasty => "hasty",
            Self::Returned => "returned",
            Self::Gone => "gone",
        }
    }

    /// Whether one person is enough to look closely: two people share no wallet by chance.
    fn is_strong(self) -> bool {
        match self {
            Self::Device | Self::Email | Self::Wallet | Self::Faces => true,
            Self::Hasty | Self::Returned | Self::Gone => false,
        }
    }
}

/// Why to look closely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    Young,
    /// In hundredths of the payments.
    Returned(i64),
    /// So many of the people who paid.
    Marked(Mark, i64),
}

/// All that stands beside a withdrawal, and beside an application.
pub(super) struct Checks {
    pub record: Record,
    /// People who paid and show any mark.
    pub marked: i64,
    pub notices: Vec<Notice>,
}

/// The wallet to which a withdrawal goes, to be looked for among those that were paid from.
pub(super) async fn find_wallet(
    connection: &mut PgConnection,
    vault: &Vault,
    request_id: i32,
) -> anyhow::Result<Option<String>> {
    Ok(match vault.reveal(connection, request_id).await? {
        Revealed::Details(Details::Wallet { address }) => Some(address),
        Revealed::Details(_) | Revealed::Unreadable | Revealed::Gone => None,
    })
}

/// `wallet` is where money is to go, if it is a wallet.
pub(super) async fn load(
    connection: &mut PgConnection,
    person_id: i32,
    wallet: Option<&str>,
    now: DateTime<Utc>,
) -> anyhow::Result<Checks> {
    let record = rows::find_record(connection, person_id).await?;
    let limits = Limits {
        hasty: HASTY,
        back: BACK,
        settled_before: now - TIME_TO_COME_BACK,
    };
    let found = rows::list_marks(connection, person_id, wallet, &limits).await?;
    let count = |mark: Option<Mark>| {
        let name = mark.map(Mark::name);
        let row = found.iter().find(|row| row.mark.as_deref() == name);
        row.map_or(0, |row| row.people)
    };
    let marks = Mark::ALL.map(|mark| (mark, count(Some(mark))));
    Ok(Checks {
        notices: notices(&record, &marks, now),
        marked: count(None),
        record,
    })
}

/// What of it is worth a second look.
fn notices(record: &Record, marks: &[(Mark, i64)], now: DateTime<Utc>) -> Vec<Notice> {
    let mut notices = Vec::new();
    if record.since.is_some_and(|since| now - since < YOUNG) {
        notices.push(Notice::Young);
    }
    let returned = share(record.returned, record.payments);
    if record.payments >= ENOUGH_PAYMENTS && returned >= HIGH_SHARE {
        notices.push(Notice::Returned(returned));
    }
    let is_notable = |(mark, people): &(Mark, i64)| {
        let is_habit = *people >= ENOUGH_PEOPLE && share(*people, record.buyers) >= HIGH_SHARE;
        *people > 0 && (mark.is_strong() || is_habit)
    };
    let notable = marks.iter().filter(|entry| is_notable(entry));
    notices.extend(notable.map(|(mark, people)| Notice::Marked(*mark, *people)));
    notices
}

/// In hundredths, rounded.
pub(super) fn share(part: i64, whole: i64) -> i64 {
    if whole == 0 {
        return 0;
    }
    (part * 100 + whole / 2) / whole
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn record(payments: i64, returned: i64) -> Record {
        Record {
            since: Some(DateTime::UNIX_EPOCH),
            paid_out_count: 0,
            paid_out: Decimal::ZERO,
            brought: 20,
            buyers: payments,
            payments,
            returned,
        }
    }

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(days)
    }

    #[test]
    fn an_ordinary_record_is_nothing_unusual() {
        let marks = [(Mark::Hasty, 1), (Mark::Gone, 2), (Mark::Wallet, 0)];
        assert_eq!(notices(&record(10, 2), &marks, at(30)), []);
    }

    #[test]
    fn one_shared_wallet_is_enough_and_one_hasty_buyer_is_not() {
        let marks = [(Mark::Wallet, 1), (Mark::Hasty, 1)];
        let found = notices(&record(2, 0), &marks, at(30));
        assert_eq!(found, [Notice::Marked(Mark::Wallet, 1)]);
    }

    #[test]
    fn habits_count_by_their_share() {
        let marks = [(Mark::Hasty, 3), (Mark::Gone, 2)];
        let found = notices(&record(10, 3), &marks, at(30));
        assert_eq!(
            found,
            [Notice::Returned(30), Notice::Marked(Mark::Hasty, 3)]
        );
    }

    #[test]
    fn a_young_account_is_looked_at() {
        assert_eq!(notices(&record(0, 0), &[], at(2)), [Notice::Young]);
        assert_eq!(share(1, 3), 33);
        assert_eq!(share(0, 0), 0);
    }
}
