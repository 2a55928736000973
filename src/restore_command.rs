//! `xuanxian restore --data DIR --selection ID --reason TEXT`: goes on from an older backup, under new names, in public.

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use ledger::Log;
use publication::restore::{Look, allowed, look, restore};
use text::{Lang, args, t, ta};

use crate::publish_command::{choose, open};
use crate::serve::PUBLIC;

/// Whose act it is.
const OPERATOR: &str = "operator";

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Data folder, with the older backup put back
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Selection; may be left out where there is only one
    #[arg(long, value_name = "ID")]
    selection: Option<String>,
    /// Why; everybody will read it. Without it nothing is done, and what would be is told
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Host name by which the public knows the site; needed only where no head in the data folder tells it
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// Folder with publications; that of the data folder without it
    #[arg(long, value_name = "DIR")]
    public: Option<PathBuf>,
    /// A signed head that somebody else knows: a published checkpoint, or a receipt; may be said several times
    #[arg(long, value_name = "FILE")]
    known: Vec<PathBuf>,
    /// Does not ask
    #[arg(long)]
    yes: bool,
}

/// Looks, asks, and restores. True where both logs can go on, under the old names or new ones.
///
/// # Errors
/// Where something cannot be read, or the act is refused.
pub async fn run(options: &Options, lang: Lang, out: &mut dyn Write) -> Result<bool> {
    let (house, usual) = open(&options.data, lang).await?;
    let desk = choose(&house, options.selection.as_deref(), lang).await?;
    let mut told = Vec::new();
    for file in &options.known {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        // Mail and editors change the ends of lines.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        // Below the empty line of a receipt stands a signed head.
        let note = match text.strip_prefix("c2sp.org/tlog-proof@v1").and_then(|text| text.split_once("\n\n"))
        {
            Some((_, note)) => note.to_owned(),
            None => text,
        };
        told.push((file.display().to_string(), note.into_bytes()));
    }
    let host = match &options.host {
        Some(host) => host.clone(),
        None => crate::publish_command::signed_as(&desk).await?.unwrap_or_else(|| usual.to_owned()),
    };
    let public = options.public.clone().unwrap_or_else(|| options.data.join(PUBLIC));
    let looked = look(&desk, &host, &public, &told).await?;
    if !looked.needed() {
        writeln!(out, "{}", t(lang, "restore-not-needed"))?;
        return Ok(true);
    }
    describe(&looked, desk.id(), lang, out)?;
    let reason = options.reason.as_deref().filter(|reason| !reason.trim().is_empty());
    // Whoever only looks learns as well what stands in the way.
    allowed(&desk, &looked, OPERATOR, reason.unwrap_or("…")).await?;
    let Some(reason) = reason else {
        writeln!(out, "{}", t(lang, "restore-look-only"))?;
        return Ok(false);
    };
    if !options.yes {
        if !io::stdin().is_terminal() {
            writeln!(out, "{}", t(lang, "restore-say-yes"))?;
            return Ok(false);
        }
        write!(out, "{}", ta(lang, "restore-ask", &args! { "el" => desk.id() }))?;
        out.flush()?;
        let mut typed = String::new();
        io::stdin().read_line(&mut typed)?;
        if typed.trim() != desk.id() {
            writeln!(out, "{}", t(lang, "restore-not-done"))?;
            return Ok(false);
        }
    }
    restore(&desk, &looked, OPERATOR, reason).await?;
    let origins = Log::ALL.map(|log| log.origin_of(&host, desk.id(), looked.facts.generation));
    writeln!(out, "{}", ta(lang, "restore-done", &args! { "origins" => origins.join(" ") }))?;
    Ok(true)
}

fn describe(looked: &Look, el: &str, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let facts = &looked.facts;
    let there = args! { "el" => el, "acts" => facts.acts, "ballots" => facts.ballots };
    writeln!(out, "{}", ta(lang, "restore-there", &there))?;
    for head in looked.stranded() {
        let args = args! {
            "log" => &head.known.origin, "size" => head.known.size, "root" => &head.known.root, "by" => &head.by,
        };
        writeln!(out, "  {}", ta(lang, "restore-known", &args))?;
    }
    for file in &looked.gone {
        writeln!(out, "  {}", ta(lang, "restore-gone", &args! { "file" => file }))?;
    }
    let lost = args! { "acts" => facts.lost(Log::Acts), "ballots" => facts.lost(Log::Ballots) };
    writeln!(out, "{}", ta(lang, "restore-lost", &lost))?;
    let origins = Log::ALL.map(|log| log.origin_of(&looked.host, el, facts.generation)).join(" ");
    writeln!(out, "{}", ta(lang, "restore-would", &args! { "origins" => origins }))
}
