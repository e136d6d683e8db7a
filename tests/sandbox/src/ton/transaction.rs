//! A transaction of the wallet, as the chain keeps it and as Toncenter v3 writes it.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    address::Address,
    message::{Content, Message},
    transfer::{Finality, Transfer},
};

pub(super) type Hash = [u8; 32];

/// What forwarding a message back costs, in nano.
const RETURN_FEE: u64 = 400_000;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Transaction {
    pub hash: Hash,
    pub lt: u64,
    pub now: i64,
    /// Zeros for the first of all.
    pub previous_lt: u64,
    pub previous_hash: Hash,
    pub cause: Cause,
    pub emulated: bool,
    pub finality: Finality,
    pub hidden: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Cause {
    Received(Transfer),
    /// The owner's signed order, which comes from outside the chain, to send money away.
    Sent {
        to: Address,
        nano: u64,
        comment: Option<String>,
    },
}

impl Transaction {
    pub fn json(&self, wallet: Address) -> Value {
        let status = match &self.cause {
            Cause::Received(transfer) if transfer.aborted => "uninit",
            _ => "active",
        };
        let mut transaction = json!({
            "account": wallet.raw(),
            "hash": base64(&self.hash),
            "lt": self.lt.to_string(),
            "now": self.now,
            "mc_block_seqno": self.lt / 1_000_000,
            "trace_id": base64(&self.derived(Part::Trace)),
            "trace_external_hash": base64(&self.derived(Part::TraceCause)),
            "prev_trans_hash": base64(&self.previous_hash),
            "prev_trans_lt": self.previous_lt.to_string(),
            "orig_status": status,
            "end_status": status,
            "total_fees": "33",
            "total_fees_extra_currencies": {},
            "description": self.description(),
            "block_ref": {
                "workchain": wallet.workchain,
                "shard": "8000000000000000",
                "seqno": self.lt / 900_000,
            },
            "in_msg": self.incoming(wallet).json(),
            "out_msgs": self.outgoing(wallet).iter().map(Message::json).collect::<Vec<Value>>(),
            "emulated": self.emulated,
        });
        if let Some(finality) = self.finality.name() {
            transaction["finality"] = json!(finality);
        }
        transaction
    }

    /// Everyone named in the transaction, for the address book.
    pub fn parties(&self, wallet: Address) -> [Address; 2] {
        let other = match &self.cause {
            Cause::Received(transfer) if transfer.external => wallet,
            Cause::Received(transfer) => transfer.from,
            Cause::Sent { to, .. } => *to,
        };
        [wallet, other]
    }

    fn description(&self) -> Value {
        // A bounce is no action: it happens when there can be none.
        let actions = match &self.cause {
            Cause::Sent { .. } => 1,
            Cause::Received(transfer) => u32::from(transfer.bounced_back && !transfer.aborted),
        };
        let mut description = json!({
            "type": "ord", "aborted": false, "destroyed": false, "credit_first": false,
            "is_tock": false, "installed": false,
            "storage_ph": { "storage_fees_collected": "33", "status_change": "unchanged" },
            "compute_ph": {
                "skipped": false, "success": true, "gas_fees": "123600", "gas_used": "309",
                "exit_code": 0, "mode": 0, "vm_steps": 5,
            },
            "action": {
                "success": true, "valid": true, "no_funds": false, "result_code": 0,
                "tot_actions": actions, "msgs_created": actions,
            },
        });
        let Cause::Received(transfer) = &self.cause else {
            return description;
        };
        if !transfer.external {
            description["credit_ph"] = json!({ "credit": transfer.nano.to_string() });
        }
        if transfer.aborted {
            description["aborted"] = json!(true);
            description["compute_ph"] = json!({ "skipped": true, "reason": "no_state" });
            description["action"] = Value::Null;
        }
        if transfer.aborted && transfer.bounced_back {
            description["bounce"] = json!({ "type": "ok" });
        }
        description
    }

    fn incoming(&self, wallet: Address) -> Message {
        let message = Message {
            hash: self.derived(Part::IncomingMessage),
            source: None,
            destination: wallet,
            nano: 0,
            created_lt: self.lt - 1,
            created_at: self.now,
            bounce: false,
            bounced: false,
            content: Content::signed_order(&self.hash),
        };
        match &self.cause {
            Cause::Sent { .. } => message,
            Cause::Received(transfer) => Message {
                source: Some(transfer.from).filter(|_| !transfer.external),
                nano: transfer.nano,
                bounce: transfer.bounced_back,
                bounced: transfer.bounced,
                content: Content::of_transfer(transfer, &self.hash),
                ..message
            },
        }
    }

    fn outgoing(&self, wallet: Address) -> Vec<Message> {
        let message = |destination, nano, bounced, content| Message {
            hash: self.derived(Part::OutgoingMessage),
            source: Some(wallet),
            destination,
            nano,
            created_lt: self.lt + 1,
            created_at: self.now,
            bounce: false,
            bounced,
            content,
        };
        match &self.cause {
            Cause::Sent { to, nano, comment } => {
                let content = Content::of_comment(comment.as_deref());
                vec![message(*to, *nano, false, content)]
            }
            Cause::Received(transfer) if transfer.bounced_back => {
                let rest = transfer.nano.saturating_sub(RETURN_FEE);
                let content = Content::bounced();
                vec![message(transfer.from, rest, transfer.aborted, content)]
            }
            Cause::Received(_) => Vec::new(),
        }
    }

    /// Hashes of what belongs to the transaction, the same in every answer.
    fn derived(&self, part: Part) -> Hash {
        self.hash.map(|byte| byte ^ part as u8)
    }
}

/// What has a hash of its own beside the transaction.
#[derive(Clone, Copy)]
enum Part {
    Trace = 1,
    TraceCause,
    IncomingMessage,
    OutgoingMessage,
}

pub(super) fn base64(hash: &Hash) -> String {
    BASE64_STANDARD.encode(hash)
}
