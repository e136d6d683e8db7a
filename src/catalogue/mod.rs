//! What can be bought and which scenes exist: sets with their prices, styles with
//! their prompts.

mod previews;
mod prompts;
mod store;
mod tiers;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};

pub use self::{
    previews::{
        Preview, PreviewTools, choose as choose_previews, list_previews, register,
        send as send_previews,
    },
    prompts::{
        PromptText, TryTap, buttons_of_trial, find_prompt_text, note_prompt_tried,
        present_prompt_text,
    },
    store::{find_tier, list_tiers},
};
use crate::{
    i18n::Lang,
    switches::{Switch, Switches},
    telegram::Routes,
};

/// For so long an invoice that was sent keeps its price, whatever becomes of the set's.
pub const PRICE_HOLDS: TimeDelta = TimeDelta::hours(24);

/// As [`PRICE_HOLDS`], of a price in TON: the rate moves meanwhile, at our risk.
pub const TON_PRICE_HOLDS: TimeDelta = TimeDelta::minutes(30);

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(previews::staff_routes())
        .branch(tiers::staff_routes())
        .branch(prompts::staff_routes())
}

/// A set on sale.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    pub id: String,
    /// The name in the database, for tiers that the locales do not know.
    pub name: String,
    /// In roubles.
    pub price: Decimal,
    pub photo_count: i32,
    pub is_popular: bool,
    /// In whole Stars; a tier without it can't be bought with Stars.
    pub stars_price: Option<i32>,
    /// The operator's own price in TON, for when no rate is to be had.
    pub ton_price: Option<Decimal>,
    /// What the staff call it, by the language's tag.
    pub names: Option<Json<BTreeMap<String, String>>>,
}

impl Tier {
    /// Its name in the person's language.
    pub fn title(&self, lang: Lang) -> String {
        let given = self.names.as_ref();
        let given = given.and_then(|names| names.get(lang.tag()).cloned());
        given
            .or_else(|| translated(&self.id, lang))
            .unwrap_or_else(|| self.name.clone())
    }
}

fn translated(tier_id: &str, lang: Lang) -> Option<String> {
    match tier_id {
        "starter" => Some(lang.text("tier-starter", &[])),
        "standard" => Some(lang.text("tier-standard", &[])),
        "premium" => Some(lang.text("tier-premium", &[])),
        _ => None,
    }
}

/// What the set is called in `lang`, also when it is not on sale any more.
///
/// # Errors
/// When the database can't be asked.
pub async fn tier_title(
    connection: &mut PgConnection,
    tier_id: &str,
    lang: Lang,
) -> anyhow::Result<Option<String>> {
    let given = store::tier_name(connection, tier_id, lang).await?;
    match given {
        Some(name) if name.is_given => Ok(Some(name.text)),
        stored => Ok(translated(tier_id, lang).or(stored.map(|name| name.text))),
    }
}

/// A family of scenes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    Professional,
    Lifestyle,
    Creative,
}

impl Style {
    pub const ALL: [Self; 3] = [Self::Professional, Self::Lifestyle, Self::Creative];

    /// As it stands in `style_id` and `style_category`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Professional => "professional",
            Self::Lifestyle => "lifestyle",
            Self::Creative => "creative",
        }
    }

    pub fn with_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.id() == id)
    }

    /// What offers it, or does not.
    pub fn switch(self) -> Switch {
        match self {
            Self::Professional => Switch::Professional,
            Self::Lifestyle => Switch::Lifestyle,
            Self::Creative => Switch::Creative,
        }
    }

    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Professional => lang.text("style-professional", &[]),
            Self::Lifestyle => lang.text("style-lifestyle", &[]),
            Self::Creative => lang.text("style-creative", &[]),
        }
    }

    /// One sentence that makes the style vivid.
    pub fn description(self, lang: Lang) -> String {
        match self {
            Self::Professional => lang.html("style-professional-about", &[]),
            Self::Lifestyle => lang.html("style-lifestyle-about", &[]),
            Self::Creative => lang.html("style-creative-about", &[]),
        }
    }
}

/// The styles that are offered: switched on, and with a prompt that is on.
///
/// # Errors
/// When the database can't be asked.
pub async fn styles_on_offer(
    connection: &mut PgConnection,
    switches: &Switches,
) -> anyhow::Result<Vec<Style>> {
    let with_prompts = store::styles_with_prompts(connection).await?;
    let is_offered = |style: &Style| {
        switches.is_on(style.switch()) && with_prompts.iter().any(|id| id == style.id())
    };
    Ok(Style::ALL.into_iter().filter(is_offered).collect())
}

/// The scenes of a set of `count` photos, from the beginning again when there
/// are fewer scenes than photos. What was paid is made also of prompts that are off,
/// should somebody have switched off all of a style behind the product's back.
///
/// # Errors
/// When the database can't be asked, or the style has no prompt at all.
pub async fn prompts(
    connection: &mut PgConnection,
    style: Style,
    count: usize,
) -> anyhow::Result<Vec<String>> {
    let mut scenes = store::list_scenes(connection, style.id()).await?;
    if scenes.iter().any(|scene| scene.is_on) {
        scenes.retain(|scene| scene.is_on);
    }
    anyhow::ensure!(
        !scenes.is_empty(),
        "custom_prompts has no prompt for {}",
        style.id()
    );
    let texts = scenes.into_iter().map(|scene| scene.text);
    let texts: Vec<String> = texts.collect();
    Ok(texts.into_iter().cycle().take(count).collect())
}
