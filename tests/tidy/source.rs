//! A Rust file as a flat list of tokens, so that rules see code and never comments or strings
//! that only look like code.

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{files_below, repository};

/// A file of ours. `path` is relative to the repository, with `/`.
pub struct Source {
    pub path: String,
    pub text: String,
    pub tokens: Vec<Token>,
}

pub struct Token {
    pub text: String,
    pub kind: Kind,
    pub line: usize,
    /// For an opening bracket, the index of its closing one.
    pub end: usize,
    /// Inside a module under `#[cfg(test)]`, or in a file `tests.rs`, which holds such a module.
    pub in_tests: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Sign,
    /// The content of a string literal, its quotes taken off.
    Text,
    /// A number, a character or a byte string.
    Value,
    Open,
    Close,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        let stream: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("cannot read {path} as Rust: {error}"));
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        mark_tests(&mut tokens);
        if path.ends_with("/tests.rs") || path.contains("/tests/") {
            tokens.iter_mut().for_each(|token| token.in_tests = true);
        }
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
            tokens,
        }
    }

    /// Every Rust file below a folder of the repository.
    pub fn all_below(folder: &str) -> Vec<Source> {
        files_below(folder, "rs")
            .iter()
            .map(|path| Source::read(path))
            .collect()
    }

    fn read(path: &Path) -> Source {
        let text = fs::read_to_string(path).unwrap();
        let relative = path.strip_prefix(repository()).unwrap();
        Source::new(&relative.to_string_lossy(), &text)
    }

    /// What the file's name is without folders and `.rs`.
    pub fn name(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.trim_end_matches(".rs")
    }

    /// The top module that a file of `src` belongs to: `payments` for `src/payments/stars.rs`.
    pub fn room(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        let first = inside.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// Whether the tokens from `index` on have these texts.
    pub fn matches(&self, index: usize, texts: &[&str]) -> bool {
        texts.iter().enumerate().all(|(offset, text)| {
            self.tokens
                .get(index + offset)
                .is_some_and(|token| token.text == *text && token.kind != Kind::Text)
        })
    }

    /// Indexes of tokens outside tests.
    pub fn shipped(&self) -> impl Iterator<Item = usize> {
        (0..self.tokens.len()).filter(|index| !self.tokens[*index].in_tests)
    }

    pub fn violation(&self, index: usize, what: &str) -> String {
        format!("{}:{}: {what}", self.path, self.tokens[index].line)
    }
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Ident(word) => push(tokens, word.to_string(), Kind::Word, line),
            TokenTree::Punct(sign) => push(tokens, sign.to_string(), Kind::Sign, line),
            TokenTree::Literal(literal) => {
                let written = literal.to_string();
                match content_of(&written) {
                    Some(content) => push(tokens, content.to_owned(), Kind::Text, line),
                    None => push(tokens, written, Kind::Value, line),
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let start = tokens.len();
                push(tokens, open.to_owned(), Kind::Open, line);
                flatten(group.stream(), tokens);
                tokens[start].end = tokens.len();
                let last_line = group.span_close().start().line;
                push(tokens, close.to_owned(), Kind::Close, last_line);
            }
        }
    }
}

fn push(tokens: &mut Vec<Token>, text: String, kind: Kind, line: usize) {
    let end = tokens.len();
    tokens.push(Token {
        text,
        kind,
        line,
        end,
        in_tests: false,
    });
}

/// Takes the quotes off `"a"` and `r#"a"#`. Escapes stay as they are written.
fn content_of(literal: &str) -> Option<&str> {
    let inside = literal.strip_prefix('r').unwrap_or(literal);
    inside
        .trim_matches('#')
        .strip_prefix('"')?
        .strip_suffix('"')
}

fn mark_tests(tokens: &mut [Token]) {
    const ATTRIBUTE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let starts: Vec<usize> = (0..tokens.len())
        .filter(|start| {
            ATTRIBUTE
                .iter()
                .enumerate()
                .all(|(offset, text)| tokens.get(start + offset).is_some_and(|t| t.text == *text))
        })
        .collect();
    for start in starts {
        let after = start + ATTRIBUTE.len();
        let is_module = tokens.get(after).is_some_and(|t| t.text == "mod");
        let body = (after..tokens.len().min(after + 3)).find(|index| tokens[*index].text == "{");
        if let (true, Some(body)) = (is_module, body) {
            let end = tokens[body].end;
            for token in &mut tokens[start..=end] {
                token.in_tests = true;
            }
        }
    }
}

#[test]
fn strings_and_comments_are_not_code() {
    let source = Source::new("src/a.rs", "// x.unwrap()\nfn a() { b(\"x.unwrap()\") }");
    assert!(!(0..source.tokens.len()).any(|index| source.matches(index, &["unwrap"])));
}

#[test]
fn a_test_module_is_told_from_the_code_around_it() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\nfn c() {}";
    let source = Source::new("src/a.rs", text);
    let shipped: Vec<&str> = source
        .shipped()
        .map(|index| source.tokens[index].text.as_str())
        .collect();
    assert!(shipped.contains(&"a") && shipped.contains(&"c") && !shipped.contains(&"b"));
}
