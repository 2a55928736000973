//! Ballots' places, their older format, their write-ahead log; and a folder that was copied.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn ballots_are_told_apart_even_where_places_share_their_hash() {
    let folders = TempDir::new().unwrap();
    let next = std::sync::atomic::AtomicUsize::new(0);
    crate::conformance::run(|| {
        let dir = folders.path().join(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_string());
        async move {
            let mut store = open(&dir).await.unwrap();
            store.known.bits = 5;
            Arc::new(store) as Arc<dyn Store>
        }
    })
    .await;
}

#[tokio::test]
async fn ballots_of_the_first_format_keep_their_places() {
    let dir = TempDir::new().unwrap();
    {
        let options =
            SqliteConnectOptions::new().filename(dir.path().join("ballots.db")).create_if_missing(true);
        let mut file = options.connect().await.unwrap();
        sqlx::raw_sql("CREATE TABLE format (version INTEGER NOT NULL); INSERT INTO format VALUES (1)")
            .execute(&mut file)
            .await
            .unwrap();
        sqlx::raw_sql(include_str!("../../../sql/ballots/0001.sql")).execute(&mut file).await.unwrap();
        sqlx::raw_sql(
            "INSERT INTO words VALUES (1, 'el'), (2, 'parks'), (3, '2022-12-11'), (4, 'web'), (5, 'em')",
        )
        .execute(&mut file)
        .await
        .unwrap();
        for (el, ballots) in [(1, 0..300), (5, 100..110)] {
            for (n, ballot) in ballots.map(ballot).enumerate() {
                sqlx::query("INSERT INTO ballots VALUES (?, ?, ?, 2, 3, 0, ?, 4, ?, ?, ?, ?)")
                    .bind(el)
                    .bind(n as i64)
                    .bind(ballot.at)
                    .bind(ballot.nym.as_slice())
                    .bind(ballot.req.as_slice())
                    .bind(ballot.salt.as_slice())
                    .bind(ballot.choices.clone())
                    .bind(crate::conformance::leaf(n as u64, &ballot).unwrap().as_slice())
                    .execute(&mut file)
                    .await
                    .unwrap();
            }
        }
        file.close().await.unwrap();
    }
    for _ in 0..2 {
        let store = open(dir.path()).await.unwrap();
        assert_eq!(store.ballots("el", 0, 999).await.unwrap().len(), 300);
        let other = Ballot { req: [9; 16], ..ballot(201) };
        let outcomes = append(&store, "el", 300, &[ballot(200), other]).await.unwrap();
        assert_eq!(outcomes, [BallotOutcome::Repeated { n: 200 }, BallotOutcome::Duplicate { n: 201 }]);
        let outcomes = append(&store, "em", 10, &[ballot(105)]).await.unwrap();
        assert_eq!(outcomes, [BallotOutcome::Repeated { n: 5 }]);
        store.close().await.unwrap();
    }
    let store = open(dir.path()).await.unwrap();
    assert_eq!(append(&store, "em", 10, &[ballot(99)]).await.unwrap(), [BallotOutcome::Stored { n: 10 }]);
}

#[tokio::test]
async fn a_copied_folder_does_not_go_on_as_if_it_were_the_first() {
    let outer = TempDir::new().unwrap();
    let (dir, copy) = (outer.path().join("data"), outer.path().join("copy"));
    open(&dir).await.unwrap().close().await.unwrap();
    fs::create_dir(&copy).unwrap();
    copy_files(&dir, &copy);
    fs::copy(dir.join("LOCK"), copy.join("LOCK")).unwrap();
    match open(&copy).await.err() {
        Some(error @ StoreError::Moved(_)) => assert!(error.to_string().contains("delete the file LOCK")),
        other => panic!("{other:?}"),
    }
    open(&dir).await.unwrap().close().await.unwrap();
    // Somebody who knows that the other one is gone says so; it is said once.
    fs::remove_file(copy.join("LOCK")).unwrap();
    open(&copy).await.unwrap().close().await.unwrap();
    open(&copy).await.unwrap();
}

#[tokio::test]
async fn a_long_write_ahead_log_is_moved_into_the_file_beside_the_writer() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    let size = |name: &str| fs::metadata(dir.path().join(name)).unwrap().len();
    let mut most = 0;
    for i in 0..300 {
        let batch: Vec<Ballot> = (i * 500..(i + 1) * 500).map(ballot).collect();
        append(&store, "el", u64::from(i) * 500, &batch).await.unwrap();
        // Batches come while the log is moved, and not so many that a slow disk never ends.
        if i % 20 == 0 {
            store.known.wal.rest().await;
        }
        most = most.max(size("ballots.db-wal"));
    }
    assert!(size("ballots.db") > 60_000 * 200, "{}", size("ballots.db"));
    assert!(most < 2 * 16 * 1024 * 1024, "{most}");
}
