//! The configuration: what is required, what defaults to what, and that mistakes
//! are reported all at once without any secret.

use std::collections::BTreeMap;

use pinglass::{
    config::{Config, UpdateSource},
    i18n::Lang,
};
use secrecy::ExposeSecret;

fn complete() -> BTreeMap<String, String> {
    [
        ("TELEGRAM_BOT_TOKEN", "123:token-that-is-secret"),
        (
            "DATABASE_URL",
            "postgres://someone:password-that-is-secret@db/pinglass",
        ),
        ("S3_ENDPOINT", "https://storage.example"),
        ("S3_BUCKET", "photos"),
        ("S3_ACCESS_KEY_ID", "access-that-is-secret"),
        ("S3_SECRET_ACCESS_KEY", "key-that-is-secret"),
        ("KIE_API_KEY", "kie-that-is-secret\n"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect()
}

/// As [`complete`], with a terminal of T-Bank.
fn with_tbank(changes: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut variables = complete();
    let terminal = [
        ("TBANK_TERMINAL_KEY", "1234567890DEMO\n"),
        ("TBANK_PASSWORD", "pa$$word-that-is-secret\n"),
    ];
    for (name, value) in terminal.iter().chain(changes) {
        variables.insert((*name).to_owned(), (*value).to_owned());
    }
    variables
}

fn mistakes_with(changes: &[(&str, &str)]) -> String {
    let mut variables = complete();
    for (name, value) in changes {
        variables.insert((*name).to_owned(), (*value).to_owned());
    }
    Config::from_variables(variables).unwrap_err().to_string()
}

#[test]
fn the_defaults_are_those_of_the_contract() {
    let config = Config::from_variables(complete()).unwrap();
    assert_eq!(
        config.telegram.api_url.as_str(),
        "https://api.telegram.org/"
    );
    assert!(matches!(config.telegram.updates, UpdateSource::Polling));
    assert_eq!(config.telegram.messages_per_second, 30);
    assert_eq!(config.http_addr.to_string(), "0.0.0.0:8080");
    assert_eq!(config.database.max_connections, 10);
    assert_eq!(config.storage.region, "auto");
    assert_eq!(config.kie.api_url.as_str(), "https://api.kie.ai/");
    assert_eq!(config.kie.model, "nano-banana-pro");
    assert_eq!((config.photos.min, config.photos.max), (4, 8));
    assert_eq!(config.photos.keep_days, 30);
    assert_eq!(config.referral.withdrawal_min.to_string(), "1000");
    assert_eq!((config.staff.chat_id, config.staff.owners.len()), (None, 0));
    assert!(config.tbank.is_none());
    assert_eq!(config.staff.lang, Lang::En);
}

#[test]
fn a_pace_that_telegram_never_allows_is_a_slip() {
    let mut variables = complete();
    variables.insert("TELEGRAM_MESSAGES_PER_SECOND".to_owned(), "1000".to_owned());
    let config = Config::from_variables(variables).unwrap();
    assert_eq!(config.telegram.messages_per_second, 1000);
    for wrong in ["0", "10001"] {
        let message = mistakes_with(&[("TELEGRAM_MESSAGES_PER_SECOND", wrong)]);
        assert!(
            message.contains("TELEGRAM_MESSAGES_PER_SECOND must be from 1 to 10000"),
            "{message}"
        );
    }
}

#[test]
fn the_staff_group_speaks_the_language_that_is_set() {
    let mut variables = complete();
    variables.insert("STAFF_LANGUAGE".to_owned(), "ru".to_owned());
    let config = Config::from_variables(variables).unwrap();
    assert_eq!(config.staff.lang, Lang::Ru);
    let message = mistakes_with(&[("STAFF_LANGUAGE", "Klingon")]);
    assert!(
        message.contains("STAFF_LANGUAGE is not en or ru"),
        "{message}"
    );
}

#[test]
fn a_trailing_newline_of_a_secret_is_dropped() {
    let config = Config::from_variables(complete()).unwrap();
    assert_eq!(config.kie.api_key.expose_secret(), "kie-that-is-secret");
}

#[test]
fn all_that_is_missing_is_named_at_once() {
    let message = Config::from_variables(BTreeMap::new())
        .unwrap_err()
        .to_string();
    for name in complete().keys() {
        assert!(
            message.contains(name.as_str()),
            "{name} is not named in: {message}"
        );
    }
}

#[test]
fn mistakes_name_the_variable_and_no_secret() {
    let message = mistakes_with(&[
        ("TELEGRAM_UPDATES", "pigeons"),
        ("HTTP_ADDR", "here"),
        ("DATABASE_MAX_CONNECTIONS", "many"),
        ("REFERENCE_PHOTOS_MIN", "9"),
        ("REFERENCE_PHOTOS_KEEP_DAYS", "0"),
        ("OWNER_TELEGRAM_IDS", "1,two"),
        ("PAYMENT_METHODS", "stars,tbank"),
        ("WITHDRAWAL_KEY", "a-secret-that-is-no-key"),
    ]);
    for name in [
        "TELEGRAM_UPDATES",
        "HTTP_ADDR",
        "DATABASE_MAX_CONNECTIONS",
        "REFERENCE_PHOTOS_MIN",
        "REFERENCE_PHOTOS_KEEP_DAYS",
        "OWNER_TELEGRAM_IDS",
        "PAYMENT_METHODS",
        "WITHDRAWAL_KEY",
    ] {
        assert!(message.contains(name), "{name} is not named in: {message}");
    }
    assert!(!message.contains("secret"), "{message}");
}

#[test]
fn a_webhook_needs_an_address_and_a_proper_secret() {
    let message = mistakes_with(&[("TELEGRAM_UPDATES", "webhook")]);
    assert!(
        message.contains("PUBLIC_URL is required")
            && message.contains("TELEGRAM_WEBHOOK_SECRET is required"),
        "{message}"
    );
    let message = mistakes_with(&[
        ("TELEGRAM_UPDATES", "webhook"),
        ("TELEGRAM_WEBHOOK_SECRET", "not allowed!"),
    ]);
    assert!(
        message.contains("TELEGRAM_WEBHOOK_SECRET may hold"),
        "{message}"
    );
}

#[test]
fn a_terminal_needs_no_more_than_its_key_and_password() {
    let tbank = Config::from_variables(with_tbank(&[]))
        .unwrap()
        .tbank
        .unwrap();
    assert_eq!(tbank.api_url.as_str(), "https://securepay.tinkoff.ru/v2");
    assert_eq!(tbank.terminal_key, "1234567890DEMO");
    assert_eq!(tbank.password.expose_secret(), "pa$$word-that-is-secret");
    assert_eq!(tbank.taxation, "usn_income");
    assert!(tbank.authorities.is_empty());

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("root.pem");
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    std::fs::write(&file, certificate.repeat(2)).unwrap();
    let changes = [
        ("TBANK_API_URL", "https://rest-api-test.tinkoff.ru/v2"),
        ("TBANK_TAXATION", "patent"),
        ("TBANK_CA_FILE", file.to_str().unwrap()),
    ];
    let tbank = Config::from_variables(with_tbank(&changes))
        .unwrap()
        .tbank
        .unwrap();
    assert_eq!(tbank.api_url.host_str(), Some("rest-api-test.tinkoff.ru"));
    assert_eq!(tbank.taxation, "patent");
    assert_eq!(tbank.authorities.len(), 2);
}

#[test]
fn without_a_terminal_the_rest_of_it_does_not_matter() {
    let mut variables = complete();
    variables.insert("TBANK_TAXATION".to_owned(), "none of them".to_owned());
    assert!(Config::from_variables(variables).unwrap().tbank.is_none());
}

#[test]
fn mistakes_of_a_terminal_are_told_all_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let no_certificate = folder.path().join("root.pem");
    std::fs::write(&no_certificate, "no certificate").unwrap();
    let changes = [
        ("TBANK_TERMINAL_KEY", "two words"),
        ("TBANK_PASSWORD", " "),
        ("TBANK_TAXATION", "usn"),
        ("TBANK_API_URL", "the bank"),
        ("TBANK_CA_FILE", no_certificate.to_str().unwrap()),
    ];
    let message = Config::from_variables(with_tbank(&changes))
        .unwrap_err()
        .to_string();
    for mistake in [
        "TBANK_TERMINAL_KEY is not",
        "TBANK_PASSWORD is required",
        "TBANK_TAXATION is none of osn,",
        "TBANK_API_URL is not an address",
        "TBANK_CA_FILE holds no certificate",
    ] {
        assert!(message.contains(mistake), "{mistake}: {message}");
    }

    let absent = folder.path().join("absent.pem");
    for (name, value, mistake) in [
        (
            "TBANK_TERMINAL_KEY",
            "123456789012345678901",
            "TBANK_TERMINAL_KEY is not",
        ),
        (
            "TBANK_CA_FILE",
            absent.to_str().unwrap(),
            "TBANK_CA_FILE names a file",
        ),
    ] {
        let message = Config::from_variables(with_tbank(&[(name, value)]))
            .unwrap_err()
            .to_string();
        assert!(message.contains(mistake), "{message}");
        assert!(message.contains("1 mistake(s)"), "{message}");
        assert!(!message.contains("secret"), "{message}");
    }
}

#[test]
fn the_debug_form_shows_no_secret() {
    let key = "7f".repeat(32);
    let config = Config::from_variables(with_tbank(&[("WITHDRAWAL_KEY", &key)])).unwrap();
    let shown = format!("{config:?}");
    assert!(!shown.contains("that-is-secret"));
    assert!(
        !shown.contains("7f7f") && !shown.contains("127, 127"),
        "{shown}"
    );
}
