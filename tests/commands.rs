//! The command line as operators script against it: what it prints, and how it exits.

mod accounts;

use std::{process::Output, time::Duration};

use pinglass::staff;
use sandbox::ton::BrokenRates;

use crate::{process::Installation, world::client};

async fn run(installation: &Installation, arguments: &[&str]) -> Output {
    installation.command(arguments).output().await.unwrap()
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[tokio::test]
async fn bad_usage_and_bad_configuration_exit_with_2() {
    let installation = Installation::prepare().await;
    for arguments in [
        &["dance"][..],
        &[],
        &["run", "--roles", "cook"],
        &["reconcile", "--since", "yesterday"],
    ] {
        assert_eq!(
            run(&installation, arguments).await.status.code(),
            Some(2),
            "{arguments:?}"
        );
    }
    let mut command = installation.command(&["check"]);
    command
        .env_remove("KIE_API_KEY")
        .env("HTTP_ADDR", "nowhere");
    let output = command.output().await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(
        said.contains("KIE_API_KEY is required") && said.contains("HTTP_ADDR is not"),
        "{said}"
    );
}

#[tokio::test]
async fn a_dotenv_file_is_read_and_the_environment_wins() {
    let installation = Installation::prepare().await;
    let mut command = installation.command(&["check"]);
    command.env_remove("KIE_API_KEY");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join(".env"),
        "KIE_API_KEY=kie-sandbox-key\nS3_BUCKET=another\n",
    )
    .unwrap();
    let output = command.current_dir(folder.path()).output().await.unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("bucket photos"), "{}", said(&output));
}

#[tokio::test]
async fn check_says_what_works_and_how_to_mend_the_rest() {
    let installation = Installation::prepare().await;
    let output = run(&installation, &["check"]).await;
    assert!(output.status.success(), "{}", said(&output));
    for line in [
        "ok      database",
        "ok      telegram     @pinglass_bot",
        "ok      storage",
        "ok      kie",
        "ok      updates",
        "ok      ways to pay  stars\n",
        "ok      balances     every balance is what its rows say",
        "ok      tbank        the bank takes",
        "ok      ton          wallet UQ",
        "1 TON costs 118.3 ₽",
    ] {
        assert!(
            said(&output).contains(line),
            "{line} is not in: {}",
            said(&output)
        );
    }
    let mut command = installation.command(&["check"]);
    let output = command
        .env("KIE_API_KEY", "wrong")
        .env("TELEGRAM_BOT_TOKEN", "1:wrong")
        .output()
        .await
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(
        said.contains("FAILED  telegram") && said.contains("check TELEGRAM_BOT_TOKEN"),
        "{said}"
    );
    assert!(
        said.contains("FAILED  kie") && said.contains("check KIE_API_KEY"),
        "{said}"
    );
    assert!(!said.contains("1:wrong"), "{said}");
}

#[tokio::test]
async fn check_names_a_balance_that_differs_from_its_rows() {
    let installation = Installation::prepare().await;
    installation
        .execute(
            "with somebody as (insert into users (id) values (7101) returning id)
             insert into referral_balances (user_id, balance, total_earned, referrals_count)
             select id, 100.01, 100, 0 from somebody;",
        )
        .await;
    let output = run(&installation, &["check"]).await;
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    let named = "FAILED  balances     2 differences, such as: user 7101 has balance 100.01, its rows say 0; \
                 user 7101 has total_earned 100.00, its rows say 0";
    assert!(said.contains(named), "{said}");
}

#[tokio::test]
async fn check_complains_about_a_bucket_that_keeps_what_is_deleted() {
    let installation = Installation::prepare().await;
    installation.s3.keep_versions();
    let output = run(&installation, &["check"]).await;
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(
        said.contains("FAILED  storage") && said.contains("suspend versioning"),
        "{said}"
    );
}

#[tokio::test]
async fn check_says_which_setting_keeps_money_away() {
    let installation = Installation::prepare().await;
    let check = async |variables: &[(&str, &str)]| {
        let mut command = installation.command(&["check"]);
        command.env("PAYMENT_METHODS", "tbank,stars,ton");
        let output = command.envs(variables.iter().copied()).output().await;
        said(&output.unwrap())
    };
    let said = check(&[]).await;
    assert!(said.contains("ways to pay  tbank, stars, ton\n"), "{said}");
    let nowhere = "http://127.0.0.1:9";
    for (variables, failure) in [
        (("TBANK_PASSWORD", "wrong"), "204"),
        (("TBANK_PASSWORD", "wrong"), "TBANK_PASSWORD is wrong"),
        (("TBANK_TERMINAL_KEY", "1"), "TBANK_TERMINAL_KEY is wrong"),
        (("TBANK_API_URL", nowhere), "is TBANK_API_URL right"),
        (("TON_API_URL", nowhere), "is TON_API_URL right"),
        (("TON_RATES_URL", nowhere), "is TON_RATES_URL right"),
        (("TON_API_KEY", "wrong"), "is TON_API_KEY right"),
    ] {
        let said = check(&[variables]).await;
        assert!(
            said.contains("FAILED  t") && said.contains(failure),
            "{variables:?}: {said}"
        );
    }
    installation.ton.break_rates(BrokenRates::Zero);
    let said = check(&[]).await;
    assert!(said.contains("the price of TON is 0"), "{said}");
}

#[tokio::test]
async fn the_webhook_is_set_and_deleted_by_commands_of_their_own() {
    let installation = Installation::prepare().await;
    let output = run(&installation, &["set-webhook"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("TELEGRAM_UPDATES"),
        "{}",
        said(&output)
    );
    let mut command = installation.command(&["set-webhook"]);
    command
        .env("TELEGRAM_UPDATES", "webhook")
        .env("TELEGRAM_WEBHOOK_SECRET", "a-secret");
    let output = command.output().await.unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let call = installation.telegram.calls_of("setWebhook").pop().unwrap();
    assert_eq!(
        call.params["url"],
        format!("{}/telegram/webhook", installation.url())
    );
    assert!(
        run(&installation, &["delete-webhook"])
            .await
            .status
            .success()
    );
    assert_eq!(installation.telegram.calls_of("deleteWebhook").len(), 1);
}

#[tokio::test]
async fn a_running_process_tells_how_it_is_and_stops_when_asked() {
    let mut installation = Installation::start().await;
    installation.until_running().await;
    let client = client();
    let status = async |path: &str| {
        let answer = client
            .get(format!("{}{path}", installation.url()))
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(status("/healthz").await.0, 200);
    assert_eq!(status("/readyz").await.0, 200);
    assert_eq!(status("/nothing").await.0, 404);
    assert_eq!(status("/kie/callback").await.0, 405);
    let anna = installation.person(101, "Anna", "en");
    anna.sends("/start");
    installation.until_said(&anna, "Hello, Anna!").await;
    // An update is measured after its answer was sent, so it may not be there yet.
    let measured = async {
        loop {
            let (_, metrics) = status("/metrics").await;
            if metrics.contains("pinglass_update_seconds_count{outcome=\"ok\"} 1") {
                return metrics;
            }
        }
    };
    let metrics = tokio::time::timeout(Duration::from_secs(30), measured)
        .await
        .unwrap();
    assert!(!metrics.contains("Anna"), "{metrics}");
    assert_eq!(
        client
            .post(format!("{}/kie/callback", installation.url()))
            .body("{}")
            .send()
            .await
            .unwrap()
            .status(),
        400
    );
    assert!(installation.terminate().await.success());
    installation.stop().await;
}

/// What comes again and again. A start plans all of it: whatever is missing here after one
/// would never run on a new installation.
const RECURRING: [&str; 12] = [
    "referral_sweep_applications",
    "referral_sweep_books",
    "referral_sweep_withdrawals",
    "report_day",
    "staff_sweep",
    "support_report_week",
    "support_sweep_tickets",
    "sweep_orders",
    "sweep_references",
    "sweep_sets",
    "sweep_stars",
    "watch_ton",
];

#[tokio::test]
async fn a_start_plans_everything_that_comes_again_and_again() {
    let mut installation = Installation::start().await;
    // No job runs before all are planned.
    installation
        .until(|installation| {
            let looked = installation.telegram.calls_of("getStarTransactions");
            !looked.is_empty()
        })
        .await;
    let planned = installation
        .text("select coalesce(string_agg(distinct kind, ' '), '') from jobs")
        .await;
    let missing: Vec<_> = RECURRING
        .into_iter()
        .filter(|kind| !planned.split(' ').any(|planned| planned == *kind))
        .collect();
    assert!(missing.is_empty(), "{missing:?} are missing: {planned}");
    installation.stop().await;
}

#[tokio::test]
async fn the_staff_group_is_shown_its_commands() {
    let installation = Installation::prepare().await;
    let group = installation.telegram.staff_group(-1_001, &[]);
    let mut command = installation.command(&["run"]);
    let mut child = command.env("STAFF_CHAT_ID", "-1001").spawn().unwrap();
    let shown = |installation: &Installation| {
        let chats = installation.telegram.chats();
        let group = chats.into_iter().find(|chat| chat.id == group.id());
        let commands = group.unwrap().commands.into_iter();
        commands.map(|command| command.command).collect::<Vec<_>>()
    };
    let all: Vec<_> = staff::COMMANDS.iter().map(|command| command.name).collect();
    installation
        .until(|installation| shown(installation) == all)
        .await;
    child.kill().await.unwrap();
}

#[tokio::test]
async fn reconcile_exits_with_0_when_nothing_is_open() {
    let installation = Installation::prepare().await;
    let output = run(&installation, &["reconcile", "--since", "2026-01-01"]).await;
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("0 transactions compared"),
        "{}",
        said(&output)
    );
}
