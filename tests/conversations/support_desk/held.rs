//! Two operators do not answer past each other, and nobody answers a closed ticket by mistake.

use chrono::TimeDelta;

use super::talk;
use crate::world::{Friend, World, selfies};

/// Anna's ticket, which Olga has just answered, and Oleg in its topic.
async fn with_an_answer(world: &World) -> (Friend<'_>, Friend<'_>, Friend<'_>) {
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    olga.sends("It is being made, a minute more.").await;
    anna.transcript();
    olga.transcript();
    world.turn_clock(TimeDelta::seconds(8));
    (anna, olga, oleg)
}

#[tokio::test]
async fn a_second_answer_within_seconds_asks_its_author() {
    let world = World::with_staff().await;
    let (anna, olga, oleg) = with_an_answer(&world).await;
    oleg.sends("Please send us a screenshot.").await;
    assert_eq!(anna.transcript(), "");
    olga.taps("Send mine too").await;
    assert_eq!(anna.transcript(), "");
    oleg.taps("Send mine too").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: Please send us a screenshot.
    ");
    oleg.sends("And tell us your phone’s model.").await;
    olga.sends("// let him do it").await;
    insta::assert_snapshot!(talk(&oleg), @r"
    Oleg: Please send us a screenshot.
    Bot (↪ “Please send us a screenshot.”): ✋ Olga answered 8 seconds ago: “It is being made, a minute more.”

         Yours was not sent yet.
         [✅ Send mine too] [🗑 Don’t send]
    Olga taps [✅ Send mine too]
    Bot (popup): Only Oleg can decide this.
    Oleg taps [✅ Send mine too]
    Bot (edited): ✅ It is sent.
    Oleg: And tell us your phone’s model.
    Bot (↪ “And tell us your phone’s model.”): It is sent. Olga has this ticket.
         [✋ Take over]
    Olga: // let him do it
    Bot reacts ✍ to: // let him do it
    ");
    assert_eq!(anna.transcript(), "Bot: And tell us your phone’s model.");
    world.ends_well().await;
}

#[tokio::test]
async fn a_second_answer_may_stay_unsent() {
    let world = World::with_staff().await;
    let (anna, _, oleg) = with_an_answer(&world).await;
    oleg.sends_album(selfies(3)).await;
    oleg.person.taps("Don’t send").unwrap();
    oleg.person.taps("Send mine too").unwrap();
    world.settle().await;
    world.advance(TimeDelta::minutes(10)).await;
    insta::assert_snapshot!(talk(&oleg), @r"
    Oleg sends 3 photos as an album
    Bot (↪ the photo): ✋ Olga answered 8 seconds ago: “It is being made, a minute more.”

         Yours was not sent yet.
         [✅ Send mine too] [🗑 Don’t send]
    Oleg taps [🗑 Don’t send]
    Oleg taps [✅ Send mine too]
    Bot (edited): 🗑 It was not sent, and stays here as a note.
    Bot (popup): This is decided already. Write it again if it should go.
    ");
    assert_eq!(anna.transcript(), "");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @r"
    Anna sent text text: Where is my set?
    Olga sent text text: It is being made, a minute more.
    Oleg none system_note photo: 
    Oleg none system_note photo: 
    Oleg none system_note photo:
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_nobody_decides_on_is_not_sent_and_that_is_said() {
    let world = World::with_staff().await;
    let (anna, _, oleg) = with_an_answer(&world).await;
    oleg.sends("Please send us a screenshot.").await;
    oleg.transcript();
    world.advance(TimeDelta::minutes(4)).await;
    assert_eq!(oleg.transcript(), "");
    world.advance(TimeDelta::minutes(1)).await;
    oleg.taps("Send mine too").await;
    insta::assert_snapshot!(talk(&oleg), @r"
    Bot: ⚠️ Oleg, this was not sent, as you did not decide within 5 minutes: “Please send us a screenshot.” Write it again if it should still go.
    Oleg taps [✅ Send mine too]
    Bot (popup): This is decided already. Write it again if it should go.
    ");
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn answers_apart_or_after_a_word_of_the_person_are_not_held() {
    let world = World::with_staff().await;
    let (anna, _, oleg) = with_an_answer(&world).await;
    anna.sends("Thanks!").await;
    oleg.sends("You are welcome.").await;
    world.turn_clock(TimeDelta::seconds(61));
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("Here it is.").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Thanks!
    Bot reacts ✍ to: Thanks!
    Bot: You are welcome.
    Bot: Here it is.
    ");
    // Whose ticket it is is said once.
    oleg.sends("Good night, Anna.").await;
    world.turn_clock(TimeDelta::seconds(61));
    oleg.sends("Until tomorrow.").await;
    oleg.taps("Take over").await;
    world.advance(TimeDelta::minutes(5)).await;
    insta::assert_snapshot!(talk(&oleg), @r"
    Bot: Thanks!
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💬 Anna waits for an answer since 02.03.2026 09:00 | ✋ Olga has it | ⏰ Next answer due by 03.03.2026 09:00 | 🏁 To be solved by 05.03.2026 09:00
    Oleg: You are welcome.
    Bot (↪ “You are welcome.”): It is sent. Olga has this ticket.
         [✋ Take over]
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    Olga: Here it is.
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:01 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    Oleg: Good night, Anna.
    Bot (↪ “Good night, Anna.”): ✋ Olga answered a second ago: “Here it is.”

         Yours was not sent yet.
         [✅ Send mine too] [🗑 Don’t send]
    Oleg: Until tomorrow.
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:02 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    Oleg taps [✋ Take over]
    Bot (popup): TKT-2026-001 is yours.
    Bot: ✋ Oleg has taken it.
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:02 | ✋ Oleg has it | 🏁 To be solved by 05.03.2026 09:00
    Bot: ⚠️ Oleg, this was not sent, as you did not decide within 5 minutes: “Good night, Anna.” Write it again if it should still go.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_closed_ticket_is_opened_again_before_it_is_answered() {
    let world = World::with_staff().await;
    let (anna, olga, oleg) = with_an_answer(&world).await;
    olga.sends("/resolve").await;
    world.advance(TimeDelta::days(8)).await;
    anna.transcript();
    olga.transcript();
    oleg.sends("One thing more.").await;
    oleg.sends("/a bye").await;
    assert_eq!(anna.transcript(), "");
    oleg.taps("Open again and send").await;
    insta::assert_snapshot!(talk(&oleg), @r"
    Oleg: One thing more.
    Bot (↪ “One thing more.”): 🔒 TKT-2026-001 is closed, so this was not sent.
         [🔓 Open again and send]
         [🗑 Don’t send]
    Oleg: /a bye
    Bot (↪ “/a bye”): TKT-2026-001 is 🔒 closed. Open it again first.
    Oleg taps [🔓 Open again and send]
    Bot (edited): ✅ It is sent.
    Bot: 🔓 Opened again by Oleg.
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 10.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 13.03.2026 09:00
    ");
    assert!(anna.transcript().contains("Bot: One thing more."));
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "in_progress");
    world.ends_well().await;
}

#[tokio::test]
async fn a_closed_ticket_stays_closed_beside_a_newer_one() {
    let world = World::with_staff().await;
    let (anna, olga, oleg) = with_an_answer(&world).await;
    olga.sends("/resolve").await;
    world.advance(TimeDelta::days(8)).await;
    anna.transcript();
    olga.transcript();
    anna.has_a_ticket("Another question").await;
    oleg.transcript();
    oleg.sends("One thing more.").await;
    oleg.taps("Open again and send").await;
    oleg.taps("Don’t send").await;
    oleg.sends("/reopen").await;
    insta::assert_snapshot!(talk(&oleg), @r"
    Oleg: One thing more.
    Bot (↪ “One thing more.”): 🔒 TKT-2026-001 is closed, so this was not sent.
         [🔓 Open again and send]
         [🗑 Don’t send]
    Oleg taps [🔓 Open again and send]
    Bot (popup): The customer has a newer ticket that is open, TKT-2026-002. Please answer there.
    Oleg taps [🗑 Don’t send]
    Bot (edited): 🗑 It was not sent, and stays here as a note.
    Oleg: /reopen
    Bot (↪ “/reopen”): The customer has a newer ticket that is open, TKT-2026-002. Please answer there.
    ");
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_to_a_resolved_ticket_goes_out_and_leaves_it_resolved() {
    let world = World::with_staff().await;
    let (anna, olga, oleg) = with_an_answer(&world).await;
    olga.sends("/resolve").await;
    world.turn_clock(TimeDelta::minutes(2));
    oleg.sends("Enjoy it!").await;
    oleg.sends("And come back.").await;
    oleg.taps("Open again").await;
    insta::assert_snapshot!(talk(&oleg), @r"
    Olga: /resolve
    Bot reacts 👌 to: /resolve
    Bot: ✅ Resolved by Olga.
    Bot changes the topic's icon to ✅
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | ✅ Resolved, 02.03.2026 09:00 | ✋ Olga has it
    Oleg: Enjoy it!
    Bot (↪ “Enjoy it!”): It is sent. TKT-2026-001 stays resolved; the customer can open it again with a reply or a tap.
         [🔓 Open again]
    Oleg: And come back.
    Oleg taps [🔓 Open again]
    Bot (popup): TKT-2026-001 is open again.
    Bot: 🔓 Opened again by Oleg.
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:02 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:02
    ");
    assert!(anna.transcript().contains("Bot: Enjoy it!"));
    world.ends_well().await;
}
