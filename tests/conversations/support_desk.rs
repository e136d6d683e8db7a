//! The operators' side of the support desk: answers, notes, and who may do what.

mod canned;
mod card;
mod held;
mod notes;
mod orders;

use sandbox::telegram::{GroupKind, Other};

use crate::world::{Friend, World, selfies};

/// What was said in a group or topic, with each card as one line of what changes: the
/// rest of it is read in `card.rs`.
fn talk(friend: &Friend<'_>) -> String {
    let mut talk: Vec<String> = Vec::new();
    let mut is_card = false;
    let mut is_over = false;
    for line in friend.person.transcript().lines() {
        if !line.starts_with(' ') && !line.is_empty() {
            is_card = line.contains("Bot (edited): TKT-") || line.contains("Bot: TKT-");
            is_over = false;
            talk.push(line.to_owned());
        } else if !is_card {
            talk.push(line.to_owned());
        } else if line.is_empty() {
            is_over = true;
        } else if let (false, Some(last)) = (is_over, talk.last_mut()) {
            last.push_str(" | ");
            last.push_str(line.trim_start());
        }
    }
    talk.join("\n")
}

impl World {
    /// What is kept of a ticket's conversation, a line each: who, how far, what.
    async fn words_of(&self, number: &str) -> String {
        let lines: Vec<String> = sqlx::query_scalar(
            "select concat_ws(' ', sender_name, relay, message_type, content || ':', message)
             from ticket_messages join support_tickets on support_tickets.id = ticket_id
             where ticket_number = $1 and sender_type <> 'system'
             order by ticket_messages.id",
        )
        .bind(number)
        .fetch_all(&self.db)
        .await
        .unwrap();
        lines.join("\n")
    }
}

#[tokio::test]
async fn what_an_operator_writes_in_the_topic_reaches_the_person() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("Your set is on its way, a minute more.").await;
    olga.sends("// she had the same in March").await;
    olga.sends("/note a second note").await;
    olga.sends_album(selfies(2)).await;
    olga.sends_other(Other::Voice).await;
    insta::assert_snapshot!(talk(&olga), @r"
    Bot: TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 🆕 New, waiting since 02.03.2026 09:00 | ✋ Nobody has taken it yet | ⏰ First answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Bot pins: TKT-2026-001 · 🟢 P4 · 🖼 Portraits
    Bot: Where is my set?
    Olga: Your set is on its way, a minute more.
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    Olga: // she had the same in March
    Bot reacts ✍ to: // she had the same in March
    Olga: /note a second note
    Bot reacts ✍ to: /note a second note
    Olga sends 2 photos as an album
    Olga sends a voice message
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 💬 Support · TKT-2026-001
         Your set is on its way, a minute more.
    Bot sends an album of 2 photos
    Bot copies a voice message
    ");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @r"
    Anna sent text text: Where is my set?
    Olga sent text text: Your set is on its way, a minute more.
    Olga none system_note text: // she had the same in March
    Olga none system_note text: /note a second note
    Olga sent text photo: 
    Olga sent text photo: 
    Olga sent text voice:
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_can_not_answer_is_told_so_once() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let igor = world.in_staff_group(204, "Igor");
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.transcript();
    for outsider in [&vera, &igor] {
        let outsider = world.in_topic("TKT-2026-001", outsider);
        outsider.sends("Hello Anna!").await;
        outsider.sends("Are you there?").await;
    }
    topic.person.anonymously().sends("Hello Anna!");
    world.settle().await;
    topic.sends("/anser Hello Anna!").await;
    igor.sends("Good morning, all!").await;
    world.olga().sends("Good morning!").await;
    insta::assert_snapshot!(talk(&topic), @r"
    Vera: Hello Anna!
    Bot (↪ “Hello Anna!”): Vera, this did not go to the customer: your role here is viewer. An operator can send it, and an admin can give you the role.
    Vera: Are you there?
    Igor: Hello Anna!
    Bot (↪ “Hello Anna!”): Igor, this did not go to the customer: only members of the staff answer here, and I don’t know your account. An owner can add it with pinglass admin.
    Igor: Are you there?
    Anonymous admin: Hello Anna!
    Bot (↪ “Hello Anna!”): This did not go to the customer: you write as the group, so I can’t tell who you are. Switch “Remain anonymous” off in your admin rights and send it again.
    Olga: /anser Hello Anna!
    Bot (↪ “/anser Hello Anna!”): There is no command /anser, so nothing was done and nothing was sent. To send it to the customer, write it without the slash.
    ");
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn what_only_tells_of_something_is_no_answer() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    let topic = world.staff_group().find_topic("TKT-2026-001").unwrap();
    world
        .staff_group()
        .rename_topic(&olga.person, topic.id, "TKT-2026-001 Anna, urgent");
    world.settle().await;
    olga.taps("Take").await;
    assert_eq!(anna.transcript(), "");
    let answers: i64 = world
        .value("select count(*) from ticket_messages where sender_type = 'operator'")
        .await;
    assert_eq!(answers, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn an_update_that_comes_twice_is_one_answer() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    for words in ["On its way", "// a note", "/a hello", "/take"] {
        olga.person.sends(words);
        for update in world.telegram.take_updates() {
            world.handles_twice(update).await;
        }
    }
    let said = anna.transcript();
    assert_eq!(said.matches("On its way").count(), 1, "{said}");
    assert_eq!(said.matches("Hello Anna").count(), 1, "{said}");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @r"
    Anna sent text text: Where is my set?
    Olga sent text text: On its way
    Olga none system_note text: // a note
    Olga sent text text: Hello Anna! I’m Olga from the support team.

    Thank you for writing. I’m looking into it and will be back with an answer shortly.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn without_topics_an_answer_is_a_reply() {
    let world = World::with_staff_group(GroupKind::Plain).await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_a_ticket("Where is my set?").await;
    boris.has_a_ticket("Где деньги?").await;
    let olga = world.olga();
    olga.transcript();
    olga.replies_to("Where is my set?", "On its way.").await;
    olga.replies_to("TKT-2026-002", "Уже возвращаем.").await;
    olga.replies_to("Где деньги?", "// ask the bank").await;
    olga.replies_to("On its way.", "And here it is.").await;
    olga.replies_to("TKT-2026-001", "/resolve").await;
    olga.sends("Good morning!").await;
    olga.sends("/wait").await;
    olga.sends("/wait TKT-2026-2").await;
    insta::assert_snapshot!(talk(&olga), @r"
    Olga (↪ “TKT-2026-001 · Anna”): On its way.
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    Olga (↪ “TKT-2026-002 · Борис”): Уже возвращаем.
    Bot (edited): TKT-2026-002 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    Olga (↪ “TKT-2026-002 · Борис”): // ask the bank
    Bot reacts ✍ to: // ask the bank
    Olga (↪ “On its way.”): And here it is.
    Olga (↪ “TKT-2026-001 · Anna”): /resolve
    Bot reacts 👌 to: /resolve
    Bot (↪ “TKT-2026-001 · 🟢 P4 · 🖼 Portraits”): TKT-2026-001
         ✅ Resolved by Olga.
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | ✅ Resolved, 02.03.2026 09:00 | ✋ Olga has it
    Olga: Good morning!
    Olga: /wait
    Bot (↪ “/wait”): Which ticket? Write this in its topic, as a reply to its card, or with its number: /wait TKT-2026-001
    Olga: /wait TKT-2026-2
    Bot reacts 👌 to: /wait TKT-2026-2
    Bot (↪ “TKT-2026-002 · 🟢 P4 · 🖼 Portraits”): TKT-2026-002
         ⏳ Olga waits for the customer. The clock stands still.
    Bot (edited): TKT-2026-002 · 🟢 P4 · 🖼 Portraits | ⏳ We wait for Борис since 02.03.2026 09:00 | ✋ Olga has it | ⏸ The clock stands still while we wait
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (↪ “Where is my set?”): 💬 Support · TKT-2026-001
         On its way.
    Bot (↪ “💬 Support · TKT-2026-001”): And here it is.
    Bot: ✅ Our team has marked TKT-2026-001 as solved. Is it?

         If so, the stars tell us how we did. If not, open it again or just reply to this message, within 7 days.
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [🔓 No, open it again]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot (↪ “Где деньги?”): 💬 Поддержка · TKT-2026-002
         Уже возвращаем.
    Bot: 💬 TKT-2026-002: наша команда ждёт вашего ответа. Просто напишите сюда.
         [👀 Что с ним сейчас]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_is_written_to_who_was_erased() {
    let world = World::with_staff_speaking("ru").await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    world
        .execute("update support_tickets set telegram_chat_id = null, user_id = null")
        .await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    olga.sends("On its way.").await;
    olga.sends("/a hello").await;
    insta::assert_snapshot!(talk(&olga), @r"
    Olga: On its way.
    Bot (↪ “On its way.”): Это осталось заметкой и не отправлено: данные клиента удалены, писать некому.
    Olga: /a hello
    Bot (↪ “/a hello”): Это осталось заметкой и не отправлено: данные клиента удалены, писать некому.
    ");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @r"
    Anna sent text text: Where is my set?
    Olga none system_note text: On its way.
    ");
    world.ends_well().await;
}
