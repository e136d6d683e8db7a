//! The gauges that only the database knows: how much waits, and for how long,
//! and what the staff have switched.

use crate::{
    app::App,
    health, queue,
    switches::{Switch, Switches},
    telegram, telemetry,
};

/// Measures the process, the depths of inbox and queue, and who waits, once.
pub(super) async fn measure(app: &App) -> anyhow::Result<()> {
    telemetry::measure_process();
    app.db.measure();
    let now = app.clock.now();
    let age = |oldest: Option<chrono::DateTime<chrono::Utc>>| {
        oldest.map_or(0.0, |oldest| (now - oldest).as_seconds_f64().max(0.0))
    };
    for status in ["waiting", "running", "dead"] {
        metrics::gauge!("pinglass_inbox_updates", "status" => status).set(0.0);
    }
    let mut connection = app.db.connection().await?;
    for depth in telegram::inbox_depths(&mut connection).await? {
        metrics::gauge!("pinglass_inbox_oldest_age_secs", "status" => depth.status.clone())
            .set(age(depth.oldest));
        metrics::gauge!("pinglass_inbox_updates", "status" => depth.status).set(depth.count as f64);
    }
    for depth in queue::depths(&mut connection).await? {
        let labels = [("kind", depth.kind), ("status", depth.status)];
        metrics::gauge!("pinglass_queue_oldest_due_age_secs", &labels).set(age(depth.oldest_due));
        metrics::gauge!("pinglass_queue_jobs", &labels).set(depth.count as f64);
    }
    health::measure(&mut connection, now).await?;
    let switches = Switches::load(&mut connection, now).await?;
    for switch in Switch::ALL {
        let state = if switches.is_on(switch) { 1.0 } else { 0.0 };
        metrics::gauge!("pinglass_switch_on", "switch" => switch.id()).set(state);
    }
    Ok(())
}
