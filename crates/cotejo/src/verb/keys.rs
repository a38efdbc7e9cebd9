//! `cotejo keys`: who may do what.

use crate::Outcome;
use crate::election::{Folder, OPERATOR, now};
use crate::output::Output;
use anyhow::{Context, bail};
use model::{AccountId, AreaCode, ElectionId, Hour};
use note::SigningKey;
use record::{Body, KeyBody, Revoke, Role};
use serde::Serialize;
use std::path::PathBuf;
use tally::Tally;
use tlog::Writer;

/// List the keys of a record, give a key a role, or revoke one.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo keys my-election
  cotejo keys my-election add agent-7f3a9c --role agent --area 0101 --account campaign
  cotejo keys my-election add reviewer-1 --role reviewer --key 'reviewer-1+2b6c…+AS…'
  cotejo keys my-election revoke agent-7f3a9c --reason 'phone lost'")]
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
        /// Why; it stands in the record.
        #[arg(long)]
        reason: String,
    },
}

#[derive(clap::Args)]
struct Add {
    /// The key's name: a pseudonym, since it stands in the public record.
    name: String,
    /// operator, importer, agent, typist, reviewer or observer.
    #[arg(long, value_parser = role)]
    role: Role,
    /// The only area that it may write about.
    #[arg(long, value_name = "CODE")]
    area: Option<AreaCode>,
    /// The only account that it may write for.
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
    /// The last hour in which it may act, such as 2024-08-02T23Z.
    #[arg(long, value_name = "HOUR")]
    until: Option<Hour>,
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
    until: Option<String>,
    from_entry: u64,
    revoked_at: Option<u64>,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    match &args.change {
        None => list(&folder, output),
        Some(Change::Add(add)) => {
            let (writer, folded) = folder.write()?;
            let election = folded.tally.election().id.clone();
            let key = match &add.key {
                Some(text) => text.parse::<note::VerifyingKey>().context("--key")?,
                None => folder.create_key(&add.name, &add.name)?.verifying_key().clone(),
            };
            if key.name().as_str() != add.name {
                bail!("the public key is named {}, not {}", key.name(), add.name);
            }
            append(
                &folder,
                writer,
                &grant(
                    &election,
                    &key,
                    add.role,
                    (add.area.clone(), add.account.clone(), add.until.clone()),
                )?,
            )?;
            let vkey = key.to_string();
            output.result(
                &serde_json::json!({ "name": add.name, "key": vkey, "role": add.role }),
                |text| {
                    text.line(format!(
                        "{} may act as {} from now on. Its public key:\n  {vkey}",
                        add.name,
                        add.role.name()
                    ));
                },
            )?;
            Ok(Outcome::Agrees)
        }
        Some(Change::Revoke { name, reason }) => {
            let (writer, folded) = folder.write()?;
            let keys = folded.tally.keys();
            let Some(grant) = keys
                .grants()
                .find(|grant| grant.key.name().as_str() == name && grant.revoked_at.is_none())
            else {
                bail!(
                    "no key named {name:?} may act now; `cotejo keys {}` lists them",
                    args.dir.display()
                );
            };
            let body = Body::Revoke(Revoke {
                election: folded.tally.election().id.clone(),
                key: grant.key.to_string(),
                reason: reason.clone(),
                at: now()?,
            });
            append(&folder, writer, &body)?;
            output.result(&serde_json::json!({ "name": name, "revoked": true }), |text| {
                text.line(format!(
                    "{name} may no longer act. What it wrote before still counts."
                ));
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
            until: grant.until.map(ToString::to_string),
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
                    or_any(&key.account),
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

/// The entry that gives a key a role, within an area, for an account, until an hour.
pub(crate) fn grant(
    election: &ElectionId,
    key: &note::VerifyingKey,
    role: Role,
    (area, account, until): (Option<AreaCode>, Option<AccountId>, Option<Hour>),
) -> anyhow::Result<Body> {
    Ok(Body::Key(KeyBody {
        election: election.clone(),
        key: key.to_string(),
        role,
        area,
        account,
        until,
        at: now()?,
    }))
}

/// The key kept here under `<role word>-<account>`, made where there is none, and the entry by which the
/// operator gives it its role for this account, where it has none yet.
pub(crate) fn own_key(
    folder: &Folder,
    tally: &Tally,
    (word, role): (&str, Role),
    account: &AccountId,
) -> anyhow::Result<(SigningKey, Option<Vec<u8>>)> {
    let name = format!("{word}-{account}");
    let key = match folder.key(&name)? {
        Some(key) => key,
        None => folder.create_key(&name, &name)?,
    };
    let known = tally
        .keys()
        .grants()
        .any(|grant| grant.key == key.verifying_key() && grant.revoked_at.is_none());
    if known {
        return Ok((key, None));
    }
    let operator = folder.key(OPERATOR)?.with_context(|| {
        format!("keys/operator.key is missing: the {word}'s key has no role yet and only the operator can give it one")
    })?;
    let only = (None, Some(account.clone()), None);
    let body = grant(&tally.election().id, key.verifying_key(), role, only)?;
    let entry = record::sign(&body, &[&operator])?;
    Ok((key, Some(entry)))
}

/// Signs an entry as the operator and appends it.
fn append(folder: &Folder, mut writer: Writer, body: &Body) -> anyhow::Result<()> {
    let operator: SigningKey = folder.operator()?;
    folder.wait(writer.append(&[record::sign(body, &[&operator])?]))?;
    Ok(())
}
