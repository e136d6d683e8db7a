//! The SQL of `pricing_tiers`, as the staff see and change them.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use super::Offer;

/// All sets in the order of display, on sale or not.
pub(super) async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<Offer>> {
    let rows = sqlx::query!(
        r#"select id,
                  coalesce(name, id) as "name!",
                  names as "names: Json<BTreeMap<String, String>>",
                  price,
                  photo_count,
                  stars_price,
                  ton_price,
                  coalesce(is_popular, false) as "is_popular!",
                  coalesce(is_active, true) as "is_active!",
                  sort_order
           from pricing_tiers
           order by sort_order, id"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list all tiers")?;
    let offers = rows.into_iter().map(|row| Offer {
        id: row.id,
        name: row.name,
        names: row.names.map(|Json(names)| names).unwrap_or_default(),
        price: row.price,
        photo_count: row.photo_count,
        stars_price: row.stars_price,
        ton_price: row.ton_price,
        is_popular: row.is_popular,
        is_active: row.is_active,
        sort_order: row.sort_order,
    });
    Ok(offers.collect())
}

/// Lets only one member change sets at a time, until the transaction ends; the shop goes on.
pub(super) async fn lock(connection: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::query!("lock table pricing_tiers in share row exclusive mode")
        .execute(connection)
        .await
        .context("cannot lock the tiers")?;
    Ok(())
}

/// Writes the set; when it is the popular one, no other is any more.
pub(super) async fn save(
    connection: &mut PgConnection,
    offer: &Offer,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if offer.is_popular {
        sqlx::query!(
            "update pricing_tiers
             set is_popular = false, updated_at = $2
             where id <> $1 and is_popular",
            offer.id,
            now.naive_utc(),
        )
        .execute(&mut *connection)
        .await
        .context("cannot make another tier less popular")?;
    }
    sqlx::query!(
        "insert into pricing_tiers (id, name, names, price, photo_count, stars_price, ton_price, is_popular,
                                    is_active, sort_order, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (id) do update
         set name = excluded.name,
             names = excluded.names,
             price = excluded.price,
             photo_count = excluded.photo_count,
             stars_price = excluded.stars_price,
             ton_price = excluded.ton_price,
             is_popular = excluded.is_popular,
             is_active = excluded.is_active,
             sort_order = excluded.sort_order,
             updated_at = excluded.updated_at",
        offer.id,
        offer.name,
        serde_json::to_value(&offer.names)?,
        offer.price,
        offer.photo_count,
        offer.stars_price,
        offer.ton_price,
        offer.is_popular,
        offer.is_active,
        offer.sort_order,
        now.naive_utc(),
    )
    .execute(connection)
    .await
    .context("cannot save a tier")?;
    Ok(())
}

/// How often each set was paid since, and not given back.
pub(super) async fn count_sold(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> anyhow::Result<BTreeMap<String, i64>> {
    // When a payment was settled is said as its index says it.
    let rows = sqlx::query!(
        r#"select tier_id as "tier_id!", count(*) as "count!"
           from payments
           where tier_id is not null
             and status = 'succeeded'
             and provider is distinct from 'gift'
             and coalesce(settled_at, created_at at time zone 'UTC') >= $1
           group by tier_id"#,
        since,
    )
    .fetch_all(connection)
    .await
    .context("cannot count the sets that were sold")?;
    Ok(rows
        .into_iter()
        .map(|row| (row.tier_id, row.count))
        .collect())
}
