//! Notifications of T-Bank.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::tbank_notification(bytes);
});
