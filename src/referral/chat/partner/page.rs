//! The page itself: a picture, what the links did in all, and the ways on.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::{
    Scope,
    period::{self, Period},
    picture::{BestLink, Day, Shown, days_of, writable},
    screens,
};
use crate::{
    i18n::Lang,
    referral::{
        Account, Deps,
        chat::{Visit, page::show_drawn},
        links::NamedLink,
        partners::Decision,
        store::{
            self,
            statistics::{DayOfLink, Span, Totals},
        },
    },
    telegram::Handled,
};

/// All that stands on a page.
pub(super) struct PartnersPage {
    pub account: Account,
    pub scope: Scope,
    /// The link that is shown alone, if it is a further one.
    pub link: Option<NamedLink>,
    pub links: Vec<NamedLink>,
    /// Since ever.
    pub totals: Totals,
    pub payouts: Payouts,
    pub wish: Wish,
    pub period: Period,
    pub before: Option<Period>,
    pub after: Option<Period>,
    span: Span,
    days: Vec<DayOfLink>,
    now: DateTime<Utc>,
    zone: chrono_tz::Tz,
}

/// What stands between a partner and their money.
pub(super) struct Payouts {
    /// Whether there was ever anything to withdraw.
    pub has_earned: bool,
    /// Whether anything was asked for.
    pub has_asked: bool,
}

/// How somebody who was a partner stands with becoming one again.
pub(super) enum Wish {
    /// They are a partner, or nobody decides here.
    None,
    MayApply,
    /// The number of their application, and the day when it came.
    Waits(i32, String),
    /// They may apply again; `None` where no reason was noted.
    Refused(Option<String>),
}

impl Wish {
    async fn load(
        connection: &mut PgConnection,
        deps: &Deps,
        account: &Account,
    ) -> anyhow::Result<Self> {
        if account.is_partner {
            return Ok(Self::None);
        }
        let last = store::applications::find_newest(connection, account.user_id).await?;
        Ok(match last {
            Some(last) if last.status == Decision::Pending => {
                let came = last.created_at.with_timezone(&deps.timezone);
                Self::Waits(last.id, came.format("%d.%m.%Y").to_string())
            }
            _ if !deps.is_staffed => Self::None,
            Some(last) if last.status == Decision::Rejected => Self::Refused(last.reason),
            _ => Self::MayApply,
        })
    }
}

/// Somebody who is a partner or was one; others have no page.
pub(in crate::referral::chat) fn has_page(account: &Account) -> bool {
    account.is_partner || account.partner_since.is_some()
}

impl PartnersPage {
    /// `None` when the person has no page, or the link is not theirs.
    async fn load(
        deps: &Deps,
        person_id: i32,
        scope: Scope,
        period: Period,
    ) -> anyhow::Result<Option<Self>> {
        let (now, zone) = (deps.clock.now(), deps.timezone);
        let mut connection = deps.db.connection().await?;
        let account = store::accounts::find(&mut connection, person_id).await?;
        let Some(account) = account.filter(has_page) else {
            return Ok(None);
        };
        let links = store::links::list(&mut connection, person_id).await?;
        let link = match scope {
            Scope::Link(id) => {
                let own = links.iter().find(|link| link.id == id);
                let Some(own) = own else {
                    return Ok(None);
                };
                Some(own.clone())
            }
            Scope::All | Scope::Own => None,
        };
        let (span, which) = (period.span(now, zone), scope.which());
        let began = store::statistics::began_at(&mut connection, person_id).await?;
        let days =
            store::statistics::by_day_and_link(&mut connection, person_id, which, &span).await?;
        let totals = store::statistics::totals(&mut connection, person_id, which).await?;
        let money = store::page::totals(&mut connection, person_id).await?;
        let has_asked = money.under_way + money.withdrawn > Decimal::ZERO;
        let payouts = Payouts {
            has_earned: money.first_earned_at.is_some() || !account.balance.is_zero(),
            has_asked,
        };
        Ok(Some(Self {
            wish: Wish::load(&mut connection, deps, &account).await?,
            payouts,
            account,
            scope,
            link,
            links,
            totals,
            period,
            before: period.before(now, began, zone),
            after: period.after(now, zone),
            span,
            days,
            now,
            zone,
        }))
    }

    /// “02.02 – 03.03.2026”.
    pub fn dates(&self) -> String {
        let (first, last) = (self.span.first, self.span.last);
        format!("{} – {}", first.format("%d.%m"), last.format("%d.%m.%Y"))
    }

    /// The name of what is shown.
    pub fn title(&self, lang: Lang) -> String {
        match (self.scope, &self.link) {
            (Scope::All, _) => lang.text("partner-picture-title", &[]),
            (_, Some(link)) => link.name.clone(),
            (_, None) => lang.text("partner-own-link", &[]),
        }
    }

    pub fn day_of_partnership(&self) -> Option<String> {
        let since = self.account.partner_since?;
        Some(
            since
                .with_timezone(&self.zone)
                .format("%d.%m.%Y")
                .to_string(),
        )
    }

    fn picture(&self, lang: Lang) -> Shown {
        let today = period::today(self.now, self.zone);
        let days = days_of(&self.span, &self.days);
        let today = (today - self.span.first).num_days();
        let today = usize::try_from(today)
            .ok()
            .filter(|today| *today < days.len());
        let about = match self.period.title(lang) {
            Some(month) => month,
            None => lang.text("partner-picture-recent", &[("dates", self.dates().into())]),
        };
        let link = self.link.as_ref();
        Shown {
            title: link.map_or_else(|| self.title(lang), named),
            about,
            first: self.span.first,
            days,
            today,
            best: self.best(lang),
        }
    }

    /// The links that did something, those that earned most first; none of them where there
    /// is only one.
    fn best(&self, lang: Lang) -> Vec<BestLink> {
        if self.scope != Scope::All || self.links.is_empty() {
            return Vec::new();
        }
        let mut sums: BTreeMap<Option<i32>, Day> = BTreeMap::new();
        for row in &self.days {
            sums.entry(row.link_id).or_default().add(row);
        }
        let name = |id: Option<i32>| {
            let link = id.and_then(|id| self.links.iter().find(|link| link.id == id));
            match link {
                Some(link) => named(link),
                None => lang.text("partner-own-link", &[]),
            }
        };
        let links = sums.into_iter().map(|(id, sums)| BestLink {
            name: name(id),
            sums,
        });
        let mut links: Vec<BestLink> = links.collect();
        links.sort_by(|one, other| {
            let rank = |link: &BestLink| (link.sums.earned(), link.sums.visits);
            rank(other).cmp(&rank(one))
        });
        links
    }
}

/// What a picture calls a link: its name, or its code where our font lacks the letters.
fn named(link: &NamedLink) -> String {
    writable(&link.name).unwrap_or_else(|| link.code.clone())
}

pub(super) async fn show(visit: &Visit, scope: Scope, period: Period) -> Handled {
    let lang = visit.person.lang;
    let page = PartnersPage::load(&visit.deps, visit.person.id, scope, period).await?;
    let Some(page) = page else {
        visit.popup("partner-not-yours").await;
        return Ok(());
    };
    let screen = screens::page(lang, &page);
    let shown = page.picture(lang);
    show_drawn(&visit.reply, screen, move || shown.page(lang).png()).await
}
