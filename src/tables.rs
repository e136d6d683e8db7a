//! Tables as files that spreadsheets open: UTF-8 with the mark by which they know it,
//! quoted by the rules of RFC 4180. A spreadsheet in Russian writes a comma within a
//! number, and so takes a semicolon for what stands between two cells.

use rust_decimal::Decimal;

use crate::i18n::Lang;

/// What spreadsheets know UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What stands in a cell.
pub enum Cell {
    Count(i64),
    /// In roubles, to the kopeck.
    Money(Decimal),
    /// With as many digits as it has.
    Exact(Decimal),
    /// Anything else, also what people typed.
    Words(String),
}

/// A table in the making, for who has more rows than should be held at once.
pub struct Table {
    lang: Lang,
    file: csv::Writer<Vec<u8>>,
}

impl Table {
    /// A table whose columns have these names.
    ///
    /// # Errors
    /// Never, as it is written to memory.
    pub fn new(
        lang: Lang,
        names: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> anyhow::Result<Self> {
        let between = match lang {
            Lang::Ru => b';',
            Lang::En => b',',
        };
        let mut file = csv::WriterBuilder::new()
            .delimiter(between)
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        file.write_record(names)?;
        Ok(Self { lang, file })
    }

    /// # Errors
    /// When the row has more cells than there are columns, or fewer.
    pub fn add(&mut self, row: impl IntoIterator<Item = Cell>) -> anyhow::Result<()> {
        let row = row.into_iter().map(|cell| cell.written(self.lang));
        Ok(self.file.write_record(row)?)
    }

    /// How many bytes there are, but for the few that are not written through yet.
    pub fn len_bytes(&self) -> usize {
        self.file.get_ref().len()
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Never, as it is written to memory.
    pub fn into_bytes(self) -> anyhow::Result<Vec<u8>> {
        Ok(self.file.into_inner()?)
    }
}

/// The bytes of a table whose columns have these names.
///
/// # Errors
/// When a row has more cells than there are columns, or fewer.
pub fn write<const COLUMNS: usize>(
    lang: Lang,
    names: [String; COLUMNS],
    rows: impl IntoIterator<Item = [Cell; COLUMNS]>,
) -> anyhow::Result<Vec<u8>> {
    let mut table = Table::new(lang, names)?;
    for row in rows {
        table.add(row)?;
    }
    table.into_bytes()
}

impl Cell {
    fn written(self, lang: Lang) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Money(amount) => decimal(lang, format!("{amount:.2}")),
            Self::Exact(amount) => decimal(lang, amount.normalize().to_string()),
            Self::Words(words) => harmless(words),
        }
    }
}

fn decimal(lang: Lang, number: String) -> String {
    match lang {
        Lang::Ru => number.replace('.', ","),
        Lang::En => number,
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
    fn exact_numbers_keep_their_digits() {
        let written = |lang| Cell::Exact(dec!(10.500000001)).written(lang);
        assert_eq!(
            (written(Lang::En), written(Lang::Ru)),
            ("10.500000001".to_owned(), "10,500000001".to_owned())
        );
        assert_eq!(Cell::Exact(dec!(3.000)).written(Lang::En), "3");
    }

    #[test]
    fn a_russian_table_has_semicolons_between_and_commas_within() {
        let table = written(Lang::Ru);
        assert!(table.starts_with("\u{feff}Name;Count;Sum\r\n"), "{table}");
        assert!(table.contains("\r\n'+7 900;-3;-1249,50\r\n"), "{table}");
        assert!(table.contains("\"Spring; “post”, \"\"2\"\"\";"), "{table}");
    }
}
