//! The headless demo, as it is started from a shell: small, twice, and what has to come out of it.

#![allow(clippy::unwrap_used, reason = "a test's helpers are a test")]

use std::path::Path;
use std::process::{Command, Output};

fn demo(data: &Path, args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_xuanxian"))
        .args(["--lang", "en", "demo", "--headless", "--data"])
        .arg(data)
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The lines with tree heads and state hash.
fn heads(out: &str) -> Vec<&str> {
    let is_head = |line: &&str| {
        line.split(' ')
            .next_back()
            .is_some_and(|word| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    out.lines().filter(is_head).collect()
}

#[test]
fn the_rehearsal_is_played_from_its_plan_to_its_last_day() {
    let folder = tempfile::tempdir().unwrap();
    let out = told(&demo(&folder.path().join("one"), &["--ballots", "300"]));
    for stage in [
        "Recommendation  2022-12-01 08:00 – 2022-12-10 24:00",
        "Online vote     2022-12-11 20:00 – 2022-12-20 24:00",
        "Expert review   2022-12-21 08:00 – 2022-12-22 16:00",
        "Public notice   2022-12-23 09:00 – 2022-12-30 24:00",
        "Naming          2022-12-31 00:00 – 2022-12-31 15:00",
        "Publicity year  2023-01-01 00:00 – 2023-12-31 24:00",
        "Closing         2024-01-01 00:00 – 2024-01-02 09:00",
    ] {
        assert!(out.contains(stage), "{stage}\n{out}");
    }
    // DOMAIN's table: published on the 23rd the notice ends on the 28th, on the 27th on the 30th.
    assert!(
        out.contains("No. 1: published 2022-12-23 09:00, until 2022-12-28 24:00, void when the list changed"),
        "{out}"
    );
    assert!(out.contains("No. 2: published 2022-12-27 10:00, until 2022-12-30 24:00"), "{out}");
    assert!(
        out.contains("40 candidates") && out.contains("300 ballots") && out.contains("20 honourees"),
        "{out}"
    );
    assert!(out.contains("45 seats ended"), "every role ends with the selection\n{out}");

    for (code, clause) in [
        ("too-early", "七（一），补充通知四"),
        ("brief-too-long", "七（二）"),
        ("bad-id-number", "the software’s own rule"),
        ("personal-number", "the software’s own rule"),
        ("checklist-open", "四、五（一），补充通知三"),
        ("already-recommended", "七（一），补充通知四"),
        ("acts-backward", "七（一），补充通知四"),
        ("too-late", "七（一），补充通知四"),
        ("must-recuse", "补充通知七"),
        ("clearance-missing", "七（二），补充通知五"),
        ("vote-closed", "七（二），补充通知六"),
        ("too-many-choices", "补充通知六"),
        ("limit-reached", "补充通知六"),
        ("judge-same-unit", "补充通知七"),
        ("judge-same-outlet", "补充通知七"),
        ("bad-score", "八（二）"),
        ("sheets-missing", "八（二）"),
        ("no-quorum", "七（三），补充通知十一"),
        ("departure-reason", "七（三），补充通知十一"),
        ("leads-missing", "七（三），补充通知八"),
        ("notice-running", "七（三），补充通知八"),
        ("objection-open", "七（三），补充通知八"),
        ("signatures-missing", "七（三），补充通知九"),
        ("recheck-missing", "七（三），补充通知九"),
        ("not-done", "二，补充通知十"),
        ("closed", "二，补充通知十"),
    ] {
        assert!(
            out.lines().any(|line| line.contains(&format!("  {code}  [{clause}]"))),
            "{code} {clause}\n{out}"
        );
    }
    assert!(!out.contains('⟦'), "a message is missing\n{out}");

    let again = told(&demo(&folder.path().join("two"), &["--ballots", "300"]));
    assert_eq!(out, again, "one seed, one play");
    assert_eq!(heads(&out).len(), 3);
    let taken_up = told(&demo(&folder.path().join("one"), &["--ballots", "300"]));
    assert_eq!(out, taken_up, "played once, it is told again");
    let other = told(&demo(&folder.path().join("one"), &["--ballots", "60", "--seed", "7"]));
    assert!(heads(&other).iter().all(|head| !heads(&out).contains(head)), "another seed is another play");
}

#[test]
fn a_quite_different_plan_is_walked_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let out = told(&demo(folder.path(), &["--plan", "plans/shiyin-2023.toml", "--ballots", "300"]));
    let (notice, vote) = ("2023-03-22 09:00 – 2023-03-26 24:00", "2023-03-22 08:00 – 2023-03-31 20:00");
    assert!(out.contains(notice) && out.contains(vote), "the notice runs during the second round\n{out}");
    assert!(out.contains("6 honourees") && !out.contains("silent"), "{out}");
}

#[test]
fn ballots_without_a_code_are_verified_and_told_apart_in_every_total() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data"), folder.path().join("out"));
    let told = told(&demo(&data, &["--plan", "tests/plans/two-ways.toml", "--ballots", "120"]));
    assert!(told.contains("120 ballots") && told.contains("3 honourees"), "{told}");
    let ask = |args: &[&str], place: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_xuanxian")).args(args).arg(place).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    ask(&["publish", "--data", data.to_str().unwrap(), "--out"], &out);
    let said = ask(&["--lang", "en", "verify"], &out);
    let line = said.lines().find(|line| line.starts_with("Vote vote, category photo: 120 ballots")).unwrap();
    assert!(
        line.contains("channel code (a voting code handed out by the office) 90; channel open (nobody is identified; a device does a computation, which proves no person) 30"),
        "{line}"
    );
    assert!(
        said.contains("[holds] Ballots: 120, all in their window, within the limits and none twice"),
        "{said}"
    );
    // The second recount, which shares no line with the first.
    let recount = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recount.py");
    let again = Command::new("python3").arg(recount).arg(&out).output().unwrap();
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stdout));
}

#[test]
fn where_a_plan_is_silent_the_walk_ends_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let out = told(&demo(folder.path(), &["--plan", "plans/linyi-2022.toml", "--ballots", "300"]));
    assert!(out.contains("The plan does not state how to vote in “网络评选”"), "{out}");
    assert!(
        out.contains(
            "The plan does not state the judges, the score sheet or what is public of it for “专家评审”; the walk ends here."
        ),
        "{out}"
    );
    assert!(out.contains("0 ballots") && out.contains("0 honourees"), "nothing is made up\n{out}");
}
