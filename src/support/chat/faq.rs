//! The questions that people ask most, each with a short answer, so that nobody
//! waits for the staff who can be helped at once.

use serde::{Deserialize, Serialize};

use super::Visit;
use crate::{accounts::Go, generation, i18n::Lang, payments, support::ticket::Category};

/// A frequent question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::support) enum Question {
    Refund,
    Nothing,
    Twice,
    Receipt,
    Selfies,
    Quality,
    Earlier,
    Silent,
    Keeping,
    Sees,
    Erase,
    Language,
    Where,
    Likeness,
    Detail,
    Missing,
    Price,
    Work,
    Others,
}

impl Question {
    pub const ALL: [Self; 19] = [
        Self::Refund,
        Self::Nothing,
        Self::Twice,
        Self::Receipt,
        Self::Silent,
        Self::Selfies,
        Self::Quality,
        Self::Keeping,
        Self::Sees,
        Self::Erase,
        Self::Language,
        Self::Where,
        Self::Likeness,
        Self::Detail,
        Self::Missing,
        Self::Earlier,
        Self::Price,
        Self::Work,
        Self::Others,
    ];

    /// As the locales name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Nothing => "nothing",
            Self::Twice => "twice",
            Self::Receipt => "receipt",
            Self::Selfies => "selfies",
            Self::Quality => "quality",
            Self::Earlier => "earlier",
            Self::Silent => "silent",
            Self::Keeping => "keeping",
            Self::Sees => "sees",
            Self::Erase => "erase",
            Self::Language => "language",
            Self::Where => "where",
            Self::Likeness => "likeness",
            Self::Detail => "detail",
            Self::Missing => "missing",
            Self::Price => "price",
            Self::Work => "work",
            Self::Others => "others",
        }
    }

    pub fn category(self) -> Category {
        match self {
            Self::Refund | Self::Nothing | Self::Twice | Self::Receipt => Category::Payment,
            Self::Selfies | Self::Quality | Self::Silent => Category::Technical,
            Self::Keeping | Self::Sees | Self::Erase | Self::Language => Category::Account,
            Self::Where | Self::Likeness | Self::Detail | Self::Missing | Self::Earlier => {
                Category::Generation
            }
            Self::Price | Self::Work | Self::Others => Category::Other,
        }
    }

    /// The frequent questions of a category, in the order of display.
    pub fn list(category: Category) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |question| question.category() == category)
    }

    /// The question in the person's words.
    pub fn label(self, lang: Lang) -> String {
        lang.text(&format!("ask-question-{}", self.id()), &[])
    }

    /// Where the answer leads, with the words that the button has elsewhere too.
    pub fn way_on(self) -> Option<(&'static str, Go)> {
        match self {
            Self::Refund | Self::Nothing | Self::Twice | Self::Receipt => {
                Some(("help-payments", Go::Payments))
            }
            Self::Quality | Self::Earlier | Self::Likeness | Self::Detail | Self::Missing => {
                Some(("menu-photos", Go::Photos))
            }
            Self::Selfies => Some(("menu-avatars", Go::Avatars)),
            Self::Keeping | Self::Sees | Self::Erase => Some(("help-privacy", Go::Privacy)),
            Self::Language => Some(("menu-language", Go::Language)),
            Self::Where => Some(("menu-status", Go::Status)),
            Self::Price => Some(("menu-portraits", Go::Portraits)),
            Self::Silent | Self::Work | Self::Others => None,
        }
    }
}

/// The answer as it holds for this person now.
pub(super) async fn answer(question: Question, visit: &Visit) -> anyhow::Result<String> {
    let lang = visit.person.lang;
    let mut connection = visit.deps.db.connection().await?;
    let live = match question {
        Question::Refund => payments::rules(&mut connection, &visit.deps.money, lang).await?,
        Question::Where | Question::Nothing => {
            let now = visit.deps.clock.now();
            let status = generation::status(&mut connection, &visit.person, now).await?;
            status.text
        }
        _ => String::new(),
    };
    let parts = match payments::pays_parts_back(&mut connection, &visit.deps.money).await? {
        true => "on",
        false => "off",
    };
    drop(connection);
    let days = visit.deps.portraits.references.keep_days;
    // The live words are HTML already, so they must not be escaped once more.
    let key = format!("ask-answer-{}", question.id());
    let args = [
        ("days", days.into()),
        ("live", LIVE.into()),
        ("parts", parts.into()),
    ];
    let answer = lang.html(&key, &args);
    Ok(match question {
        Question::Refund => format!("{answer}\n\n{live}"),
        _ => answer.replace(LIVE, &live),
    })
}

/// Stands for the live words until they are put in.
const LIVE: &str = "\u{0}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_three_to_five_questions() {
        for category in Category::ALL {
            let count = Question::list(category).count();
            assert!((3..=5).contains(&count), "{category:?} has {count}");
        }
    }
}
