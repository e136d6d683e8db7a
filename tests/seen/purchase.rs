//! One purchase through the real binary, watched from outside in every way there is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    time::Duration,
};

use pinglass::{
    outbound,
    telemetry::{Kind, METERS, Values},
};
use sandbox::telegram::{PaymentState, Person};
use serde_json::Value;

use super::collector::{Collector, attribute};
use crate::{
    crash::ready_to_pay,
    process::{Installation, free_port},
};

/// Reaching it is a failure.
const PATIENCE: Duration = Duration::from_secs(30);

/// Anna's number, name and what she writes, which nothing but the database may know.
const PRIVATE: [&str; 3] = ["Anna", "Telegram-101", "\"101\""];

struct Watched {
    order: String,
    metrics: String,
    log: Vec<Value>,
}

/// Buys a set with `collector` set, and stops the process.
async fn watch_a_purchase(collector: &str) -> Watched {
    let mut installation = Installation::prepare().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    let file = File::create(&path).unwrap();
    installation.restart_watched(file, collector);
    let anna = ready_to_pay(&installation).await;
    let paid = anna.pays().unwrap().settled().await;
    assert!(matches!(paid, PaymentState::Charged { .. }));
    installation.until(|_| portraits(&anna) >= 7).await;
    installation.until_said(&anna, "ready").await;
    let metrics = metrics_once_told(&installation).await;
    assert!(installation.terminate().await.success());
    let order = installation.text("select id::text from orders").await;
    let log = std::fs::read_to_string(&path).unwrap();
    let lines = log.lines().map(|line| serde_json::from_str(line).unwrap());
    Watched {
        order,
        metrics,
        log: lines.collect(),
    }
}

fn portraits(anna: &Person) -> usize {
    let messages = anna.messages().into_iter();
    let portraits = messages.filter(|message| message.from_bot && message.media.is_some());
    portraits.count()
}

/// The set's end is counted after the chat has been told of it.
async fn metrics_once_told(installation: &Installation) -> String {
    let client = outbound::client(PATIENCE);
    let told = async {
        loop {
            let address = format!("{}/metrics", installation.url());
            let metrics = client
                .get(address)
                .send()
                .await
                .unwrap()
                .text()
                .await
                .unwrap();
            if metrics.contains("pinglass_sets_ended_total{outcome=\"delivered\"} 1") {
                return metrics;
            }
        }
    };
    tokio::time::timeout(PATIENCE, told).await.unwrap()
}

/// The whole story of an order: what each of its lines says, in order, each once in a row.
fn story(log: &[Value], order: &str) -> Vec<String> {
    let lines = log.iter().filter(|line| line.to_string().contains(order));
    let words = lines.map(|line| line["fields"]["message"].as_str().unwrap().to_owned());
    let mut words: Vec<String> = words.collect();
    words.dedup();
    words
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_purchase_can_be_followed_and_says_nothing_of_who_it_was() {
    let collector = Collector::start().await;
    let watched = watch_a_purchase(collector.url()).await;

    let story = story(&watched.log, &watched.order);
    let steps = [
        "an order was placed",
        "a pre-checkout was approved",
        "a charge was settled",
        "a set is started",
        "a photo was ordered",
        "a photo was made",
        "an album was sent",
        "a set has ended",
    ];
    let mut rest = story.iter();
    for step in steps {
        assert!(
            rest.any(|line| line == step),
            "{step} is not next in {story:#?}"
        );
    }
    let log = format!("{:?}", watched.log);
    for secret in PRIVATE {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
    every_metric_is_there(&watched.metrics);
    one_trace_holds_all(&collector, &watched.order);
}

fn every_metric_is_there(metrics: &str) {
    for secret in PRIVATE {
        assert!(!metrics.contains(secret), "{metrics}");
    }
    let mut labels: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
    for line in metrics
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let (series, _) = line.rsplit_once(' ').unwrap();
        let (name, inside) = series.split_once('{').unwrap_or((series, "}"));
        let meter = METERS.iter().find(|meter| match meter.kind {
            Kind::Histogram(_) => ["_bucket", "_sum", "_count"]
                .iter()
                .any(|end| name.strip_suffix(end) == Some(meter.name)),
            Kind::Counter | Kind::Gauge => name == meter.name,
        });
        let meter = meter.unwrap_or_else(|| panic!("nobody knows the metric {name}"));
        let inside = inside.trim_end_matches('}');
        for pair in inside.split("\",").filter(|pair| !pair.is_empty()) {
            let (label, value) = pair.split_once("=\"").unwrap();
            let value = value.trim_end_matches('"').to_owned();
            labels
                .entry((meter.name, label.to_owned()))
                .or_default()
                .insert(value);
        }
        labels.entry((meter.name, String::new())).or_default();
    }
    for meter in METERS {
        let known = meter
            .labels
            .iter()
            .all(|(_, values)| matches!(values, Values::These(_)));
        let is_there = labels.contains_key(&(meter.name, String::new()));
        assert!(is_there || !known, "{} is missing", meter.name);
        for (label, values) in meter.labels {
            let Some(found) = labels.get(&(meter.name, (*label).to_owned())) else {
                continue;
            };
            match values {
                Values::These(values) => {
                    assert!(
                        found.iter().all(|value| values.contains(&value.as_str())),
                        "{} {label}: {found:?}",
                        meter.name
                    );
                }
                Values::AtMost(most) => {
                    assert!(found.len() <= *most, "{} {label}: {found:?}", meter.name);
                }
            }
        }
    }
}

/// From the tap that placed the order to the album, through all jobs.
fn one_trace_holds_all(collector: &Collector, order: &str) {
    assert_eq!(
        collector.resource("service.name").as_deref(),
        Some("pinglass")
    );
    let spans = collector.spans();
    let of_order = |span: &&opentelemetry_proto::tonic::trace::v1::Span| {
        attribute(span, "order.id").as_deref() == Some(order)
    };
    let delivery = spans
        .iter()
        .filter(of_order)
        .find(|span| span.name == "deliver_set");
    let trace = &delivery.expect("the delivery has a span").trace_id;
    let inside = spans.iter().filter(|span| &span.trace_id == trace);
    let names: BTreeSet<&str> = inside.map(|span| span.name.as_str()).collect();
    for step in [
        "update",
        "order",
        "order_paid",
        "create_task",
        "kie create_task",
        "watch_task",
        "deliver_set",
        "telegram SendMediaGroup",
    ] {
        assert!(names.contains(step), "{step} is not among {names:?}");
    }
    let checkout = spans
        .iter()
        .find(|span| span.name == "pre_checkout")
        .unwrap();
    let links = checkout.links.iter().any(|link| &link.trace_id == trace);
    assert!(
        links,
        "the pre-checkout does not point to the order's trace"
    );
    let everything = collector.everything();
    for secret in PRIVATE
        .into_iter()
        .chain(["X-Amz", "kie-sandbox-key", "http://", "https://"])
    {
        assert!(!everything.contains(secret), "a span holds {secret}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_away_slows_nothing() {
    let nobody = format!("http://127.0.0.1:{}", free_port());
    let watched = watch_a_purchase(&nobody).await;
    let says = |words: &str| {
        watched
            .log
            .iter()
            .filter(|line| line.to_string().contains(words))
            .count()
    };
    assert_eq!(says("the collector of traces takes nothing"), 1);
    assert_eq!(says("a set has ended"), 1);
}
