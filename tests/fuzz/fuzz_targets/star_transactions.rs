//! Telegram's list of Star transactions.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::star_transactions(bytes);
});
