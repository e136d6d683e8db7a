//! What was promised to everybody who paid: all photos; or, after the deadline,
//! those that there are and an offer for the rest; or the money.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sandbox::telegram::StarTransaction;
use sqlx::FromRow;

use super::{Week, arrivals::Bought, weather};
use crate::world::STAFF_CHAT_ID;

/// What comes after a set's deadline, such as sending it, may take so long when
/// Telegram or the storage are away.
const GRACE: TimeDelta = TimeDelta::hours(1);

/// Outages in the forecast that nobody can miss: no answers for hours, and for a
/// day, no connection, no credits.
const OUTAGES: usize = 4;

/// A set as it ended.
#[derive(Debug, FromRow)]
struct Ended {
    status: String,
    total_photos: i32,
    ready: i64,
    created_at: DateTime<Utc>,
    deadline_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    notified_at: Option<DateTime<Utc>>,
    payment_status: String,
}

/// How many sets ended in which way.
#[derive(Debug, Default)]
struct Count {
    whole: usize,
    partly: usize,
    paid_back: usize,
}

impl Week {
    /// No set is unfinished that should not be.
    pub async fn nothing_is_overdue(&self) {
        let overdue: Vec<i32> = sqlx::query_scalar(
            "select id from generation_jobs where finished_at is null and deadline_at + $2 < $1",
        )
        .bind(self.world.clock.now())
        .bind(GRACE)
        .fetch_all(&self.world.db)
        .await
        .unwrap();
        assert_eq!(overdue, Vec::<i32>::new(), "sets past their deadline");
    }

    pub async fn every_promise_was_kept(&self) {
        let mut lines: HashMap<i64, Vec<StarTransaction>> = HashMap::new();
        for line in self.world.telegram.star_transactions() {
            lines.entry(line.user_id).or_default().push(line);
        }
        let mut count = Count::default();
        for bought in &self.bought {
            let ended = self.end_of(bought).await;
            let lines = lines
                .get(&bought.person.id())
                .map_or(&[][..], Vec::as_slice);
            self.was_kept(bought, &ended, lines, &mut count);
        }
        eprintln!("{count:?}");
        assert!(count.whole > self.bought.len() * 8 / 10, "{count:?}");
        assert!(count.partly > 0 && count.paid_back > 0, "{count:?}");
        self.limits_were_kept();
        self.staff_knew();
        self.world.ends_well().await;
    }

    /// Kie itself never found that too much was ordered.
    fn limits_were_kept(&self) {
        let creations = self.world.kie.creations();
        let refused = creations.iter().filter(|creation| creation.code == 429);
        assert_eq!(refused.count(), 0, "orders beyond Kie's limit");
    }

    /// The staff hear of each outage once, and once that it is over.
    fn staff_knew(&self) {
        let messages = self.world.telegram.messages(STAFF_CHAT_ID);
        let count = |words: &[&str]| {
            let told = messages
                .iter()
                .filter(|message| words.iter().any(|words| message.text.contains(words)));
            told.count()
        };
        let began = count(&[
            "credits at Kie are used up",
            "Kie does not answer",
            "Kie is in maintenance",
        ]);
        let ended = count(&["Kie works again"]);
        assert_eq!(began, ended, "outages that began and ended");
        assert!(began >= OUTAGES, "only {began} outages were told");
    }

    async fn end_of(&self, bought: &Bought) -> Ended {
        sqlx::query_as(
            "select job.status,
                    job.total_photos,
                    (select count(*) from generated_photos where job_id = job.id) as ready,
                    job.created_at at time zone 'utc' as created_at,
                    job.deadline_at,
                    job.finished_at,
                    job.notified_at,
                    payments.status as payment_status
             from orders
             join payments on payments.id = orders.payment_id
             join generation_jobs as job on job.payment_id = payments.id
             where orders.id = $1",
        )
        .bind(bought.order)
        .fetch_optional(&self.world.db)
        .await
        .unwrap()
        .unwrap_or_else(|| {
            panic!(
                "nothing was begun for {}: {}",
                bought.order,
                bought.person.transcript()
            )
        })
    }

    /// Whether the set met something that can cost photos, or its deadline.
    fn may_lack_photos(&self, ended: &Ended) -> bool {
        let finished_at = ended.finished_at.unwrap_or(self.world.clock.now());
        let (from, to) = (
            ended.created_at - self.beginning,
            finished_at - self.beginning,
        );
        finished_at >= ended.deadline_at || weather::may_cost_photos(from, to)
    }

    fn was_kept(
        &self,
        bought: &Bought,
        ended: &Ended,
        lines: &[StarTransaction],
        count: &mut Count,
    ) {
        let person = bought.person.id();
        let about = || format!("person {person}: {ended:?}");
        assert!(ended.notified_at.is_some(), "never told: {}", about());
        assert!(ended.finished_at.is_some(), "never ended: {}", about());
        let messages = bought.person.messages();
        let said = |words: &str| messages.iter().any(|message| message.text.contains(words));
        let shown = messages
            .iter()
            .filter(|message| message.from_bot && message.kind == "photo")
            .count();
        let shown = i64::try_from(shown).unwrap();
        let is_back = lines
            .iter()
            .any(|line| line.is_refund && line.id == bought.charge);
        assert!(
            ended.ready == i64::from(ended.total_photos) || self.may_lack_photos(ended),
            "photos are missing for nothing: {}",
            about()
        );
        assert!(shown >= ended.ready, "photos were not sent: {}", about());
        if ended.ready == i64::from(ended.total_photos) {
            count.whole += 1;
            assert_eq!(ended.status, "completed", "{}", about());
            assert!(!is_back && said("portraits are here"), "{}", about());
        } else if ended.ready > 0 {
            count.partly += 1;
            assert_eq!(ended.status, "completed", "{}", about());
            let part = format!(
                "{} of {} portraits are here",
                ended.ready, ended.total_photos
            );
            assert!(said(&part), "{}", about());
        } else {
            count.paid_back += 1;
            assert_eq!(
                (ended.status.as_str(), ended.payment_status.as_str()),
                ("failed", "refunded"),
                "{}",
                about()
            );
            assert!(is_back && said("could not make"), "{}", about());
        }
    }
}
