//! Telegram's HTML parse mode, as strict as the original: an unknown or unclosed tag refuses the
//! whole text.

use super::text::{Entity, Styled};

/// Parses a text in HTML parse mode.
///
/// # Errors
/// What follows "can't parse entities: " in Telegram's answer.
pub fn parse(source: &str) -> Result<Styled, String> {
    let mut parser = Parser {
        source,
        position: 0,
        text: String::new(),
        length: 0,
        open: vec![],
    };
    let mut entities = Vec::new();
    while let Some(character) = parser.peek() {
        match character {
            '&' => parser.read_reference(),
            '<' if parser.rest().starts_with("</") => entities.extend(parser.read_end_tag()?),
            '<' => parser.read_start_tag()?,
            _ => {
                parser.position += character.len_utf8();
                parser.push(character);
            }
        }
    }
    if let Some(tag) = parser.open.last() {
        return Err(format!(
            "Can't find end tag corresponding to start tag \"{}\"",
            tag.name
        ));
    }
    entities.retain(|entity| entity.length > 0);
    Ok(Styled {
        text: parser.text,
        entities: joined_code_blocks(entities),
    })
}

/// `<pre><code class="language-rust">` is one entity of two tags.
fn joined_code_blocks(mut entities: Vec<Entity>) -> Vec<Entity> {
    let languages: Vec<Entity> = entities
        .extract_if(.., |entity| {
            entity.kind == "code" && entity.language.is_some()
        })
        .collect();
    for mut code in languages {
        let same = |entity: &&mut Entity| {
            entity.kind == "pre" && (entity.offset, entity.length) == (code.offset, code.length)
        };
        match entities.iter_mut().find(same) {
            Some(block) => block.language = code.language,
            None => {
                code.language = None;
                entities.push(code);
            }
        }
    }
    entities.sort_by_key(|entity| (entity.offset, usize::MAX - entity.length));
    entities
}

struct Tag {
    name: String,
    entity: Entity,
}

struct Parser<'a> {
    source: &'a str,
    position: usize,
    text: String,
    /// Of `text`, in UTF-16 units.
    length: usize,
    open: Vec<Tag>,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.source[self.position..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, character: char) {
        self.length += character.len_utf16();
        self.text.push(character);
    }

    /// Moves to the first character for which `stop` holds and returns what lies before it.
    fn read_until(&mut self, stop: impl Fn(char) -> bool) -> String {
        let end = self.rest().find(stop).unwrap_or(self.rest().len());
        let read = self.rest()[..end].to_owned();
        self.position += end;
        read
    }

    /// `&lt;` and the like; what is none of them is an ampersand.
    fn read_reference(&mut self) {
        let (character, length) = reference(self.rest()).unwrap_or(('&', 1));
        self.position += length;
        self.push(character);
    }

    fn read_start_tag(&mut self) -> Result<(), String> {
        let begin = self.position;
        self.position += 1;
        let name = self
            .read_until(|c| c.is_whitespace() || c == '>')
            .to_ascii_lowercase();
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        let unsupported = || format!("Unsupported start tag \"{name}\" at byte offset {begin}");
        let mut kind = kind_of_tag(&name).ok_or_else(unsupported)?;
        let attributes = self.read_attributes(&name, begin)?;
        let attribute = |wanted: &str| {
            attributes
                .iter()
                .find(|(key, _)| key == wanted)
                .map(|(_, value)| value.clone())
        };
        if name == "span" && attribute("class").as_deref() != Some("tg-spoiler") {
            return Err(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            ));
        }
        if name == "blockquote" && attribute("expandable").is_some() {
            kind = "expandable_blockquote";
        }
        let mut entity = Entity::new(kind, self.length, 0);
        match name.as_str() {
            "a" => entity.url = attribute("href"),
            "code" => {
                entity.language = attribute("class")
                    .and_then(|class| class.strip_prefix("language-").map(str::to_owned));
            }
            "tg-emoji" => entity.custom_emoji_id = attribute("emoji-id"),
            _ => {}
        }
        self.open.push(Tag { name, entity });
        Ok(())
    }

    fn read_attributes(
        &mut self,
        tag: &str,
        begin: usize,
    ) -> Result<Vec<(String, String)>, String> {
        let mut attributes = Vec::new();
        loop {
            self.read_until(|c| !c.is_whitespace());
            match self.peek() {
                None => {
                    return Err(format!(
                        "Unclosed start tag \"{tag}\" at byte offset {begin}"
                    ));
                }
                Some('>') => {
                    self.position += 1;
                    return Ok(attributes);
                }
                Some(_) => {}
            }
            let name = self.read_until(|c| c.is_whitespace() || c == '=' || c == '>');
            if name.is_empty() {
                return Err(format!(
                    "Empty attribute name in the tag \"{tag}\" at byte offset {begin}"
                ));
            }
            if self.peek() != Some('=') {
                attributes.push((name.to_ascii_lowercase(), String::new()));
                continue;
            }
            self.position += 1;
            attributes.push((name.to_ascii_lowercase(), self.read_attribute_value(begin)?));
        }
    }

    fn read_attribute_value(&mut self, begin: usize) -> Result<String, String> {
        let quote = self
            .peek()
            .filter(|character| ['"', '\''].contains(character));
        let Some(quote) = quote else {
            return Ok(self.read_until(|c| c.is_whitespace() || c == '>'));
        };
        self.position += 1;
        let mut value = String::new();
        loop {
            match self.peek() {
                None => return Err(format!("Unclosed start tag at byte offset {begin}")),
                Some(character) if character == quote => {
                    self.position += 1;
                    return Ok(value);
                }
                Some(other) => {
                    let (character, length) =
                        reference(self.rest()).unwrap_or((other, other.len_utf8()));
                    self.position += length;
                    value.push(character);
                }
            }
        }
    }

    fn read_end_tag(&mut self) -> Result<Option<Entity>, String> {
        let begin = self.position;
        self.position += 2;
        let name = self
            .read_until(|c| c.is_whitespace() || c == '>')
            .to_ascii_lowercase();
        self.read_until(|c| !c.is_whitespace());
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.position += 1;
        let Some(tag) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        if !name.is_empty() && name != tag.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                tag.name
            ));
        }
        Ok(self.close(tag.entity))
    }

    /// Ends an entity at the present end of the text. A link without an address has its text for
    /// one, and is nothing when that is no address either.
    fn close(&self, mut entity: Entity) -> Option<Entity> {
        entity.length = self.length - entity.offset;
        if entity.kind == "text_link" && entity.url.as_deref().unwrap_or_default().is_empty() {
            let units: Vec<u16> = self.text.encode_utf16().skip(entity.offset).collect();
            entity.url = Some(String::from_utf16_lossy(&units));
        }
        let is_address = |url: &String| {
            ["http://", "https://", "tg://", "mailto:"]
                .iter()
                .any(|scheme| url.starts_with(scheme))
        };
        (entity.kind != "text_link" || entity.url.as_ref().is_some_and(is_address))
            .then_some(entity)
    }
}

fn kind_of_tag(name: &str) -> Option<&'static str> {
    Some(match name {
        "a" => "text_link",
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "s" | "strike" | "del" => "strikethrough",
        "u" | "ins" => "underline",
        "tg-spoiler" | "span" => "spoiler",
        "tg-emoji" => "custom_emoji",
        "code" => "code",
        "pre" => "pre",
        "blockquote" => "blockquote",
        _ => return None,
    })
}

/// The character that a reference at the start of the text stands for, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.find(';').filter(|end| *end <= 8)?;
    let name = &body[..end];
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((character, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(source: &str) -> String {
        parse(source).expect_err("a refusal")
    }

    #[test]
    fn tags_become_entities_counted_in_utf16_units() {
        let styled = parse("😀 <b>bold <i>both</i></b> &lt;x&gt; &amp;c <a href=\"https://a.b/?c=1&amp;d=2\">link</a>").unwrap();
        assert_eq!(styled.text, "😀 bold both <x> &c link");
        let found: Vec<_> = styled
            .entities
            .iter()
            .map(|entity| (entity.kind.as_str(), entity.offset, entity.length))
            .collect();
        assert_eq!(
            found,
            [("bold", 3, 9), ("italic", 8, 4), ("text_link", 20, 4)]
        );
        assert_eq!(
            styled.entities[2].url.as_deref(),
            Some("https://a.b/?c=1&d=2")
        );
    }

    #[test]
    fn a_code_block_keeps_its_language_and_a_quote_can_be_expandable() {
        let styled = parse(
            "<pre><code class=\"language-rust\">let x;</code></pre><blockquote expandable>q</blockquote>",
        )
        .unwrap();
        assert_eq!(styled.entities[0].language.as_deref(), Some("rust"));
        assert_eq!(styled.entities[0].kind, "pre");
        assert_eq!(styled.entities[1].kind, "expandable_blockquote");
        assert_eq!(styled.entities.len(), 2);
    }

    #[test]
    fn what_telegram_refuses_is_refused_with_its_words() {
        assert_eq!(
            refusal("a <h1>b</h1>"),
            "Unsupported start tag \"h1\" at byte offset 2"
        );
        assert_eq!(
            refusal("<b>x"),
            "Can't find end tag corresponding to start tag \"b\""
        );
        assert_eq!(refusal("x</b>"), "Unexpected end tag at byte offset 1");
        assert_eq!(
            refusal("<b><i>x</b></i>"),
            "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\""
        );
        assert_eq!(
            refusal("1 < 2"),
            "Unsupported start tag \"\" at byte offset 2"
        );
        assert_eq!(refusal("1 <b"), "Unclosed start tag at byte offset 2");
        assert_eq!(
            refusal("<br>"),
            "Unsupported start tag \"br\" at byte offset 0"
        );
    }
}
