//! How a person stands with the programme at one moment, and the picture of it.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    accounts::Person,
    catalogue,
    charts::Page,
    i18n::Lang,
    referral::{
        Account, Deps,
        earnings::commission,
        links,
        month::Month,
        picture::{self, Earned, Example},
        store::{self, page::Totals},
        withdrawals::Withdrawal,
    },
};

/// All that the page tells.
pub(super) struct Standing {
    pub code: String,
    pub account: Account,
    pub totals: Totals,
    /// The newest of their withdrawals that nobody is sending yet.
    pub waiting: Option<Withdrawal>,
    /// Whether they ever asked for one.
    pub has_requests: bool,
    pub pictured: Pictured,
}

pub(super) enum Pictured {
    /// Nothing was ever earned: what could be.
    Invitation(Vec<Example>),
    Month(PicturedMonth),
}

/// A month, and the ones beside it that there is something to see of.
pub(super) struct PicturedMonth {
    pub month: Month,
    pub before: Option<Month>,
    pub next: Option<Month>,
    pub earned: Earned,
    /// The place of the present day among those of the month.
    today: Option<usize>,
}

impl Standing {
    /// Reads everything while the balance is held, so that all of it is of one moment.
    /// A `month` that is not there becomes the nearest one that is.
    pub async fn read(person: &Person, deps: &Deps, month: Option<Month>) -> anyhow::Result<Self> {
        let now = deps.clock.now();
        let mut tx = deps.db.begin().await?;
        let code = links::own_code(&mut tx, person.id, now).await?;
        let account = store::accounts::find(&mut tx, person.id).await?;
        let account = account.context("whoever has a code has a balance")?;
        let totals = store::page::totals(&mut tx, person.id).await?;
        let waiting = store::withdrawals::find_waiting(&mut tx, person.id).await?;
        let newest = store::withdrawals::list_of_person(&mut tx, person.id, 0, 1).await?;
        let pictured = match totals.first_earned_at {
            Some(first) => {
                let first = Month::of(first, deps.timezone);
                let month = PicturedMonth::read(&mut tx, deps, person.id, first, month).await?;
                Pictured::Month(month)
            }
            None => Pictured::Invitation(examples(&mut tx, person.lang, &account).await?),
        };
        tx.commit().await?;
        Ok(Self {
            code,
            account,
            totals,
            waiting,
            has_requests: !newest.is_empty(),
            pictured,
        })
    }

    pub fn picture(&self, lang: Lang) -> Page {
        match &self.pictured {
            Pictured::Month(shown) => {
                picture::month_page(lang, shown.month, &shown.earned, shown.today)
            }
            Pictured::Invitation(examples) => {
                picture::invitation_page(lang, &self.account.percent(), examples)
            }
        }
    }
}

impl PicturedMonth {
    async fn read(
        connection: &mut PgConnection,
        deps: &Deps,
        person_id: i32,
        first: Month,
        wanted: Option<Month>,
    ) -> anyhow::Result<Self> {
        let now = deps.clock.now();
        let present = Month::of(now, deps.timezone);
        let first = first.min(present);
        let month = wanted.unwrap_or(present).clamp(first, present);
        let edges = month.edges(deps.timezone);
        let earned = store::page::earned(connection, person_id, &edges).await?;
        Ok(Self {
            month,
            before: (month > first).then(|| month.before()),
            next: (month < present).then(|| month.next()),
            earned,
            today: place_of(now, &edges),
        })
    }
}

/// Between which of the edges a moment lies.
fn place_of(at: DateTime<Utc>, edges: &[DateTime<Utc>]) -> Option<usize> {
    edges
        .windows(2)
        .position(|day| (day[0]..day[1]).contains(&at))
}

async fn examples(
    connection: &mut PgConnection,
    lang: Lang,
    account: &Account,
) -> anyhow::Result<Vec<Example>> {
    let tiers = catalogue::list_tiers(connection).await?;
    let examples = tiers.into_iter().map(|tier| Example {
        set: tier.title(lang),
        price: tier.price,
        commission: commission(tier.price, account.rate),
    });
    Ok(examples.collect())
}
