//! The readers of what comes from outside about money, against documents that were
//! damaged in thousands of ways: none may panic. `make fuzz` goes on where this ends.

pub mod damage;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use pinglass::{generation, payments::parsers};
use rand::{SeedableRng, rngs::StdRng};

use self::damage::damaged;

/// A folder below `tests/fuzz/seeds`, and the reader of what lies there.
type Reader = (&'static str, fn(&[u8]) -> bool);

const READERS: [Reader; 12] = [
    ("tbank_notification", parsers::tbank_notification),
    ("tbank_answer", parsers::tbank_answer),
    ("toncenter_page", parsers::toncenter_page),
    ("ton_comment", parsers::ton_comment),
    ("ton_address", parsers::ton_address),
    ("ton_rate", parsers::ton_rate),
    ("star_transactions", parsers::star_transactions),
    ("star_charge", parsers::star_charge),
    ("pre_checkout", parsers::pre_checkout),
    ("invoice_payload", parsers::invoice_payload),
    ("receipt_email", parsers::receipt_email),
    ("kie_callback", |body| {
        str::from_utf8(body).is_ok_and(|body| generation::read_callback(body).is_some())
    }),
];

/// Of each reader's documents.
const DAMAGES: usize = 1000;

fn fuzz() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz")
}

/// The documents of one folder, by name.
fn seeds(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut seeds: Vec<(String, Vec<u8>)> = fs::read_dir(fuzz().join("seeds").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    seeds.sort();
    seeds
}

#[test]
fn whole_documents_are_read() {
    for (folder, reads) in READERS {
        for (name, document) in seeds(folder) {
            assert!(reads(&document), "{folder}/{name}");
        }
    }
}

#[test]
fn no_damage_makes_a_reader_panic() {
    let seed = std::env::var("HOSTILE_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(rand::random);
    // Shown when the test fails: the same seed does the same damage.
    println!("HOSTILE_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);
    for (folder, reads) in READERS {
        let seeds = seeds(folder);
        for (_, document) in seeds.iter().cycle().take(DAMAGES) {
            let body = damaged(&mut random, document);
            let outcome = catch_unwind(AssertUnwindSafe(|| reads(&body)));
            let shown = String::from_utf8_lossy(&body);
            assert!(outcome.is_ok(), "{folder} panicked at {shown:.2000}");
        }
    }
}

#[test]
fn every_reader_has_documents_and_a_fuzz_target() {
    let files = |folder: &str| {
        let entries = fs::read_dir(fuzz().join(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .map(|name| name.trim_end_matches(".rs").to_owned())
            .collect();
        names.sort();
        names
    };
    let mut readers = READERS.map(|(folder, _)| folder);
    readers.sort_unstable();
    assert_eq!(files("seeds"), readers);
    assert_eq!(files("fuzz_targets"), readers);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for reader in readers {
        assert!(manifest.contains(&format!("fuzz_targets/{reader}.rs")));
    }
}
