//! `xuanxian count --plan FILE --tables DIR [--json] [--html FILE]`: a plan and plain tables in, a result with every step out.
//!
//! Ends 0 where the result is decided, 2 where it is open (what is missing is told), 1 where plan or tables have faults.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use count::report::report;
use count::tables::{self, Source};
use plan::{Severity, read_files};
use text::{Lang, args, ta};

/// The exit code of a result that is open.
const OPEN: u8 = 2;

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
#[command(after_long_help = plan::format::tables::listing(Lang::Zh) + "\n\n" + &plan::format::tables::listing(Lang::En))]
pub struct Options {
    /// The plan; supplements that amend it may follow, each with an option of its own
    #[arg(long, required = true, value_name = "FILE")]
    plan: Vec<PathBuf>,
    /// Folder of tables: ballots, tallies, sheets, candidates, electorates, measures, decisions (.csv), each optional
    #[arg(long, value_name = "DIR", required_unless_present = "example")]
    tables: Option<PathBuf>,
    /// Counts nothing, and writes tables with a few sample rows, as the plan needs them, into a folder
    #[arg(long, value_name = "DIR", conflicts_with = "tables")]
    example: Option<PathBuf>,
    /// For programs
    #[arg(long)]
    json: bool,
    /// Also writes the count as one page with pictures and everybody's own way, to be opened, mailed or printed
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Counts and prints.
///
/// # Errors
/// Where a file cannot be read, or the data contradict the plan. Faults of plan and tables are told in the output.
pub fn run(options: &Options, lang: Lang, out: &mut dyn Write) -> Result<ExitCode> {
    let unreadable = |file: &Path, why: &std::io::Error| {
        anyhow!(ta(
            lang,
            "count-cmd-unreadable",
            &args! { "file" => file.display().to_string(), "why" => why.to_string() }
        ))
    };
    let mut texts = Vec::new();
    for file in &options.plan {
        let text = std::fs::read_to_string(file).map_err(|why| unreadable(file, &why))?;
        texts.push((file.display().to_string(), text));
    }
    let sources: Vec<plan::Source> = texts.iter().map(|(name, text)| plan::Source { name, text }).collect();
    let Some((first, supplements)) = sources.split_first() else { return Ok(ExitCode::FAILURE) };
    let reading = match read_files(*first, supplements) {
        Ok(reading) => reading,
        Err(faults) => {
            for fault in faults.iter().filter(|fault| fault.severity == Severity::Error) {
                writeln!(out, "{fault}: {}", fault.text(lang))?;
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let wrong: Vec<_> =
        reading.check(None).into_iter().filter(|fault| fault.severity == Severity::Error).collect();
    if !wrong.is_empty() {
        for fault in &wrong {
            writeln!(out, "{fault}: {}", fault.text(lang))?;
        }
        writeln!(out, "{}", ta(lang, "count-cmd-plan-faults", &args! { "n" => wrong.len() as u64 }))?;
        return Ok(ExitCode::FAILURE);
    }
    let plan = reading.plan;
    let Some(folder) = &options.tables else {
        return example(&plan, options.example.as_deref().unwrap_or(Path::new(".")), lang, out);
    };
    let read = match tables::read(&plan, &open(folder, lang)?) {
        Ok(read) => read,
        Err(faults) => {
            for sentence in tables::sentences(&faults, lang) {
                writeln!(out, "{sentence}")?;
            }
            writeln!(out, "{}", ta(lang, "count-cmd-faults", &args! { "n" => faults.len() as u64 }))?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let report = report(&plan, &read)
        .map_err(|why| anyhow!(ta(lang, "count-cmd-contradiction", &args! { "why" => why.to_string() })))?;
    if let Some(file) = &options.html {
        let page = web::counted::page(&plan, &report, lang)?;
        put(file, page.as_bytes()).map_err(|why| {
            let args = args! { "file" => file.display().to_string(), "why" => why.to_string() };
            anyhow!(ta(lang, "count-cmd-unwritable", &args))
        })?;
    }
    if options.json {
        serde_json::to_writer_pretty(&mut *out, &report)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", report.text(&plan, lang))?;
    }
    Ok(if report.decided() { ExitCode::SUCCESS } else { ExitCode::from(OPEN) })
}

/// Writes a file beside its place and puts it there whole: whoever has an earlier one keeps it until then, and nobody
/// finds half of one. A device or a pipe is written to.
fn put(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let there = std::fs::metadata(&file).ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return std::fs::write(&file, bytes);
    }
    let mut part = file.clone().into_os_string();
    part.push(".part");
    let put = || {
        let mut beside = std::fs::File::create(&part)?;
        beside.write_all(bytes)?;
        if let Some(there) = &there {
            beside.set_permissions(there.permissions())?;
        }
        beside.sync_all()?;
        std::fs::rename(&part, &file)
    };
    put().inspect_err(|_| {
        // What could not be written whole is of no use to anybody; that it is left is the lesser trouble.
        let _ = std::fs::remove_file(&part);
    })
}

/// Writes sample tables into a folder, over no file that is there.
fn example(plan: &plan::Plan, folder: &Path, lang: Lang, out: &mut dyn Write) -> Result<ExitCode> {
    std::fs::create_dir_all(folder)?;
    for table in tables::examples(plan) {
        let path = folder.join(format!("{}.csv", table.name));
        let args = args! { "file" => path.display().to_string() };
        match std::fs::File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(table.text.as_bytes())?;
                writeln!(out, "{}", ta(lang, "count-cmd-example", &args))?;
            }
            Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(anyhow!(ta(lang, "count-cmd-example-there", &args)));
            }
            Err(why) => return Err(why.into()),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Every `.csv` of a folder, by name.
fn open(folder: &Path, lang: Lang) -> Result<Vec<Source>> {
    if !folder.is_dir() {
        return Err(anyhow!(ta(
            lang,
            "count-cmd-no-folder",
            &args! { "place" => folder.display().to_string() }
        )));
    }
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
        let is_csv = path.extension().is_some_and(|ending| ending == "csv");
        if let Some(name) = name.filter(|_| is_csv) {
            let text = std::fs::read_to_string(&path).map_err(|why| {
                let args = args! { "file" => path.display().to_string(), "why" => why.to_string() };
                anyhow!(ta(lang, "count-cmd-unreadable", &args))
            })?;
            sources.push(Source { name, text });
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sources)
}
