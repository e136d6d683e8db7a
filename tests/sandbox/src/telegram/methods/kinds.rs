//! Messages that are neither text nor file: a place on the map, an address in a phone book.

use serde_json::Value;

use super::sending::Envelope;
use crate::telegram::{
    message::Body,
    request::{Fields, Refusal},
    state::State,
    text::Styled,
};

pub fn send_location(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let envelope = Envelope::read(state, fields, 1, false)?;
    let latitude: f64 = fields.require("latitude")?;
    let longitude: f64 = fields.require("longitude")?;
    if latitude.abs() > 90.0 || longitude.abs() > 180.0 {
        return Err(Refusal::bad("wrong latitude or longitude specified"));
    }
    let body = Body::Location {
        latitude,
        longitude,
    };
    Ok(envelope.send(state, body, Styled::default()))
}

pub fn send_contact(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let envelope = Envelope::read(state, fields, 1, false)?;
    let body = Body::Contact {
        phone_number: fields.require("phone_number")?,
        first_name: fields.require("first_name")?,
    };
    Ok(envelope.send(state, body, Styled::default()))
}
