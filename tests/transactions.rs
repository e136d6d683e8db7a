//! Work that is dropped half-way, as when a caller hangs up or time is over, leaves
//! no connection behind that would swallow what others write.

use crate::world::{World, polled_at_most};

/// More polls than a transaction takes to begin.
const CUTS: u32 = 12;

#[tokio::test]
async fn a_transaction_that_was_dropped_while_it_began_swallows_no_writes() {
    let world = World::with(|variables| {
        variables.insert("DATABASE_MAX_CONNECTIONS".to_owned(), "2".to_owned());
    })
    .await;
    let _other = world.app.db.connection().await.unwrap();
    // Cut off at every step on the way, each time followed by somebody else's write.
    for cut in 0..CUTS {
        polled_at_most(Some(cut), world.app.db.begin()).await;
        let mut connection = world.app.db.connection().await.unwrap();
        sqlx::query("insert into staff_notices (key, told_at) values ($1, $2)")
            .bind(cut.to_string())
            .bind(world.clock.now())
            .execute(&mut *connection)
            .await
            .unwrap();
        let is_written: i64 = world.value("select count(*) from staff_notices").await;
        assert_eq!(
            is_written,
            i64::from(cut) + 1,
            "a write was lost in somebody else's transaction"
        );
    }
}
