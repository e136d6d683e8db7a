//! The card of a ticket: what it says of its person, and what can be tapped below it.

use chrono::TimeDelta;

use super::talk;
use crate::world::{Friend, World};

#[tokio::test]
async fn a_card_tells_of_sets_and_payments_and_gives_money_back() {
    let world = World::selling_by("stars").await;
    let anna = crate::conversations::staff_money::with_an_unused_set(&world).await;
    anna.has_a_ticket("Give me my money back").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.taps("Refund").await;
    olga.taps("№ 1, 350").await;
    olga.taps("Yes, give it back").await;
    olga.taps("№ 1, 350").await;
    world.advance(TimeDelta::minutes(2)).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: TKT-2026-001 · 🔴 P1 · 🖼 Portraits
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 10:00
         🏁 To be solved by 02.03.2026 13:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Paid: 350 ⭐ (1). The last: № 1, 350 ⭐, 🎁 paid, not used yet
         [✋ Take]
         [🔺 Priority: P1] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
         [↩️ Refund …]
    Bot pins: TKT-2026-001 · 🔴 P1 · 🖼 Portraits
    Bot: Give me my money back
    Olga taps [↩️ Refund …]
    Bot: Which payment of the customer of TKT-2026-001 goes back? You will be asked once more.
         [↩️ № 1, 350 ⭐, 02.03.2026]
    Olga taps [↩️ № 1, 350 ⭐, 02.03.2026]
    Bot: ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         Nothing has been made of it.
         [↩️ Yes, give it back]
         [✖️ Leave it]
    Olga taps [↩️ Yes, give it back]
    Bot (edited): ↩️ Payment № 1 goes back: 350 ⭐. Decided by Olga.
    Olga taps [↩️ № 1, 350 ⭐, 02.03.2026]
    Bot (popup): Payment № 1 has nothing left to give back.
    Bot (edited): TKT-2026-001 · 🔴 P1 · 🖼 Portraits
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 10:00
         🏁 To be solved by 02.03.2026 13:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Paid: 350 ⭐ (1), given back: 1. The last: № 1, 350 ⭐, ↩️ given back
         [✋ Take]
         [🔺 Priority: P1] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    ");
    assert_eq!(world.given_back().await, (1, 1));
    world.ends_well().await;
}

/// Boris, whose second ticket this is, with a set; Olga in its topic.
async fn with_a_second_ticket(world: &World) -> (Friend<'_>, Friend<'_>) {
    let boris = world.boris();
    boris.has_paid().await;
    world.kie_finishes().await;
    boris.has_a_ticket("Не похоже на меня").await;
    world
        .in_topic("TKT-2026-001", &world.olga())
        .sends("/resolve")
        .await;
    world.advance(TimeDelta::days(8)).await;
    boris.has_a_ticket("Снова не похоже").await;
    let olga = world.in_topic("TKT-2026-002", &world.olga());
    (boris, olga)
}

#[tokio::test]
async fn a_card_tells_all_of_its_person() {
    let world = World::with_staff_speaking("ru").await;
    let (boris, olga) = with_a_second_ticket(&world).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: TKT-2026-002 · 🟡 P3 · 🖼 Портреты
         🆕 Новое, ждёт с 10.03.2026 09:00
         ✋ Пока никто не взял
         ⏰ Первый ответ до 10.03.2026 13:00
         🏁 Решить до 11.03.2026 09:00

         👤 Борис · Русский · с нами с 02.03.2026
         🖼 Наборов: 1. Последний: 🌿 Лайфстайл, 7 из 7, готов
         💳 Оплачено: 350 ⭐ (1). Последняя: № 1, 350 ⭐, ✅ оплачен
         🗂 Раньше: TKT-2026-001
         [✋ Взять]
         [🔺 Срочность: P3] [⏫ Позвать на помощь]
         [⏳ Ждать клиента] [✅ Решено]
         [↩️ Вернуть деньги …] [📜 Раньше]
    Bot pins: TKT-2026-002 · 🟡 P3 · 🖼 Портреты
    Bot: Снова не похоже
    ");
    boris.person.blocks_bot();
    world.execute("update users set is_banned = true").await;
    world.execute("update support_tickets set rating = 4").await;
    olga.taps("Позвать на помощь").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [⏫ Позвать на помощь]
    Bot (popup): Теперь 🟠 P2. Коллеги увидят, что нужна помощь.
    Bot (edited): TKT-2026-002 · 🟠 P2 · 🖼 Портреты · ⏫ нужна помощь
         🆕 Новое, ждёт с 10.03.2026 09:00
         ✋ Пока никто не взял
         ⏰ Первый ответ до 10.03.2026 13:00
         🏁 Решить до 10.03.2026 17:00

         👤 Борис · Русский · с нами с 02.03.2026
         🚫 Заблокирован у нас
         📵 Заблокировал бота
         🖼 Наборов: 1. Последний: 🌿 Лайфстайл, 7 из 7, готов
         💳 Оплачено: 350 ⭐ (1). Последняя: № 1, 350 ⭐, ✅ оплачен
         🗂 Раньше: TKT-2026-001
         ⭐ 4 из 5
         [✋ Взять]
         [🔺 Срочность: P2] [⏫ Позвать на помощь]
         [⏳ Ждать клиента] [✅ Решено]
         [↩️ Вернуть деньги …] [📜 Раньше]
    Bot: ⏫ Теперь 🟠 P2: Olga зовёт на помощь.
    Bot changes the topic's icon to 🔥
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_card_is_worked_with_by_taps() {
    let world = World::with_staff_speaking("ru").await;
    let (_, olga) = with_a_second_ticket(&world).await;
    talk(&olga);
    olga.taps("Раньше").await;
    olga.taps("Срочность").await;
    olga.taps("Назад").await;
    olga.taps("Срочность").await;
    olga.taps("P1").await;
    olga.taps("Ждать клиента").await;
    olga.taps("Больше не ждать").await;
    world.advance(TimeDelta::hours(5)).await;
    olga.taps("Решено").await;
    olga.taps("Открыть снова").await;
    insta::assert_snapshot!(talk(&olga), @r"
    Olga taps [📜 Раньше]
    Bot: Прежние обращения клиента, TKT-2026-002
         TKT-2026-001 · 🔒 закрыто · 02.03.2026 09:00
    Olga taps [🔺 Срочность: P3]
    Bot (edited): TKT-2026-002 · 🟡 P3 · 🖼 Портреты | 🆕 Новое, ждёт с 10.03.2026 09:00 | ✋ Пока никто не взял | ⏰ Первый ответ до 10.03.2026 13:00 | 🏁 Решить до 11.03.2026 09:00
    Olga taps [‹ Назад]
    Bot (edited): TKT-2026-002 · 🟡 P3 · 🖼 Портреты | 🆕 Новое, ждёт с 10.03.2026 09:00 | ✋ Пока никто не взял | ⏰ Первый ответ до 10.03.2026 13:00 | 🏁 Решить до 11.03.2026 09:00
    Olga taps [🔺 Срочность: P3]
    Bot (edited): TKT-2026-002 · 🟡 P3 · 🖼 Портреты | 🆕 Новое, ждёт с 10.03.2026 09:00 | ✋ Пока никто не взял | ⏰ Первый ответ до 10.03.2026 13:00 | 🏁 Решить до 11.03.2026 09:00
    Olga taps [🔴 P1]
    Bot (popup): Теперь 🔴 P1.
    Bot (edited): TKT-2026-002 · 🔴 P1 · 🖼 Портреты | 🆕 Новое, ждёт с 10.03.2026 09:00 | ✋ Пока никто не взял | ⏰ Первый ответ до 10.03.2026 10:00 | 🏁 Решить до 10.03.2026 13:00
    Bot: Теперь 🔴 P1: Olga.
    Olga taps [⏳ Ждать клиента]
    Bot (popup): Теперь ждём клиента, ему об этом сообщат.
    Bot (edited): TKT-2026-002 · 🔴 P1 · 🖼 Портреты | ⏳ С 10.03.2026 09:00 ждём клиента: Борис | ✋ Пока никто не взял | ⏸ Пока мы ждём, часы стоят
    Bot: ⏳ Olga ждёт клиента. Часы стоят.
    Bot changes the topic's icon to ☕️
    Olga taps [▶️ Больше не ждать]
    Bot (popup): Больше не ждём.
    Bot (edited): TKT-2026-002 · 🔴 P1 · 🖼 Портреты | 💬 Борис ждёт ответа с 10.03.2026 09:00 | ✋ Пока никто не взял | ⏰ Первый ответ до 10.03.2026 10:00 | 🏁 Решить до 10.03.2026 13:00
    Bot: ▶️ Olga больше не ждёт.
    Bot changes the topic's icon to 👀
    Bot: 🔺 P1, и всё ещё никто не ответил: человек ждёт с 09:00.
         ⏰ Первый ответ нужен до 10:00. Обращение пока никто не взял.
    Bot changes the topic's icon to 🔥
    Bot (edited): TKT-2026-002 · 🔴 P1 · 🖼 Портреты · ⏫ нужна помощь | 💬 Борис ждёт ответа с 10.03.2026 09:00 | ✋ Пока никто не взял | ⏰ Первый ответ до 10.03.2026 10:00 | 🏁 Решить до 10.03.2026 13:00
    Bot: ⏰ Первый ответ нужен до 10:00. Обращение пока никто не взял.
    Bot: ⌛ Первый ответ был нужен до 10:00. Обращение пока никто не взял.
    Bot: ⏰ Решить нужно до 13:00. Обращение пока никто не взял.
    Bot: ⌛ Решить нужно было до 13:00. Обращение пока никто не взял.
    Olga taps [✅ Решено]
    Bot (popup): Решено. Клиенту об этом сообщат.
    Bot (edited): TKT-2026-002 · 🔴 P1 · 🖼 Портреты | ✅ Решено 10.03.2026 14:00
    Bot: ✅ Решено: Olga.
    Bot changes the topic's icon to ✅
    Olga taps [🔓 Открыть снова]
    Bot (popup): TKT-2026-002 снова открыто.
    Bot (edited): TKT-2026-002 · 🔴 P1 · 🖼 Портреты · ⏫ нужна помощь | 💬 Открыто, пока никто не ответил | ✋ Пока никто не взял | 🔥 Первый ответ просрочен с 10.03.2026 10:00 | 🔥 Решение просрочено с 10.03.2026 13:00
    Bot: 🔓 Снова открыто: Olga.
    Bot changes the topic's icon to 🔥
    ");
    world.ends_well().await;
}
