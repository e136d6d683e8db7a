//! The demo's wallet page.

use reqwest::StatusCode;
use sandbox::ton::{Options, Transfer};

use crate::client::{Client, comment};

#[tokio::test]
async fn the_buttons_pay_as_people_do() {
    let client = Client::start(Options::default()).await;
    let to = client.ton.wallet().to_string();
    let link = [("to", &*to), ("amount", "3000000001"), ("text", "PG <1>")];
    let request = client.http.get(client.ton.wallet_url()).query(&link);
    let response = request.send().await.expect("an answer");
    let page = response.text().await.expect("a page");
    assert!(page.contains("3.000000001 GRAM"), "{page}");
    assert!(page.contains("PG &lt;1&gt;"), "{page}");
    assert!(page.contains(&to), "{page}");

    for (how, nano, text, sent) in [
        ("as_asked", "3000000001", "PG <1>", "Sent 3.000000001 GRAM"),
        ("half", "1500000000", "PG <1>", "Sent 1.5 GRAM"),
        ("without_comment", "3000000001", "", "Sent 3.000000001 GRAM"),
    ] {
        let mut form = link.to_vec();
        form.push(("how", how));
        let request = client.http.post(client.ton.wallet_url()).form(&form);
        let response = request.send().await.expect("an answer");
        let page = response.text().await.expect("a page");
        assert!(page.contains(sent), "{page}");
        let transaction = client.newest().await;
        assert_eq!(transaction["in_msg"]["value"], nano, "{how}");
        assert_eq!(comment(&transaction), text, "{how}");
    }
    assert_eq!(client.page("").await.len(), 3);
    assert_eq!(client.ton.problems(), [""; 0]);
}

#[tokio::test]
async fn a_link_of_real_wallets_opens_the_page() {
    let client = Client::start(Options::default()).await;
    let (base, to) = (client.ton.links_url(), client.ton.wallet());
    for (exp, is_late) in [("4102444800", false), ("1", true)] {
        let url = format!("{base}/transfer/{to}?amount=1500000000&text=PG-1&exp={exp}");
        let response = client.http.get(url).send().await.expect("an answer");
        let page = response.text().await.expect("a page");
        assert!(page.contains("1.5 GRAM") && page.contains("PG-1"), "{page}");
        assert_eq!(page.contains("has run out"), is_late, "{page}");
    }
    assert_eq!(client.ton.problems(), [""; 0]);
}

#[tokio::test]
async fn the_history_outlives_a_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options {
        state_file: Some(folder.path().join("ton.json")),
        ..Options::default()
    };
    let before = Client::start(options.clone()).await;
    before.ton.receive(Transfer::of(7, "PG-1"));
    drop(before);
    let after = Client::start(options).await;
    assert_eq!(comment(&after.newest().await), "PG-1");
    assert_eq!(after.ton.received(), 7);
}

#[tokio::test]
async fn a_wrong_link_is_the_bots_fault() {
    let client = Client::start(Options::default()).await;
    let to = client.ton.wallet();
    let stranger = Transfer::default().from;
    for query in [
        format!("to={stranger}&amount=1"),
        "to=EQ&amount=1".to_owned(),
        format!("to={to}&amount=1.5"),
        format!("to={to}&amount=1&memo=PG1"),
        format!("to={to}"),
    ] {
        let url = format!("{}?{query}", client.ton.wallet_url());
        let response = client.http.get(url).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(client.ton.take_problems().len(), 1, "{query}");
    }
}
