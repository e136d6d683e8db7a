//! What happens in a chat, line by line, readable and the same in every run: no ids, no times.
//! Lines are written when things happen, so an edit does not change what was written before.

use super::{
    keyboard::Markup,
    message::{Body, Message},
    seen::{Action, Button},
    state::State,
    text::Entity,
};

/// Further lines of a message and its buttons stand below its first word.
const INDENT: &str = "     ";

impl State {
    /// Writes a line into a chat's transcript; in a group with the topic's name before it.
    pub fn write_log(&mut self, chat: i64, topic: Option<i64>, line: &str) {
        let Some(chat) = self.chats.get_mut(&chat) else {
            return;
        };
        let topic = topic.and_then(|id| chat.topics.get(&id));
        let place = topic
            .map(|topic| format!("#{} ", topic.name))
            .unwrap_or_default();
        chat.log.push(format!("{place}{line}"));
    }

    /// What was not read yet, which is then read.
    pub fn read_log(&mut self, chat: i64) -> String {
        let Some(chat) = self.chats.get_mut(&chat) else {
            return String::new();
        };
        let unread = chat.log[chat.log_read..].join("\n");
        chat.log_read = chat.log.len();
        unread
    }

    /// Writes down a message, or an album.
    pub fn log_sent(&mut self, messages: &[Message]) {
        let Some(first) = messages.first() else {
            return;
        };
        let name = self.name_of(first.sender).to_owned();
        let mut line = if messages.len() > 1 {
            let what = if matches!(first.body, Body::Photo(_)) {
                "photos"
            } else {
                "files"
            };
            if first.sender == self.bot.id {
                format!("Bot sends an album of {} {what}", messages.len())
            } else {
                format!("{name} sends {} {what} as an album", messages.len())
            }
        } else {
            self.describe(&name, first)
        };
        let has_caption = !first.is_service() && !matches!(first.body, Body::Text);
        for message in messages.iter().filter(|_| has_caption) {
            if !message.text.text.is_empty() {
                line.push_str(&format!("\n{INDENT}“{}”", indented(&with_links(message))));
            }
        }
        line.push_str(&buttons(first));
        self.write_log(first.chat, first.topic, &line);
    }

    /// Writes down what an edit left.
    pub fn log_edited(&mut self, message: &Message) {
        let name = self.name_of(message.sender);
        let line = format!(
            "{name} (edited): {}{}",
            indented(&with_links(message)),
            buttons(message)
        );
        self.write_log(message.chat, message.topic, &line);
    }

    /// Writes down which picture or file now stands in a message, with its caption.
    pub fn log_media_edited(&mut self, message: &Message) {
        let shown = self.describe("Bot (edited)", message);
        let shown = shown.replacen("sends", "shows", 1);
        let caption = if message.text.text.is_empty() {
            String::new()
        } else {
            format!("\n{INDENT}“{}”", indented(&with_links(message)))
        };
        let line = format!("{shown}{caption}{}", buttons(message));
        self.write_log(message.chat, message.topic, &line);
    }

    fn describe(&self, name: &str, message: &Message) -> String {
        let forwarded = message.forwarded.as_ref();
        let name = &match forwarded {
            Some(origin) => format!("{name} (forwarding {})", self.name_of(origin.sender)),
            None => name.to_owned(),
        };
        let file_name = || {
            let file = message.file_id().and_then(|id| self.files.find(id));
            file.and_then(|file| file.name.clone()).unwrap_or_default()
        };
        match &message.body {
            Body::Text => format!("{name}: {}", indented(&with_links(message))),
            Body::Photo(_) => format!("{name} sends a photo"),
            Body::Document(_) => format!("{name} sends a file: {}", file_name()),
            Body::Sticker(_) => format!("{name} sends a sticker"),
            Body::Voice(_) => format!("{name} sends a voice message"),
            Body::Video(_) => format!("{name} sends a video"),
            Body::Location { .. } => format!("{name} sends a location"),
            Body::Contact { .. } => format!("{name} sends a contact"),
            Body::Invoice(invoice) => {
                let line = format!(
                    "{name} sends an invoice: {}, {} Stars",
                    invoice.title, invoice.total_amount
                );
                let pay = match message.keyboard {
                    None => format!("  [{}]", invoice.pay_button().text),
                    Some(_) => String::new(),
                };
                format!("{line}{pay}\n{INDENT}{}", indented(&invoice.description))
            }
            Body::SuccessfulPayment(charge) => format!(
                "{name} pays {} Stars ({})",
                charge.invoice.total_amount, charge.invoice.title
            ),
            Body::RefundedPayment(charge) => {
                format!("{name} gets {} Stars back", charge.invoice.total_amount)
            }
            Body::TopicCreated { name: topic, .. } => format!("{name} opens the topic “{topic}”"),
            Body::TopicEdited { name: Some(topic) } => {
                format!("{name} renames the topic to “{topic}”")
            }
            Body::TopicEdited { name: None } => format!("{name} changes the topic's icon"),
            Body::TopicClosed => format!("{name} closes the topic"),
            Body::TopicReopened => format!("{name} reopens the topic"),
            Body::Pinned { message: pinned } => {
                let pinned = self.message(message.chat, *pinned);
                format!(
                    "{name} pins: {}",
                    pinned.map(first_line).unwrap_or_default()
                )
            }
        }
    }

    /// Writes down that someone did something to a message.
    pub fn log_about(&mut self, actor: i64, verb: &str, message: &Message) {
        let what = match &message.body {
            Body::Text => first_line(message),
            body => format!("the {}", body.kind()),
        };
        let line = format!("{} {verb}: {what}", self.name_of(actor));
        self.write_log(message.chat, message.topic, &line);
    }
}

fn first_line(message: &Message) -> String {
    message
        .text
        .text
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn indented(text: &str) -> String {
    let mut lines = text.lines();
    let mut result = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        result.push('\n');
        if !line.is_empty() {
            result.push_str(INDENT);
            result.push_str(line);
        }
    }
    result
}

fn buttons(message: &Message) -> String {
    let mut lines = String::new();
    let under_input = match &message.keyboard {
        Some(Markup::Reply(_)) => "keyboard: ",
        Some(Markup::Remove) => return format!("\n{INDENT}(keyboard removed)"),
        _ => "",
    };
    for row in message
        .keyboard
        .as_ref()
        .map(Markup::buttons)
        .unwrap_or_default()
    {
        let labels: Vec<String> = row.iter().map(label).collect();
        lines.push_str(&format!("\n{INDENT}{under_input}{}", labels.join(" ")));
    }
    lines
}

fn label(button: &Button) -> String {
    match &button.action {
        Action::Url { .. } => format!("[{} ↗]", button.text),
        Action::Copy { .. } => format!("[{} ⧉]", button.text),
        Action::Callback { .. } | Action::Pay | Action::Text => format!("[{}]", button.text),
    }
}

/// The text with the addresses of hidden links after them.
fn with_links(message: &Message) -> String {
    let mut units: Vec<u16> = message.text.text.encode_utf16().collect();
    let mut links: Vec<&Entity> = message
        .text
        .entities
        .iter()
        .filter(|entity| entity.kind == "text_link")
        .collect();
    links.sort_by_key(|entity| entity.offset + entity.length);
    for entity in links.into_iter().rev() {
        let address = format!(" ({})", entity.url.as_deref().unwrap_or_default());
        let end = (entity.offset + entity.length).min(units.len());
        units.splice(end..end, address.encode_utf16());
    }
    String::from_utf16_lossy(&units)
}
