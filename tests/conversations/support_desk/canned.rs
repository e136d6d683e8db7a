//! Answers that are given often: in the person's language, worded by the staff.

use chrono::TimeDelta;

use crate::world::World;

#[tokio::test]
async fn an_answer_goes_out_in_the_persons_language() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_a_ticket("Where is my set?").await;
    boris.has_a_ticket("Где набор?").await;
    world.olga().transcript();
    let olga = world.olga();
    olga.sends("/a").await;
    olga.sends("/a hello").await;
    olga.sends("/a hello TKT-2026-001").await;
    let topic = world.in_topic("TKT-2026-002", &olga);
    topic.sends("/a HELLO").await;
    topic.sends("/a helo").await;
    topic.sends("/a delay").await;
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Olga: /a
    Bot: Answers that are given often

         /a again (en, ru): Thank you, {name}. I have found the reason and it is mended…
         /a bye (en, ru): I’m glad that this is solved, {name}! If anything else come…
         /a delay (en, ru): Your set {set} takes longer than it should, and I’m sorry f…
         /a details (en, ru): {name}, to find out what happened I need a little more: wha…
         /a hello (en, ru): Hello {name}! I’m {operator} from the support team. Thank y…
         /a photos (en, ru): Portraits come out best when the photos do: • your face lar…
         /a refund (en, ru): {name}, your payment {payment} is on its way back to you. I…

         Write /a hello in a ticket’s topic. It goes out in the customer’s language. An admin words them with /canned, with these placeholders:
         {name} the customer’s name
         {ticket} the ticket’s number
         {operator} your first name
         {set} the newest set
         {payment} the newest payment
    Olga: /a hello
    Bot (↪ “/a hello”): Which ticket? Write this in its topic, as a reply to its card, or with its number: /a TKT-2026-001
    Olga: /a hello TKT-2026-001
    Bot reacts 👌 to: /a hello TKT-2026-001
    #❗ TKT-2026-001 · Anna · Where is my set? Bot: 📋 Olga sent “hello”:

         Hello Anna! I’m Olga from the support team.

         Thank you for writing. I’m looking into it and will be back with an answer shortly.
    #👀 TKT-2026-001 · Anna · Where is my set? Bot renames the topic to “👀 TKT-2026-001 · Anna · Where is my set?”
    #👀 TKT-2026-001 · Anna · Where is my set? Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    #❗ TKT-2026-002 · Борис · Где набор? Olga: /a HELLO
    #❗ TKT-2026-002 · Борис · Где набор? Bot reacts 👌 to: /a HELLO
    #❗ TKT-2026-002 · Борис · Где набор? Bot: 📋 Olga sent “hello”:

         Здравствуйте, Борис! Меня зовут Olga, я из поддержки.

         Спасибо, что написали. Уже разбираюсь и скоро вернусь с ответом.
    #👀 TKT-2026-002 · Борис · Где набор? Bot renames the topic to “👀 TKT-2026-002 · Борис · Где набор?”
    #👀 TKT-2026-002 · Борис · Где набор? Bot (edited): TKT-2026-002 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Борис · Русский · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    #👀 TKT-2026-002 · Борис · Где набор? Olga: /a helo
    #👀 TKT-2026-002 · Борис · Где набор? Bot (↪ “/a helo”): There is no answer “helo”, and nothing was sent. See /a
    #👀 TKT-2026-002 · Борис · Где набор? Olga: /a delay
    #👀 TKT-2026-002 · Борис · Где набор? Bot (↪ “/a delay”): There is nothing to put in place of {set} in “delay”: the customer has none. Nothing was sent.
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: Hello Anna! I’m Olga from the support team.

         Thank you for writing. I’m looking into it and will be back with an answer shortly.
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: Здравствуйте, Борис! Меня зовут Olga, я из поддержки.

         Спасибо, что написали. Уже разбираюсь и скоро вернусь с ответом.
    ");
    insta::assert_snapshot!(world.words_of("TKT-2026-002").await, @r"
    Anna sent text text: Где набор?
    Olga sent text text: Здравствуйте, Борис! Меня зовут Olga, я из поддержки.

    Спасибо, что написали. Уже разбираюсь и скоро вернусь с ответом.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn answers_are_worded_by_admins() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.olga();
    let topic = world.in_topic("TKT-2026-001", &olga);
    world.staff_group().transcript();
    for command in [
        "/canned",
        "/canned hello de Hallo",
        "/canned hello en Hi {nmae}",
        "/canned hello en Hi {name}, I am {operator}: {ticket}!",
        "/canned ночь ru Доброй ночи, {name}!",
        "/canned nothing en -",
    ] {
        olga.sends(command).await;
    }
    topic.sends("/a hello").await;
    topic.sends("/a ночь").await;
    for command in ["/canned hello en -", "/canned ночь ru -", "/a"] {
        olga.sends(command).await;
    }
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Olga: /canned
    Bot: /canned hello en Hello {name}! words an answer in English.
         /canned hello en - takes the words away; an answer of ours gets its own words back.

         See /a for what there is.
    Olga: /canned hello de Hallo
    Bot: /canned hello en Hello {name}! words an answer in English.
         /canned hello en - takes the words away; an answer of ours gets its own words back.

         See /a for what there is.
    Olga: /canned hello en Hi {nmae}
    Bot: Nothing is known to put in place of {nmae} in “hello”, so nothing was done. The placeholders are in /a
    Olga: /canned hello en Hi {name}, I am {operator}: {ticket}!
    Bot: ✅ “hello” in the language “en” is now:

         Hi {name}, I am {operator}: {ticket}!
    Olga: /canned ночь ru Доброй ночи, {name}!
    Bot: ✅ “ночь” in the language “ru” is now:

         Доброй ночи, {name}!
    Olga: /canned nothing en -
    Bot: “nothing” has no wording in the language “en”, and nothing was sent. An admin can add it with /canned
    #❗ TKT-2026-001 · Anna · Where is my set? Olga: /a hello
    #❗ TKT-2026-001 · Anna · Where is my set? Bot reacts 👌 to: /a hello
    #❗ TKT-2026-001 · Anna · Where is my set? Bot: 📋 Olga sent “hello”:

         Hi Anna, I am Olga: TKT-2026-001!
    #👀 TKT-2026-001 · Anna · Where is my set? Bot renames the topic to “👀 TKT-2026-001 · Anna · Where is my set?”
    #👀 TKT-2026-001 · Anna · Where is my set? Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    #👀 TKT-2026-001 · Anna · Where is my set? Olga: /a ночь
    #👀 TKT-2026-001 · Anna · Where is my set? Bot (↪ “/a ночь”): “ночь” has no wording in the language “en”, and nothing was sent. An admin can add it with /canned
    Olga: /canned hello en -
    Bot: ✅ “hello” in the language “en” is now:

         Hello {name}! I’m {operator} from the support team.

         Thank you for writing. I’m looking into it and will be back with an answer shortly.
    Olga: /canned ночь ru -
    Bot: ✅ “ночь” has no wording in the language “ru” any more.
    Olga: /a
    Bot: Answers that are given often

         /a again (en, ru): Thank you, {name}. I have found the reason and it is mended…
         /a bye (en, ru): I’m glad that this is solved, {name}! If anything else come…
         /a delay (en, ru): Your set {set} takes longer than it should, and I’m sorry f…
         /a details (en, ru): {name}, to find out what happened I need a little more: wha…
         /a hello (en, ru): Hello {name}! I’m {operator} from the support team. Thank y…
         /a photos (en, ru): Portraits come out best when the photos do: • your face lar…
         /a refund (en, ru): {name}, your payment {payment} is on its way back to you. I…

         Write /a hello in a ticket’s topic. It goes out in the customer’s language. An admin words them with /canned, with these placeholders:
         {name} the customer’s name
         {ticket} the ticket’s number
         {operator} your first name
         {set} the newest set
         {payment} the newest payment
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: Hi Anna, I am Olga: TKT-2026-001!
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account canned_answer canned_answer {"name": "hello", "after": "Hi {name}, I am {operator}: {ticket}!", "before": null, "language": "en", "telegram_id": 201}
    no account canned_answer canned_answer {"name": "ночь", "after": "Доброй ночи, {name}!", "before": null, "language": "ru", "telegram_id": 201}
    no account canned_answer canned_answer {"name": "hello", "after": null, "before": "Hi {name}, I am {operator}: {ticket}!", "language": "en", "telegram_id": 201}
    no account canned_answer canned_answer {"name": "ночь", "after": null, "before": "Доброй ночи, {name}!", "language": "ru", "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_may_speak_of_sets_and_payments() {
    let world = World::selling_by("stars").await;
    let boris = world.boris();
    boris.has_paid().await;
    boris.has_a_ticket("Где набор?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("/a delay").await;
    olga.sends("/a refund").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: Ваш набор «🌿 Лайфстайл», Борис делается дольше, чем должен. Простите за ожидание! Он всё ещё в работе и придёт сюда сам, делать ничего не нужно. Если он не получится, вы за него не заплатите.
    Bot: Борис, ваш платёж № 1 (350 ⭐) уже возвращается к вам. Обычно это несколько минут, банку может понадобиться несколько дней. Когда всё будет готово, вам придёт сообщение.
    ");
}

#[tokio::test]
async fn a_canned_answer_is_held_like_any_other() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    olga.sends("A minute more.").await;
    world.turn_clock(TimeDelta::seconds(5));
    olga.transcript();
    oleg.sends("/a details").await;
    oleg.taps("Send mine too").await;
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg: /a details
    Bot (↪ “/a details”): ✋ Olga answered 5 seconds ago: “A minute more.”

         Yours was not sent yet.
         [✅ Send mine too] [🗑 Don’t send]
    Oleg taps [✅ Send mine too]
    Bot (edited): ✅ It is sent.
    Bot: 📋 Oleg sent:

         Anna, to find out what happened I need a little more: what exactly did you do, what did you see instead of what you expected, and about when? A screenshot helps a lot.
    ");
    assert!(anna.transcript().contains("A screenshot helps a lot"));
    world.ends_well().await;
}
