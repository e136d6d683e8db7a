//! What we build upon: licences we may ship, and one copy of the crates that are costly to have
//! twice. cargo-deny checks the same settings, and security advisories, where it is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::Value;

use super::{assert_none, repository};

/// A crate that the build uses.
struct Package {
    name: String,
    version: String,
    /// An SPDX expression; none when only a file states the terms.
    licence: Option<String>,
}

/// Every crate that the build on this machine uses, tests included.
fn packages() -> Vec<Package> {
    let host = run("rustc", &["-vV"]);
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host");
    let arguments = [
        "metadata",
        "--format-version=1",
        "--offline",
        "--filter-platform",
        host,
    ];
    let metadata: Value = serde_json::from_str(&run(env!("CARGO"), &arguments)).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| Package {
            name: package["name"].as_str().unwrap().to_owned(),
            version: package["version"].as_str().unwrap().to_owned(),
            licence: package["license"].as_str().map(str::to_owned),
        })
        .collect()
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(repository())
        .output()
        .unwrap_or_else(|error| panic!("cannot run {program}: {error}"));
    assert!(
        output.status.success(),
        "{program} says: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Settings shared with cargo-deny.
struct Rules {
    licences: BTreeSet<String>,
    single: BTreeSet<String>,
    banned: BTreeSet<String>,
}

impl Rules {
    fn read() -> Rules {
        let text = fs::read_to_string(repository().join(".deny.toml")).unwrap();
        Rules::parse(&text)
    }

    /// Reads the lines of `allow = [` and `deny = [`, one entry on each.
    fn parse(text: &str) -> Rules {
        let quoted = |line: &str| line.split('"').nth(1).map(str::to_owned);
        let entries = |start: &str| {
            text.lines()
                .skip_while(|line| *line != start)
                .skip(1)
                .take_while(|line| *line != "]")
                .collect::<Vec<&str>>()
        };
        let (single, banned): (Vec<&str>, Vec<&str>) = entries("deny = [")
            .into_iter()
            .partition(|line| line.contains("deny-multiple-versions = true"));
        Rules {
            licences: entries("allow = [")
                .into_iter()
                .filter_map(quoted)
                .collect(),
            single: single.into_iter().filter_map(quoted).collect(),
            banned: banned.into_iter().filter_map(quoted).collect(),
        }
    }
}

/// Whether we may use something under this expression: one side of each `OR`, all of each `AND`.
fn is_allowed(expression: &str, licences: &BTreeSet<String>) -> bool {
    // `MIT/Apache-2.0` is how old manifests say OR.
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace(" WITH ", "+");
    let words: Vec<String> = spaced
        .split_whitespace()
        .map(|word| word.replace('+', " WITH "))
        .collect();
    let mut position = 0;
    any_side(&words, &mut position, licences)
}

fn any_side(words: &[String], position: &mut usize, licences: &BTreeSet<String>) -> bool {
    let mut allowed = every_side(words, position, licences);
    while words.get(*position).is_some_and(|word| word == "OR") {
        *position += 1;
        allowed |= every_side(words, position, licences);
    }
    allowed
}

fn every_side(words: &[String], position: &mut usize, licences: &BTreeSet<String>) -> bool {
    let mut allowed = one_licence(words, position, licences);
    while words.get(*position).is_some_and(|word| word == "AND") {
        *position += 1;
        allowed &= one_licence(words, position, licences);
    }
    allowed
}

fn one_licence(words: &[String], position: &mut usize, licences: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*position) else {
        return false;
    };
    *position += 1;
    if word != "(" {
        return licences.contains(word);
    }
    let allowed = any_side(words, position, licences);
    *position += 1;
    allowed
}

fn broken_rules(packages: &[Package], rules: &Rules) -> Vec<String> {
    let mut violations = Vec::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        let Package {
            name,
            version,
            licence,
        } = package;
        versions.entry(name).or_default().push(version);
        let licence = licence.as_deref().unwrap_or("unknown");
        if !is_allowed(licence, &rules.licences) {
            violations.push(format!("{name} {version} has the licence {licence}"));
        }
        if rules.banned.contains(name) {
            violations.push(format!("{name} {version} is banned in .deny.toml"));
        }
    }
    for (name, versions) in versions {
        if versions.len() > 1 && rules.single.contains(name) {
            violations.push(format!("{name} is built more than once: {versions:?}"));
        }
    }
    violations
}

#[test]
fn dependencies_keep_the_rules() {
    let rules = Rules::read();
    assert!(!rules.licences.is_empty() && !rules.single.is_empty() && !rules.banned.is_empty());
    assert_none(&broken_rules(&packages(), &rules));
}

#[test]
fn licence_expressions_are_understood() {
    let licences = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];
    let licences: BTreeSet<String> = licences.map(str::to_owned).into();
    for allowed in [
        "MIT",
        "GPL-3.0 OR MIT",
        "GPL-3.0/MIT",
        "MIT AND ISC",
        "(GPL-3.0 OR MIT) AND ISC",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(is_allowed(allowed, &licences), "{allowed}");
    }
    for forbidden in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR ISC) AND GPL-3.0",
        "Apache-2.0",
    ] {
        assert!(!is_allowed(forbidden, &licences), "{forbidden}");
    }
}

#[test]
fn broken_rules_are_found() {
    let rules = Rules::parse(
        "allow = [\n\"MIT\",\n]\ndeny = [\n{ crate = \"tls\", deny-multiple-versions = true },\n{ crate = \"openssl\" },\n]",
    );
    let package = |name: &str, version: &str, licence: &str| Package {
        name: name.to_owned(),
        version: version.to_owned(),
        licence: Some(licence.to_owned()),
    };
    let packages = [
        package("tls", "1.0.0", "MIT"),
        package("tls", "2.0.0", "MIT"),
        package("openssl", "1.0.0", "MIT"),
        package("stolen", "1.0.0", "Proprietary"),
        package("rand", "1.0.0", "MIT"),
        package("rand", "2.0.0", "MIT"),
    ];
    assert_eq!(broken_rules(&packages, &rules).len(), 3);
}
