//! The site, with mdBook embedded: the same pages as `mdbook build` with this program as its preprocessor.
//!
//! Only HTML is made: the other outputs of a `book.toml` are programs of their own, which `mdbook build` runs.

mod contents;
mod folder;
mod groups;
mod output;
mod preprocessor;
mod sidebar;
mod summary;

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_html::HtmlHandlebars;
use mdbook_renderer::{RenderContext, Renderer as _};

use crate::analysis::{self, Analysis};
use crate::book::{self, Library, LoadError};
use crate::finding::{Finding, Level};
use crate::rules;
use output::Stage;
use preprocessor::Adr;

/// What was read, and what is known of it.
#[derive(Debug)]
pub struct Loaded {
    /// What was loaded.
    pub library: Library,
    /// What is known of it.
    pub analysis: Analysis,
}

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// What was read.
    pub loaded: Arc<Loaded>,
    /// What the rules found.
    pub findings: Vec<Finding>,
    /// Where to start reading; none where a finding denied the build, and the old site stayed.
    pub first_page: Option<PathBuf>,
}

/// What a build is about to do. Each takes longer than the ones before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reads every page and connects the documents.
    Reading,
    /// Runs the rules.
    Checking {
        /// How many documents there are.
        documents: usize,
    },
    /// Makes the pages.
    Rendering {
        /// How many pages were read; those of a bare folder that no document leads to are left out.
        pages: usize,
    },
}

/// Why there is no site, apart from findings. The old one stays.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The folder or its configuration cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The site cannot be written where it should be.
    #[error("failed to write the site to `{}`: {why}", .path.display())]
    Output {
        /// Where it should be.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// The path of a page that mdBook would make a script or markup of.
    #[error(
        "{0:?} cannot be the path of a page: mdBook writes it into a script as it is; \
         rename the file, without quotes, angle brackets, backslashes and control characters"
    )]
    PagePath(String),
    /// A page of a book below the folder that lies outside of it.
    #[error("`{0}` lies outside the folder: build the folder that holds it")]
    Outside(String),
    /// mdBook could not make it.
    #[error("mdBook failed: {0:#}")]
    Host(anyhow::Error),
}

/// Builds the site of `dir`: of the book whose root it is, else of the documents that lie below it.
///
/// It is rendered beside its place, and moved there when all of it is done. Nothing is written among the sources.
/// `dest` is where it goes instead of the build directory of `book.toml`, or of `book` in a bare folder.
pub fn build(
    dir: &Path,
    dest: Option<&Path>,
    overrides: &[rules::Override],
) -> Result<Built, BuildError> {
    build_telling(dir, dest, overrides, &|_| ())
}

/// [`build`] that says what it is about to do.
pub fn build_telling(
    dir: &Path,
    dest: Option<&Path>,
    overrides: &[rules::Override],
    tell: &dyn Fn(Step),
) -> Result<Built, BuildError> {
    tell(Step::Reading);
    let library = book::load(dir, &rules::names())?;
    let analysis = analysis::analyze(&library);
    tell(Step::Checking { documents: analysis.documents.len() });
    let findings = rules::check(&library, &analysis, overrides);
    let loaded = Arc::new(Loaded { library, analysis });
    if findings.iter().any(|finding| finding.level == Level::Deny) {
        return Ok(Built { loaded, findings, first_page: None });
    }
    tell(Step::Rendering {
        pages: loaded.library.books.iter().map(|book| book.chapters.len()).sum(),
    });
    let root = output::absolute(dir)?;
    let is_book = loaded
        .library
        .books
        .first()
        .is_some_and(|book| book.root.is_empty() && book.config.file.is_some());
    let first_page =
        if is_book { of_book(&root, dest, &loaded)? } else { of_folder(&root, dest, &loaded)? };
    Ok(Built { loaded, findings, first_page: Some(first_page) })
}

/// The site of a book that has a `book.toml`.
fn of_book(root: &Path, dest: Option<&Path>, loaded: &Arc<Loaded>) -> Result<PathBuf, BuildError> {
    let mut config = Config::from_disk(root.join("book.toml")).map_err(BuildError::Host)?;
    config.update_from_env().map_err(BuildError::Host)?;
    // The sources are the author's; a chapter that is missing is a finding, and here a draft.
    config.build.create_missing = false;
    let src = root.join(&config.book.src);
    let dest = match dest {
        Some(dest) => output::absolute(dest)?,
        None => default_destination(root, &config)?,
    };
    let stage = Stage::new(dest, root, &src)?;
    let chapters = summary::read(&loaded.library).map_err(BuildError::Host)?;
    let prefix = config.book.src.to_string_lossy().into_owned();
    let host =
        MDBook::load_with_config_and_summary(root, config, chapters).map_err(BuildError::Host)?;
    let adr = Adr { loaded: Arc::clone(loaded), src: prefix.clone(), below: prefix };
    render(host, adr, stage.folder())?;
    Ok(stage.publish()?.join("index.html"))
}

/// The site of a folder without a `book.toml`: a book made for the occasion.
fn of_folder(
    root: &Path,
    dest: Option<&Path>,
    loaded: &Arc<Loaded>,
) -> Result<PathBuf, BuildError> {
    let dest = match dest {
        Some(dest) => output::absolute(dest)?,
        None => root.join("book"),
    };
    let stage = Stage::new(dest, root, root)?;
    let made = folder::make(root, loaded)?;
    let host = MDBook::load_with_config_and_summary(made.root.path(), made.config, made.summary);
    let adr = Adr { loaded: Arc::clone(loaded), src: String::new(), below: folder::SRC.to_owned() };
    render(host.map_err(BuildError::Host)?, adr, stage.folder())?;
    folder::settle(stage.folder(), &made.first_page)
        .map_err(|error| BuildError::Host(anyhow::Error::new(error)))?;
    Ok(stage.publish()?.join(made.first_page))
}

/// mdBook's build directory. Where there are several outputs, each has a folder of its own below it.
fn default_destination(root: &Path, config: &Config) -> Result<PathBuf, BuildError> {
    let outputs = config.outputs::<toml::Value>().map_err(BuildError::Host)?;
    let is_alone = outputs.keys().all(|name| name == "html");
    let folder = root.join(&config.build.build_dir);
    Ok(if is_alone { folder } else { folder.join("html") })
}

fn render(mut host: MDBook, adr: Adr, folder: &Path) -> Result<(), BuildError> {
    host.with_preprocessor(adr);
    let html = HtmlHandlebars::new();
    // mdBook asserts what some HTML in a page does not hold.
    let rendered = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let (mut book, context) = host.preprocess_book(&html)?;
        sidebar::make_safe(&mut book)?;
        let mut target = RenderContext::new(host.root.clone(), book, host.config.clone(), folder);
        target.chapter_titles.extend(context.chapter_titles.borrow_mut().drain());
        html.render(&target)
    }));
    match rendered {
        Ok(result) => result.map_err(|error| match error.downcast::<BuildError>() {
            Ok(own) => own,
            Err(error) => BuildError::Host(error),
        }),
        Err(_) => {
            Err(BuildError::Host(anyhow::anyhow!("it panicked over a page; its message is above")))
        }
    }
}
