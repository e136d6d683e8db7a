//! Every metric of the product: which question it answers, what its labels may say, and where the
//! steps of its histogram lie. What is not in this list is not measured: a test compares it with
//! the code, with /metrics of a running process, with the dashboard and with the alert rules.

mod list;
mod steps;
mod words;

use metrics::{Label, Unit};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

pub use self::list::METERS;
use Kind::{Counter, Gauge, Histogram};
use Values::{AtMost, These};

/// Of the program that runs.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

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
    metrics::gauge!("pinglass_build_info", "version" => VERSION).set(1.0);
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
