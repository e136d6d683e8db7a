//! How payments look in the index, and what only looks like one.

use sandbox::ton::{Address, Finality, Options, Transfer};
use serde_json::{Value, json};

use crate::client::{Client, comment};

async fn received(transfer: Transfer) -> Value {
    let client = Client::start(Options::default()).await;
    client.ton.receive(transfer);
    let transaction = client.newest().await;
    assert_eq!(client.ton.problems(), [""; 0]);
    transaction
}

#[tokio::test]
async fn an_honest_payment_has_everything_that_a_reader_needs() {
    let client = Client::start(Options::default()).await;
    client
        .ton
        .receive(Transfer::of(9_007_199_254_740_993, "PG12"));
    let (_, answer) = client.ask("").await;
    let wallet = "0:CA6E321C7CCE9ECEDF0A8CA2492EC8592494AA5FB5CE0387DFF96EF6AF982A3E";
    assert_eq!(
        answer["address_book"][wallet],
        json!({
            "user_friendly": "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF",
            "domain": null,
        })
    );
    let transaction = &answer["transactions"][0];
    assert_eq!(transaction["account"], wallet);
    assert_eq!(transaction["hash"].as_str().map(str::len), Some(44));
    assert_eq!(transaction["out_msgs"], json!([]));
    assert_eq!(transaction["emulated"], false);
    assert_eq!(transaction["finality"], "finalized");
    let description = &transaction["description"];
    assert_eq!(description["aborted"], false);
    assert_eq!(description["compute_ph"]["success"], true);
    assert_eq!(description["credit_ph"]["credit"], "9007199254740993");

    let message = &transaction["in_msg"];
    assert_eq!(message["value"], "9007199254740993", "beyond a float");
    assert_eq!(message["destination"], wallet);
    assert_eq!(message["bounced"], false);
    assert_eq!(message["opcode"], "0x00000000");
    assert_eq!(
        message["message_content"],
        json!({
            "hash": "TpimHBzI0SaBM+x6v9P19vxZBmQvHyy8T7WW8cjV4F4=",
            "body": "te6cckEBAQEACgAAEAAAAABQRzEyrjD6zA==",
            "decoded": { "type": "text_comment", "@type": "text_comment", "comment": "PG12" },
        })
    );
    let source = message["source"].as_str().expect("a sender");
    let sender: Address = source.parse().expect("an address");
    assert_eq!(sender, Transfer::default().from);
    assert!(answer["address_book"][source].is_object());
}

#[tokio::test]
async fn a_transfer_without_a_comment_has_an_empty_body() {
    let transaction = received(Transfer {
        nano: 5,
        ..Transfer::default()
    })
    .await;
    let message = &transaction["in_msg"];
    assert_eq!(message["opcode"], Value::Null);
    assert_eq!(message["message_content"]["decoded"], Value::Null);
    assert_eq!(
        message["message_content"]["body"],
        "te6cckEBAQEAAgAAAEysuc0="
    );
}

#[tokio::test]
async fn comments_keep_every_letter() {
    for text in ["", " PG12 ", "Морской бриз 🌊", &"long ".repeat(200)] {
        let transaction = received(Transfer::of(1, text)).await;
        assert_eq!(comment(&transaction), text);
    }
}

#[tokio::test]
async fn money_that_did_not_stay_is_told_from_a_payment() {
    let bounced = received(Transfer {
        bounced: true,
        ..Transfer::of(5, "PG1")
    })
    .await;
    assert_eq!(bounced["in_msg"]["bounced"], true);

    let aborted = received(Transfer {
        aborted: true,
        ..Transfer::of(5, "PG1")
    })
    .await;
    assert_eq!(aborted["description"]["aborted"], true);
    assert_eq!(aborted["description"]["compute_ph"]["reason"], "no_state");
    assert_eq!(aborted["out_msgs"], json!([]));

    let returned = received(Transfer {
        aborted: true,
        bounced_back: true,
        ..Transfer::of(1_000_000_000, "PG1")
    })
    .await;
    assert_eq!(returned["out_msgs"][0]["bounced"], true);
    assert_eq!(returned["out_msgs"][0]["value"], "999600000");
    assert_eq!(
        returned["out_msgs"][0]["destination"],
        returned["in_msg"]["source"]
    );

    let sent_back = received(Transfer {
        bounced_back: true,
        ..Transfer::of(1_000_000_000, "PG1")
    })
    .await;
    assert_eq!(sent_back["description"]["aborted"], false);
    assert_eq!(sent_back["out_msgs"][0]["bounced"], false);
}

#[tokio::test]
async fn messages_from_outside_have_neither_sender_nor_money() {
    let client = Client::start(Options::default()).await;
    client.ton.receive(Transfer {
        external: true,
        ..Transfer::of(1_000_000_000, "PG1")
    });
    let external = client.newest().await;
    let friend = Transfer::default().from;
    client.ton.send_out(friend, 300, Some("PG1"));
    let sent = client.newest().await;
    for transaction in [&external, &sent] {
        let message = &transaction["in_msg"];
        for field in ["source", "value", "created_lt", "bounced"] {
            assert_eq!(message[field], Value::Null, "{field}");
        }
        assert_eq!(transaction["description"]["credit_ph"], Value::Null);
    }
    assert_eq!(comment(&external), "PG1");
    assert_eq!(external["out_msgs"], json!([]));
    let message = &sent["out_msgs"][0];
    assert_eq!(message["source"], sent["account"]);
    assert_eq!(message["destination"], json!(friend.raw()));
    assert_eq!(message["value"], "300");
    assert_eq!(message["message_content"]["decoded"]["comment"], "PG1");
}

#[tokio::test]
async fn some_bodies_cannot_be_read() {
    let encrypted = received(Transfer {
        encrypted: true,
        ..Transfer::of(5, "PG1")
    })
    .await;
    assert_eq!(encrypted["in_msg"]["opcode"], "0x2167da4b");
    let raw = received(Transfer {
        raw_body: true,
        ..Transfer::of(5, "PG12")
    })
    .await;
    let content = &raw["in_msg"]["message_content"];
    assert_eq!(content["body"], "te6cckEBAQEACgAAEAAAAABQRzEyrjD6zA==");
    let operation = received(Transfer {
        raw_body: true,
        ..Transfer::default()
    })
    .await;
    assert_eq!(operation["in_msg"]["opcode"], "0xd53276db");
    for transaction in [encrypted, raw, operation] {
        let message = &transaction["in_msg"];
        assert_eq!(message["message_content"]["decoded"], Value::Null);
        assert_eq!(message["decoded_opcode"], Value::Null);
    }
}

#[tokio::test]
async fn a_transaction_becomes_final_in_its_place() {
    let client = Client::start(Options::default()).await;
    let hash = client.ton.receive(Transfer {
        emulated: true,
        finality: Finality::Pending,
        ..Transfer::of(5, "PG1")
    });
    let before = client.newest().await;
    assert_eq!(before["emulated"], true);
    assert_eq!(before["finality"], "pending");
    client.ton.finalize(&hash).expect("finalized");
    let after = client.newest().await;
    assert_eq!(after["emulated"], false);
    assert_eq!(after["finality"], "finalized");
    assert_eq!(
        (&after["hash"], &after["lt"]),
        (&before["hash"], &before["lt"])
    );

    let confirmed = received(Transfer {
        finality: Finality::Confirmed,
        ..Transfer::default()
    })
    .await;
    assert_eq!(confirmed["finality"], "confirmed");
    let old_server = received(Transfer {
        finality: Finality::Absent,
        ..Transfer::default()
    })
    .await;
    assert_eq!(old_server.get("finality"), None);
}
