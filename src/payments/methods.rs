//! The ways to pay that are configured, in the order in which people see them.

use std::sync::Arc;

use super::{Provider, tbank::Tbank, ton::Ton};
use crate::{
    config::{Config, PaymentMethod},
    switches::Switches,
};

/// What can be paid with. Cheap to clone.
#[derive(Clone)]
pub struct Methods(Arc<Configured>);

struct Configured {
    on_sale: Vec<Provider>,
    tbank: Option<Tbank>,
    ton: Option<Ton>,
}

impl Methods {
    /// # Errors
    /// When a client can't be made of the configuration.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let provider = |method: &PaymentMethod| match method {
            PaymentMethod::Stars => Provider::Stars,
            PaymentMethod::Tbank => Provider::Tbank,
            PaymentMethod::Ton => Provider::Ton,
        };
        Ok(Self(Arc::new(Configured {
            on_sale: config.payment_methods.iter().map(provider).collect(),
            tbank: config.tbank.as_ref().map(Tbank::new).transpose()?,
            ton: config.ton.as_ref().map(Ton::new),
        })))
    }

    /// The bank, also when nothing is sold through it any more: what was sold may
    /// have to go back.
    pub(super) fn tbank(&self) -> Option<&Tbank> {
        self.0.tbank.as_ref()
    }

    /// The chain, also when nothing is sold through it any more.
    pub(super) fn ton(&self) -> Option<&Ton> {
        self.0.ton.as_ref()
    }

    /// The ways to pay, in the order in which people see them.
    pub(super) fn on_sale(&self) -> &[Provider] {
        &self.0.on_sale
    }

    /// Those of the ways to pay that the staff have not switched off.
    pub(super) fn open(&self, switches: &Switches) -> Vec<Provider> {
        let on_sale = self.0.on_sale.iter().copied();
        on_sale
            .filter(|provider| provider.is_open(switches))
            .collect()
    }
}
