//! A store that others wrote: moto's S3, from PyPI, on this machine.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What is installed, below the target folder.
const PACKAGES: [&str; 3] = ["moto[s3]==5.2.5", "flask", "flask-cors"];
/// The client that fetches a bucket: boto3, which comes with moto.
const FETCH: &str = "
import boto3, pathlib, sys
bucket, out, endpoint = sys.argv[1:]
s3 = boto3.client('s3', endpoint_url=endpoint)
for page in s3.get_paginator('list_objects_v2').paginate(Bucket=bucket):
    for item in page.get('Contents', []):
        path = pathlib.Path(out) / item['Key']
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(s3.get_object(Bucket=bucket, Key=item['Key'])['Body'].read())
";

/// Whoever asks.
const KEY: &str = "Authorization: AWS4-HMAC-SHA256 Credential=key/20260510/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
/// Makes a bucket, and a key that may read it and not write.
const READER: &str = "
import boto3, json, sys
endpoint, = sys.argv[1:]
boto3.client('s3', endpoint_url=endpoint).create_bucket(Bucket='record')
iam = boto3.client('iam', endpoint_url=endpoint)
iam.create_user(UserName='reader')
may = {'Effect': 'Allow', 'Action': ['s3:ListBucket', 's3:GetObject'], 'Resource': '*'}
policy = json.dumps({'Version': '2012-10-17', 'Statement': [may]})
iam.put_user_policy(UserName='reader', PolicyName='read', PolicyDocument=policy)
key = iam.create_access_key(UserName='reader')['AccessKey']
print(key['AccessKeyId'], key['SecretAccessKey'])
";
/// How many requests that takes.
const READER_REQUESTS: &str = "4";

/// The programs of the packages, installed once; or why they cannot be.
fn programs() -> &'static Result<PathBuf, String> {
    static PROGRAMS: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PROGRAMS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("moto-5.2.5");
        let bin = folder.join("bin");
        // pip writes the programs last.
        if !bin.join("moto_server").is_file() {
            let folder = folder.to_str().unwrap();
            run(Command::new("python3").args(["-m", "venv", "--clear", folder]))?;
            run(Command::new(bin.join("python"))
                .args(["-m", "pip", "install", "--quiet"])
                .args(PACKAGES))?;
        }
        Ok(bin)
    })
}

/// Runs a command; gives what it printed, or what it said of its failure.
fn run(command: &mut Command) -> Result<String, String> {
    let ended = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    match ended.status.success() {
        true => Ok(String::from_utf8_lossy(&ended.stdout).into_owned()),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&ended.stderr))),
    }
}

/// A running store, ended with the test.
pub(crate) struct Store {
    server: Child,
    port: u16,
    log: PathBuf,
    programs: &'static Path,
}

impl Store {
    /// Starts one that keeps its log in `log` and obeys anybody, or (`is_strict`) only those it knows once there is a
    /// [`Store::reader`]; none where Python or its packages cannot be had here, which is said.
    pub(crate) fn start(log: &Path, is_strict: bool) -> Option<Store> {
        let programs = match programs() {
            Ok(programs) => programs,
            Err(error) => {
                // Past the harness, which keeps what passing tests print to itself.
                let _ = writeln!(
                    std::io::stderr(),
                    "upload: not tried, there is no moto here: {error}"
                );
                return None;
            }
        };
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut command = Command::new(programs.join("moto_server"));
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        if is_strict {
            command.env("INITIAL_NO_AUTH_ACTION_COUNT", READER_REQUESTS);
        }
        let file = std::fs::File::create(log).unwrap();
        let server = command.stdout(Stdio::null()).stderr(file).spawn().unwrap();
        let store = Store {
            server,
            port,
            log: log.to_owned(),
            programs,
        };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "moto does not listen");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(store)
    }

    /// What tells a client of it.
    pub(crate) fn environment(&self) -> [(&'static str, String); 6] {
        [
            ("AWS_ACCESS_KEY_ID", "key".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "secret".to_owned()),
            ("AWS_DEFAULT_REGION", "us-east-1".to_owned()),
            ("AWS_ENDPOINT_URL", self.address()),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("NO_PROXY", "127.0.0.1".to_owned()),
        ]
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks as anybody, whose signature the store does not check; gives the head and the body of the answer.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &[u8]) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{KEY}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
        assert!(
            head.starts_with("http/1.1 2") || head.starts_with("http/1.1 404"),
            "{head}"
        );
        (head, bytes[end + 4..].to_vec())
    }

    /// Runs one of the scripts; gives what it printed.
    fn script(&self, script: &str, words: &[&str]) -> String {
        let mut python = Command::new(self.programs.join("python"));
        python.args(["-c", script]).args(words).arg(self.address());
        run(python.envs(BTreeMap::from(self.environment()))).unwrap()
    }

    /// Fetches a whole bucket with another client.
    pub(crate) fn fetch(&self, bucket: &str, to: &Path) {
        self.script(FETCH, &[bucket, to.to_str().unwrap()]);
    }

    /// Makes the bucket `record`; gives a key that may read it and not write.
    pub(crate) fn reader(&self) -> (String, String) {
        let printed = self.script(READER, &[]);
        let (id, secret) = printed.trim().split_once(' ').unwrap();
        (id.to_owned(), secret.to_owned())
    }

    /// The objects that were written since the store began, in their order.
    pub(crate) fn written(&self) -> Vec<String> {
        let log = std::fs::read_to_string(&self.log).unwrap();
        let puts = log
            .lines()
            .filter_map(|line| line.split_once("\"PUT /")?.1.split_once(' '));
        puts.map(|(path, _)| path.to_owned()).collect()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
