//! `vizard completions` and `vizard man`: made from the same definition as `--help`.

use super::exit::{End, Outcome};
use super::print;

/// Arguments of `vizard completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Prints a completion script.
///
/// # Errors
/// Where stdout cannot be written.
pub fn completions(args: &CompletionsArgs, mut command: clap::Command) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "vizard", &mut script);
    print::out(&String::from_utf8_lossy(&script))?;
    Ok(End::pass())
}

/// Prints the manual page: the program, then each command.
///
/// # Errors
/// Where stdout cannot be written.
pub fn man(command: &clap::Command) -> Outcome {
    let mut page = Vec::new();
    let failed = |e: std::io::Error| End::incomplete(format!("cannot make the manual page: {e}"));
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(failed)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let name: &'static str = Box::leak(format!("vizard {}", sub.get_name()).into_boxed_str());
        let man = clap_mangen::Man::new(sub.clone().name(name).bin_name(name));
        page.extend_from_slice(format!(".SH {}\n", name.to_uppercase()).as_bytes());
        man.render_description_section(&mut page).map_err(failed)?;
        man.render_synopsis_section(&mut page).map_err(failed)?;
        man.render_options_section(&mut page).map_err(failed)?;
    }
    print::out(&String::from_utf8_lossy(&page))?;
    Ok(End::pass())
}
