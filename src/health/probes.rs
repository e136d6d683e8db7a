//! Asks those outside how they are, briefly and by questions that cost nothing, and keeps
//! what they say: whoever looks at /health waits for nobody.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use teloxide::requests::Requester;
use tokio::time::timeout;

use super::{Deps, store};
use crate::{files::FileKey, generation, telegram::Lane};

pub(super) const KIE: &str = "kie";
pub(super) const STORAGE: &str = "storage";
pub(super) const TELEGRAM: &str = "telegram";

/// Whoever takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The pause between two questions to one of them.
const EVERY: TimeDelta = TimeDelta::minutes(3);

/// Who does not answer is asked again sooner.
const AFTER_FAILURE: TimeDelta = TimeDelta::minutes(1);

/// What somebody said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Answer {
    pub value: Option<Decimal>,
    pub trouble_at: Option<DateTime<Utc>>,
}

/// Asks whoever was not asked for a while.
///
/// # Errors
/// When the database can't be asked.
pub(super) async fn ask_all(deps: &Deps) -> anyhow::Result<()> {
    let now = deps.desk.clock.now();
    let mut connection = deps.desk.db.connection().await?;
    let known = store::probes::list(&mut connection).await?;
    let kie = generation::kie_standing(&mut connection).await?;
    drop(connection);
    for name in [KIE, STORAGE, TELEGRAM] {
        let probe = known.iter().find(|probe| probe.name == name);
        let is_early = probe.is_some_and(|probe| {
            let pause = if probe.failures > 0 {
                AFTER_FAILURE
            } else {
                EVERY
            };
            now - probe.asked_at < pause
        });
        // While Kie is left alone, generation asks it how it is.
        if is_early || name == KIE && kie.trouble.is_some() {
            continue;
        }
        let answer = ask(deps, name).await;
        let mut connection = deps.desk.db.connection().await?;
        store::probes::note(&mut connection, name, answer.as_ref(), now).await?;
    }
    Ok(())
}

async fn ask(deps: &Deps, name: &str) -> Option<Answer> {
    let answer = async {
        match name {
            KIE => ask_kie(deps).await,
            STORAGE => ask_storage(deps).await,
            _ => ask_telegram(deps).await,
        }
    };
    match timeout(PATIENCE, answer).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(error)) => {
            tracing::warn!(
                probe = name,
                error = format!("{error:#}"),
                "no answer to how it is"
            );
            None
        }
        Err(_) => {
            tracing::warn!(probe = name, "no answer in time to how it is");
            None
        }
    }
}

async fn ask_kie(deps: &Deps) -> anyhow::Result<Answer> {
    Ok(Answer {
        value: Some(deps.kie.credits().await?),
        trouble_at: None,
    })
}

/// Whether an object is there that nobody stores: any answer is one.
async fn ask_storage(deps: &Deps) -> anyhow::Result<Answer> {
    deps.files.exists(&FileKey::random("check", "txt")).await?;
    Ok(Answer::default())
}

async fn ask_telegram(deps: &Deps) -> anyhow::Result<Answer> {
    let sender = &deps.desk.sender;
    let request = sender.bot().get_webhook_info();
    let info = sender.call(Lane::Bulk, None, request).await?;
    Ok(Answer {
        value: Some(info.pending_update_count.into()),
        trouble_at: info.last_error_date,
    })
}
