//! The SQL of `pricing_tiers`, `custom_prompts` and `sales_pauses`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{SalesPause, Tier};

/// The sets on sale, in the order of display; not each in every way to pay.
///
/// # Errors
/// When the database can't be asked.
pub async fn list_tiers(connection: &mut PgConnection) -> anyhow::Result<Vec<Tier>> {
    sqlx::query_as!(
        Tier,
        r#"select id,
                  coalesce(name, id) as "name!",
                  price as "price!",
                  photo_count as "photo_count!",
                  coalesce(is_popular, false) as "is_popular!",
                  stars_price,
                  ton_price
           from pricing_tiers
           where coalesce(is_active, true)
             and price is not null
             and photo_count > 0
           order by sort_order, id"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the tiers")
}

/// The set with this id, if it is on sale.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_tier(connection: &mut PgConnection, id: &str) -> anyhow::Result<Option<Tier>> {
    Ok(list_tiers(connection)
        .await?
        .into_iter()
        .find(|tier| tier.id == id))
}

pub(super) async fn active_prompts(
    connection: &mut PgConnection,
    style: &str,
) -> anyhow::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"select prompt_text as "prompt_text!"
           from custom_prompts
           where style_category = $1
             and coalesce(is_active, true)
             and prompt_text is not null
           order by position nulls last, id"#,
        style,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the prompts")
}

/// Stops sales for `reason` until `until`; said again, it only moves the time.
///
/// # Errors
/// When the database refuses it.
pub async fn pause_sales(
    connection: &mut PgConnection,
    reason: &str,
    until: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into sales_pauses (reason, until)
         values ($1, $2)
         on conflict (reason) do update set until = greatest(sales_pauses.until, excluded.until)",
        reason,
        until,
    )
    .execute(connection)
    .await
    .context("cannot pause sales")?;
    Ok(())
}

/// Ends the pause for `reason`, if there is one.
///
/// # Errors
/// When the database refuses it.
pub async fn resume_sales(connection: &mut PgConnection, reason: &str) -> anyhow::Result<()> {
    sqlx::query!("delete from sales_pauses where reason = $1", reason)
        .execute(connection)
        .await
        .context("cannot resume sales")?;
    Ok(())
}

/// The pause that ends last, if one is in force.
///
/// # Errors
/// When the database can't be asked.
pub async fn sales_paused(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<SalesPause>> {
    sqlx::query_as!(
        SalesPause,
        "select reason, until from sales_pauses where until > $1 order by until desc limit 1",
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot ask whether sales are paused")
}

/// The stored name of a set, on sale or not.
pub(super) async fn tier_name(
    connection: &mut PgConnection,
    id: &str,
) -> anyhow::Result<Option<String>> {
    let name = sqlx::query_scalar!("select name from pricing_tiers where id = $1", id)
        .fetch_optional(connection)
        .await
        .context("cannot find a tier's name")?;
    Ok(name.flatten())
}
