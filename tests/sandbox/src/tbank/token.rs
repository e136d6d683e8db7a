//! The signature of requests and notifications: SHA-256 over the scalar values at the root of
//! the JSON as it was written, so numbers are kept as text and nested objects are left out.

use std::collections::BTreeMap;

use serde_json::{Value, value::RawValue};
use sha2::{Digest, Sha256};

/// The root of a JSON object, with every value as it was written. Sorted by bytes, as the
/// signature demands.
#[derive(Debug)]
pub(super) struct Fields(BTreeMap<String, Box<RawValue>>);

impl Fields {
    pub fn read(json: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(json).map(Self)
    }

    /// A field that is there and not null.
    pub fn get(&self, name: &str) -> Option<&RawValue> {
        self.0
            .get(name)
            .map(AsRef::as_ref)
            .filter(|value| value.get() != "null")
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn token(&self, password: &str) -> String {
        let signed = self.0.iter().filter(|(name, _)| *name != "Token");
        let mut values: BTreeMap<&str, String> = signed
            .filter_map(|(name, value)| Some((name.as_str(), scalar(value.get())?)))
            .collect();
        values.insert("Password", password.to_owned());
        let joined: String = values.into_values().collect();
        let digest = Sha256::digest(joined.as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The token that a JSON object has to carry; none for what is not an object.
pub fn token(json: &Value, password: &str) -> Option<String> {
    let fields = Fields::read(json.to_string().as_bytes()).ok()?;
    Some(fields.token(password))
}

/// The text that a value adds to the signature; objects, arrays and null add nothing.
fn scalar(raw: &str) -> Option<String> {
    match raw.as_bytes().first()? {
        b'{' | b'[' | b'n' => None,
        b'"' => serde_json::from_str(raw).ok(),
        _ => Some(raw.to_owned()),
    }
}
