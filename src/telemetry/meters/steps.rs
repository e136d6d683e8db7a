//! Where the steps of histograms lie: upper bounds in seconds, close together where it matters.

/// Somebody has tapped and looks at the screen.
pub(super) const TAP: &[f64] = &[
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];
/// Telegram waits 10 s for the answer to a pre-checkout query.
pub(super) const PRE_CHECKOUT: &[f64] = &[
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 8.5, 10.0,
];
/// From one round trip on the machine to the patience of an upload.
pub(super) const CALL: &[f64] = &[
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 180.0,
];
/// Kie takes half a minute for a picture, and many minutes under load.
pub(super) const MAKING: &[f64] = &[
    1.0, 5.0, 10.0, 20.0, 30.0, 45.0, 60.0, 120.0, 300.0, 600.0, 1200.0,
];
/// A set takes minutes; after two hours the staff are told.
pub(super) const SET: &[f64] = &[
    10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 10800.0,
];
pub(super) const WORK: &[f64] = &[0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0];
/// Five minutes late is an alert.
pub(super) const WAIT: &[f64] = &[0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0];
/// People who write to support are answered by people.
pub(super) const REPLY: &[f64] = &[
    60.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 43200.0, 86400.0, 172_800.0,
];
/// Whoever waits 15 s for a connection gets none.
pub(super) const CONNECTION: &[f64] = &[0.0001, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 15.0];
