//! A station's page: a frame that a script fills from the station's data file.

use super::{Frame, OnePage};
use askama::Template;

pub(super) const PAGE: OnePage = OnePage {
    path: layout::page::STATION,
    label: |_| None,
    html: |f| StationPage { f }.render(),
};

#[derive(Template)]
#[template(path = "station.html")]
struct StationPage<'a> {
    f: Frame<'a>,
}
