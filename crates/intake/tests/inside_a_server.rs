//! Taking in works inside a server's runtime of many threads: nothing makes a runtime of its own, nothing blocks its
//! threads for long, and every piece of work can be spawned.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use intake::begin::Definition;
use intake::documents::{Metadata, NewDocuments};
use intake::keys::{Grant, grant, revoke};
use intake::photographs::{InputFiles, take_in};
use intake::rows::Importer;
use intake::{ElectionFolder, Error, claims, station_index};
use publication::{Events, Progress, Silent};
use record::Role;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const ELECTION: &str = r#"
id = "small"
name = "A small election"
date = "2026-05-10"
origin = "count.example/small"
levels = ["district"]
accounts = [{ id = "campaign", name = "Campaign" }, { id = "x", name = "X" }]
[[contests]]
id = "mayor"
name = "Mayor"
options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
[sheet.code]
layout = "{station}!{boxes:,}"
station = "{station}"
boxes = [{ option = "ana" }, { option = "luis" }]
"#;
const PROFILE: &str = r#"
name = "Small"
contest = "mayor"
[station]
code = "{station}"
areas = [{ code = "{district}" }]
[options]
ana = "{ana}"
luis = "{luis}"
"#;
const CLAIMS: &str = "[[claims]]\nid='c'\naccount='x'\nwho='x'\nwhen='2026-05-11'\nwhere='x'\ncontest='mayor'\n\
                      figures=[{of='ana',number=1}]\n";

/// Remembers what it is warned of.
#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Events for Heard {
    fn begin(&self, _: &'static str, _: u64) -> Box<dyn Progress> {
        Box::new(Silent)
    }

    fn warn(&self, warning: &str) {
        self.0.lock().unwrap().push(warning.to_owned());
    }
}

fn at() -> model::Hour {
    "2026-05-10T22Z".parse().unwrap()
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// Runs work in a folder of its own, as a task of a runtime of two threads.
fn as_a_task<W: Future<Output = ()> + Send + 'static>(work: impl FnOnce(PathBuf) -> W) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let work = work(folder.path().to_owned());
    runtime.block_on(async { tokio::spawn(work).await.unwrap() });
}

#[test]
fn everything_is_taken_in_by_tasks_of_a_runtime_of_many_threads() {
    as_a_task(|path| async move {
        let definition = Definition::read(&write(&path, "election.toml", ELECTION), None).unwrap();
        definition.begin(&path.join("election"), at()).await.unwrap();
        let folder = ElectionFolder::open(&path.join("election")).unwrap();
        let rows = write(
            &path,
            "rows.csv",
            "station,district,ana,luis\ns1,d1,20,10\ns2,d1,x,10\ns3,d2,1,2\n",
        );
        let profile = write(&path, "profile.toml", PROFILE);
        let account = "campaign".parse().unwrap();
        let heard = Heard::default();
        let mut sizes = Vec::new();
        let importer = Importer::new(&folder, &rows, &profile, &account, at());
        let imported = importer
            .run(&heard, &mut |checkpoint| sizes.push(checkpoint.size()))
            .await
            .unwrap();
        assert_eq!(
            (imported.readings, imported.survey.failed, imported.size),
            (2, 1, 5)
        );
        assert_eq!(sizes, [5]);
        assert!(heard.0.lock().unwrap()[0].contains("line 3, column ana"));

        let added = claims::add(&folder, &write(&path, "claims.toml", CLAIMS), &at(), &Silent)
            .await
            .unwrap();
        assert_eq!((added.claims, added.recorded), (1, 1));
        let documents = NewDocuments {
            metadata: Metadata::Refuse,
            files: vec![
                rows.clone(),
                write(&path, "report.txt", "All was well on Monday."),
            ],
            publisher: "A newspaper".to_owned(),
            title: None,
            date: None,
            media: None,
            account: None,
        };
        let added = documents.add(&folder, &at(), &Silent).await.unwrap();
        assert_eq!((added.recorded, added.documents[0].recorded), (1, false));

        let files = InputFiles::find(&[write(&path, "none.png", "not a picture")]).files;
        let mut became = Vec::new();
        let mut each = |photograph: &intake::photographs::Photograph| {
            became.push(photograph.reason().map(|reason| reason.kind().code()));
        };
        take_in(
            &folder,
            &files,
            (&account, None),
            false,
            &at(),
            &Silent,
            &mut each,
        )
        .await
        .unwrap();
        assert_eq!(became, [Some("not_a_picture")]);

        let reader = folder.reader().await.unwrap();
        let about = station_index::entries_about(&folder, &reader, "s3", &Silent)
            .await
            .unwrap();
        assert_eq!(about, [4]);
    });
}

#[test]
fn a_key_that_may_not_write_is_refused_with_the_folds_own_reason() {
    as_a_task(|path| async move {
        let definition = Definition::read(&write(&path, "election.toml", ELECTION), None).unwrap();
        let folder = definition
            .begin(&path.join("election"), at())
            .await
            .unwrap()
            .folder;
        let rows = write(&path, "rows.csv", "station,district,ana,luis\ns1,d1,20,10\n");
        let profile = write(&path, "profile.toml", PROFILE);
        let account = "campaign".parse().unwrap();
        let wanted = Grant {
            name: "importer-campaign".to_owned(),
            role: Role::Importer,
            area: None,
            account: None,
            stage: None,
            until: None,
            registrar: None,
            by: None,
            key: None,
        };
        let key = grant(&folder, &wanted, at(), &Silent).await.unwrap();
        revoke(&folder, "importer-campaign", None, None, "lost", at(), &Silent)
            .await
            .unwrap();
        let size = folder.reader().await.unwrap().size();
        let importer = Importer::new(&folder, &rows, &profile, &account, at());
        let error = importer.run(&Silent, &mut |_| {}).await.unwrap_err();
        let Error::WouldNotCount(why) = error else {
            panic!("{error}");
        };
        assert_eq!(why.refusal, tally::Refusal::RevokedKey);
        assert!(why.remedy().contains(&key.to_string()), "{}", why.remedy());
        assert_eq!(folder.reader().await.unwrap().size(), size);
    });
}
