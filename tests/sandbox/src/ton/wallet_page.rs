//! The demo's wallet: the page that a payment link opens in place of a real wallet's. Its buttons
//! pay as people do: as asked, too little, or without the comment.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use url::form_urlencoded;

use super::{
    address::Address, api::WALLET, ledger::Network, transaction::Cause, transfer::Transfer,
};

const PAGE: &str = include_str!("wallet_page.html");
const NANO_PER_COIN: u64 = 1_000_000_000;

/// What the bot's link says behind the address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TransferLink {
    /// Nano.
    amount: u64,
    text: Option<String>,
    /// When the price runs out, in seconds since 1970.
    exp: Option<i64>,
}

/// What the page shows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    to: String,
    /// Nano.
    amount: u64,
    text: Option<String>,
    /// Not of the bot's: what was sent a moment ago, in nano.
    sent: Option<u64>,
    #[serde(skip)]
    is_late: bool,
}

#[derive(Deserialize)]
pub(super) struct Payment {
    to: String,
    amount: u64,
    text: Option<String>,
    how: How,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum How {
    AsAsked,
    Half,
    WithoutComment,
}

/// A link as real wallets take it.
pub(super) async fn follow(
    State(network): State<Arc<Network>>,
    Path(to): Path<String>,
    link: Result<Query<TransferLink>, QueryRejection>,
) -> Response {
    let now = network.options.clock.now().timestamp();
    let link = link.map(|Query(link)| {
        Query(Link {
            to,
            amount: link.amount,
            text: link.text,
            sent: None,
            is_late: link.exp.is_some_and(|end| end <= now),
        })
    });
    show(State(network), link).await
}

pub(super) async fn show(
    State(network): State<Arc<Network>>,
    link: Result<Query<Link>, QueryRejection>,
) -> Response {
    let problem = match link {
        Ok(Query(link)) => match check_receiver(&network, &link.to) {
            Ok(()) => return Html(page(&link)).into_response(),
            Err(problem) => problem,
        },
        Err(rejection) => format!("a payment link is wrong: {}", rejection.body_text()),
    };
    // The bot wrote the link.
    network.problem(problem.clone());
    (StatusCode::BAD_REQUEST, problem).into_response()
}

pub(super) async fn send(
    State(network): State<Arc<Network>>,
    Form(payment): Form<Payment>,
) -> Response {
    if let Err(problem) = check_receiver(&network, &payment.to) {
        return (StatusCode::BAD_REQUEST, problem).into_response();
    }
    let nano = match payment.how {
        How::Half => payment.amount / 2,
        How::AsAsked | How::WithoutComment => payment.amount,
    };
    let text = payment.text.filter(|text| !text.is_empty());
    let transfer = Transfer {
        nano,
        comment: text.clone().filter(|_| payment.how != How::WithoutComment),
        ..Transfer::default()
    };
    network.append(Cause::Received(transfer));
    // A page that was redirected to can be loaded again without paying again.
    let mut back = form_urlencoded::Serializer::new(format!("{WALLET}?"));
    back.append_pair("to", &payment.to)
        .append_pair("amount", &payment.amount.to_string())
        .append_pair("sent", &nano.to_string());
    if let Some(text) = text {
        back.append_pair("text", &text);
    }
    Redirect::to(&back.finish()).into_response()
}

fn check_receiver(network: &Network, to: &str) -> Result<(), String> {
    let wallet = network.options.wallet;
    match to.parse::<Address>() {
        Ok(receiver) if receiver == wallet => Ok(()),
        Ok(receiver) => Err(format!(
            "a payment link leads to {receiver}, not to {wallet}"
        )),
        Err(error) => Err(format!("a payment link leads to no address: {error:#}")),
    }
}

fn page(link: &Link) -> String {
    let sent = link
        .sent
        .map(|nano| format!("<p class=\"sent\">Sent {}</p>", coins(nano)))
        .unwrap_or_default();
    let late = match link.is_late {
        true => {
            "<p class=\"late\">The price in this link has run out. One can send all the same.</p>"
        }
        false => "",
    };
    let text = link.text.as_deref().unwrap_or_default();
    // The text comes last, so that nothing in it is taken for a place to fill in.
    PAGE.replace("{sent}", &sent)
        .replace("{late}", late)
        .replace("{coins}", &coins(link.amount))
        .replace("{nano}", &link.amount.to_string())
        .replace("{to}", &escape(&link.to))
        .replace("{text}", &escape(text))
}

/// `1.5 GRAM`.
fn coins(nano: u64) -> String {
    let fraction = format!("{:09}", nano % NANO_PER_COIN);
    let amount = format!("{}.{fraction}", nano / NANO_PER_COIN);
    let short = amount.trim_end_matches('0').trim_end_matches('.');
    format!("{short} GRAM")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coins_are_written_without_idle_zeros() {
        let written = [0, 1, 10, 1_500_000_000, 20_000_000_000].map(coins);
        let expected = ["0", "0.000000001", "0.00000001", "1.5", "20"];
        assert_eq!(written, expected.map(|amount| format!("{amount} GRAM")));
    }

    #[test]
    fn a_comment_cannot_become_part_of_the_page() {
        let link = Link {
            to: "UQ".to_owned(),
            amount: 1,
            text: Some("<b>\"{nano}".to_owned()),
            sent: None,
            is_late: false,
        };
        assert!(page(&link).contains("&lt;b&gt;&quot;{nano}"));
    }
}
