//! Language and terms in the chat.
//!
//! ```text
//! Anna: /language
//! Bot: In which language shall we talk?  [✓ English] [Русский] [Menu]
//! Anna taps [Русский]
//! Bot (edited): На каком языке поговорим?  [English] [✓ Русский] [Меню]
//! ```

use serde::{Deserialize, Serialize};

use super::{Go, Person, screens, store};
use crate::{
    db::Db,
    i18n::Lang,
    telegram::{Buttons, Handled, Reply, Routes, command, tap},
};

/// The tag of the language that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LanguageTap(pub String);

impl Buttons for LanguageTap {
    const FEATURE: &'static str = "language";
}

pub fn routes() -> Routes {
    dptree::entry()
        .branch(command("language").endpoint(show_languages))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Language)
                .endpoint(show_languages),
        )
        .branch(tap::<LanguageTap>().endpoint(choose_language))
        .branch(command("terms").endpoint(show_terms))
}

async fn show_languages(person: Person, reply: Reply) -> Handled {
    reply.screen(&screens::languages(person.lang)).await?;
    Ok(())
}

async fn choose_language(
    LanguageTap(tag): LanguageTap,
    person: Person,
    reply: Reply,
    db: Db,
) -> Handled {
    let lang = Lang::with_tag(&tag).unwrap_or(person.lang);
    store::choose_language(&mut *db.connection().await?, person.id, lang.tag()).await?;
    reply.popup(&lang.text("language-chosen", &[])).await;
    reply.screen(&screens::languages(lang)).await?;
    Ok(())
}

async fn show_terms(person: Person, reply: Reply) -> Handled {
    reply.screen(&screens::terms(person.lang)).await?;
    Ok(())
}
