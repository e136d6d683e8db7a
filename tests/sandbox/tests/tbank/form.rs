//! The bank's form, as a browser uses it.

use chrono::TimeDelta;
use reqwest::StatusCode;
use sandbox::tbank::{Notifications, Options};
use serde_json::json;

use crate::bot::Bot;

async fn read(request: reqwest::RequestBuilder) -> (StatusCode, String) {
    let response = request.send().await.expect("an answer");
    (response.status(), response.text().await.expect("a page"))
}

impl Bot {
    async fn opens(&self, payment_id: u64) -> String {
        let url = self.tbank.find_payment(payment_id).expect("one").url;
        read(self.http.get(url)).await.1
    }

    async fn presses(&self, payment_id: u64, button: &str) -> String {
        let url = self.tbank.find_payment(payment_id).expect("one").url;
        let page = self.opens(payment_id).await;
        let action = format!("{url}/{button}");
        let path = url::Url::parse(&action).expect("a URL").path().to_owned();
        assert!(page.contains(&format!("action=\"{path}\"")), "{page}");
        read(self.http.post(action)).await.1
    }
}

#[tokio::test]
async fn a_payer_is_refused_and_then_pays() {
    let bot = Bot::with(Options {
        notifications: Notifications::Automatic,
        ..Options::default()
    })
    .await;
    let mut order = bot.order("po_0001");
    order["Description"] = json!("<Фотосет> & ещё");
    let payment_id = bot.init(order).await;
    let page = bot.opens(payment_id).await;
    assert!(page.contains("999,00 ₽") && page.contains("&lt;Фотосет&gt; &amp; ещё"));
    assert_eq!(bot.status(payment_id), "FORM_SHOWED");

    let page = bot.presses(payment_id, "decline").await;
    assert!(page.contains("Declined") && page.contains("id=again"));
    assert_eq!(bot.heard().len(), 1, "the bot knows before the payer does");

    let page = bot.presses(payment_id, "card").await;
    assert!(page.contains("Paid") && page.contains("https://t.me/example_bot"));
    assert!(!page.contains("id=again"));
    assert_eq!(bot.heard().len(), 2);
    assert_eq!(bot.status(payment_id), "CONFIRMED");
    assert!(bot.opens(payment_id).await.contains("Paid"));
    assert_eq!(bot.status(payment_id), "CONFIRMED");
}

#[tokio::test]
async fn a_second_tap_pays_nothing() {
    let bot = Bot::start().await;
    let payment_id = bot.ordered("po_0001").await;
    bot.presses(payment_id, "sbp").await;
    let url = format!("{}/card", bot.tbank.payments()[0].url);
    let (status, page) = read(bot.http.post(url)).await;
    assert!(status.is_success() && page.contains("Paid"));
    let payment = bot.tbank.find_payment(payment_id).expect("one");
    assert!(payment.is_sbp);
    assert_eq!(bot.tbank.take_notifications().len(), 2);
}

#[tokio::test]
async fn links_that_are_over_say_so() {
    let bot = Bot::start().await;
    let cancelled = bot.ordered("po_0001").await;
    bot.cancel(cancelled, json!({})).await;
    assert!(bot.opens(cancelled).await.contains("Cancelled"));
    let refunded = bot.ordered("po_0002").await;
    bot.tbank.pays(refunded).expect("paid");
    bot.cancel(refunded, json!({})).await;
    assert!(bot.opens(refunded).await.contains("Refunded"));
    let expired = bot.ordered("po_0003").await;
    bot.advance(TimeDelta::hours(1));
    assert!(bot.opens(expired).await.contains("expired"));
    let url = format!("{}/card", bot.tbank.payments()[2].url);
    assert!(read(bot.http.post(url)).await.1.contains("expired"));
    assert_eq!(bot.status(expired), "DEADLINE_EXPIRED");

    let base = bot.tbank.url().replace("/v2", "/new/nothing");
    assert_eq!(read(bot.http.get(base)).await.0, 404);
    assert_eq!(bot.tbank.problems(), [""; 0]);
}
