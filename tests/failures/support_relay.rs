//! Row 14: the relay of the support loses messages. What is said gets to the other side
//! once and in order, under floods of messages, a Telegram that fails in every way, and
//! processes that die in the middle.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::TimeDelta;
use pinglass::telegram::{Lane, Screen};
use rand::{Rng, SeedableRng, rngs::StdRng};
use sandbox::telegram::Fault;
use teloxide::types::{ChatId, MessageId, ThreadId};

use crate::world::{Friend, Line, STAFF_CHAT_ID, World, different, repeated_in_order};

const TICKETS: i32 = 5;

/// Messages per ticket and side; both sides of five tickets say a thousand in all.
const EACH: usize = 100;

/// Each ticket's job and the group's have one message under way.
const IN_FLIGHT: usize = 6;

/// Longer than a dead process keeps its jobs.
const LEASE: TimeDelta = TimeDelta::seconds(31);

/// People with a ticket each, and a member of the staff in its topic.
struct Talk<'world> {
    world: &'world World,
    people: Vec<Friend<'world>>,
    members: Vec<Friend<'world>>,
}

impl<'world> Talk<'world> {
    async fn begin(world: &'world World) -> Self {
        let (mut people, mut members) = (Vec::new(), Vec::new());
        let olga = world.olga();
        for ticket in 1..=TICKETS {
            let person = world.friend(1_000 + i64::from(ticket), &format!("P{ticket}"), "en");
            let number = format!("TKT-2026-00{ticket}");
            world.ticket_of(&person, &number, "A question").await;
            people.push(person);
            world
                .execute("update support_tickets set look_wanted_at = '2026-03-02 09:00Z'")
                .await;
            world.orders_relaying().await;
            world.settle().await;
            members.push(world.in_topic(&number, &olga));
        }
        Self {
            world,
            people,
            members,
        }
    }

    /// Everybody says something in turn.
    async fn goes_on(&self, numbers: std::ops::Range<usize>) {
        for number in numbers {
            for (index, (person, member)) in self.people.iter().zip(&self.members).enumerate() {
                let ticket = i32::try_from(index + 1).unwrap();
                for (speaker, is_persons) in [(person, true), (member, false)] {
                    let line = Line {
                        ticket,
                        is_persons,
                        number,
                    };
                    self.world.says_quietly(speaker, line).await;
                }
            }
        }
        self.world.orders_relaying().await;
    }

    /// What the other sides have been shown, in the order of each chat.
    fn shown(&self) -> Vec<String> {
        let people = self.people.iter().map(|person| person.person.chat_id());
        let chats = people.chain([STAFF_CHAT_ID]);
        chats
            .flat_map(|chat| Line::shown(self.world, chat))
            .collect()
    }

    /// How many lines are known to have got there.
    async fn known(&self) -> usize {
        let sent: i64 = self
            .world
            .value(
                "select count(*) from ticket_messages where relay = 'sent' and message like '№%'",
            )
            .await;
        usize::try_from(sent).unwrap()
    }

    /// A process after another dies at its work, until almost everything has got there. How
    /// many messages got there without any of them having noted it.
    async fn dies_again_and_again(&self, random: &Mutex<StdRng>, lost: usize) -> usize {
        let almost_all = 2 * EACH * usize::try_from(TICKETS).unwrap() - EACH / 4;
        let mut died_unheard = 0;
        while self.known().await < almost_all {
            let life = Duration::from_millis(random.lock().unwrap().random_range(5..150));
            let working = async { while self.world.app.worker.run_due().await.unwrap() > 0 {} };
            let _died = tokio::time::timeout(life, working).await;
            self.world.turn_clock(LEASE);
            self.world.hears_the_last_of_the_dead().await;
            let unheard = self.shown().len() - self.known().await - lost - died_unheard;
            assert!(
                unheard <= IN_FLIGHT,
                "{unheard} messages were sent and not noted"
            );
            died_unheard += unheard;
        }
        died_unheard
    }

    /// Works until nothing is left to relay.
    async fn is_over(&self) {
        let world = self.world;
        loop {
            while world.app.worker.run_due().await.unwrap() > 0 {}
            let left: i64 = world
                .value("select count(*) from ticket_messages where relay = 'waiting'")
                .await;
            if left == 0 {
                return;
            }
            world.turn_clock(TimeDelta::seconds(2));
        }
    }
}

/// The calls that Telegram refused for coming too fast.
fn flooding(world: &World) -> Vec<String> {
    let calls = world.telegram.calls().into_iter();
    let refused = calls.filter(|call| format!("{:?}", call.outcome).contains("429"));
    refused
        .map(|call| format!("{} {} {}", call.time, call.method, call.params))
        .collect()
}

impl World {
    /// Gives a ticket a topic that it has had for a while.
    async fn is_shown_in(&self, ticket: i32, topic: i64) {
        let topic = ThreadId(MessageId(i32::try_from(topic).unwrap()));
        let (chat, card) = (ChatId(STAFF_CHAT_ID), Screen::plain("The card".to_owned()));
        let sender = &self.app.sender;
        let card = sender.show(Lane::Delivery, chat, Some(topic), &card).await;
        sqlx::query(
            "update support_tickets
             set staff_chat_id = $2, topic_id = $3, card_message_id = $4
             where id = $1",
        )
        .bind(ticket)
        .bind(STAFF_CHAT_ID)
        .bind(topic.0.0)
        .bind(card.unwrap().0)
        .execute(&self.db)
        .await
        .unwrap();
    }

    /// Waits until what the dead process asked of the database is done or undone.
    async fn hears_the_last_of_the_dead(&self) {
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query("lock table ticket_messages in exclusive mode")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.rollback().await.unwrap();
    }
}

fn is_sending(method: &str) -> bool {
    ["copyMessage", "sendMessage"].contains(&method)
}

#[tokio::test]
async fn row_14_a_thousand_messages_arrive_once_and_in_order_through_failures_and_restarts() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let world = World::with_staff().await;
    let talk = Talk::begin(&world).await;

    // First Telegram fails in all its ways, and the process lives.
    let random = Arc::new(Mutex::new(StdRng::seed_from_u64(seed)));
    let lost = Arc::new(AtomicUsize::new(0));
    let (dice, counter) = (Arc::clone(&random), Arc::clone(&lost));
    world.telegram.fail_when(move |method, _| {
        if !is_sending(method) {
            return None;
        }
        match dice.lock().unwrap().random_range(0..100) {
            0..3 => {
                counter.fetch_add(1, Ordering::Relaxed);
                Some(Fault::ResetAfterEffect)
            }
            3..5 => Some(Fault::ResetBeforeEffect),
            5..8 => Some(Fault::too_many_requests(0)),
            _ => None,
        }
    });
    talk.goes_on(0..EACH / 2).await;
    talk.is_over().await;
    let lost = lost.load(Ordering::Relaxed);
    let half = EACH * usize::try_from(TICKETS).unwrap();
    let shown = talk.shown();
    assert_eq!((different(&shown), talk.known().await), (half, half));
    assert_eq!(
        repeated_in_order(&shown),
        lost,
        "only what was not answered for"
    );

    // Then the process dies again and again, also while Telegram says nothing at all.
    let dice = Arc::clone(&random);
    world.telegram.fail_when(move |method, _| {
        let is_silent = is_sending(method) && dice.lock().unwrap().random_ratio(1, 60);
        is_silent.then_some(Fault::Silence)
    });
    talk.goes_on(EACH / 2..EACH).await;
    let died_unheard = talk.dies_again_and_again(&random, lost).await;
    world.telegram.heal();
    talk.is_over().await;
    let shown = talk.shown();
    assert_eq!(
        (different(&shown), talk.known().await),
        (2 * half, 2 * half)
    );
    // What the last of the dead had under way may have got there after it was counted.
    let late = repeated_in_order(&shown) - lost - died_unheard;
    assert!(
        late <= IN_FLIGHT,
        "{late} messages were repeated for nothing"
    );
    world.turn_clock(LEASE);
    world.settle().await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_two_hundred_tickets_in_a_minute_come_in_order_within_the_groups_pace() {
    const CROWD: i32 = 200;
    let world = World::with_staff_and_flood_limits().await;
    let olga = world.olga();
    let mut people = Vec::new();
    for ticket in 1..=CROWD {
        let person = world.friend(1_000 + i64::from(ticket), &format!("P{ticket}"), "en");
        let number = format!("TKT-2026-{ticket:03}");
        let id = world.ticket_of(&person, &number, "A question").await;
        let topic = world.staff_group().open_topic(&olga.person, &number);
        world.is_shown_in(id, topic).await;
        world.turn_clock(TimeDelta::seconds(4));
        people.push(person);
    }
    world.settle().await;
    for (person, ticket) in people.iter().zip(1..) {
        let line = Line {
            ticket,
            is_persons: true,
            number: 0,
        };
        person.person.sends(line.words());
        world.deliver_updates().await;
        world.turn_clock(TimeDelta::milliseconds(300));
    }
    // All are taken, and each person sees it, before the group has heard of any.
    let is_taken = |person: &&Friend<'_>| {
        let messages = person.person.messages();
        messages.iter().any(|message| !message.reactions.is_empty())
    };
    assert_eq!(people.iter().filter(is_taken).count(), people.len());
    world.advance(TimeDelta::minutes(2)).await;
    let before = Line::shown(&world, STAFF_CHAT_ID).len();
    assert!(before >= 20, "{before} messages were shown in two minutes");

    // A customer is answered at once, and so is a ticket's person.
    let asked_at = world.clock.now();
    let boris = world.boris();
    boris.person.sends("/start");
    let answer = Line {
        ticket: 1,
        is_persons: false,
        number: 0,
    };
    let topic = world.in_topic("TKT-2026-001", &olga);
    world.deliver_updates().await;
    world.says_quietly(&topic, answer).await;
    world.orders_relaying().await;
    while world.app.worker.run_due().await.unwrap() > 0 {}
    assert_eq!(world.clock.now(), asked_at);
    assert!(boris.person.last_from_bot().is_some(), "a customer waits");
    let answered = Line::shown(&world, people[0].person.chat_id());
    assert_eq!(answered, ["1 staff 0"]);

    world.advance(TimeDelta::minutes(60)).await;
    let shown = Line::shown(&world, STAFF_CHAT_ID);
    let in_order: Vec<String> = (1..=CROWD)
        .map(|ticket| format!("{ticket} person 0"))
        .collect();
    assert_eq!(shown, in_order);
    assert_eq!(flooding(&world), Vec::<String>::new());
    assert_eq!(world.staff_group().topics().len(), people.len());
    world.ends_well().await;
}
