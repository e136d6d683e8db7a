//! The dashboard and the alert rules, against the list of metrics.

use std::collections::{BTreeMap, BTreeSet};

use pinglass::telemetry::{Kind, METERS, Meter, Values};
use serde::Deserialize;

const DASHBOARD: &str = include_str!("../../src/telemetry/dashboard.json");
const ALERTS: &str = include_str!("../../src/telemetry/alerts.yaml");

/// Labels that Prometheus adds by itself.
const ADDED: [&str; 3] = ["job", "instance", "le"];

#[derive(Deserialize)]
struct Dashboard {
    panels: Vec<Panel>,
}

#[derive(Deserialize)]
struct Panel {
    id: u32,
    title: String,
    #[serde(rename = "type")]
    kind: String,
    description: Option<String>,
    #[serde(default)]
    targets: Vec<Target>,
    #[serde(rename = "fieldConfig")]
    fields: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Target {
    expr: String,
}

#[derive(Deserialize)]
struct Rules {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    rules: Vec<Alert>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alert {
    alert: String,
    expr: String,
    #[serde(rename = "for", default)]
    _for: Option<String>,
    labels: BTreeMap<String, String>,
    annotations: BTreeMap<String, String>,
}

fn dashboard() -> Dashboard {
    serde_json::from_str(DASHBOARD).unwrap()
}

fn alerts() -> Vec<Alert> {
    let rules: Rules = serde_saphyr::from_str(ALERTS).unwrap();
    rules
        .groups
        .into_iter()
        .flat_map(|group| group.rules)
        .collect()
}

/// Every expression of both files, by where it stands.
fn expressions() -> Vec<(String, String)> {
    let panels = dashboard().panels.into_iter().flat_map(|panel| {
        let targets = panel.targets.into_iter();
        targets.map(move |target| (format!("panel {}", panel.title), target.expr))
    });
    let alerts = alerts().into_iter();
    let alerts = alerts.map(|alert| (format!("alert {}", alert.alert), alert.expr));
    panels.chain(alerts).collect()
}

/// A metric as an expression names it, with what it asks of labels.
#[derive(Debug, PartialEq)]
struct Mention {
    name: String,
    /// `status="waiting"` and the like.
    matchers: Vec<(String, String)>,
}

/// The metrics of an expression, and the labels that it groups by.
fn read(expression: &str) -> (Vec<Mention>, Vec<String>) {
    let mut mentions = Vec::new();
    let mut groups = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_lowercase()) {
        rest = &rest[start..];
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        if word == "by" {
            let (labels, after) = after.split_once(')').unwrap();
            let labels = labels.trim_start().trim_start_matches('(').split(',');
            groups.extend(labels.map(|label| label.trim().to_owned()));
            rest = after;
        } else if word.starts_with("pinglass_") || word.starts_with("process_") {
            let (matchers, after) = match after.strip_prefix('{') {
                Some(inside) => inside.split_once('}').unwrap(),
                None => ("", after),
            };
            let read = |matcher: &str| {
                let (name, value) = matcher.split_once(['=', '!']).unwrap();
                let value = value.trim_matches(['=', '~', '"']);
                (name.trim().to_owned(), value.to_owned())
            };
            let matchers = matchers.split(',').filter(|matcher| !matcher.is_empty());
            mentions.push(Mention {
                name: word.to_owned(),
                matchers: matchers.map(read).collect(),
            });
            rest = after;
        } else if let Some(window) = rest.strip_prefix('[') {
            rest = window.split_once(']').map_or("", |(_, after)| after);
        }
    }
    (mentions, groups)
}

/// The meter that a name in an expression belongs to.
fn meter(name: &str) -> Option<&'static Meter> {
    METERS.iter().find(|meter| match meter.kind {
        Kind::Histogram(_) => {
            let rest = name.strip_prefix(meter.name);
            matches!(rest, Some("_bucket" | "_sum" | "_count"))
        }
        Kind::Counter | Kind::Gauge => meter.name == name,
    })
}

/// Metrics that any program has. In a Prometheus that watches more than PinGlass they are others' too,
/// unless they are asked of a job, or beside a metric of its own.
fn foreign(mentions: &[Mention]) -> impl Iterator<Item = &str> {
    let is_own = |mention: &Mention| mention.name.starts_with("pinglass_");
    let is_beside_own = mentions.iter().any(is_own);
    let foreign = mentions.iter().filter(move |mention| {
        let names_a_job = mention.matchers.iter().any(|(label, _)| label == "job");
        !is_own(mention) && !is_beside_own && !names_a_job
    });
    foreign.map(|mention| mention.name.as_str())
}

fn mistakes(place: &str, expression: &str) -> Vec<String> {
    let (mentions, groups) = read(expression);
    let mut mistakes = Vec::new();
    let mut known: BTreeSet<&str> = ADDED.into();
    for mention in &mentions {
        let Some(meter) = meter(&mention.name) else {
            mistakes.push(format!("{place}: there is no metric {}", mention.name));
            continue;
        };
        known.extend(meter.labels.iter().map(|(label, _)| label));
        for (label, value) in &mention.matchers {
            let values = meter.labels.iter().find(|(name, _)| name == label);
            let fits = match values {
                Some((_, Values::These(values))) => values.contains(&value.as_str()),
                Some((_, Values::AtMost(_))) => true,
                None => ADDED.contains(&label.as_str()),
            };
            if !fits {
                let name = &mention.name;
                mistakes.push(format!("{place}: {name} has no {label} that is {value}"));
            }
        }
    }
    let unknown = groups
        .iter()
        .filter(|group| !known.contains(group.as_str()));
    mistakes.extend(unknown.map(|group| format!("{place}: nothing has a label {group}")));
    if mentions.is_empty() {
        mistakes.push(format!("{place}: it speaks of no metric"));
    }
    mistakes.extend(foreign(&mentions).map(|name| format!("{place}: {name} of whose process?")));
    mistakes
}

#[test]
fn dashboard_and_alerts_speak_of_what_there_is() {
    let mistakes: Vec<String> = expressions()
        .iter()
        .flat_map(|(place, expression)| mistakes(place, expression))
        .collect();
    assert!(mistakes.is_empty(), "\n{}\n", mistakes.join("\n"));
}

/// Something counted for the first time is no increase unless its counter stood at zero before.
#[test]
fn what_alerts_see_increase_is_there_from_the_start() {
    let mut seen = 0;
    for alert in alerts() {
        for counted in alert.expr.split("increase(").skip(1) {
            let (mentions, _) = read(counted);
            let meter = meter(&mentions[0].name).unwrap();
            for (label, values) in meter.labels {
                let is_known = matches!(values, Values::These(_));
                assert!(is_known, "{}: {} {label}", alert.alert, meter.name);
            }
            seen += 1;
        }
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn every_metric_is_looked_at_somewhere() {
    let seen: BTreeSet<&str> = expressions()
        .iter()
        .flat_map(|(_, expression)| read(expression).0)
        .filter_map(|mention| meter(&mention.name))
        .map(|meter| meter.name)
        .collect();
    let unseen: Vec<&str> = METERS
        .iter()
        .map(|meter| meter.name)
        .filter(|name| !seen.contains(name))
        .collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn every_panel_says_what_it_shows_and_in_which_unit() {
    let mut ids = BTreeSet::new();
    let mut rows = 0;
    for panel in dashboard().panels {
        assert!(ids.insert(panel.id), "two panels are {}", panel.id);
        if panel.kind == "row" {
            rows += 1;
            continue;
        }
        assert!(!panel.targets.is_empty(), "{} shows nothing", panel.title);
        let says = panel.description.unwrap_or_default();
        assert!(says.ends_with('.'), "{}: {says:?}", panel.title);
        let fields = panel.fields.unwrap();
        let unit = fields["defaults"]["unit"].as_str().unwrap();
        for target in &panel.targets {
            let (mentions, _) = read(&target.expr);
            let is_time = |name: &str| {
                let is_count = name.ends_with("_count");
                !is_count && (name.contains("_seconds") || name.ends_with("_secs"))
            };
            let is_rate = target.expr.starts_with("rate(");
            let wanted = match mentions[0].name.as_str() {
                name if is_time(name) && !is_rate => Some("s"),
                name if name.ends_with("_bytes") => Some("bytes"),
                _ => None,
            };
            if let Some(wanted) = wanted {
                assert_eq!(unit, wanted, "{}: {}", panel.title, target.expr);
            }
        }
    }
    assert_eq!(rows, 5);
}

#[test]
fn every_alert_says_what_it_means_and_what_to_do() {
    let mut names = BTreeSet::new();
    for alert in alerts() {
        let says = |what: &str| alert.annotations.get(what).cloned().unwrap_or_default();
        assert!(says("summary").ends_with('.'), "{}", alert.alert);
        assert!(says("runbook").len() > 10, "{}", alert.alert);
        let severity = alert.labels.get("severity").map(String::as_str);
        assert!(
            matches!(severity, Some("page" | "ticket" | "info")),
            "{}",
            alert.alert
        );
        assert!(names.insert(alert.alert.clone()), "two are {}", alert.alert);
    }
}

#[test]
fn mistakes_in_expressions_are_found() {
    let found = |expression: &str| mistakes("here", expression).len();
    assert_eq!(found("max(pinglass_inbox_updates{status=\"dead\"}) > 0"), 0);
    assert_eq!(found("max(pinglass_inbox_updates{status=\"gone\"}) > 0"), 1);
    assert_eq!(found("max(pinglass_inbox_updates{colour=\"red\"}) > 0"), 1);
    assert_eq!(
        found("sum by (colour) (rate(pinglass_photos_total[5m]))"),
        1
    );
    assert_eq!(found("sum(rate(pinglass_update_seconds[5m]))"), 1);
    assert_eq!(found("sum(rate(pinglass_pictures_total[5m]))"), 1);
    assert_eq!(found("vector(1)"), 1);
    assert_eq!(found("process_open_fds / process_max_fds > 0.8"), 2);
    assert_eq!(found("process_open_fds{job=~\"$job\"}"), 0);
    let beside = "process_open_fds and on (job, instance) pinglass_build_info";
    assert_eq!(found(beside), 0);
}
