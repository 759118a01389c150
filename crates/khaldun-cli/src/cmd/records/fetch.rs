//! `records fetch`: downloads, only on command.

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use khaldun_fetch::{Error, Manner, Progress, acled, gdelt, ucdp};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Download a public set; the only command that opens a connection.
///
/// A download that was stopped goes on where it stopped when the same command is given again.
#[derive(Args)]
#[command(after_help = "Examples:
  khaldun records fetch ucdp-ged --version 25.1 --token-file ucdp.token
  khaldun records fetch acled --user me@example.org --password-file acled.password --filter country=Mali
  khaldun records fetch gdelt --from 2016-01-01 --to 2016-01-02")]
pub(super) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The georeferenced events of UCDP, by its API; needs a token of UCDP's.
    UcdpGed(Ged),
    /// Events of ACLED, by its API; needs an account with the right to use it.
    Acled(Events),
    /// Event files of GDELT 2.0 of some days; needs no account.
    Gdelt(Files),
}

#[derive(Args)]
#[command(disable_version_flag = true)]
struct Ged {
    /// The release (25.1), or a monthly candidate (25.0.6).
    #[arg(long)]
    version: String,
    /// The token; it stays in the history of the shell, a file does not.
    #[arg(long, conflicts_with = "token_file")]
    token: Option<String>,
    /// A file with the token.
    #[arg(long, required_unless_present = "token")]
    token_file: Option<PathBuf>,
    #[command(flatten)]
    how: How,
}

#[derive(Args)]
struct Events {
    /// The account's e-mail address.
    #[arg(long)]
    user: String,
    /// A file with its password, which is sent and not kept.
    #[arg(long)]
    password_file: PathBuf,
    #[command(flatten)]
    how: How,
}

#[derive(Args)]
struct How {
    /// A condition of the API, NAME=VALUE; may be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    filter: Vec<(String, String)>,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    to_folder: PathBuf,
    /// Another address of the API (a mirror).
    #[arg(long, value_name = "URL")]
    base: Option<String>,
}

#[derive(Args)]
struct Files {
    /// First day.
    #[arg(long, value_name = "DAY")]
    from: jiff::civil::Date,
    /// Last day.
    #[arg(long, value_name = "DAY")]
    to: jiff::civil::Date,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    to_folder: PathBuf,
    /// Another address of the list of files (a mirror).
    #[arg(long, value_name = "URL")]
    list: Option<String>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(name, _)| !name.is_empty());
    parts.map(|(n, v)| (n.to_owned(), v.to_owned())).ok_or_else(|| "not NAME=VALUE".to_owned())
}

/// Shows how far a download is.
struct Bar(ProgressBar);

impl Progress for Bar {
    fn tell(&mut self, done: u64, of: Option<u64>, what: &str) {
        if let Some(of) = of {
            self.0.set_length(of);
        }
        self.0.set_position(done);
        self.0.set_message(what.to_owned());
    }
}

/// Runs it.
pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<()> {
    let mut bar = Bar(crate::progress::bar(0));
    let manner = Manner::default();
    let fetched = match &options.what {
        What::UcdpGed(o) => {
            let token = match (&o.token, &o.token_file) {
                (Some(token), _) => token.clone(),
                (None, Some(file)) => secret(file)?,
                (None, None) => String::new(),
            };
            let mut job = ucdp::Job::new(&o.version, &token, &o.how.to_folder);
            job.filters.clone_from(&o.how.filter);
            if let Some(base) = &o.how.base {
                job.base.clone_from(base);
            }
            ucdp::fetch(&job, &manner, &mut bar).map(|path| vec![path])
        }
        What::Acled(o) => {
            let job = acled::Job {
                host: o.how.base.clone().unwrap_or_else(|| acled::HOST.to_owned()),
                user: o.user.clone(),
                password: secret(&o.password_file)?,
                folder: o.how.to_folder.clone(),
                filters: o.how.filter.clone(),
                page_size: 5000,
            };
            acled::fetch(&job, &manner, &mut bar).map(|path| vec![path])
        }
        What::Gdelt(o) => {
            let day = |d: jiff::civil::Date| d.to_string().replace('-', "");
            let job = gdelt::Job {
                list: o.list.clone().unwrap_or_else(|| gdelt::LIST.to_owned()),
                from: day(o.from),
                to: day(o.to),
                folder: o.to_folder.clone(),
            };
            gdelt::fetch(&job, &manner, &mut bar)
        }
    };
    bar.0.finish_and_clear();
    for path in fetched.map_err(|e: Error| anyhow::anyhow!("{e}\nhelp: {}", e.help()))? {
        writeln!(out, "{}", path.display())?;
    }
    Ok(())
}

/// The first line of a file that holds a secret.
#[expect(clippy::disallowed_methods, reason = "a command line reads the file it is given")]
fn secret(path: &Path) -> Result<String> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(text.lines().next().unwrap_or("").trim().to_owned())
}
