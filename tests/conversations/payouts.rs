//! Withdrawals as the staff handles them: from the card to the money that is sent.

mod checks;
mod details;
mod limits;
mod lists;
mod rejecting;
mod roles;
mod waiting;

use crate::world::{Friend, World};

/// The topic of the cards, in English.
const TOPIC: &str = "Withdrawals";

impl World {
    /// A person who asks for so many roubles of `balance`; another program wrote it down.
    pub async fn has_a_payout(&self, person: &Friend<'_>, amount: i32, balance: i32) -> i32 {
        person.sends("/start").await;
        person.transcript();
        let id: i32 = sqlx::query_scalar(
            "with owner as (
                 select id from users where telegram_user_id = $1
             ),
             book as (
                 insert into referral_balances (user_id, balance, referrals_count, total_earned)
                 select id, $3, 0, $2 + $3 from owner
                 on conflict (user_id) do update set balance = excluded.balance
             )
             insert into withdrawal_requests
                 (user_id, amount, method, details, status, created_at, approvals_needed)
             select id, $2, 'card', '{\"number\": \"4111 1111 1111 1111\", \"name\": \"ANNA\"}', 'pending',
                    $4, case when $2 < 10000 then 1 else 2 end
             from owner
             returning id",
        )
        .bind(person.person.id())
        .bind(amount)
        .bind(balance)
        .bind(self.clock.now().naive_utc())
        .fetch_one(&self.db)
        .await
        .unwrap();
        self.sweeps_payouts().await;
        id
    }

    pub async fn sweeps_payouts(&self) {
        let now = self.clock.now();
        let mut connection = self.connection().await;
        pinglass::referral::plan_recurring(&mut connection, now)
            .await
            .unwrap();
        drop(connection);
        self.settle().await;
    }

    async fn payout_states(&self) -> Vec<(i32, String)> {
        sqlx::query_as("select id, status from withdrawal_requests order by id")
            .fetch_all(&self.db)
            .await
            .unwrap()
    }

    async fn balance_in_roubles(&self) -> String {
        self.value("select balance::text from referral_balances")
            .await
    }

    async fn actions(&self) -> Vec<String> {
        sqlx::query_scalar("select action from admin_audit_log order by id")
            .fetch_all(&self.db)
            .await
            .unwrap()
    }
}

/// A transcript without the middle of its cards, which is the same in each of them.
fn brief(said: &str) -> String {
    let is_middle = |line: &&str| {
        let line = line.trim_start();
        line.is_empty() || line.starts_with(['👤', '💰', '🕓', '🔎', '•', '–', '⚠'])
    };
    let lines: Vec<&str> = said.lines().filter(|line| !is_middle(line)).collect();
    lines.join("\n")
}

#[tokio::test]
async fn money_goes_out_step_by_step_and_the_card_tells() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    world.has_a_payout(&world.anna(), 3000, 1200).await;
    let olga = world.in_topic(TOPIC, &olga);
    let oleg = world.in_topic(TOPIC, &oleg);
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 💸 № 1 · 3,000 ₽ · card
         🆕 Waits for approval

         👤 Anna · 101 · person 1
         💰 Balance 4,200 ₽, 1,200 ₽ after it · earned 4,200 ₽ in all
         🕓 Asked for on 02.03.2026 09:00

         🔎 Here since 02.03.2026
         • The first withdrawal
         • Brought 0 people, 0 of the newest paid
         ⚠️ Look closely:
         – the account is less than three days old
         [✅ Approve] [✖️ Reject]
    ");
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    oleg.taps("Send").await;
    oleg.taps("It is sent").await;
    oleg.taps("Yes, sent").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @r"
    Olga taps [✅ Approve]
    Bot (↪ “💸 № 1 · 3,000 ₽ · card”): Olga, approve № 1: 3,000 ₽ to card?
         [✅ Yes, approve]
         [‹ No]
    Olga taps [✅ Yes, approve]
    Bot (edited): ✅ № 1: 3,000 ₽ to card, approved by Olga. Now somebody sends it.
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         ✅ Approved, to be sent
         02.03.2026 09:00 ✅ approved: Olga
         [💸 Send] [✖️ Reject]
    Oleg taps [💸 Send]
    Bot (opens): https://t.me/pinglass_bot?start=pay_1
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         ✋ Oleg is sending it, since 02.03.2026 09:00
         02.03.2026 09:00 ✅ approved: Olga
         02.03.2026 09:00 ✋ took it: Oleg
         [📋 Details] [👁 As a popup]
         [✅ It is sent] [↩️ Not sent]
    Oleg taps [✅ It is sent]
    Bot (↪ “💸 № 1 · 3,000 ₽ · card”): Oleg, is № 1 (3,000 ₽ to card) sent? This can’t be taken back.
         [✅ Yes, sent]
         [‹ Not yet]
    Oleg taps [✅ Yes, sent]
    Bot (edited): 💸 № 1: 3,000 ₽ to card, sent by Oleg.
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         💸 Sent
         02.03.2026 09:00 ✅ approved: Olga
         02.03.2026 09:00 ✋ took it: Oleg
         02.03.2026 09:00 💸 sent: Oleg
    ");
    assert_eq!(world.payout_states().await, [(1, "completed".to_owned())]);
    assert_eq!(world.balance_in_roubles().await, "1200.00");
    let steps = world.actions().await.join(" ");
    let expected = "withdrawal_approved withdrawal_taken withdrawal_completed";
    assert_eq!(steps, expected);
    world.ends_well().await;
}

#[tokio::test]
async fn from_an_amount_on_two_members_approve() {
    let world = World::with_staff_speaking("ru").await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    world.has_a_payout(&world.boris(), 12_000, 500).await;
    let olga = world.in_topic("Выплаты", &olga);
    let oleg = world.in_topic("Выплаты", &oleg);
    olga.taps("Одобрить").await;
    // The question was put to her.
    oleg.taps("Да, одобрить").await;
    olga.taps("Да, одобрить").await;
    olga.taps("✅ Одобрить").await;
    assert_eq!(world.payout_states().await, [(1, "pending".to_owned())]);
    oleg.taps("✅ Одобрить").await;
    oleg.taps("Да, одобрить").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @r"
    Bot: 💸 № 1 · 12 000 ₽ · карта
         🆕 Ждёт одобрения двоих из вас
         [✅ Одобрить] [✖️ Отклонить]
    Olga taps [✅ Одобрить]
    Bot (↪ “💸 № 1 · 12 000 ₽ · карта”): Olga, одобрить № 1: 12 000 ₽, карта?
         [✅ Да, одобрить]
         [‹ Нет]
    Oleg taps [✅ Да, одобрить]
    Bot (popup): Спрашивали не вас. Воспользуйтесь, пожалуйста, кнопками карточки.
    Olga taps [✅ Да, одобрить]
    Bot (edited): 🕐 № 1: 12 000 ₽, карта. Одобрение: Olga. Нужен ещё один сотрудник.
    Bot (edited): 💸 № 1 · 12 000 ₽ · карта
         🕐 Одобрено: Olga. Нужно одобрение ещё одного сотрудника
         02.03.2026 09:00 ✅ одобрение: Olga
         [✅ Одобрить] [✖️ Отклонить]
    Olga taps [✅ Одобрить]
    Bot (alert): Вы её уже одобрили. Теперь нужен ещё один сотрудник.
    Oleg taps [✅ Одобрить]
    Bot (↪ “💸 № 1 · 12 000 ₽ · карта”): Oleg, одобрить № 1: 12 000 ₽, карта?
         [✅ Да, одобрить]
         [‹ Нет]
    Oleg taps [✅ Да, одобрить]
    Bot (edited): ✅ № 1: 12 000 ₽, карта. Одобрение: Oleg. Теперь её можно отправлять.
    Bot (edited): 💸 № 1 · 12 000 ₽ · карта
         ✅ Одобрено, можно отправлять
         02.03.2026 09:00 ✅ одобрение: Olga
         02.03.2026 09:00 ✅ одобрение: Oleg
         [💸 Отправить] [✖️ Отклонить]
    ");
    assert_eq!(world.payout_states().await, [(1, "approved".to_owned())]);
    world.ends_well().await;
}

#[tokio::test]
async fn two_members_at_once_do_it_once_and_the_other_hears_who_was_first() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    let oleg = world.in_topic(TOPIC, &oleg);
    olga.taps("Approve").await;
    oleg.taps("✅ Approve").await;
    let questions: Vec<_> = olga.person.messages().into_iter().collect();
    let to = |name: &str| {
        let asked = questions.iter().rev();
        let mut asked = asked.filter(|message| message.text.starts_with(name));
        let message = asked.next().unwrap();
        (message.id, message.data_behind("Yes, approve").unwrap())
    };
    let (hers, his) = (to("Olga"), to("Oleg"));
    olga.person.taps_data(hers.0, hers.1);
    oleg.person.taps_data(his.0, his.1);
    // Twice, as impatient people do.
    olga.person.taps_data(hers.0, hers.1);
    world.settle().await;
    assert_eq!(world.actions().await, ["withdrawal_approved"]);
    let said = olga.transcript();
    assert!(
        said.contains("№ 1 is approved already, last by O"),
        "{said}"
    );
    olga.person.taps("💸 Send").unwrap();
    oleg.person.taps("💸 Send").unwrap();
    world.settle().await;
    let said = olga.transcript();
    assert_eq!(said.matches("Bot (opens): ").count(), 1, "{said}");
    assert!(said.contains("№ 1 is in the hands of O"), "{said}");
    let taken = world.actions().await;
    let taken = taken.iter().filter(|action| *action == "withdrawal_taken");
    assert_eq!(taken.count(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn what_was_not_sent_is_given_back_also_from_a_member_who_is_away() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let ivan = world.staff_member(205, "Ivan", "operator").await;
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let [olga, oleg, ivan] = [&olga, &oleg, &ivan].map(|friend| world.in_topic(TOPIC, friend));
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    oleg.taps("Send").await;
    olga.transcript();
    // Only whoever has it in hand sees more, and only an admin takes it away.
    ivan.taps("Details").await;
    ivan.taps("It is sent").await;
    ivan.taps("Not sent").await;
    olga.taps("Not sent").await;
    olga.taps("Nothing was sent").await;
    ivan.taps("Send").await;
    ivan.taps("Not sent").await;
    ivan.taps("Nothing was sent").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @r"
    Ivan taps [📋 Details]
    Bot (alert): № 1 is in the hands of Oleg, who is sending it.
    Ivan taps [✅ It is sent]
    Bot (alert): № 1 is in the hands of Oleg, who is sending it.
    Ivan taps [↩️ Not sent]
    Bot (alert): № 1 is in the hands of Oleg, who is sending it.
    Olga taps [↩️ Not sent]
    Bot (↪ “💸 № 1 · 3,000 ₽ · card”): Olga, take № 1 (3,000 ₽ to card) from Oleg? Ask them first whether anything was sent: if it was, it would go out twice.
         [↩️ Nothing was sent]
         [‹ No]
    Olga taps [↩️ Nothing was sent]
    Bot (edited): ↩️ № 1: 3,000 ₽ to card, not sent, put back in the queue by Olga. It can be sent again.
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         ✅ Approved, to be sent
         02.03.2026 09:00 ✅ approved: Olga
         02.03.2026 09:00 ✋ took it: Oleg
         02.03.2026 09:00 ↩️ not sent, back in the queue: Olga
         [💸 Send] [✖️ Reject]
    Ivan taps [💸 Send]
    Bot (opens): https://t.me/pinglass_bot?start=pay_1
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         ✋ Ivan is sending it, since 02.03.2026 09:00
         02.03.2026 09:00 ✅ approved: Olga
         02.03.2026 09:00 ✋ took it: Oleg
         02.03.2026 09:00 ↩️ not sent, back in the queue: Olga
         02.03.2026 09:00 ✋ took it: Ivan
         [📋 Details] [👁 As a popup]
         [✅ It is sent] [↩️ Not sent]
    Ivan taps [↩️ Not sent]
    Bot (↪ “💸 № 1 · 3,000 ₽ · card”): Ivan, put № 1 back in the queue (3,000 ₽ to card)? Only if nothing was sent.
         [↩️ Nothing was sent]
         [‹ No]
    Ivan taps [↩️ Nothing was sent]
    Bot (edited): ↩️ № 1: 3,000 ₽ to card, not sent, put back in the queue by Ivan. It can be sent again.
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         ✅ Approved, to be sent
         02.03.2026 09:00 ✅ approved: Olga
         02.03.2026 09:00 ✋ took it: Oleg
         02.03.2026 09:00 ↩️ not sent, back in the queue: Olga
         02.03.2026 09:00 ✋ took it: Ivan
         02.03.2026 09:00 ↩️ not sent, back in the queue: Ivan
         [💸 Send] [✖️ Reject]
    ");
    assert_eq!(world.payout_states().await, [(1, "approved".to_owned())]);
    world.ends_well().await;
}
