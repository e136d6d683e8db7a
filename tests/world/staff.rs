//! The staff group of a world, and the people who talk in it.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use pinglass::staff;
use sandbox::telegram::{Group, GroupKind};
use serde_json::json;
use uuid::Uuid;

use super::{Friend, World};

pub const STAFF_CHAT_ID: i64 = -1_001_234_567_890;
/// Where the staff group is a small one, not a supergroup.
const BASIC_STAFF_CHAT_ID: i64 = -4_234_567_890;

/// An owner, who needs no account to be an admin.
const OLGA: i64 = 201;

/// What a world stands on beside its settings.
#[derive(Clone, Copy, Default)]
pub(super) struct Ground {
    /// Telegram answers 429 to who sends too fast by the world's clock.
    pub has_flood_limits: bool,
    pub group: GroupKind,
}

impl Ground {
    pub(super) fn staff_chat_id(self) -> i64 {
        match self.group {
            GroupKind::Basic => BASIC_STAFF_CHAT_ID,
            GroupKind::Forum | GroupKind::Plain => STAFF_CHAT_ID,
        }
    }
}

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
        Self::with_staff_on(Ground::default(), change).await
    }

    /// A world whose staff group is of this kind: with topics, without, or a small one.
    pub async fn with_staff_group(group: GroupKind) -> Self {
        let ground = Ground {
            group,
            ..Ground::default()
        };
        Self::with_staff_on(ground, |_| {}).await
    }

    /// A world with a staff group, in which Telegram refuses whoever sends too fast by the
    /// world's clock. The application's own limits, which go by real time, are off as ever.
    pub async fn with_staff_and_flood_limits() -> Self {
        let ground = Ground {
            has_flood_limits: true,
            ..Ground::default()
        };
        Self::with_staff_on(ground, |_| {}).await
    }

    async fn with_staff_on(
        ground: Ground,
        change: impl FnOnce(&mut BTreeMap<String, String>),
    ) -> Self {
        let world = Self::build(ground, |variables| {
            let settings = [
                ("STAFF_CHAT_ID", ground.staff_chat_id().to_string()),
                ("OWNER_TELEGRAM_IDS", OLGA.to_string()),
            ];
            variables.extend(settings.map(|(name, value)| (name.to_owned(), value)));
            change(variables);
        })
        .await;
        world.telegram.group(world.staff_chat_id, ground.group, &[]);
        world
    }

    /// The group itself, for topics and for all that was said in it.
    pub fn staff_group(&self) -> Group {
        self.telegram.staff_group(self.staff_chat_id, &[])
    }

    /// The owner, in the staff group. Her transcript is the group's.
    pub fn olga(&self) -> Friend<'_> {
        self.in_staff_group(OLGA, "Olga")
    }

    /// A member of the staff group in the newest topic whose name contains this: there they
    /// speak and tap, and their transcript is that topic's.
    pub fn in_topic<'world>(&'world self, topic: &str, friend: &Friend<'_>) -> Friend<'world> {
        Friend {
            person: self
                .staff_group()
                .speaker_in(&friend.person, topic)
                .unwrap(),
            world: self,
        }
    }

    /// Somebody in the staff group, without any account.
    pub fn in_staff_group(&self, id: i64, first_name: &str) -> Friend<'_> {
        let friend = self.friend(id, first_name, "en");
        let group = self
            .telegram
            .staff_group(self.staff_chat_id, std::slice::from_ref(&friend.person));
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

    /// A refund that Olga has asked for and not confirmed, as tapping its card writes it; the
    /// data of the button that confirms it.
    pub async fn proposed_refund(&self, payment_id: i32, is_forced: bool) -> String {
        let (id, now) = (Uuid::new_v4(), self.clock.now());
        let details = json!({ "payment_id": payment_id, "is_forced": is_forced, "about": null });
        sqlx::query(
            "insert into staff_deeds (
                 id, kind, details, preview, yes_label, asked_by, asked_by_name, created_at,
                 expires_at
             )
             values ($1, 'give_back', $2, '', '', $3, 'Olga', $4, $5)",
        )
        .bind(id)
        .bind(details)
        .bind(OLGA)
        .bind(now)
        .bind(now + TimeDelta::days(1))
        .execute(&self.db)
        .await
        .unwrap();
        format!(r#"give_back:{{"y":"{id}"}}"#)
    }

    /// What the product knows of this person as a member of staff.
    pub async fn find_member(&self, friend: &Friend<'_>) -> Option<staff::Member> {
        let user = serde_json::from_value(json!({
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
