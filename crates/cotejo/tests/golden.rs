//! The command's output, held against written sessions.

#[test]
fn the_command_prints_what_the_sessions_say() {
    trycmd::TestCases::new()
        // The hour in which entries are written, so that the same session writes the same.
        .env("COTEJO_HOUR", "2026-05-10T22Z")
        .case("tests/golden/*.md");
}
