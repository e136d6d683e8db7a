//! The operators' side of the support desk: answers, notes, and who may do what.

mod canned;
mod card;
mod held;
mod orders;

use sandbox::telegram::GroupKind;

use crate::world::{Friend, World, selfies};

impl World {
    /// A ticket of this person, with what they wrote; the staff sees it.
    pub(super) async fn has_a_ticket(&self, person: &Friend<'_>, words: &str) {
        if !self.knows(person).await {
            person.sends("/start").await;
        }
        person.transcript();
        let message = person.person.sends(words);
        self.telegram.take_updates();
        person.transcript();
        sqlx::query(
            "with ticket as (
                 insert into support_tickets
                     (ticket_number, user_id, telegram_chat_id, subject, category, priority, status,
                      escalated, created_at, asked_at, last_word_at, look_wanted_at,
                      sla_first_response_at)
                 select 'TKT-2026-' || lpad((count(support_tickets.id) + 1)::text, 3, '0'),
                        users.id, $1, $2, 'other', 'P3', 'open', false, $4, $4, $4, $4,
                        $4 + interval '4 hours'
                 from users left join support_tickets on true
                 where telegram_user_id = $1
                 group by users.id
                 returning id
             ), events as (
                 insert into ticket_events (ticket_id, kind, actor_name, details, at)
                 select ticket.id, kind, 'person', details::jsonb, $4
                 from ticket, (values ('opened', '{\"priority\": \"P3\"}'), ('asked', '{}'))
                     as event (kind, details)
             )
             insert into ticket_messages
                 (ticket_id, sender_type, sender_id, sender_name, message, message_type,
                  telegram_message_id, created_at, chat_id, content, entities, relay)
             select id, 'user', $1::text, 'Anna', $2, 'text', $3, $4, $1, 'text', '[]', 'waiting'
             from ticket",
        )
        .bind(person.person.id())
        .bind(words)
        .bind(i32::try_from(message).unwrap())
        .bind(self.clock.now())
        .execute(&self.db)
        .await
        .unwrap();
        let mut connection = self.connection().await;
        let rules = pinglass::support::Rules::new(&self.app.config.support);
        pinglass::support::plan_recurring(&mut connection, &rules, self.clock.now())
            .await
            .unwrap();
        drop(connection);
        self.settle().await;
    }

    async fn knows(&self, person: &Friend<'_>) -> bool {
        let known: i64 =
            sqlx::query_scalar("select count(*) from users where telegram_user_id = $1")
                .bind(person.person.id())
                .fetch_one(&self.db)
                .await
                .unwrap();
        known > 0
    }
}

#[tokio::test]
async fn what_an_operator_writes_in_the_topic_reaches_the_person() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.has_a_ticket(&anna, "Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("Your set is on its way, a minute more.").await;
    olga.sends("// she had the same in March").await;
    olga.sends("/note a second note").await;
    olga.sends_album(selfies(2)).await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    world.ends_well().await;
}
