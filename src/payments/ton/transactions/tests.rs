//! Pages of toncenter's, whole, odd and broken.

use serde_json::json;

use super::*;

const WALLET: &str = "EQAVKMzqtrvNB2SkcBONOijadqFZ1gMdjmzh1Y3HB1p_zai5";
const SENDER: &str = "0:B3409241010F85AC415C5FBC13B9B0DC6157D09A39D2BD0827EADB20819F0678";

/// One payment of 1 coin for `PG12`, with all that toncenter tells of it.
fn payment() -> Value {
    json!({
        "account": "0:1528CCEAB6BBCD0764A470138D3A28DA76A159D6031D8E6CE1D58DC7075A7FCD",
        "hash": "swpaG6pTBXwYI2024NAisIFp59Fw3k1DRQ5fa5SuKAE=",
        "lt": "1944556000003", "now": 1_625_243_795, "mc_block_seqno": 12_345_678,
        "trace_id": "swpaG6pTBXwYI2024NAisIFp59Fw3k1DRQ5fa5SuKAE=",
        "prev_trans_hash": "swpaG6pTBXwYI2024NAisIFp59Fw3k1DRQ5fa5SuKAE=",
        "prev_trans_lt": "1944552000003", "orig_status": "active", "end_status": "active",
        "total_fees": "33", "total_fees_extra_currencies": {},
        "description": {
            "type": "ord", "aborted": false, "destroyed": false, "credit_first": false,
            "storage_ph": {"storage_fees_collected": "33", "status_change": "unchanged"},
            "credit_ph": {"credit": "1000000000"},
            "compute_ph": {"skipped": false, "success": true, "gas_used": "1", "exit_code": 0},
            "action": {"success": true, "no_funds": false, "result_code": 0, "msgs_created": 0}
        },
        "block_ref": {"workchain": 0, "shard": "8000000000000000", "seqno": 23_456_789},
        "in_msg": {
            "hash": "swpaG6pTBXwYI2024NAisIFp59Fw3k1DRQ5fa5SuKAE=", "source": SENDER,
            "destination": "0:1528CCEAB6BBCD0764A470138D3A28DA76A159D6031D8E6CE1D58DC7075A7FCD",
            "value": "1000000000", "value_extra_currencies": {}, "fwd_fee": "666672",
            "ihr_fee": "0", "created_lt": "1944556000002", "created_at": "1625243790",
            "opcode": "0x00000000", "decoded_opcode": "text_comment", "ihr_disabled": true,
            "bounce": false, "bounced": false, "import_fee": null, "init_state": null,
            "message_content": {
                "hash": "TpimHBzI0SaBM+x6v9P19vxZBmQvHyy8T7WW8cjV4F4=",
                "body": "te6cckEBAQEACgAAEAAAAABQRzEyrjD6zA==",
                "decoded": {"type": "text_comment", "@type": "text_comment", "comment": "PG12"}
            }
        },
        "out_msgs": [], "emulated": false, "finality": "finalized"
    })
}

/// The payment with `replacement` merged into it.
fn altered(replacement: Value) -> Value {
    fn merge(target: &mut Value, replacement: Value) {
        match (target, replacement) {
            (Value::Object(target), Value::Object(replacement)) => {
                for (key, value) in replacement {
                    merge(target.entry(key).or_insert(Value::Null), value);
                }
            }
            (target, replacement) => *target = replacement,
        }
    }
    let mut payment = payment();
    merge(&mut payment, replacement);
    payment
}

fn page(transactions: &[Value]) -> anyhow::Result<Vec<Transaction>> {
    let page = json!({"transactions": transactions, "address_book": {}});
    read_page(page.to_string().as_bytes())
}

fn only(transaction: Value) -> Transaction {
    page(&[transaction]).unwrap().remove(0)
}

fn incoming(transaction: Value) -> Incoming {
    match only(transaction).kind {
        Kind::Incoming(incoming) => incoming,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_payment_is_read_whole() {
    let read = only(payment());
    let expected = Transaction {
        account: WALLET.parse().unwrap(),
        hash: "b30a5a1baa53057c18236d36e0d022b08169e7d170de4d43450e5f6b94ae2801".to_owned(),
        lt: 1_944_556_000_003,
        previous_lt: Some(1_944_552_000_003),
        at: "2021-07-02T16:36:35Z".parse().unwrap(),
        is_final: true,
        kind: Kind::Incoming(Incoming {
            from: SENDER.parse().unwrap(),
            nano: Nano::new(1_000_000_000).unwrap(),
            comment: Comment::Text("PG12".to_owned()),
            aborted: false,
        }),
    };
    assert_eq!(read, expected);
}

#[test]
fn only_finished_transactions_are_final() {
    assert!(only(altered(json!({"finality": null, "emulated": null}))).is_final);
    assert!(!only(altered(json!({"finality": "pending"}))).is_final);
    assert!(!only(altered(json!({"finality": "confirmed"}))).is_final);
    assert!(!only(altered(json!({"finality": "sooner"}))).is_final);
    assert!(!only(altered(json!({"emulated": true}))).is_final);
    let mut old = payment();
    let fields = old.as_object_mut().unwrap();
    fields.remove("finality");
    fields.remove("emulated");
    assert!(only(old).is_final);
}

#[test]
fn orders_from_outside_and_the_chains_own_affairs_are_no_payments() {
    for none in [
        json!({"in_msg": null}),
        json!({"in_msg": {"source": null, "value": null}}),
        json!({"in_msg": {"source": "", "value": "0"}}),
    ] {
        assert_eq!(only(altered(none)).kind, Kind::Other);
    }
    let order = json!({"in_msg": {"source": null, "value": null}, "out_msgs": [{"value": "1"}]});
    assert_eq!(only(altered(order)).kind, Kind::Other);
}

#[test]
fn coins_that_went_back_are_no_payment() {
    let back = json!({"hash": "x", "source": WALLET, "destination": SENDER, "bounced": true});
    let sent = json!({"description": {"aborted": true}, "out_msgs": [back]});
    assert_eq!(only(altered(sent)).kind, Kind::Returned);
    let told = json!({"description": {"aborted": true, "bounce": {"type": "ok"}}});
    assert_eq!(only(altered(told)).kind, Kind::Returned);
}

#[test]
fn coins_that_stayed_though_the_contract_did_not_run_are_kept_in_sight() {
    let undeployed = json!({"description": {
        "aborted": true, "compute_ph": {"skipped": true, "reason": "no_state"}
    }});
    assert!(incoming(altered(undeployed)).aborted);
    let too_small = json!({"description": {"aborted": true, "bounce": {"type": "nofunds"}}});
    assert!(incoming(altered(too_small)).aborted);
}

#[test]
fn a_transfer_of_ours_that_came_back_is_told_apart() {
    let content = json!({"body": null, "decoded": null});
    let message = json!({"bounced": true, "opcode": "0xffffffff", "message_content": content});
    match only(altered(json!({"in_msg": message}))).kind {
        Kind::BouncedBack(back) => assert_eq!(back.comment, Comment::None),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_comment_that_toncenter_has_not_decoded_is_read_from_its_cell() {
    let content = json!({"message_content": {"decoded": null}});
    let read = incoming(altered(json!({"in_msg": content})));
    assert_eq!(read.comment, Comment::Text("PG12".to_owned()));
}

#[test]
fn broken_text_in_a_comment_spoils_nothing_else() {
    let decoded = json!({"message_content": {"decoded": {"comment": "PG12?"}}});
    let page = json!({"transactions": [altered(json!({"in_msg": decoded}))]}).to_string();
    let broken: Vec<u8> = page
        .bytes()
        .map(|byte| if byte == b'?' { 0xff } else { byte })
        .collect();
    let Kind::Incoming(read) = read_page(&broken).unwrap().remove(0).kind else {
        panic!()
    };
    assert_eq!(read.comment, Comment::Text("PG12\u{fffd}".to_owned()));
    assert_ne!(read.comment.text(), Some("PG12"));
}

#[test]
fn an_encrypted_comment_is_unreadable_however_the_code_is_written() {
    for opcode in [json!("0x2167da4b"), json!(0x2167_da4b), json!("0x2167DA4B")] {
        let message = json!({"opcode": opcode, "message_content": {"decoded": null}});
        let read = incoming(altered(json!({"in_msg": message})));
        assert_eq!(read.comment, Comment::Unreadable);
    }
}

#[test]
fn a_transfer_without_words_is_a_payment_without_comment() {
    for content in [
        json!(null),
        json!({"hash": null, "body": null, "decoded": null}),
    ] {
        let message = json!({"opcode": null, "message_content": null});
        let mut transaction = altered(json!({"in_msg": message}));
        transaction["in_msg"]["message_content"] = content;
        assert_eq!(incoming(transaction).comment, Comment::None);
    }
}

#[test]
fn integers_may_be_numbers() {
    let numbers = json!({
        "lt": 5, "prev_trans_lt": 0, "now": "1625243795",
        "in_msg": {"value": 7, "opcode": 0}
    });
    let read = only(altered(numbers));
    assert_eq!((read.lt, read.previous_lt), (5, None));
    assert!(matches!(read.kind, Kind::Incoming(Incoming { nano, .. }) if nano.count() == 7));
}

#[test]
fn the_order_of_a_page_stays() {
    let first = altered(json!({"lt": "9"}));
    let second = altered(json!({"lt": "3"}));
    let lts: Vec<i64> = page(&[first, second])
        .unwrap()
        .iter()
        .map(|read| read.lt)
        .collect();
    assert_eq!(lts, [9, 3]);
    assert_eq!(page(&[]).unwrap(), []);
}

#[test]
fn one_transaction_that_cannot_be_read_hides_no_other() {
    for wrong in [
        json!({"hash": "swpaG6pT"}),
        json!({"hash": "b30a"}),
        json!({"hash": null}),
        json!({"now": "yesterday"}),
        json!({"now": i64::MAX}),
        json!({"now": 1.5}),
        json!({"now": -1}),
        json!({"now": 4_294_967_296_i64}),
        json!({"in_msg": {"value": null}}),
        json!({"in_msg": {"value": "-1"}}),
        json!({"in_msg": {"value": "9223372036854775808"}}),
        json!({"in_msg": {"value": "1.5"}}),
        json!({"in_msg": {"source": "0:B340"}}),
        json!({"out_msgs": 3}),
    ] {
        let read = page(&[payment(), altered(wrong.clone())]).unwrap();
        assert!(matches!(read[0].kind, Kind::Incoming(_)), "{wrong}");
        assert!(matches!(read[1].kind, Kind::Unreadable(_)), "{wrong}");
        let place = (read[1].lt, read[1].previous_lt, read[1].is_final);
        assert_eq!(place, (1_944_556_000_003, Some(1_944_552_000_003), true));
    }
}

#[test]
fn a_transaction_without_a_place_in_the_history_spoils_the_page_and_is_named() {
    let error = page(&[payment(), altered(json!({"account": "anna.ton"}))]).unwrap_err();
    assert!(error.to_string().contains("lt 1944556000003"));
    for lt in [
        json!(null),
        json!("0"),
        json!("-4"),
        json!("soon"),
        json!([]),
    ] {
        assert!(page(&[altered(json!({"lt": lt}))]).is_err(), "{lt}");
    }
}

#[test]
fn rubbish_is_no_page() {
    let deep = "[".repeat(100_000);
    for rubbish in [
        "",
        "null",
        "[]",
        "{}",
        "<html>502</html>",
        r#"{"error":"rate limit"}"#,
        r#"{"transactions":null}"#,
        r#"{"transactions":[null]}"#,
        r#"{"transactions":[7]}"#,
        r#"{"transactions":[{}]}"#,
        r#"{"ok":true,"result":[]}"#,
        &deep,
    ] {
        assert!(read_page(rubbish.as_bytes()).is_err());
    }
    assert!(read_page(&[0xff, 0xfe, 0x00]).is_err());
}

#[test]
fn a_page_broken_off_anywhere_is_an_error() {
    let page = json!({"transactions": [payment()]}).to_string();
    for length in 0..page.len() {
        assert!(read_page(&page.as_bytes()[..length]).is_err());
    }
}
