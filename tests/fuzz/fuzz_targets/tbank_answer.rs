//! T-Bank's answers.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::tbank_answer(bytes);
});
