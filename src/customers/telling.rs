//! What a person is told of what the staff did to them: in their language, by a job, and
//! not at all when it does not hold any more.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{Deps, person::reason_words};
use crate::{
    accounts::{self, Go, Person, menu_button},
    payments,
    queue::{Job, JobResult, Next, OrElse, Registry},
    telegram::{Lane, Screen, SendError, button},
};

/// Tells a person what happened to them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellCustomer {
    pub person_id: i32,
    pub news: News,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum News {
    Banned,
    Unbanned,
    Gift {
        payment_id: i32,
    },
    /// Their erasure has begun.
    Erasing,
}

impl Job for TellCustomer {
    const KIND: &'static str = "customers_tell";
    const PRIORITY: i16 = 35;
    const MOST_ATTEMPTS: Option<i32> = Some(20);
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job: TellCustomer, _| tell(deps.clone(), job))
}

async fn tell(deps: Deps, job: TellCustomer) -> JobResult {
    let mut connection = deps.desk.db.connection().await.or_retry()?;
    let person = accounts::find_by_id(&mut connection, job.person_id)
        .await
        .or_retry()?;
    let Some(person) = person else {
        return Ok(Next::Done);
    };
    let screen = screen(&mut connection, &person, &job.news)
        .await
        .or_retry()?;
    drop(connection);
    let Some(screen) = screen else {
        return Ok(Next::Done);
    };
    let sender = &deps.desk.sender;
    match sender
        .show(Lane::Delivery, person.chat(), None, &screen)
        .await
    {
        // Whoever can't be reached reads how things stand when they come back.
        Ok(_) | Err(SendError::Unreachable(_)) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}

/// `None` when it is not so any more.
async fn screen(
    connection: &mut PgConnection,
    person: &Person,
    news: &News,
) -> anyhow::Result<Option<Screen>> {
    let lang = person.lang;
    Ok(match news {
        News::Banned => {
            let ban = accounts::find_ban(connection, person.id).await?;
            ban.map(|ban| {
                let told = ban.reason.filter(|_| ban.is_told_why);
                Screen::plain(match told {
                    Some(reason) => {
                        let reason = reason_words(lang, &reason);
                        lang.html("customer-news-banned-for", &[("reason", reason.into())])
                    }
                    None => lang.html("customer-news-banned", &[]),
                })
            })
        }
        News::Unbanned if person.is_banned => None,
        News::Unbanned => Some(Screen::with_buttons(
            lang.html("customer-news-unbanned", &[]),
            vec![vec![menu_button(lang)]],
        )),
        News::Gift { payment_id } => {
            let payment = payments::find(connection, *payment_id).await?;
            let gift = payment.filter(|payment| payment.status == "succeeded" && !payment.is_used);
            gift.map(|gift| {
                let count = ("count", gift.photo_count.into());
                let start = button(lang.text("customer-news-gift-start", &[]), &Go::Portraits);
                Screen::with_buttons(
                    lang.html("customer-news-gift", &[count]),
                    vec![vec![start], vec![menu_button(lang)]],
                )
            })
        }
        News::Erasing => Some(Screen::plain(lang.html("customer-news-erasing", &[]))),
    })
}
