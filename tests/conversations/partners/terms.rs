//! The staff looks at a partner's terms and changes them.

use super::ENGLISH;
use crate::world::World;

#[tokio::test]
async fn a_rate_holds_for_payments_settled_after_its_change() {
    let world = World::with_staff().await;
    let anna = world.with_username(101, "Anna", "anna_blog");
    world.is_partner(&anna, "KWQ7TX").await;
    let guest = world.friend(9001, "Guest", "en");
    guest.sends("/start ref_KWQ7TX").await;
    guest.has_an_avatar().await;
    guest.has_an_invoice().await;
    let olga = world.olga();
    olga.sends("/partner @Anna_Blog").await;
    olga.taps("Rate").await;
    olga.taps("40%").await;
    guest.pays().await;
    olga.taps("Yes, 40%").await;
    guest.has_an_invoice().await;
    guest.pays().await;
    anna.transcript();
    olga.sends("/partner kwq7tx 0,35").await;
    olga.taps("Yes, 35%").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    let rates: String = world
        .value("select string_agg(commission_rate::text, ' ' order by id) from referral_earnings")
        .await;
    assert_eq!(rates, "0.50 0.40");
    insta::assert_snapshot!(world.audit().await, @"");
    world.ends_well().await;
}

#[tokio::test]
async fn a_partnership_is_ended_and_its_person_told() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    world.is_partner(&boris, "MH4TXR").await;
    let olga = world.olga();
    olga.sends("/partner 102").await;
    olga.taps("Завершить").await;
    olga.taps("Да, завершить").await;
    olga.sends("/partner MH4TXR").await;
    olga.sends("/partner MH4TXR 40").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(boris.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn a_change_that_somebody_else_made_first_is_not_made_again() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    let (olga, alla) = (world.olga(), world.staff_member(202, "Alla", "admin").await);
    olga.sends("/partner KWQ7TX 35").await;
    let asked = olga.newest();
    alla.sends("/partner KWQ7TX 45").await;
    alla.taps("Yes, 45%").await;
    olga.transcript();
    olga.person.presses(asked, r#"terms:{"S":[1,50,35]}"#);
    olga.person.presses(asked, r#"terms:{"E":1}"#);
    olga.person.presses(asked, r#"terms:{"E":1}"#);
    world.settle().await;
    let said = olga.transcript();
    assert!(
        said.contains("it is 45% now. Nothing else was done."),
        "{said}"
    );
    assert_eq!(
        said.matches("is no partner any more. Decided by").count(),
        1,
        "{said}"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn words_that_mean_nobody_or_nothing_are_answered() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    let olga = world.olga();
    for words in [
        "",
        "@nobody",
        "KWQ7TX half",
        "KWQ7TX 101",
        "999999999999999999999",
    ] {
        olga.sends(&format!("/partner {words}")).await;
    }
    insta::assert_snapshot!(olga.transcript(), @"");
    world.ends_well().await;
}

/// What each role may do, tap by tap: admins all, operators decide at usual rates, viewers
/// look.
#[tokio::test]
async fn each_role_does_what_it_may() {
    let world = World::with_staff().await;
    let (anna, bert) = (world.anna(), world.friend(103, "Bert", "en"));
    anna.has_applied(&ENGLISH).await;
    world.is_partner(&bert, "MH4TXR").await;
    let olga = world.olga();
    let message = olga.newest();
    let bert_id: i32 = world
        .value("select id from users where telegram_user_id = 103")
        .await;
    let members = [
        (world.staff_member(203, "Vera", "viewer").await, 0),
        (world.staff_member(202, "Oleg", "operator").await, 1),
        (world.staff_member(204, "Alla", "admin").await, 2),
    ];
    let table = [
        (r#"application:{"s":1}"#.to_owned(), 0),
        (r#"application:{"a":[1,50]}"#.to_owned(), 1),
        (r#"application:{"a":[1,60]}"#.to_owned(), 2),
        (r#"application:{"A":[1,60]}"#.to_owned(), 2),
        (r#"application:{"r":1}"#.to_owned(), 1),
        (r#"application:{"f":[1,"s"]}"#.to_owned(), 1),
        (r#"application:{"o":1}"#.to_owned(), 1),
        (format!(r#"terms:{{"k":{bert_id}}}"#), 0),
        (format!(r#"terms:{{"r":{bert_id}}}"#), 2),
        (format!(r#"terms:{{"s":[{bert_id},50,40]}}"#), 2),
        (format!(r#"terms:{{"e":{bert_id}}}"#), 2),
    ];
    for (member, rank) in &members {
        for (data, needed) in &table {
            olga.transcript();
            member.person.presses(message, data);
            world.settle().await;
            let is_refused = olga.transcript().contains("this is not part of it");
            assert_eq!(is_refused, rank < needed, "{rank} {data}");
        }
        olga.transcript();
        for command in ["/applications", "/partner MH4TXR"] {
            member.sends(command).await;
            assert!(
                !olga.transcript().contains("this is not part of it"),
                "{command}"
            );
        }
        member.sends("/partner MH4TXR 40").await;
        let is_refused = olga.transcript().contains("Rates are changed by admins.");
        assert_eq!(is_refused, *rank < 2);
    }
    let igor = world.in_staff_group(205, "Igor");
    for command in ["/applications", "/partner MH4TXR"] {
        igor.sends(command).await;
        assert!(olga.transcript().contains("only staff can use this"));
    }
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_decides_about_themselves() {
    let world = World::with_staff().await;
    let oleg = world.staff_member(202, "Oleg", "admin").await;
    let private = world.friend(202, "Oleg", "en");
    private.has_applied(&ENGLISH).await;
    let message = oleg.newest();
    for data in [
        r#"application:{"A":[1,50]}"#,
        r#"application:{"F":[1,"s"]}"#,
    ] {
        oleg.person.presses(message, data);
        world.settle().await;
        assert!(oleg.transcript().contains("This is your own application."));
    }
    world
        .execute("update referral_balances set is_partner = true, referral_code = 'KWQ7TX'")
        .await;
    oleg.sends("/partner KWQ7TX 90").await;
    assert!(oleg.transcript().contains("These are your own terms."));
    oleg.person.presses(message, r#"terms:{"S":[1,10,90]}"#);
    world.settle().await;
    assert!(oleg.transcript().contains("These are your own terms."));
    let touched: i64 = world.value("select count(*) from admin_audit_log").await;
    assert_eq!(touched, 0);
    world.ends_well().await;
}
