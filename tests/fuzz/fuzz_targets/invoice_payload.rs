//! What invoices carry.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::invoice_payload(bytes);
});
