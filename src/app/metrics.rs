//! The gauges that only the database knows: how much waits, and for how long,
//! and what the staff have switched.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use crate::{
    app::App,
    health, queue, referral,
    switches::{Switch, Switches},
    telegram, telemetry,
};

/// The kind and status of the jobs that a gauge was last set for.
type Measured = HashSet<(String, String)>;

/// Measures what only the database knows, round by round.
#[derive(Default)]
pub(super) struct Gauges {
    jobs: Measured,
}

impl Gauges {
    /// Measures the process, the depths of inbox and queue, and who waits, once.
    pub(super) async fn measure(&mut self, app: &App) -> anyhow::Result<()> {
        telemetry::measure_process();
        app.db.measure();
        let now = app.clock.now();
        let mut connection = app.db.connection().await?;
        let updates = telegram::inbox_depths(&mut connection).await?;
        for status in ["waiting", "running", "dead"] {
            // Where there are none, the database says nothing.
            let depth = updates.iter().find(|depth| depth.status == status);
            let (count, oldest) = depth.map_or((0, None), |depth| (depth.count, depth.oldest));
            metrics::gauge!("pinglass_inbox_updates", "status" => status).set(count as f64);
            metrics::gauge!("pinglass_inbox_oldest_age_secs", "status" => status)
                .set(age(oldest, now));
        }
        self.measure_jobs(queue::depths(&mut connection).await?, now);
        health::measure(&mut connection, now).await?;
        referral::measure(&mut connection).await?;
        let switches = Switches::load(&mut connection, now).await?;
        for switch in Switch::ALL {
            let state = if switches.is_on(switch) { 1.0 } else { 0.0 };
            metrics::gauge!("pinglass_switch_on", "switch" => switch.id()).set(state);
        }
        Ok(())
    }

    fn measure_jobs(&mut self, depths: Vec<queue::Depth>, now: DateTime<Utc>) {
        let mut gone = std::mem::take(&mut self.jobs);
        for depth in depths {
            let group = (depth.kind, depth.status);
            gone.remove(&group);
            set_jobs(&group, depth.count, age(depth.oldest_due, now));
            self.jobs.insert(group);
        }
        // A gauge says what it last said until it is told otherwise.
        for group in &gone {
            set_jobs(group, 0, 0.0);
        }
    }
}

fn set_jobs((kind, status): &(String, String), count: i64, oldest_due_age_secs: f64) {
    let labels = [("kind", kind.clone()), ("status", status.clone())];
    metrics::gauge!("pinglass_queue_jobs", &labels).set(count as f64);
    metrics::gauge!("pinglass_queue_oldest_due_age_secs", &labels).set(oldest_due_age_secs);
}

fn age(oldest: Option<DateTime<Utc>>, now: DateTime<Utc>) -> f64 {
    oldest.map_or(0.0, |oldest| (now - oldest).as_seconds_f64().max(0.0))
}

#[cfg(test)]
mod tests {
    use metrics_exporter_prometheus::PrometheusBuilder;

    use super::*;

    #[test]
    fn what_no_longer_waits_is_taken_back() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        let now = DateTime::UNIX_EPOCH;
        let waiting = |kind: &str| queue::Depth {
            kind: kind.to_owned(),
            status: "waiting".to_owned(),
            count: 2,
            oldest_due: Some(now - chrono::TimeDelta::seconds(400)),
        };
        let mut gauges = Gauges::default();
        let mut says_after = |depths: Vec<queue::Depth>, line: &str| {
            metrics::with_local_recorder(&recorder, || gauges.measure_jobs(depths, now));
            assert!(handle.render().contains(line), "{line}");
        };
        let late = "pinglass_queue_oldest_due_age_secs{kind=\"a\",status=\"waiting\"} ";
        let count = "pinglass_queue_jobs{kind=\"a\",status=\"waiting\"} ";
        says_after(vec![waiting("a"), waiting("b")], &format!("{late}400\n"));
        says_after(vec![waiting("b")], &format!("{late}0\n"));
        says_after(vec![waiting("a")], &format!("{count}2\n"));
        says_after(vec![], &format!("{count}0\n"));
    }
}
