//! Every message in every language side by side, for reading: what a change of
//! words looks like shows as a change of the snapshot. Variables show as ‹name›;
//! messages that count are shown for one, three and eleven.

use std::{collections::BTreeSet, fs, path::Path};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use pinglass::i18n::{FluentValue, Lang};

/// Bot API, sendMessage: text is 1–4096 characters.
const MESSAGE_LIMIT_CHARS: usize = 4096;

#[derive(Default)]
struct Variables {
    plain: BTreeSet<String>,
    counted: BTreeSet<String>,
}

#[test]
fn all_words_in_all_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut gallery = String::new();
    for file in files {
        gallery.push_str(&format!(
            "═══ {} ═══\n\n",
            file.file_stem().unwrap().display()
        ));
        let text = fs::read_to_string(file).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str()).unwrap();
        for entry in &resource.body {
            if let Entry::Message(message) = entry {
                let mut variables = Variables::default();
                collect(message.value.as_ref().unwrap(), &mut variables);
                show(message.id.name, &variables, &mut gallery);
            }
        }
    }
    insta::assert_snapshot!(gallery);
}

/// What operators write into canned answers; the words about those show it as it is written.
const FOR_OPERATORS: [&str; 4] = ["{name}", "{ticket}", "{set}", "{operator}"];

fn show(key: &str, variables: &Variables, gallery: &mut String) {
    gallery.push_str(&format!("── {key}\n"));
    let counts: &[i64] = if variables.counted.is_empty() {
        &[0]
    } else {
        &[1, 3, 11]
    };
    for lang in Lang::ALL {
        for count in counts {
            let plain = variables
                .plain
                .iter()
                .map(|name| (name.as_str(), FluentValue::from(format!("‹{name}›"))));
            let counted = variables
                .counted
                .iter()
                .map(|name| (name.as_str(), FluentValue::from(*count)));
            let args: Vec<_> = plain.chain(counted).collect();
            let words = lang.text(key, &args);
            let beside_examples = FOR_OPERATORS
                .iter()
                .fold(words.clone(), |words, name| words.replace(name, ""));
            assert!(
                !beside_examples.contains(['{', '}']),
                "{key} lacks a variable in {}: {words}",
                lang.tag()
            );
            assert!(
                words.chars().count() <= MESSAGE_LIMIT_CHARS,
                "{key} is too long in {}",
                lang.tag()
            );
            assert_ne!(words, key, "{key} is missing in {}", lang.tag());
            gallery.push_str(&format!(
                "{}  {}\n",
                lang.tag(),
                words.replace('\n', "\n    ").replace("\n    \n", "\n\n")
            ));
        }
    }
    gallery.push('\n');
}

fn collect(pattern: &Pattern<&str>, variables: &mut Variables) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, &mut variables.plain),
            Expression::Select { selector, variants } => {
                collect_inline(selector, &mut variables.counted);
                for variant in variants {
                    collect(&variant.value, variables);
                }
            }
        }
    }
    variables
        .plain
        .retain(|name| !variables.counted.contains(name));
}

fn collect_inline(expression: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = expression {
        names.insert(id.name.to_owned());
    }
}
