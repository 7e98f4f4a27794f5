//! x
use mdbook_adr::*;
fn main(){
    let dir = std::env::args().filter(|a| !a.starts_with("-") && a!="list" && a!="json").nth(1).unwrap();
    let library = book::load(std::path::Path::new(&dir), &rules::names()).unwrap();
    let analysis = analysis::analyze(&library);
    let findings = rules::check(&library, &analysis, &[]);
    println!("{}", serde_json::to_string_pretty(&cli::list::listing(&library, &analysis, &findings)).unwrap());
}
