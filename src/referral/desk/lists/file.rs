//! What was sent, as a file for the accountant: a line each, with details as everybody
//! may see them, and no names of customers.

use chrono::{DateTime, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use serde_json::json;
use teloxide::{
    payloads::SendDocumentSetters,
    requests::Requester,
    types::{InputFile, ParseMode},
};

use crate::{
    i18n::Lang,
    referral::{
        Deps,
        desk::screens,
        store::{self, desk::SentLine},
        withdrawals::Method,
    },
    staff::{self, Member},
    tables::{self, Cell},
    telegram::{Handled, Lane, Reply},
};

/// The time that a file is about.
pub(super) struct Span {
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    name: String,
}

impl Span {
    pub fn last(since: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        let day = |at: DateTime<Utc>| at.format("%Y-%m-%d");
        Self {
            since,
            // What was sent just now is among it.
            until: until + TimeDelta::seconds(1),
            name: format!("{}..{}", day(since), day(until)),
        }
    }
}

/// The month that `2026-03` stands for, by the clock of the reports.
pub(super) fn month(words: &str, zone: Tz) -> Option<Span> {
    let first = NaiveDate::parse_from_str(&format!("{words}-01"), "%Y-%m-%d").ok()?;
    let next = first.checked_add_months(Months::new(1))?;
    let begin = |day: NaiveDate| {
        let midnight = day.and_time(NaiveTime::MIN);
        let local = zone.from_local_datetime(&midnight).earliest()?;
        Some(local.with_timezone(&Utc))
    };
    Some(Span {
        since: begin(first)?,
        until: begin(next)?,
        name: first.format("%Y-%m").to_string(),
    })
}

/// Sends the file to where it was asked for; that is audited.
pub(super) async fn send(deps: &Deps, member: &Member, reply: &Reply, span: &Span) -> Handled {
    let (lang, now) = (deps.staff_lang, deps.clock.now());
    let mut tx = deps.db.begin().await?;
    let lines = store::desk::list_sent(&mut tx, span.since, span.until).await?;
    let details = json!({ "span": span.name, "lines": lines.len() });
    staff::audit(
        &mut tx,
        member,
        "withdrawals_exported",
        "withdrawal",
        None,
        details,
        now,
    )
    .await?;
    tx.commit().await?;
    let sum: Decimal = lines.iter().map(|line| line.amount).sum();
    let caption = screens::file_caption(lang, &span.name, lines.len(), sum);
    let bytes = write(lang, deps.timezone, &lines)?;
    let name = format!("withdrawals-{}.csv", span.name);
    let mut request = reply
        .sender
        .bot()
        .send_document(reply.chat, InputFile::memory(bytes).file_name(name))
        .caption(caption)
        .parse_mode(ParseMode::Html);
    request.message_thread_id = reply.topic();
    let sent = reply.sender.call(Lane::Answer, Some(reply.chat), request);
    sent.await?;
    Ok(())
}

fn write(lang: Lang, zone: Tz, lines: &[SentLine]) -> anyhow::Result<Vec<u8>> {
    let rows = lines.iter().map(|line| cells(lang, zone, line));
    tables::write(lang, screens::file_columns(lang), rows)
}

fn cells(lang: Lang, zone: Tz, line: &SentLine) -> [Cell; 9] {
    let moment = |at: Option<NaiveDateTime>| {
        let at = at.map(|at| at.and_utc().with_timezone(&zone));
        let at = at.map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string());
        Cell::Words(at.unwrap_or_default())
    };
    let person = line.user_id.map(|id| id.to_string());
    [
        Cell::Count(line.id.into()),
        moment(line.requested_at),
        moment(line.sent_at),
        Cell::Money(line.amount),
        Cell::Words(screens::method(lang, Method::stored(&line.method))),
        Cell::Words(line.masked.clone()),
        Cell::Words(person.unwrap_or_default()),
        Cell::Words(line.approved_by.clone()),
        Cell::Words(line.sent_by.clone()),
    ]
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Moscow;

    use super::*;

    #[test]
    fn a_file_can_be_read_whatever_people_typed() {
        let line = SentLine {
            id: 12,
            user_id: Some(7),
            amount: Decimal::new(300_050, 2),
            method: "bank".to_owned(),
            masked: "=cmd, \"x\"".to_owned(),
            requested_at: NaiveDate::from_ymd_opt(2026, 3, 2)
                .and_then(|day| day.and_hms_opt(9, 0, 0)),
            sent_at: None,
            sent_by: "Олег".to_owned(),
            approved_by: "Olga + Oleg".to_owned(),
        };
        let file = write(Lang::En, Moscow, &[line]).unwrap();
        assert_eq!(
            String::from_utf8(file).unwrap(),
            "\u{feff}Number,Requested,Sent,\"Amount, RUB\",Method,Details,User,Approved by,Sent by\r\n\
             12,2026-03-02 12:00:00,,3000.50,bank,\"'=cmd, \"\"x\"\"\",7,Olga + Oleg,Олег\r\n"
        );
    }

    #[test]
    fn a_file_for_a_russian_group_says_everything_in_russian() {
        let file = write(Lang::Ru, Moscow, &[]).unwrap();
        assert_eq!(
            String::from_utf8(file).unwrap(),
            "\u{feff}Номер;Запрошено;Отправлено;Сумма, RUB;Способ;Реквизиты;Человек;\
             Одобрение;Отправка\r\n"
        );
    }

    #[test]
    fn a_month_goes_by_the_clock_of_the_reports() {
        let span = month("2026-12", Moscow).unwrap();
        assert_eq!(span.since.to_rfc3339(), "2026-11-30T21:00:00+00:00");
        assert_eq!(span.until.to_rfc3339(), "2026-12-31T21:00:00+00:00");
        assert!(month("soon", Moscow).is_none());
        assert!(month("2026-13", Moscow).is_none());
    }
}
