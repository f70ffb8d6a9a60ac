//! What the README shows is true.

/// The program of the README is the example `quick_start`, which is compiled.
#[test]
fn the_program_of_the_readme_is_the_example() {
    let readme = include_str!("../../../README.md");
    let example = include_str!("../../examples/quick_start.rs");
    let (_, rest) = readme.split_once("```rust\n").expect("a program");
    let (program, _) = rest.split_once("```").expect("its end");
    assert!(program.lines().count() >= 15);
    assert!(example.contains(program), "the README shows another program than examples/quick_start.rs");
}
