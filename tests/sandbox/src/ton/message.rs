//! The messages of a transaction and what they carry, in Toncenter's form. What comes from
//! outside the chain has `null` where others have a sender, a value and times.

use serde_json::{Value, json};

use super::{
    address::Address,
    cell::Body,
    transaction::{Hash, base64},
    transfer::Transfer,
};

const TEXT: u32 = 0;
const ENCRYPTED_TEXT: u32 = 0x2167_da4b;
const BOUNCE: u32 = 0xffff_ffff;
/// What contracts send with the rest of the money; it stands for all operations without a text.
const EXCESS: u32 = 0xd532_76db;

pub(super) struct Message {
    pub hash: Hash,
    /// None for a message from outside the chain.
    pub source: Option<Address>,
    pub destination: Address,
    pub nano: u64,
    pub created_lt: u64,
    pub created_at: i64,
    pub bounce: bool,
    pub bounced: bool,
    pub content: Content,
}

impl Message {
    pub fn json(&self) -> Value {
        let mut message = json!({
            "hash": base64(&self.hash),
            "source": null,
            "destination": self.destination.raw(),
            "value": null,
            "value_extra_currencies": {},
            "fwd_fee": null,
            "ihr_fee": null,
            "created_lt": null,
            "created_at": null,
            "opcode": self.content.opcode.map(|opcode| format!("{opcode:#010x}")),
            "decoded_opcode": self.content.comment.as_ref().map(|_| "text_comment"),
            "ihr_disabled": null,
            "bounce": null,
            "bounced": null,
            "import_fee": "0",
            "message_content": self.content.json(),
            "init_state": null,
            "hash_norm": base64(&self.hash),
        });
        if let Some(source) = self.source {
            message["source"] = json!(source.raw());
            message["value"] = json!(self.nano.to_string());
            message["fwd_fee"] = json!("666672");
            message["ihr_fee"] = json!("0");
            message["created_lt"] = json!(self.created_lt.to_string());
            message["created_at"] = json!(self.created_at.to_string());
            message["ihr_disabled"] = json!(true);
            message["bounce"] = json!(self.bounce);
            message["bounced"] = json!(self.bounced);
            message["import_fee"] = Value::Null;
        }
        message
    }
}

/// A body, and as much of it as the index understands.
pub(super) struct Content {
    opcode: Option<u32>,
    body: Body,
    /// What the index has decoded.
    comment: Option<String>,
}

impl Content {
    pub fn of_transfer(transfer: &Transfer, hash: &Hash) -> Self {
        if transfer.encrypted {
            return Self::undecoded(ENCRYPTED_TEXT, &hash.repeat(2));
        }
        match &transfer.comment {
            Some(comment) if transfer.raw_body => Self::undecoded(TEXT, comment.as_bytes()),
            None if transfer.raw_body => Self::undecoded(EXCESS, &hash[..8]),
            comment => Self::of_comment(comment.as_deref()),
        }
    }

    pub fn of_comment(comment: Option<&str>) -> Self {
        match comment {
            Some(comment) => Self {
                comment: Some(comment.to_owned()),
                ..Self::undecoded(TEXT, comment.as_bytes())
            },
            None => Self {
                opcode: None,
                body: Body::empty(),
                comment: None,
            },
        }
    }

    /// What a contract that did not run sends back.
    pub fn bounced() -> Self {
        Self::undecoded(BOUNCE, &[])
    }

    /// A signature, whose beginning the index takes for an operation, and an order.
    pub fn signed_order(hash: &Hash) -> Self {
        let [first, second, third, fourth, rest @ ..] = hash;
        let opcode = u32::from_be_bytes([*first, *second, *third, *fourth]);
        Self::undecoded(opcode, rest)
    }

    fn undecoded(opcode: u32, content: &[u8]) -> Self {
        Self {
            opcode: Some(opcode),
            body: Body::new(opcode, content),
            comment: None,
        }
    }

    fn json(&self) -> Value {
        let decoded = self.comment.as_ref().map(
            |comment| json!({ "type": "text_comment", "@type": "text_comment", "comment": comment }),
        );
        json!({ "hash": base64(&self.body.hash()), "body": self.body.base64(), "decoded": decoded })
    }
}
