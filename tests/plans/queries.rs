//! The queries of the product as `.sqlx` keeps them, those inside the database's own functions, and
//! where each stands in the source.

use std::{fs, path::PathBuf};

use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, Row};

/// Most of a query that a message shows.
const MOST_SHOWN: usize = 240;

pub struct Query {
    text: String,
    parameters: usize,
}

impl Query {
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            parameters: 0,
        }
    }

    /// In one line, with one space between words.
    pub fn line(&self) -> String {
        one_line(&self.text)
    }

    /// How it begins.
    pub fn beginning(&self) -> String {
        self.line().chars().take(MOST_SHOWN).collect()
    }

    /// The plan that is kept for any values; `None` for what has none, such as the lock of a
    /// table.
    pub async fn plan(&self, connection: &mut PgConnection) -> Option<Value> {
        let first = self.text.split_whitespace().next()?;
        if matches!(first, "lock" | "set") {
            return None;
        }
        let values = match self.parameters {
            0 => String::new(),
            count => format!("({})", vec!["null"; count].join(", ")),
        };
        let statements = format!(
            "prepare asked as {}\n; explain (format json) execute asked{values}; deallocate asked",
            self.text
        );
        let row = sqlx::raw_sql(AssertSqlSafe(statements))
            .fetch_one(connection)
            .await
            .unwrap_or_else(|error| panic!("{error} in {}", self.text));
        let plan: Value = serde_json::from_str(row.get_unchecked(0)).unwrap();
        Some(plan[0]["Plan"].clone())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn all() -> Vec<Query> {
    let read = |path: PathBuf| {
        let kept: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        Query {
            text: kept["query"].as_str().unwrap().to_owned(),
            parameters: kept["describe"]["parameters"]["Left"]
                .as_array()
                .map_or(0, Vec::len),
        }
    };
    let mut queries: Vec<Query> = files_below(".sqlx").into_iter().map(read).collect();
    queries.sort_by(|one, other| one.text.cmp(&other.text));
    queries
}

/// What functions of the database return, each as a query that takes their arguments. Whatever
/// else they do is not looked at.
pub async fn of_functions(connection: &mut PgConnection) -> Vec<Query> {
    let functions: Vec<(String, Vec<String>, Vec<String>)> = sqlx::query_as(
        "select prosrc,
                proargnames[1:pronargs],
                array(
                    select format_type(type, null)
                    from unnest(proargtypes::oid[]) with ordinality as argument (type, place)
                    order by place
                )
         from pg_proc
         where pronamespace = 'public'::regnamespace",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    let queries = |(body, names, types): (String, Vec<String>, Vec<String>)| {
        let returned = body.split("return query").skip(1);
        let returned = returned.map(|rest| rest.split_once(';').unwrap().0);
        returned
            .map(|returned| with_arguments(returned, &names, &types))
            .collect::<Vec<_>>()
    };
    functions.into_iter().flat_map(queries).collect()
}

/// The query in the words that it has where its arguments are numbered.
fn with_arguments(query: &str, names: &[String], types: &[String]) -> Query {
    // PostgreSQL knows no type of an argument that is not asked for.
    let mut asked: Vec<usize> = Vec::new();
    let mut argument = |word: &str| {
        let place = names.iter().position(|name| name == word)?;
        let number = asked.iter().position(|known| *known == place);
        let number = number.unwrap_or_else(|| {
            asked.push(place);
            asked.len() - 1
        });
        Some(format!("${}::{}", number + 1, types[place]))
    };
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut text = String::new();
    for piece in query.split_inclusive(|letter| !is_word(letter)) {
        let word = piece.trim_end_matches(|letter| !is_word(letter));
        text += &argument(word).unwrap_or_else(|| word.to_owned());
        text += &piece[word.len()..];
    }
    Query {
        text,
        parameters: asked.len(),
    }
}

/// The source, each file in one line.
pub struct Source(Vec<(String, String)>);

impl Source {
    pub fn read() -> Self {
        let read = |path: PathBuf| {
            let text = one_line(&fs::read_to_string(&path).unwrap());
            (name(&path), text)
        };
        let files = files_below("src").into_iter();
        let is_ours = |path: &PathBuf| {
            let extension = path.extension();
            extension.is_some_and(|found| found == "rs" || found == "sql")
        };
        Self(files.filter(is_ours).map(read).collect())
    }

    /// The file that a query stands in.
    pub fn place(&self, query: &Query) -> &str {
        let line = query.line();
        let holds = |(_, text): &&(String, String)| text.contains(&line);
        let found = self.0.iter().find(holds);
        found.map_or(
            "migrations, or a file that writes it in pieces",
            |(name, _)| name,
        )
    }
}

fn name(path: &std::path::Path) -> String {
    let within = path.strip_prefix(env!("CARGO_MANIFEST_DIR"));
    within.unwrap_or(path).display().to_string()
}

fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
