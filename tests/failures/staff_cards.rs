//! Cards of the staff group, whatever happens to the group, its topics and the bot's
//! rights there: the last state is shown, by one message that can be acted on.

use chrono::TimeDelta;
use pinglass::{
    staff::{self, Topic},
    telegram::Screen,
};
use sandbox::telegram::{Fault, GroupKind, Right, SeenMessage};
use teloxide::types::InlineKeyboardButton;

use crate::world::{STAFF_CHAT_ID, World};

const TOPIC: &str = "Withdrawals";

impl World {
    async fn wants_card(&self, number: i32, words: &str, about: Option<i32>) {
        let button = InlineKeyboardButton::callback("Do it", "none:1");
        let screen = Screen::with_buttons(words.to_owned(), vec![vec![button]]);
        let now = self.clock.now();
        let mut connection = self.connection().await;
        let key = format!("test.card:{number}");
        let topic = Topic::Withdrawals;
        staff::show_card(&mut connection, &key, topic, &screen, about, now)
            .await
            .unwrap();
    }

    async fn shows_card(&self, number: i32, words: &str) {
        self.wants_card(number, words, None).await;
        self.settle().await;
    }

    /// The words of the messages in the group that can be seen, with the numbers of their topics.
    fn cards(&self, chat: i64) -> Vec<(Option<i64>, String)> {
        let visible = |message: &SeenMessage| message.from_bot && !message.deleted;
        let messages = self.telegram.messages(chat).into_iter();
        let cards = messages.filter(|message| visible(message) && message.text.starts_with('№'));
        cards.map(|message| (message.topic, message.text)).collect()
    }

    fn card_topics(&self) -> Vec<i64> {
        let topics = self.staff_group().topics().into_iter();
        let ours = topics.filter(|topic| topic.name.contains(TOPIC));
        ours.map(|topic| topic.id).collect()
    }
}

fn refusal(words: &str) -> Fault {
    Fault::Error {
        code: 400,
        description: format!("Bad Request: {words}"),
        retry_after: None,
    }
}

#[tokio::test]
async fn cards_stand_in_a_topic_of_their_kind_and_are_edited() {
    let world = World::with_staff().await;
    world.wants_card(1, "№ 1: new", None).await;
    world.wants_card(2, "№ 2: new", None).await;
    world.settle().await;
    world.shows_card(1, "№ 1: done").await;
    world.shows_card(1, "№ 1: done").await;
    let topics = world.card_topics();
    assert_eq!(topics.len(), 1);
    let shown = ["№ 1: done", "№ 2: new"].map(|words| (Some(topics[0]), words.to_owned()));
    let mut cards = world.cards(STAFF_CHAT_ID);
    cards.sort();
    assert_eq!(cards, shown);
    assert_eq!(world.telegram.calls_of("editMessageText").len(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn a_topic_whose_answer_was_lost_is_the_only_one() {
    let world = World::with_staff().await;
    world
        .telegram
        .fail_next("createForumTopic", Fault::ResetAfterEffect);
    world.wants_card(1, "№ 1", None).await;
    world.wants_card(2, "№ 2", None).await;
    world.advance(TimeDelta::minutes(1)).await;
    let topics = world.card_topics();
    assert_eq!(topics.len(), 1);
    let mut cards = world.cards(STAFF_CHAT_ID);
    cards.sort();
    assert_eq!(
        cards,
        ["№ 1", "№ 2"].map(|words| (Some(topics[0]), words.to_owned()))
    );
    world.ends_well().await;
}

#[tokio::test]
async fn a_topic_deleted_by_hand_is_made_anew_with_all_open_cards() {
    let world = World::with_staff().await;
    world.shows_card(1, "№ 1").await;
    world.shows_card(2, "№ 2").await;
    let (olga, old) = (world.olga(), world.card_topics()[0]);
    world.staff_group().delete_topic(&olga.person, old);
    world.shows_card(2, "№ 2: done").await;
    let topics = world.card_topics();
    assert_eq!(topics.len(), 1);
    assert_ne!(topics[0], old);
    let mut cards = world.cards(STAFF_CHAT_ID);
    cards.sort();
    assert_eq!(
        cards,
        ["№ 1", "№ 2: done"].map(|words| (Some(topics[0]), words.to_owned()))
    );
    world.ends_well().await;
}

/// The bot may not write in closed topics any more, and the cards' one is closed.
async fn closes_the_topic(world: &World) {
    let (olga, group) = (world.olga(), world.staff_group());
    group.take_right(&olga.person, Right::ManageTopics);
    group.close_topic(&olga.person, world.card_topics()[0]);
    world.settle().await;
}

#[tokio::test]
async fn a_topic_closed_by_hand_is_opened_for_the_next_card() {
    let world = World::with_staff().await;
    world.shows_card(1, "№ 1").await;
    closes_the_topic(&world).await;
    world.shows_card(2, "№ 2").await;
    assert_eq!(world.cards(STAFF_CHAT_ID).len(), 2);
    assert!(!world.staff_group().topics()[0].is_closed);
    world.ends_well().await;
}

#[tokio::test]
async fn a_topic_that_stays_closed_is_waited_for_and_the_group_knows_why() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.shows_card(1, "№ 1").await;
    let topic = world.card_topics()[0];
    world.telegram.fail_when(|method, _| {
        (method == "reopenForumTopic").then(|| refusal("not enough rights"))
    });
    closes_the_topic(&world).await;
    world.shows_card(2, "№ 2").await;
    world.advance(TimeDelta::minutes(11)).await;
    assert_eq!(world.cards(STAFF_CHAT_ID).len(), 1);
    let said = olga.transcript();
    let told = said.matches("is closed, and I may not open it").count();
    assert_eq!(told, 1, "{said}");
    world.staff_group().reopen_topic(&olga.person, topic);
    world.advance(TimeDelta::minutes(6)).await;
    assert_eq!(world.cards(STAFF_CHAT_ID).len(), 2);
    world.ends_well().await;
}

#[tokio::test]
async fn without_the_right_to_make_topics_cards_come_into_the_general_one() {
    let world = World::with_staff().await;
    let (olga, group) = (world.olga(), world.staff_group());
    group.take_right(&olga.person, Right::ManageTopics);
    world.settle().await;
    world.shows_card(1, "№ 1").await;
    assert_eq!(world.cards(STAFF_CHAT_ID), [(None, "№ 1".to_owned())]);
    assert!(
        olga.transcript()
            .contains("There is no topic “💸 Withdrawals” here")
    );
    group.give_right(&olga.person, Right::ManageTopics);
    world.settle().await;
    world.shows_card(2, "№ 2").await;
    world.shows_card(1, "№ 1: done").await;
    let topic = world.card_topics()[0];
    let mut cards = world.cards(STAFF_CHAT_ID);
    cards.sort();
    let shown = [(None, "№ 1: done"), (Some(topic), "№ 2")];
    assert_eq!(cards, shown.map(|(topic, words)| (topic, words.to_owned())));
    world.ends_well().await;
}

#[tokio::test]
async fn open_cards_follow_a_group_that_was_upgraded() {
    let world = World::with_staff_group(GroupKind::Basic).await;
    let olga = world.olga();
    world.shows_card(1, "№ 1").await;
    let group = world.staff_group();
    group.upgrade(&olga.person, STAFF_CHAT_ID, GroupKind::Forum);
    world.settle().await;
    let cards = world.cards(STAFF_CHAT_ID);
    assert_eq!(cards.len(), 1);
    assert!(cards[0].0.is_some(), "in a topic");
    world.ends_well().await;
}

#[tokio::test]
async fn a_card_deleted_by_hand_comes_again_when_it_changes() {
    let world = World::with_staff().await;
    world.shows_card(1, "№ 1").await;
    let topic = world.in_topic(TOPIC, &world.olga());
    topic.deletes("№ 1").await;
    world.shows_card(1, "№ 1: done").await;
    let cards = world.cards(STAFF_CHAT_ID);
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0].1, "№ 1: done");
    world.ends_well().await;
}

#[tokio::test]
async fn a_card_that_can_not_be_edited_any_more_is_replaced() {
    let world = World::with_staff().await;
    world.shows_card(1, "№ 1").await;
    world
        .telegram
        .fail_next("editMessageText", refusal("message can't be edited"));
    world.shows_card(1, "№ 1: done").await;
    let cards = world.cards(STAFF_CHAT_ID);
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0].1, "№ 1: done");
    world.ends_well().await;
}

#[tokio::test]
async fn a_lost_answer_shows_a_card_twice_at_most_and_a_flood_never() {
    let world = World::with_staff().await;
    world
        .telegram
        .fail_next("sendMessage", Fault::ResetAfterEffect);
    world.shows_card(1, "№ 1").await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.cards(STAFF_CHAT_ID).len(), 2);
    world
        .telegram
        .fail_next("sendMessage", Fault::too_many_requests(1));
    world.shows_card(2, "№ 2").await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.cards(STAFF_CHAT_ID).len(), 3);
    // The row knows one of the two, and only that one goes on.
    world.shows_card(1, "№ 1: done").await;
    let done = world.cards(STAFF_CHAT_ID);
    let done = done.iter().filter(|(_, words)| words == "№ 1: done");
    assert_eq!(done.count(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn what_waits_for_the_group_is_shown_as_it_stands_by_then() {
    let world = World::with_staff().await;
    let (olga, group) = (world.olga(), world.staff_group());
    world.shows_card(1, "№ 1: new").await;
    group.kick_bot(&olga.person);
    world.settle().await;
    for words in ["№ 1: approved", "№ 1: in hand", "№ 1: sent"] {
        world.shows_card(1, words).await;
    }
    group.let_bot_in(&olga.person);
    world.advance(TimeDelta::minutes(11)).await;
    let cards = world.cards(STAFF_CHAT_ID);
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0].1, "№ 1: sent");
    world.ends_well().await;
}

#[tokio::test]
async fn an_erasure_takes_the_cards_of_its_person_and_waits_for_them() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    let id: i32 = world.value("select id from users").await;
    world.wants_card(1, "№ 1: Anna", Some(id)).await;
    world.wants_card(2, "№ 2: Anna", Some(id)).await;
    world.shows_card(3, "№ 3: somebody else").await;
    world.telegram.fail_when(|method, _| {
        (method == "deleteMessage").then(|| refusal("message can't be deleted for everyone"))
    });
    let olga = world.olga();
    world.staff_group().kick_bot(&olga.person);
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(world.erased().await, 0, "the group still shows her");
    world.wants_card(1, "№ 1: Anna again", Some(id)).await;
    world.staff_group().let_bot_in(&olga.person);
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(world.erased().await, 1);
    let cards = world.cards(STAFF_CHAT_ID);
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0].1, "№ 3: somebody else");
    let left: i64 = world.value("select count(*) from staff_cards").await;
    assert_eq!(left, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn processes_that_die_at_any_moment_leave_one_card_that_goes_on() {
    let world = World::with_staff().await;
    for number in 1..=20 {
        world
            .wants_card(number, &format!("№ {number}: new"), None)
            .await;
    }
    for round in 0..12 {
        let working = async { while world.app.worker.run_due().await.unwrap() > 0 {} };
        let life = std::time::Duration::from_millis(3 + 5 * round);
        let _died = tokio::time::timeout(life, working).await;
        // Longer than a dead process keeps its jobs.
        world.turn_clock(TimeDelta::seconds(31));
    }
    world.advance(TimeDelta::minutes(1)).await;
    for number in 1..=20 {
        world
            .wants_card(number, &format!("№ {number}: done"), None)
            .await;
    }
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.card_topics().len(), 1);
    let cards = world.cards(STAFF_CHAT_ID);
    for number in 1..=20 {
        let done = format!("№ {number}: done");
        let done = cards.iter().filter(|(_, words)| *words == done);
        assert_eq!(done.count(), 1, "{cards:?}");
    }
    world.ends_well().await;
}
