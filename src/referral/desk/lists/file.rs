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
    referral::{
        Deps,
        desk::screens,
        store::{self, desk::SentLine},
    },
    staff::{self, Member},
    telegram::{Handled, Lane, Reply},
};

/// The columns, in the order of [`row`].
const HEAD: [&str; 9] = [
    "number",
    "requested_at",
    "sent_at",
    "amount_rub",
    "method",
    "details",
    "user_id",
    "approved_by",
    "sent_by",
];

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
    let bytes = csv(&lines, deps.timezone).into_bytes();
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

/// RFC 4180, with a mark at the beginning by which spreadsheets know that it is UTF-8.
fn csv(lines: &[SentLine], zone: Tz) -> String {
    let mut file = String::from("\u{feff}");
    let mut push = |fields: &[String]| {
        let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        file.push_str(&fields.join(","));
        file.push_str("\r\n");
    };
    push(&HEAD.map(str::to_owned));
    for line in lines {
        push(&row(line, zone));
    }
    file
}

fn row(line: &SentLine, zone: Tz) -> [String; 9] {
    let moment = |at: Option<NaiveDateTime>| {
        let at = at.map(|at| at.and_utc().with_timezone(&zone));
        at.map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string())
            .unwrap_or_default()
    };
    [
        line.id.to_string(),
        moment(line.requested_at),
        moment(line.sent_at),
        line.amount.to_string(),
        line.method.clone(),
        line.masked.clone(),
        line.user_id.map(|id| id.to_string()).unwrap_or_default(),
        line.approved_by.clone(),
        line.sent_by.clone(),
    ]
}

/// Spreadsheets take what begins like this for a formula, and people typed some of it.
fn quoted(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    let needs_quotes = is_formula || field.contains([',', '"', '\n', '\r']);
    if needs_quotes {
        return format!("\"{guard}{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
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
        let file = csv(&[line], Moscow);
        assert_eq!(
            file,
            "\u{feff}number,requested_at,sent_at,amount_rub,method,details,user_id,approved_by,sent_by\r\n\
             12,2026-03-02 12:00:00,,3000.50,bank,\"'=cmd, \"\"x\"\"\",7,Olga + Oleg,Олег\r\n"
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
