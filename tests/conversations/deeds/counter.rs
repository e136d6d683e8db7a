//! A deed as a feature would have it, and the counter where members ask for it and tap.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use pinglass::{
    staff::{self, Approval, Deed, Desk, Outcome, Permission, Preview},
    telegram::{Buttons, Handled, Incoming, Reply, Screen, button},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use crate::world::{Friend, World};

/// Pays somebody out: a line more in the books.
#[derive(Clone, Serialize, Deserialize)]
struct PayOut {
    payment: i32,
}

/// A button below what was done.
#[derive(Clone, Serialize, Deserialize)]
struct Receipt(i32);

impl Buttons for Receipt {
    const FEATURE: &'static str = "test_receipt";
}

#[derive(Clone, Copy)]
pub enum Mood {
    Well,
    Failing,
    TooLate,
}

#[derive(Clone)]
struct Books {
    mood: Arc<Mutex<Mood>>,
}

impl Deed for PayOut {
    const KIND: &'static str = "test_pay_out";
    const PERMISSION: Permission = Permission::MoveMoney;
    type Deps = Books;

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        books: &Books,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        sqlx::query("insert into books (payment) values ($1)")
            .bind(self.payment)
            .execute(&mut *tx)
            .await?;
        let change = json!({ "before": "paid", "after": "paid out" });
        let target = Some(self.payment);
        approval
            .audit(tx, "pay_out", "payment", target, change, now)
            .await?;
        let mood = *books.mood.lock().unwrap();
        match mood {
            Mood::Well => {
                let text = format!("Paid out by {}.", approval.names());
                let receipt = button("Receipt".to_owned(), &Receipt(self.payment));
                Ok(Outcome::Done(Screen::with_buttons(
                    text,
                    vec![vec![receipt]],
                )))
            }
            Mood::Failing => anyhow::bail!("the bank is away"),
            Mood::TooLate => {
                let text = "Somebody was paid out already.".to_owned();
                Ok(Outcome::Impossible(Screen::plain(text)))
            }
        }
    }
}

/// The routes of the deed, as the staff group has them.
pub struct Counter<'world> {
    world: &'world World,
    books: Books,
}

impl<'world> Counter<'world> {
    pub async fn open(world: &'world World) -> Self {
        world.execute("create table books (payment integer)").await;
        let mood = Arc::new(Mutex::new(Mood::Well));
        Self {
            world,
            books: Books { mood },
        }
    }

    pub fn is(&self, mood: Mood) {
        *self.books.mood.lock().unwrap() = mood;
    }

    fn desk(&self) -> Desk {
        let app = &self.world.app;
        Desk {
            db: app.db.clone(),
            clock: app.clock.clone(),
            sender: app.sender.clone(),
            group: app.group,
            lang: app.config.staff.lang,
            timezone: app.config.support.timezone,
            owners: app.config.staff.owners.as_slice().into(),
        }
    }

    /// The member asks for it, and the group is shown what it would do.
    pub async fn is_asked_by(&self, friend: &Friend<'_>, approvers: i16) {
        friend.person.sends("/payout 7");
        let update = self.world.telegram.take_updates().pop().unwrap();
        let incoming = read(&update);
        let reply = Reply::to(&incoming, self.world.app.sender.clone());
        let member = self.member(&incoming).await.unwrap();
        let preview = Preview {
            text: "Pay <b>7</b> out?".to_owned(),
            yes: "Pay out".to_owned(),
            approvers,
        };
        let deed = PayOut { payment: 7 };
        staff::propose(&self.desk(), &member, &deed, preview, &reply)
            .await
            .unwrap();
    }

    pub async fn taps(&self, friend: &Friend<'_>, label: &str) {
        let update = self.tap_of(friend, label);
        self.handle(&update).await.unwrap();
    }

    /// A tap that nobody has handled yet.
    pub fn tap_of(&self, friend: &Friend<'_>, label: &str) -> String {
        friend.person.taps(label).unwrap();
        self.world.telegram.take_updates().pop().unwrap()
    }

    pub async fn handle(&self, update: &str) -> Handled {
        let incoming = read(update);
        let reply = Reply::to(&incoming, self.world.app.sender.clone());
        let member = self.member(&incoming).await.unwrap();
        let lang = self.world.app.config.staff.lang;
        let (desk, books) = (self.desk(), self.books.clone());
        let dependencies = dptree::deps![incoming, reply.clone(), member, lang, desk, books];
        let routes = staff::deed_routes::<PayOut>();
        match routes.dispatch(dependencies).await {
            std::ops::ControlFlow::Break(result) => result?,
            std::ops::ControlFlow::Continue(_) => panic!("no route took the tap"),
        }
        reply.finish().await;
        Ok(())
    }

    async fn member(&self, incoming: &Incoming) -> Option<staff::Member> {
        let mut connection = self.world.connection().await;
        let owners = &self.world.app.config.staff.owners;
        staff::find_member(&mut connection, owners, &incoming.from)
            .await
            .unwrap()
    }

    /// How often it was done, and how often that was written down.
    pub async fn done(&self) -> (i64, i64) {
        let done = self.world.value("select count(*) from books").await;
        let audited = "select count(*) from admin_audit_log where action = 'pay_out'";
        (done, self.world.value(audited).await)
    }
}

fn read(update: &str) -> Incoming {
    Incoming::from_update(serde_json::from_str(update).unwrap()).unwrap()
}
