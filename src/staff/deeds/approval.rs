//! Who wanted a deed and who agreed to it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::super::{Member, audit};

/// The members behind a deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who asked for it and confirmed it.
    pub asker: Member,
    /// Who agreed besides, where that was needed.
    pub second: Option<Member>,
}

impl Approval {
    /// Writes down who did what to what, as [`audit`] does, with the second member.
    ///
    /// # Errors
    /// As [`audit`].
    pub async fn audit(
        &self,
        connection: &mut PgConnection,
        action: &str,
        target_type: &str,
        target_id: Option<i32>,
        mut metadata: Value,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        if let Some(second) = &self.second {
            anyhow::ensure!(
                metadata.is_object(),
                "the metadata of {action} is no object"
            );
            metadata["second"] = json!({
                "admin_id": second.admin_id,
                "telegram_id": second.telegram_id,
            });
        }
        let asker = &self.asker;
        audit(
            connection,
            asker,
            action,
            target_type,
            target_id,
            metadata,
            now,
        )
        .await
    }

    /// The names of all who agreed, for the group.
    pub fn names(&self) -> String {
        match &self.second {
            Some(second) => format!("{}, {}", self.asker.name, second.name),
            None => self.asker.name.clone(),
        }
    }
}
