//! Jobs and updates that were given up: tried again, or forgotten, after a preview. Their
//! handlers allow for being run again at any time, so that a second try does no harm.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::{Deps, chat::What, facts::Facts};
use crate::{
    queue,
    staff::{self, Approval, Deed, Member, Outcome, Permission, Preview},
    telegram::{self, Handled, Reply, Screen},
};

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Act {
    Retry,
    Forget,
}

/// Takes care of what was given up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TakeUp {
    what: What,
    act: Act,
}

/// Shows what would be done.
pub(super) async fn propose(
    deps: &Deps,
    member: &Member,
    reply: &Reply,
    what: What,
    act: Act,
) -> Handled {
    let lang = deps.desk.lang;
    let mut connection = deps.desk.db.connection().await?;
    let count = count(&mut connection, &what, deps.desk.clock.now()).await?;
    drop(connection);
    if count == 0 {
        reply.popup(&lang.text("health-none-left", &[])).await;
        return Ok(());
    }
    let deed = TakeUp { what, act };
    let preview = Preview {
        text: lang.html(
            &format!("health-{}-ask", deed.name()),
            &deed.args(lang, count),
        ),
        yes: lang.text(&format!("health-{}-yes", deed.name()), &[]),
        approvers: 1,
    };
    staff::propose(&deps.desk, member, &deed, preview, reply).await
}

async fn count(
    connection: &mut PgConnection,
    what: &What,
    now: DateTime<Utc>,
) -> anyhow::Result<i64> {
    let facts = Facts::load(connection, now).await?;
    Ok(match what {
        What::Updates => facts.inbox.dead,
        What::Jobs(kind) => {
            let kinds = facts.queue.iter().filter(|standing| standing.kind == *kind);
            kinds.map(|standing| standing.dead).sum()
        }
    })
}

impl TakeUp {
    fn name(&self) -> &'static str {
        match (&self.what, self.act) {
            (What::Jobs(_), Act::Retry) => "retry-jobs",
            (What::Jobs(_), Act::Forget) => "forget-jobs",
            (What::Updates, Act::Retry) => "retry-updates",
            (What::Updates, Act::Forget) => "forget-updates",
        }
    }

    fn args(
        &self,
        lang: crate::i18n::Lang,
        count: i64,
    ) -> [(&'static str, crate::i18n::FluentValue<'static>); 2] {
        let name = match &self.what {
            What::Updates => lang.text("health-updates", &[]),
            What::Jobs(kind) => kind.clone(),
        };
        [("count", count.into()), ("name", name.into())]
    }
}

impl Deed for TakeUp {
    const KIND: &'static str = "given_up";
    const PERMISSION: Permission = Permission::ChangeSettings;
    type Deps = Deps;

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        deps: &Deps,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let lang = deps.desk.lang;
        let done = match (&self.what, self.act) {
            (What::Jobs(kind), Act::Retry) => queue::revive(tx, kind, now).await?,
            (What::Jobs(kind), Act::Forget) => queue::forget_dead(tx, kind).await?,
            (What::Updates, Act::Retry) => telegram::revive_updates(tx, now).await?,
            (What::Updates, Act::Forget) => telegram::forget_dead_updates(tx).await?,
        };
        if done == 0 {
            let words = lang.html("health-none-left", &[]);
            return Ok(Outcome::Impossible(Screen::plain(words)));
        }
        let (action, target, kind) = match (&self.what, self.act) {
            (What::Jobs(kind), Act::Retry) => ("jobs_retried", "job", kind.as_str()),
            (What::Jobs(kind), Act::Forget) => ("jobs_forgotten", "job", kind.as_str()),
            (What::Updates, Act::Retry) => ("updates_retried", "update", ""),
            (What::Updates, Act::Forget) => ("updates_forgotten", "update", ""),
        };
        let after = if self.act == Act::Retry {
            "waiting"
        } else {
            "gone"
        };
        let details = json!({ "kind": kind, "count": done, "before": "dead", "after": after });
        approval
            .audit(tx, action, target, None, details, now)
            .await?;
        let mut args = self.args(lang, i64::try_from(done)?).to_vec();
        args.push(("by", approval.names().into()));
        let words = lang.html(&format!("health-{}-done", self.name()), &args);
        Ok(Outcome::Done(Screen::plain(words)))
    }
}
