//! What each model accepts, after Kie's documentation of August 2026. The real service ignores
//! some mistakes silently, so that pictures merely come out wrong; here every one is an error.

mod table;

use serde_json::{Map, Value};

use self::table::{Choice, MODELS, Model, References};
use super::task::Format;

/// An order that a model accepts.
#[derive(Debug, PartialEq)]
pub(super) struct Order {
    pub prompt: String,
    pub references: Vec<String>,
    pub aspect_ratio: String,
    pub format: Format,
    pub credits: f64,
}

/// Reads `model` and `input` of a request; the error is the message of a 422.
pub(super) fn read_order(model: &str, input: &Map<String, Value>) -> Result<Order, String> {
    let model = MODELS
        .iter()
        .find(|known| known.name == model)
        .ok_or_else(|| format!("The model name {model:?} is not supported"))?;
    model.refuse_unknown_fields(input)?;
    let prompt = model.prompt(input)?;
    let references = model.reference_urls(input)?;
    for choice in model.choices {
        choice.check(input)?;
    }
    for flag in model.flags {
        if input.get(*flag).is_some_and(|value| !value.is_boolean()) {
            return Err(format!("{flag} must be true or false"));
        }
    }
    let chosen = |field: &str| input.get(field).and_then(Value::as_str);
    Ok(Order {
        prompt,
        references,
        aspect_ratio: chosen("aspect_ratio")
            .unwrap_or(model.default_aspect_ratio)
            .to_owned(),
        format: match chosen("output_format") {
            None => model.default_format,
            Some("png") => Format::Png,
            Some(_) => Format::Jpeg,
        },
        credits: model.price(input),
    })
}

impl Model {
    fn refuse_unknown_fields(&self, input: &Map<String, Value>) -> Result<(), String> {
        let known = |field: &str| {
            field == "prompt"
                || field == self.references.field
                || self.flags.contains(&field)
                || self.choices.iter().any(|choice| choice.field == field)
        };
        match input.keys().find(|field| !known(field)) {
            Some(field) => Err(format!("{field} is not a field of {}", self.name)),
            None => Ok(()),
        }
    }

    fn prompt(&self, input: &Map<String, Value>) -> Result<String, String> {
        let prompt = input
            .get("prompt")
            .and_then(Value::as_str)
            .filter(|prompt| !prompt.trim().is_empty())
            .ok_or("prompt is required")?;
        let length = prompt.chars().count();
        if length > self.max_prompt_chars {
            return Err(format!(
                "The text length is {length}, the limit for prompt is {}",
                self.max_prompt_chars
            ));
        }
        Ok(prompt.to_owned())
    }

    fn reference_urls(&self, input: &Map<String, Value>) -> Result<Vec<String>, String> {
        let References {
            field,
            max,
            required,
        } = self.references;
        let urls: Vec<String> = match input.get(field) {
            None => Vec::new(),
            Some(value) => serde_json::from_value(value.clone())
                .map_err(|_| format!("{field} must be a list of URLs"))?,
        };
        if required && urls.is_empty() {
            return Err(format!("{field} is required"));
        }
        if urls.len() > max {
            return Err(format!(
                "{field} holds {} images, the limit is {max}",
                urls.len()
            ));
        }
        // A data URI is what clients try first, and what Kie does not take.
        match urls
            .iter()
            .find(|url| !url.starts_with("http://") && !url.starts_with("https://"))
        {
            Some(_) => Err(format!("{field} file type not supported")),
            None => Ok(urls),
        }
    }

    fn price(&self, input: &Map<String, Value>) -> f64 {
        let chosen = |value: &str| {
            self.choices
                .iter()
                .any(|choice| input.get(choice.field).and_then(Value::as_str) == Some(value))
        };
        self.credits
            .iter()
            .find(|(value, _)| value.is_empty() || chosen(value))
            .map(|(_, credits)| *credits)
            .expect("every price list ends with the price for everything else")
    }
}

impl Choice {
    fn check(&self, input: &Map<String, Value>) -> Result<(), String> {
        let Self {
            field,
            values,
            required,
        } = self;
        match input.get(*field) {
            None if *required => Err(format!("{field} is required")),
            None => Ok(()),
            Some(Value::String(value)) if values.contains(&value.as_str()) => Ok(()),
            Some(_) => Err(format!(
                "{field} is not within the range of allowed options"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(model: &str, input: Value) -> Result<Order, String> {
        read_order(model, input.as_object().expect("a test gives an object"))
    }

    #[test]
    fn an_order_carries_what_was_asked() {
        let order = read(
            "nano-banana-pro",
            json!({
                "prompt": "a portrait", "image_input": ["https://a/1"], "aspect_ratio": "3:4",
                "resolution": "4K", "output_format": "jpg",
            }),
        );
        let expected = Order {
            prompt: "a portrait".to_owned(),
            references: vec!["https://a/1".to_owned()],
            aspect_ratio: "3:4".to_owned(),
            format: Format::Jpeg,
            credits: 24.0,
        };
        assert_eq!(order, Ok(expected));
    }

    #[test]
    fn a_field_of_another_model_is_refused() {
        let order = read(
            "nano-banana-pro",
            json!({ "prompt": "x", "image_urls": [] }),
        );
        assert_eq!(
            order,
            Err("image_urls is not a field of nano-banana-pro".to_owned())
        );
    }

    #[test]
    fn each_model_spells_jpeg_its_own_way() {
        let with = |format| json!({ "prompt": "x", "output_format": format });
        assert!(read("nano-banana-pro", with("jpg")).is_ok());
        assert!(read("nano-banana-pro", with("jpeg")).is_err());
    }

    #[test]
    fn too_many_references_and_data_uris_are_refused() {
        let with = |urls: Vec<&str>| json!({ "prompt": "x", "image_input": urls });
        assert!(read("nano-banana-pro", with(vec!["https://a"; 8])).is_ok());
        assert!(read("nano-banana-pro", with(vec!["https://a"; 9])).is_err());
        assert!(read("nano-banana-2", with(vec!["https://a"; 9])).is_ok());
        assert!(read("nano-banana-pro", with(vec!["data:image/png;base64,AA"])).is_err());
    }

    #[test]
    fn the_prompt_counts_characters_not_bytes() {
        let with = |length| json!({ "prompt": "я".repeat(length) });
        assert!(read("nano-banana-pro", with(10_000)).is_ok());
        assert!(read("nano-banana-pro", with(10_001)).is_err());
    }

    #[test]
    fn required_choices_must_be_there() {
        let input = json!({ "prompt": "x", "image_urls": ["https://a"], "aspect_ratio": "3:4" });
        assert_eq!(
            read("seedream/4.5-edit", input),
            Err("quality is required".to_owned())
        );
    }
}
