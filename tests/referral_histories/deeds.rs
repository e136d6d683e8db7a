//! Deeds as the product does them: each in one transaction, through the operations that
//! its chats, jobs and providers call.

use chrono::{DateTime, Utc};
use pinglass::{
    accounts::{self, Person},
    clock::Clock,
    db::Db,
    i18n::Lang,
    referral::{
        self,
        partners::{self, Applied, NewApplication},
        withdrawals::{self, Method, Moved, NewWithdrawal, Requested},
    },
    staff::{Member, Role},
};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use super::model::{ADMIN, Deed, Kopecks, Outcome, Percent};
use crate::world::World;

/// What deeds are done with.
#[derive(Clone)]
pub struct Tools {
    db: Db,
    clock: Clock,
    deps: referral::Deps,
}

impl Tools {
    pub fn of(world: &World) -> Self {
        Self {
            db: world.app.db.clone(),
            clock: world.clock.clone(),
            deps: world.referrals(),
        }
    }
}

/// The people of a history as our tables know them.
#[derive(Clone, Debug)]
pub struct Cast {
    pub users: Vec<i32>,
    /// Payments and wishes carry it, so that those of two histories never meet.
    pub seed: u64,
    /// `partner_applications.id`, by person and in order.
    pub applications: Vec<Vec<i32>>,
}

impl Cast {
    pub fn code(&self, person: usize) -> String {
        format!("P{}", self.users[person])
    }

    pub fn payment(&self, payment: usize) -> String {
        format!("{}-{payment}", self.seed)
    }

    pub fn wish(&self, wish: usize) -> Uuid {
        Uuid::from_u64_pair(self.seed, wish.try_into().unwrap())
    }
}

pub fn roubles(kopecks: Kopecks) -> Decimal {
    Decimal::new(kopecks, 2)
}

fn fraction(rate: Percent) -> Decimal {
    Decimal::new(rate, 2)
}

fn member(member: usize) -> Member {
    let is_admin = member == ADMIN;
    Member {
        telegram_id: i64::try_from(member).unwrap() + 1,
        name: format!("Member {member}"),
        admin_id: None,
        role: if is_admin {
            Role::Admin
        } else {
            Role::Operator
        },
    }
}

fn yes_or_no(answer: bool) -> Outcome {
    if answer { Outcome::Yes } else { Outcome::No }
}

impl From<Moved> for Outcome {
    fn from(moved: Moved) -> Self {
        match moved {
            Moved::Done => Self::Done,
            Moved::NeedsAnother => Self::NeedsAnother,
            Moved::TwiceBySame => Self::TwiceBySame,
            Moved::BelowZero => Self::BelowZero,
            Moved::Banned => Self::Banned,
            Moved::InOtherHands => Self::InOtherHands,
            Moved::Own => Self::Own,
            Moved::NotNow => Self::NotNow,
        }
    }
}

impl From<Requested> for Outcome {
    fn from(requested: Requested) -> Self {
        match requested {
            Requested::Taken(_) => Self::Done,
            Requested::Before(_) => Self::Before,
            Requested::TooMany => Self::TooMany,
            Requested::TooLittle => Self::TooLittle,
            Requested::NotEnough { available } => {
                let kopecks = available * Decimal::ONE_HUNDRED;
                Self::NotEnough(kopecks.try_into().unwrap())
            }
        }
    }
}

/// Does it in a transaction of its own and commits.
pub async fn carry_out(tools: &Tools, cast: &Cast, deed: &Deed) -> Outcome {
    let now = tools.clock.now();
    let mut tx = tools.db.begin().await.unwrap();
    let outcome = match *deed {
        Deed::Opens { .. } | Deed::Applies { .. } | Deed::Wishes { .. } | Deed::Cancels { .. } => {
            by_a_person(&mut tx, &tools.deps, cast, deed, now).await
        }
        Deed::Pays { .. } | Deed::Delivered { .. } | Deed::GoesBack { .. } => {
            by_a_payment(&mut tx, cast, deed, now).await
        }
        Deed::Decides { .. } | Deed::SetsRate { .. } | Deed::EndsPartnership { .. } => {
            to_a_partner(&mut tx, cast, deed, now).await
        }
        Deed::Bans { person, is_banned } => {
            sqlx::query("update users set is_banned = $2 where id = $1")
                .bind(cast.users[person])
                .bind(is_banned)
                .execute(&mut *tx)
                .await
                .unwrap();
            Outcome::Silent
        }
        Deed::Leaves { person } => leaves(&mut tx, cast.users[person], now).await,
        _ => to_a_withdrawal(&mut tx, &tools.deps, cast, deed, now).await,
    };
    tx.commit().await.unwrap();
    outcome
}

async fn by_a_person(
    tx: &mut PgConnection,
    deps: &referral::Deps,
    cast: &Cast,
    deed: &Deed,
    now: DateTime<Utc>,
) -> Outcome {
    match *deed {
        Deed::Opens { person, owner } => {
            let person = Person {
                id: cast.users[person],
                telegram_id: 0,
                lang: Lang::En,
                first_name: String::new(),
                is_banned: false,
                is_leaving: false,
                has_consented: true,
            };
            let parameter = format!("ref_{}", cast.code(owner));
            let started = referral::start(tx, deps, &person, &parameter).await;
            started.unwrap();
            Outcome::Silent
        }
        Deed::Wishes {
            wish,
            person,
            amount,
        } => {
            let new = NewWithdrawal {
                key: cast.wish(wish),
                amount: roubles(amount),
                method: Method::Card,
                masked: "2200 … 1234".to_owned(),
                sealed: Vec::new(),
            };
            let requested = withdrawals::request(tx, deps, cast.users[person], &new).await;
            requested.unwrap().into()
        }
        Deed::Cancels { wish, person } => match find_wish(tx, cast, wish).await {
            Some(id) => {
                let cancelled = withdrawals::cancel(tx, id, cast.users[person], now).await;
                cancelled.unwrap().into()
            }
            None => Outcome::NotNow,
        },
        Deed::Applies { person } => {
            let new = NewApplication {
                contact_name: "Somebody".to_owned(),
                contact_email: "somebody@example.com".to_owned(),
                handle: None,
                audience_size: "small",
                channels: Vec::new(),
                about: None,
            };
            match partners::apply(tx, cast.users[person], &new, now)
                .await
                .unwrap()
            {
                Applied::Taken(_) => Outcome::Done,
                Applied::Before(_) => Outcome::Before,
                Applied::IsPartner => Outcome::IsPartner,
            }
        }
        _ => unreachable!("no deed of a person"),
    }
}

/// As payments does it: the payer is held, and a charge is written down once.
async fn by_a_payment(
    tx: &mut PgConnection,
    cast: &Cast,
    deed: &Deed,
    now: DateTime<Utc>,
) -> Outcome {
    let (Deed::Pays { payment, .. } | Deed::Delivered { payment } | Deed::GoesBack { payment, .. }) =
        *deed
    else {
        unreachable!("no deed of a payment");
    };
    if let Deed::Pays { payer, amount, .. } = *deed {
        accounts::hold(tx, cast.users[payer]).await.unwrap();
        sqlx::query(
            "insert into payments (user_id, payment_id, amount, status)
             values ($1, $2, $3, 'succeeded')
             on conflict (payment_id) do nothing",
        )
        .bind(cast.users[payer])
        .bind(cast.payment(payment))
        .bind(roubles(amount))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    let id: Option<i32> = sqlx::query_scalar("select id from payments where payment_id = $1")
        .bind(cast.payment(payment))
        .fetch_optional(&mut *tx)
        .await
        .unwrap();
    let Some(id) = id else {
        return Outcome::Silent;
    };
    let done = match *deed {
        Deed::Pays { payer, amount, .. } => {
            referral::earn(tx, cast.users[payer], id, roubles(amount), now).await
        }
        Deed::GoesBack { left, .. } => referral::take_back(tx, id, roubles(left), now).await,
        _ => referral::credit(tx, id, now).await,
    };
    done.unwrap();
    Outcome::Silent
}

async fn to_a_partner(
    tx: &mut PgConnection,
    cast: &Cast,
    deed: &Deed,
    now: DateTime<Utc>,
) -> Outcome {
    let olga = member(ADMIN);
    match *deed {
        Deed::Decides { person, nth, rate } => {
            let Some(id) = cast.applications[person].get(nth) else {
                return Outcome::No;
            };
            let decided = match rate {
                Some(rate) => partners::approve(tx, *id, &olga, fraction(rate), now).await,
                None => partners::refuse(tx, *id, &olga, "Not now", now).await,
            };
            yes_or_no(decided.unwrap())
        }
        Deed::SetsRate { person, rate } => {
            let user_id = cast.users[person];
            let before = partners::set_rate(tx, user_id, &olga, fraction(rate), now).await;
            yes_or_no(before.unwrap().is_some())
        }
        Deed::EndsPartnership { person } => {
            let ended = partners::end(tx, cast.users[person], &olga, now).await;
            yes_or_no(ended.unwrap())
        }
        _ => unreachable!("no deed to a partner"),
    }
}

async fn to_a_withdrawal(
    tx: &mut PgConnection,
    deps: &referral::Deps,
    cast: &Cast,
    deed: &Deed,
    now: DateTime<Utc>,
) -> Outcome {
    let (Deed::Approves { wish, member: by }
    | Deed::Takes { wish, member: by }
    | Deed::GivesUp { wish, member: by }
    | Deed::Sent { wish, member: by }
    | Deed::Rejects { wish, member: by }) = *deed
    else {
        unreachable!("no deed to a withdrawal");
    };
    let Some(id) = find_wish(tx, cast, wish).await else {
        return Outcome::NotNow;
    };
    let by = member(by);
    let moved = match deed {
        Deed::Approves { .. } => withdrawals::approve(tx, deps, id, &by).await,
        Deed::Takes { .. } => withdrawals::begin_paying(tx, id, &by, now).await,
        Deed::GivesUp { .. } => withdrawals::stop_paying(tx, id, &by, now).await,
        Deed::Sent { .. } => withdrawals::complete(tx, id, &by, now).await,
        _ => withdrawals::reject(tx, id, &by, "Wrong card", now).await,
    };
    moved.unwrap().into()
}

async fn find_wish(tx: &mut PgConnection, cast: &Cast, wish: usize) -> Option<i32> {
    sqlx::query_scalar("select id from withdrawal_requests where request_key = $1")
        .bind(cast.wish(wish))
        .fetch_optional(tx)
        .await
        .unwrap()
}

/// As privacy does it: it waits for whatever is being sent.
async fn leaves(tx: &mut PgConnection, user_id: i32, now: DateTime<Utc>) -> Outcome {
    accounts::begin_leaving(tx, user_id, now).await.unwrap();
    accounts::lock_leaving(tx, user_id).await.unwrap();
    if referral::is_being_paid(tx, user_id).await.unwrap() {
        sqlx::query("update users set erasure_asked_at = null where id = $1")
            .bind(user_id)
            .execute(tx)
            .await
            .unwrap();
        return Outcome::No;
    }
    referral::forget(tx, user_id, now).await.unwrap();
    Outcome::Yes
}
