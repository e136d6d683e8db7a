//! Who waits and which alerts are open, as metrics: whoever watches from outside is told by the
//! same rules as the staff group.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{facts::Line, rules::Rule, store};

/// Measures both once.
///
/// # Errors
/// When the database can't be asked.
pub async fn measure(connection: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    let people = store::people(connection).await?;
    let lines = [
        ("sets", people.sets),
        ("refunds", people.refunds),
        ("refunds_by_hand", people.refunds_by_hand),
        ("tickets", people.tickets),
        ("withdrawals", people.withdrawals),
    ];
    for (what, Line { count, oldest }) in lines {
        let age = oldest.map_or(0.0, |oldest| (now - oldest).as_seconds_f64().max(0.0));
        metrics::gauge!("pinglass_waiting", "what" => what).set(count as f64);
        metrics::gauge!("pinglass_waiting_oldest_age_secs", "what" => what).set(age);
    }
    let alerts = store::alerts::list(connection).await?;
    for rule in Rule::ALL {
        let mut of_rule = alerts.iter().filter(|(name, _)| name == rule.id());
        let is_open = of_rule.any(|(_, alert)| alert.since.is_some());
        let state = if is_open { 1.0 } else { 0.0 };
        metrics::gauge!("pinglass_health_alert", "rule" => rule.id()).set(state);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::health::rules::{MOST_INBOX_WAIT, MOST_QUEUE_WAIT, MOST_SET_WAIT};

    const ALERTS: &str = include_str!("../telemetry/alerts.yaml");

    #[test]
    fn prometheus_alerts_by_the_same_rules() {
        for rule in Rule::ALL {
            let expression = format!("max(pinglass_health_alert{{rule=\"{}\"}}) == 1", rule.id());
            assert_eq!(ALERTS.matches(&expression).count(), 1, "{expression}");
        }
        assert_eq!(
            ALERTS.matches("pinglass_health_alert").count(),
            Rule::ALL.len()
        );
        for (gauge, limit) in [
            (
                "pinglass_inbox_oldest_age_secs{status=\"waiting\"}",
                MOST_INBOX_WAIT,
            ),
            (
                "pinglass_queue_oldest_due_age_secs{status=\"waiting\"}",
                MOST_QUEUE_WAIT,
            ),
            (
                "pinglass_waiting_oldest_age_secs{what=\"sets\"}",
                MOST_SET_WAIT,
            ),
        ] {
            let expression = format!("({gauge}) > {}\n", limit.num_seconds());
            assert!(ALERTS.contains(&expression), "{expression}");
        }
    }
}
