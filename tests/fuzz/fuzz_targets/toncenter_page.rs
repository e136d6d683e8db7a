//! Pages of toncenter's.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::toncenter_page(bytes);
});
