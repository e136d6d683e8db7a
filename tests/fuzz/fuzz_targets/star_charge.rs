//! Updates that tell of charges and refunds.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::star_charge(bytes);
});
