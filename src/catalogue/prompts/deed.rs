//! Using a prompt, or another text of it, or none of it: once its preview is confirmed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{Prompt, screens, store};
use crate::staff::{Approval, Deed, Desk, Outcome, Permission};

/// Makes a prompt on or off, with this text. Whoever asked saw it with the text `seen_text`,
/// on or off; when it is otherwise by now, somebody else was quicker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct UsePrompt {
    pub prompt_id: i32,
    pub seen_text: String,
    pub was_on: bool,
    pub text_id: i32,
    pub is_on: bool,
}

impl Deed for UsePrompt {
    const KIND: &'static str = "promptuse";
    const PERMISSION: Permission = Permission::ChangeSettings;
    type Deps = Desk;

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        desk: &Desk,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let lang = desk.lang;
        store::lock(tx).await?;
        let prompts = store::list(tx).await?;
        let before = prompts.iter().find(|prompt| prompt.id == self.prompt_id);
        let text = store::texts::find(tx, self.text_id).await?;
        let text = text.filter(|text| text.prompt_id == self.prompt_id);
        let (Some(before), Some(text)) = (before, text) else {
            return Ok(Outcome::Impossible(screens::unknown(lang)));
        };
        if before.text != self.seen_text || before.is_on != self.was_on {
            return Ok(Outcome::Impossible(screens::changed_meanwhile(
                lang, before,
            )));
        }
        if self.is_on && !text.is_tried {
            return Ok(Outcome::Impossible(screens::not_tried(lang)));
        }
        if !self.is_on && is_last(before, &prompts) {
            return Ok(Outcome::Impossible(screens::last(lang)));
        }
        store::save(tx, before.id, &text.text, self.is_on).await?;
        if before.text != text.text {
            store::texts::note_used(tx, text.id, now).await?;
        }
        let after = Prompt {
            text: text.text,
            is_on: self.is_on,
            ..before.clone()
        };
        let details = json!({ "before": told(before), "after": told(&after) });
        let target = Some(before.id);
        approval
            .audit(tx, "prompt_changed", "custom_prompt", target, details, now)
            .await?;
        let names = approval.names();
        Ok(Outcome::Done(screens::changed(lang, &after, &names)))
    }
}

/// Whether the style would have no prompt without this one.
pub(super) fn is_last(prompt: &Prompt, prompts: &[Prompt]) -> bool {
    let mut others = prompts
        .iter()
        .filter(|other| other.style == prompt.style && other.id != prompt.id);
    !others.any(|other| other.is_on)
}

/// A prompt for the audit log.
pub(super) fn told(prompt: &Prompt) -> Value {
    json!({ "key": prompt.key, "text": prompt.text, "is_on": prompt.is_on })
}
