//! What can be switched without a restart: sales as a whole, each way to pay, each style,
//! and maintenance with a message. And the pauses that the product takes by itself.
//!
//! Nothing is kept in memory: whoever offers or takes something reads the few rows that
//! there are, so that all processes know of a switch at once.
//!
//! | off | stops | goes on |
//! |---|---|---|
//! | sales | offers, invoices and pre-checkouts | what was paid is made, what was bought can be used |
//! | a way to pay | offers and pre-checkouts in it | money that arrives in it counts, refunds |
//! | a style | offers, examples, and the use of paid sets in it | sets that were paid in it |
//! | all (maintenance) | all that people do, but for the staff | money, running sets, support, /privacy, /news |

mod deed;
mod maintenance;
mod notice;
mod pauses;
mod screens;
mod staff;
mod store;

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::PgConnection;

pub use self::{
    maintenance::Words,
    notice::{Maintenance, maintenance, takes_notice},
    pauses::{SalesPause, list as list_pauses, pause_sales, resume_sales},
    staff::staff_routes,
};
use crate::{
    config::{Config, PaymentMethod},
    i18n::Lang,
    staff::Desk,
};

/// Something that the staff can switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    Sales,
    Maintenance,
    Stars,
    Tbank,
    Ton,
    Professional,
    Lifestyle,
    Creative,
}

/// What a switch does, which says how it is switched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Everything,
    Method,
    Style,
}

impl Switch {
    pub const ALL: [Self; 8] = [
        Self::Sales,
        Self::Maintenance,
        Self::Stars,
        Self::Tbank,
        Self::Ton,
        Self::Professional,
        Self::Lifestyle,
        Self::Creative,
    ];

    /// As it stands in `switches.name`, in metrics and in `pinglass check`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Maintenance => "maintenance",
            Self::Stars => "method.stars",
            Self::Tbank => "method.tbank",
            Self::Ton => "method.ton",
            Self::Professional => "style.professional",
            Self::Lifestyle => "style.lifestyle",
            Self::Creative => "style.creative",
        }
    }

    /// How it is while nobody has switched it.
    fn is_usually_on(self) -> bool {
        self != Self::Maintenance
    }

    fn reach(self) -> Reach {
        match self {
            Self::Sales | Self::Maintenance => Reach::Everything,
            Self::Stars | Self::Tbank | Self::Ton => Reach::Method,
            Self::Professional | Self::Lifestyle | Self::Creative => Reach::Style,
        }
    }

    fn title(self, lang: Lang) -> String {
        let key = match self {
            Self::Sales => "switch-sales",
            Self::Maintenance => "switch-maintenance",
            Self::Stars => "method-stars",
            Self::Tbank => "method-tbank",
            Self::Ton => "method-ton",
            Self::Professional => "style-professional",
            Self::Lifestyle => "style-lifestyle",
            Self::Creative => "style-creative",
        };
        lang.text(key, &[])
    }
}

/// How a switch stands, and who made it so.
#[derive(Clone, Debug, PartialEq)]
struct Setting {
    switch: Switch,
    is_on: bool,
    message: Words,
    until: Option<DateTime<Utc>>,
    /// The name, and when; nobody has touched it otherwise.
    changed: Option<(String, DateTime<Utc>)>,
}

impl Setting {
    fn untouched(switch: Switch) -> Self {
        Self {
            switch,
            is_on: switch.is_usually_on(),
            message: Words::default(),
            until: None,
            changed: None,
        }
    }

    fn changed_at(&self) -> Option<DateTime<Utc>> {
        self.changed.as_ref().map(|(_, at)| *at)
    }
}

/// How all switches stand at a moment.
#[derive(Clone, Debug)]
pub struct Switches(Vec<Setting>);

impl Switches {
    /// # Errors
    /// When the database can't be asked.
    pub async fn load(connection: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<Self> {
        Self::of(&store::list(connection).await?, now)
    }

    /// How they stand by `rows` of `switches` that were read as JSON together with something
    /// else.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn read(rows: Value, now: DateTime<Utc>) -> anyhow::Result<Self> {
        let rows: Vec<store::Row> =
            serde_json::from_value(rows).context("the switches can't be read")?;
        Self::of(&rows, now)
    }

    fn of(rows: &[store::Row], now: DateTime<Utc>) -> anyhow::Result<Self> {
        let settings = Switch::ALL.map(|switch| {
            let row = rows.iter().find(|row| row.name == switch.id());
            let Some(row) = row else {
                return Ok(Setting::untouched(switch));
            };
            let is_over = row.until.is_some_and(|until| until <= now);
            let message = serde_json::from_value(row.message.clone());
            Ok(Setting {
                switch,
                is_on: if is_over {
                    switch.is_usually_on()
                } else {
                    row.is_on
                },
                message: message.context("a switch's message can't be read")?,
                until: row.until.filter(|_| !is_over),
                changed: Some((row.changed_by_name.clone(), row.changed_at)),
            })
        });
        let settings: anyhow::Result<_> = settings.into_iter().collect();
        Ok(Self(settings?))
    }

    pub fn is_on(&self, switch: Switch) -> bool {
        self.setting(switch).is_on
    }

    /// Those that are not as usual.
    pub fn unusual(&self) -> Vec<Switch> {
        let unusual = |setting: &&Setting| setting.is_on != setting.switch.is_usually_on();
        let settings = self.0.iter().filter(unusual);
        settings.map(|setting| setting.switch).collect()
    }

    fn setting(&self, switch: Switch) -> &Setting {
        let found = self.0.iter().find(|setting| setting.switch == switch);
        found.expect("every switch has a setting")
    }
}

/// Why nothing is sold at the moment, if that is so: the reason of a pause, or that
/// somebody has switched it off.
///
/// # Errors
/// When the database can't be asked.
pub async fn sales_paused(
    connection: &mut PgConnection,
    switches: &Switches,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<String>> {
    let pauses = list_pauses(connection, now).await?;
    let reason = pauses.into_iter().next().map(|pause| pause.reason);
    Ok(why_nothing_is_sold(switches, reason))
}

/// As [`sales_paused`], for whoever has read the reason of the pause that ends last.
pub fn why_nothing_is_sold(switches: &Switches, pause: Option<String>) -> Option<String> {
    if !switches.is_on(Switch::Sales) {
        return Some(SWITCHED_OFF.to_owned());
    }
    pause
}

/// The reason when a member of staff has stopped sales.
pub const SWITCHED_OFF: &str = "switched_off";

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    desk: Desk,
    /// The ways to pay that the settings name: no other can be switched on.
    methods: Arc<[Switch]>,
}

impl Deps {
    pub fn new(config: &Config, desk: Desk) -> Self {
        let methods = config.payment_methods.iter().map(|method| match method {
            PaymentMethod::Stars => Switch::Stars,
            PaymentMethod::Tbank => Switch::Tbank,
            PaymentMethod::Ton => Switch::Ton,
        });
        Self {
            desk,
            methods: methods.collect(),
        }
    }

    /// The switches that there are here, in the order of lists.
    fn switches(&self) -> Vec<Switch> {
        let is_here =
            |switch: &Switch| switch.reach() != Reach::Method || self.methods.contains(switch);
        Switch::ALL.into_iter().filter(is_here).collect()
    }
}
