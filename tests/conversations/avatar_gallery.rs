//! The avatars that a person has: listed, deleted, and out of others' reach.

use chrono::TimeDelta;

use super::avatars::{avatars, says, stored};
use crate::world::World;

#[tokio::test]
async fn avatars_are_listed_in_russian() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_an_avatar().await;
    boris.sends("/avatars").await;
    boris.taps("Борис").await;
    boris.taps("Удалить").await;
    boris.taps("Оставить").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /avatars
    Bot: Ваши аватары
         [✨ Борис · 4 фото]
         [📸 Новый аватар]
         [☰ Меню]
    Борис taps [✨ Борис · 4 фото]
    Bot (edited): Борис ✨
         Готов · 4 фото
         📅 Фото хранятся до 01.04.2026
         [🎨 Новые портреты]
         [← Все аватары] [🗑 Удалить]
         [☰ Меню]
    Борис taps [🗑 Удалить]
    Bot (edited): Удалить аватар «Борис» и 4 фото? Готовые портреты останутся.
         [🗑 Да, удалить]
         [Оставить]
    Борис taps [Оставить]
    Bot (edited): Борис ✨
         Готов · 4 фото
         📅 Фото хранятся до 01.04.2026
         [🎨 Новые портреты]
         [← Все аватары] [🗑 Удалить]
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn an_avatar_with_sets_is_hidden_and_one_in_use_stays() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    world
        .execute("insert into generation_jobs (avatar_id, chat_id, style_id, status, total_photos) select id, 101, 'creative', 'processing', 7 from avatars")
        .await;
    let ask_and_delete = async || {
        anna.sends("/avatars").await;
        anna.taps("Anna").await;
        anna.taps("Delete").await;
        anna.taps("Yes, delete").await;
    };
    ask_and_delete().await;
    let alerts = world.telegram.alerts(anna.person.chat_id());
    assert!(
        alerts
            .last()
            .unwrap()
            .text
            .contains("Portraits of this avatar are being made"),
        "{alerts:?}"
    );
    assert_eq!(
        avatars(&world).await,
        [("Anna".to_owned(), "ready".to_owned(), 4, false)]
    );

    world.execute("update generation_jobs set status = 'completed', finished_at = created_at, notified_at = created_at").await;
    ask_and_delete().await;
    says(&anna, "You have no avatars yet");
    assert_eq!(
        avatars(&world).await,
        [("Anna".to_owned(), "ready".to_owned(), 0, true)]
    );
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(stored(&world), 0);
    anna.sends("/portraits").await;
    assert!(!anna.transcript().contains("Lifestyle"));
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_reaches_anothers_avatar_by_a_forged_button() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_an_avatar().await;
    boris.sends("/start").await;
    let message = boris.person.last_from_bot().unwrap().id;
    for data in [
        "avatar:{\"Continue\":1}",
        "avatar:{\"Restart\":1}",
        "avatar:{\"Remove\":[1,1]}",
        "avatar:{\"Done\":1}",
        "avatars:{\"Open\":1}",
        "avatars:{\"AskDelete\":1}",
        "avatars:{\"Delete\":1}",
    ] {
        boris.person.taps_data(message, data);
        world.settle().await;
        let shown = boris.transcript();
        assert!(!shown.contains("Anna"), "{data} shows:\n{shown}");
    }
    assert_eq!(
        avatars(&world).await,
        [("Anna".to_owned(), "ready".to_owned(), 4, false)]
    );
    assert_eq!(stored(&world), 4);
    world.ends_well().await;
}

#[tokio::test]
async fn avatars_of_another_program_can_be_used() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    world
        .execute(
            "with old as (
                 insert into avatars (user_id, name, status) select id, null, 'ready' from users returning id
             )
             insert into reference_photos (avatar_id, image_url)
             select id, 'https://old.example/' || number || '.jpg' from old, generate_series(1, 5) as number",
        )
        .await;
    anna.sends("/avatars").await;
    anna.taps("#1 · 5 photos").await;
    says(&anna, "Ready · 5 photos");
    anna.taps("New portraits").await;
    says(&anna, "Lifestyle");
    anna.sends("/avatars").await;
    anna.taps("#1").await;
    anna.taps("Delete").await;
    anna.taps("Yes, delete").await;
    assert_eq!(avatars(&world).await, []);
    world.ends_well().await;
}
