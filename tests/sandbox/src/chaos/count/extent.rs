//! Enough has happened. A product that sells nothing for ten minutes, or a storm that never breaks,
//! leaves nothing to complain of.

use super::{super::misfortune::APART_SECS, Book, Verdict};

pub fn check(book: &Book, verdict: &mut Verdict) {
    let extent = book.extent;
    let albums = book.tables.sets.iter();
    let albums = albums.filter(|set| set.is_told && set.ready > 0 && !set.is_stopped);
    // The dice have three of four who are there in time pay, and one of four write to the support,
    // three lines each.
    let charges_wanted = extent.people / 3;
    // They are never further apart; the last may not be due before the end.
    let misfortunes_wanted = (extent.secs / APART_SECS.end).saturating_sub(1);
    let misfortunes_wanted = usize::try_from(misfortunes_wanted).unwrap_or(usize::MAX);
    let found = [
        ("charges", book.charges.len(), charges_wanted),
        ("albums", albums.count(), charges_wanted.div_ceil(2)),
        ("ticket messages", book.shown.len(), extent.people / 10),
        ("misfortunes", extent.misfortunes, misfortunes_wanted),
    ];
    for (things, were, wanted) in found {
        if were < wanted {
            let what = format!(
                "{were} {things} in {} s with {} people, and {wanted} are the least",
                extent.secs, extent.people
            );
            verdict.complain("too little happened", None, what);
        }
    }
}
