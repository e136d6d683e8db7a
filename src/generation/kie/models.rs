//! What Kie's models call their fields. A wrong name is ignored or refused
//! there, and the portrait then shows a stranger or comes out square.

use rust_decimal::Decimal;
use serde_json::{Value, json};
use url::Url;

/// The portrait format of every picture.
const ASPECT_RATIO: &str = "3:4";

/// How a model wants to be asked (docs.kie.ai, the model's page).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    /// The field that takes the addresses of the reference photos.
    references_field: &'static str,
    /// More references than this are refused.
    most_references: usize,
    /// What a picture costs in tenths of a credit, in the size that is asked for (Kie's
    /// price list of August 2026; a credit is $0.005).
    credits_tenths: i64,
    /// Further fields that this model has.
    extra: &'static [(&'static str, &'static str)],
}

/// A model that can make a portrait of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    name: String,
    shape: Shape,
}

impl Model {
    /// The model with this name. One that is not known here is asked in the way
    /// of the default model, whose fields most of Google's share.
    pub fn named(name: &str) -> Self {
        let shape = shape_of(name).unwrap_or_else(|| {
            tracing::warn!(
                kie.model = name,
                "a model of the settings is not known here and is asked like nano-banana-pro"
            );
            NANO_BANANA_PRO
        });
        Self {
            name: name.to_owned(),
            shape,
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The body of createTask.
    pub fn order(&self, prompt: &str, references: &[Url], callback: Option<&Url>) -> Value {
        let count = references.len().min(self.shape.most_references);
        let mut input = json!({
            "prompt": prompt,
            "aspect_ratio": ASPECT_RATIO,
            self.shape.references_field: references[..count],
        });
        for (field, value) in self.shape.extra {
            input[*field] = json!(value);
        }
        let mut order = json!({ "model": self.name, "input": input });
        if let Some(callback) = callback {
            order["callBackUrl"] = json!(callback);
        }
        order
    }
}

const NANO_BANANA_PRO: Shape = Shape {
    references_field: "image_input",
    most_references: 8,
    credits_tenths: 180,
    extra: &[("resolution", "2K"), ("output_format", "jpg")],
};

fn shape_of(name: &str) -> Option<Shape> {
    let shape = match name {
        "nano-banana-pro" => NANO_BANANA_PRO,
        "nano-banana-2" => Shape {
            most_references: 14,
            credits_tenths: 120,
            ..NANO_BANANA_PRO
        },
        "nano-banana-2-lite" => Shape {
            references_field: "image_urls",
            most_references: 10,
            credits_tenths: 40,
            extra: &[],
        },
        "google/nano-banana-edit" => Shape {
            references_field: "image_urls",
            most_references: 10,
            credits_tenths: 40,
            extra: &[("output_format", "jpeg")],
        },
        "seedream/4.5-edit" => Shape {
            references_field: "image_urls",
            most_references: 14,
            credits_tenths: 65,
            extra: &[("quality", "basic")],
        },
        _ => return None,
    };
    Some(shape)
}

/// What a picture of this model costs. One that is not known here is taken to cost as much
/// as the default model.
pub fn price_in_credits(model: &str) -> Decimal {
    let shape = shape_of(model).unwrap_or(NANO_BANANA_PRO);
    Decimal::new(shape.credits_tenths, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(count: usize) -> Vec<Url> {
        (0..count)
            .map(|index| {
                format!("https://storage.example/{index}.jpg")
                    .parse()
                    .unwrap()
            })
            .collect()
    }

    #[test]
    fn the_default_model_gets_eight_references_and_a_portrait_format() {
        let callback = "https://bot.example/kie/callback?task=1".parse().unwrap();
        let order =
            Model::named("nano-banana-pro").order("a portrait", &links(11), Some(&callback));
        assert_eq!(
            order["callBackUrl"],
            "https://bot.example/kie/callback?task=1"
        );
        let input = &order["input"];
        assert_eq!(input["image_input"].as_array().unwrap().len(), 8);
        assert_eq!(input["aspect_ratio"], "3:4");
        assert_eq!(input["output_format"], "jpg");
        assert_eq!(input["resolution"], "2K");
    }

    #[test]
    fn pictures_cost_what_the_price_list_says() {
        let prices = [
            "nano-banana-pro",
            "nano-banana-2",
            "seedream/4.5-edit",
            "unknown",
        ];
        let prices = prices.map(|model| price_in_credits(model).to_string());
        assert_eq!(prices, ["18.0", "12.0", "6.5", "18.0"]);
    }

    #[test]
    fn other_models_are_asked_in_their_own_words() {
        let order = Model::named("google/nano-banana-edit").order("a portrait", &links(2), None);
        assert_eq!(order.get("callBackUrl"), None);
        assert_eq!(order["input"]["image_urls"].as_array().unwrap().len(), 2);
        assert_eq!(order["input"]["output_format"], "jpeg");
        assert_eq!(order["input"].get("resolution"), None);
        let order = Model::named("seedream/4.5-edit").order("a portrait", &links(2), None);
        assert_eq!(order["input"]["quality"], "basic");
    }
}
