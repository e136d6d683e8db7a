//! The routes of Toncenter v3 and TonAPI, and the checks that every request to them meets.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json, Router,
    extract::{RawQuery, Request, State},
    http::{self, HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};

use super::{
    ledger::{Call, Method, Network},
    query::Query,
    rates::RatesQuery,
    wallet_page,
};

pub(super) const TONCENTER: &str = "/api/v3";
const TRANSACTIONS: &str = "/api/v3/transactions";
pub(super) const RATES: &str = "/v2/rates";
pub(super) const WALLET: &str = "/wallet";
/// Where the links of real wallets lead.
const TRANSFER: &str = "/transfer/";

pub(super) fn router(network: Arc<Network>) -> Router {
    Router::new()
        .route(TRANSACTIONS, get(transactions))
        .route(RATES, get(rates))
        .route(WALLET, get(wallet_page::show).post(wallet_page::send))
        .route(&format!("{TRANSFER}{{to}}"), get(wallet_page::follow))
        .layer(middleware::from_fn_with_state(Arc::clone(&network), gate))
        .with_state(network)
}

/// What every request of the bot meets before its handler: the key, the limit, ordered faults.
async fn gate(State(network): State<Arc<Network>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let method = match path {
        TRANSACTIONS => Method::Transactions,
        RATES => Method::Rates,
        // People and their browsers, which are nobody's fault.
        WALLET | "/favicon.ico" => return next.run(request).await,
        _ if path.starts_with(TRANSFER) => return next.run(request).await,
        _ => {
            network.problem(format!("TON has no {} {path}", request.method()));
            return refuse(StatusCode::NOT_FOUND, "not found");
        }
    };
    if request.method() != http::Method::GET {
        network.problem(format!("{path} takes no {}", request.method()));
        return refuse(StatusCode::METHOD_NOT_ALLOWED, "method not allowed");
    }
    let call = Call {
        method,
        query: request.uri().query().unwrap_or_default().to_owned(),
        at: network.options.clock.now(),
    };
    network.ledger().calls.push(call);
    if let (Method::Transactions, Some(refusal)) = (method, check_key(&network, request.headers()))
    {
        return refusal;
    }
    match network.faults.take(&method) {
        None => next.run(request).await,
        Some(fault) => {
            let error = |code| ordered_error(method, code);
            fault.apply(error, next.run(request)).await
        }
    }
}

/// The refusal that the key, or too many requests without one, deserve.
fn check_key(network: &Network, headers: &HeaderMap) -> Option<Response> {
    let given = headers.get("x-api-key").map(|key| key.as_bytes());
    let expected = network.options.api_key.as_deref().map(str::as_bytes);
    if given != expected {
        return Some(refuse(StatusCode::UNAUTHORIZED, "API key does not exist"));
    }
    let admitted = given.is_some() || network.ledger().admit(&network.options);
    (!admitted).then(|| refuse(StatusCode::TOO_MANY_REQUESTS, "Ratelimit exceed"))
}

async fn transactions(State(network): State<Arc<Network>>, RawQuery(query): RawQuery) -> Response {
    let query = match Query::parse(&query.unwrap_or_default()) {
        Ok(query) => query,
        Err(complaint) => {
            network.problem(format!("transactions: {complaint}"));
            return refuse(StatusCode::UNPROCESSABLE_ENTITY, &complaint);
        }
    };
    let wallet = network.options.wallet;
    let page = match query.account {
        Some(account) if account != wallet => {
            network.problem(format!("transactions: {account} is not the bot's wallet"));
            Vec::new()
        }
        _ => network.ledger().page(&query),
    };
    let address_book: BTreeMap<String, Value> = page
        .iter()
        .flat_map(|transaction| transaction.parties(wallet))
        .map(|party| {
            let entry = json!({ "user_friendly": party.bounceable(), "domain": null });
            (party.raw(), entry)
        })
        .collect();
    let transactions: Vec<Value> = page
        .iter()
        .map(|transaction| transaction.json(wallet))
        .collect();
    Json(json!({ "transactions": transactions, "address_book": address_book })).into_response()
}

async fn rates(State(network): State<Arc<Network>>, RawQuery(query): RawQuery) -> Response {
    match RatesQuery::parse(&query.unwrap_or_default()) {
        Ok(query) => {
            let body = network.ledger().rates.json(&query);
            ([(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
        Err(complaint) => {
            network.problem(format!("rates: {complaint}"));
            refuse(StatusCode::BAD_REQUEST, &complaint)
        }
    }
}

/// An error that a test has ordered by its HTTP status.
fn ordered_error(method: Method, code: i32) -> Response {
    let status = u16::try_from(code)
        .ok()
        .and_then(|code| StatusCode::from_u16(code).ok())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let message = match (method, status.as_u16()) {
        (Method::Rates, 429) => "rate limit: free tier",
        (Method::Rates, _) => "internal error",
        (Method::Transactions, 401) => "API key does not exist",
        (Method::Transactions, 403) => "Network not allowed",
        (Method::Transactions, 429) => "Ratelimit exceed",
        (Method::Transactions, _) => "LITE_SERVER_NOTREADY",
    };
    refuse(status, message)
}

fn refuse(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "error": message }))).into_response()
}
