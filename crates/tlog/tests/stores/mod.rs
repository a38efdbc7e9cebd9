//! Stores that fail on purpose.
#![allow(dead_code, unreachable_pub)]

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

/// When the writer is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Instead of the write.
    Before,
    /// After the write, which the writer does not learn of.
    After,
}

/// Passes everything on until the `k`-th write (from 1); from then on nothing works.
#[derive(Debug)]
pub struct FailAt {
    inner: Arc<dyn ObjectStore>,
    k: usize,
    stop: Stop,
    writes: AtomicUsize,
}

impl FailAt {
    pub fn new(inner: Arc<dyn ObjectStore>, k: usize, stop: Stop) -> Arc<Self> {
        Arc::new(Self {
            inner,
            k,
            stop,
            writes: AtomicUsize::new(0),
        })
    }

    pub fn has_failed(&self) -> bool {
        self.writes.load(Ordering::SeqCst) >= self.k
    }
}

fn no_space() -> Error {
    Error::Generic {
        store: "FailAt",
        source: "no space left on device".into(),
    }
}

impl fmt::Display for FailAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FailAt({})", self.k)
    }
}

#[async_trait::async_trait]
impl ObjectStore for FailAt {
    async fn put_opts(&self, at: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let n = self.writes.fetch_add(1, Ordering::SeqCst) + 1;
        tokio::task::yield_now().await;
        if n < self.k {
            return self.inner.put_opts(at, payload, options).await;
        }
        if n == self.k && self.stop == Stop::After {
            self.inner.put_opts(at, payload, options).await?;
        }
        Err(no_space())
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        Err(no_space())
    }

    async fn get_opts(&self, at: &Path, options: GetOptions) -> Result<GetResult> {
        if self.has_failed() {
            Err(no_space())
        } else {
            self.inner.get_opts(at, options).await
        }
    }

    fn delete_stream(&self, at: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(at)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        Err(no_space())
    }
}

/// A store that cannot update conditionally, as the local one, but in memory.
#[derive(Debug)]
pub struct Plain(pub Arc<dyn ObjectStore>);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plain")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Plain {
    async fn put_opts(&self, at: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        if matches!(options.mode, object_store::PutMode::Update(_)) {
            return Err(Error::NotImplemented {
                operation: "update".into(),
                implementer: "Plain".into(),
            });
        }
        tokio::task::yield_now().await;
        self.0.put_opts(at, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        at: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.0.put_multipart_opts(at, options).await
    }

    async fn get_opts(&self, at: &Path, options: GetOptions) -> Result<GetResult> {
        tokio::task::yield_now().await;
        self.0.get_opts(at, options).await
    }

    fn delete_stream(&self, at: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.0.delete_stream(at)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.0.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.0.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.0.copy_opts(from, to, options).await
    }
}
