//! A whole ticket from both sides, whichever languages its person and the staff speak.

use crate::world::{World, selfie};

/// What a person and an operator say in their language.
struct Words {
    /// The ways through the menus and the words of the person.
    asks: [&'static str; 4],
    replies: &'static str,
    not_solved: &'static str,
    still_wrong: &'static str,
    add_word: &'static str,
    word: &'static str,
    /// The operator's buttons and words.
    take: &'static str,
    first_answer: &'static str,
    note: &'static str,
    wait: &'static str,
    resolve: &'static str,
    second_answer: &'static str,
}

const ENGLISH: Words = Words {
    asks: [
        "/support",
        "My portraits",
        "write to us",
        "My portraits have six fingers",
    ],
    replies: "The third one",
    not_solved: "No, open it again",
    still_wrong: "Now there are seven",
    add_word: "Add a word",
    word: "Quick and kind",
    take: "Take",
    first_answer: "Which portrait is it?",
    note: "// the hands again",
    wait: "Wait for the customer",
    resolve: "Resolve",
    second_answer: "It is made again, with five.",
};

const RUSSIAN: Words = Words {
    asks: [
        "/support",
        "Мои портреты",
        "написать нам",
        "На портретах шесть пальцев",
    ],
    replies: "Третий",
    not_solved: "Нет, открыть снова",
    still_wrong: "Теперь их семь",
    add_word: "Добавить пару слов",
    word: "Быстро и по-доброму",
    take: "Взять",
    first_answer: "Какой это портрет?",
    note: "// опять руки",
    wait: "Ждать клиента",
    resolve: "Решено",
    second_answer: "Переделали, теперь пять.",
};

/// What both sides see of the ticket: the person first, then the topic. The operator
/// always answers in the person's language.
async fn whole_ticket(person_speaks: &str, staff_speaks: &str) -> (String, String) {
    let world = World::with_staff_speaking(staff_speaks).await;
    let words_of = |language| match language {
        "ru" => RUSSIAN,
        _ => ENGLISH,
    };
    let (theirs, staffs) = (words_of(person_speaks), words_of(staff_speaks));
    let person = match person_speaks {
        "ru" => world.boris(),
        _ => world.anna(),
    };
    person.sends("/start").await;
    // The database's own clock wrote down when they came.
    world
        .execute("update users set created_at = '2026-03-01'")
        .await;
    person.transcript();
    let [command, category, write, question] = theirs.asks;
    person.sends(command).await;
    person.taps(category).await;
    person.taps(write).await;
    person.sends(question).await;
    person.sends_photo(selfie(1)).await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.taps(staffs.take).await;
    topic.sends(theirs.first_answer).await;
    topic.sends(staffs.note).await;
    topic.taps(staffs.wait).await;
    person.replies_to(theirs.first_answer, theirs.replies).await;
    topic.sends(theirs.second_answer).await;
    topic.taps(staffs.resolve).await;
    person.taps(theirs.not_solved).await;
    person.sends(theirs.still_wrong).await;
    topic.sends(theirs.second_answer).await;
    topic.taps(staffs.resolve).await;
    person.taps("5 ⭐").await;
    person.taps(theirs.add_word).await;
    person.sends(theirs.word).await;
    let ticket = world.tickets().await;
    assert!(
        ticket.contains("resolved 5⭐") && ticket.contains(theirs.word),
        "{ticket}"
    );
    world.ends_well().await;
    (person.transcript(), topic.transcript())
}

#[tokio::test]
async fn in_english() {
    let (anna, topic) = whole_ticket("en", "en").await;
    insta::assert_snapshot!(side_by_side(&anna, &topic));
    // What a person sees does not depend on the language of the staff.
    let (same, topic) = whole_ticket("en", "ru").await;
    assert_eq!(same, anna);
    assert!(topic.contains("Anna ждёт ответа"), "{topic}");
}

#[tokio::test]
async fn in_russian() {
    let (boris, topic) = whole_ticket("ru", "ru").await;
    insta::assert_snapshot!(side_by_side(&boris, &topic));
    let (same, topic) = whole_ticket("ru", "en").await;
    assert_eq!(same, boris);
    assert!(topic.contains("Борис waits for an answer"), "{topic}");
}

fn side_by_side(person: &str, topic: &str) -> String {
    format!("═══ The person ═══\n{person}\n═══ The topic ═══\n{topic}")
}
