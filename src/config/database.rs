//! The database's settings.

use std::time::Duration;

use secrecy::SecretString;

use super::reader::Reader;

#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    pub url: SecretString,
    /// The same database without the pooler in front of it, for migrations and notifications,
    /// which need sessions; unset where `url` leads to PostgreSQL itself.
    pub direct_url: Option<SecretString>,
    pub max_connections: u32,
}

impl DatabaseConfig {
    /// Leads to PostgreSQL itself, with that many connections.
    pub fn direct(url: String, max_connections: u32) -> Self {
        Self {
            url: url.into(),
            direct_url: None,
            max_connections,
        }
    }
}

impl Reader {
    pub(super) fn database(&mut self) -> Option<DatabaseConfig> {
        let url = self.secret("DATABASE_URL");
        let direct_url = self.raw("DATABASE_DIRECT_URL").map(SecretString::from);
        let max_connections: Option<u32> =
            self.or("DATABASE_MAX_CONNECTIONS", "10", "a whole number");
        if max_connections.is_some_and(|count| count < 2) {
            self.mistake("DATABASE_MAX_CONNECTIONS", "must be at least 2");
        }
        Some(DatabaseConfig {
            url: url?,
            direct_url,
            max_connections: max_connections?,
        })
    }

    /// How long a dead process keeps what it had taken.
    pub(super) fn lease(&mut self) -> Option<Duration> {
        let secs: u64 = self.or("LEASE_SECS", "30", "a whole number of seconds")?;
        if secs == 0 {
            self.mistake("LEASE_SECS", "must be at least 1");
        }
        Some(Duration::from_secs(secs))
    }
}
