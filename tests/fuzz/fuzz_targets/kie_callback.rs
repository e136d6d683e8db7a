//! Callbacks of Kie's.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    str::from_utf8(bytes)
        .ok()
        .and_then(pinglass::generation::read_callback);
});
