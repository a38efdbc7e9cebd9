//! The published folder of an election's record: what lies in it, how it is made from a log, and how anyone checks it.
//!
//! * [`layout`] says where everything lies, [`headers`] what an HTTP server should say of it, [`manifest`] which files
//!   there are, signed by the operator.
//! * [`build`](fn@build) makes a publication's folder from a log, its blobs and their tally; with the feature `s3`,
//!   `upload` brings it to an object store.
//! * [`fetch`](fn@fetch::fetch) copies one from any store, such as where it is served, and brings the copy up to date; with the feature
//!   `http`, [`web::open`] opens a web address as such a store.
//! * [`verify`](fn@verify) checks a folder, trusting nobody; [`replay`] gives a log's tally alone.
//!
//! Nothing here prints, and nothing makes a runtime: what waits is asynchronous, on any tokio runtime, whose blocking
//! threads do what takes long. Progress and warnings go to [`Events`].

mod archive;
mod before_close;
pub mod blocking;
mod build;
pub mod data_files;
mod documents;
mod entry_files;
mod error;
pub mod events;
pub mod fetch;
pub mod files;
pub mod folder;
pub mod gzip;
pub mod hash;
pub mod headers;
pub mod manifest;
pub mod media;
mod number;
mod outdated;
mod pages;
pub mod passages;
pub mod replay;
pub mod seconds;
mod thumbnails;
#[cfg(feature = "s3")]
pub mod upload;
pub mod verify;
#[cfg(feature = "http")]
pub mod web;

pub use before_close::publish_hashes;
pub use build::{Options, Published, build};
pub use error::Error;
pub use events::{Events, Progress, Silent};
pub use layout;
pub use manifest::Manifest;
pub use number::number;
pub use pages::Pages;
pub use seconds::Seconds;
pub use verify::{Report, Trust, verify};
