//! Tables as files that spreadsheets open: UTF-8 with the mark by which they know it,
//! quoted by the rules of RFC 4180. A spreadsheet in Russian writes a comma within a
//! number, and so takes a semicolon for what stands between two cells.

use rust_decimal::Decimal;

use crate::i18n::Lang;

/// What spreadsheets know UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What stands in a cell.
pub(super) enum Cell {
    Count(i64),
    /// In roubles, to the kopeck.
    Money(Decimal),
    /// Anything else, also what people typed.
    Words(String),
}

/// The bytes of a table whose columns have these names.
///
/// # Errors
/// When a row has more cells than there are columns, or fewer.
pub(super) fn write<const COLUMNS: usize>(
    lang: Lang,
    names: [String; COLUMNS],
    rows: impl IntoIterator<Item = [Cell; COLUMNS]>,
) -> anyhow::Result<Vec<u8>> {
    let between = match lang {
        Lang::Ru => b';',
        Lang::En => b',',
    };
    let mut file = csv::WriterBuilder::new()
        .delimiter(between)
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    file.write_record(names)?;
    for row in rows {
        file.write_record(row.map(|cell| cell.written(lang)))?;
    }
    Ok(file.into_inner()?)
}

impl Cell {
    fn written(self, lang: Lang) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Money(amount) => {
                let amount = format!("{amount:.2}");
                match lang {
                    Lang::Ru => amount.replace('.', ","),
                    Lang::En => amount,
                }
            }
            Self::Words(words) => harmless(words),
        }
    }
}

/// Spreadsheets take words that begin like this for something to calculate (OWASP, CSV
/// injection), in full width too; an apostrophe makes them words.
fn harmless(words: String) -> String {
    let begins = words.trim_start_matches(' ');
    let is_formula =
        begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula {
        return format!("'{words}");
    }
    words
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn written(lang: Lang) -> String {
        let names = ["Name", "Count", "Sum"].map(str::to_owned);
        let row = |name: &str| {
            [
                Cell::Words(name.to_owned()),
                Cell::Count(-3),
                Cell::Money(dec!(-1249.5)),
            ]
        };
        let rows = ["Spring; “post”, \"2\"", "=SUM(1)", "＝1+1", " @x", "+7 900"];
        String::from_utf8(write(lang, names, rows.map(row)).unwrap()).unwrap()
    }

    #[test]
    fn an_english_table_has_commas_between_and_points_within() {
        assert_eq!(
            written(Lang::En),
            "\u{feff}Name,Count,Sum\r\n\
             \"Spring; “post”, \"\"2\"\"\",-3,-1249.50\r\n\
             '=SUM(1),-3,-1249.50\r\n\
             '＝1+1,-3,-1249.50\r\n\
             ' @x,-3,-1249.50\r\n\
             '+7 900,-3,-1249.50\r\n"
        );
    }

    #[test]
    fn a_russian_table_has_semicolons_between_and_commas_within() {
        let table = written(Lang::Ru);
        assert!(table.starts_with("\u{feff}Name;Count;Sum\r\n"), "{table}");
        assert!(table.contains("\r\n'+7 900;-3;-1249,50\r\n"), "{table}");
        assert!(table.contains("\"Spring; “post”, \"\"2\"\"\";"), "{table}");
    }
}
