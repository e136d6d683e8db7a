//! Words in bags of cells.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    pinglass::payments::parsers::ton_comment(bytes);
});
