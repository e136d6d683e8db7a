//! The short answers to frequent questions.

use crate::world::World;

#[tokio::test]
async fn where_a_set_is_can_be_read_at_once() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna.pays().await;
    anna.transcript();
    anna.sends("/support").await;
    anna.taps("My portraits").await;
    anna.taps("Where is my set?").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    anna.taps("Back").await;
    anna.taps("Back").await;
    anna.taps("A payment").await;
    anna.taps("I paid, but nothing happened").await;
    assert!(anna.transcript().contains("0 of 7 · usually 3 min"));
}

#[tokio::test]
async fn the_rules_in_force_are_part_of_the_answers() {
    let world = World::with_staff_and(|variables| {
        variables.insert("REFERENCE_PHOTOS_KEEP_DAYS".to_owned(), "31".to_owned());
    })
    .await;
    world
        .execute("insert into refund_policy (name, value, changed_at) values ('take_back_days', '3', now())")
        .await;
    let boris = world.boris();
    boris.sends("/support").await;
    boris.taps("Оплата").await;
    boris.transcript();
    boris.taps("Можно ли вернуть деньги?").await;
    boris.taps("Назад").await;
    boris.taps("Назад").await;
    boris.taps("Мой аккаунт").await;
    boris.taps("Сколько хранятся мои фото?").await;
    insta::assert_snapshot!(boris.transcript(), @"");
}

#[tokio::test]
async fn every_question_has_an_answer_and_a_way_to_the_team() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    let topics = [
        "A payment",
        "does not work",
        "My account",
        "My portraits",
        "Something else",
    ];
    for topic in topics {
        anna.taps(topic).await;
        let questions: Vec<String> = anna
            .person
            .last_from_bot()
            .unwrap()
            .keyboard
            .iter()
            .flatten()
            .map(|button| button.text.clone())
            .filter(|label| {
                !label.contains("write to us") && !label.contains("Back") && !label.contains("Menu")
            })
            .collect();
        assert!((3..=5).contains(&questions.len()), "{topic}");
        for question in questions {
            anna.taps(&question).await;
            let answer = anna.transcript();
            assert!(
                answer.contains("This did not help: write to us"),
                "{answer}"
            );
            anna.taps("Back").await;
        }
        anna.taps("Back").await;
    }
    world.ends_well().await;
}
