//! The SQL of `pricing_tiers` and `custom_prompts`.

use anyhow::Context;
use sqlx::PgConnection;

use super::Tier;
use crate::i18n::Lang;

/// A prompt of a style.
pub(super) struct Scene {
    pub text: String,
    pub is_on: bool,
}

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
                  ton_price,
                  names as "names: _"
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

/// The prompts of a style in their order, those that are on first.
pub(super) async fn list_scenes(
    connection: &mut PgConnection,
    style: &str,
) -> anyhow::Result<Vec<Scene>> {
    sqlx::query_as!(
        Scene,
        r#"select prompt_text as "text!", coalesce(is_active, true) as "is_on!"
           from custom_prompts
           where style_category = $1 and btrim(prompt_text) <> ''
           order by 2 desc, position nulls last, id"#,
        style,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the prompts")
}

/// The styles that have a prompt which is on.
pub(super) async fn styles_with_prompts(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"select distinct style_category as "style!"
           from custom_prompts
           where style_category is not null
             and coalesce(is_active, true)
             and btrim(prompt_text) <> ''"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the styles with prompts")
}

/// What a set is called in the database.
pub(super) struct StoredName {
    pub text: String,
    /// In the language that was asked for, by the staff.
    pub is_given: bool,
}

/// The stored name of a set, on sale or not.
pub(super) async fn tier_name(
    connection: &mut PgConnection,
    id: &str,
    lang: Lang,
) -> anyhow::Result<Option<StoredName>> {
    sqlx::query_as!(
        StoredName,
        r#"select coalesce(names ->> $2, name, id) as "text!", (names ? $2) is true as "is_given!"
           from pricing_tiers
           where id = $1"#,
        id,
        lang.tag(),
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a tier's name")
}
