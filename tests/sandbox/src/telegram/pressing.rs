//! Buttons that a person presses, and invoices that a person pays.

use anyhow::{Context, bail};

use super::{
    keyboard::Markup,
    message::Body,
    payments::{Invoice, PaymentAttempt},
    people::Person,
    seen::{Action, Button, SeenMessage},
    state::State,
};

impl Person {
    /// Taps the button with this label, or else one whose text contains it, on the newest message
    /// of the bot that shows one.
    ///
    /// # Errors
    /// When no message shows it, listing the buttons there are, or when it opens a link.
    pub fn taps(&self, label: &str) -> anyhow::Result<()> {
        let (message_id, button) = self.telegram.read(|state| self.find_button(state, label))?;
        match button.action {
            Action::Callback { data } => self.telegram.change(|state| {
                state.tap(self.id, self.chat, message_id, &button.text, &data);
            }),
            Action::Text => {
                self.sends(button.text);
            }
            Action::Url { url } => bail!("[{}] opens {url}", button.text),
            Action::Copy { text } => bail!("[{}] copies \"{text}\"", button.text),
            Action::Pay => bail!("[{}] is pressed by `pays`", button.text),
        }
        Ok(())
    }

    fn find_button(&self, state: &State, label: &str) -> anyhow::Result<(i64, Button)> {
        let chat = state.chat(self.chat).context("no such chat")?;
        let mut seen = Vec::new();
        let mut is_reply_keyboard_over = false;
        for message in chat.messages.values().rev() {
            let is_shown = !message.is_deleted() && message.topic == self.topic;
            if !is_shown || message.sender != state.bot.id {
                continue;
            }
            // Only the newest keyboard under the input field is there.
            let is_reply_keyboard =
                matches!(message.keyboard, Some(Markup::Reply(_) | Markup::Remove));
            if is_reply_keyboard && std::mem::replace(&mut is_reply_keyboard_over, true) {
                continue;
            }
            let shown = state.seen(message);
            let buttons: Vec<Button> = shown
                .keyboard
                .into_iter()
                .chain(shown.reply_keyboard)
                .flatten()
                .collect();
            let exact = buttons.iter().find(|button| button.text == label);
            let found = exact.or_else(|| buttons.iter().find(|button| button.text.contains(label)));
            if let Some(button) = found {
                return Ok((message.id, button.clone()));
            }
            seen.extend(
                buttons
                    .into_iter()
                    .map(|button| format!("[{}]", button.text)),
            );
        }
        bail!(
            "no message shows a button with \"{label}\"; there are: {}",
            seen.join(" ")
        )
    }

    /// Sends the callback query of a button with this data under this message, whether or not it is
    /// shown there now: an old or a foreign button.
    /// Returns the query's id.
    pub fn taps_data(&self, message_id: i64, data: &str) -> String {
        self.telegram.change(|state| {
            let message = state
                .chat(self.chat)
                .and_then(|chat| chat.messages.get(&message_id));
            let keyboard = message.and_then(|message| message.keyboard.as_ref());
            let buttons = keyboard.map(Markup::buttons).unwrap_or_default();
            let wanted = Action::Callback {
                data: data.to_owned(),
            };
            let shown = buttons
                .into_iter()
                .flatten()
                .find(|button| button.action == wanted);
            let label = shown.map_or_else(|| "a button that is gone".to_owned(), |b| b.text);
            state.tap(self.id, self.chat, message_id, &label, data)
        })
    }

    /// Pays the newest invoice in the chat; the same invoice can be paid again and again.
    ///
    /// # Errors
    /// When there is no invoice.
    pub fn pays(&self) -> anyhow::Result<PaymentAttempt> {
        let newest = self.telegram.read(|state| {
            let chat = state.chat(self.chat)?;
            let message = chat.newest(|message| matches!(message.body, Body::Invoice(_)))?;
            match &message.body {
                Body::Invoice(invoice) => Some(invoice.clone()),
                _ => None,
            }
        });
        Ok(self.begin_payment(newest.context("no invoice in the chat")?))
    }

    /// Pays an invoice that someone forwarded from another chat.
    ///
    /// # Errors
    /// When it is no invoice, or has a start parameter: such copies lead to the bot instead.
    pub fn pays_forwarded(&self, invoice: &SeenMessage) -> anyhow::Result<PaymentAttempt> {
        let original = self.telegram.read(|state| {
            match state
                .message(invoice.chat, invoice.id)
                .map(|message| &message.body)
            {
                Some(Body::Invoice(invoice)) => Some(invoice.clone()),
                _ => None,
            }
        });
        let original = original.context("the message is no invoice")?;
        if !original.start_parameter.is_empty() {
            bail!(
                "the copy opens the bot with /start {}",
                original.start_parameter
            );
        }
        Ok(self.begin_payment(original))
    }

    /// Pays through an invoice link.
    ///
    /// # Errors
    /// When the bot made no such link.
    pub fn pays_link(&self, link: &str) -> anyhow::Result<PaymentAttempt> {
        let invoice = self
            .telegram
            .read(|state| state.payments.links.get(link).cloned());
        Ok(self.begin_payment(invoice.context("the bot made no such link")?))
    }

    pub(super) fn begin_payment(&self, invoice: Invoice) -> PaymentAttempt {
        let id = self
            .telegram
            .change(|state| state.begin_payment(self.id, invoice));
        PaymentAttempt::new(self.telegram.clone(), id)
    }
}
