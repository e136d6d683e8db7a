//! Updates that ask whether an invoice may be paid.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::pre_checkout(bytes);
});
