//! `xuanxian publish --data DIR --selection ID --out DIR`: writes, or writes on, what the world may have of a selection.

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use ballotbox::BallotBox;
use desk::{Desk, House, SystemClock, SystemEntropy};
use ledger::SignedCheckpoint;
use publication::{Progress, Publisher};
use store::{Entropy, MasterKey, SqliteStore};
use text::{Lang, args, t, ta};

use crate::demo;
use crate::serve;
use crate::witnesses;

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Data folder; that of a demo will do
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Selection; may be left out where there is only one
    #[arg(long, value_name = "ID")]
    selection: Option<String>,
    /// Folder for the publication; written on where it was begun
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Host name by which the public knows the site; needed only before the first ballot was cast
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// Witnesses that are asked to cosign (C2SP tlog-policy: witness, group and quorum lines)
    #[arg(long, value_name = "FILE")]
    witnesses: Option<PathBuf>,
}

/// Publishes and prints.
///
/// # Errors
/// Where the data folder cannot be opened, or what is published does not extend what was published before.
pub async fn run(options: &Options, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let cosigning = witnesses::read(options.witnesses.as_deref())?;
    let (house, usual) = open(&options.data, lang).await?;
    let desk = choose(&house, options.selection.as_deref(), lang).await?;
    let host = match (&options.host, signed_as(&desk).await?) {
        (Some(host), _) => host.clone(),
        (None, Some(host)) => host,
        (None, None) => usual.to_owned(),
    };
    publication::fits(&desk, &options.out)?;
    let ballots = BallotBox::open(&desk, &host, &publication::known_ballots(&options.out)?).await?;
    let publisher = Publisher::open(&desk, &ballots, &host, &options.out, cosigning).await?;
    let watched = io::stderr().is_terminal();
    let mut shown = u64::MAX;
    let published = publisher
        .advance(|Progress { done, total }| {
            let percent = done * 100 / total.max(1);
            if watched && percent != shown {
                shown = percent;
                eprint!("\r{percent:>3} %");
            }
        })
        .await?;
    if watched {
        eprint!("\r{:<6}\r", "");
    }
    let place = options.out.display().to_string();
    let args = args! {
        "selection" => desk.id(), "acts" => published.acts, "ballots" => published.ballots, "place" => &place,
    };
    writeln!(out, "{}", ta(lang, "publish-done", &args))?;
    writeln!(out, "{}", ta(lang, "publish-verify", &args! { "place" => &place }))?;
    writeln!(out, "{}", t(lang, "publish-trust"))?;
    Ok(())
}

/// The house of a data folder, and the host that its logs are named after unless something else is said.
pub async fn open(data: &Path, lang: Lang) -> Result<(Arc<House>, &'static str)> {
    for dir in [data.to_owned(), data.join("headless")] {
        if let Some((play, seed)) = demo::folder::played(&dir)? {
            let opened = demo::player::open(&play, seed, plan::Instant(0)).await?;
            return Ok((opened.house, demo::player::HOST));
        }
    }
    if !data.join("main.db").exists() {
        bail!(ta(lang, "publish-no-data", &args! { "place" => data.display().to_string() }));
    }
    let master = serve::master_key(data, lang)?;
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let store = SqliteStore::open(data, MasterKey::new(master), Arc::clone(&entropy)).await?;
    let house =
        House::open(Arc::new(store), Arc::new(SystemClock), entropy, serve::server_keys(&master)).await?;
    Ok((house, serve::LOCALHOST))
}

/// The selection that is meant.
pub async fn choose(house: &House, selection: Option<&str>, lang: Lang) -> Result<Desk> {
    let desks = house.desks().await;
    let known = || desks.iter().map(Desk::id).collect::<Vec<_>>().join(", ");
    match selection {
        Some(id) => house
            .desk(id)
            .await
            .with_context(|| ta(lang, "publish-unknown", &args! { "selection" => id, "known" => known() })),
        None => match desks.as_slice() {
            [only] => Ok(only.clone()),
            _ => bail!(ta(lang, "publish-which", &args! { "known" => known() })),
        },
    }
}

/// The host under which the ballot log has signed.
pub async fn signed_as(desk: &Desk) -> Result<Option<String>> {
    // A log that was opened anew may not have signed yet; the ones before it had the same host.
    for generation in (1..=desk.snapshot().s.founding.generation()).rev() {
        let label = publication::label(desk.id(), generation);
        let outside = desk.store().head(&ballotbox::head_name(&label)).await?;
        let inside = desk.store().meta_get(&ballotbox::head_meta(&label)).await?;
        let signed = outside.or(inside).and_then(|note| SignedCheckpoint::decode(&note).ok());
        if let Some((host, _)) = signed.as_ref().and_then(|signed| signed.checkpoint.origin.split_once('/')) {
            return Ok(Some(host.to_owned()));
        }
    }
    Ok(None)
}
