//! Buttons are told apart by the feature that their data begins with, so no two features may
//! share a name. Deeds have theirs beside the other buttons.

use std::collections::BTreeMap;

use super::assert_none;
use super::source::Source;

/// What begins a declaration of buttons, and what comes before the name.
const DECLARATIONS: [(&str, &str); 2] = [
    ("Buttons for ", "const FEATURE: &'static str = \""),
    ("impl Deed for ", "const KIND: &'static str = \""),
];

/// The names of a file's buttons, each with what it is declared for.
fn names(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (begins, before_name) in DECLARATIONS {
        for declared in text.split(begins).skip(1) {
            let owner = declared.split_whitespace().next().unwrap_or_default();
            let body = declared.split("\n}").next().unwrap_or_default();
            let name = body.split(before_name).nth(1);
            let name = name.and_then(|rest| rest.split('"').next());
            found.extend(name.map(|name| (name.to_owned(), owner.to_owned())));
        }
    }
    found
}

fn shared_names(sources: &[Source]) -> Vec<String> {
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources {
        let shipped = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (name, owner) in names(shipped) {
            let owner = format!("{owner} in {}", source.path);
            owners.entry(name).or_default().push(owner);
        }
    }
    let shared = owners.into_iter().filter(|(_, owners)| owners.len() > 1);
    shared
        .map(|(name, owners)| format!("buttons named {name}: {}", owners.join(", ")))
        .collect()
}

#[test]
fn no_two_features_share_the_name_of_their_buttons() {
    let sources = Source::all_below("src");
    let all: usize = sources.iter().map(|source| names(&source.text).len()).sum();
    assert!(all > 20, "only {all} kinds of buttons were found");
    assert_none(&shared_names(&sources));
}

#[test]
fn a_shared_name_is_found() {
    let buttons = |owner: &str, name: &str| {
        format!("impl Buttons for {owner} {{\n    const FEATURE: &'static str = \"{name}\";\n}}\n")
    };
    let deed = "impl Deed for Pay {\n    const KIND: &'static str = \"pay\";\n}\n";
    let first = Source::new("src/a.rs", &buttons("PayTap", "pay"));
    let second = Source::new("src/b.rs", deed);
    let third = Source::new("src/c.rs", &buttons("SellTap", "sell"));
    assert_eq!(shared_names(&[first, second, third]).len(), 1);
}
