//! An object of T-Bank's JSON with every value as the bank wrote it: tokens are
//! made of that text, and what is a number in one message is a text in another.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::payments::money::Kopecks;

/// The fields of one object, by name.
pub(super) struct Fields<'a>(BTreeMap<String, Field<'a>>);

enum Field<'a> {
    Text(String),
    /// A number or a boolean.
    Bare(&'a str),
    Null,
    /// An object or an array.
    Nested(&'a str),
}

impl<'a> Fields<'a> {
    /// `None` for what is no JSON object or says something twice, as readers
    /// disagree about which one counts.
    pub fn read(json: &'a [u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// What goes into a token: all but objects, arrays and nulls.
    pub fn scalars(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.keys().filter_map(|name| {
            let value = self.value(name)?;
            Some((name.as_str(), value))
        })
    }

    /// A text, or a number or boolean as it was written; no object, array or null.
    pub fn value(&self, name: &str) -> Option<&str> {
        match self.0.get(name)? {
            Field::Text(text) => Some(text),
            Field::Bare(text) => Some(text),
            Field::Null | Field::Nested(_) => None,
        }
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        self.value(name)?.parse().ok()
    }

    /// A name made of digits, such as the bank gives to payments.
    pub fn digits(&self, name: &str) -> Option<&str> {
        let text = self.value(name)?;
        // PaymentId has up to 20 of them.
        let is_name = (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        is_name.then_some(text)
    }

    pub fn kopecks(&self, name: &str) -> Option<Kopecks> {
        Kopecks::new(self.digits(name)?.parse().ok()?)
    }

    pub fn object(&self, name: &str) -> Option<Fields<'a>> {
        match self.0.get(name)? {
            Field::Nested(json) => serde_json::from_str(json).ok(),
            _ => None,
        }
    }

    /// The objects of an array; none when it is null or absent. `None` when it is
    /// something else.
    pub fn list(&self, name: &str) -> Option<Vec<Fields<'a>>> {
        match self.0.get(name) {
            None | Some(Field::Null) => Some(Vec::new()),
            Some(Field::Nested(json)) => serde_json::from_str(json).ok(),
            Some(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
            let field = Field::read(value.get()).map_err(A::Error::custom)?;
            if fields.insert(name, field).is_some() {
                return Err(A::Error::custom("a field stands there twice"));
            }
        }
        Ok(Fields(fields))
    }
}

impl<'a> Field<'a> {
    fn read(json: &'a str) -> serde_json::Result<Self> {
        Ok(match json.as_bytes().first() {
            Some(b'"') => Self::Text(serde_json::from_str(json)?),
            Some(b'{' | b'[') => Self::Nested(json),
            Some(b'n') => Self::Null,
            _ => Self::Bare(json),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_read_alike() {
        let json = br#"{"A":"12","B":12,"C":"true","D":true,"E":null,"F":{"G":"x"},"H":1.50}"#;
        let fields = Fields::read(json).unwrap();
        assert_eq!(fields.digits("A"), fields.digits("B"));
        assert_eq!(fields.kopecks("A"), Kopecks::new(12));
        assert_eq!(
            (fields.flag("C"), fields.flag("D")),
            (Some(true), Some(true))
        );
        assert_eq!((fields.value("E"), fields.value("F")), (None, None));
        assert_eq!(fields.object("F").unwrap().value("G"), Some("x"));
        assert_eq!(fields.value("H"), Some("1.50"));
        assert_eq!(fields.kopecks("H"), None);
        assert_eq!(fields.scalars().count(), 5);
    }

    #[test]
    fn lists_may_be_absent_but_not_something_else() {
        let fields = Fields::read(br#"{"A":[{"B":1},{}],"C":null,"D":7,"E":{},"F":[1]}"#).unwrap();
        assert_eq!(fields.list("A").unwrap().len(), 2);
        assert!(fields.list("C").unwrap().is_empty());
        assert!(fields.list("absent").unwrap().is_empty());
        for name in ["D", "E", "F"] {
            assert!(fields.list(name).is_none(), "{name}");
        }
    }

    #[test]
    fn what_is_no_plain_object_is_refused() {
        let deep = "[".repeat(100_000);
        for json in [
            b"".as_slice(),
            b"null",
            b"[]",
            b"{",
            b"{}{}",
            br#"{"A":1,"A":1}"#,
            br#"{"A":1,"\u0041":2}"#,
            br#"{"A":"\ud800"}"#,
            b"{\"A\":\"\xff\"}",
            deep.as_bytes(),
        ] {
            assert!(Fields::read(json).is_none());
        }
    }
}
