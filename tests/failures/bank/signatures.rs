//! Row 6 for T-Bank: only what the bank signed counts, and only CONFIRMED is paid.

use sandbox::tbank::Status;
use serde_json::Value;

use super::{ends_with_one_set, grants, with_a_link};
use crate::world::{World, client};

fn ok() -> (u16, String) {
    (200, "OK".to_owned())
}

impl World {
    fn told(&self, status: Status) -> Value {
        let payment_id = self.bank_payment().payment_id;
        self.tbank.notification(payment_id, status).unwrap()
    }

    async fn bank_posts(&self, body: Vec<u8>) -> u16 {
        let address = format!("{}/tbank/notification", self.url);
        let answer = client().post(address).body(body).send().await.unwrap();
        answer.status().as_u16()
    }

    /// Everything that a notification could change.
    async fn books(&self) -> Vec<String> {
        let tables = [
            "payments",
            "orders",
            "tbank_attempts",
            "refunds",
            "payment_differences",
        ];
        let mut books = Vec::new();
        for table in tables {
            let query = format!(
                "select coalesce(jsonb_agg(row order by row::text), '[]')::text from {table} as row"
            );
            let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
                .fetch_one(&self.db)
                .await
                .unwrap();
            books.push(rows);
        }
        books
    }
}

#[tokio::test]
async fn row_6_what_the_bank_did_not_sign_changes_nothing() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    let before = world.books().await;
    let genuine = world.told(Status::Confirmed);
    let mut forged = Vec::new();
    // Every field changed, dropped or added breaks the signature.
    for (name, value) in genuine.as_object().unwrap() {
        if value.is_object() {
            continue;
        }
        let mut changed = genuine.clone();
        changed[name] = match value {
            Value::String(text) => format!("{text}0").into(),
            Value::Number(number) => (number.as_i64().unwrap() + 1).into(),
            _ => Value::Bool(false),
        };
        forged.push(changed);
        let mut dropped = genuine.clone();
        dropped.as_object_mut().unwrap().remove(name);
        forged.push(dropped);
    }
    let mut added = genuine.clone();
    added["Password"] = "testpassword".into();
    added["Extra"] = "1".into();
    forged.push(added);
    for token in [
        Value::Null,
        "".into(),
        "0".repeat(64).into(),
        5.into(),
        Value::Array(vec![]),
    ] {
        let mut other = genuine.clone();
        other["Token"] = token;
        forged.push(other);
    }
    // A replay of another message's token.
    let mut replayed = genuine.clone();
    replayed["Token"] = world.told(Status::Authorized)["Token"].clone();
    forged.push(replayed);
    // Well signed, for another terminal.
    let mut other_terminal = genuine.clone();
    other_terminal["TerminalKey"] = "OtherTerminalDEMO".into();
    world.tbank.sign(&mut other_terminal);
    forged.push(other_terminal);
    for body in &forged {
        let (status, answer) = world.bank_says(body).await;
        assert_eq!(status, 403, "{body}");
        assert_ne!(answer, "OK");
    }
    world.settle().await;
    assert_eq!(world.books().await, before);
    anna.pays_at_bank().await;
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_6_what_is_no_notification_is_refused() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    let before = world.books().await;
    let genuine = world.told(Status::Confirmed).to_string();
    let twice = genuine.replacen('{', "{\"Amount\":1,", 1);
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    for body in [
        Vec::new(),
        b"null".to_vec(),
        b"OK".to_vec(),
        b"\xff\xfe\x00".to_vec(),
        b"TerminalKey=TestTerminalDEMO&Status=CONFIRMED".to_vec(),
        genuine.as_bytes()[..genuine.len() / 2].to_vec(),
        twice.into_bytes(),
        deep.into_bytes(),
    ] {
        assert_eq!(world.bank_posts(body).await, 400);
    }
    let huge = format!("{{\"Data\":\"{}\"}}", "a".repeat(70 * 1024));
    assert_eq!(world.bank_posts(huge.into_bytes()).await, 413);
    let get = client().get(format!("{}/tbank/notification", world.url));
    assert_eq!(get.send().await.unwrap().status().as_u16(), 405);
    // Signed, but of a shape that was never documented: the bank shall repeat it.
    for (name, value) in [("PaymentId", Value::from("x")), ("Amount", Value::from(-1))] {
        let mut odd = world.told(Status::Confirmed);
        odd[name] = value;
        world.tbank.sign(&mut odd);
        assert_eq!(world.bank_says(&odd).await.0, 400);
    }
    world.settle().await;
    assert_eq!(world.books().await, before);
    anna.pays_at_bank().await;
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_6_money_that_is_only_held_makes_no_set() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    let payment = world.bank_payment();
    world.tbank.holds(payment.payment_id).unwrap();
    world.bank_notifies().await;
    world.advance(chrono::TimeDelta::hours(1)).await;
    assert_eq!(grants(&world).await, (0, 0));
    world.tbank.captures(payment.payment_id).unwrap();
    world.bank_notifies().await;
    assert_eq!(grants(&world).await, (1, 1));
    world.kie_finishes().await;
    world.advance(chrono::TimeDelta::minutes(30)).await;
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_6_the_two_words_of_a_payment_may_come_in_any_order() {
    for order in [[0, 1, 0], [1, 0, 1], [0, 0, 1]] {
        let world = World::selling_by("tbank").await;
        let anna = with_a_link(&world).await;
        world.tbank.pays(world.bank_payment().payment_id).unwrap();
        let told = world.tbank.take_notifications();
        assert_eq!(told.len(), 2);
        for index in order {
            assert_eq!(world.bank_says(&told[index]).await, ok());
            world.settle().await;
        }
        assert_eq!(grants(&world).await, (1, 1));
        ends_with_one_set(&world, &anna).await;
    }
}

#[tokio::test]
async fn row_6_every_genuine_notification_is_answered_ok() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    // A field that nobody documented must not break the signature.
    world.tbank.set_extra_field("SpAccumulationId", 42.into());
    let payment = world.bank_payment();
    world.tbank.pays(payment.payment_id).unwrap();
    for told in world.tbank.take_notifications() {
        for _ in 0..2 {
            assert_eq!(world.bank_says(&told).await, ok());
        }
    }
    // News that contradicts the bank's state is a reason to ask, not to believe.
    for status in [
        Status::Canceled,
        Status::Refunded,
        Status::Rejected,
        Status::DeadlineExpired,
    ] {
        assert_eq!(world.bank_says(&world.told(status)).await, ok());
        world.settle().await;
    }
    let mut receipt = world.told(Status::Confirmed);
    receipt["Status"] = "RECEIPT".into();
    let mut unheard = world.told(Status::Confirmed);
    unheard["Status"] = "CONFIRM_CHECKING".into();
    let mut linked = world.told(Status::Confirmed);
    linked["NotificationType"] = "LINKACCOUNT".into();
    let mut failed = world.told(Status::Confirmed);
    failed["OrderId"] = "unknown".into();
    failed["Success"] = false.into();
    for mut told in [receipt, unheard, linked, failed] {
        world.tbank.sign(&mut told);
        assert_eq!(world.bank_says(&told).await, ok());
        world.settle().await;
    }
    assert_eq!(grants(&world).await, (1, 1));
    assert_eq!(world.payment_status().await, "succeeded");
    ends_with_one_set(&world, &anna).await;
}
