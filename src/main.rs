//! The command line.

mod bench;
mod count_command;
mod coverage_command;
mod demo;
mod headless;
mod import_command;
mod plan_command;
mod publish_command;
mod restore_command;
mod serve;
mod served;
mod trouble;
mod verify_command;
mod witness_command;
mod witnesses;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use text::Lang;
use tracing_subscriber::EnvFilter;

/// Runs public honours selections (评选活动) from the plan to the end of the publicity year, so that anyone can check
/// them.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    /// Language of what is printed: zh or en
    #[arg(long, global = true, default_value = "zh", value_name = "LANG")]
    lang: Lang,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows a whole selection with invented people, at any moment of its life
    Demo(demo::Options),
    /// Runs real selections out of a data folder
    Serve(Serve),
    /// Checks and explains plan files
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Counts a plan's rules over plain tables, every step told; ends 0 where the result is decided, 2 where something is
    /// missing, 1 where plan or tables have faults
    Count(count_command::Options),
    /// Recounts a published selection from its files alone and believes nobody; ends 1 where anything does not hold
    Verify(verify_command::Options),
    /// Writes what the world may have of a selection: a folder of static files that anybody can recount
    Publish(publish_command::Options),
    /// Goes on from an older backup that was put back: opens both logs of a selection anew, under new names, and says in
    /// public what is lost
    Restore(restore_command::Options),
    /// Remembers the heads of logs for another body, and cosigns what extends them
    Witness(witness_command::Options),
    /// Measures; build with --release first
    #[command(subcommand)]
    Bench(BenchCommand),
}

#[derive(Debug, Args)]
struct Serve {
    /// Data folder; made on first use
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// Host name by which the public knows this site; it stands in every receipt
    #[arg(long, default_value = serve::LOCALHOST, value_name = "NAME")]
    host: String,
    /// A proxy in front speaks TLS with the browsers
    #[arg(long)]
    behind_tls: bool,
    /// Address or network of such a proxy, when it is not on this machine; may be said several times. It must append
    /// the browser's address to X-Forwarded-For, and is believed about it
    #[arg(long, value_name = "ADDR|NET", requires = "behind_tls")]
    proxy: Vec<identity::address::Network>,
    /// Witnesses that are asked to cosign what is published (C2SP tlog-policy: witness, group and quorum lines)
    #[arg(long, value_name = "FILE")]
    witnesses: Option<PathBuf>,
    /// Work that a ballot without a code costs, where a plan takes such ballots: tries of a key on average (`bench work`
    /// says what they cost)
    #[arg(long, default_value_t = identity::work::TRIES, value_name = "TRIES", value_parser = clap::value_parser!(u32).range(1..=i64::from(identity::work::MOST_TRIES)))]
    work: u32,
}

#[derive(Debug, Subcommand)]
enum PlanCommand {
    /// Tells every fault with line, clause and severity; ends 1 on an error
    Check {
        /// Plans, and supplements that amend them
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// For programs
        #[arg(long)]
        json: bool,
    },
    /// Drafts a plan file out of an ordinary plan text (实施方案): every value with its sentence, and what was not
    /// understood
    Import(import_command::Options),
    /// Tells the rules in plain words
    Explain {
        /// Plans, and supplements that amend them
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Tells whether plan files say all that restatements of the same selections say; ends 1 where a rule is not
    /// answered for, or not truly
    Coverage {
        /// A folder with rules.json, plan.toml and coverage.toml, or a folder of such folders
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        /// For programs
        #[arg(long)]
        json: bool,
    },
    /// Prints how plan files are written: the reference page, in Markdown
    Format {
        /// Writes the page in both languages and the schema into this folder instead
        #[arg(long, value_name = "DIR")]
        write: Option<PathBuf>,
    },
    /// Prints the JSON Schema of plan files, for editors
    Schema,
}

#[derive(Debug, Subcommand)]
enum BenchCommand {
    /// Durable ballots a second, as a ratio against a bare form POST in the same run
    Vote(bench::vote::Options),
    /// What a ballot without a code costs: the server, beside a whole ballot, and whoever casts many
    Work(bench::work::Options),
    /// Published ballots verified in a second of processor time
    Recount(bench::recount::Options),
    /// Bytes of a receipt in a large log, and the time that checking it against the published files takes
    Receipt(bench::receipt::Options),
    /// Ballots counted from memory, on one core
    Count(bench::count::Options),
    /// The bare server that the real one is measured against
    #[command(hide = true)]
    Bare,
    /// Makes a data folder with an open vote, and prints what the browsers of voters would send: a line each, the
    /// pseudonym and the request as a JSON string
    #[command(hide = true)]
    Hall {
        /// Data folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// How many voters
        #[arg(long, value_name = "N")]
        voters: u64,
    },
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
    match run(cli).await {
        Ok(code) => code,
        // Whoever reads has seen enough (`| head`): as a program ends that the broken pipe kills.
        Err(error) if broken_pipe(&error) => ExitCode::from(128 + 13),
        Err(error) => {
            eprintln!("{}", trouble::told(&error).unwrap_or_else(|| format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

fn broken_pipe(error: &anyhow::Error) -> bool {
    let of =
        |cause: &(dyn std::error::Error + 'static)| cause.downcast_ref::<io::Error>().map(io::Error::kind);
    error.chain().any(|cause| of(cause) == Some(io::ErrorKind::BrokenPipe))
}

/// What the process ends with.
async fn run(cli: Cli) -> Result<ExitCode> {
    let ends = |fine: bool| if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    let out = &mut io::stdout();
    match cli.command {
        Command::Demo(options) if options.headless => headless::run(&options, cli.lang, out).await?,
        Command::Demo(options) => served::demo(options).await?,
        Command::Serve(Serve { data, listen, host, behind_tls, proxy, witnesses, work }) => {
            serve::serve(serve::Options {
                data,
                listen,
                host,
                behind_tls,
                proxies: proxy,
                witnesses,
                work,
                lang: cli.lang,
            })
            .await?;
        }
        Command::Bench(BenchCommand::Vote(options)) => bench::vote::run(&options).await?,
        Command::Bench(BenchCommand::Work(options)) => bench::work::run(&options).await?,
        Command::Bench(BenchCommand::Recount(options)) => bench::recount::run(&options)?,
        Command::Bench(BenchCommand::Receipt(options)) => bench::receipt::run(&options)?,
        Command::Bench(BenchCommand::Count(options)) => bench::count::run(&options)?,
        Command::Bench(BenchCommand::Bare) => bench::peer::bare().await?,
        Command::Publish(options) => publish_command::run(&options, cli.lang, out).await?,
        Command::Count(options) => return count_command::run(&options, cli.lang, out),
        Command::Restore(options) => return restore_command::run(&options, cli.lang, out).await.map(ends),
        Command::Witness(options) => witness_command::run(&options, cli.lang).await?,
        Command::Verify(options) => {
            let lang = cli.lang;
            // It computes and waits for files; the runtime has nothing else to do.
            return tokio::task::spawn_blocking(move || {
                verify_command::run(&options, lang, &mut io::stdout())
            })
            .await?
            .map(ends);
        }
        Command::Bench(BenchCommand::Hall { data, voters }) => bench::hall::print(&data, voters, out).await?,
        Command::Plan(PlanCommand::Check { files, json }) => {
            return Ok(ends(plan_command::check(&files, json, cli.lang, out)?));
        }
        Command::Plan(PlanCommand::Import(options)) => {
            return Ok(ends(import_command::run(&options, cli.lang, out)?));
        }
        Command::Plan(PlanCommand::Explain { files }) => {
            return Ok(ends(plan_command::explain(&files, cli.lang, out)?));
        }
        Command::Plan(PlanCommand::Coverage { dir, json }) => {
            return Ok(ends(coverage_command::coverage(&dir, json, cli.lang, out)?));
        }
        Command::Plan(PlanCommand::Format { write }) => {
            plan_command::format(write.as_deref(), cli.lang, out)?;
        }
        Command::Plan(PlanCommand::Schema) => plan_command::schema(cli.lang, out)?,
    }
    Ok(ExitCode::SUCCESS)
}
