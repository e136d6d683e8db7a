//! What the staff group, the bot's rights in it and people may do to the relay: each has
//! its decided behaviour, and nothing that was said is lost.

use chrono::TimeDelta;
use sandbox::telegram::{Fault, GroupKind, Right};

use super::annas_ticket;
use crate::world::World;

#[tokio::test]
async fn row_14_a_topic_that_was_deleted_by_hand_is_made_anew() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    let old = world.staff_group().find_topic("TKT").unwrap();
    world.staff_group().delete_topic(&topic.person, old.id);
    anna.sends("Are you there?").await;
    let topic = world.in_topic("TKT-2026-001", &topic);
    insta::assert_snapshot!(topic.transcript(), @r"
    Bot: TKT-2026-001 · 🟡 P3 · 💬 Other
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Bot pins: TKT-2026-001 · 🟡 P3 · 💬 Other
    Bot: The topic of this ticket was deleted, so it goes on here. Nothing that was said since is lost.
    Bot: Are you there?
    ");
    assert_eq!(world.staff_group().topics().len(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_topic_closed_by_hand_is_a_ticket_resolved_and_goes_on_when_asked() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    let id = world.staff_group().find_topic("TKT").unwrap().id;
    world.staff_group().close_topic(&topic.person, id);
    world.settle().await;
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "resolved");
    world.staff_group().reopen_topic(&topic.person, id);
    world.settle().await;
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "in_progress");
    let igor = world.in_staff_group(204, "Igor");
    world.staff_group().close_topic(&igor.person, id);
    world.settle().await;
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "in_progress");
    anna.sends("Are you there?").await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Olga closes the topic
    Bot: ✅ Resolved by Olga.
    Bot changes the topic's icon to ✅
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         ✅ Resolved, 02.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [🔓 Open again]
    Olga reopens the topic
    Bot: 🔓 Opened again by Olga.
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💬 Open, and nobody has answered yet
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Igor closes the topic
    Bot: Only staff who serve customers can close a ticket’s topic. It is open again.
    Bot reopens the topic
    Bot: Are you there?
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💬 Anna waits for an answer since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_bot_without_rights_goes_on_without_topics_and_says_what_is_missing() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    let olga = world.olga();
    world
        .staff_group()
        .take_right(&olga.person, Right::ManageTopics);
    world.settle().await;
    world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.sends("Where is my set?").await;
    world
        .staff_group()
        .give_right(&olga.person, Right::ManageTopics);
    world
        .staff_group()
        .take_right(&olga.person, Right::PinMessages);
    world.settle().await;
    world
        .ticket_of(&boris, "TKT-2026-002", "Где мой набор?")
        .await;
    boris.sends("Где мой набор?").await;
    insta::assert_snapshot!(olga.transcript_in_any_order(), @r"
    #TKT-2026-002 · Борис · Где мой набор? Bot: TKT-2026-002 · 🟡 P3 · 💬 Other
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Борис · Русский · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    #TKT-2026-002 · Борис · Где мой набор? Bot: Где мой набор?
    Bot (↪ “TKT-2026-001 · 🟡 P3 · 💬 Other”): TKT-2026-001 · Anna
         Where is my set?
    Bot opens the topic “TKT-2026-002 · Борис · Где мой набор?” (❗️)
    Bot: TKT-2026-001 · 🟡 P3 · 💬 Other
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Bot: The bot may not pin messages here, so the cards of tickets are not pinned. Give it that right in the group’s settings to have them at the top of each topic.
    Bot: Tickets have no topics of their own here.

         They come into the group itself, and you answer by replying to them. For a topic per ticket, turn topics on in the group’s settings and give the bot the right to manage them.
    Olga gives the bot the right to manage topics
    Olga takes the bot's right to manage topics
    Olga takes the bot's right to pin messages
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_group_that_is_away_misses_nothing_and_its_owner_is_told_once() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    let owner = world.friend(topic.person.id(), "Olga", "en");
    owner.person.sends("/start");
    world.settle().await;
    owner.transcript();
    world.staff_group().kick_bot(&topic.person);
    for words in ["One", "Two", "Three"] {
        anna.sends(words).await;
    }
    world.advance(TimeDelta::hours(1)).await;
    insta::assert_snapshot!(owner.transcript(), @r"
    Bot: The staff group can’t be reached since 09:00 UTC.

         What people write to support is kept and will be shown there in order. Telegram says: the chat can't be reached: Forbidden: bot was kicked from the supergroup chat
    ");
    world.staff_group().let_bot_in(&topic.person);
    world.settle().await;
    insta::assert_snapshot!(owner.transcript(), @r"
    Bot: The staff group can be reached again. What people wrote meanwhile is being shown there.
    ");
    insta::assert_snapshot!(topic.transcript(), @r"
    Bot: One
    Bot: Two
    Bot: Three
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_an_upgraded_group_goes_on_under_its_new_id() {
    let world = World::with_staff_group(GroupKind::Basic).await;
    let (anna, olga) = (world.anna(), world.olga());
    world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.sends("Where is my set?").await;
    let group = world
        .staff_group()
        .upgrade(&olga.person, -1_009, GroupKind::Forum);
    anna.sends("Are you there?").await;
    insta::assert_snapshot!(group.transcript(), @r"
    Anonymous admin: this was a small group before
    Bot: Telegram has upgraded this group and given it another id.

         Everything goes on here. Please set STAFF_CHAT_ID to -1009.
    Bot opens the topic “TKT-2026-001 · Anna · Where is my set?” (❗️)
    #TKT-2026-001 · Anna · Where is my set? Bot: TKT-2026-001 · 🟡 P3 · 💬 Other
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    #TKT-2026-001 · Anna · Where is my set? Bot pins: TKT-2026-001 · 🟡 P3 · 💬 Other
    #TKT-2026-001 · Anna · Where is my set? Bot: The staff group is another one now, so this ticket goes on here. Nothing that was said since is lost.
    #TKT-2026-001 · Anna · Where is my set? Bot: Are you there?
    ");
    let topic = group.speaker_in(&olga.person, "TKT-2026-001").unwrap();
    topic.sends("Yes");
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Where is my set?
    Bot reacts ✍ to: Where is my set?
    Bot: 📨 TKT-2026-001: our team has your message. We answer within 4 hours.
         [👀 How it stands]
    Anna: Are you there?
    Bot reacts ✍ to: Are you there?
    Bot: 💬 Support · TKT-2026-001
         Yes
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_what_a_person_missed_who_blocked_the_bot_comes_in_order_when_they_are_back() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    anna.person.blocks_bot();
    for words in ["It is ready", "Have a look", "And tell us"] {
        topic.sends(words).await;
    }
    anna.transcript();
    anna.person.unblocks_bot();
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna unblocks the bot
    Bot: 💬 Support · TKT-2026-001
         It is ready
    Bot: Have a look
    Bot: And tell us
    ");
    insta::assert_snapshot!(topic.transcript(), @r"
    Olga: It is ready
    Bot: ⚠️ Not delivered: the person has blocked the bot. It will be sent as soon as they come back.
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         📵 Has blocked the bot
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Olga: Have a look
    Olga: And tell us
    Bot: 📬 The person is back. What waited for them is being sent.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_banned_person_is_not_relayed_and_is_answered_all_the_same() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    world.staff_group().kick_bot(&topic.person);
    for words in ["You will regret this", "I mean it"] {
        anna.sends(words).await;
    }
    world.execute("update users set is_banned = true").await;
    world.staff_group().let_bot_in(&topic.person);
    world.settle().await;
    anna.transcript();
    topic.sends("Please write in a civil way").await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Bot: 🚫 This person is banned, so what they write is not shown here. Your answers still reach them.
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🚫 Banned here
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Olga: Please write in a civil way
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🚫 Banned here
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 💬 Support · TKT-2026-001
         Please write in a civil way
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_topic_whose_answer_was_lost_is_found_again() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    world
        .telegram
        .fail_next("createForumTopic", Fault::ResetAfterEffect);
    anna.sends("Where is my set?").await;
    world.advance(TimeDelta::minutes(1)).await;
    let topics = world.staff_group().topics();
    assert_eq!(topics.len(), 1, "{topics:?}");
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    assert!(topic.transcript().contains("Where is my set?"));
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_topic_that_is_heard_of_too_late_is_deleted() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    world
        .telegram
        .fail_next("createForumTopic", Fault::ResetAfterEffect);
    anna.person.sends("Where is my set?");
    world.deliver_updates().await;
    world.telegram.hold_updates();
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.staff_group().topics().len(), 2);
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    assert!(topic.transcript().contains("Where is my set?"));
    world.telegram.release_updates();
    world.settle().await;
    let topics = world.staff_group().topics();
    assert_eq!(topics.len(), 1, "{topics:?}");
    anna.sends("Are you there?").await;
    assert!(topic.transcript().contains("Are you there?"));
    world.ends_well().await;
}
