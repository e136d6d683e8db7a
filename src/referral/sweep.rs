//! The net below the books: every day what was forgotten between payments and earnings
//! is caught up on, and what no rule explains is shown to the staff, once.

use anyhow::Context;
use chrono::TimeDelta;
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::{
    Deps, Difference, attribution,
    books::check_books,
    earnings,
    jobs::{SweepBooks, TellWithdrawal},
    store::{
        self,
        earnings::{Forgotten, Missed},
    },
    telling,
};
use crate::{
    i18n::Lang,
    queue::{self, JobResult, Next, OrElse, Registry},
    staff,
    telegram::Screen,
};

const SWEEP_EVERY: TimeDelta = TimeDelta::days(1);

/// A set that was delivered so long ago has its earning credited by whoever delivered
/// it, if ever.
const CREDITED_WITHIN: TimeDelta = TimeDelta::days(1);

/// Payments that were settled this long ago have earned, or never will.
const EARNED_WITHIN: TimeDelta = TimeDelta::days(7);

/// For so long it is tried to tell how a withdrawal got on.
const WITHDRAWALS_TOLD_WITHIN: TimeDelta = TimeDelta::days(30);

/// What the keys of told differences begin with.
const TOLD: &str = "referral.difference:";

/// More are not told at once: one mistake may have touched everybody.
const MOST_TOLD: usize = 20;

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |_: SweepBooks, _| sweep_books(deps.clone()))
}

async fn sweep_books(deps: Deps) -> JobResult {
    // One that fails keeps none of the others from being done.
    let steps = [
        take_up_people(&deps).await,
        earn_what_was_missed(&deps).await,
        catch_up_on_earnings(&deps).await,
        tell_the_untold(&deps).await,
        compare(&deps).await,
    ];
    for step in steps {
        step.or_retry()?;
    }
    Ok(Next::At(deps.clock.now() + SWEEP_EVERY))
}

/// Those whom another program has written down as brought.
async fn take_up_people(deps: &Deps) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let people = store::attributions::list_untaken(&mut connection, None).await?;
    drop(connection);
    for person_id in people {
        let mut tx = deps.db.begin().await?;
        attribution::take_up(&mut tx, person_id, deps.clock.now()).await?;
        tx.commit()
            .await
            .context("cannot commit who brought a person")?;
    }
    Ok(())
}

/// Payments that an older process or another program settled, which knows nothing of
/// earnings.
async fn earn_what_was_missed(deps: &Deps) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await?;
    let missed = store::earnings::list_missed(&mut connection, now - EARNED_WITHIN).await?;
    drop(connection);
    for Missed {
        payment_id,
        payer,
        amount,
    } in missed
    {
        let mut tx = deps.db.begin().await?;
        earnings::earn(&mut tx, payer, payment_id, amount, now).await?;
        tx.commit()
            .await
            .context("cannot commit an earning that was missed")?;
    }
    Ok(())
}

/// Earnings whose payment was moved on by another program, which did not see to them.
async fn catch_up_on_earnings(deps: &Deps) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await?;
    let forgotten = store::earnings::list_forgotten(&mut connection, now - CREDITED_WITHIN).await?;
    drop(connection);
    for Forgotten {
        payment_id,
        is_refunded,
    } in forgotten
    {
        let mut tx = deps.db.begin().await?;
        if is_refunded {
            earnings::take_back(&mut tx, payment_id, Decimal::ZERO, now).await?;
        } else {
            earnings::credit(&mut tx, payment_id, now).await?;
        }
        tx.commit()
            .await
            .context("cannot commit an earning that was forgotten")?;
        tracing::warn!(
            payment.id = payment_id,
            is_refunded,
            "an earning was forgotten and caught up on"
        );
    }
    Ok(())
}

/// Telling gives up after many tries, while Telegram is away for long.
async fn tell_the_untold(deps: &Deps) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    for user_id in store::told::list_people(&mut connection).await? {
        telling::plan(&mut connection, user_id, deps.clock.now()).await?;
    }
    let since = deps.clock.now() - WITHDRAWALS_TOLD_WITHIN;
    for request_id in store::announcements::list_untold(&mut connection, since).await? {
        queue::add(
            &mut connection,
            &TellWithdrawal { request_id },
            deps.clock.now(),
        )
        .await?;
    }
    Ok(())
}

/// Measures the differences that the staff were told of since the books last agreed. Every process
/// says the same, whichever of them compares next.
///
/// # Errors
/// When the database can't be asked.
pub async fn measure(connection: &mut PgConnection) -> anyhow::Result<()> {
    let told = staff::count_told(connection, TOLD).await?;
    metrics::gauge!("pinglass_referral_differences").set(told as f64);
    Ok(())
}

async fn compare(deps: &Deps) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    let differences = check_books(&mut tx).await?;
    if differences.is_empty() {
        // Should one come back, it is news.
        staff::tell_again(&mut tx, TOLD).await?;
    }
    let mut told = 0;
    for difference in &differences {
        if told == MOST_TOLD {
            break;
        }
        let Difference {
            user_id,
            column,
            stands,
            rows_say,
        } = difference;
        // While sums move on, a difference that stays the same is no news.
        let by = (stands - rows_say).normalize();
        let key = format!("{TOLD}{user_id}:{column}:{by}");
        let screen = screen(deps.staff_lang, difference);
        if staff::tell_once(&mut tx, &key, &screen, deps.clock.now()).await? {
            told += 1;
            tracing::error!(
                user.id = user_id,
                column,
                %stands,
                %rows_say,
                "a referral balance differs from its rows"
            );
        }
    }
    tx.commit()
        .await
        .context("cannot commit what the staff is told of the books")
}

fn screen(lang: Lang, difference: &Difference) -> Screen {
    let args = [
        ("user", difference.user_id.to_string().into()),
        ("column", difference.column.clone().into()),
        ("stands", difference.stands.to_string().into()),
        ("rows", difference.rows_say.to_string().into()),
    ];
    Screen::plain(lang.html("referral-difference", &args))
}
