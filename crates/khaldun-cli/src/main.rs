//! What did the user ask for?

mod cmd;
mod progress;
mod render;
mod stats;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Holds a contested account of a conflict against the record.
#[derive(Parser)]
#[command(
    name = "khaldun",
    version,
    about,
    propagate_version = true,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Colour: by the terminal and `NO_COLOR`, always, or never.
    #[arg(long, global = true, value_enum, default_value_t)]
    color: Color,
    /// Print for a screen reader: words quoted instead of underlined, one count a line, no progress. `NO_COLOR` asks for it
    /// too, where the output is a terminal.
    #[arg(long, global = true)]
    screen_reader: bool,
}

/// When to colour.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Find the claims of an account, hold each against the record, write a report.
    Check(cmd::check::Options),
    /// Set two accounts side by side: agreed, disputed, left out by each.
    Compare(cmd::compare::Options),
    /// Print the claims of an account, one JSON object a line.
    Claims(cmd::claims::Options),
    /// Print the places an account names.
    Places(cmd::places::Options),
    /// Print the time expressions of an account.
    Dates(cmd::dates::Options),
    /// Code sentences read from standard input into PLOVER classes.
    Code(cmd::code::Options),
    /// Print the words, tags, heads and entities of a text as CoNLL-U.
    Parse(cmd::parse::Options),
    /// Hold questions against a folder of records, for pipes.
    Match(cmd::match_::Options),
    /// Show the record sets, and what each covers.
    Records(cmd::records::Options),
    /// Show the actors of the register.
    Actors(cmd::actors::Options),
    /// Work on a case in the browser, on this machine only.
    Serve(cmd::serve::Options),
    /// Turn a claim about behaviour into a plan, or lock one.
    Plan(cmd::plan::Options),
    /// Hold a locked plan against record sets.
    Test(cmd::test_::Options),
    /// Explain a code, or the reading of a claim.
    Explain(cmd::explain::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    render::lay_out(columns(), arguments.screen_reader || asked_by_environment());
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            if let Some(refused) = error.downcast_ref::<khaldun_ingest::Error>() {
                anstream::eprintln!("  = try: {}", refused.remedy());
            }
            ExitCode::from(code(&error))
        }
    }
}

/// 1: could not; 2: something is not what it was; 3: refused for want of provenance.
fn code(error: &anyhow::Error) -> u8 {
    if let Some(refused) = error.downcast_ref::<cmd::test_::Refused>() {
        return if refused.altered { 2 } else { 3 };
    }
    if matches!(error.downcast_ref(), Some(khaldun::case::Unfit::Broken(_))) { 2 } else { 1 }
}

/// Who wants no colour on a terminal often listens to it.
#[allow(clippy::disallowed_methods, reason = "the command line is where the environment comes in")]
fn asked_by_environment() -> bool {
    let set = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    set && std::io::IsTerminal::is_terminal(&std::io::stdout())
}

/// How wide the terminal is; a pipe is told by `COLUMNS`, where that is set.
#[allow(clippy::disallowed_methods, reason = "the command line is where the environment comes in")]
fn columns() -> Option<usize> {
    match terminal_size::terminal_size_of(std::io::stdout()) {
        Some((terminal_size::Width(columns), _)) => Some(usize::from(columns)),
        None => std::env::var("COLUMNS").ok()?.trim().parse().ok(),
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Check(o) => cmd::check::run(&o),
        Command::Compare(o) => cmd::compare::run(&o),
        Command::Claims(o) => cmd::claims::run(&o),
        Command::Places(o) => cmd::places::run(&o),
        Command::Dates(o) => cmd::dates::run(&o),
        Command::Code(o) => cmd::code::run(&o),
        Command::Parse(o) => cmd::parse::run(&o),
        Command::Match(o) => cmd::match_::run(&o),
        Command::Records(o) => cmd::records::run(&o),
        Command::Actors(o) => cmd::actors::run(&o),
        Command::Serve(o) => cmd::serve::run(&o),
        Command::Plan(o) => cmd::plan::run(&o),
        Command::Test(o) => cmd::test_::run(&o),
        Command::Explain(o) => cmd::explain::run(&o),
    }
}
