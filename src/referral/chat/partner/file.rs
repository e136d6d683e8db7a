//! A table of what each link did on each day, as spreadsheets read it: UTF-8 with the
//! mark by which they know it, and quoted by the rules of RFC 4180.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use teloxide::{
    payloads::SendDocumentSetters,
    requests::Requester,
    types::{InputFile, ParseMode},
};

use super::{page::has_page, period::Reach, screens};
use crate::{
    i18n::Lang,
    referral::{
        chat::Visit,
        links::NamedLink,
        store::{
            self,
            statistics::{DayOfLink, Which},
        },
    },
    telegram::{Handled, Lane},
};

/// What spreadsheets know UTF-8 by.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

pub(super) async fn choose(visit: &Visit) -> Handled {
    let screen = screens::files(visit.person.lang);
    visit.reply.instead(&screen).await?;
    Ok(())
}

pub(super) async fn send(visit: &Visit, reach: Reach) -> Handled {
    let (person_id, lang) = (visit.person.id, visit.person.lang);
    let (now, zone) = (visit.deps.clock.now(), visit.deps.timezone);
    let mut connection = visit.deps.db.connection().await?;
    let account = store::accounts::find(&mut connection, person_id).await?;
    if !account.as_ref().is_some_and(has_page) {
        drop(connection);
        visit.popup("partner-not-yours").await;
        return Ok(());
    }
    let began = store::statistics::began_at(&mut connection, person_id).await?;
    let span = reach.span(now, began, zone);
    let links = store::links::list(&mut connection, person_id).await?;
    let rows =
        store::statistics::by_day_and_link(&mut connection, person_id, Which::All, &span).await?;
    drop(connection);
    let bytes = write(lang, &rows, &links)?;
    let name = format!("pinglass-{}-{}.csv", span.first, span.last);
    let request = visit
        .reply
        .sender
        .bot()
        .send_document(visit.reply.chat, InputFile::memory(bytes).file_name(name))
        .caption(screens::file_caption(lang, &span, &rows))
        .parse_mode(ParseMode::Html);
    let sent = visit
        .reply
        .sender
        .call(Lane::Answer, Some(visit.reply.chat), request);
    sent.await?;
    Ok(())
}

/// The table, a line for each day and link on which something happened.
fn write(lang: Lang, rows: &[DayOfLink], links: &[NamedLink]) -> anyhow::Result<Vec<u8>> {
    let mut file = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    file.write_record(screens::columns(lang))?;
    let own = screens::own_link(lang);
    for row in rows {
        let link = row
            .link_id
            .and_then(|id| links.iter().find(|link| link.id == id));
        let name = link.map_or(own.as_str(), |link| link.name.as_str());
        file.write_record(record(row, name))?;
    }
    Ok(file.into_inner()?)
}

fn record(row: &DayOfLink, link: &str) -> [String; 9] {
    let day: NaiveDate = row.day;
    let money = |amount: Decimal| format!("{amount:.2}");
    [
        day.to_string(),
        harmless(link),
        row.visits.to_string(),
        row.sign_ups.to_string(),
        row.purchases.to_string(),
        money(row.paid),
        money(row.earned),
        money(row.taken_back),
        money(row.credited),
    ]
}

/// Spreadsheets take words that begin like this for something to calculate (OWASP, CSV
/// injection); an apostrophe makes them words.
fn harmless(words: &str) -> String {
    let is_formula = words.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn row(day: &str, link_id: Option<i32>) -> DayOfLink {
        DayOfLink {
            day: day.parse().unwrap(),
            link_id,
            visits: 3,
            sign_ups: 2,
            purchases: 1,
            paid: dec!(499),
            earned: dec!(249.5),
            taken_back: dec!(0),
            credited: dec!(249.50),
        }
    }

    fn named(id: i32, name: &str) -> NamedLink {
        NamedLink {
            id,
            code: "CODE".to_owned(),
            name: name.to_owned(),
            is_open: true,
        }
    }

    #[test]
    fn a_file_is_read_again_as_it_was_meant() {
        let links = [
            named(1, "=HYPERLINK(\"http://example.com\";\"x\")"),
            named(2, "Spring, “the best”\"; post"),
            named(3, "+7 900"),
        ];
        let rows = [
            row("2026-03-01", None),
            row("2026-03-01", Some(1)),
            row("2026-03-02", Some(2)),
            row("2026-03-02", Some(3)),
        ];
        let bytes = write(Lang::En, &rows, &links).unwrap();
        let table = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap();
        let mut reader = csv::Reader::from_reader(table);
        assert_eq!(reader.headers().unwrap().len(), 9);
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let names: Vec<&str> = records.iter().map(|record| &record[1]).collect();
        assert_eq!(
            names,
            [
                "Own link",
                "'=HYPERLINK(\"http://example.com\";\"x\")",
                "Spring, “the best”\"; post",
                "'+7 900",
            ]
        );
        let first: Vec<&str> = records[0].iter().collect();
        assert_eq!(
            first[2..],
            ["3", "2", "1", "499.00", "249.50", "0.00", "249.50"]
        );
    }

    #[test]
    fn a_file_without_days_has_its_columns() {
        let bytes = write(Lang::Ru, &[], &[]).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches("\r\n").count(), 1);
        assert!(text.starts_with("\u{feff}День,"), "{text}");
    }
}
