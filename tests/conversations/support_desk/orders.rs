//! What members of the staff have done to tickets, by commands and taps.

use sandbox::telegram::GroupKind;

use super::talk;
use crate::world::World;

#[tokio::test]
async fn a_ticket_is_taken_and_made_more_urgent() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    for command in [
        "/take",
        "/take",
        "/p2",
        "/priority P2",
        "/priority",
        "/escalate",
        "/escalate",
    ] {
        olga.sends(command).await;
    }
    insta::assert_snapshot!(talk(&olga), @r"
    Olga: /take
    Bot reacts 👌 to: /take
    Bot: ✋ Olga has taken it.
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Olga has it | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Olga: /take
    Bot (↪ “/take”): You have it already.
    Olga: /p2
    Bot reacts 👌 to: /p2
    Bot: 🟠 P2 now, says Olga.
    Bot (edited): TKT-2026-001 · 🟠 P2 · 🖼 Portraits | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Olga has it | ⏰ First answer due by 02.03.2026 11:00 | 🏁 To be solved by 02.03.2026 17:00
    Olga: /priority P2
    Bot (↪ “/priority P2”): It is 🟠 P2 already.
    Olga: /priority
    Bot (↪ “/priority”): Which priority? /priority P1, P2, P3 or P4
    Olga: /escalate
    Bot reacts 👌 to: /escalate
    Bot: ⏫ 🔴 P1 now: Olga needs help with this.
    Bot changes the topic's icon to 🔥
    Bot (edited): TKT-2026-001 · 🔴 P1 · 🖼 Portraits · ⏫ escalated | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Olga has it | ⏰ First answer due by 02.03.2026 11:00 | 🏁 To be solved by 02.03.2026 13:00
    Olga: /escalate
    Bot (↪ “/escalate”): It is 🔴 P1 already.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account ticket_taken ticket 1 {"after": {"waits": false, "status": "in_progress", "priority": "P4", "taken_by": 201}, "before": {"waits": false, "status": "open", "priority": "P4", "taken_by": null}, "number": "TKT-2026-001", "telegram_id": 201}
    no account ticket_priority ticket 1 {"after": {"waits": false, "status": "in_progress", "priority": "P2", "taken_by": 201}, "before": {"waits": false, "status": "in_progress", "priority": "P4", "taken_by": 201}, "number": "TKT-2026-001", "telegram_id": 201}
    no account ticket_escalated ticket 1 {"after": {"waits": false, "status": "in_progress", "priority": "P1", "taken_by": 201}, "before": {"waits": false, "status": "in_progress", "priority": "P2", "taken_by": 201}, "number": "TKT-2026-001", "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn a_ticket_waits_is_resolved_and_opened_again() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    for command in [
        "/wait", "/wait", "/resume", "/release", "/take", "/release", "/resolve", "/resolve",
        "/take", "/reopen", "/reopen",
    ] {
        olga.sends(command).await;
    }
    insta::assert_snapshot!(talk(&olga), @r"
    Olga: /wait
    Bot reacts 👌 to: /wait
    Bot: ⏳ Olga waits for the customer. The clock stands still.
    Bot changes the topic's icon to ☕️
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | ⏳ We wait for Anna since 02.03.2026 09:00 | ✋ Nobody has taken it yet | ⏸ The clock stands still while we wait
    Olga: /wait
    Bot (↪ “/wait”): We are waiting for the customer already.
    Olga: /resume
    Bot reacts 👌 to: /resume
    Bot: ▶️ Olga waits no more.
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Nobody has taken it yet | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Olga: /release
    Bot (↪ “/release”): Nobody has it.
    Olga: /take
    Bot reacts 👌 to: /take
    Bot: ✋ Olga has taken it.
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Olga has it | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Olga: /release
    Bot reacts 👌 to: /release
    Bot: ↪️ Olga gave it up. Who takes it?
    Bot changes the topic's icon to ❗️
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 🆕 New, waiting since 02.03.2026 09:00 | ✋ Nobody has taken it yet | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Olga: /resolve
    Bot reacts 👌 to: /resolve
    Bot: ✅ Resolved by Olga.
    Bot changes the topic's icon to ✅
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | ✅ Resolved, 02.03.2026 09:00
    Olga: /resolve
    Bot (↪ “/resolve”): TKT-2026-001 is ✅ resolved. Open it again first.
    Olga: /take
    Bot (↪ “/take”): TKT-2026-001 is ✅ resolved. Open it again first.
    Olga: /reopen
    Bot reacts 👌 to: /reopen
    Bot: 🔓 Opened again by Olga.
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💬 Open, and nobody has answered yet | ✋ Nobody has taken it yet | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Olga: /reopen
    Bot (↪ “/reopen”): It is open.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account ticket_waiting ticket 1 {"after": {"waits": true, "status": "in_progress", "priority": "P4", "taken_by": null}, "before": {"waits": false, "status": "open", "priority": "P4", "taken_by": null}, "number": "TKT-2026-001", "telegram_id": 201}
    no account ticket_resumed ticket 1 {"after": {"waits": false, "status": "in_progress", "priority": "P4", "taken_by": null}, "before": {"waits": true, "status": "in_progress", "priority": "P4", "taken_by": null}, "number": "TKT-2026-001", "telegram_id": 201}
    no account ticket_taken ticket 1 {"after": {"waits": false, "status": "in_progress", "priority": "P4", "taken_by": 201}, "before": {"waits": false, "status": "in_progress", "priority": "P4", "taken_by": null}, "number": "TKT-2026-001", "telegram_id": 201}
    no account ticket_released ticket 1 {"after": {"waits": false, "status": "open", "priority": "P4", "taken_by": null}, "before": {"waits": false, "status": "in_progress", "priority": "P4", "taken_by": 201}, "number": "TKT-2026-001", "telegram_id": 201}
    no account ticket_resolved ticket 1 {"after": {"waits": false, "status": "resolved", "priority": "P4", "taken_by": null}, "before": {"waits": false, "status": "open", "priority": "P4", "taken_by": null}, "number": "TKT-2026-001", "telegram_id": 201}
    no account ticket_reopened ticket 1 {"after": {"waits": false, "status": "in_progress", "priority": "P4", "taken_by": null}, "before": {"waits": false, "status": "resolved", "priority": "P4", "taken_by": null}, "number": "TKT-2026-001", "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn a_command_may_name_its_ticket() {
    let world = World::with_staff_speaking("ru").await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.olga();
    olga.transcript();
    olga.sends("/resolve").await;
    olga.sends("/resolve TKT-2026-999").await;
    olga.sends("/priority tkt-2026-1 p1").await;
    olga.sends("/note TKT-2026-001 Anna").await;
    olga.sends("/resolve TKT-2026-001").await;
    insta::assert_snapshot!(talk(&olga), @r"
    Olga: /resolve
    Bot (↪ “/resolve”): Какое обращение? Напишите это в его теме, в ответ на его карточку или с номером: /resolve TKT-2026-001
    Olga: /resolve TKT-2026-999
    Bot (↪ “/resolve TKT-2026-999”): Обращения TKT-2026-999 нет. Все обращения: /tickets
    Olga: /priority tkt-2026-1 p1
    Bot reacts 👌 to: /priority tkt-2026-1 p1
    #TKT-2026-001 · Anna · Where is my set? Bot: Теперь 🔴 P1: Olga.
    #TKT-2026-001 · Anna · Where is my set? Bot (edited): TKT-2026-001 · 🔴 P1 · 🖼 Портреты | 🆕 Новое, ждёт с 02.03.2026 09:00 | ✋ Пока никто не взял | ⏰ Первый ответ до 02.03.2026 10:00 | 🏁 Решить до 02.03.2026 13:00
    Olga: /note TKT-2026-001 Anna
    Bot (↪ “/note TKT-2026-001 Anna”): К какому обращению заметка? Напишите её в теме обращения или в ответ на его карточку.
    Olga: /resolve TKT-2026-001
    Bot reacts 👌 to: /resolve TKT-2026-001
    #TKT-2026-001 · Anna · Where is my set? Bot: ✅ Решено: Olga.
    #TKT-2026-001 · Anna · Where is my set? Bot changes the topic's icon to ✅
    #TKT-2026-001 · Anna · Where is my set? Bot (edited): TKT-2026-001 · 🔴 P1 · 🖼 Портреты | ✅ Решено 02.03.2026 09:00
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn each_role_has_its_commands_and_buttons() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let igor = world.in_staff_group(204, "Igor");
    let refusal = "this is not part of it";
    for command in [
        "/a",
        "/a hello",
        "/note x",
        "/take",
        "/release",
        "/p1",
        "/p2",
        "/p3",
        "/p4",
        "/priority P1",
        "/escalate",
        "/wait",
        "/resume",
        "/resolve",
        "/reopen",
        "/del",
        "/canned hello en x",
    ] {
        for (friend, may) in [
            (&vera, false),
            (&igor, false),
            (&oleg, !command.contains("canned")),
        ] {
            let friend = world.in_topic("TKT-2026-001", friend);
            // Placeholders are shown with their braces.
            friend.person.transcript();
            friend.sends(command).await;
            let said = friend.person.transcript();
            let is_refused = said.contains(refusal) || said.contains("only staff can");
            assert_eq!(is_refused, !may, "{command}: {said}");
        }
    }
    world
        .execute(
            "update support_tickets set status = 'open', assigned_to = null, waiting_since = null",
        )
        .await;
    world
        .execute("update support_tickets set look_wanted_at = '2026-03-02'")
        .await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("/p4").await;
    let vera = world.in_topic("TKT-2026-001", &vera);
    for button in ["Take", "Priority", "Escalate", "Wait", "Resolve"] {
        vera.transcript();
        vera.taps(button).await;
        let said = vera.transcript();
        assert!(said.contains(refusal), "{button}: {said}");
    }
    world.ends_well().await;
}

#[tokio::test]
async fn of_two_who_tap_at_once_one_takes_it() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    olga.person.taps("Escalate").unwrap();
    oleg.person.taps("Escalate").unwrap();
    olga.person.taps("Take").unwrap();
    olga.person.taps("Take").unwrap();
    world.settle().await;
    oleg.taps("Release").await;
    oleg.taps("Take over").await;
    oleg.taps("Release").await;
    insta::assert_snapshot!(talk(&olga), @r"
    Olga taps [⏫ Escalate]
    Oleg taps [⏫ Escalate]
    Olga taps [✋ Take]
    Olga taps [✋ Take]
    Bot (popup): 🟡 P3 now. The others see that you need help.
    Bot (edited): TKT-2026-001 · 🟡 P3 · 🖼 Portraits · ⏫ escalated | 🆕 New, waiting since 02.03.2026 09:00 | ✋ Nobody has taken it yet | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 03.03.2026 09:00
    Bot (popup): It is 🟡 P3 already.
    Bot (popup): TKT-2026-001 is yours.
    Bot (edited): TKT-2026-001 · 🟡 P3 · 🖼 Portraits · ⏫ escalated | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Olga has it | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 03.03.2026 09:00
    Bot (popup): You have it already.
    Bot: ⏫ 🟡 P3 now: Olga needs help with this.
    Bot: ✋ Olga has taken it.
    Bot changes the topic's icon to 🔥
    Oleg taps [↪️ Release]
    Bot (popup): Olga has it. Take it over instead.
    Oleg taps [✋ Take over]
    Bot (popup): TKT-2026-001 is yours.
    Bot (edited): TKT-2026-001 · 🟡 P3 · 🖼 Portraits · ⏫ escalated | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Oleg has it | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 03.03.2026 09:00
    Bot: ✋ Oleg has taken it.
    Oleg taps [↪️ Release]
    Bot (popup): TKT-2026-001 is free again.
    Bot (edited): TKT-2026-001 · 🟡 P3 · 🖼 Portraits · ⏫ escalated | 🆕 New, waiting since 02.03.2026 09:00 | ✋ Nobody has taken it yet | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 03.03.2026 09:00
    Bot: ↪️ Oleg gave it up. Who takes it?
    ");
    let priority: String = world.value("select priority from support_tickets").await;
    assert_eq!(priority, "P3");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_is_taken_back() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("It is Boris’s.").await;
    olga.sends("/a details").await;
    olga.sends("// a note").await;
    olga.transcript();
    anna.transcript();
    oleg.replies_to("It is Boris’s.", "/del").await;
    oleg.sends("/del").await;
    olga.replies_to("Where is my set?", "/del").await;
    olga.replies_to("// a note", "/del").await;
    olga.replies_to("It is Boris’s.", "/del").await;
    olga.replies_to("It is Boris’s.", "/del").await;
    olga.replies_to("A screenshot helps a lot.", "/del").await;
    insta::assert_snapshot!(talk(&olga), @r"
    Oleg (↪ “It is Boris’s.”): /del
    Bot (↪ “/del”): Only Olga or an admin can take this back.
    Oleg: /del
    Bot (↪ “/del”): Which answer shall be taken back? Write /del as a reply to it.
    Olga (↪ “Where is my set?”): /del
    Bot (↪ “/del”): Which answer shall be taken back? Write /del as a reply to it.
    Olga (↪ “// a note”): /del
    Bot (↪ “/del”): There is nothing to take back: the customer does not have this.
    Olga (↪ “It is Boris’s.”): /del
    Bot reacts 👌 to: /del
    Olga (↪ “It is Boris’s.”): /del
    Bot (↪ “/del”): There is nothing to take back: the customer does not have this.
    Olga (↪ “📋 Olga sent “details”:”): /del
    Bot reacts 👌 to: /del
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot deletes: 💬 Support · TKT-2026-001
    Bot deletes: Anna, to find out what happened I need a little more: what exactly did you do, what did you see instead of what you expected, and about when? A screenshot helps a lot.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account ticket_answer_taken_back ticket 1 {"after": "taken_back", "before": "sent", "message": 2, "telegram_id": 201}
    no account ticket_answer_taken_back ticket 1 {"after": "taken_back", "before": "sent", "message": 3, "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn without_topics_a_reply_to_a_card_or_a_mere_count_names_the_ticket() {
    let world = World::with_staff_group(GroupKind::Plain).await;
    world.anna().has_a_ticket("Where is my set?").await;
    let olga = world.olga();
    olga.transcript();
    olga.replies_to("TKT-2026-001 · ", "/take").await;
    olga.sends("/release 1").await;
    olga.replies_to("TKT-2026-001 · ", "/ticket").await;
    // The card and the question get into the group by jobs of their own, in any order.
    let said = talk(&olga).replace("1234567890/2)", "1234567890/3)");
    insta::assert_snapshot!(said, @r"
    Olga (↪ “TKT-2026-001 · Anna”): /take
    Bot reacts 👌 to: /take
    Bot (↪ “TKT-2026-001 · 🟢 P4 · 🖼 Portraits”): TKT-2026-001
         ✋ Olga has taken it.
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Olga has it | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Olga: /release 1
    Bot reacts 👌 to: /release 1
    Bot (↪ “TKT-2026-001 · 🟢 P4 · 🖼 Portraits”): TKT-2026-001
         ↪️ Olga gave it up. Who takes it?
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 🆕 New, waiting since 02.03.2026 09:00 | ✋ Nobody has taken it yet | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Olga (↪ “TKT-2026-001 · Anna”): /ticket
    Bot: 📖 TKT-2026-001 (https://t.me/c/1234567890/3) · Anna · 🟢 P4 · 🖼 Portraits
         Where is my set?
         🆕 new

         02.03.2026
         09:00 opened as 🟢 P4 (the customer)
         09:00 taken (Olga)
         09:00 given up again (Olga)
         09:00 👤 Anna: Where is my set?
         09:00 ✋ Olga has taken it.
         09:00 ↪️ Olga gave it up. Who takes it?
    ");
    world.ends_well().await;
}
