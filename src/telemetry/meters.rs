//! Every metric of the product: which question it answers, what its labels may say, and where the
//! steps of its histogram lie. What is not in this list is not measured: a test compares it with
//! the code, with /metrics of a running process, with the dashboard and with the alert rules.

use metrics::{Label, Unit};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// One metric.
#[derive(Clone, Copy, Debug)]
pub struct Meter {
    pub name: &'static str,
    pub kind: Kind,
    /// The question that it answers; shown as its help.
    pub question: &'static str,
    pub labels: &'static [(&'static str, Values)],
}

#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Counter,
    Gauge,
    /// With the upper bounds of its buckets.
    Histogram(&'static [f64]),
}

/// What a label may say.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// One of these. All are there from the start, at zero, so that the first is an increase.
    These(&'static [&'static str]),
    /// One of so many words that the code holds: kinds of jobs, methods, statuses.
    AtMost(usize),
}

use Kind::{Counter, Gauge, Histogram};
use Values::{AtMost, These};

/// Somebody has tapped and looks at the screen.
const TAP: &[f64] = &[
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];
/// Telegram waits 10 s for the answer to a pre-checkout query.
const PRE_CHECKOUT: &[f64] = &[
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 8.5, 10.0,
];
/// From one round trip on the machine to the patience of an upload.
const CALL: &[f64] = &[
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 180.0,
];
/// Kie takes half a minute for a picture, and many minutes under load.
const MAKING: &[f64] = &[
    1.0, 5.0, 10.0, 20.0, 30.0, 45.0, 60.0, 120.0, 300.0, 600.0, 1200.0,
];
/// A set takes minutes; after two hours the staff are told.
const SET: &[f64] = &[
    10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 10800.0,
];
const WORK: &[f64] = &[0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0];
/// Five minutes late is an alert.
const WAIT: &[f64] = &[0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0];
/// People who write to support are answered by people.
const REPLY: &[f64] = &[
    60.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 43200.0, 86400.0, 172_800.0,
];
/// Whoever waits 15 s for a connection gets none.
const CONNECTION: &[f64] = &[0.0001, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 15.0];

const PROVIDERS: Values = These(&["stars", "tbank", "ton"]);

const fn meter(
    kind: Kind,
    name: &'static str,
    labels: &'static [(&'static str, Values)],
    question: &'static str,
) -> Meter {
    Meter {
        name,
        kind,
        question,
        labels,
    }
}

/// All of them, by what they are about.
pub const METERS: &[Meter] = &[
    // Are people answered?
    meter(
        Histogram(TAP),
        "pinglass_update_seconds",
        &[("outcome", These(&["ok", "error"]))],
        "How long does it take to handle an update, once its turn has come?",
    ),
    meter(
        Histogram(TAP),
        "pinglass_update_age_seconds",
        &[],
        "How long after it came in is an update handled? This is what people feel.",
    ),
    meter(
        Gauge,
        "pinglass_inbox_updates",
        &[("status", These(&["waiting", "running", "dead"]))],
        "How many updates wait, are being handled, or were given up?",
    ),
    meter(
        Gauge,
        "pinglass_inbox_oldest_age_secs",
        &[("status", These(&["waiting", "running", "dead"]))],
        "Since when does the oldest of them?",
    ),
    // Does money arrive, and does it become photos?
    meter(
        Histogram(PRE_CHECKOUT),
        "pinglass_pre_checkout_seconds",
        &[("outcome", These(&["ok", "refused"]))],
        "How long does Telegram wait for our yes or no before a charge? After 10 s it says no.",
    ),
    meter(
        Counter,
        "pinglass_payments_total",
        &[
            ("provider", PROVIDERS),
            (
                "outcome",
                These(&[
                    "paid",
                    "before",
                    "extra",
                    "going_back",
                    "canceled",
                    "declined",
                    "unknown",
                    "too_little",
                    "too_late",
                    "surplus",
                ]),
            ),
        ],
        "Does money arrive, and what becomes of it?",
    ),
    meter(
        Counter,
        "pinglass_payment_differences_total",
        &[("provider", PROVIDERS), ("kind", AtMost(18))],
        "Do our books agree with those of Telegram, the bank and TON?",
    ),
    meter(
        Counter,
        "pinglass_ton_watch_failures_total",
        &[],
        "Can the TON wallet be read?",
    ),
    meter(
        Counter,
        "pinglass_refunds_total",
        &[
            ("provider", PROVIDERS),
            ("outcome", These(&["done", "by_hand"])),
        ],
        "Does money go back, and how much of it only by hand?",
    ),
    meter(
        Counter,
        "pinglass_sets_started_total",
        &[],
        "Do payments become sets?",
    ),
    meter(
        Counter,
        "pinglass_sets_ended_total",
        &[("outcome", These(&["delivered", "failed", "given_back"]))],
        "How do sets end?",
    ),
    meter(
        Histogram(SET),
        "pinglass_set_seconds",
        &[("outcome", These(&["delivered", "failed"]))],
        "How long do people wait from the payment to the album?",
    ),
    meter(
        Counter,
        "pinglass_photos_total",
        &[("outcome", These(&["completed", "failed"]))],
        "How many photos are made, and how many can't be?",
    ),
    meter(
        Histogram(MAKING),
        "pinglass_photo_making_seconds",
        &[],
        "How long does Kie take from the order of a photo until we have it?",
    ),
    meter(
        Counter,
        "pinglass_rerolls_started_total",
        &[("reason", These(&["not_me", "hands", "clothes", "other"]))],
        "How many portraits are made again, and why?",
    ),
    meter(
        Counter,
        "pinglass_rerolls_ended_total",
        &[("outcome", These(&["delivered", "failed"]))],
        "How do re-rolls end?",
    ),
    meter(
        Counter,
        "pinglass_prompt_trials_total",
        &[(
            "outcome",
            These(&[
                "made",
                "no_photos",
                "outage",
                "refused",
                "chance",
                "lost",
                "too_late",
            ]),
        )],
        "How do the staff's trials of prompts end?",
    ),
    meter(
        Counter,
        "pinglass_outages_total",
        &[(
            "reason",
            These(&["kie_account", "kie_maintenance", "kie_down"]),
        )],
        "How often does Kie stop working for us, and why?",
    ),
    meter(
        Histogram(WORK),
        "pinglass_photo_examination_seconds",
        &[],
        "How long do people wait for the verdict on a photo of theirs?",
    ),
    // What waits?
    meter(
        Gauge,
        "pinglass_waiting",
        &[(
            "what",
            These(&[
                "sets",
                "refunds",
                "refunds_by_hand",
                "tickets",
                "withdrawals",
            ]),
        )],
        "How much do people wait for?",
    ),
    meter(
        Gauge,
        "pinglass_waiting_oldest_age_secs",
        &[(
            "what",
            These(&[
                "sets",
                "refunds",
                "refunds_by_hand",
                "tickets",
                "withdrawals",
            ]),
        )],
        "Since when does the first of them?",
    ),
    meter(
        Gauge,
        "pinglass_health_alert",
        &[("rule", AtMost(16))],
        "Which of the bot's own alerts are open? They are those of /health in the staff group.",
    ),
    meter(
        Gauge,
        "pinglass_queue_jobs",
        &[
            ("kind", AtMost(128)),
            ("status", These(&["waiting", "running", "dead"])),
        ],
        "How many jobs of a kind wait, run, or were given up?",
    ),
    meter(
        Gauge,
        "pinglass_queue_oldest_due_age_secs",
        &[
            ("kind", AtMost(128)),
            ("status", These(&["waiting", "running", "dead"])),
        ],
        "Since when is the oldest of them due?",
    ),
    meter(
        Histogram(WAIT),
        "pinglass_job_wait_seconds",
        &[("kind", AtMost(128))],
        "How long does a job wait for a free slot after it is due?",
    ),
    meter(
        Histogram(WORK),
        "pinglass_job_seconds",
        &[
            ("kind", AtMost(128)),
            ("outcome", These(&["ok", "retry", "dead"])),
        ],
        "How long does one run of a job take, and how does it end?",
    ),
    meter(
        Histogram(REPLY),
        "pinglass_ticket_first_answer_seconds",
        &[],
        "How long do people wait for the first answer of support?",
    ),
    meter(
        Gauge,
        "pinglass_switch_on",
        &[(
            "switch",
            These(&[
                "sales",
                "maintenance",
                "method.stars",
                "method.tbank",
                "method.ton",
                "style.professional",
                "style.lifestyle",
                "style.creative",
            ]),
        )],
        "What have the staff switched on or off?",
    ),
    // Friends and partners.
    meter(
        Counter,
        "pinglass_referrals_total",
        &[],
        "How many people come by somebody's link?",
    ),
    meter(
        Counter,
        "pinglass_referral_earnings_total",
        &[("step", These(&["pending", "credited", "taken_back"]))],
        "What becomes of earnings?",
    ),
    meter(
        Gauge,
        "pinglass_referral_differences",
        &[],
        "How many balances differ from the sum of their rows? Any is a mistake.",
    ),
    meter(
        Counter,
        "pinglass_partner_applications_total",
        &[("step", These(&["sent", "approved", "refused"]))],
        "How do applications of partners go?",
    ),
    meter(
        Counter,
        "pinglass_withdrawals_total",
        &[(
            "step",
            These(&[
                "requested",
                "approved",
                "completed",
                "rejected",
                "cancelled",
            ]),
        )],
        "How do withdrawals go?",
    ),
    meter(
        Counter,
        "pinglass_erasures_total",
        &[],
        "How many people had their data erased?",
    ),
    // Who is slow?
    meter(
        Histogram(CALL),
        "pinglass_provider_call_seconds",
        &[
            (
                "provider",
                These(&["telegram", "kie", "tbank", "ton", "ton_rates"]),
            ),
            ("operation", AtMost(64)),
            ("status", AtMost(64)),
        ],
        "How long do others take to answer, and with what status?",
    ),
    meter(
        Histogram(CALL),
        "pinglass_telegram_wait_seconds",
        &[("lane", These(&["answer", "delivery", "bulk"]))],
        "How long do calls wait for Telegram's limits, by how urgent they are?",
    ),
    meter(
        Counter,
        "pinglass_telegram_floods_total",
        &[],
        "How often does Telegram say that it is too much (429)?",
    ),
    meter(
        Histogram(CONNECTION),
        "pinglass_db_wait_seconds",
        &[],
        "How long does work wait for a connection to the database?",
    ),
    meter(
        Gauge,
        "pinglass_db_connections",
        &[("state", These(&["busy", "idle"]))],
        "How many connections to the database has this process?",
    ),
    meter(
        Gauge,
        "pinglass_db_connections_most",
        &[],
        "How many may it have (DATABASE_MAX_CONNECTIONS)?",
    ),
    meter(
        Counter,
        "pinglass_trace_batches_total",
        &[("outcome", These(&["taken", "lost"]))],
        "Does the collector of traces take what it is given?",
    ),
    // The machine.
    meter(
        Gauge,
        "pinglass_build_info",
        &[("version", AtMost(1))],
        "Which version runs?",
    ),
    meter(
        Gauge,
        "process_start_time_seconds",
        &[],
        "Since when does the process run? A change is a restart.",
    ),
    meter(
        Gauge,
        "process_cpu_seconds_total",
        &[],
        "How much processor time has it used?",
    ),
    meter(
        Gauge,
        "process_resident_memory_bytes",
        &[],
        "How much memory does it hold?",
    ),
    meter(
        Gauge,
        "process_open_fds",
        &[],
        "How many files and connections has it open?",
    ),
    meter(Gauge, "process_max_fds", &[], "How many may it have open?"),
];

/// Installs the process-wide recorder with every metric that can be at zero, and returns what
/// `/metrics` prints. `started_at` is in seconds since 1970.
///
/// # Errors
/// When a recorder is installed already.
pub fn start(started_at: f64) -> anyhow::Result<PrometheusHandle> {
    let mut builder = PrometheusBuilder::new();
    for meter in METERS {
        if let Histogram(bounds) = meter.kind {
            let name = Matcher::Full(meter.name.to_owned());
            builder = builder.set_buckets_for_metric(name, bounds)?;
        }
    }
    let handle = builder.install_recorder()?;
    for meter in METERS {
        describe(meter);
        for labels in every_labels(meter.labels) {
            register(meter, labels);
        }
    }
    metrics::gauge!("pinglass_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    metrics::gauge!("process_start_time_seconds").set(started_at);
    super::process::measure();
    Ok(handle)
}

fn describe(meter: &Meter) {
    match meter.kind {
        Counter => metrics::describe_counter!(meter.name, unit(meter.name), meter.question),
        Gauge => metrics::describe_gauge!(meter.name, unit(meter.name), meter.question),
        Histogram(_) => metrics::describe_histogram!(meter.name, unit(meter.name), meter.question),
    }
}

/// The unit stands in the name.
fn unit(name: &str) -> Unit {
    if name.ends_with("_seconds") || name.ends_with("_secs") || name.ends_with("_seconds_total") {
        Unit::Seconds
    } else if name.ends_with("_bytes") {
        Unit::Bytes
    } else {
        Unit::Count
    }
}

fn register(meter: &Meter, labels: Vec<Label>) {
    match meter.kind {
        Counter => metrics::counter!(meter.name, labels).increment(0),
        Gauge => metrics::gauge!(meter.name, labels).increment(0.0),
        Histogram(_) => drop(metrics::histogram!(meter.name, labels)),
    }
}

/// Every combination of what the labels may say; none where that is not known beforehand.
fn every_labels(labels: &[(&'static str, Values)]) -> Vec<Vec<Label>> {
    labels
        .iter()
        .fold(vec![Vec::new()], |known, (label, values)| {
            let values = match values {
                These(values) => *values,
                AtMost(_) => &[],
            };
            let with = |begun: &Vec<Label>, value: &'static str| {
                let mut begun = begun.clone();
                begun.push(Label::from_static_parts(label, value));
                begun
            };
            known
                .iter()
                .flat_map(|begun| values.iter().map(move |value| with(begun, value)))
                .collect()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_combined() {
        let both = [("a", These(&["1", "2"])), ("b", These(&["3"]))];
        assert_eq!(every_labels(&both).len(), 2);
        assert_eq!(every_labels(&[]), vec![Vec::new()]);
        assert!(every_labels(&[("a", These(&["1"])), ("b", AtMost(9))]).is_empty());
    }

    #[test]
    fn every_metric_says_its_unit_and_its_question() {
        for meter in METERS {
            let says = |end: &str| meter.name.ends_with(end);
            match meter.kind {
                Counter => assert!(says("_total"), "{}", meter.name),
                Histogram(bounds) => {
                    assert!(says("_seconds"), "{}", meter.name);
                    assert!(bounds.is_sorted() && bounds.len() <= 15, "{}", meter.name);
                }
                Gauge => {}
            }
            assert!(meter.question.contains('?'), "{}", meter.name);
        }
    }
}
