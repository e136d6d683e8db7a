//! The staff group of a world, and the people who talk in it.

use std::collections::BTreeMap;

use pinglass::staff;
use sandbox::telegram::Group;

use super::{Friend, World};

pub const STAFF_CHAT_ID: i64 = -1_001_234_567_890;

/// An owner, who needs no account to be an admin.
const OLGA: i64 = 201;

impl World {
    /// A world with a staff group, whose owner is Olga.
    pub async fn with_staff() -> Self {
        Self::with_staff_speaking("en").await
    }

    pub async fn with_staff_speaking(language: &str) -> Self {
        Self::with_staff_and(|variables| {
            variables.insert("STAFF_LANGUAGE".to_owned(), language.to_owned());
        })
        .await
    }

    /// A world with a staff group and whatever else `change` sets.
    pub async fn with_staff_and(change: impl FnOnce(&mut BTreeMap<String, String>)) -> Self {
        let world = Self::with(|variables| {
            let settings = [
                ("STAFF_CHAT_ID", STAFF_CHAT_ID.to_string()),
                ("OWNER_TELEGRAM_IDS", OLGA.to_string()),
            ];
            variables.extend(settings.map(|(name, value)| (name.to_owned(), value)));
            change(variables);
        })
        .await;
        world.telegram.staff_group(STAFF_CHAT_ID, &[]);
        world
    }

    /// The group itself, for topics and for all that was said in it.
    pub fn staff_group(&self) -> Group {
        self.telegram.staff_group(STAFF_CHAT_ID, &[])
    }

    /// The owner, in the staff group. Her transcript is the group's.
    pub fn olga(&self) -> Friend<'_> {
        self.in_staff_group(OLGA, "Olga")
    }

    /// Somebody in the staff group, without any account.
    pub fn in_staff_group(&self, id: i64, first_name: &str) -> Friend<'_> {
        let friend = self.friend(id, first_name, "en");
        let group = self
            .telegram
            .staff_group(STAFF_CHAT_ID, std::slice::from_ref(&friend.person));
        Friend {
            person: group.speaker(&friend.person),
            world: self,
        }
    }

    /// Somebody in the staff group whose account has this role.
    pub async fn staff_member(&self, id: i64, first_name: &str, role: &str) -> Friend<'_> {
        sqlx::query(
            "insert into admin_users (username, password_hash, role, telegram_user_id)
             values ($1, '', $2, $3)",
        )
        .bind(first_name.to_lowercase())
        .bind(role)
        .bind(id)
        .execute(&self.db)
        .await
        .unwrap();
        self.in_staff_group(id, first_name)
    }

    /// What the product knows of this person as a member of staff.
    pub async fn find_member(&self, friend: &Friend<'_>) -> Option<staff::Member> {
        let user = serde_json::from_value(serde_json::json!({
            "id": friend.person.id(),
            "is_bot": false,
            "first_name": "Somebody",
        }))
        .unwrap();
        let mut connection = self.connection().await;
        let owners = &self.app.config.staff.owners;
        staff::find_member(&mut connection, owners, &user)
            .await
            .unwrap()
    }

    /// A connection for calling an operation as a feature does.
    pub async fn connection(&self) -> sqlx::pool::PoolConnection<sqlx::Postgres> {
        self.db.acquire().await.unwrap()
    }
}
