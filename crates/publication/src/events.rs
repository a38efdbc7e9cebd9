//! What a library tells of its work while it goes on: progress and warnings.
//!
//! The command draws bars on a terminal and prints warnings; a server logs them; a test or another program passes
//! [`Silent`].

/// Listens to a piece of work.
pub trait Events: Sync {
    /// A piece of work of so many steps begins; 0 where their number is not known beforehand.
    fn begin(&self, what: &'static str, steps: u64) -> Box<dyn Progress>;

    /// Something that the work goes on after and that whoever runs it should know.
    fn warn(&self, warning: &str);
}

/// The progress of one piece of work, which ends when it is dropped.
pub trait Progress: Send {
    /// So many steps are done now.
    fn at(&mut self, steps: u64);
}

/// Listens to nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Events for Silent {
    fn begin(&self, _: &'static str, _: u64) -> Box<dyn Progress> {
        Box::new(Silent)
    }

    fn warn(&self, _: &str) {}
}

impl Progress for Silent {
    fn at(&mut self, _: u64) {}
}
