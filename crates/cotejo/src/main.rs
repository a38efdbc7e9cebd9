//! The command `cotejo`; see the library of the same name.

use std::process::ExitCode;

fn main() -> ExitCode {
    cotejo::run(std::env::args_os())
}
