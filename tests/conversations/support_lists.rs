//! The staff looks tickets up: what is due first, one ticket's whole history, and what a
//! number, a name or a Telegram id leads to.

mod history;

use sandbox::telegram::NewPerson;

use crate::world::{Friend, World};

/// Some tickets as they stand after a busy morning; the world begins at 09:00.
async fn a_busy_morning(world: &World) {
    for (id, name, username) in [
        (101, "Anna", Some("anna_bell")),
        (102, "Борис", None),
        (103, "Annabel", None),
    ] {
        let person = world.telegram.person(NewPerson {
            id,
            first_name: name.to_owned(),
            username: username.map(str::to_owned),
            language_code: Some("en".to_owned()),
        });
        Friend { person, world }.sends("/start").await;
    }
    for statement in [
        "insert into ticket_numbers (year, last) values (2026, 5)",
        "insert into support_tickets
             (ticket_number, user_id, telegram_chat_id, subject, category, priority, status,
              escalated, created_at, sla_first_response_at, next_response_due_at,
              resolution_due_at, first_responded_at, asked_at, waiting_since, assigned_to,
              assigned_telegram_id, staff_chat_id, topic_id, resolved_at, watch_at)
         values
             ('TKT-2026-001', 1, 101, 'How do I change my photo?', 'account', 'P3', 'in_progress',
              false, '2026-03-01 18:00', '2026-03-01 22:00', null, '2026-03-03 08:00Z',
              '2026-03-01 19:00', null, null, 'Olga', 201, -1001234567890, 11, null, '2026-04-01Z'),
             ('TKT-2026-002', 2, 102, 'Где мои <фото>?', 'generation', 'P1', 'open',
              false, '2026-03-02 08:55', '2026-03-02 09:55', null, '2026-03-02 12:55Z',
              null, '2026-03-02 08:55Z', null, null, null, -1001234567890, 12, null, '2026-04-01Z'),
             ('TKT-2026-003', 3, 103, 'Paid twice', 'payment', 'P2', 'in_progress',
              true, '2026-03-02 05:00', '2026-03-02 07:00', '2026-03-02 08:30Z', '2026-03-02 13:00Z',
              '2026-03-02 06:00', '2026-03-02 06:30Z', null, 'Oleg', 202, -1001234567890, 13, null, '2026-04-01Z'),
             ('TKT-2026-004', 1, 101, 'The app crashes', 'technical', 'P4', 'in_progress',
              false, '2026-03-01 08:00', '2026-03-02 08:00', null, '2026-03-02 08:00Z',
              '2026-03-01 09:00', null, '2026-03-01 09:00Z', 'Olga', 201, null, null, null, '2026-04-01Z'),
             ('TKT-2026-005', 1, 101, 'Thanks!', 'other', 'P4', 'resolved',
              false, '2026-02-27 08:00', null, null, null,
              '2026-02-27 09:00', null, null, 'Olga', 201, null, null, '2026-02-28 09:00Z', '2026-04-01Z')",
    ] {
        world.execute(statement).await;
    }
}

#[tokio::test]
async fn lists_show_what_is_due_first() {
    let world = World::with_staff().await;
    a_busy_morning(&world).await;
    let olga = world.olga();
    olga.sends("/tickets").await;
    for choice in ["Mine", "Overdue", "By subject", "Portraits", "Done"] {
        olga.taps(choice).await;
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /tickets
    Bot: 📋 Open tickets: 4

         🟠 TKT-2026-003 (https://t.me/c/1234567890/13) · Annabel · Paid twice
         💬 waits for us · 🔥 answer overdue since 08:30 · Oleg has it

         🔴 TKT-2026-002 (https://t.me/c/1234567890/12) · Борис · Где мои <фото>?
         🆕 new · ⏰ answer by 09:55

         🟡 TKT-2026-001 (https://t.me/c/1234567890/11) · Anna · How do I change my photo?
         💭 answered · 🏁 solve by 08:00 tomorrow · Olga has it

         🟢 TKT-2026-004 · Anna · The app crashes
         ⏳ we wait for them · Olga has it
         [• 📋 Open •] [✋ Mine] [🔥 Overdue]
         [🗂 By subject] [✅ Done]
         [2026-003] [2026-002] [2026-001] [2026-004]
    Olga taps [✋ Mine]
    Bot (edited): ✋ Olga has: 2

         🟡 TKT-2026-001 (https://t.me/c/1234567890/11) · Anna · How do I change my photo?
         💭 answered · 🏁 solve by 08:00 tomorrow · Olga has it

         🟢 TKT-2026-004 · Anna · The app crashes
         ⏳ we wait for them · Olga has it
         [📋 Open] [• ✋ Mine •] [🔥 Overdue]
         [🗂 By subject] [✅ Done]
         [2026-001] [2026-004]
    Olga taps [🔥 Overdue]
    Bot (edited): 🔥 Overdue: 1

         🟠 TKT-2026-003 (https://t.me/c/1234567890/13) · Annabel · Paid twice
         💬 waits for us · 🔥 answer overdue since 08:30 · Oleg has it
         [📋 Open] [✋ Mine] [• 🔥 Overdue •]
         [🗂 By subject] [✅ Done]
         [2026-003]
    Olga taps [🗂 By subject]
    Bot (edited): Which tickets?
         [💳 Payment] [🔧 Technical]
         [👤 Account] [🖼 Portraits]
         [💬 Other]
         [‹ Back]
    Olga taps [🖼 Portraits]
    Bot (edited): 🖼 Portraits: 1

         🔴 TKT-2026-002 (https://t.me/c/1234567890/12) · Борис · Где мои <фото>?
         🆕 new · ⏰ answer by 09:55
         [📋 Open] [✋ Mine] [🔥 Overdue]
         [• 🗂 By subject •] [✅ Done]
         [2026-002]
    Olga taps [✅ Done]
    Bot (edited): ✅ Done: 1

         ⚪ TKT-2026-005 · Anna · Thanks!
         ✅ resolved · Olga has it
         [📋 Open] [✋ Mine] [🔥 Overdue]
         [🗂 By subject] [• ✅ Done •]
         [2026-005]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn lists_speak_the_language_of_the_group() {
    let world = World::with_staff_speaking("ru").await;
    a_busy_morning(&world).await;
    let olga = world.olga();
    olga.sends("/tickets").await;
    olga.sends("/ticket Anna").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /tickets
    Bot: 📋 Открытые обращения: 4

         🟠 TKT-2026-003 (https://t.me/c/1234567890/13) · Annabel · Paid twice
         💬 ждут нас · 🔥 ответ просрочен с 08:30 · взято: Oleg

         🔴 TKT-2026-002 (https://t.me/c/1234567890/12) · Борис · Где мои <фото>?
         🆕 новое · ⏰ ответить до 09:55

         🟡 TKT-2026-001 (https://t.me/c/1234567890/11) · Anna · How do I change my photo?
         💭 отвечено · 🏁 решить до 08:00 завтра · взято: Olga

         🟢 TKT-2026-004 · Anna · The app crashes
         ⏳ мы ждём клиента · взято: Olga
         [• 📋 Открытые •] [✋ Мои] [🔥 Просрочены]
         [🗂 По темам] [✅ Закончены]
         [2026-003] [2026-002] [2026-001] [2026-004]
    Olga: /ticket Anna
    Bot: 🔎 «Anna»: 4 обращения

         ⚪ TKT-2026-005 · Anna · Thanks!
         ✅ решено · взято: Olga

         🟢 TKT-2026-004 · Anna · The app crashes
         ⏳ мы ждём клиента · взято: Olga

         🟡 TKT-2026-001 (https://t.me/c/1234567890/11) · Anna · How do I change my photo?
         💭 отвечено · 🏁 решить до 08:00 завтра · взято: Olga

         🟠 TKT-2026-003 (https://t.me/c/1234567890/13) · Annabel · Paid twice
         💬 ждут нас · 🔥 ответ просрочен с 08:30 · взято: Oleg
         [2026-005] [2026-004] [2026-001] [2026-003]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_ticket_is_found_by_its_number_in_any_form() {
    let world = World::with_staff().await;
    a_busy_morning(&world).await;
    let olga = world.olga();
    for number in ["TKT-2026-003", "tkt-2026-3", "2026-003", "3", "#003"] {
        olga.sends(&format!("/ticket {number}")).await;
        let said = olga.transcript();
        assert!(said.contains("Bot: 📖 TKT-2026-003"), "{said}");
        assert!(said.contains("Annabel"), "{said}");
    }
    olga.sends("/ticket").await;
    olga.sends("/ticket 99").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /ticket
    Bot: /ticket with a number shows the whole history of a ticket: /ticket 2026-1. In a ticket’s topic the number can be left out.

         A name, an @username or a Telegram id finds the tickets of a person: /ticket Anna.
    Olga: /ticket 99
    Bot: 🔎 “99”: no ticket. Try its number, or the name, @username or Telegram id of its person.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn tickets_are_found_by_their_person() {
    let world = World::with_staff().await;
    a_busy_morning(&world).await;
    let olga = world.olga();
    olga.sends("/ticket anna").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /ticket anna
    Bot: 🔎 “anna”: 4 tickets

         ⚪ TKT-2026-005 · Anna · Thanks!
         ✅ resolved · Olga has it

         🟢 TKT-2026-004 · Anna · The app crashes
         ⏳ we wait for them · Olga has it

         🟡 TKT-2026-001 (https://t.me/c/1234567890/11) · Anna · How do I change my photo?
         💭 answered · 🏁 solve by 08:00 tomorrow · Olga has it

         🟠 TKT-2026-003 (https://t.me/c/1234567890/13) · Annabel · Paid twice
         💬 waits for us · 🔥 answer overdue since 08:30 · Oleg has it
         [2026-005] [2026-004] [2026-001] [2026-003]
    ");
    // By the user name and by the Telegram id it is Anna alone.
    for words in ["@anna_bell", "101"] {
        olga.sends(&format!("/ticket {words}")).await;
        let said = olga.transcript();
        assert!(
            said.contains("3 tickets") && !said.contains("Annabel"),
            "{said}"
        );
    }
    // Whoever has one ticket is shown it at once.
    olga.sends("/ticket борис").await;
    assert!(olga.transcript().contains("📖 TKT-2026-002"));
    world.ends_well().await;
}

#[tokio::test]
async fn long_lists_have_pages() {
    let world = World::with_staff().await;
    a_busy_morning(&world).await;
    world
        .execute(
            "insert into support_tickets (ticket_number, user_id, subject, category, priority, status, created_at, watch_at)
             select 'TKT-2026-' || lpad(number::text, 3, '0'), 2, 'Ticket ' || number, 'other', 'P4', 'open',
                    '2026-03-02 08:00', '2026-04-01Z'
             from generate_series(6, 30) as number",
        )
        .await;
    let olga = world.olga();
    olga.sends("/tickets").await;
    olga.taps("›").await;
    olga.taps("›").await;
    let said = olga.transcript();
    assert!(said.contains("Open tickets: 29"), "{said}");
    assert!(
        said.contains("TKT-2026-030") && said.contains("[‹] [3 of 3]"),
        "{said}"
    );
    // Ten of them are closed meanwhile: the page that was there is no more.
    world
        .execute("update support_tickets set status = 'closed' where id > 11")
        .await;
    olga.taps("3 of 3").await;
    let said = olga.transcript();
    assert!(said.contains("Open tickets: 10"), "{said}");
    assert!(!said.contains("[‹]") && !said.contains("[›]"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn only_the_staff_looks_tickets_up_and_only_in_its_group() {
    let world = World::with_staff().await;
    a_busy_morning(&world).await;
    let (olga, igor) = (world.olga(), world.in_staff_group(204, "Igor"));
    let vera = world.staff_member(203, "Vera", "viewer").await;
    vera.sends("/tickets").await;
    assert!(olga.transcript().contains("Open tickets: 4"));
    igor.taps("2026-002").await;
    igor.sends("/ticket 2").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Igor taps [2026-002]
    Bot (popup): Sorry, only staff can use this.
    Igor: /ticket 2
    Bot: Sorry, only staff can use this.
    ");
    // The owner's own chat with the bot is a customer's.
    let in_private = world.friend(201, "Olga", "en");
    in_private.sends("/tickets").await;
    in_private.sends("/ticket 2").await;
    let said = in_private.transcript();
    assert!(!said.contains("TKT-") && !said.contains("фото"), "{said}");
    let history = world.staff_group().topics();
    assert!(history.is_empty());
    world.ends_well().await;
}
