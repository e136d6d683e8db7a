//! What people read of their data, and what becomes of it when they ask.

mod coins;
mod earned;
mod erasing;
mod keeping;
mod money;
pub mod nowhere;
mod support;

use crate::world::{Friend, World};

impl Friend<'_> {
    /// Asks to be erased and confirms it, in English or Russian.
    pub async fn asks_to_be_erased(&self) {
        self.sends("/privacy").await;
        self.transcript();
        let (erase, yes) = match self.person.id() {
            102 => ("Удалить всё", "Да, удалить всё"),
            _ => ("Erase everything", "Yes, erase everything"),
        };
        self.taps(erase).await;
        self.taps(yes).await;
    }
}

impl Friend<'_> {
    /// Taps the button by which the first person of this world was erased.
    pub async fn taps_an_old_yes(&self) {
        let message = self.person.last_from_bot().unwrap().id;
        self.person.taps_data(message, "privacy:{\"Erase\":1}");
        self.world.settle().await;
    }
}

impl World {
    /// Nothing of payments is left over, and nobody is known any more.
    pub async fn has_forgotten_everybody(&self) {
        assert_eq!(
            self.value::<i64>(
                "select count(*) from payments
                 where status = 'succeeded' and (refund_requested_at is not null or not generation_consumed)"
            )
            .await,
            0
        );
        assert_eq!(
            self.value::<i64>(
                "select count(*) from users where telegram_user_id is not null or erased_at is null"
            )
            .await,
            0
        );
    }

    /// How many people have been erased to the end.
    pub async fn erased(&self) -> i64 {
        self.value("select count(*) from users where erased_at is not null")
            .await
    }
}

#[tokio::test]
async fn people_read_what_is_kept_and_until_when() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/privacy").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /privacy
    Bot: Your photos and you

         What we keep
         • your Telegram id, user name, first name and language
         • the photos you send, with hidden data such as the place of a shot removed on arrival
         • the portraits we make
         • your payments, without card data, and the e-mail address for receipts if you pay by card
         • what you write and send to our support, and our answers
         • whose link brought you here and which partners' links you opened, what your own link has earned, and the withdrawals you asked for
         • if you applied to be a partner: the name, e-mail, channels and words of your application
         Anything else you write to the bot is forgotten once it is answered. If something goes wrong on our side, it is kept for at most 30 days so that we can mend it.

         Where
         In our own database and in a closed photo storage.

         Who sees it
         • Photos for portraits: only Kie.ai, which makes the portraits. It gets links that stop working after 3 hours. By its own rules it deletes what it made after 14 days.
         • The e-mail address for receipts: the bank, which sends them.
         • Our team: your payments, withdrawals and application, with your name, and when you write to us, also what you send, your language and sets. A complaint about a payment stays in our team's chat.
         • The card, phone or wallet of a withdrawal: only whoever of our team sends the money.
         Before a withdrawal, our program looks for matches between whoever invited and those who came: device, e-mail for receipts, wallet and fingerprints of photos, where we have them anyway. Our team sees only how many match; no photo goes anywhere for this.
         We never publish or sell anything, and train no models with your face.

         Until when
         • Photos you send: 30 days after the last set made from them, or after you sent them. We tell you 3 days before, and you can keep them.
         • Portraits: until you delete them.
         • What you write and send to our support: until you erase everything. Our team's chat loses it then too.
         • The card, phone or wallet: until the withdrawal is over.
         • Links, earnings, withdrawals and applications: until you erase everything.
         • Payments: as long as bookkeeping law asks.

         Erase everything
         One tap below, and photos, portraits and everything that names you leave our database and storage. Of payments only amount, date, method and the provider's number stay, and of withdrawals and what you earned by inviting others amount, date and method, all of it without you. If an account was blocked, a sealed mark that nobody can read back keeps it blocked.
         [🗂 My data]
         [🗑 Erase everything]
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn they_read_it_in_russian_too() {
    let world = World::new().await;
    let boris = world.boris();
    boris.sends("/privacy").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /privacy
    Bot: Ваши фото и вы

         Что мы храним
         • ваш Telegram id, имя пользователя, имя и язык
         • присланные фото; скрытые данные вроде места съёмки удаляем сразу
         • готовые портреты
         • платежи без данных карт и адрес почты для чеков, если вы платите картой
         • то, что вы пишете и присылаете в поддержку, и наши ответы
         • по чьей ссылке вы пришли и какие партнёрские ссылки открывали, сколько заработала ваша и какие выводы вы запросили
         • если вы хотели стать партнёром: имя, почту, каналы и слова из заявки
         Остальное, что вы пишете боту, мы забываем сразу после ответа. Если что-то сломалось у нас, храним это не дольше 30 дней, чтобы починить.

         Где
         В своей базе данных и в закрытом хранилище фото.

         Кто это видит
         • Фото для портретов: только Kie.ai, который их рисует. Он получает ссылки, которые перестают работать через 3 часа. Готовые картинки он по своим правилам удаляет через 14 дней.
         • Почта для чеков: банк, который присылает чек.
         • Наша команда: ваши платежи, выводы и заявку партнёра вместе с именем, а если вы нам пишете — ещё и то, что вы прислали, язык и наборы. Жалоба на платёж остаётся в чате команды.
         • Карта, телефон или кошелёк для вывода: только тот из команды, кто отправляет деньги.
         Перед выводом программа ищет совпадения между тем, кто приглашал, и теми, кто пришёл: устройство, почта для чеков, кошелёк и отпечатки фото, если они у нас и так есть. Команда видит только, сколько совпало; фото для этого никуда не уходят.
         Мы ничего не публикуем и не продаём и не обучаем модели на вашем лице.

         До каких пор
         • Присланные фото: 30 дней после последнего набора из них или после отправки. Предупредим за 3 дня, и их можно оставить.
         • Портреты: пока вы их не удалите.
         • То, что вы пишете и присылаете в поддержку: пока вы не удалите всё. Тогда это исчезнет и из чата команды.
         • Карта, телефон или кошелёк: пока вывод не завершён.
         • Ссылки, заработок, выводы и заявки партнёра: пока вы не удалите всё.
         • Платежи: сколько требует бухгалтерский учёт.

         Удалить всё
         Одно нажатие ниже — и фото, портреты и всё, что указывает на вас, исчезнет из базы и хранилища. От платежей останутся только сумма, дата, способ и номер у платёжной системы, от заработка за приглашения и выводов — суммы, даты и способ, всё без вас. Если аккаунт был заблокирован, останется зашифрованная отметка, по которой вас не узнать.
         [🗂 Мои данные]
         [🗑 Удалить всё]
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn the_days_that_people_read_are_those_that_are_set() {
    let world = World::with(|variables| {
        variables.insert("REFERENCE_PHOTOS_KEEP_DAYS".to_owned(), "1".to_owned());
    })
    .await;
    let anna = world.anna();
    anna.sends("/privacy").await;
    let said = anna.transcript();
    assert!(said.contains("Photos you send: 1 day after"), "{said}");
    assert!(said.contains("We tell you 12 hours before"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn a_person_sees_their_data_in_numbers_and_as_a_file() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    anna.transcript();
    anna.sends("/help").await;
    anna.taps("My photos and data").await;
    anna.transcript();
    anna.taps("My data").await;
    anna.taps("All of it as a file").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗂 My data]
    Bot (edited): What there is of you

         👤 Avatars: 1
         📸 Photos you sent: 4
         🖼 Portraits: 7
         🧾 Payments: 1
         💬 Support tickets: 0
         ✉️ E-mail for receipts: anna@example.com

         And your Telegram id, user name, first name and language.
         [📄 All of it as a file]
         [🗑 Erase everything]
         [‹ Back]
    Anna taps [📄 All of it as a file]
    Bot sends a file: pinglass-my-data.json
         “Everything on record of you, as a JSON file. Your portraits themselves are under /photos.”
    ");
    let messages = anna.person.messages();
    let file = messages
        .iter()
        .rev()
        .find(|message| message.kind == "document")
        .unwrap();
    let file: serde_json::Value =
        serde_json::from_slice(&file.media.as_ref().unwrap().bytes).unwrap();
    assert_eq!(file["person"]["account"]["telegram_user_id"], 101);
    assert_eq!(
        file["person"]["settings"]["receipt_email"],
        "anna@example.com"
    );
    assert_eq!(
        file["avatars"][0]["reference_photos"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert_eq!(file["sets"][0]["portraits"].as_array().unwrap().len(), 7);
    assert_eq!(file["money"]["payments"].as_array().unwrap().len(), 1);
    let offer = file["money"]["offers"][0].as_object().unwrap();
    assert!(offer.contains_key("amount_rub") && !offer.contains_key("trace"));
    // What others have stays with them, and prompts are no data of a person.
    assert!(!file.to_string().contains("prompt"));
    world.advance(chrono::TimeDelta::minutes(1)).await;
    world.ends_well().await;
}
