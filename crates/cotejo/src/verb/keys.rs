//! `cotejo keys`: who may do what.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::Output;
use anyhow::Context;
use intake::keys::{Grant, grant, revoke};
use model::{AccountId, AreaCode, Hour, StageId};
use record::Role;
use serde::Serialize;
use std::path::PathBuf;

/// List the keys of a record, give a key a role, or revoke one.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo keys my-election
  cotejo keys my-election add agent-7f3a9c --role agent --area 0101 --account campaign
  cotejo keys my-election add reviewer-1 --role reviewer --key 'reviewer-1+2b6c…+AS…'
  cotejo keys my-election add registrar-north --role registrar --area 01 --gives agent,typist --keys 500
  cotejo keys my-election revoke agent-7f3a9c --reason 'phone lost'
  cotejo keys my-election revoke agent-7f3a9c --from 1234 --reason 'phone stolen'")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(clap::Subcommand)]
enum Change {
    /// Give a key a role; makes the key, unless its public key is given.
    Add(Add),
    /// Say that a key may no longer act, from now on.
    Revoke {
        /// The key's name.
        name: String,
        /// The entry from which on what it wrote is void, as where it was stolen.
        #[arg(long, value_name = "N")]
        from: Option<u64>,
        /// The registrar who gave it its role, by the name of the key in keys/; the operator without it.
        #[arg(long, value_name = "NAME", conflicts_with = "from")]
        by: Option<String>,
        /// Why; it stands in the record.
        #[arg(long)]
        reason: String,
    },
}

#[derive(clap::Args)]
struct Add {
    /// The key's name: a pseudonym, since it stands in the public record.
    name: String,
    /// operator, registrar, importer, agent, typist, reviewer or observer.
    #[arg(long, value_parser = role)]
    role: Role,
    /// The only area that it may write about.
    #[arg(long, value_name = "CODE")]
    area: Option<AreaCode>,
    /// The only account that it may write for.
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
    /// The only stage of that account whose readings it may write.
    #[arg(long, value_name = "ID", requires = "account")]
    stage: Option<StageId>,
    /// The last hour in which it may act, such as 2024-08-02T23Z.
    #[arg(long, value_name = "HOUR")]
    until: Option<Hour>,
    /// The roles that a registrar may give: importer, agent, typist, observer.
    #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = role, requires = "keys")]
    gives: Vec<Role>,
    /// How many keys a registrar may give roles to, ever.
    #[arg(long, value_name = "N", requires = "gives")]
    keys: Option<u32>,
    /// The registrar who gives the role, by the name of the key in keys/; the operator without it.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// A public key that somebody made elsewhere and kept to themselves.
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_name(text).ok_or_else(|| {
        let names = Role::ALL.map(Role::name).join(", ");
        format!("there is no role {text:?}; the roles are {names}")
    })
}

/// One key, as listed.
#[derive(Serialize)]
struct Listed {
    name: String,
    key: String,
    role: Role,
    area: Option<String>,
    account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gives: Option<Vec<Role>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<u32>,
    from_entry: u64,
    revoked_at: Option<u64>,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    match &args.change {
        None => list(&folder, output),
        Some(Change::Add(add)) => {
            let key = add.key.as_ref().map(|text| text.parse()).transpose();
            let wanted = Grant {
                name: add.name.clone(),
                role: add.role,
                area: add.area.clone(),
                account: add.account.clone(),
                stage: add.stage.clone(),
                until: add.until.clone(),
                registrar: add.keys.map(|keys| (add.gives.clone(), keys)),
                by: add.by.clone(),
                key: key.context("--key")?,
            };
            let key = folder.wait(grant(&folder, &wanted, now()?, output))?.to_string();
            output.result(
                &serde_json::json!({ "name": add.name, "key": key, "role": add.role }),
                |text| {
                    text.line(format!(
                        "{} may act as {} from now on. Its public key:",
                        add.name,
                        add.role.name()
                    ));
                    text.line(format!("  {key}"));
                },
            )?;
            Ok(Outcome::Agrees)
        }
        Some(Change::Revoke {
            name,
            from,
            by,
            reason,
        }) => {
            let revoked = revoke(&folder, name, *from, by.as_deref(), reason, now()?, output);
            folder.wait(revoked)?;
            let value = serde_json::json!({ "name": name, "revoked": true, "from": from });
            output.result(&value, |text| {
                text.line(match from {
                    None => format!("{name} may no longer act. What it wrote before still counts."),
                    Some(from) => {
                        format!("{name} may no longer act. What it wrote from entry {from} on is void.")
                    }
                });
            })?;
            Ok(Outcome::Agrees)
        }
    }
}

fn list(folder: &Folder, output: &Output) -> anyhow::Result<Outcome> {
    let folded = folder.fold()?;
    let listed: Vec<Listed> = folded
        .tally
        .keys()
        .grants()
        .map(|grant| Listed {
            name: grant.key.name().to_string(),
            key: grant.key.to_string(),
            role: grant.role,
            area: grant.area.map(ToString::to_string),
            account: grant.account.map(ToString::to_string),
            stage: grant.stage.map(ToString::to_string),
            until: grant.until.map(ToString::to_string),
            gives: grant.gives.map(|(roles, _)| roles.to_vec()),
            keys: grant.gives.map(|(_, keys)| keys),
            from_entry: grant.from_entry,
            revoked_at: grant.revoked_at,
        })
        .collect();
    output.result(&serde_json::json!({ "keys": listed }), |text| {
        let rows: Vec<Vec<String>> = listed
            .iter()
            .map(|key| {
                let or_any = |value: &Option<String>| value.clone().unwrap_or_else(|| "any".to_owned());
                vec![
                    key.name.clone(),
                    key.role.name().to_owned(),
                    or_any(&key.area),
                    match &key.stage {
                        Some(stage) => format!("{}/{stage}", or_any(&key.account)),
                        None => or_any(&key.account),
                    },
                    key.until.clone().unwrap_or_default(),
                    key.from_entry.to_string(),
                    key.revoked_at.map(|entry| entry.to_string()).unwrap_or_default(),
                ]
            })
            .collect();
        text.table(
            &[
                "name",
                "role",
                "area",
                "account",
                "until",
                "from entry",
                "revoked at",
            ],
            &rows,
        );
    })?;
    Ok(Outcome::Agrees)
}
