//! Damage to documents, as strangers and broken lines do it: to their bytes, and,
//! where they are JSON, to what they say.

use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde_json::Value;

/// Stands where raw text is to be put that no [`Value`] can hold.
const GAP: &str = "\"a gap\"";

/// The document, damaged in one to three ways.
pub fn damaged(random: &mut StdRng, document: &[u8]) -> Vec<u8> {
    let mut bytes = document.to_vec();
    for _ in 0..random.random_range(1..=3) {
        bytes = match serde_json::from_slice::<Value>(&bytes) {
            Ok(value) if random.random_bool(0.7) => change_meaning(random, value),
            _ => change_bytes(random, bytes),
        };
    }
    bytes
}

fn change_bytes(random: &mut StdRng, mut bytes: Vec<u8>) -> Vec<u8> {
    let at = random.random_range(0..=bytes.len());
    let end = random.random_range(at..=bytes.len());
    match random.random_range(0..8) {
        0 if at < bytes.len() => bytes[at] ^= 1 << random.random_range(0..8),
        1 if at < bytes.len() => bytes[at] = random.random(),
        2 => bytes.truncate(at),
        3 => bytes.insert(at, 0),
        4 => drop(bytes.splice(at..at, [0xc3, 0x28])),
        5 => drop(bytes.drain(at..end)),
        6 => {
            let copy = bytes[at..end].to_vec();
            bytes.splice(at..at, copy);
        }
        _ => {
            let deep = "[".repeat(random.random_range(1..100_000));
            bytes.splice(at..at, deep.into_bytes());
        }
    }
    bytes
}

fn change_meaning(random: &mut StdRng, mut value: Value) -> Vec<u8> {
    let mut places = Vec::new();
    list_places(&value, String::new(), &mut places);
    let place = places.choose(random).cloned().unwrap_or_default();
    let Some(node) = value.pointer_mut(&place) else {
        return value.to_string().into_bytes();
    };
    if let Value::Object(fields) = node
        && random.random_bool(0.5)
        && let Some((name, content)) = fields.iter().next_back()
    {
        let twice = format!("{}:{content}", Value::from(name.as_str()));
        fields.insert("a gap".to_owned(), Value::Null);
        let text = value.to_string();
        return text.replacen("\"a gap\":null", &twice, 1).into_bytes();
    }
    *node = Value::from("a gap");
    let strange = strange_value(random);
    value.to_string().replacen(GAP, &strange, 1).into_bytes()
}

/// Where everything in a document is.
fn list_places(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, content) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                list_places(content, format!("{place}/{name}"), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                list_places(item, format!("{place}/{index}"), places);
            }
        }
        _ => {}
    }
    places.push(place);
}

/// JSON that is seldom what a reader hopes for.
fn strange_value(random: &mut StdRng) -> String {
    const STRANGE: [&str; 24] = [
        "null",
        "true",
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"0x\"",
        "\"-1\"",
        "\"9223372036854775808\"",
        "\"ЙЙЙ\"",
        "0",
        "-0",
        "-1",
        "0.1",
        "1e2",
        "1e999",
        "1e-999",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "\"true\"",
    ];
    match random.random_range(0..10) {
        0 => format!("\"{}\"", "9".repeat(random.random_range(1..2000))),
        1 => "9".repeat(random.random_range(1..2000)),
        2 => format!("0.{}1", "0".repeat(random.random_range(1..2000))),
        3 => {
            let depth = random.random_range(1..2000);
            format!("{}{}", "[".repeat(depth), "]".repeat(depth))
        }
        4 => random.random::<i64>().to_string(),
        _ => (*STRANGE.choose(random).expect("there are some")).to_owned(),
    }
}
