//! The documented models: their limits, choices and prices in credits.

use crate::kie::task::Format;

pub(super) struct Model {
    pub name: &'static str,
    pub max_prompt_chars: usize,
    pub references: References,
    pub choices: &'static [Choice],
    /// Switches that the fake has no use for.
    pub flags: &'static [&'static str],
    pub default_aspect_ratio: &'static str,
    pub default_format: Format,
    /// Credits by the value of the first choice that names one.
    pub credits: &'static [(&'static str, f64)],
}

pub(super) struct References {
    pub field: &'static str,
    pub max: usize,
    pub required: bool,
}

pub(super) struct Choice {
    pub field: &'static str,
    pub values: &'static [&'static str],
    pub required: bool,
}

const fn optional(field: &'static str, values: &'static [&'static str]) -> Choice {
    Choice {
        field,
        values,
        required: false,
    }
}

const fn required(field: &'static str, values: &'static [&'static str]) -> Choice {
    Choice {
        field,
        values,
        required: true,
    }
}

const GOOGLE_RATIOS: &[&str] = &[
    "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "auto",
];
const GOOGLE_2_RATIOS: &[&str] = &[
    "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "auto", "1:4", "4:1",
    "1:8", "8:1",
];
const SEEDREAM_RATIOS: &[&str] = &["1:1", "4:3", "3:4", "16:9", "9:16", "2:3", "3:2", "21:9"];

pub(super) const MODELS: &[Model] = &[
    Model {
        name: "google/nano-banana-edit",
        max_prompt_chars: 5000,
        references: References {
            field: "image_urls",
            max: 10,
            required: true,
        },
        choices: &[
            optional("aspect_ratio", GOOGLE_RATIOS),
            optional("output_format", &["png", "jpeg"]),
        ],
        flags: &[],
        default_aspect_ratio: "1:1",
        default_format: Format::Png,
        credits: &[("", 4.0)],
    },
    Model {
        name: "nano-banana-pro",
        max_prompt_chars: 10_000,
        references: References {
            field: "image_input",
            max: 8,
            required: false,
        },
        choices: &[
            optional("aspect_ratio", GOOGLE_RATIOS),
            optional("resolution", &["1K", "2K", "4K"]),
            optional("output_format", &["png", "jpg"]),
        ],
        flags: &[],
        default_aspect_ratio: "1:1",
        default_format: Format::Png,
        credits: &[("4K", 24.0), ("", 18.0)],
    },
    Model {
        name: "nano-banana-2",
        max_prompt_chars: 20_000,
        references: References {
            field: "image_input",
            max: 14,
            required: false,
        },
        choices: &[
            optional("aspect_ratio", GOOGLE_2_RATIOS),
            optional("resolution", &["1K", "2K", "4K"]),
            optional("output_format", &["jpg", "png"]),
        ],
        flags: &["google_search"],
        default_aspect_ratio: "auto",
        default_format: Format::Jpeg,
        credits: &[("4K", 18.0), ("2K", 12.0), ("", 8.0)],
    },
    Model {
        name: "nano-banana-2-lite",
        max_prompt_chars: 20_000,
        references: References {
            field: "image_urls",
            max: 10,
            required: false,
        },
        choices: &[required("aspect_ratio", GOOGLE_2_RATIOS)],
        flags: &[],
        default_aspect_ratio: "auto",
        default_format: Format::Jpeg,
        credits: &[("", 4.0)],
    },
    Model {
        name: "seedream/4.5-edit",
        max_prompt_chars: 3000,
        references: References {
            field: "image_urls",
            max: 14,
            required: true,
        },
        choices: &[
            required("aspect_ratio", SEEDREAM_RATIOS),
            required("quality", &["basic", "high"]),
        ],
        flags: &["nsfw_checker"],
        default_aspect_ratio: "1:1",
        default_format: Format::Jpeg,
        credits: &[("", 6.5)],
    },
    Model {
        name: "gpt-image/1.5-image-to-image",
        max_prompt_chars: 20_000,
        references: References {
            field: "input_urls",
            max: 16,
            required: true,
        },
        choices: &[
            required("aspect_ratio", &["1:1", "2:3", "3:2"]),
            required("quality", &["medium", "high"]),
        ],
        flags: &[],
        default_aspect_ratio: "1:1",
        default_format: Format::Png,
        credits: &[("high", 22.0), ("", 4.0)],
    },
];
