//! What happens in a chat, line by line, readable and the same in every run: no ids, no times.
//! Lines are written when things happen, so an edit does not change what was written before.

use serde::{Deserialize, Serialize};

use super::{
    icons,
    keyboard::Markup,
    message::{Body, Message},
    seen::{Action, Button},
    state::State,
    text::Entity,
};

/// Further lines of a message and its buttons stand below its first word.
const INDENT: &str = "     ";

/// Of a message that is answered, so much is quoted.
const QUOTE_CHARS: usize = 40;

/// A line of the transcript.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    topic: Option<i64>,
    /// The topic's name as it was then, to stand before the text.
    place: String,
    text: String,
    is_read: bool,
}

impl State {
    /// Writes a line into a chat's transcript; in a group with the topic's name before it.
    pub fn write_log(&mut self, chat: i64, topic: Option<i64>, line: &str) {
        let Some(chat) = self.chats.get_mut(&chat) else {
            return;
        };
        let name = topic.and_then(|id| chat.topics.get(&id));
        let place = name.map(|topic| format!("#{} ", topic.name));
        chat.lines.push(Line {
            topic,
            place: place.unwrap_or_default(),
            text: line.to_owned(),
            is_read: false,
        });
    }

    /// What was not read yet, which is then read.
    pub fn read_log(&mut self, chat: i64) -> String {
        self.read_lines(
            chat,
            |_| true,
            |line| format!("{}{}", line.place, line.text),
        )
    }

    /// What was not read yet of one topic, which is then read.
    pub fn read_topic(&mut self, chat: i64, topic: i64) -> String {
        let is_there = |line: &Line| line.topic == Some(topic);
        self.read_lines(chat, is_there, |line| line.text.clone())
    }

    fn read_lines(
        &mut self,
        chat: i64,
        is_wanted: impl Fn(&Line) -> bool,
        show: impl Fn(&Line) -> String,
    ) -> String {
        let chat = self.chats.get_mut(&chat);
        let lines = chat.into_iter().flat_map(|chat| &mut chat.lines);
        let unread = lines.filter(|line| !line.is_read && is_wanted(line));
        let read: Vec<String> = unread
            .map(|line| {
                line.is_read = true;
                show(line)
            })
            .collect();
        read.join("\n")
    }

    /// Writes down a message, or an album.
    pub fn log_sent(&mut self, messages: &[Message]) {
        self.log_as("sends", messages);
    }

    /// Writes down a copy of a message, or of an album, made by the bot.
    pub fn log_copied(&mut self, messages: &[Message]) {
        self.log_as("copies", messages);
    }

    fn log_as(&mut self, verb: &str, messages: &[Message]) {
        let Some(first) = messages.first() else {
            return;
        };
        let name = format!("{}{}", self.name_of(first.sender), self.quote(first));
        let mut line = if messages.len() > 1 {
            let what = if matches!(first.body, Body::Photo(_)) {
                "photos"
            } else {
                "files"
            };
            if first.sender == self.bot.id {
                format!("{name} {verb} an album of {} {what}", messages.len())
            } else {
                format!("{name} sends {} {what} as an album", messages.len())
            }
        } else {
            self.describe(&name, verb, first)
        };
        for message in messages.iter().filter(|message| message.has_caption()) {
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
        let shown = self.describe("Bot (edited)", "shows", message);
        let caption = if message.text.text.is_empty() {
            String::new()
        } else {
            format!("\n{INDENT}“{}”", indented(&with_links(message)))
        };
        let line = format!("{shown}{caption}{}", buttons(message));
        self.write_log(message.chat, message.topic, &line);
    }

    /// Which message is answered, if one is.
    fn quote(&self, message: &Message) -> String {
        let answered = message
            .reply_to
            .and_then(|id| self.message(message.chat, id));
        match answered.map(|answered| (first_line(answered), self.gist(answered))) {
            Some((words, gist)) if words.is_empty() => format!(" (↪ {gist})"),
            Some((_, gist)) => format!(" (↪ “{gist}”)"),
            None => String::new(),
        }
    }

    /// What a message says or is, in a few words.
    fn gist(&self, message: &Message) -> String {
        let line = first_line(message);
        if line.is_empty() {
            return format!("the {}", message.body.kind().replace('_', " "));
        }
        if line.chars().count() <= QUOTE_CHARS {
            return line;
        }
        let cut: String = line.chars().take(QUOTE_CHARS - 1).collect();
        format!("{}…", cut.trim_end())
    }

    fn describe(&self, name: &str, verb: &str, message: &Message) -> String {
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
            Body::Photo(_) => format!("{name} {verb} a photo"),
            Body::Document(_) => format!("{name} {verb} a file: {}", file_name()),
            Body::Sticker(_) => format!("{name} {verb} a sticker"),
            Body::Voice(_) => format!("{name} {verb} a voice message"),
            Body::Video(_) => format!("{name} {verb} a video"),
            Body::Audio(_) => format!("{name} {verb} a piece of music"),
            Body::Animation(_) => format!("{name} {verb} an animation"),
            Body::VideoNote(_) => format!("{name} {verb} a video note"),
            Body::Dice { emoji, .. } => format!("{name} {verb} {emoji}"),
            Body::Poll { question, .. } => format!("{name} {verb} a poll: {question}"),
            Body::Location { .. } => format!("{name} {verb} a location"),
            Body::Contact { .. } => format!("{name} {verb} a contact"),
            Body::Invoice(invoice) => {
                let line = format!(
                    "{name} {verb} an invoice: {}, {} Stars",
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
            _ => self.describe_service(name, message),
        }
    }

    fn describe_service(&self, name: &str, message: &Message) -> String {
        let emoji = |icon: &Option<String>| icon.as_deref().and_then(icons::emoji);
        let shown = |icon| emoji(icon).map_or_else(String::new, |emoji| format!(" ({emoji})"));
        match &message.body {
            Body::TopicCreated {
                name: topic, icon, ..
            } => {
                format!("{name} opens the topic “{topic}”{}", shown(icon))
            }
            Body::TopicEdited {
                name: Some(topic),
                icon,
            } => {
                format!("{name} renames the topic to “{topic}”{}", shown(icon))
            }
            Body::TopicEdited { name: None, icon } => match emoji(icon) {
                Some(emoji) => format!("{name} changes the topic's icon to {emoji}"),
                None => format!("{name} takes the topic's icon away"),
            },
            Body::TopicClosed => format!("{name} closes the topic"),
            Body::TopicReopened => format!("{name} reopens the topic"),
            Body::Pinned { message: pinned } => {
                let pinned = self.message(message.chat, *pinned);
                let what = pinned.map(|pinned| match &pinned.body {
                    Body::Text => first_line(pinned),
                    _ => self.gist(pinned),
                });
                format!("{name} pins: {}", what.unwrap_or_default())
            }
            Body::UpgradedTo { .. } => format!("{name}: the group is a supergroup now"),
            Body::UpgradedFrom { .. } => format!("{name}: this was a small group before"),
            _ => String::new(),
        }
    }

    /// Writes down that someone did something to a message.
    pub fn log_about(&mut self, actor: i64, verb: &str, message: &Message) {
        let what = match &message.body {
            Body::Text => first_line(message),
            body => format!("the {}", body.kind().replace('_', " ")),
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
