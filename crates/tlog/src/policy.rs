//! Policies (tlog-policy): which logs are believed, and which witnesses must have cosigned.

use note::{KeyKind, VerifyingKey};

use crate::tile::decimal;
use crate::{Error, Result, SignedCheckpoint, WitnessKey, cosignatures};

/// The longest policy file, in bytes.
const MAX_POLICY_BYTES: usize = 1 << 20;
/// The most logs, witnesses and groups (each). The specification asks for at least 32.
const MAX_DEFINED: usize = 1024;

/// A policy file's contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    quorum: Option<Member>,
}

/// A log that the policy believes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key, whose name is the log's origin.
    pub key: VerifyingKey,
    /// Where it is found, if the policy says so.
    pub url: Option<String>,
}

/// A witness that the policy knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyWitness {
    /// Its name within the policy: any bytes, mostly UTF-8.
    pub name: Vec<u8>,
    /// Its key.
    pub key: WitnessKey,
    /// Where checkpoints are sent to be cosigned, if the policy says so.
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: Vec<u8>,
    threshold: usize,
    members: Vec<Member>,
}

/// A member of a group or the quorum: always one that was defined before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// What a policy has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The log's name.
    pub origin: String,
    /// The tree's size.
    pub size: u64,
    /// The witnesses that cosigned, by their name in the policy, each with its time (POSIX
    /// seconds).
    pub witnesses: Vec<(String, u64)>,
}

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// [`Error::MalformedPolicy`] with the line.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let bad = |line, why: &str| Error::MalformedPolicy {
            line,
            why: why.to_owned(),
        };
        if bytes.len() > MAX_POLICY_BYTES {
            return Err(bad(1, "the file is longer than 1 MiB"));
        }
        let mut policy = Self {
            logs: vec![],
            witnesses: vec![],
            groups: vec![],
            quorum: None,
        };
        let mut has_quorum = false;
        let mut count = 0;
        for line in bytes
            .strip_suffix(b"\n")
            .unwrap_or(bytes)
            .split(|byte| *byte == b'\n')
        {
            count += 1;
            if let Err(why) = policy.read_line(line, &mut has_quorum) {
                return Err(bad(count, &why));
            }
        }
        if has_quorum {
            Ok(policy)
        } else {
            Err(bad(count + 1, "there is no quorum line"))
        }
    }

    /// The logs, in the file's order.
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses, in the file's order.
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// Whether a checkpoint is signed by one of the logs under its own origin, and cosigned by
    /// the quorum.
    ///
    /// # Errors
    /// [`Error::PolicyFails`] when not; [`Error::Note`] when a signature by one of the policy's
    /// keys does not verify.
    pub fn check(&self, checkpoint: &SignedCheckpoint) -> Result<Accepted> {
        let origin = checkpoint.checkpoint().origin();
        let logs: Vec<VerifyingKey> = self.logs.iter().map(|log| log.key.clone()).collect();
        let named: Vec<VerifyingKey> = logs
            .into_iter()
            .filter(|key| key.name().as_str() == origin)
            .collect();
        if named.is_empty() {
            return Err(Error::PolicyFails(format!("it has no log {origin:?}")));
        }
        checkpoint
            .note()
            .verify(&named)
            .map_err(Error::note("checkpoint"))?;

        let keys: Vec<WitnessKey> = self.witnesses.iter().map(|witness| witness.key.clone()).collect();
        let cosigned = cosignatures(checkpoint, &keys)?;
        let seen: Vec<Option<u64>> = keys
            .iter()
            .map(|key| cosigned.iter().find(|one| one.witness == key).map(|one| one.time))
            .collect();
        if !self.quorum.is_none_or(|quorum| self.holds(quorum, &seen)) {
            let count = seen.iter().flatten().count();
            return Err(Error::PolicyFails(format!(
                "the {count} known witnesses that cosigned are no quorum"
            )));
        }
        let name = |witness: &PolicyWitness| String::from_utf8_lossy(&witness.name).into_owned();
        let witnesses = self
            .witnesses
            .iter()
            .zip(&seen)
            .filter_map(|(witness, time)| Some((name(witness), (*time)?)));
        Ok(Accepted {
            origin: origin.to_owned(),
            size: checkpoint.size(),
            witnesses: witnesses.collect(),
        })
    }

    /// Members only refer to what stands before them, and each is a member but once, so that
    /// this ends and takes linear time.
    fn holds(&self, member: Member, seen: &[Option<u64>]) -> bool {
        match member {
            Member::Witness(index) => seen.get(index).is_some_and(Option::is_some),
            Member::Group(index) => self.groups.get(index).is_some_and(|group| {
                let held = group
                    .members
                    .iter()
                    .filter(|member| self.holds(**member, seen))
                    .count();
                held >= group.threshold
            }),
        }
    }

    fn read_line(&mut self, line: &[u8], has_quorum: &mut bool) -> Result<(), String> {
        if line
            .iter()
            .any(|byte| (*byte < 0x20 && *byte != b'\t') || *byte == 0x7f)
        {
            return Err("it has control characters".into());
        }
        let words: Vec<&[u8]> = line
            .split(|byte| matches!(byte, b' ' | b'\t'))
            .filter(|word| !word.is_empty())
            .collect();
        let Some((first, words)) = words.split_first() else {
            return Ok(());
        };
        if first.starts_with(b"#") {
            return Ok(());
        }
        match (*first, words) {
            (b"log", [key, url @ ..]) => self.add_log(key, url),
            (b"witness", [name, key, url @ ..]) => self.add_witness(name, key, url),
            (b"group", [name, threshold, members @ ..]) => self.add_group(name, threshold, members),
            (b"quorum", [name]) => {
                if std::mem::replace(has_quorum, true) {
                    return Err("there is a second quorum line".into());
                }
                self.quorum = if *name == b"none" {
                    None
                } else {
                    Some(self.member(name)?)
                };
                Ok(())
            }
            (b"log" | b"witness" | b"group" | b"quorum", _) => Err("it has the wrong number of items".into()),
            _ => Err(format!("{:?} is unknown", String::from_utf8_lossy(first))),
        }
    }

    fn add_log(&mut self, key: &[u8], url: &[&[u8]]) -> Result<(), String> {
        let key: VerifyingKey = read_key(key)?;
        if key.kind() != KeyKind::Ed25519 {
            return Err("the key is of the wrong type".into());
        }
        if self.logs.iter().any(|log| log.key.public() == key.public()) {
            return Err("the log's key is there already".into());
        }
        check_count(self.logs.len())?;
        self.logs.push(PolicyLog {
            key,
            url: read_url(url)?,
        });
        Ok(())
    }

    fn add_witness(&mut self, name: &[u8], key: &[u8], url: &[&[u8]]) -> Result<(), String> {
        self.check_free(name)?;
        let key: WitnessKey = read_key(key)?;
        if self.witnesses.iter().any(|witness| witness.key.is_same(&key)) {
            return Err("the witness's key is there already".into());
        }
        check_count(self.witnesses.len())?;
        self.witnesses.push(PolicyWitness {
            name: name.to_vec(),
            key,
            url: read_url(url)?,
        });
        Ok(())
    }

    fn add_group(&mut self, name: &[u8], threshold: &[u8], members: &[&[u8]]) -> Result<(), String> {
        self.check_free(name)?;
        check_count(self.groups.len())?;
        let mut found = Vec::new();
        for member in members {
            let member = self.member(member)?;
            let taken = self.groups.iter().flat_map(|group| &group.members).chain(&found);
            if taken.into_iter().any(|other| *other == member) {
                return Err("a member belongs to a group already".into());
            }
            found.push(member);
        }
        let threshold = match threshold {
            b"all" => found.len(),
            b"any" => 1,
            number => {
                let number = std::str::from_utf8(number).ok().and_then(decimal);
                let number = number.and_then(|number| usize::try_from(number).ok());
                number.ok_or("the threshold is not all, any or a number")?
            }
        };
        if threshold == 0 || threshold > found.len() {
            return Err(format!("the threshold is not within 1 to {}", found.len()));
        }
        self.groups.push(Group {
            name: name.to_vec(),
            threshold,
            members: found,
        });
        Ok(())
    }

    fn member(&self, name: &[u8]) -> Result<Member, String> {
        let witness = self
            .witnesses
            .iter()
            .position(|witness| witness.name == name)
            .map(Member::Witness);
        let group = || {
            self.groups
                .iter()
                .position(|group| group.name == name)
                .map(Member::Group)
        };
        witness
            .or_else(group)
            .ok_or_else(|| format!("{:?} is not defined", String::from_utf8_lossy(name)))
    }

    fn check_free(&self, name: &[u8]) -> Result<(), String> {
        if name == b"none" || self.member(name).is_ok() {
            return Err(format!("the name {:?} is taken", String::from_utf8_lossy(name)));
        }
        Ok(())
    }
}

fn read_key<K: std::str::FromStr<Err = note::Error>>(text: &[u8]) -> Result<K, String> {
    let text = std::str::from_utf8(text).map_err(|_| "the key is not UTF-8")?;
    text.parse().map_err(|error: note::Error| error.to_string())
}

fn read_url(words: &[&[u8]]) -> Result<Option<String>, String> {
    match words {
        [] => Ok(None),
        [url] => Ok(Some(String::from_utf8_lossy(url).into_owned())),
        _ => Err("it has the wrong number of items".into()),
    }
}

fn check_count(count: usize) -> Result<(), String> {
    if count < MAX_DEFINED {
        Ok(())
    } else {
        Err(format!("there are more than {MAX_DEFINED} of them"))
    }
}
