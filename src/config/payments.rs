//! How people pay: the ways that are offered, and the accounts that money comes to.

use reqwest::Certificate;
use secrecy::SecretString;
use url::Url;

use super::reader::Reader;

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
                "tbank" | "ton" => self.mistake(
                    "PAYMENT_METHODS",
                    &format!(
                        "names {}, which this version cannot take yet; use stars",
                        name.trim()
                    ),
                ),
                _ => self.mistake(
                    "PAYMENT_METHODS",
                    "is not a comma-separated list of stars,tbank,ton",
                ),
            }
        }
        methods
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
