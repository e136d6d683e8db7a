//! Addresses for receipts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::receipt_email(bytes);
});
