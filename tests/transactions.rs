//! Work that is dropped half-way, as when a caller hangs up or time is over, leaves
//! no connection behind that would swallow what others write. And what an error of the
//! database says of it.

use pinglass::db::is_out_of_reach;

use crate::world::{World, database, polled_at_most};

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

/// Whoever starts tries again in the one case, and says at once what is wrong in the other.
#[tokio::test]
async fn a_database_that_is_away_is_told_from_one_that_refuses() {
    let (_, pool) = database::create().await;
    let refused = sqlx::query("select nothing from nowhere")
        .execute(&pool)
        .await;
    assert!(!is_out_of_reach(&refused.unwrap_err().into()));
    pool.close().await;
    let gone = sqlx::query("select 1").execute(&pool).await;
    assert!(is_out_of_reach(&gone.unwrap_err().into()));
    let cut_off = sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
    assert!(is_out_of_reach(&cut_off.into()));
    assert!(is_out_of_reach(&anyhow::anyhow!(
        "no connection was to be had in time"
    )));
}
