//! Announcements: figures without their stations, and other counts.

use crate::accounts;
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use crate::keys::Signer;
use model::{Claim, Claims, Election, Hour, Subject};
use publication::Events;
use record::{Body, ClaimBody};
use std::path::Path;

/// What came of a file of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// How many claims the file has.
    pub claims: u64,
    /// How many of them were recorded now.
    pub recorded: u64,
}

/// Records the claims of a TOML file, signed by the operator. One that is recorded already with the same words and
/// figures is not recorded twice.
///
/// # Errors
/// Where the file cannot be read, or a claim names what the election does not have; [`Error::WouldNotCount`] where the
/// key in `keys/operator.key` may not write claims. Nothing was written then.
pub async fn add(folder: &ElectionFolder, file: &Path, at: &Hour, events: &dyn Events) -> Result<Recorded> {
    let text = publication::files::read_text(file, model::document::MAX_BYTES)?;
    let Claims { claims } = model::document::parse(&text).map_err(|source| Error::Document {
        path: file.to_owned(),
        source,
    })?;
    let accounts: Vec<_> = claims.iter().map(|claim| (&claim.account, None)).collect();
    let (mut writer, folded) = accounts::writer(folder, &accounts, at, events).await?;
    let tally = &folded.tally;
    let claims: Vec<Claim> = claims
        .into_iter()
        .map(|claim| claim.of_election(tally.election()))
        .collect();
    for claim in &claims {
        claim.check().map_err(|source| Error::Claim {
            path: file.to_owned(),
            source,
        })?;
        check(claim, tally.election(), file)?;
        accounts::check_any(folder, tally, &claim.account)?;
    }
    for (claim, area) in claims
        .iter()
        .filter_map(|claim| Some((claim, claim.area.as_ref()?)))
    {
        if tally.areas().number(area.as_str()).is_none() {
            events.warn(&format!(
                "{}: claim {}: no register has named the area {:?} so far, and no station is known to lie in it",
                file.display(),
                claim.id,
                area.as_str()
            ));
        }
    }
    let operator = Signer::operator(folder)?;
    let next = operator.next_entry(tally)?;
    let new = claims
        .iter()
        .filter(|claim| !tally.claims().iter().any(|row| row.claim == **claim));
    let mut entries = Vec::new();
    for claim in new {
        let body = Body::Claim(ClaimBody {
            election: tally.election().id.clone(),
            claim: claim.clone(),
            at: at.clone(),
        });
        operator.check(&next, &body)?;
        entries.push(operator.sign(&body, || format!("claim {}", claim.id))?);
    }
    if !entries.is_empty() {
        folder.append(&mut writer, &entries).await?;
    }
    Ok(Recorded {
        claims: claims.len() as u64,
        recorded: entries.len() as u64,
    })
}

/// Whether the contest, and the options and figures that a claim names, are defined.
fn check(claim: &Claim, election: &Election, file: &Path) -> Result<()> {
    let Some(id) = &claim.contest else { return Ok(()) };
    let Some(contest) = election.contest(id.as_str()) else {
        return Err(Error::NoContest {
            path: file.to_owned(),
            claim: claim.id.to_string(),
            contest: id.to_string(),
        });
    };
    for figure in &claim.figures {
        if let Subject::Option(option) = &figure.of
            && contest.position(option.as_str()).is_none()
        {
            let options = contest.options.iter().map(|option| option.id.as_str());
            let further = election.figures.iter().map(|figure| figure.as_str());
            let known: Vec<_> = options.chain(further).collect();
            return Err(Error::NoOption {
                path: file.to_owned(),
                claim: claim.id.to_string(),
                contest: id.to_string(),
                option: option.to_string(),
                known: known.join(", "),
            });
        }
    }
    Ok(())
}
