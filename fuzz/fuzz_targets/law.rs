#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    cotejo_fuzz::law(data);
});
