//! The Fluent bundles, parsed once from the files compiled into the binary.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

use super::Lang;

type Bundle = FluentBundle<FluentResource>;

macro_rules! locale_files {
    ($lang:literal) => {
        [
            include_str!(concat!("../../locales/", $lang, "/accounts.ftl")),
            include_str!(concat!("../../locales/", $lang, "/avatars.ftl")),
            include_str!(concat!("../../locales/", $lang, "/staff.ftl")),
            include_str!(concat!("../../locales/", $lang, "/switches.ftl")),
            include_str!(concat!("../../locales/", $lang, "/catalogue.ftl")),
            include_str!(concat!("../../locales/", $lang, "/referral.ftl")),
            include_str!(concat!("../../locales/", $lang, "/payments.ftl")),
            include_str!(concat!("../../locales/", $lang, "/generation.ftl")),
            include_str!(concat!("../../locales/", $lang, "/support.ftl")),
            include_str!(concat!("../../locales/", $lang, "/privacy.ftl")),
            include_str!(concat!("../../locales/", $lang, "/broadcasts.ftl")),
            include_str!(concat!("../../locales/", $lang, "/customers.ftl")),
            include_str!(concat!("../../locales/", $lang, "/health.ftl")),
            include_str!(concat!("../../locales/", $lang, "/reports.ftl")),
            include_str!(concat!("../../locales/", $lang, "/app.ftl")),
        ]
    };
}

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En, locale_files!("en")));
static RUSSIAN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Ru, locale_files!("ru")));

fn bundle<const COUNT: usize>(lang: Lang, files: [&str; COUNT]) -> Bundle {
    let tag = lang.tag().parse().expect("our language tags are valid");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Telegram shows the isolation marks around variables as odd spaces.
    bundle.set_use_isolating(false);
    bundle
        .add_builtins()
        .expect("no function has been added before");
    for file in files {
        let resource =
            FluentResource::try_new(file.to_owned()).expect("a test parses every locale file");
        bundle
            .add_resource(resource)
            .expect("a test finds keys that stand twice");
    }
    bundle
}

fn bundle_of(lang: Lang) -> &'static Bundle {
    match lang {
        Lang::En => &ENGLISH,
        Lang::Ru => &RUSSIAN,
    }
}

pub(super) fn has(lang: Lang, key: &str) -> bool {
    bundle_of(lang).has_message(key)
}

/// The words of `key`. A missing message shows as its key: a test makes sure
/// that there is none, and a person is better served by a key than by silence.
pub(super) fn format(lang: Lang, key: &str, args: &FluentArgs) -> String {
    let bundle = bundle_of(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(i18n.key = key, "a message is missing");
        return key.to_owned();
    };
    let mut errors = Vec::new();
    let words = bundle.format_pattern(pattern, Some(args), &mut errors);
    if !errors.is_empty() {
        tracing::error!(
            i18n.key = key,
            errors = errors.len(),
            "a message lacks a variable"
        );
    }
    words.into_owned()
}
