//! Paying with TON, as tests speak of it, and the check that no nano is lost.

use axum::{Router, extract::RawQuery};
use chrono::TimeDelta;
use rust_decimal::Decimal;
use sandbox::ton::Transfer;
use serde_json::Value;
use sqlx::Row;

use super::{Friend, World, client};

impl World {
    /// A world that sells for TON alone, with a staff group.
    pub async fn selling_for_ton() -> Self {
        Self::selling_by("ton").await
    }

    /// As [`World::selling_for_ton`], with somebody between the bot and toncenter
    /// who changes its pages.
    pub async fn selling_for_ton_as_told_by(
        change: impl Fn(Value) -> Value + Clone + Send + Sync + 'static,
    ) -> Self {
        let world = Self::with_staff_and(|variables| {
            variables.insert("PAYMENT_METHODS".to_owned(), "ton".to_owned());
            let toncenter = variables["TON_API_URL"].clone();
            variables.insert("TON_API_URL".to_owned(), between(toncenter, change));
        })
        .await;
        world.ton.set_rate("118.30");
        world
    }

    /// A transfer of `nano` with `comment` reaches the wallet and is looked at.
    /// Returns its hash.
    pub async fn receives_nano(&self, nano: u64, comment: &str) -> String {
        self.receives(Transfer::of(nano, comment)).await
    }

    /// Time goes by until every open quote has ended, and the chain is read.
    pub async fn quotes_end(&self) {
        self.advance(TimeDelta::minutes(33)).await;
        self.upkeep().await;
    }

    /// The wallet is looked at again and again for `minutes`.
    pub async fn watches_for(&self, minutes: i64) {
        for _ in 0..minutes {
            self.advance(TimeDelta::minutes(1)).await;
            self.upkeep().await;
        }
    }

    /// What became of each transfer, in the order in which they came.
    pub async fn outcomes(&self) -> Vec<String> {
        sqlx::query_scalar("select outcome from ton_transfers order by lt")
            .fetch_all(&self.db)
            .await
            .unwrap()
    }

    /// Succeeded payments and sets that were begun.
    pub async fn grants(&self) -> (i64, i64) {
        let payments = self
            .value("select count(*) from payments where status = 'succeeded'")
            .await;
        let sets = self.value("select count(*) from generation_jobs").await;
        (payments, sets)
    }

    /// Every nano that came in is part of a payment, held, on its way back or kept;
    /// and what goes back of payments is never more than they were.
    pub async fn no_nano_is_lost(&self) {
        let row = sqlx::query(
            "select
                 (select coalesce(sum(ton_amount), 0) from ton_transfers where outcome <> 'bounced') as received,
                 (select coalesce(sum(ton_amount), 0) from payments
                  where provider = 'ton' and settled_at is not null) as sold,
                 (select coalesce(sum(ton_amount), 0) from ton_transfers where outcome = 'held') as held,
                 (select coalesce(sum(ton_amount), 0) from refunds
                  where provider = 'ton' and payment_id is null) as owed,
                 (select coalesce(sum(ton_amount), 0) from ton_transfers where outcome = 'kept') as kept,
                 (select count(*) from payments
                  where provider = 'ton'
                    and ton_amount < (select sum(ton_amount) from refunds
                                      where refunds.payment_id = payments.id)) as overdrawn",
        )
        .fetch_one(&self.db)
        .await
        .unwrap();
        let sum = |name: &str| row.get::<Decimal, _>(name);
        assert_eq!(
            sum("received"),
            sum("sold") + sum("held") + sum("owed") + sum("kept"),
            "sold {}, held {}, owed {}, kept {}",
            sum("sold"),
            sum("held"),
            sum("owed"),
            sum("kept")
        );
        assert_eq!(row.get::<i64, _>("overdrawn"), 0);
    }

    /// [`World::ends_well`], and the books of TON are right.
    pub async fn ends_well_to_the_nano(&self) {
        self.no_nano_is_lost().await;
        self.ends_well().await;
    }
}

impl Friend<'_> {
    /// Goes from a finished avatar to a quote of the smallest set; its comment and
    /// amount in nano.
    pub async fn has_a_quote(&self) -> (String, u64) {
        self.has_an_invoice().await;
        self.world.newest_quote().await
    }

    /// Goes from nothing to a quote.
    pub async fn is_new_with_a_quote(&self) -> (String, u64) {
        self.has_an_avatar().await;
        self.has_a_quote().await
    }

    /// What was said since the last look, with codes and links that differ in every
    /// run replaced.
    pub fn tells(&self, comment: &str) -> String {
        self.transcript().replace(comment, "PG-7K4M9QX2TD")
    }
}

/// Starts what stands between the bot and `toncenter`; returns its address.
fn between(
    toncenter: String,
    change: impl Fn(Value) -> Value + Clone + Send + Sync + 'static,
) -> String {
    let answer = move |RawQuery(query): RawQuery| async move {
        let address = format!("{toncenter}/transactions?{}", query.unwrap_or_default());
        let page = client().get(address).send().await.unwrap();
        let page = serde_json::from_str(&page.text().await.unwrap()).unwrap();
        change(page).to_string()
    };
    let router = Router::new().fallback(answer);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}
