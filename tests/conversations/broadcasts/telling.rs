//! What tests of broadcasts have in common.

use std::collections::BTreeMap;

use crate::world::{Friend, World};

/// Shorthands for the steps by which a broadcast is made.
pub trait Telling {
    /// A draft with these words in English; the group has been read so far.
    async fn drafts(&self, olga: &Friend<'_>, words: &str);

    /// Sends the newest draft, all of it.
    async fn sends_the_broadcast(&self, olga: &Friend<'_>);

    /// How many recipients are in each state.
    async fn recipients(&self) -> BTreeMap<String, i64>;
}

impl Telling for World {
    async fn drafts(&self, olga: &Friend<'_>, words: &str) {
        olga.sends("/broadcast").await;
        olga.taps("✏️ English").await;
        olga.replies_to("answer this message", words).await;
        olga.transcript();
    }

    async fn sends_the_broadcast(&self, olga: &Friend<'_>) {
        olga.taps("📣 Send").await;
        olga.taps("Send it").await;
    }

    async fn recipients(&self) -> BTreeMap<String, i64> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("select status, count(*) from broadcast_recipients group by status")
                .fetch_all(&self.db)
                .await
                .unwrap();
        rows.into_iter().collect()
    }
}

/// What [`Telling::recipients`] should be.
pub fn states(expected: &[(&str, i64)]) -> BTreeMap<String, i64> {
    let owned = |(name, count): &(&str, i64)| ((*name).to_owned(), *count);
    expected.iter().map(owned).collect()
}
