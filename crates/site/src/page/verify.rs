//! How to verify a publication, the log that it was made from, and the keys that were given a role.

use super::{Frame, OnePage};
use crate::text::Html;
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(super) const PAGE: OnePage = OnePage {
    path: layout::page::VERIFY,
    label: |_| Some("nav-verify"),
    html: |f| VerifyPage::of(f).render(),
};

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage<'a> {
    f: Frame<'a>,
    command: String,
    root_hash: String,
    keys: Vec<(Html, &'static str, Html, String, String)>,
    more_keys: u64,
}

/// The most keys that are listed.
const KEYS: usize = 200;

impl<'a> VerifyPage<'a> {
    fn of(f: Frame<'a>) -> VerifyPage<'a> {
        let folder = f.attr("page-verify-folder");
        let grants = || f.site.tally.keys().grants();
        let keys = grants().take(KEYS).map(|grant| {
            let until = match (grant.revoked_at, grant.until) {
                (Some(revoked), _) => f.w.plain("verify-key-revoked", &[("n", revoked.into())]),
                (None, Some(until)) => f.language().hour(until),
                (None, None) => "–".to_owned(),
            };
            (
                Html::code(grant.key.name().as_str()),
                grant.role.name(),
                Html::code(grant.account.map_or("–", |account| account.as_str())),
                f.number(grant.from_entry),
                until,
            )
        });
        VerifyPage {
            command: format!("cotejo verify {folder} --key '{}'", f.site.publication.operator),
            root_hash: STANDARD.encode(f.site.publication.root),
            keys: keys.collect(),
            more_keys: grants().count().saturating_sub(KEYS) as u64,
            f,
        }
    }
}
