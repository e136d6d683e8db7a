//! Buying through T-Bank: from the choice of the method to the album.

mod cabinet;
mod links;
mod opening;
mod refunds;

use chrono::TimeDelta;
use sandbox::tbank::{Method, Payment};
use serde_json::Value;

use crate::world::{Friend, World};

impl Friend<'_> {
    /// Goes from nothing to the bank's link for the smallest set, in English.
    pub async fn has_a_bank_link(&self) {
        self.has_an_avatar().await;
        self.chooses_card().await;
        self.sends("anna@example.com").await;
        self.transcript();
    }

    /// Goes from a finished avatar to the choice of the bank, in English; where it
    /// is the only way to pay, nobody asks.
    pub async fn chooses_card(&self) {
        self.sends("/portraits").await;
        self.taps("Lifestyle").await;
        if self.person.taps("Buy another set").is_ok() {
            self.world().settle().await;
        }
        self.taps("Starter").await;
        if self.person.taps("Card").is_ok() {
            self.world().settle().await;
        }
    }

    /// Pays through the bank for a set that then waits unused, as its avatar was
    /// deleted meanwhile.
    pub async fn has_an_unused_set(&self, pay: impl AsyncFnOnce(&Self)) {
        self.has_a_bank_link().await;
        self.world()
            .execute("update avatars set status = 'draft'")
            .await;
        pay(self).await;
        self.world()
            .execute("update avatars set status = 'ready'")
            .await;
        self.transcript();
    }

    /// Takes an unused set back and confirms it.
    pub async fn takes_it_back(&self) {
        self.sends("/paysupport").await;
        self.taps("Take back the set").await;
        self.taps("Yes, give me").await;
    }
}

impl World {
    /// What the bank was asked by `method`, oldest first.
    pub fn asked(&self, method: Method) -> Vec<Value> {
        let calls = self.tbank.calls().into_iter();
        calls
            .filter(|(asked, _)| *asked == method)
            .map(|(_, body)| body)
            .collect()
    }

    /// The payments at the bank, in the order in which they were opened.
    pub fn bank_statuses(&self) -> Vec<&'static str> {
        let payments: Vec<Payment> = self.tbank.payments();
        payments
            .iter()
            .map(|payment| payment.status.name())
            .collect()
    }

    pub async fn payment_status(&self) -> String {
        self.value("select status from payments order by id limit 1")
            .await
    }
}

#[tokio::test]
async fn a_set_is_bought_by_card_in_english() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    anna.taps("Starter").await;
    anna.transcript();
    anna.taps("Card").await;
    anna.sends("anna@example").await;
    anna.sends("anna@example.com").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [💳 Card or SBP · 499 ₽]
    Bot (edited): Where should the receipt go?

         The law wants a receipt for every card payment. Send me an e-mail address; I ask only once, and nothing else is ever sent there.
         [☰ Menu]
    Anna: anna@example
    Bot: That does not look like an e-mail address. Something like anna@example.com, please, or /cancel.
    Anna: anna@example.com
    Bot: ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot (edited): 499 ₽ for 7 photos

         Pay on the bank's page by card or SBP. The link works until 03.03 09:00 (UTC). As soon as the bank confirms, we start, and you don't have to come back here.

         The receipt goes to anna@example.com.
         [💳 Pay 499 ₽ ↗]
         [🔄 I have paid] [✉️ Other e-mail]
         [‹ Other set] [☰ Menu]
    ");
    let asked = &world.asked(Method::Init)[0];
    assert_eq!(asked["Amount"], 49_900);
    assert_eq!(asked["PayType"], "O");
    assert_eq!(asked["Receipt"]["Email"], "anna@example.com");
    assert_eq!(asked["Receipt"]["Items"][0]["Amount"], 49_900);
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): ✅ Paid: 499 ₽
    Bot: Thank you! We have received 499 ₽.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    Bot sends an album of 7 photos
         “Anna · 🌿 Lifestyle · 7 photos”
    Bot (edited): ✨ Done: Anna · 🌿 Lifestyle
    Bot: ✨ All 7 portraits are here.

         Telegram compresses photos a little. As files you get them in full quality, now or any time later.

         Put ❤ on the ones you love to keep them among your favourites, and 👎 on one that is not right: we make it again, for free.
         [🗂 At a glance]
         [📎 As files, full quality]
         [🔄 Improve a photo]
         [🎨 Another style]
         [🖼 My photos] [☰ Menu]
    ");
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn the_second_time_nobody_asks_for_the_address() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    anna.transcript();
    anna.chooses_card().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /portraits
    Bot: Which style for Anna?

         💼 Professional
         Offices, studios and stages: for a CV, a website, a speech.

         🌿 Lifestyle
         Cafés, streets, sea and mountains: you, on a very good day.

         🎨 Creative
         Film light, painted worlds, bold colours: you as you have never been seen.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
         [☰ Menu]
    Anna taps [🌿 Lifestyle]
    Bot (edited): 🌿 Lifestyle portraits of Anna

         How many shall we make? Every picture is another scene.
         [Starter · 7 photos · 350 ⭐ / 499 ₽]
         [🔥 Standard · 15 photos · 700 ⭐ / 999 ₽]
         [Premium · 23 photos · 1050 ⭐ / 1,499 ₽]
         [‹ Other style] [☰ Menu]
    Anna taps [Starter · 7 photos · 350 ⭐ / 499 ₽]
    Bot (edited): How would you like to pay?

         Starter, 7 photos: 🌿 Lifestyle, Anna
         [⭐ Telegram Stars · 350 ⭐]
         [💳 Card or SBP · 499 ₽]
         [‹ Other set] [☰ Menu]
    Anna taps [💳 Card or SBP · 499 ₽]
    Bot (edited): ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot (edited): 499 ₽ for 7 photos

         Pay on the bank's page by card or SBP. The link works until 03.03 09:00 (UTC). As soon as the bank confirms, we start, and you don't have to come back here.

         The receipt goes to anna@example.com.
         [💳 Pay 499 ₽ ↗]
         [🔄 I have paid] [✉️ Other e-mail]
         [‹ Other set] [☰ Menu]
    ");
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 14);
    assert_eq!(world.bank_statuses(), ["CONFIRMED", "CONFIRMED"]);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_is_bought_by_card_in_russian() {
    let world = World::selling_by("stars,tbank").await;
    let boris = world.boris();
    boris.has_an_avatar().await;
    boris.sends("/portraits").await;
    boris.taps("Лайфстайл").await;
    boris.transcript();
    boris.taps("Старт").await;
    boris.taps("Карта").await;
    boris.sends("моя почта").await;
    boris.sends("boris@example.ru").await;
    boris.pays_at_bank().await;
    world.kie_finishes().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [Старт · 7 фото · 350 ⭐ / 499 ₽]
    Bot (edited): Как удобнее заплатить?

         Старт, 7 фото: 🌿 Лайфстайл, «Борис»
         [⭐ Звёзды Telegram · 350 ⭐]
         [💳 Карта или СБП · 499 ₽]
         [‹ Другой набор] [☰ Меню]
    Борис taps [💳 Карта или СБП · 499 ₽]
    Bot (edited): Куда прислать чек?

         По закону за каждую оплату картой полагается чек. Пришлите адрес электронной почты; спрошу один раз, и ничего другого туда не придёт.
         [☰ Меню]
    Борис: моя почта
    Bot: Не похоже на адрес почты. Нужно что-то вроде anna@example.com, или /cancel.
    Борис: boris@example.ru
    Bot: ⏳ Берём у банка ссылку на оплату. Это несколько секунд…
    Bot (edited): 499 ₽ за 7 фото

         Оплатите на странице банка картой или через СБП. Ссылка действует до 03.03 09:00 (UTC). Как только банк подтвердит, мы начнём; возвращаться сюда не нужно.

         Чек придёт на boris@example.ru.
         [💳 Оплатить 499 ₽ ↗]
         [🔄 Я оплатил(а)] [✉️ Другая почта]
         [‹ Другой набор] [☰ Меню]
    Bot (edited): ✅ Оплачено: 499 ₽
    Bot: Спасибо! Получили 499 ₽.

         Делаем 7 портретов. Telegram можно закрыть, мы напишем.
    Bot: 🎨 Борис · 🌿 Лайфстайл

         ▱▱▱▱▱▱▱▱▱▱
         0 из 7 · обычно 3 мин

         Ждать здесь не нужно: фото придут сами. Самое позднее через 24 часа; чего не хватит, сделаем заново бесплатно или вернём за это деньги.
    Bot sends an album of 7 photos
         “Борис · 🌿 Лайфстайл · 7 фото”
    Bot (edited): ✨ Готово: Борис · 🌿 Лайфстайл
    Bot: ✨ Готово: все 7 портретов.

         Telegram немного сжимает фото. Файлами вы получите их в полном качестве — сейчас или когда захотите.

         Поставьте ❤ на фото, которые понравились, — они попадут в избранное, а 👎 — на то, что не вышло: переделаем бесплатно.
         [🗂 Все сразу]
         [📎 Файлами, без сжатия]
         [🔄 Переделать фото]
         [🎨 Другой стиль]
         [🖼 Мои фото] [☰ Меню]
    ");
    assert_eq!(boris.portraits(), 7);
    assert_eq!(world.payment_status().await, "succeeded");
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn with_one_method_nobody_is_asked_to_choose_and_sbp_pays_as_well() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    anna.taps("Starter").await;
    anna.sends("anna@example.com").await;
    let payment = world.bank_payment();
    world.tbank.open_form(payment.payment_id).unwrap();
    world.tbank.pays_by_sbp(payment.payment_id).unwrap();
    world.bank_notifies().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /portraits
    Bot: Which style for Anna?

         💼 Professional
         Offices, studios and stages: for a CV, a website, a speech.

         🌿 Lifestyle
         Cafés, streets, sea and mountains: you, on a very good day.

         🎨 Creative
         Film light, painted worlds, bold colours: you as you have never been seen.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
         [☰ Menu]
    Anna taps [🌿 Lifestyle]
    Bot (edited): 🌿 Lifestyle portraits of Anna

         How many shall we make? Every picture is another scene.
         [Starter · 7 photos · 499 ₽]
         [🔥 Standard · 15 photos · 999 ₽]
         [Premium · 23 photos · 1,499 ₽]
         [‹ Other style] [☰ Menu]
    Anna taps [Starter · 7 photos · 499 ₽]
    Bot (edited): Where should the receipt go?

         The law wants a receipt for every card payment. Send me an e-mail address; I ask only once, and nothing else is ever sent there.
         [☰ Menu]
    Anna: anna@example.com
    Bot: ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot (edited): 499 ₽ for 7 photos

         Pay on the bank's page by card or SBP. The link works until 03.03 09:00 (UTC). As soon as the bank confirms, we start, and you don't have to come back here.

         The receipt goes to anna@example.com.
         [💳 Pay 499 ₽ ↗]
         [🔄 I have paid] [✉️ Other e-mail]
         [‹ Other set] [☰ Menu]
    Bot (edited): ✅ Paid: 499 ₽
    Bot: Thank you! We have received 499 ₽.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}
