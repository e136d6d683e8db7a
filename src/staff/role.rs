//! What each role may do, in one table.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a member of staff is there for: an admin for everything, an operator for
/// serving customers, a viewer for nothing but looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Admin,
    Operator,
    Viewer,
}

/// A kind of thing that members of staff do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// See what others do and how things stand.
    Look,
    /// Answer people, repeat and mend what they bought.
    ServeCustomers,
    /// Refund, pay out, settle differences.
    MoveMoney,
    /// Change what holds for everybody, such as prices and policies.
    ChangeSettings,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Admin, Self::Operator, Self::Viewer];

    /// As an account has it. What no longer is a role gives the least.
    pub(super) fn stored(name: &str) -> Self {
        name.parse().unwrap_or(Self::Viewer)
    }

    /// What the role may do.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{ChangeSettings, Look, MoveMoney, ServeCustomers};
        match self {
            Self::Viewer => &[Look],
            Self::Operator => &[Look, ServeCustomers, MoveMoney],
            Self::Admin => &[Look, ServeCustomers, MoveMoney, ChangeSettings],
        }
    }

    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Operator => "operator",
            Self::Viewer => "viewer",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == name)
            .ok_or_else(|| "the roles are admin, operator and viewer".to_owned())
    }
}

impl Permission {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::ServeCustomers => "serve-customers",
            Self::MoveMoney => "move-money",
            Self::ChangeSettings => "change-settings",
        }
    }
}
