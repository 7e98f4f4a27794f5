//! `-A`, `-W` and `-D`, in the order in which they were written: a later one wins over an earlier one.

use clap::error::Error as ClapError;
use clap::{ArgMatches, Args, Command, FromArgMatches};

use super::trouble::{Trouble, unknown};
use crate::finding::Level;
use crate::rules::{self, Override, Selector};

/// What the command line says of levels, in its order.
#[derive(Debug, Clone, Default)]
pub struct Levels(Vec<(Level, String)>);

/// The options as clap sees them. Which came first is known to [`ArgMatches`] only.
#[derive(Debug, Args)]
struct Flags {
    /// Doesn't report a rule; also `all` or `warnings`
    #[arg(short = 'A', long, value_name = "RULE")]
    allow: Vec<String>,
    /// Reports a rule as a warning; also `all` or `warnings`
    #[arg(short = 'W', long, value_name = "RULE")]
    warn: Vec<String>,
    /// Reports a rule as an error; also `all` or `warnings`
    #[arg(short = 'D', long, value_name = "RULE")]
    deny: Vec<String>,
}

impl Args for Levels {
    fn augment_args(command: Command) -> Command {
        Flags::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Flags::augment_args_for_update(command)
    }
}

impl FromArgMatches for Levels {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, ClapError> {
        let mut given: Vec<(usize, Level, String)> = Vec::new();
        for level in Level::ALL {
            // The options are named for the levels.
            let places = matches.indices_of(level.as_str()).into_iter().flatten();
            let names = matches.get_many::<String>(level.as_str()).into_iter().flatten();
            given.extend(places.zip(names).map(|(at, name)| (at, level, name.clone())));
        }
        given.sort_by_key(|(at, ..)| *at);
        Ok(Self(given.into_iter().map(|(_, level, name)| (level, name)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), ClapError> {
        self.0.extend(Self::from_arg_matches(matches)?.0);
        Ok(())
    }
}

impl Levels {
    /// What they mean; an error where one names no rule.
    pub fn overrides(&self) -> Result<Vec<Override>, Trouble> {
        self.0
            .iter()
            .map(|(level, name)| {
                let selector = match name.as_str() {
                    "all" => Selector::All,
                    "warnings" => Selector::Warnings,
                    name => Selector::Rule(rule(name)?.name),
                };
                Ok(Override { selector, level: *level })
            })
            .collect()
    }
}

/// The rule of that name, or what to say of a name that no rule has.
pub fn rule(name: &str) -> Result<&'static rules::Rule, Trouble> {
    rules::find(name).ok_or_else(|| {
        unknown("rule", name, rules::names(), "`mdbook-adr explain` lists the rules")
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};

    fn levels(arguments: &[&str]) -> Levels {
        let cli =
            Cli::try_parse_from(["mdbook-adr", "check"].iter().chain(arguments)).expect("valid");
        let Some(Command::Check { levels, .. }) = cli.command else { panic!("not check") };
        levels
    }

    #[test]
    fn the_order_of_the_command_line_is_kept_across_the_three_options() {
        let given = levels(&["-D", "warnings", "-W", "all", "dir", "--allow=all", "-Dall"])
            .overrides()
            .expect("known");
        let order: Vec<_> = given.iter().map(|one| (one.level, one.selector)).collect();
        let expected = [
            (Level::Deny, Selector::Warnings),
            (Level::Warn, Selector::All),
            (Level::Allow, Selector::All),
            (Level::Deny, Selector::All),
        ];
        assert_eq!(order, expected);
    }

    #[test]
    fn a_name_without_a_rule_is_an_error() {
        let error = levels(&["-D", "no-such-rule"]).overrides().expect_err("unknown");
        assert_eq!(error.to_string(), "unknown rule `no-such-rule`");
    }
}
