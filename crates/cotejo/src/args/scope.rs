//! Which contest, area and level a verb looks at.

use anyhow::{Context, bail};
use tally::{AccountNumber, AreaNumber, ContestNumber, Group, Tally};

/// Which part of the election to look at.
#[derive(clap::Args)]
pub(crate) struct Scope {
    /// The contest; the first one where it is left out.
    #[arg(long, value_name = "ID")]
    contest: Option<String>,
    /// The area; the whole country where it is left out.
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// Show each area of this level.
    #[arg(long, value_name = "LEVEL")]
    by: Option<String>,
}

impl Scope {
    /// The numbers that these names stand for.
    pub(crate) fn resolve(
        &self,
        tally: &Tally,
    ) -> anyhow::Result<(ContestNumber, Option<AreaNumber>, Group)> {
        let contest = contest(tally, self.contest.as_deref())?;
        let area = match &self.area {
            None => None,
            Some(code) => Some(
                tally
                    .area_number(code)
                    .with_context(|| format!("no station of the record is in an area {code:?}"))?,
            ),
        };
        let group = match &self.by {
            None => Group::Whole,
            Some(level) => {
                let levels = &tally.election().levels;
                let Some(number) = tally.election().level(level) else {
                    let known: Vec<_> = levels.iter().map(|level| level.as_str()).collect();
                    bail!(
                        "the election has no level {level:?}; its levels are {}",
                        known.join(", ")
                    );
                };
                Group::Level(number as u8)
            }
        };
        Ok((contest, area, group))
    }
}

/// The contest of that id, or the first.
pub(crate) fn contest(tally: &Tally, id: Option<&str>) -> anyhow::Result<ContestNumber> {
    let Some(id) = id else { return Ok(0) };
    let known = || {
        tally
            .election()
            .contests
            .iter()
            .map(|contest| contest.id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    tally
        .contest_number(id)
        .with_context(|| format!("there is no contest {id:?}; the contests are {}", known()))
}

/// The account of that id.
pub(crate) fn account(tally: &Tally, id: &str) -> anyhow::Result<AccountNumber> {
    let known = || {
        tally
            .accounts()
            .iter()
            .map(|(_, id)| id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    tally.account_number(id).with_context(|| match known() {
        none if none.is_empty() => {
            "the record has no account yet; `cotejo import` and `cotejo claim` bring them in".to_owned()
        }
        known => format!("the record has no account {id:?}; its accounts are {known}"),
    })
}
