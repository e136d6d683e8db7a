//! The life of a payment, put together from what each room has written down of it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    accounts::{self, Person},
    customers::{
        Deps,
        store::{
            follow_ups::{self, FollowUp},
            gifts::{self, Gift},
            order::{self as store, Album, Deed, Earning, Invoice, Refund, Set, Task, Ticket},
        },
    },
    generation::{self, SetState},
    payments::{self, Payment, Price},
};

/// All that is known of a payment.
pub(super) struct Timeline {
    pub payment: Payment,
    /// `None` when they were erased.
    pub person: Option<Person>,
    pub set: Option<SetState>,
    /// What the missing photos would bring back, and how many they are.
    pub part: Option<(Price, i64)>,
    pub follow_ups: Vec<FollowUp>,
    /// In the order in which they happened.
    pub events: Vec<(DateTime<Utc>, Event)>,
}

/// Something that happened to a payment.
pub(super) enum Event {
    Invoiced(Invoice),
    Expired,
    Given(Option<Gift>),
    Paid,
    Earned(Earning),
    Credited(Earning),
    TakenBack(Earning),
    SetBegan(Set),
    Photo(Task),
    AlbumBegan(Album),
    AlbumSent(Album),
    SetEnded(Set),
    SetStopped(Set),
    RefundWanted(Refund),
    RefundAsked(Refund),
    RefundDone(Refund),
    Staff(Deed),
    Ticket(Ticket),
    FollowUp(FollowUp),
    FollowedUp(FollowUp),
}

pub(super) async fn load(
    connection: &mut PgConnection,
    deps: &Deps,
    payment_id: i32,
) -> anyhow::Result<Option<Timeline>> {
    let Some(payment) = payments::find(connection, payment_id).await? else {
        return Ok(None);
    };
    let person = match payment.user_id {
        Some(id) => accounts::find_by_id(connection, id).await?,
        None => None,
    };
    let mut timeline = Timeline {
        set: generation::set_of(connection, payment_id).await?,
        part: generation::find_part(connection, payment_id).await?,
        follow_ups: follow_ups::list_of_payment(connection, payment_id).await?,
        events: Vec::new(),
        person,
        payment,
    };
    let now = deps.desk.clock.now();
    timeline.add_money(connection, now).await?;
    timeline.add_sets(connection).await?;
    timeline.add_people(connection).await?;
    // What happened at one moment stays in the order of its causes.
    timeline.events.sort_by_key(|(at, _)| *at);
    Ok(Some(timeline))
}

impl Timeline {
    fn add(&mut self, at: Option<DateTime<Utc>>, event: Event) {
        if let Some(at) = at {
            self.events.push((at, event));
        }
    }

    async fn add_money(
        &mut self,
        connection: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let id = self.payment.id;
        if let Some(invoice) = store::invoice(connection, id).await? {
            let is_over = invoice.status != "paid" && invoice.expires_at <= now;
            let (created_at, expires_at) = (invoice.created_at, invoice.expires_at);
            self.add(Some(created_at), Event::Invoiced(invoice));
            if is_over {
                self.add(Some(expires_at), Event::Expired);
            }
        }
        if self.payment.price == Price::Gift {
            let gift = gifts::find(connection, id).await?;
            self.add(self.payment.created_at, Event::Given(gift));
        } else if matches!(self.payment.status.as_str(), "succeeded" | "refunded") {
            let at = self.payment.settled_at.or(self.payment.created_at);
            self.add(at, Event::Paid);
        }
        for earning in store::earnings(connection, id).await? {
            self.add(earning.created_at, Event::Earned(earning.clone()));
            self.add(earning.credited_at, Event::Credited(earning.clone()));
            self.add(earning.taken_back_at, Event::TakenBack(earning));
        }
        for refund in store::refunds(connection, id).await? {
            self.add(Some(refund.created_at), Event::RefundWanted(refund.clone()));
            self.add(refund.asked_at, Event::RefundAsked(refund.clone()));
            self.add(refund.done_at, Event::RefundDone(refund));
        }
        Ok(())
    }

    async fn add_sets(&mut self, connection: &mut PgConnection) -> anyhow::Result<()> {
        let sets = store::sets(connection, self.payment.id).await?;
        let ids: Vec<i32> = sets.iter().map(|set| set.id).collect();
        for set in &sets {
            self.add(set.created_at, Event::SetBegan(set.clone()));
        }
        for task in store::tasks(connection, &ids).await? {
            self.add(task.at, Event::Photo(task));
        }
        for album in store::albums(connection, &ids).await? {
            match album.sent_at {
                Some(at) => self.add(Some(at), Event::AlbumSent(album)),
                None => self.add(album.started_at, Event::AlbumBegan(album)),
            }
        }
        for set in sets {
            match set.stopped_at {
                Some(at) => self.add(Some(at), Event::SetStopped(set)),
                None => self.add(set.finished_at, Event::SetEnded(set)),
            }
        }
        Ok(())
    }

    async fn add_people(&mut self, connection: &mut PgConnection) -> anyhow::Result<()> {
        for deed in store::deeds(connection, self.payment.id).await? {
            self.add(deed.at, Event::Staff(deed));
        }
        let since = self.payment.created_at.or(self.payment.settled_at);
        if let (Some(user_id), Some(since)) = (self.payment.user_id, since) {
            for ticket in store::tickets(connection, user_id, since).await? {
                self.add(ticket.at, Event::Ticket(ticket));
            }
        }
        for follow_up in self.follow_ups.clone() {
            self.add(
                Some(follow_up.created_at),
                Event::FollowUp(follow_up.clone()),
            );
            self.add(follow_up.done_at, Event::FollowedUp(follow_up));
        }
        Ok(())
    }
}
