//! Work that keeps a processor or a disk busy, away from the threads that a runtime waits on.

/// Does work that takes long on a thread where it may. It needs a tokio runtime.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // It is never cancelled: it has panicked.
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}
