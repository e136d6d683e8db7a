//! Takes variables by name, trimmed, and remembers every mistake, so that an
//! operator reads of all of them at once.

use std::{collections::BTreeMap, str::FromStr};

use secrecy::SecretString;

/// Takes variables by name and collects what is wrong with them.
pub(super) struct Reader {
    pub(super) variables: BTreeMap<String, String>,
    pub(super) mistakes: Vec<String>,
}

impl Reader {
    pub(super) fn mistake(&mut self, name: &str, what: &str) {
        self.mistakes.push(format!("{name} {what}"));
    }

    /// The trimmed value; an empty one counts as unset, as compose files write it.
    pub(super) fn raw(&self, name: &str) -> Option<String> {
        self.variables
            .get(name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// A setting that `off` or an empty value switches off.
    pub(super) fn unless_off(&self, name: &str, default: &str) -> Option<String> {
        let is_off = |value: &String| value.trim().is_empty() || value.trim() == "off";
        match self.variables.get(name) {
            Some(value) if is_off(value) => None,
            _ => Some(self.raw(name).unwrap_or_else(|| default.to_owned())),
        }
    }

    pub(super) fn required(&mut self, name: &str) -> Option<String> {
        let value = self.raw(name);
        if value.is_none() {
            self.mistake(name, "is required and not set");
        }
        value
    }

    pub(super) fn secret(&mut self, name: &str) -> Option<SecretString> {
        self.required(name).map(SecretString::from)
    }

    pub(super) fn parsed<T: FromStr>(
        &mut self,
        name: &str,
        value: &str,
        expected: &str,
    ) -> Option<T> {
        let parsed = value.parse().ok();
        if parsed.is_none() {
            self.mistake(name, &format!("is not {expected}"));
        }
        parsed
    }

    pub(super) fn optional<T: FromStr>(&mut self, name: &str, expected: &str) -> Option<T> {
        let value = self.raw(name)?;
        self.parsed(name, &value, expected)
    }

    pub(super) fn or<T: FromStr>(
        &mut self,
        name: &str,
        default: &str,
        expected: &str,
    ) -> Option<T> {
        let value = self.raw(name).unwrap_or_else(|| default.to_owned());
        self.parsed(name, &value, expected)
    }
}
