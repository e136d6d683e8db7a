//! The list of commands of the staff group, which depends on the role.

use crate::world::World;

#[tokio::test]
async fn an_admin_is_told_of_all_commands() {
    let world = World::with_staff().await;
    world.olga().sends("/help").await;
    let said = world.staff_group().transcript();
    let begins: Vec<&str> = said.lines().take(52).collect();
    insta::assert_snapshot!(begins.join("\n"), @r"
    Olga: /help
    Bot: Olga, your role here: admin

         You may look, serve customers, move money, change settings.

         👥 Staff
         /help: What you may do here
         /staff: Who is of the staff, and what they did last
         /audit: What was done, by whom: /audit oleg, refund, payment:12, 2026-11

         💬 Support
         /tickets: Open tickets: what is due first, yours, overdue
         /ticket: The history of a ticket, or the tickets of a person
         /week: The support's week as a picture
         /a: Answers that are given often
         /note: A note among you, about a ticket
         /del: Take an answer back: write it as a reply to the answer
         /take: Take a ticket
         /release: Release a ticket
         /priority: Give a ticket another priority: P1 to P4
         /p1: Priority P1: money or a paid set
         /p2: Priority P2
         /p3: Priority P3
         /p4: Priority P4
         /escalate: Ask for help with a ticket
         /wait: Wait for a word of the customer
         /resume: Stop waiting
         /resolve: The question is solved
         /reopen: Open a ticket again
         /canned: Edit the answers of /a

         🤝 Partners and withdrawals
         /withdrawals: Withdrawals: open, mine, sent; with a month such as 2026-03 as a file
         /withdrawal: A withdrawal’s card once more: /withdrawal 12
         /reject: Reject a withdrawal in your words, as an answer to its card
         /applications: Applications of partners: what waits, what was decided
         /partner: A partner: /partner @name, a number or a code. With a rate behind it: change it

         💳 Money
         /policy: The rules of refunds

         📣 Broadcasts
         /broadcast: Write to many people at once
         /broadcasts: The latest broadcasts, with what came of them

         📊 How it goes
         /stats: How the business goes: day, week or month
         /export: Payments, sets, people … as a file
         /health: Whether everything works, and who waits

         🎚 Switches
         /switches: Sales, ways to pay, styles and maintenance: on or off
    ");
    assert!(
        said.ends_with("/preview: What the styles look like: examples for customers"),
        "{said}"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn an_operator_is_told_what_they_may_do() {
    let world = World::with_staff().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    oleg.sends("/help").await;
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Oleg: /help
    Bot: Oleg, your role here: operator

         You may look, serve customers, move money.

         👥 Staff
         /help: What you may do here
         /staff: Who is of the staff, and what they did last
         /audit: What was done, by whom: /audit oleg, refund, payment:12, 2026-11

         💬 Support
         /tickets: Open tickets: what is due first, yours, overdue
         /ticket: The history of a ticket, or the tickets of a person
         /week: The support's week as a picture
         /a: Answers that are given often
         /note: A note among you, about a ticket
         /del: Take an answer back: write it as a reply to the answer
         /take: Take a ticket
         /release: Release a ticket
         /priority: Give a ticket another priority: P1 to P4
         /p1: Priority P1: money or a paid set
         /p2: Priority P2
         /p3: Priority P3
         /p4: Priority P4
         /escalate: Ask for help with a ticket
         /wait: Wait for a word of the customer
         /resume: Stop waiting
         /resolve: The question is solved
         /reopen: Open a ticket again

         🤝 Partners and withdrawals
         /withdrawals: Withdrawals: open, mine, sent; with a month such as 2026-03 as a file
         /withdrawal: A withdrawal’s card once more: /withdrawal 12
         /reject: Reject a withdrawal in your words, as an answer to its card
         /applications: Applications of partners: what waits, what was decided
         /partner: A partner: /partner @name, a number or a code. With a rate behind it: change it

         💳 Money
         /policy: The rules of refunds

         📊 How it goes
         /stats: How the business goes: day, week or month
         /export: Payments, sets, people … as a file
         /health: Whether everything works, and who waits

         🎚 Switches
         /switches: Sales, ways to pay, styles and maintenance: on or off

         🧑 People and their payments
         /user: A person by number, @name, payment, ticket or first name
         /ban: Block a person: who, and why
         /unban: Let a person in again
         /order: The whole life of a payment
         /followups: Payments to look at again

         🖼 Catalogue
         /tiers: Sets and prices
         /tier: One set: show it, change its price, photos, name or place
         /prompts: Prompts: list, show, write, try, switch
         /prompt: One prompt, by its number or key
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_viewer_is_told_what_they_may_do() {
    let world = World::with_staff().await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    vera.sends("/help").await;
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Vera: /help
    Bot: Vera, your role here: viewer

         You may look.

         👥 Staff
         /help: What you may do here
         /staff: Who is of the staff, and what they did last
         /audit: What was done, by whom: /audit oleg, refund, payment:12, 2026-11

         💬 Support
         /tickets: Open tickets: what is due first, yours, overdue
         /ticket: The history of a ticket, or the tickets of a person
         /week: The support's week as a picture

         🤝 Partners and withdrawals
         /withdrawals: Withdrawals: open, mine, sent; with a month such as 2026-03 as a file
         /withdrawal: A withdrawal’s card once more: /withdrawal 12
         /applications: Applications of partners: what waits, what was decided
         /partner: A partner: /partner @name, a number or a code. With a rate behind it: change it

         💳 Money
         /policy: The rules of refunds

         📊 How it goes
         /stats: How the business goes: day, week or month
         /health: Whether everything works, and who waits

         🎚 Switches
         /switches: Sales, ways to pay, styles and maintenance: on or off

         🧑 People and their payments
         /user: A person by number, @name, payment, ticket or first name
         /order: The whole life of a payment
         /followups: Payments to look at again

         🖼 Catalogue
         /tiers: Sets and prices
         /tier: One set: show it, change its price, photos, name or place
         /prompts: Prompts: list, show, write, try, switch
         /prompt: One prompt, by its number or key
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn the_group_speaks_the_language_that_is_set() {
    let world = World::with_staff_speaking("ru").await;
    let olga = world.olga();
    olga.sends("/help@PinGlass_bot").await;
    let said = olga.transcript();
    let begins: Vec<&str> = said.lines().take(52).collect();
    insta::assert_snapshot!(begins.join("\n"), @r"
    Olga: /help@PinGlass_bot
    Bot: Olga, ваша роль здесь: администратор

         Вам можно: смотреть, помогать клиентам, распоряжаться деньгами, менять настройки.

         👥 Сотрудники
         /help: Что вам здесь можно
         /staff: Кто у нас работает и что делал последним
         /audit: Кто что сделал: /audit oleg, refund, payment:12, 2026-11

         💬 Поддержка
         /tickets: Открытые обращения: что срочно, ваши, просроченные
         /ticket: История обращения или обращения человека
         /week: Неделя поддержки на одной картинке
         /a: Готовые ответы
         /note: Заметка к обращению, только для своих
         /del: Забрать ответ назад: напишите в ответ на него
         /take: Взять обращение
         /release: Освободить обращение
         /priority: Другая срочность: от P1 до P4
         /p1: Срочность P1: деньги или оплаченный набор
         /p2: Срочность P2
         /p3: Срочность P3
         /p4: Срочность P4
         /escalate: Позвать на помощь
         /wait: Ждать слова клиента
         /resume: Больше не ждать
         /resolve: Вопрос решён
         /reopen: Открыть обращение снова
         /canned: Тексты готовых ответов для /a

         🤝 Партнёры и выплаты
         /withdrawals: Выплаты: открытые, мои, отправленные; с месяцем, например 2026-03, — файлом
         /withdrawal: Показать карточку выплаты ещё раз: /withdrawal 12
         /reject: Отклонить выплату своими словами, ответом на её карточку
         /applications: Заявки партнёров: что ждёт и что решено
         /partner: Партнёр: /partner @имя, номер или код. Со ставкой после него: сменить её

         💳 Деньги
         /policy: Правила возврата

         📣 Рассылки
         /broadcast: Написать сразу многим
         /broadcasts: Последние рассылки и что из них вышло

         📊 Как идут дела
         /stats: Как идут дела: день, неделя или месяц
         /export: Платежи, наборы, люди… файлом
         /health: Всё ли работает и кто ждёт

         🎚 Переключатели
         /switches: Продажи, способы оплаты, стили и техработы: включить или выключить
    ");
    assert!(
        said.ends_with("/preview: Как выглядят стили: примеры для клиентов"),
        "{said}"
    );
    world.ends_well().await;
}
