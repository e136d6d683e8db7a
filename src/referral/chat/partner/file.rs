//! A table of what each link did on each day, as a file for spreadsheets.

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
    tables::{self, Cell},
    telegram::{Handled, Lane},
};

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
    let own = screens::own_link(lang);
    let rows = rows.iter().map(|row| {
        let link = row
            .link_id
            .and_then(|id| links.iter().find(|link| link.id == id));
        let name = link.map_or(own.as_str(), |link| link.name.as_str());
        cells(row, name)
    });
    tables::write(lang, screens::columns(lang), rows)
}

fn cells(row: &DayOfLink, link: &str) -> [Cell; 9] {
    [
        Cell::Words(row.day.to_string()),
        Cell::Words(link.to_owned()),
        Cell::Count(row.visits),
        Cell::Count(row.sign_ups),
        Cell::Count(row.purchases),
        Cell::Money(row.paid),
        Cell::Money(row.earned),
        Cell::Money(row.taken_back),
        Cell::Money(row.credited),
    ]
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
        let table = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
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
        assert!(text.starts_with("\u{feff}День;"), "{text}");
    }
}
