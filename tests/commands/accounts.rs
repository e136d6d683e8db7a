//! Staff accounts on the command line: each change is written down, and no password is.

use std::process::{Output, Stdio};

use tokio::io::AsyncWriteExt;

use super::{run, said};
use crate::process::Installation;

/// Runs a command that asks for a password.
async fn typed(installation: &Installation, arguments: &[&str], password: &str) -> Output {
    let mut command = installation.command(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(password.as_bytes())
        .await
        .unwrap();
    child.wait_with_output().await.unwrap()
}

async fn add(installation: &Installation, password: &str) -> Option<i32> {
    let arguments = ["admin", "add", "olga", "--role", "operator"];
    typed(installation, &arguments, password)
        .await
        .status
        .code()
}

async fn admin(installation: &Installation, arguments: &[&str]) -> Option<i32> {
    let arguments = [&["admin"], arguments].concat();
    run(installation, &arguments).await.status.code()
}

#[tokio::test]
async fn staff_accounts_are_added_changed_listed_and_removed() {
    let installation = Installation::prepare().await;
    let list = async || said(&run(&installation, &["admin", "list"]).await);
    assert_eq!(add(&installation, "short\n").await, Some(1));
    assert_eq!(add(&installation, "a long password\n").await, Some(0));
    assert_eq!(add(&installation, "another password\n").await, Some(1));
    for (arguments, code) in [
        (&["role", "olga", "viewer"][..], 0),
        (&["role", "olga", "king"], 2),
        (&["role", "nobody", "viewer"], 1),
        (&["link", "olga", "201"], 0),
        (&["link", "nobody", "201"], 1),
    ] {
        let output = admin(&installation, arguments).await;
        assert_eq!(output, Some(code), "{arguments:?}");
    }
    let listed = list().await;
    for word in ["olga", "viewer", "201"] {
        assert!(listed.contains(word), "{word}: {listed}");
    }
    for (arguments, code) in [
        (&["unlink", "olga"][..], 0),
        (&["unlink", "olga"], 1),
        (&["remove", "olga"], 0),
        (&["remove", "olga"], 1),
    ] {
        let output = admin(&installation, arguments).await;
        assert_eq!(output, Some(code), "{arguments:?}");
    }
    assert_eq!(list().await, "");
    // All that was done is written down.
    let audit = installation
        .text(
            "select string_agg(concat_ws(' ', action, target_type, metadata), E'\n' order by id)
             from admin_audit_log",
        )
        .await;
    insta::assert_snapshot!(audit, @r#"
    staff_added staff {"by": "command line", "after": "operator", "before": null, "username": "olga"}
    staff_role staff {"by": "command line", "after": "viewer", "before": "operator"}
    staff_linked staff {"by": "command line", "after": 201, "before": null}
    staff_untied staff {"by": "command line", "after": null, "before": 201}
    staff_removed staff {"by": "command line", "after": null, "before": "viewer", "username": "olga"}
    "#);
}

#[tokio::test]
async fn a_password_can_be_changed_and_is_kept_as_a_hash_only() {
    let installation = Installation::prepare().await;
    // In the chat with the bot that would be a command.
    assert_eq!(add(&installation, "/a long password\n").await, Some(1));
    assert_eq!(add(&installation, "a long password\n").await, Some(0));
    let hash = "select password_hash from admin_users";
    let first = installation.text(hash).await;
    assert!(bcrypt::verify("a long password", &first).unwrap());
    for (name, password, code) in [
        ("olga", "short\n", 1),
        ("nobody", "a new password\n", 1),
        ("olga", "a new password\n", 0),
    ] {
        let arguments = ["admin", "password", name];
        let output = typed(&installation, &arguments, password).await;
        assert_eq!(output.status.code(), Some(code), "{name}, {password}");
    }
    let second = installation.text(hash).await;
    assert!(bcrypt::verify("a new password", &second).unwrap());
    let audit = installation
        .text("select string_agg(concat_ws(' ', action, metadata), ' ') from admin_audit_log")
        .await;
    assert!(
        audit.contains("staff_password") && !audit.contains("$2b$"),
        "{audit}"
    );
}
