//! A fake of what the bot knows of TON, on a real socket: the wallet's history as Toncenter v3
//! shows it, the coin's price from TonAPI, and a wallet's page for the demo. A test holds the
//! handle [`Ton`] and decides what arrives, how it looks, and when the index shows it.

mod address;
mod api;
mod cell;
mod ledger;
mod message;
mod options;
mod query;
mod rates;
mod transaction;
mod transfer;
mod wallet_page;

use std::sync::Arc;

pub use self::{
    address::Address,
    ledger::{Call, Method},
    options::Options,
    rates::BrokenRates,
    transfer::{Finality, Transfer},
};
use self::{address::hex, ledger::Network, transaction::Cause};
pub use crate::faults::Fault;
use crate::server::Server;

/// A running fake; clones share it, and the last one to go closes the port.
#[derive(Debug, Clone)]
pub struct Ton {
    network: Arc<Network>,
    server: Arc<Server>,
}

impl Ton {
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let port = options.port;
        let network = Arc::new(Network::new(options)?);
        let server = Server::start(port, api::router(Arc::clone(&network))).await?;
        Ok(Self {
            network,
            server: Arc::new(server),
        })
    }

    /// The base URL of Toncenter, without a slash at the end.
    pub fn api_url(&self) -> String {
        self.server.url() + api::TONCENTER
    }

    pub fn rates_url(&self) -> String {
        self.server.url() + api::RATES
    }

    /// What links to `/transfer/ADDRESS` begin with, for the bot's settings.
    pub fn links_url(&self) -> String {
        self.server.url()
    }

    /// The page to pay on; takes `to`, `amount` in nano, and `text`.
    pub fn wallet_url(&self) -> String {
        self.server.url() + api::WALLET
    }

    /// The wallet that customers pay to.
    pub fn wallet(&self) -> Address {
        self.network.options.wallet
    }
}

/// The wallet's history. Hashes are lower-case hex.
impl Ton {
    /// Lets a transfer arrive; gives the hash of its transaction.
    pub fn receive(&self, transfer: Transfer) -> String {
        hex(&self.network.append(Cause::Received(transfer)))
    }

    /// Sends money from our wallet; gives the hash of the transaction.
    pub fn send_out(&self, to: Address, nano: u64, comment: Option<&str>) -> String {
        let comment = comment.map(str::to_owned);
        hex(&self.network.append(Cause::Sent { to, nano, comment }))
    }

    /// Floods the wallet with transfers of one nano, each from an account of its own.
    pub fn dust(&self, count: usize) {
        let now = self.network.options.clock.now();
        let advert = Transfer::of(1, "You won 1000 GRAM, claim at example.com");
        let mut ledger = self.network.ledger();
        for _ in 0..count {
            let from = Address {
                workchain: 0,
                hash: rand::random(),
            };
            let transfer = Transfer {
                from,
                ..advert.clone()
            };
            ledger.append(Cause::Received(transfer), now);
        }
    }

    /// Makes a transaction final and no longer emulated.
    pub fn finalize(&self, hash: &str) -> anyhow::Result<()> {
        let mut ledger = self.network.ledger();
        let transaction = ledger.transaction(hash)?;
        transaction.finality = Finality::Finalized;
        transaction.emulated = false;
        Ok(())
    }

    /// Takes a transaction out of the index's sight; later ones are shown all the same.
    pub fn hide(&self, hash: &str) -> anyhow::Result<()> {
        self.network.ledger().transaction(hash)?.hidden = true;
        Ok(())
    }

    /// Lets the index show what was hidden, at its old place.
    pub fn reveal(&self, hash: &str) -> anyhow::Result<()> {
        self.network.ledger().transaction(hash)?.hidden = false;
        Ok(())
    }
}

/// What has happened so far.
impl Ton {
    /// What the wallet was sent, in nano; what was returned by the chain does not count.
    pub fn received(&self) -> u64 {
        self.network.ledger().received()
    }

    /// Requests for transactions and rates, refused ones too, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.network.ledger().calls.clone()
    }

    /// What the bot did wrong. A test ends with none.
    pub fn problems(&self) -> Vec<String> {
        self.network.ledger().problems.clone()
    }

    /// The problems that a test expected, and so takes away.
    pub fn take_problems(&self) -> Vec<String> {
        std::mem::take(&mut self.network.ledger().problems)
    }
}

/// Prices, and making things go wrong.
impl Ton {
    /// Sets what one coin costs in roubles. The text goes into the answer as it is.
    pub fn set_rate(&self, rub: &str) {
        let mut ledger = self.network.ledger();
        rub.clone_into(&mut ledger.rates.rub);
        ledger.rates.broken = None;
    }

    /// Breaks the answer about prices until the next `set_rate`.
    pub fn break_rates(&self, broken: BrokenRates) {
        self.network.ledger().rates.broken = Some(broken);
    }

    /// Lets the next page of transactions start with the last one of the page before.
    pub fn duplicate_next_page(&self) {
        self.network.ledger().repeats_next_page = true;
    }

    /// Orders a fault for the next request of a method; several queue up.
    pub fn fail_next(&self, method: Method, fault: Fault) {
        self.network.faults.add(method, fault);
    }

    /// Lets every request go wrong for which the predicate names a fault.
    pub fn fail_when(&self, predicate: impl Fn(&Method) -> Option<Fault> + Send + Sync + 'static) {
        self.network.faults.set_predicate(Some(Box::new(predicate)));
    }

    /// Ends what `fail_next` and `fail_when` began.
    pub fn heal(&self) {
        self.network.faults.clear();
        self.network.faults.set_predicate(None);
    }
}
