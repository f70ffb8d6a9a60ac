//! The table: a column for each client, a line for each build.

use crate::member::Member;
use crate::support::workspace::Cost;

/// What is known of a client and a build.
pub(crate) enum Cell {
    /// It was not to be measured.
    Nothing,
    /// It does not compile.
    Refused,
    Cost(Cost),
}

/// Prints the heads of the columns.
pub(crate) fn print_head(members: &[Member]) {
    print_line("", members.iter().map(|member| member.author.name().to_owned()));
    print_line("lines", members.iter().map(|member| member.lines.to_string()));
}

/// Prints a line; the first client is the one that the others are held against.
pub(crate) fn print_row(name: &str, cells: &[Cell]) {
    let ours = match cells.first() {
        Some(Cell::Cost(cost)) => Some(cost.cpu),
        _ => None,
    };
    print_line(name, cells.iter().enumerate().map(|(index, cell)| text(cell, ours.filter(|_| index > 0))));
}

fn print_line(name: &str, cells: impl Iterator<Item = String>) {
    let cells: String = cells.map(|cell| format!("{cell:>26}")).collect();
    println!("{name:<17}{cells}");
}

fn text(cell: &Cell, ours: Option<f64>) -> String {
    match cell {
        Cell::Nothing => "–".to_owned(),
        Cell::Refused => "does not compile".to_owned(),
        Cell::Cost(Cost { cpu, peak }) => {
            let ratio = ours.map_or_else(String::new, |ours| format!(" ({:.2})", cpu / ours));
            format!("{cpu:.1} s{ratio}, {:.2} GB", peak / 1e3)
        }
    }
}
