//! Answering requests for the files of a folder: an axum router, on connections with limits of their own.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use percent_encoding::percent_decode_str;
use publication::headers;
use publication::layout::{self, Kind};
use publication::media::FIRST_BYTES;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower_http::services::ServeDir;

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
    let router = router(&folder);
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
        let router = router.clone();
        tokio::spawn(async move {
            // Dropped when the connection ends.
            let _permit = permit;
            connection(stream, router, limits).await;
        });
    }
}

/// The files of a folder. A page is asked for by its full name: which language a folder's own address would give is not
/// for the server to say, but the root's is `index.html`.
fn router(folder: &Path) -> Router {
    let root: Arc<Path> = folder.into();
    Router::new()
        .fallback_service(ServeDir::new(folder).precompressed_gzip())
        .layer(from_fn_with_state(root, with_headers))
}

/// Answers the requests of one connection. What goes wrong with it concerns nobody else.
async fn connection(stream: TcpStream, router: Router, limits: Limits) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(MAX_HEAD);
    let service = TowerToHyperService::new(router);
    let ended = http.serve_connection(TokioIo::new(stream), service).await;
    // A client that goes away in the middle is no fault of anything here.
    drop(ended);
}

/// The path of the file that an address asks for, of which everything is decided, what is served among it; none where the address
/// is one of several for a file, or of what is not published: names that begin with a point.
fn published_path(address: &str) -> Option<String> {
    let path = percent_decode_str(address.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    if path.is_empty() {
        return Some(layout::INDEX.to_owned());
    }
    // A folder's own address ends in a slash.
    let mut segments = path.strip_suffix('/').unwrap_or(&path).split('/');
    let is_name = |segment: &str| !segment.is_empty() && !segment.starts_with('.') && !segment.contains('\\');
    segments.all(is_name).then(|| path.into_owned())
}

/// Adds to the answer the headers that a file's path calls for.
async fn with_headers(State(folder): State<Arc<Path>>, request: Request, next: Next) -> Response {
    let Some(path) = published_path(request.uri().path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    if is_read && found {
        let first = match Kind::of(&path) {
            Kind::Document => first_bytes(&folder.join(&path)).await,
            _ => Vec::new(),
        };
        for (name, value) in headers::of(&path, &first) {
            let value = HeaderValue::from_static(value);
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// The first bytes of a document of the record, which say what it is; none where it cannot be read.
async fn first_bytes(path: &Path) -> Vec<u8> {
    let mut first = Vec::with_capacity(FIRST_BYTES);
    let read = async {
        let file = tokio::fs::File::open(path).await?;
        file.take(FIRST_BYTES as u64).read_to_end(&mut first).await
    };
    match read.await {
        Ok(_) => first,
        Err(_) => Vec::new(),
    }
}
