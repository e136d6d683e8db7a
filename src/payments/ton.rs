//! TON over HTTP: what came to our wallet, as toncenter tells it, and what a coin
//! costs. Nothing here decides what is paid; it says what the chain says.

mod address;
mod amount;
mod comment;
mod links;
mod qr;
mod transactions;

pub use self::{
    address::Address,
    amount::{Nano, quote},
    comment::{Comment, generate_code},
    links::{transfer_link, wallet_link},
    qr::draw as draw_qr,
    transactions::{Incoming, Kind, Transaction, read_page},
};
