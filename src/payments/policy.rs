//! When money goes back: the rules that a person reads in /paysupport and that
//! the staff can change. Whole refunds of sets of which nothing came out are a
//! promise; what can be changed is who sends them.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{Provider, store};

/// The rules in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How many days after paying a person can take back a set that they have not
    /// used; 0: only the staff give it back.
    pub take_back_days: u16,
    /// Whether missing photos are paid back where the provider can refund a part;
    /// otherwise they are only made again.
    pub part_refunds: bool,
    /// Whether a set of which nothing came out is paid back by itself; otherwise
    /// the staff decide each.
    pub is_automatic: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            take_back_days: 90,
            part_refunds: true,
            is_automatic: true,
        }
    }
}

/// Why a rule can't be changed as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadRule {
    UnknownName,
    BadValue,
}

impl Policy {
    /// The names that `/policy` takes, in the order of display.
    pub(super) const NAMES: [&'static str; 3] = ["take_back_days", "part_refunds", "nothing_made"];

    /// # Errors
    /// When the database can't be asked.
    pub async fn load(connection: &mut PgConnection) -> anyhow::Result<Self> {
        let mut policy = Self::default();
        for (name, value) in store::list_policy(connection).await? {
            // A value that this version does not know leaves the default in force.
            if policy.change(&name, &value).is_err() {
                tracing::warn!(rule = name, "a refund rule can't be read");
            }
        }
        Ok(policy)
    }

    /// Takes one rule as it is typed and stored.
    pub(super) fn change(&mut self, name: &str, value: &str) -> Result<(), BadRule> {
        match name {
            "take_back_days" => {
                self.take_back_days = value.parse().map_err(|_| BadRule::BadValue)?;
            }
            "part_refunds" => {
                self.part_refunds = match value {
                    "on" => true,
                    "off" => false,
                    _ => return Err(BadRule::BadValue),
                };
            }
            "nothing_made" => {
                self.is_automatic = match value {
                    "automatic" => true,
                    "staff" => false,
                    _ => return Err(BadRule::BadValue),
                };
            }
            _ => return Err(BadRule::UnknownName),
        }
        Ok(())
    }

    /// The value of a rule as it is typed and stored.
    pub(super) fn value(&self, name: &str) -> String {
        match name {
            "take_back_days" => self.take_back_days.to_string(),
            "part_refunds" if self.part_refunds => "on".to_owned(),
            "part_refunds" => "off".to_owned(),
            "nothing_made" if self.is_automatic => "automatic".to_owned(),
            _ => "staff".to_owned(),
        }
    }

    /// Whether missing photos can be paid back by one of these methods. Stars go back
    /// whole or not at all.
    pub(super) fn has_parts(&self, on_sale: &[Provider]) -> bool {
        self.part_refunds && on_sale.iter().any(|method| *method != Provider::Stars)
    }

    /// Payments since then can be taken back by their owners.
    pub(super) fn refundable_since(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self.take_back_days {
            0 => DateTime::<Utc>::MAX_UTC,
            days => now - TimeDelta::days(days.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_read_as_it_is_written() {
        let mut policy = Policy {
            take_back_days: 3,
            part_refunds: false,
            is_automatic: false,
        };
        let written = Policy::NAMES.map(|name| (name, policy.value(name)));
        let mut read = Policy::default();
        for (name, value) in &written {
            assert_eq!(read.change(name, value), Ok(()));
        }
        assert_eq!(read, policy);
        assert_eq!(policy.change("generosity", "on"), Err(BadRule::UnknownName));
        for name in Policy::NAMES {
            assert_eq!(policy.change(name, "-1"), Err(BadRule::BadValue));
        }
    }
}
