//! A person is written to by the staff. What is said becomes part of a ticket, their open
//! one or a new one, so that the talk is in one place and can be answered.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    Act,
    asking::{self, Wish},
    named, with_card_button,
};
use crate::{
    accounts::{self, Standing},
    customers::{Deps, shown},
    staff::{Approval, Deed, Outcome, Permission, Preview},
    support,
    telegram::{Dialogue, Handled, Screen},
};

/// Bot API, sendMessage: 4096 characters; the preview says something besides.
const MOST_CHARS: usize = 3000;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Write {
    person_id: i32,
    words: String,
}

/// Asks for the words.
pub(super) async fn ask(act: &Act<'_>, dialogue: &Dialogue) -> Handled {
    let text = act.deps.desk.lang.html("customer-write-ask", &act.args());
    asking::ask(act, dialogue, &Screen::plain(text), Wish::Write, true).await
}

/// Shows what the person will read.
pub(super) async fn preview(act: &Act<'_>, words: String) -> Handled {
    let lang = act.deps.desk.lang;
    if !asking::are_fine(act, &words, MOST_CHARS).await? {
        return Ok(());
    }
    let [name, number, _] = act.args();
    let mut text = lang.html(
        "customer-write-preview",
        &[name, number, ("words", words.clone().into())],
    );
    if act.person.is_banned {
        text.push_str("\n\n");
        text.push_str(&lang.html("customer-write-to-banned", &act.args()));
    }
    let deed = Write {
        person_id: act.person.id,
        words,
    };
    let preview = Preview {
        text,
        yes: lang.text("customer-write-yes", &[]),
        approvers: 1,
    };
    act.propose(&deed, preview).await
}

impl Deed for Write {
    const KIND: &'static str = "write";
    const PERMISSION: Permission = Permission::ServeCustomers;
    type Deps = Deps;

    fn about(&self) -> Option<i32> {
        Some(self.person_id)
    }

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        deps: &Deps,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let (lang, id, member) = (deps.desk.lang, self.person_id, &approval.asker);
        // Alone, so that of two tickets that are opened at once one is the other.
        let standing = accounts::hold_alone(tx, id).await?;
        let person = accounts::find_by_id(tx, id).await?;
        let (Some(person), Standing::Here) = (person, standing) else {
            let text = lang.html("customer-write-impossible", &[]);
            return Ok(Outcome::Impossible(Screen::plain(text)));
        };
        let number = support::write_to(tx, &deps.help, member, &person, &self.words, now).await?;
        shown::redraw(tx, deps, id, member).await?;
        // What was said is in the ticket.
        let details = json!({ "ticket": number });
        approval
            .audit(tx, "write", "user", Some(id), details, now)
            .await?;
        let [name, person_number, member] = named(&person, member);
        let ticket = ("ticket", number.into());
        let args = [name, person_number, member, ticket];
        let text = lang.html("customer-write-done", &args);
        Ok(Outcome::Done(with_card_button(deps, text, id)))
    }
}
