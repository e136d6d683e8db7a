//! The colours of all pictures: calm ones on a light ground, told apart also by those
//! who do not see red and green as others do.

/// Behind everything.
pub const GROUND: &str = "#eef1f8";
/// Behind what belongs together.
pub const CARD: &str = "#ffffff";
/// Where a bar could reach.
pub const TRACK: &str = "#e6eaf4";
pub const INK: &str = "#1b2140";
/// For what explains the rest.
pub const FAINT: &str = "#66708f";

pub const INDIGO: &str = "#4c5fe6";
pub const ORANGE: &str = "#f58a3c";
pub const TEAL: &str = "#1fa89a";
pub const VIOLET: &str = "#a35bd6";
pub const GREY: &str = "#9aa5bd";
pub const YELLOW: &str = "#f2b632";
