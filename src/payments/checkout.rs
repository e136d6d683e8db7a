//! The question before a charge: may this person pay this invoice now? Telegram
//! waits ten seconds for the answer and gives the buyer no other chance, so this
//! path has its own connections and ends in time, if need be with a polite no.

use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use serde_json::json;
use teloxide::types::PreCheckoutQuery;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::Instrument;
use uuid::Uuid;

use super::{
    Provider, stars,
    store::{self, CheckoutRow},
};
use crate::{
    catalogue::Style,
    clock::Clock,
    config::TelegramConfig,
    db::Db,
    i18n::Lang,
    outbound,
    switches::{self, Switch, Switches},
    telemetry::Cause,
};

/// Telegram's limit is 10 s; what is left pays for the way there and back.
const DEADLINE: Duration = Duration::from_millis(8500);

/// By when the database has to have spoken.
const DECISION: Duration = Duration::from_millis(5500);

/// One try of the answer; a lost one is repeated until the deadline.
const ONE_TRY: Duration = Duration::from_millis(1500);

/// Why an invoice can't be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Unknown,
    SomebodyElses,
    PaidAlready,
    Expired,
    OtherPrice,
    TierGone,
    Banned,
    SalesPaused,
    /// Stars are switched off, or the style is.
    SwitchedOff,
    Maintenance,
    /// We could not find out in time.
    Busy,
}

impl Refusal {
    /// What Telegram shows the buyer.
    fn words(self, lang: Lang) -> String {
        match self {
            Self::Unknown => lang.text("checkout-unknown", &[]),
            Self::SomebodyElses => lang.text("checkout-somebody-elses", &[]),
            Self::PaidAlready => lang.text("checkout-paid-already", &[]),
            Self::Expired => lang.text("checkout-expired", &[]),
            Self::OtherPrice => lang.text("checkout-other-price", &[]),
            Self::TierGone => lang.text("checkout-tier-gone", &[]),
            Self::Banned => lang.text("checkout-banned", &[]),
            Self::SalesPaused => lang.text("checkout-sales-paused", &[]),
            Self::SwitchedOff => lang.text("checkout-switched-off", &[]),
            Self::Maintenance => lang.text("checkout-maintenance", &[]),
            Self::Busy => lang.text("checkout-busy", &[]),
        }
    }
}

/// Answers pre-checkout queries.
#[derive(Clone)]
pub struct Checkout {
    db: Db,
    clock: Clock,
    client: reqwest::Client,
    /// `answerPreCheckoutQuery` with the token: teloxide's own request would
    /// sleep ten seconds after a single 502.
    address: String,
}

impl Checkout {
    /// `db` should have connections that nothing else uses.
    pub fn new(db: Db, clock: Clock, config: &TelegramConfig) -> Self {
        let base = config.api_url.as_str().trim_end_matches('/');
        let address = format!(
            "{base}/bot{}/AnswerPreCheckoutQuery",
            config.token.expose_secret()
        );
        Self {
            db,
            clock,
            client: outbound::client(ONE_TRY),
            address,
        }
    }

    /// Decides and answers within Telegram's ten seconds.
    pub async fn answer(&self, query: PreCheckoutQuery) {
        let order = query.invoice_payload.parse::<Uuid>().ok();
        let span = tracing::info_span!("pre_checkout", order.id = order.map(display));
        self.answer_in_time(query).instrument(span).await;
    }

    async fn answer_in_time(&self, query: PreCheckoutQuery) {
        let start = Instant::now();
        let decision = match timeout(DECISION, self.decide(&query)).await {
            Ok(Ok(decision)) => decision,
            Ok(Err(error)) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    "a pre-checkout could not be decided; refused politely"
                );
                Err(Refusal::Busy)
            }
            Err(_) => {
                tracing::error!("the database was too slow for a pre-checkout; refused politely");
                Err(Refusal::Busy)
            }
        };
        let lang = Lang::from_telegram(query.from.language_code.as_deref());
        let body = match decision {
            Ok(()) => {
                tracing::info!("a pre-checkout was approved");
                json!({ "pre_checkout_query_id": query.id.0, "ok": true })
            }
            Err(refusal) => {
                tracing::info!(?refusal, "a pre-checkout was refused");
                json!({ "pre_checkout_query_id": query.id.0, "ok": false, "error_message": refusal.words(lang) })
            }
        };
        if timeout_at(start + DEADLINE, self.send_until_heard(&body))
            .await
            .is_err()
        {
            tracing::error!(
                "a pre-checkout answer did not reach Telegram in time; the buyer was not charged"
            );
        }
        let outcome = if decision.is_ok() { "ok" } else { "refused" };
        metrics::histogram!("pinglass_pre_checkout_seconds", "outcome" => outcome)
            .record(start.elapsed());
    }

    async fn decide(&self, query: &PreCheckoutQuery) -> anyhow::Result<Result<(), Refusal>> {
        let Ok(order) = query.invoice_payload.parse::<Uuid>() else {
            return Ok(Err(Refusal::Unknown));
        };
        let now = self.clock.now();
        let mut connection = self.db.connection().await?;
        let Some(mut row) = store::checkout(&mut connection, order, now).await? else {
            return Ok(Err(Refusal::Unknown));
        };
        let cause = Cause {
            order: Some(order),
            trace: row.trace.take(),
        };
        cause.point_to();
        let switches = Switches::read(row.switches.take(), now)?;
        let paused = switches::why_nothing_is_sold(&switches, row.pause.take());
        Ok(judge(&row, query, now).and_then(|()| look_at(&switches, paused.as_deref(), &row)))
    }

    async fn send_until_heard(&self, body: &serde_json::Value) {
        loop {
            let request = self.client.post(&self.address).json(body);
            match outbound::send("telegram", "AnswerPreCheckoutQuery", request).await {
                // 4xx: Telegram heard us and wants no more of it.
                Ok(answer)
                    if answer.status().as_u16() != 429 && !answer.status().is_server_error() =>
                {
                    return;
                }
                _ => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
    }
}

fn judge(row: &CheckoutRow, query: &PreCheckoutQuery, now: DateTime<Utc>) -> Result<(), Refusal> {
    let checks = [
        // Nobody's, since its owner was erased.
        (row.owner_telegram_id.is_some(), Refusal::Expired),
        (
            row.owner_telegram_id == Some(query.from.id.0.cast_signed()),
            Refusal::SomebodyElses,
        ),
        (!row.is_banned, Refusal::Banned),
        (row.order_status != "paid", Refusal::PaidAlready),
        (
            row.order_status == "open" && row.expires_at > now,
            Refusal::Expired,
        ),
        (query.currency == stars::CURRENCY, Refusal::OtherPrice),
        (row.provider == Provider::Stars.id(), Refusal::OtherPrice),
        (
            row.stars_amount.map(i64::from) == Some(i64::from(query.total_amount)),
            Refusal::OtherPrice,
        ),
        (row.tier_is_active, Refusal::TierGone),
    ];
    first_of(&checks)
}

/// What the staff have switched since the invoice was sent. A price that changed since is
/// none of it: the invoice's own holds.
fn look_at(switches: &Switches, paused: Option<&str>, row: &CheckoutRow) -> Result<(), Refusal> {
    let style = row.style_id.as_deref().and_then(Style::with_id);
    let is_style_on = style.is_none_or(|style| switches.is_on(style.switch()));
    first_of(&[
        (!switches.is_on(Switch::Maintenance), Refusal::Maintenance),
        (paused.is_none(), Refusal::SalesPaused),
        (switches.is_on(Switch::Stars), Refusal::SwitchedOff),
        (is_style_on, Refusal::SwitchedOff),
    ])
}

/// The refusal of the first check that does not hold.
fn first_of(checks: &[(bool, Refusal)]) -> Result<(), Refusal> {
    match checks.iter().find(|(holds, _)| !holds) {
        Some((_, refusal)) => Err(*refusal),
        None => Ok(()),
    }
}
