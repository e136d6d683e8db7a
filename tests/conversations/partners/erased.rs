//! Somebody is erased while their application waits.

use super::ENGLISH;
use crate::world::{STAFF_CHAT_ID, World};

#[tokio::test]
async fn an_erased_applicant_leaves_no_card_and_nothing_to_decide() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga_among_partners();
    olga.taps("Approve at 50%").await;
    let question = olga.newest();
    let messages = olga.person.messages();
    let card = messages
        .iter()
        .find(|message| message.text.contains("Anna Petrova"))
        .unwrap();
    let refuse = card.data_behind("Refuse").unwrap();
    anna.asks_to_be_erased().await;
    assert_eq!(world.erased().await, 1);
    olga.transcript();
    let named = world.telegram.messages(STAFF_CHAT_ID).into_iter();
    let named = named.filter(|message| !message.deleted && message.text.contains("Petrova"));
    assert_eq!(named.count(), 0, "the card is there");
    let left: String = world
        .value(
            "select concat_ws('|', contact_name, contact_email, telegram_username,
                              promotion_channels, about)
             from partner_applications",
        )
        .await;
    assert_eq!(left, "");
    // What somebody still sees of before: the question, and the card on a slow phone.
    let yes = olga.person.messages();
    let yes = yes
        .iter()
        .find(|message| message.id == question)
        .and_then(|message| message.data_behind("Yes, approve"))
        .unwrap()
        .to_owned();
    olga.person.taps_data(question, &yes);
    olga.person.taps_data(card.id, refuse);
    olga.sends("/applications").await;
    world.settle().await;
    insta::assert_snapshot!(olga.transcript());
    let decided: i64 = world
        .value(
            "select (select count(*) from admin_audit_log where action like 'partner_%')
                  + (select count(*) from referral_balances where is_partner)",
        )
        .await;
    assert_eq!(decided, 0);
}
