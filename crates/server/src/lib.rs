//! A publication over HTTP.
//!
//! It takes a folder that `cotejo publish` wrote and a listener, and answers GET and HEAD: each file with its type,
//! how long it may be kept, compressed where a compressed copy lies beside it, and a policy that lets a page load
//! nothing from elsewhere. It knows nothing of elections, nor how pages look. Any other server of static files does
//! as well; what it should say of the files stands in [`publication::headers`].
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8000").await?;
//! server::serve(listener, "public".into(), server::Limits::default(), std::future::pending()).await
//! # }
//! ```

mod serve;

pub use serve::{Limits, serve};
