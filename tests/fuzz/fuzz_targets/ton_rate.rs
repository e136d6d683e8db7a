//! Rates of TonAPI's.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::ton_rate(bytes);
});
