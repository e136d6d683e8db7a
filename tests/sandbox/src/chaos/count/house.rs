//! Nothing died, nothing was left over, nobody's secrets are in a log, and no process has grown.

use super::{Book, Verdict};

/// A debug build of the product, in millions of bytes.
const MOST_MEMORY: f64 = 400.0;

/// More than the processes' pools together, and what this program itself holds.
const MOST_CONNECTIONS: i64 = 60;

pub fn check(book: &Book, verdict: &mut Verdict) {
    let found: [(&'static str, &[String]); 5] = [
        ("died", &book.tables.dead),
        ("unfinished", &book.unfinished),
        ("process", &book.blame),
        ("in a log", &book.leaks),
        ("refused by a fake", &book.problems),
    ];
    for (rule, lines) in found {
        for line in lines {
            verdict.complain(rule, None, line.clone());
        }
    }
    if book.floods > 0 {
        let what = format!(
            "Telegram had to refuse {} messages that came too fast",
            book.floods
        );
        verdict.complain("flood", None, what);
    }
    for (name, megabytes) in &book.memory {
        if *megabytes > MOST_MEMORY {
            verdict.complain("memory", None, format!("{name} takes {megabytes:.0} MB"));
        }
    }
    let connections = book.tables.connections;
    if connections > MOST_CONNECTIONS {
        verdict.complain(
            "connections",
            None,
            format!("the database has {connections}"),
        );
    }
}
