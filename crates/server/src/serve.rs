//! Answering requests for the files of a folder.

use crate::headers;
use http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower_http::services::ServeDir;
use tower_http::services::fs::ServeFileSystemResponseBody;
use tower_service::Service;

/// What strangers may take of the server at once.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most connections; further ones wait until others end.
    pub connections: usize,
    /// How long a request's head may take to arrive, and a connection may idle between two.
    pub head: Duration,
}

impl Default for Limits {
    /// 2,048 connections, 15 seconds.
    fn default() -> Self {
        Limits {
            connections: 2_048,
            head: Duration::from_secs(15),
        }
    }
}

/// The most bytes of a request's head.
const MAX_HEAD: usize = 16 * 1024;
/// How long the server waits after an error of the system, such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves a folder on a listener until `stop` is ready. Requests that are being answered then are broken off.
///
/// Answers GET and HEAD over HTTP/1.1, with ranges, conditional requests, and `.gz` files beside what they hold.
///
/// # Errors
/// None is final: what fails of one connection ends that connection, and where the system has no more to give the
/// server waits and goes on.
pub async fn serve(
    listener: TcpListener,
    folder: PathBuf,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let files = Files {
        folder: folder.clone().into(),
        // A page is asked for by its full name: which language a folder's own address would give is not for the
        // server to say, but the root's is `index.html`.
        files: ServeDir::new(folder).precompressed_gzip(),
    };
    let free = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        let accept = async {
            let permit = Arc::clone(&free).acquire_owned().await;
            (listener.accept().await, permit)
        };
        let (accepted, permit) = tokio::select! {
            () = &mut stop => return Ok(()),
            both = accept => both,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // A head and a body are two writes: without this, the second waits until the client has confirmed the first. Where
        // the system refuses, answers are late and right.
        let _ = stream.set_nodelay(true);
        let files = files.clone();
        tokio::spawn(async move {
            // Dropped when the connection ends.
            let _permit = permit;
            connection(stream, files, limits).await;
        });
    }
}

/// Answers the requests of one connection. What goes wrong with it concerns nobody else.
async fn connection(stream: TcpStream, files: Files, limits: Limits) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(MAX_HEAD);
    let ended = http.serve_connection(TokioIo::new(stream), files).await;
    // A client that goes away in the middle is no fault of anything here.
    drop(ended);
}

/// A folder's files.
#[derive(Clone)]
struct Files {
    folder: Arc<Path>,
    files: ServeDir,
}

impl hyper::service::Service<Request<Incoming>> for Files {
    type Response = Response<ServeFileSystemResponseBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let own = self.clone();
        Box::pin(async move { Ok(own.answer(request).await) })
    }
}

impl Files {
    async fn answer(mut self, request: Request<Incoming>) -> Response<ServeFileSystemResponseBody> {
        let path = request.uri().path().trim_start_matches('/').to_owned();
        let path = if path.is_empty() {
            "index.html".to_owned()
        } else {
            path
        };
        // What begins with a point is not published.
        if path.split('/').any(|segment| segment.starts_with('.')) {
            let mut response = Response::new(ServeFileSystemResponseBody::default());
            *response.status_mut() = StatusCode::NOT_FOUND;
            return response;
        }
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let Ok(mut response) = self.files.call(request).await;
        let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
        if is_read && found {
            let document = match path.starts_with("log/blob/") {
                true => Some(self.document(&path).await),
                false => None,
            };
            headers::add(response.headers_mut(), &path, document);
        }
        response
    }

    /// The type of a document of the record.
    async fn document(&self, path: &str) -> &'static str {
        let mut first = [0; 12];
        let read = async {
            let mut file = tokio::fs::File::open(self.folder.join(path)).await?;
            file.read(&mut first).await
        };
        let length = read.await.unwrap_or(0);
        headers::document_type(first.get(..length).unwrap_or_default())
    }
}
