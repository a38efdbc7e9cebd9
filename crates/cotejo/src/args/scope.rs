//! Which contest, area and level a verb looks at.

use anyhow::{Context, bail};
use tally::{AccountNumber, AreaNumber, ContestNumber, Group, StationNumber, Tally, View};

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
        none if none.is_empty() => "the record has no account; `cotejo account` adds one".to_owned(),
        known => format!("the record has no account {id:?}; its accounts are {known}"),
    })
}

/// The readings that stand, by the acceptance policy (`accepted`), of the account of that id, or, with `/` and a stage
/// behind it, of that stage alone.
pub(crate) fn view(tally: &Tally, id: &str) -> anyhow::Result<View> {
    if id == "accepted" {
        return Ok(View::Accepted);
    }
    // No id has a `/`.
    let Some((id, stage)) = id.split_once('/') else {
        return account(tally, id).map(View::Account);
    };
    let account = account(tally, id)?;
    let number = tally.declared().stage_number(account, stage);
    let number = number.with_context(|| {
        let stages = tally.declared().stages(account).iter();
        match stages.map(|stage| stage.as_str()).collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => format!("the account {id} has no stages"),
            stages => format!("the account {id} has no stage {stage:?}; its stages are {stages}"),
        }
    })?;
    Ok(View::Stage(account, number))
}

/// The station of that code, or an error that names the nearest by beginning.
pub(crate) fn station(tally: &Tally, code: &str) -> anyhow::Result<StationNumber> {
    if let Some(station) = tally.stations().number(code) {
        return Ok(station);
    }
    let begin: String = code
        .chars()
        .take(code.chars().count().saturating_sub(1).max(1))
        .collect();
    let near: Vec<&str> = (0..tally.stations().len() as StationNumber)
        .map(|station| tally.stations().code(station).as_str())
        .filter(|own| own.starts_with(&begin))
        .take(5)
        .collect();
    match near.is_empty() {
        true => bail!("the record names no station {code:?}"),
        false => bail!(
            "the record names no station {code:?}; near it are {}",
            near.join(", ")
        ),
    }
}
