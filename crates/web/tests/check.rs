//! Receipts are checked out of the published files, by whoever has one, and each way to fail is told apart.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use common::{Answer, Browser, Town};

const CHECK: &str = "/s/linyi-2022/check";
const PARK: &str = "/s/linyi-2022/vote/park";

/// Types a code in and casts a ballot; the browser keeps the voter.
async fn vote(town: &Town, code: &str, choice: &str) -> Browser {
    let mut browser = town.browser();
    let hall = browser.get("/s/linyi-2022/vote").await;
    browser.send(&hall, "/s/linyi-2022/vote/code", &[("code", code)]).await;
    let ballot = browser.get(PARK).await;
    let over = browser.send(&ballot, &format!("{PARK}/check"), &[("choice", choice)]).await;
    browser.send(&over, &format!("{PARK}/cast"), &[("stage", "vote"), ("choice", choice)]).await;
    browser
}

async fn hand_in(town: &Town, fields: &[(&str, &str)]) -> Answer {
    let mut anybody = town.browser();
    let form = anybody.get(CHECK).await;
    anybody.send(&form, CHECK, fields).await
}

async fn look(town: &Town, receipt: &ledger::Receipt) -> Answer {
    hand_in(town, &[("receipt", &receipt.encode().unwrap())]).await
}

/// Three voters; the receipt of the second, given when there were two.
async fn three() -> (Town, ledger::Receipt, Browser) {
    let town = Town::voting(3).await;
    let codes = town.codes(3).await;
    let mut first = vote(&town, &codes[0], "p1").await;
    vote(&town, &codes[1], "p2").await;
    let early = first.get("/s/linyi-2022/receipt/1.tlog-proof").await.text();
    vote(&town, &codes[2], "p3").await;
    (town, ledger::Receipt::decode(&early).unwrap(), first)
}

fn sign(town: &Town, receipt: &mut ledger::Receipt) {
    let key = town.desk.keys().log(&receipt.checkpoint.origin).unwrap();
    receipt.signatures = ledger::SignedCheckpoint::sign(receipt.checkpoint.clone(), &key).unwrap().signatures;
}

#[tokio::test]
async fn an_old_receipt_holds_in_a_log_that_has_grown_and_a_forged_view_does_not() {
    let (town, early, mut first) = three().await;
    let checked = look(&town, &early).await;
    assert!(checked.has("发回执时账本有2张选票，现在有3张"), "{}", checked.text());
    assert!(checked.has("公钥是本网站公布的") && checked.has("最美口袋公园建设者"), "{}", checked.text());

    // A tree of somebody's own making around the true leaf: sound in itself, and not ours.
    let mut forged = early.clone();
    let leaf = ledger::leaf_hash(&forged.leaf);
    forged.proof = vec![ledger::Hash::of(b"an invented neighbour")];
    forged.checkpoint.root = ledger::node_hash(&forged.proof[0], &leaf);
    assert!(forged.check().is_ok());
    let checked = look(&town, &forged).await;
    assert!(checked.has("没有本账本有效的签名") && !checked.has("查验通过"), "{}", checked.text());
    // The same with a true signature: two trees of one log, which anybody can prove.
    sign(&town, &mut forged);
    let checked = look(&town, &forged).await;
    assert!(checked.has("与发回执时的不一样") && !checked.has("查验通过"), "{}", checked.text());

    // The code on the receipt leads to the same answer, for this leaf and no other.
    let link = first.get("/s/linyi-2022/receipt/1").await.text();
    let hash = leaf.to_string();
    assert!(link.contains(&format!("/s/linyi-2022/check?n=1&#38;leaf={hash}")), "{link}");
    let code = |n: u64| format!("{CHECK}?n={n}&leaf={hash}");
    assert!(first.get(&code(1)).await.has("查验通过"));
    assert!(first.get(&code(0)).await.has("与这个网址不符"));
    assert!(first.get(&code(9)).await.has("账本只有3张选票"));
    assert!(first.get(&format!("{CHECK}?n=1&leaf=hello")).await.has("不是一份完整的回执"));
    // Its address may be pasted as well.
    let pasted = hand_in(&town, &[("receipt", &format!("https://linyi.invalid{}", code(1)))]).await;
    assert!(pasted.has("查验通过"), "{}", pasted.text());
}

#[tokio::test]
async fn each_way_to_fail_is_told_apart() {
    let (town, early, _) = three().await;
    let told = async |change: &dyn Fn(&mut ledger::Receipt), words: &str| {
        let mut receipt = early.clone();
        change(&mut receipt);
        let checked = look(&town, &receipt).await;
        assert!(checked.has(words) && !checked.has("查验通过"), "{words}: {}", checked.text());
    };
    let other = ledger::Receipt { index: 0, ..early.clone() };
    told(&|r| *r = other.clone(), "前后不符").await;
    told(&|r| r.proof = vec![ledger::Hash::of(b"another")], "前后不符").await;
    told(&|r| r.checkpoint.origin = "b.invalid/linyi-2022/ballots".to_owned(), "这是另一个账本").await;
    // A tree that nobody has seen yet, under our own signature.
    let ahead = |receipt: &mut ledger::Receipt| {
        let leaf = ledger::leaf_hash(&receipt.leaf);
        let tree: ledger::Tree = std::iter::repeat_n(leaf, 9).collect();
        receipt.proof = tree.inclusion_proof(1, 9).unwrap();
        receipt.checkpoint.size = 9;
        receipt.checkpoint.root = tree.root();
        sign(&town, receipt);
    };
    told(&ahead, "公开的账本只写到3张").await;
    // What is signed and never was: the second ballot replaced by another.
    let replaced = |receipt: &mut ledger::Receipt| {
        let mut leaf = ledger::BallotLeaf::decode(&receipt.leaf).unwrap();
        leaf.nym = "ab".repeat(32);
        receipt.leaf = leaf.encode().unwrap();
        receipt.checkpoint.root = ledger::node_hash(&receipt.proof[0], &ledger::leaf_hash(&receipt.leaf));
        sign(&town, receipt);
    };
    told(&replaced, "不是回执上的这张选票").await;
    // An address that somebody made up accuses nobody.
    let made_up = format!("{CHECK}?n=0&leaf={}", "0".repeat(64));
    let answer = town.browser().get(&made_up).await;
    assert!(answer.has("单凭它说明不了账本有问题") && !answer.has("这不该发生"), "{}", answer.text());
}

#[tokio::test]
async fn whoever_has_voted_a_moment_ago_is_found_in_what_is_published() {
    let town = Town::voting(3).await;
    let codes = town.codes(2).await;
    let mut first = vote(&town, &codes[0], "p1").await;
    let page = first.get("/s/linyi-2022/receipt/0").await.text();
    let link = |page: &str, n: u64| {
        let leaf = page.split("leaf=").nth(1).unwrap()[..64].to_owned();
        format!("{CHECK}?n={n}&leaf={leaf}")
    };
    assert!(first.get(&link(&page, 0)).await.has("查验通过"));
    // The files were written a moment ago and are still fresh; the next ballot is not in them.
    let mut second = vote(&town, &codes[1], "p2").await;
    let page = second.get("/s/linyi-2022/receipt/1").await.text();
    assert!(second.get(&link(&page, 1)).await.has("查验通过"));
}

#[tokio::test]
async fn the_answer_is_that_of_the_published_files_and_not_of_the_ballot_box() {
    let (town, early, _) = three().await;
    assert!(look(&town, &early).await.has("查验通过"));
    // Somebody bends a published tile. The box knows better, and is not asked. (Where the next writing mends the tile first,
    // it is bent again.)
    let tile = town.dir.path().join("public/linyi-2022/ballots/tile/0/000.p/3");
    for _ in 0..5 {
        let mut bytes = std::fs::read(&tile).unwrap();
        bytes[0] ^= 1;
        std::fs::write(&tile, bytes).unwrap();
        let checked = look(&town, &early).await;
        if checked.has("文件与签名不符") {
            assert!(!checked.has("查验通过"));
            return;
        }
    }
    panic!("a bent tile was believed");
}

#[tokio::test]
async fn a_voter_may_bring_the_key_that_the_announcement_printed() {
    let (town, early, mut browser) = three().await;
    let receipt = early.encode().unwrap();
    let trust = browser.get("/log/linyi-2022/trust").await.text();
    let with = async |key: &str| hand_in(&town, &[("receipt", receipt.as_str()), ("key", key)]).await;
    let checked = with(&trust).await;
    assert!(checked.has("查验通过") && checked.has("您给的公钥"), "{}", checked.text());
    let line = trust.lines().find(|line| line.contains("/ballots+")).unwrap();
    assert!(with(line).await.has("查验通过"));
    assert!(with(line.strip_prefix("log ").unwrap()).await.has("查验通过"));
    // A key under the same name that is not the log's, a key of something else, and no key.
    let origin = &early.checkpoint.origin;
    let mallory = ledger::SignerKey::from_seed(origin, &[9; 32]).unwrap().verifier().to_string();
    assert!(with(&mallory).await.has("公开的账本上没有有效的签名"));
    let elsewhere =
        ledger::SignerKey::from_seed("b.invalid/x/ballots", &[9; 32]).unwrap().verifier().to_string();
    assert!(with(&elsewhere).await.has("您给的公钥里没有这个账本"));
    let nothing = with("hello").await;
    assert!(nothing.has("这不是公钥") && nothing.has("c2sp.org/tlog-proof@v1"), "what was pasted stays");
}

#[tokio::test]
async fn what_is_too_large_is_told_in_words_and_not_by_a_bare_status() {
    let town = Town::voting(3).await;
    let mut anybody = town.browser();
    let form = anybody.get(CHECK).await;
    let answer = anybody.send(&form, CHECK, &[("receipt", &"a".repeat(600 * 1024))]).await;
    assert_eq!(answer.status, axum::http::StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.has("交来的内容太大") && answer.has("512KB"), "{}", answer.text());
}
