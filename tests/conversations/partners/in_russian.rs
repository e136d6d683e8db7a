//! The form in the other language.

use super::RUSSIAN;
use crate::world::World;

#[tokio::test]
async fn a_form_in_russian() {
    let world = World::with_staff().await;
    let boris = world.boris();
    boris.fills_the_form(&RUSSIAN).await;
    boris.taps("Отправить").await;
    insta::assert_snapshot!(boris.transcript());
    world.ends_well().await;
}
