//! Signing in to the staff in private, and what becomes of passwords.

mod guessing;

use chrono::TimeDelta;
use pinglass::staff::Role;
use sandbox::telegram::{Fault, Other};

use crate::world::{Friend, World};

const PASSWORD: &str = "correct horse battery";

impl World {
    /// A staff account that nobody is signed in to. Its hash is as cheap as bcrypt allows.
    async fn has_account(&self, username: &str, role: &str) {
        let hash = bcrypt::hash(PASSWORD, 4).unwrap();
        sqlx::query("insert into admin_users (username, password_hash, role) values ($1, $2, $3)")
            .bind(username)
            .bind(hash)
            .bind(role)
            .execute(&self.db)
            .await
            .unwrap();
    }

    /// The role that the staff group knows somebody by.
    async fn role_of(&self, friend: &Friend<'_>) -> Option<Role> {
        self.find_member(friend).await.map(|member| member.role)
    }
}

impl Friend<'_> {
    async fn signs_in(&self, username: &str, password: &str) {
        self.sends("/login").await;
        self.sends(username).await;
        self.sends(password).await;
    }

    async fn is_wrong(&self, times: usize) {
        self.sends("/login oleg").await;
        for _ in 0..times {
            self.sends("a guess").await;
        }
    }

    /// Whether what they said stands in the chat.
    fn still_shows(&self, words: &str) -> bool {
        let messages = self.person.messages();
        let mut shown = messages.iter().filter(|message| !message.deleted);
        shown.any(|message| message.text.contains(words))
    }
}

#[tokio::test]
async fn whoever_has_an_account_signs_in_and_out() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let oleg = world.friend(202, "Oleg", "en");
    oleg.signs_in("oleg", PASSWORD).await;
    assert_eq!(world.role_of(&oleg).await, Some(Role::Operator));
    oleg.sends("/logout").await;
    assert_eq!(world.role_of(&oleg).await, None);
    oleg.sends("/logout").await;
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg: /login
    Bot: 🔑 For members of the staff. Your user name?
    Oleg: oleg
    Bot: And your password? I delete the message at once.
    Oleg: correct horse battery
    Bot deletes: correct horse battery
    Bot: ✅ You are signed in as oleg. Your role: operator.

         It counts in the staff group, from now on: /help there shows what you may do. /logout signs you out.
    Oleg: /logout
    Bot: 👋 You are signed out. Nothing you do in the staff group counts any more, until you come back with /login.
    Oleg: /logout
    Bot: You are not signed in. /login signs a member of the staff in.
    ");
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Bot: 🔑 Oleg is signed in as oleg (operator).
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    oleg login staff 1 {"after": 202, "before": null, "telegram_id": 202}
    oleg logout staff 1 {"after": null, "before": 202, "telegram_id": 202}
    "#);
    assert!(!oleg.still_shows(PASSWORD));
    world.ends_well().await;
}

#[tokio::test]
async fn in_russian_too() {
    let world = World::with_staff().await;
    world.has_account("олег", "viewer").await;
    let boris = world.boris();
    boris.signs_in("олег", "не тот пароль").await;
    boris.sends(PASSWORD).await;
    boris.sends("/logout").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /login
    Bot: 🔑 Это вход для сотрудников. Ваше имя пользователя?
    Борис: олег
    Bot: А пароль? Сообщение с ним я сразу удалю.
    Борис: не тот пароль
    Bot deletes: не тот пароль
    Bot: Имя или пароль неверны. Напишите пароль ещё раз или начните заново: /login.
    Борис: correct horse battery
    Bot deletes: correct horse battery
    Bot: ✅ Вход выполнен: олег. Ваша роль: наблюдатель.

         Она действует в группе сотрудников уже сейчас: команда /help там покажет, что вам можно. Выйти — /logout.
    Борис: /logout
    Bot: 👋 Вы вышли. В группе вы больше не сотрудник, пока не вернётесь через /login.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn no_password_is_kept_anywhere() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let oleg = world.friend(202, "Oleg", "en");
    oleg.sends("/login oleg correct horse battery").await;
    assert!(!oleg.still_shows("horse"));
    oleg.sends("oleg").await;
    oleg.sends_other(Other::Sticker).await;
    // What can't be handled is given up without the words.
    world
        .execute("alter table staff_login_tries rename to staff_login_tries_away")
        .await;
    oleg.sends(PASSWORD).await;
    world.advance(TimeDelta::minutes(2)).await;
    world
        .execute("alter table staff_login_tries_away rename to staff_login_tries")
        .await;
    let payload: String = world
        .value("select payload from telegram_updates where status = 'dead'")
        .await;
    assert_eq!(payload, "");
    assert!(!oleg.still_shows(PASSWORD));
    world
        .execute("delete from telegram_updates where status = 'dead'")
        .await;
    oleg.sends(PASSWORD).await;
    assert_eq!(world.role_of(&oleg).await, Some(Role::Operator));
    let kept: String = world
        .value(
            "select concat_ws(' ',
                (select string_agg(state::text, ' ') from dialogues),
                (select string_agg(payload::text, ' ') from jobs),
                (select string_agg(payload, ' ') from telegram_updates),
                (select string_agg(key, ' ') from staff_login_tries),
                (select string_agg(metadata::text, ' ') from admin_audit_log))",
        )
        .await;
    assert!(!kept.contains("horse"), "{kept}");
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg: /login oleg correct horse battery
    Bot deletes: /login oleg correct horse battery
    Bot: A password in a command is easily seen, so I did not look at it. Let us begin again: your user name?
    Oleg: oleg
    Bot: And your password? I delete the message at once.
    Oleg sends a sticker
    Bot: I need the password as text. Please type it, or /cancel.
    Oleg: correct horse battery
    Bot deletes: correct horse battery
    Bot: Sorry, something went wrong on our side.

         What you sent is kept, and our engineers see it. Please try again in a minute. If it happens again, tell us this reference: 65FQ5G
         [💬 Support]
    Oleg: correct horse battery
    Bot deletes: correct horse battery
    Bot: ✅ You are signed in as oleg. Your role: operator.

         It counts in the staff group, from now on: /help there shows what you may do. /logout signs you out.
    ");
    // Each of its tries found the message deleted.
    let problems = world.telegram.problems();
    let is_second_deletion = |problem: &String| problem.starts_with("deleteMessage");
    assert!(problems.iter().all(is_second_deletion), "{problems:?}");
}

#[tokio::test]
async fn what_telegram_does_not_delete_its_author_is_asked_to() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let oleg = world.friend(202, "Oleg", "en");
    world.telegram.fail_when(|method, _| {
        (method == "deleteMessage").then(|| Fault::Error {
            code: 400,
            description: "Bad Request: message can't be deleted".to_owned(),
            retry_after: None,
        })
    });
    oleg.signs_in("oleg", PASSWORD).await;
    let said = oleg.transcript();
    assert!(
        said.contains("You are signed in as oleg")
            && said.ends_with("Please delete it yourself, so that nobody reads the password."),
        "{said}"
    );
}

#[tokio::test]
async fn a_staff_account_moves_with_its_owner() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let oleg = world.friend(202, "Oleg", "en");
    let home = world.friend(205, "Oleg at home", "en");
    let vera = world.staff_member(203, "Vera", "viewer").await;
    oleg.signs_in("oleg", PASSWORD).await;
    oleg.transcript();
    home.signs_in("oleg", PASSWORD).await;
    assert_eq!(world.role_of(&oleg).await, None);
    assert_eq!(world.role_of(&home).await, Some(Role::Operator));
    insta::assert_snapshot!(oleg.transcript(), @r"
    Bot: 🔑 oleg has been signed in from another Telegram account, so this one is signed out.

         If that was not you, tell an admin at once.
    ");
    // Vera signs in as Oleg: she is not herself any more.
    let private = world.friend(203, "Vera", "en");
    private.signs_in("oleg", PASSWORD).await;
    assert_eq!(world.role_of(&vera).await, Some(Role::Operator));
    let tied: i64 = world
        .value("select count(*) from admin_users where telegram_user_id is not null")
        .await;
    assert_eq!(tied, 1);
    insta::assert_snapshot!(world.audit().await, @r#"
    oleg login staff 1 {"after": 202, "before": null, "telegram_id": 202}
    oleg login staff 1 {"after": 205, "before": 202, "telegram_id": 205}
    oleg staff_untied staff 2 {"after": null, "before": 203, "telegram_id": 203}
    oleg login staff 1 {"after": 203, "before": 205, "telegram_id": 203}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_signs_in_before_all_the_group_nor_where_there_is_none() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let oleg = world.in_staff_group(202, "Oleg");
    oleg.sends("/login oleg correct horse battery").await;
    oleg.sends("/login").await;
    assert!(!oleg.still_shows("horse"));
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg: /login oleg correct horse battery
    Bot deletes: /login oleg correct horse battery
    Bot: 🔑 Please sign in and out in a private chat with me: here everybody would read your password.
    Oleg: /login
    Bot: 🔑 Please sign in and out in a private chat with me: here everybody would read your password.
    ");
    world.ends_well().await;
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/login").await;
    anna.sends("hello").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /login
    Bot: There is no staff group here yet, so there is nothing to sign in to.
    Anna: hello
    Bot: I understand photos and buttons best. The menu shows everything I can do 👇
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_password_behind_login_is_not_kept_of_what_was_given_up() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let igor = world.friend(204, "Igor", "en");
    // A paused account is at no step of signing in.
    igor.is_wrong(5).await;
    let boris = world.in_staff_group(205, "Boris");
    world.telegram.fail_when(|method, _| {
        let fails = matches!(method, "sendMessage" | "deleteMessage");
        fails.then_some(Fault::Gateway502)
    });
    igor.sends("/login oleg open sesame").await;
    boris.sends(" /LOGIN oleg open sesame").await;
    boris.sends("/login oleg open sesame").await;
    world.advance(TimeDelta::minutes(2)).await;
    world.telegram.heal();
    let kept: i64 = world
        .value("select count(*) from telegram_updates where payload like '%sesame%'")
        .await;
    let dead: i64 = world
        .value("select count(*) from telegram_updates where status = 'dead'")
        .await;
    assert_eq!((kept, dead > 0), (0, true), "{dead} were given up");
    world
        .execute("delete from telegram_updates where status = 'dead'")
        .await;
    world.ends_well().await;
}

#[tokio::test]
async fn where_nobody_can_be_answered_a_password_still_goes() {
    let world = World::with_staff().await;
    let boris = world.in_staff_group(205, "Boris");
    world.telegram.fail_when(|method, _| {
        (method == "sendMessage").then(|| Fault::Error {
            code: 400,
            description: "Bad Request: TOPIC_CLOSED".to_owned(),
            retry_after: None,
        })
    });
    boris.sends("/login oleg open sesame").await;
    world.telegram.heal();
    assert!(!boris.still_shows("sesame"));
    world.ends_well().await;
}

#[tokio::test]
async fn who_is_banned_does_not_sign_in_and_who_leaves_the_way_is_not_asked_again() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let anna = world.anna();
    anna.sends("/login").await;
    anna.sends("/cancel").await;
    anna.sends("oleg").await;
    anna.sends("/login oleg").await;
    anna.sends("/start").await;
    anna.sends(PASSWORD).await;
    assert_eq!(world.role_of(&anna).await, None);
    world.execute("update users set is_banned = true").await;
    anna.transcript();
    anna.sends("/login").await;
    assert!(anna.transcript().contains("Bot: "));
    let dialogues: i64 = world.value("select count(*) from dialogues").await;
    assert_eq!(dialogues, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn money_that_arrives_meanwhile_is_no_password() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna.sends("/login oleg").await;
    anna.pays().await;
    anna.sends(PASSWORD).await;
    let paid: i64 = world
        .value("select count(*) from payments where status = 'succeeded'")
        .await;
    assert_eq!(
        (paid, world.role_of(&anna).await),
        (1, Some(Role::Operator))
    );
}
