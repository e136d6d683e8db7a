//! An erased person is found nowhere: in no row, no object, no log. The search goes
//! through every column of every table there is, so that a table that is added
//! later is searched too.

use std::{
    collections::BTreeSet,
    io,
    sync::{Arc, Mutex},
};

use chrono::TimeDelta;
use sandbox::{
    telegram::{Fault, NewPerson, Other},
    ton::Transfer,
};
use sqlx::AssertSqlSafe;
use tracing_subscriber::{Layer, filter::Targets, layer::SubscriberExt};

use crate::world::{Friend, STAFF_CHAT_ID, World, selfie};

/// Long enough to be no part of anything else.
const TELEGRAM_ID: i64 = 7_310_552_901;

/// What a log of this test holds.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Everything that the product logs on this thread from now on, down to the finest.
pub fn listen() -> (Log, tracing::subscriber::DefaultGuard, tracing::Dispatch) {
    let log = Log::default();
    let writer = log.clone();
    let finest = Targets::new()
        .with_target("pinglass", tracing::Level::TRACE)
        .with_default(tracing::Level::INFO);
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(move || writer.clone())
        .with_filter(finest);
    let subscriber = tracing_subscriber::registry().with(layer);
    let guard = tracing::subscriber::set_default(subscriber);
    // With a single listener, places of the code that log for the first time on another
    // test's thread would be taken for places that nobody listens to.
    let second = tracing::Dispatch::new(tracing_subscriber::registry());
    (log, guard, second)
}

impl World {
    /// Every row of every table as JSON, with the table's name in front.
    pub async fn rows(&self) -> BTreeSet<String> {
        let tables: Vec<String> = sqlx::query_scalar(
            "select table_name::text
             from information_schema.tables
             where table_schema = 'public' and table_type = 'BASE TABLE'",
        )
        .fetch_all(&self.db)
        .await
        .unwrap();
        let mut rows = BTreeSet::new();
        for table in tables {
            let query = format!("select to_jsonb(t)::text from \"{table}\" as t");
            let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query))
                .fetch_all(&self.db)
                .await
                .unwrap();
            rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
        }
        rows
    }

    /// Where any of `needles` stands in the database, the storage or the log.
    async fn find(&self, needles: &[String], log: &Log) -> Vec<String> {
        let mut places: Vec<String> = self.rows().await.into_iter().collect();
        let objects = self.s3.objects().unwrap();
        places.extend(objects.into_iter().map(|(key, _)| format!("object {key}")));
        places.extend(log.text().lines().map(|line| format!("log: {line}")));
        let holds = |place: &String| needles.iter().any(|needle| place.contains(needle.as_str()));
        places.into_iter().filter(holds).collect()
    }

    /// Values of a column that are there.
    async fn strings(&self, query: &'static str) -> Vec<String> {
        sqlx::query_scalar(query).fetch_all(&self.db).await.unwrap()
    }
}

fn bot_was_kicked() -> Fault {
    Fault::Error {
        code: 403,
        description: "Forbidden: bot was kicked from the supergroup chat".to_owned(),
        retry_after: None,
    }
}

/// Somebody who uses whatever there is.
async fn with_a_full_life(world: &World) -> Friend<'_> {
    let person = world.telegram.person(NewPerson {
        id: TELEGRAM_ID,
        first_name: "Nastasia".to_owned(),
        username: Some("nastasia_needle".to_owned()),
        language_code: Some("en".to_owned()),
    });
    let nastasia = Friend { person, world };
    nastasia.sends("/start ref_NEEDLE1").await;
    nastasia.sends("what a haystack").await;
    nastasia.has_an_avatar().await;
    // A card, with an address for the receipt; a set is made.
    nastasia.chooses_card().await;
    nastasia.sends("nastasia@needle.example").await;
    nastasia.pays_at_bank().await;
    world.kie_finishes().await;
    nastasia.sends("/photos").await;
    nastasia.taps("Lifestyle").await;
    nastasia.taps("As files").await;
    keeps_and_mends_portraits(&nastasia).await;
    asks_the_support(&nastasia).await;
    is_looked_at_by_the_staff(&nastasia).await;
    // Something is wrong with it, and the staff can't be reached just then.
    world.telegram.fail_when(|method, call| {
        (method == "sendMessage" && call["chat_id"] == STAFF_CHAT_ID).then(bot_was_kicked)
    });
    nastasia.sends("/payments").await;
    nastasia.taps("№ ").await;
    nastasia.taps("Something is wrong").await;
    // TON, a little too much, and it is taken back by hand.
    nastasia.sends("/portraits").await;
    nastasia.taps("Lifestyle").await;
    nastasia.taps("Starter").await;
    nastasia.taps("TON").await;
    let (comment, nano) = world.newest_quote().await;
    world.receives(Transfer::of(nano + 1, &comment)).await;
    world.kie_finishes().await;
    // Stars: one set is being made, one link is open, one draft is half-way.
    nastasia.sends("/portraits").await;
    nastasia.taps("Lifestyle").await;
    nastasia.taps("Starter").await;
    nastasia.taps("Stars").await;
    nastasia.pays().await;
    nastasia.chooses_card().await;
    nastasia.sends("/new").await;
    nastasia.sends("Haystack").await;
    nastasia
        .sends_album(vec![selfie(21), selfie(22), b"no picture".to_vec()])
        .await;
    nastasia
}

/// A favourite, a contact sheet, and a portrait that is made again after a wish.
async fn keeps_and_mends_portraits(nastasia: &Friend<'_>) {
    for way in ["One by one", "At a glance"] {
        nastasia.sends("/photos").await;
        nastasia.taps("Lifestyle").await;
        nastasia.taps(way).await;
        if way == "One by one" {
            nastasia.taps("🤍").await;
        }
    }
    nastasia.reacts(nastasia.portrait_messages()[0], "👎").await;
    nastasia.taps("Something else").await;
    nastasia.sends("less needle, more thread").await;
    nastasia.world.kie_finishes().await;
}

/// A ticket with everything that can be said in one, and everybody who looks at it.
async fn asks_the_support(nastasia: &Friend<'_>) {
    let world = nastasia.world;
    let olga = world.olga();
    nastasia.has_a_ticket("a needle in my photo").await;
    nastasia.sends_photo(selfie(31)).await;
    nastasia.sends_other(Other::Voice).await;
    let topic = world.in_topic("needle", &olga);
    topic.sends("Dear Nastasia, which haystack?").await;
    topic.sends("// Nastasia had a needle before").await;
    topic.sends_photo(selfie(32)).await;
    nastasia
        .replies_to("which haystack", "the last needle")
        .await;
    nastasia.edits("the last needle", "the first needle").await;
    olga.sends("/ticket nastasia").await;
    olga.taps("Show 3 files").await;
    olga.sends("/tickets").await;
    topic.taps("Resolve").await;
    nastasia.taps("5").await;
    nastasia.sends("as quick as a needle").await;
    nastasia.has_a_ticket("and another needle").await;
    let said = world.staff_group().transcript();
    assert!(
        said.contains("the first needle") && said.contains("voice"),
        "{said}"
    );
}

/// Her card, the life of a payment, a note about it, and a ban that is lifted again.
async fn is_looked_at_by_the_staff(nastasia: &Friend<'_>) {
    let (olga, number) = (nastasia.world.olga(), nastasia.user_id().await);
    olga.sends(&format!("/user {number}")).await;
    olga.taps("Payments").await;
    olga.sends("/order 1").await;
    olga.taps("Follow up").await;
    olga.taps("In an hour").await;
    olga.replies_to("with a note", "Look again").await;
    olga.sends(&format!("/ban {number} Spam")).await;
    olga.taps("🚫 Ban").await;
    olga.sends(&format!("/unban {number}")).await;
    olga.taps("✅ Unban").await;
}

/// What the staff group shows that holds any of the needles.
fn still_in_the_group(world: &World, needles: &[String]) -> Vec<String> {
    let group = world.staff_group();
    let shown = world.telegram.messages(group.id()).into_iter();
    let shown = shown.filter(|message| !message.deleted);
    let mut shown: Vec<String> = shown.map(|message| format!("{message:?}")).collect();
    shown.extend(group.topics().iter().map(|topic| format!("{topic:?}")));
    shown.retain(|line| needles.iter().any(|needle| line.contains(needle.as_str())));
    shown
}

/// What older programs and later features keep of a person.
async fn is_known_elsewhere(world: &World) {
    for statement in [
        "update users set device_id = 'needle-device', ban_reason = 'needle in words'
         where telegram_user_id = 7310552901",
        "insert into gifts (payment_id, reason, given_by, given_by_name, given_at)
         select min(id), 'a needle for her', 201, 'Olga', '2026-03-02' from payments",
        "update follow_ups set note = 'a needle to look at'",
        "update bans set reason = 'a needle too many'",
        "insert into referral_balances (user_id, referral_code, balance)
         select id, 'NEEDLEOWN', 12.5 from users where telegram_user_id = 7310552901",
        "insert into withdrawal_requests (user_id, amount, method, details)
         select id, 10, 'card', '{\"card\": \"4000 needle\"}' from users where telegram_user_id = 7310552901",
        "insert into partner_applications (user_id, contact_name, contact_email, telegram_username, promotion_channels)
         select id, 'Nastasia', 'nastasia@needle.example', 'nastasia_needle', '{needle-channel}'
         from users where telegram_user_id = 7310552901",
        "with ticket as (
             insert into support_tickets (ticket_number, user_id, telegram_chat_id, subject)
             select 'T-1', id, 7310552901, 'needle subject' from users where telegram_user_id = 7310552901
             returning id
         )
         insert into ticket_messages (ticket_id, sender_type, sender_id, sender_name, message)
         select id, 'user', '7310552901', 'Nastasia', 'needle message' from ticket",
        "insert into telegram_updates (update_id, conversation, kind, payload, status, finished_at, error)
         values (1, 7310552901, 'message', '{\"text\": \"needle\"}', 'dead', '2026-03-01', 'needle')",
    ] {
        world.execute(statement).await;
    }
}

/// Everything by which the person could be found, collected while they are here.
async fn needles(world: &World) -> Vec<String> {
    let mut needles: Vec<String> = [
        TELEGRAM_ID.to_string().as_str(),
        "Nastasia",
        "nastasia",
        "\"Anna\"",
        "Haystack",
        "haystack",
        "needle",
        "NEEDLE",
        "@needle.example",
    ]
    .map(str::to_owned)
    .into();
    for query in [
        "select telegram_file_id from avatar_uploads",
        "select telegram_file_unique_id from avatar_uploads",
        "select telegram_file_id from generated_photos where telegram_file_id is not null",
        "select telegram_document_id from generated_photos where telegram_document_id is not null",
        "select sheet_file_id from generation_jobs where sheet_file_id is not null",
        "select kie_task_id from kie_tasks where kie_task_id is not null",
        "select callback_token::text from kie_tasks where callback_token is not null",
        "select payment_url from tbank_attempts where payment_url is not null",
        "select source from ton_transfers",
        "select address from refunds where address is not null",
        "select file_id from ticket_messages where file_id is not null",
    ] {
        needles.extend(world.strings(query).await);
    }
    let objects = world.s3.objects().unwrap();
    needles.extend(objects.into_iter().map(|(key, _)| key));
    needles.retain(|needle| !needle.is_empty());
    needles
}

#[tokio::test]
async fn an_erased_person_is_found_nowhere() {
    let (log, _listening, _second) = listen();
    let world = World::selling_by("stars,tbank,ton").await;
    // The first row is somebody else's.
    world.boris().sends("/start").await;
    let nastasia = with_a_full_life(&world).await;
    is_known_elsewhere(&world).await;
    let needles = needles(&world).await;
    assert!(needles.len() > 40, "{needles:?}");
    assert!(world.find(&needles, &log).await.len() > 40);
    assert!(still_in_the_group(&world, &needles).len() > 10);
    nastasia.asks_to_be_erased().await;
    world.telegram.heal();
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(world.erased().await, 1, "{}", nastasia.transcript());
    let said = nastasia.transcript();
    assert!(said.ends_with("All the best to you!"), "{said}");
    assert!(log.text().contains("a person was erased"));
    assert_eq!(world.find(&needles, &log).await, Vec::<String>::new());
    assert_eq!(world.s3.objects().unwrap(), []);
    assert_eq!(still_in_the_group(&world, &needles), Vec::<String>::new());
    assert!(world.staff_group().topics().is_empty());
    // What stays: a row without a person, which the books of money refer to. By the
    // providers' numbers (telegram_charge_id, the bank's PaymentId, ton_tx_hash) a payment
    // is found in their lists; by an order's id and the comment of its quote, money that
    // comes too late is known and goes back. None of them leads to a person without the
    // provider, who must keep its own books.
    let referring: BTreeSet<String> = world
        .rows()
        .await
        .into_iter()
        .filter(|row| row.contains("user_id\": 2"))
        .filter_map(|row| row.split(':').next().map(str::to_owned))
        .collect();
    insta::assert_snapshot!(
        referring.into_iter().collect::<Vec<_>>().join(" "),
        @"orders partner_applications payments referral_balances support_tickets withdrawal_requests"
    );
    let kept: String = world
        .value(
            "select jsonb_strip_nulls(to_jsonb(users) - '{created_at,erasure_asked_at,erased_at}'::text[])::text
             from users
             where erased_at is not null",
        )
        .await;
    insta::assert_snapshot!(kept, @r#"
    {"id": 2, "is_banned": false}
    "#);
    insta::assert_snapshot!(
        world
            .strings(
                "select concat_ws(' ', provider, amount, status, photo_count, stars_amount, ton_amount,
                                  refund_reason, payment_id is not null, consumed_avatar_id)
                 from payments
                 order by id",
            )
            .await
            .join("\n"),
        @r"
    tbank 499.00 succeeded 7 t
    ton 499.00 succeeded 7 4.219000001 t
    stars 499.00 refunded 7 350 erased t
    tbank 499.00 canceled 7 t
    "
    );
    world.ends_well().await;
}

#[tokio::test]
async fn another_person_loses_nothing() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    for person in [&anna, &boris] {
        person.has_paid().await;
        world.kie_finishes().await;
        person.transcript();
    }
    let boris_has = async || {
        boris.sends("/privacy").await;
        boris.taps("Мои данные").await;
        boris.taps("Всё одним файлом").await;
        let messages = boris.person.messages();
        let file = messages
            .into_iter()
            .rev()
            .find(|message| message.kind == "document")
            .unwrap();
        String::from_utf8_lossy(&file.media.unwrap().bytes).into_owned()
    };
    let before = boris_has().await;
    anna.asks_to_be_erased().await;
    assert_eq!(world.erased().await, 1);
    assert_eq!(boris_has().await, before);
    assert_eq!(world.s3.objects().unwrap().len(), 4 + 1 + 7);
    world.ends_well().await;
}
