//! Being paid what one has earned, from the person's side.

use rust_decimal::Decimal;

use crate::world::{Friend, World, selfie};

const CARD: &str = "4111 1111 1111 1111";
const WALLET: &str = "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA";

impl Friend<'_> {
    /// Has so many roubles on their balance, from before the books began.
    pub async fn has_earned(&self, roubles: &str) {
        self.sends("/start").await;
        let amount: Decimal = roubles.parse().unwrap();
        for statement in [
            "insert into referral_balances (user_id, balance, referrals_count, total_earned)
             select id, $2, 0, $2 from users where telegram_user_id = $1",
            "insert into referral_openings (user_id, balance, total_earned, referrals_count)
             select id, $2, $2, 0 from users where telegram_user_id = $1",
        ] {
            sqlx::query(statement)
                .bind(self.person.id())
                .bind(amount)
                .execute(&self.world.db)
                .await
                .unwrap();
        }
        self.transcript();
    }

    /// Asks for a withdrawal to a card, up to the last question.
    pub async fn is_about_to_withdraw(&self, amount: &str) {
        let words = self.ways();
        self.sends("/withdraw").await;
        self.sends(amount).await;
        self.taps(words.card).await;
        self.sends(CARD).await;
    }

    pub async fn withdraws(&self, amount: &str) {
        self.is_about_to_withdraw(amount).await;
        self.taps(self.ways().yes).await;
    }

    fn ways(&self) -> Ways {
        if self.person.id() == 102 {
            Ways {
                card: "На карту",
                yes: "Да, отправить",
            }
        } else {
            Ways {
                card: "A bank card",
                yes: "Yes, send",
            }
        }
    }
}

struct Ways {
    card: &'static str,
    yes: &'static str,
}

impl World {
    async fn balance(&self) -> Decimal {
        self.value("select sum(balance) from referral_balances")
            .await
    }

    /// SHIM until the desk is there
    pub async fn shim(self) -> Self {
        self.execute("create function shim() returns trigger language plpgsql as $$ begin
            if new.kind in ('referral_show_withdrawal', 'referral_watch_withdrawal') then return null; end if; return new; end $$").await;
        self.execute(
            "create trigger shim before insert on jobs for each row execute function shim()",
        )
        .await;
        self
    }

    async fn requests(&self) -> i64 {
        self.value("select count(*) from withdrawal_requests").await
    }

    /// The books are right, and everything else.
    async fn ends_well_to_the_kopeck(&self) {
        let mut connection = self.connection().await;
        let differences = pinglass::referral::check_books(&mut connection)
            .await
            .unwrap();
        assert_eq!(differences, Vec::new());
        self.ends_well().await;
    }
}

#[tokio::test]
async fn a_withdrawal_from_the_first_word_to_the_money() {
    let world = World::with_staff().await.shim().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_earned("2340.50").await;
    boris.has_earned("1000").await;
    anna.withdraws("1 500,50").await;
    boris.sends("/withdraw").await;
    boris.taps("Всё").await;
    boris.taps("В банк").await;
    boris.sends("8 (916) 123-45-67").await;
    boris.taps("Т-Банк").await;
    boris.taps("Да, отправить").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /withdraw
    Bot: 2,340.50 ₽ are yours to withdraw

         How much shall we send? Tap an amount or write one, such as 1500. The smallest is 1,000 ₽.
         [All: 2,340.50 ₽]
         [1,100 ₽] [1,000 ₽]
         [Cancel]
    Anna: 1 500,50
    Bot: 1,500.50 ₽

         Where shall we send it?
         [💳 A bank card]
         [🏦 A Russian bank, by phone number]
         [💎 A TON wallet]
         [‹ Other amount] [Cancel]
    Anna taps [💳 A bank card]
    Bot (edited): 1,500.50 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: 4111 1111 1111 1111
    Bot deletes: 4111 1111 1111 1111
    Bot: Is this right?

         Amount: 1,500.50 ₽
         To: card •••• 1111

         When you confirm, the amount is set aside from your balance.
         [✅ Yes, send 1,500.50 ₽]
         [✏️ Enter it anew]
         [‹ Another way] [Cancel]
    Anna taps [✅ Yes, send 1,500.50 ₽]
    Bot (edited): ✅ Withdrawal № 1 is with our team

         1,500.50 ₽, card •••• 1111. The amount is set aside from your balance.

         A person checks it, approves it and sends the money, and I write to you at each of these steps. You need not do anything. Until it is approved, you can take it back.
         [↩️ Take it back]
         [🧾 My withdrawals] [☰ Menu]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /withdraw
    Bot: Можно вывести 1 000 ₽

         Сколько отправить? Нажмите на сумму или напишите свою, например 1500. Самая маленькая: 1 000 ₽.
         [Всё: 1 000 ₽]
         [Отмена]
    Борис taps [Всё: 1 000 ₽]
    Bot (edited): 1 000 ₽

         Куда отправить?
         [💳 На карту]
         [🏦 В банк по номеру телефона (СБП)]
         [💎 На кошелёк TON]
         [‹ Другая сумма] [Отмена]
    Борис taps [🏦 В банк по номеру телефона (СБП)]
    Bot (edited): 1 000 ₽ по номеру телефона

         Пришлите номер мобильного, по которому вас знает банк, например +7 916 123-45-67. Перевод придёт через СБП.

         Ваше сообщение я сразу удалю. Номер увидит только тот, кто отправит вам деньги, а потом он не хранится.
         [‹ Другой способ] [Отмена]
    Борис: 8 (916) 123-45-67
    Bot deletes: 8 (916) 123-45-67
    Bot: 1 000 ₽ по номеру телефона

         В какой банк отправить? Нажмите на него или напишите название.
         [Сбер] [Т-Банк]
         [ВТБ] [Альфа-Банк]
         [Газпромбанк] [Райффайзенбанк]
         [Озон Банк] [Яндекс Банк]
         [‹ Другой способ] [Отмена]
    Борис taps [Т-Банк]
    Bot (edited): Всё верно?

         Сумма: 1 000 ₽
         Куда: по телефону +7 9•• •••-••-67 · Т-Банк

         Когда вы подтвердите, сумма будет отложена с вашего баланса.
         [✅ Да, отправить 1 000 ₽]
         [✏️ Ввести заново]
         [‹ Другой способ] [Отмена]
    Борис taps [✅ Да, отправить 1 000 ₽]
    Bot (edited): ✅ Заявка № 2 принята

         1 000 ₽, по телефону +7 9•• •••-••-67 · Т-Банк. Сумма отложена с вашего баланса.

         Человек проверит её, одобрит и отправит деньги, и о каждом шаге я вам напишу. От вас больше ничего не нужно. Пока заявка не одобрена, её можно отозвать.
         [↩️ Отозвать]
         [🧾 Мои выводы] [☰ Меню]
    ");
    assert_eq!(world.balance().await, "840.00".parse().unwrap());
    let details: Vec<(String, String)> =
        sqlx::query_as("select method, details::text from withdrawal_requests order by id")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(
        details,
        [
            ("card".to_owned(), r#"{"masked": "•••• 1111"}"#.to_owned()),
            (
                "bank".to_owned(),
                r#"{"masked": "+7 9•• •••-••-67 · Т-Банк"}"#.to_owned()
            ),
        ]
    );
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn every_mistake_is_named_and_every_message_with_details_goes() {
    let world = World::with_staff().await.shim().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.sends("/withdraw").await;
    for words in [
        "lots",
        "-500",
        "999,99",
        "5000.01",
        "1e9",
        "99999999999999",
        "٥٠٠٠",
    ] {
        anna.sends(words).await;
    }
    anna.sends_photo(selfie(1)).await;
    anna.sends("all").await;
    anna.sends("to my card please").await;
    anna.taps("A bank card").await;
    for words in [
        "my card",
        "4111 1111 111 1111",
        "411111111111111",
        "4111 1111 1111 1112",
        "4111 1111 1111 1111 1111",
    ] {
        anna.sends(words).await;
    }
    anna.sends_photo(selfie(1)).await;
    anna.taps("Another way").await;
    anna.taps("TON wallet").await;
    for words in [
        "anna.ton",
        &WALLET.replace("uwA", "uwB"),
        "kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP",
        "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e",
        WALLET,
    ] {
        anna.sends(words).await;
    }
    anna.taps("Another way").await;
    anna.taps("by phone number").await;
    for words in [
        "@anna",
        "8916123456",
        "+49 170 1234567",
        "+7 916 123 45 67",
        "4111111111111111",
    ] {
        anna.sends(words).await;
    }
    anna.taps("Sber").await;
    anna.taps("Cancel").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /withdraw
    Bot: 5,000 ₽ are yours to withdraw

         How much shall we send? Tap an amount or write one, such as 1500. The smallest is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna: lots
    Bot: I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.

         Yours to withdraw: 5,000 ₽. The smallest amount is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna: -500
    Bot: I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.

         Yours to withdraw: 5,000 ₽. The smallest amount is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna: 999,99
    Bot: That is less than we can send: the smallest amount is 1,000 ₽.

         Yours to withdraw: 5,000 ₽. How much shall it be?
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna: 5000.01
    Bot: That is more than is there: 5,000 ₽ are yours to withdraw.

         How much shall it be? The smallest amount is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna: 1e9
    Bot: I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.

         Yours to withdraw: 5,000 ₽. The smallest amount is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna: 99999999999999
    Bot: That is more than is there: 5,000 ₽ are yours to withdraw.

         How much shall it be? The smallest amount is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna: ٥٠٠٠
    Bot: I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.

         Yours to withdraw: 5,000 ₽. The smallest amount is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna sends a photo
    Bot: I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.

         Yours to withdraw: 5,000 ₽. The smallest amount is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [Cancel]
    Anna: all
    Bot: 5,000 ₽

         Where shall we send it?
         [💳 A bank card]
         [🏦 A Russian bank, by phone number]
         [💎 A TON wallet]
         [‹ Other amount] [Cancel]
    Anna: to my card please
    Bot: Please tap one of the buttons.

         5,000 ₽

         Where shall we send it?
         [💳 A bank card]
         [🏦 A Russian bank, by phone number]
         [💎 A TON wallet]
         [‹ Other amount] [Cancel]
    Anna taps [💳 A bank card]
    Bot (edited): 5,000 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: my card
    Bot deletes: my card
    Bot: ⚠️ A card number has only digits, and this has something else in it.

         5,000 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: 4111 1111 111 1111
    Bot deletes: 4111 1111 111 1111
    Bot: ⚠️ Look at group 3: it has 3 digits instead of 4.

         5,000 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: 411111111111111
    Bot deletes: 411111111111111
    Bot: ⚠️ A card number has 16 to 19 digits, and this has 15 digits. Some are missing.

         5,000 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: 4111 1111 1111 1112
    Bot deletes: 4111 1111 1111 1112
    Bot: ⚠️ No card has this number: a digit is wrong, or two have changed places. Please compare it with your card.

         5,000 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: 9999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999
    Bot deletes: 9999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999
    Bot: ⚠️ A card number has 16 to 19 digits, and this has 4096 digits. That is too many.

         5,000 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna sends a photo
    Bot deletes: the photo
    Bot: Please write it as text; I can't read it from anything else.

         5,000 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: nobody of ours ever asks for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna taps [‹ Another way]
    Bot (edited): 5,000 ₽

         Where shall we send it?
         [💳 A bank card]
         [🏦 A Russian bank, by phone number]
         [💎 A TON wallet]
         [‹ Other amount] [Cancel]
    Anna taps [💎 A TON wallet]
    Bot (edited): 5,000 ₽ to a TON wallet

         Send me the address of your wallet; it begins with UQ or EQ. The amount is in roubles: we send as much TON as it makes at the rate of the day on which we send it.

         I delete your message at once. Only whoever sends you the money sees the address, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: anna.ton
    Bot deletes: anna.ton
    Bot: ⚠️ The address of a TON wallet has 48 letters, and this has 8 letters. Copy it in your wallet; it begins with UQ or EQ.

         5,000 ₽ to a TON wallet

         Send me the address of your wallet; it begins with UQ or EQ. The amount is in roubles: we send as much TON as it makes at the rate of the day on which we send it.

         I delete your message at once. Only whoever sends you the money sees the address, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwB
    Bot deletes: UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwB
    Bot: ⚠️ A letter of this address is wrong. Copy it in your wallet rather than typing it.

         5,000 ₽ to a TON wallet

         Send me the address of your wallet; it begins with UQ or EQ. The amount is in roubles: we send as much TON as it makes at the rate of the day on which we send it.

         I delete your message at once. Only whoever sends you the money sees the address, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP
    Bot deletes: kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP
    Bot: ⚠️ This address is for the test network, where money is not real. Copy the one of the main network; it begins with UQ or EQ.

         5,000 ₽ to a TON wallet

         Send me the address of your wallet; it begins with UQ or EQ. The amount is in roubles: we send as much TON as it makes at the rate of the day on which we send it.

         I delete your message at once. Only whoever sends you the money sees the address, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: 0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e
    Bot deletes: 0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e
    Bot: ⚠️ In this form of an address nobody would notice a mistyped letter. Copy the one that begins with UQ or EQ.

         5,000 ₽ to a TON wallet

         Send me the address of your wallet; it begins with UQ or EQ. The amount is in roubles: we send as much TON as it makes at the rate of the day on which we send it.

         I delete your message at once. Only whoever sends you the money sees the address, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA
    Bot deletes: UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA
    Bot: Is this right?

         Amount: 5,000 ₽, in TON at the rate of the day on which we send it
         To: TON wallet UQDK…PuwA

         When you confirm, the amount is set aside from your balance.
         [✅ Yes, send 5,000 ₽]
         [✏️ Enter it anew]
         [‹ Another way] [Cancel]
    Anna taps [‹ Another way]
    Bot (edited): 5,000 ₽

         Where shall we send it?
         [💳 A bank card]
         [🏦 A Russian bank, by phone number]
         [💎 A TON wallet]
         [‹ Other amount] [Cancel]
    Anna taps [🏦 A Russian bank, by phone number]
    Bot (edited): 5,000 ₽ by phone number

         Send me the mobile number that your bank knows you by, such as +7 916 123-45-67. The transfer goes through the faster payment system (SBP).

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: @anna
    Bot deletes: @anna
    Bot: ⚠️ A phone number has only digits, and this has something else in it.

         5,000 ₽ by phone number

         Send me the mobile number that your bank knows you by, such as +7 916 123-45-67. The transfer goes through the faster payment system (SBP).

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: 8916123456
    Bot deletes: 8916123456
    Bot: ⚠️ A Russian phone number has 11 digits, and this has 10 digits.

         5,000 ₽ by phone number

         Send me the mobile number that your bank knows you by, such as +7 916 123-45-67. The transfer goes through the faster payment system (SBP).

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: +49 170 1234567
    Bot deletes: +49 170 1234567
    Bot: ⚠️ Russian banks are reached by a Russian mobile number: it begins with +7 9.

         5,000 ₽ by phone number

         Send me the mobile number that your bank knows you by, such as +7 916 123-45-67. The transfer goes through the faster payment system (SBP).

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.
         [‹ Another way] [Cancel]
    Anna: +7 916 123 45 67
    Bot deletes: +7 916 123 45 67
    Bot: 5,000 ₽ by phone number

         Which bank shall it go to? Tap it or write its name.
         [Sber] [T-Bank]
         [VTB] [Alfa-Bank]
         [Gazprombank] [Raiffeisenbank]
         [Ozon Bank] [Yandex Bank]
         [‹ Another way] [Cancel]
    Anna: 4111111111111111
    Bot deletes: 4111111111111111
    Bot: ⚠️ That can't be the name of a bank: write 2 to 64 letters, such as Sber.

         5,000 ₽ by phone number

         Which bank shall it go to? Tap it or write its name.
         [Sber] [T-Bank]
         [VTB] [Alfa-Bank]
         [Gazprombank] [Raiffeisenbank]
         [Ozon Bank] [Yandex Bank]
         [‹ Another way] [Cancel]
    Anna taps [Sber]
    Bot (edited): Is this right?

         Amount: 5,000 ₽
         To: by phone +7 9•• •••-••-67 · Sber

         When you confirm, the amount is set aside from your balance.
         [✅ Yes, send 5,000 ₽]
         [✏️ Enter it anew]
         [‹ Another way] [Cancel]
    Anna taps [Cancel]
    Bot (edited): Nothing was asked for, and nothing was taken from your balance.
         [💸 Withdraw]
         [☰ Menu]
    ");
    let kept: Vec<_> = anna
        .person
        .messages()
        .into_iter()
        .filter(|message| !message.from_bot && !message.deleted)
        .map(|message| message.text)
        .collect();
    insta::assert_debug_snapshot!(kept, @r#"
    [
        "/start",
        "/withdraw",
        "lots",
        "-500",
        "999,99",
        "5000.01",
        "1e9",
        "99999999999999",
        "٥٠٠٠",
        "",
        "all",
        "to my card please",
    ]
    "#);
    assert_eq!(world.requests().await, 0);
    assert_eq!(world.balance().await, "5000.00".parse().unwrap());
    world.ends_well_to_the_kopeck().await;
}
