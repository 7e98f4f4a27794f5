//! Where the site goes: made beside its place, and moved there in one step.

#![expect(clippy::disallowed_methods, reason = "`site` writes the site")]

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::BuildError;

/// A file that mdBook puts into every site, and that hardly any other folder has.
const MARK: &str = ".nojekyll";

/// The site in the making.
pub(super) struct Stage {
    /// Beside the site's place, so that it can be renamed.
    beside: TempDir,
    /// Out of mdBook's way, where the site's place is among the files that mdBook copies.
    away: Option<TempDir>,
    dest: PathBuf,
}

impl Stage {
    /// A stage for the site at `dest`; fails where a site cannot or must not be.
    pub(super) fn new(dest: PathBuf, root: &Path, src: &Path) -> Result<Self, BuildError> {
        let dest = dest.canonicalize().unwrap_or(dest);
        let src = src.canonicalize().unwrap_or_else(|_| src.to_owned());
        may_replace(&dest, root, &src)
            .map_err(|why| BuildError::Output { path: dest.clone(), why })?;
        let fail = |error: std::io::Error| BuildError::Output {
            path: dest.clone(),
            why: error.to_string(),
        };
        let parent = dest.parent().unwrap_or(&dest);
        std::fs::create_dir_all(parent).map_err(fail)?;
        let temporary = || tempfile::Builder::new().prefix(".mdbook-adr-").tempdir();
        let away = if dest.starts_with(&src) { Some(temporary().map_err(fail)?) } else { None };
        let beside =
            tempfile::Builder::new().prefix(".mdbook-adr-").tempdir_in(parent).map_err(fail)?;
        if away.is_some() {
            // mdBook would copy it.
            let path = beside.path().to_owned();
            std::fs::remove_dir(&path).map_err(fail)?;
        }
        Ok(Self { beside, away, dest })
    }

    /// Where to render.
    pub(super) fn folder(&self) -> &Path {
        self.away.as_ref().unwrap_or(&self.beside).path()
    }

    /// Puts the site into its place, and the old one away. Gives the place.
    pub(super) fn publish(self) -> Result<PathBuf, BuildError> {
        match self.swap() {
            Ok(()) => Ok(self.dest),
            Err(error) => Err(BuildError::Output { path: self.dest, why: error.to_string() }),
        }
    }

    fn swap(&self) -> std::io::Result<()> {
        let made = self.beside.path();
        if let Some(away) = &self.away {
            copy(away.path(), made)?;
        }
        open_to_all(made)?;
        if !self.dest.exists() {
            return std::fs::rename(made, &self.dest);
        }
        let parent = self.dest.parent().unwrap_or(&self.dest);
        let old = tempfile::Builder::new().prefix(".mdbook-adr-").tempdir_in(parent)?;
        let kept = old.path().join("old");
        std::fs::rename(&self.dest, &kept)?;
        if let Err(error) = std::fs::rename(made, &self.dest) {
            if std::fs::rename(&kept, &self.dest).is_err() {
                // The old site must not go with the temporary folder that it is stuck in.
                drop(old.keep());
            }
            return Err(error);
        }
        Ok(())
    }
}

/// Whether a site may stand at `dest`, whatever is there now.
fn may_replace(dest: &Path, root: &Path, src: &Path) -> Result<(), String> {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    if root.starts_with(dest) || src.starts_with(dest) {
        return Err("the sources are there".to_owned());
    }
    if dest.starts_with(src) && src != root {
        return Err("it lies among the sources".to_owned());
    }
    if !dest.exists() {
        return Ok(());
    }
    let mut entries = std::fs::read_dir(dest).map_err(|error| error.to_string())?;
    if entries.next().is_some() && !dest.join(MARK).exists() {
        return Err("the folder is not empty, and what it holds is no site".to_owned());
    }
    Ok(())
}

/// A temporary folder is its owner's alone; a site is served.
fn open_to_all(folder: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The path from the root of the file system.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, BuildError> {
    let fail = |error: std::io::Error| BuildError::Output {
        path: path.to_owned(),
        why: error.to_string(),
    };
    let path = std::path::absolute(path).map_err(fail)?;
    Ok(path.canonicalize().unwrap_or(path))
}
