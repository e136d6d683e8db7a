//! Every setting of the product, read once at start. All mistakes are reported
//! together, by variable name and never with a secret's value.

mod address;
mod broadcasts;
mod database;
mod hours;
mod payments;
mod reader;
mod referral;
mod seeing;
mod sending;
mod staff;
mod stopping;
mod support;
mod withdrawal;

use std::{collections::BTreeMap, fmt, net::SocketAddr, time::Duration};

use chrono::TimeDelta;
use secrecy::SecretString;
use url::Url;

use self::reader::Reader;
pub use self::{
    address::{Address as TonAddress, AddressMistake},
    broadcasts::BroadcastConfig,
    database::DatabaseConfig,
    hours::WeekHours,
    payments::{PaymentMethod, TbankConfig, TonConfig},
    referral::ReferralConfig,
    seeing::SeeingConfig,
    staff::StaffConfig,
    support::{Duty, SupportConfig, SupportTargets},
    withdrawal::{KEY_BYTES as WITHDRAWAL_KEY_BYTES, WithdrawalKeys},
};

/// Ten years: whoever wants to keep photos for longer wants to keep them for ever.
const MOST_KEEP_DAYS: u16 = 3650;

/// The whole configuration. One field per variable of the outer contract.
#[derive(Clone, Debug)]
pub struct Config {
    pub telegram: TelegramConfig,
    pub staff: StaffConfig,
    pub http_addr: SocketAddr,
    /// Base of every callback address, without a trailing slash.
    pub public_url: Option<Url>,
    pub database: DatabaseConfig,
    pub storage: StorageConfig,
    pub kie: KieConfig,
    pub payment_methods: Vec<PaymentMethod>,
    /// Unset: T-Bank is off.
    pub tbank: Option<TbankConfig>,
    /// Unset: TON is off.
    pub ton: Option<TonConfig>,
    pub photos: ReferencePhotosConfig,
    pub support: SupportConfig,
    pub broadcasts: BroadcastConfig,
    pub referral: ReferralConfig,
    pub seeing: SeeingConfig,
    pub withdrawal_keys: WithdrawalKeys,
    /// How long a dead process keeps the updates and jobs it had taken.
    pub lease: Duration,
    /// How long the webhook goes on being served after `/readyz` has said no.
    pub stop_grace: Duration,
}

#[derive(Clone, Debug)]
pub struct TelegramConfig {
    pub token: SecretString,
    pub api_url: Url,
    pub updates: UpdateSource,
    /// Messages that this process may send in a second, to all chats together.
    pub messages_per_second: u32,
}

/// How updates reach us.
#[derive(Clone, Debug)]
pub enum UpdateSource {
    Polling,
    Webhook { secret: SecretString },
}

#[derive(Clone, Debug)]
pub struct StorageConfig {
    pub endpoint: Url,
    pub region: String,
    pub bucket: String,
    pub access_key_id: SecretString,
    pub secret_access_key: SecretString,
}

#[derive(Clone, Debug)]
pub struct KieConfig {
    pub api_url: Url,
    pub api_key: SecretString,
    pub webhook_key: Option<SecretString>,
    pub model: String,
    /// For prompts that the model keeps failing; none when it was switched off.
    pub fallback_model: Option<String>,
}

/// How many reference photos an avatar needs and takes, and how long they are kept.
#[derive(Clone, Copy, Debug)]
pub struct ReferencePhotosConfig {
    pub min: u16,
    pub max: u16,
    /// Days after the last set or photo of an avatar, until its photos are deleted.
    pub keep_days: u16,
}

impl ReferencePhotosConfig {
    /// How long photos are kept after they were last needed.
    pub fn keep(self) -> TimeDelta {
        TimeDelta::days(self.keep_days.into())
    }
}

/// What is wrong with the configuration: one line a mistake.
#[derive(Debug)]
pub struct ConfigErrors(Vec<String>);

impl std::error::Error for ConfigErrors {}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "the configuration has {} mistake(s):",
            self.0.len()
        )?;
        for line in &self.0 {
            writeln!(formatter, "  {line}")?;
        }
        Ok(())
    }
}

impl Config {
    /// Reads the environment and, below it, a `.env` file in the working directory.
    ///
    /// # Errors
    /// Every missing or malformed variable, all at once.
    pub fn from_env() -> Result<Self, ConfigErrors> {
        let mut variables = BTreeMap::new();
        let mut unreadable = Vec::new();
        match dotenvy::from_path_iter(".env") {
            Ok(lines) => {
                for line in lines {
                    match line {
                        Ok((name, value)) => drop(variables.insert(name, value)),
                        Err(_) => unreadable.push(".env: a line is not NAME=value".to_owned()),
                    }
                }
            }
            Err(error) if error.not_found() => {}
            Err(_) => unreadable.push(".env: cannot be read; check its permissions".to_owned()),
        }
        variables.extend(std::env::vars());
        Self::read(variables, unreadable)
    }

    /// Reads the given variables instead of the environment's.
    ///
    /// # Errors
    /// As [`Config::from_env`].
    pub fn from_variables(variables: BTreeMap<String, String>) -> Result<Self, ConfigErrors> {
        Self::read(variables, Vec::new())
    }

    fn read(
        variables: BTreeMap<String, String>,
        mistakes: Vec<String>,
    ) -> Result<Self, ConfigErrors> {
        let mut reader = Reader {
            variables,
            mistakes,
        };
        let telegram = reader.telegram();
        let public_url =
            reader.optional::<Url>("PUBLIC_URL", "an address such as https://bot.example.com");
        let by_webhook = reader.raw("TELEGRAM_UPDATES").as_deref() == Some("webhook");
        if by_webhook && reader.raw("PUBLIC_URL").is_none() {
            reader.mistake("PUBLIC_URL", "is required when TELEGRAM_UPDATES is webhook");
        }
        let staff = reader.staff();
        let http_addr = reader.or(
            "HTTP_ADDR",
            "0.0.0.0:8080",
            "an address and port such as 0.0.0.0:8080",
        );
        let database = reader.database();
        let storage = reader.storage();
        let kie = reader.kie();
        let payment_methods = reader.payment_methods();
        let tbank = reader.tbank();
        let ton = reader.ton();
        let photos = reader.photos();
        let support = reader.support();
        let broadcasts = reader.broadcasts();
        let referral = reader.referral();
        let seeing = reader.seeing();
        let withdrawal_keys = reader.withdrawal_keys();
        let lease = reader.lease();
        let stop_grace = reader.stop_grace();
        if !reader.mistakes.is_empty() {
            return Err(ConfigErrors(reader.mistakes));
        }
        let complete = || -> Option<Self> {
            Some(Self {
                telegram: telegram?,
                staff: staff?,
                http_addr: http_addr?,
                public_url,
                database: database?,
                storage: storage?,
                kie: kie?,
                payment_methods,
                tbank,
                ton,
                photos: photos?,
                support: support?,
                broadcasts: broadcasts?,
                referral: referral?,
                seeing: seeing?,
                withdrawal_keys,
                lease: lease?,
                stop_grace: stop_grace?,
            })
        };
        Ok(complete().expect("every absent value was reported as a mistake"))
    }
}

impl Reader {
    fn telegram(&mut self) -> Option<TelegramConfig> {
        let token = self.secret("TELEGRAM_BOT_TOKEN");
        let api_url = self.or("TELEGRAM_API_URL", "https://api.telegram.org", "an address");
        let updates = match self.raw("TELEGRAM_UPDATES").as_deref() {
            None | Some("polling") => Some(UpdateSource::Polling),
            Some("webhook") => self
                .webhook_secret()
                .map(|secret| UpdateSource::Webhook { secret }),
            Some(_) => {
                self.mistake("TELEGRAM_UPDATES", "is neither polling nor webhook");
                None
            }
        };
        let messages_per_second = self.messages_per_second();
        Some(TelegramConfig {
            token: token?,
            api_url: api_url?,
            updates: updates?,
            messages_per_second: messages_per_second?,
        })
    }

    fn webhook_secret(&mut self) -> Option<SecretString> {
        let Some(secret) = self.raw("TELEGRAM_WEBHOOK_SECRET") else {
            self.mistake(
                "TELEGRAM_WEBHOOK_SECRET",
                "is required when TELEGRAM_UPDATES is webhook",
            );
            return None;
        };
        // Bot API, setWebhook: secret_token.
        let allowed =
            |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
        if secret.len() > 256 || !secret.chars().all(allowed) {
            self.mistake(
                "TELEGRAM_WEBHOOK_SECRET",
                "may hold 1 to 256 of A-Z a-z 0-9 _ -",
            );
            return None;
        }
        Some(SecretString::from(secret))
    }

    fn storage(&mut self) -> Option<StorageConfig> {
        let endpoint = self.required("S3_ENDPOINT");
        let endpoint = endpoint.and_then(|value| self.parsed("S3_ENDPOINT", &value, "an address"));
        let region = self.raw("S3_REGION").unwrap_or_else(|| "auto".to_owned());
        let bucket = self.required("S3_BUCKET");
        let access_key_id = self.secret("S3_ACCESS_KEY_ID");
        let secret_access_key = self.secret("S3_SECRET_ACCESS_KEY");
        Some(StorageConfig {
            endpoint: endpoint?,
            region,
            bucket: bucket?,
            access_key_id: access_key_id?,
            secret_access_key: secret_access_key?,
        })
    }

    fn kie(&mut self) -> Option<KieConfig> {
        let api_url = self.or("KIE_API_URL", "https://api.kie.ai", "an address");
        let api_key = self.secret("KIE_API_KEY");
        let webhook_key = self.raw("KIE_WEBHOOK_KEY").map(SecretString::from);
        let model = self
            .raw("KIE_MODEL")
            .unwrap_or_else(|| "nano-banana-pro".to_owned());
        let fallback_model = self.unless_off("KIE_FALLBACK_MODEL", "nano-banana-2");
        Some(KieConfig {
            api_url: api_url?,
            api_key: api_key?,
            webhook_key,
            fallback_model: fallback_model.filter(|fallback| *fallback != model),
            model,
        })
    }

    fn photos(&mut self) -> Option<ReferencePhotosConfig> {
        let min: Option<u16> = self.or("REFERENCE_PHOTOS_MIN", "4", "a whole number");
        let max: Option<u16> = self.or("REFERENCE_PHOTOS_MAX", "8", "a whole number");
        let keep_days: Option<u16> = self.or("REFERENCE_PHOTOS_KEEP_DAYS", "30", "a whole number");
        // A finished set may still need them for a portrait that is made again.
        if keep_days.is_some_and(|days| !(1..=MOST_KEEP_DAYS).contains(&days)) {
            self.mistake("REFERENCE_PHOTOS_KEEP_DAYS", "must be from 1 to 3650");
        }
        let (min, max) = (min?, max?);
        if min == 0 || max < min {
            self.mistake(
                "REFERENCE_PHOTOS_MIN",
                "must be at least 1 and at most REFERENCE_PHOTOS_MAX",
            );
            return None;
        }
        Some(ReferencePhotosConfig {
            min,
            max,
            keep_days: keep_days?,
        })
    }
}
