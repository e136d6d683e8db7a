//! How people pay: the ways that are offered, and the accounts that money comes to.

use reqwest::Certificate;
use secrecy::SecretString;
use url::Url;

use super::{TonAddress, reader::Reader};

/// T-Bank's limit of a terminal's key (Init: TerminalKey).
const LONGEST_TERMINAL_KEY: usize = 20;

/// The systems of taxation that a receipt can name (Init: Receipt.Taxation).
const TAXATIONS: [&str; 6] = [
    "osn",
    "usn_income",
    "usn_income_outcome",
    "envd",
    "esn",
    "patent",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentMethod {
    Stars,
    Tbank,
    Ton,
}

/// A terminal of T-Bank's internet acquiring.
#[derive(Clone, Debug)]
pub struct TbankConfig {
    pub api_url: Url,
    pub terminal_key: String,
    pub password: SecretString,
    /// What receipts say of the seller, in the bank's words.
    pub taxation: &'static str,
    /// Trusted beside the usual ones for this bank only: its certificate comes
    /// from an authority that is not among those.
    pub authorities: Vec<Certificate>,
}

/// A wallet on TON, and who tells what comes to it.
#[derive(Clone, Debug)]
pub struct TonConfig {
    /// Toncenter's API v3.
    pub api_url: Url,
    /// Without one, toncenter takes one call a second.
    pub api_key: Option<SecretString>,
    /// Where payments go.
    pub wallet: TonAddress,
    /// TonAPI's rates.
    pub rates_url: Url,
    /// Below which `/transfer/…` opens a wallet with the transfer filled in.
    pub wallet_url: Url,
}

impl Reader {
    pub(super) fn payment_methods(&mut self) -> Vec<PaymentMethod> {
        let mut methods = Vec::new();
        for name in self
            .raw("PAYMENT_METHODS")
            .unwrap_or_else(|| "stars".to_owned())
            .split(',')
        {
            match name.trim() {
                "stars" => methods.push(PaymentMethod::Stars),
                "tbank" => methods.push(PaymentMethod::Tbank),
                "ton" => methods.push(PaymentMethod::Ton),
                _ => self.mistake(
                    "PAYMENT_METHODS",
                    "is not a comma-separated list of stars,tbank,ton",
                ),
            }
        }
        let needs = [
            (PaymentMethod::Tbank, "tbank", "TBANK_TERMINAL_KEY"),
            (PaymentMethod::Tbank, "tbank", "PUBLIC_URL"),
            (PaymentMethod::Ton, "ton", "TON_WALLET_ADDRESS"),
        ];
        for (method, name, needed) in needs {
            if methods.contains(&method) && self.raw(needed).is_none() {
                self.mistake(
                    needed,
                    &format!("is required for {name} in PAYMENT_METHODS"),
                );
            }
        }
        methods
    }

    pub(super) fn ton(&mut self) -> Option<TonConfig> {
        let wallet = self.raw("TON_WALLET_ADDRESS")?;
        let wallet = match wallet.parse::<TonAddress>() {
            Ok(wallet) => Some(wallet),
            Err(error) => {
                self.mistake("TON_WALLET_ADDRESS", &format!("can't be used: {error:#}"));
                None
            }
        };
        let api_url = self.or("TON_API_URL", "https://toncenter.com/api/v3", "an address");
        let rates_url = self.or("TON_RATES_URL", "https://tonapi.io/v2/rates", "an address");
        let wallet_url = self.or("TON_WALLET_URL", "https://app.tonkeeper.com", "an address");
        Some(TonConfig {
            api_url: api_url?,
            api_key: self.raw("TON_API_KEY").map(SecretString::from),
            wallet: wallet?,
            rates_url: rates_url?,
            wallet_url: wallet_url?,
        })
    }

    pub(super) fn tbank(&mut self) -> Option<TbankConfig> {
        let terminal_key = self.raw("TBANK_TERMINAL_KEY")?;
        let is_graphic = terminal_key.chars().all(|letter| letter.is_ascii_graphic());
        if !is_graphic || terminal_key.len() > LONGEST_TERMINAL_KEY {
            self.mistake(
                "TBANK_TERMINAL_KEY",
                "is not a terminal's key: up to 20 letters and digits",
            );
        }
        let api_url = self.or(
            "TBANK_API_URL",
            "https://securepay.tinkoff.ru/v2",
            "an address",
        );
        let password = self.raw("TBANK_PASSWORD").map(SecretString::from);
        if password.is_none() {
            self.mistake(
                "TBANK_PASSWORD",
                "is required when TBANK_TERMINAL_KEY is set",
            );
        }
        let taxation = self.taxation();
        let authorities = self.authorities();
        Some(TbankConfig {
            api_url: api_url?,
            terminal_key,
            password: password?,
            taxation: taxation?,
            authorities: authorities?,
        })
    }

    fn taxation(&mut self) -> Option<&'static str> {
        let value = self.raw("TBANK_TAXATION");
        let value = value.as_deref().unwrap_or("usn_income");
        let taxation = TAXATIONS.into_iter().find(|known| *known == value);
        if taxation.is_none() {
            let expected = format!("is none of {}", TAXATIONS.join(","));
            self.mistake("TBANK_TAXATION", &expected);
        }
        taxation
    }

    /// The certificates in the file of the operator's choice; none when unset.
    fn authorities(&mut self) -> Option<Vec<Certificate>> {
        let Some(path) = self.raw("TBANK_CA_FILE") else {
            return Some(Vec::new());
        };
        let Ok(pem) = std::fs::read(path) else {
            self.mistake("TBANK_CA_FILE", "names a file that cannot be read");
            return None;
        };
        match Certificate::from_pem_bundle(&pem) {
            Ok(authorities) if !authorities.is_empty() => Some(authorities),
            _ => {
                self.mistake("TBANK_CA_FILE", "holds no certificate in PEM form");
                None
            }
        }
    }
}
