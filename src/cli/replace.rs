//! A file that is replaced whole: readers see the old bytes or the new ones, whatever happens in between.
//!
//! The new bytes go to a temporary file beside it, under one fixed name (`.bends.yaml.part`), are brought to the disk, and
//! then take the file's name. The temporary file is the lock too: who holds its lock may change the file, and everyone
//! else waits. So there is one name that can be left behind and not two, and a process that was killed leaves at most one
//! file, which the next one takes over and removes; the operating system frees the lock of a dead process.
//!
//! The file itself cannot be the lock: it becomes another one with each change, and those who wait would hold the lock of
//! a file that has no name any more. The temporary file has the same trait, so whoever gets the lock looks whether the
//! name still belongs to what was locked, and begins again when it does not.

use super::files;
use crate::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The right to replace a file, held until it is done or dropped.
#[derive(Debug)]
pub(super) struct Replacement {
    path: PathBuf,
    temporary: PathBuf,
    file: File,
    is_done: bool,
}

impl Replacement {
    /// Waits until nobody else changes the file.
    ///
    /// # Errors
    ///
    /// Its folder is not there or may not be written to.
    pub(super) fn begin(path: &Path) -> Result<Self, Error> {
        // Through a link to the file itself, which is replaced whole; the link stays.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let temporary = path.with_file_name(format!(".{name}.part"));
        loop {
            if temporary.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
                return Err(Error::new("this is no regular file")
                    .in_file(files::shown(&temporary))
                    .help("remove it: dumbrules needs the name for a moment"));
            }
            let open = OpenOptions::new().write(true).create(true).truncate(false).open(&temporary);
            let file = open.map_err(|error| unwritable(&path, &error))?;
            match file.lock() {
                // Some network file systems know no locks; the bytes are whole there too.
                Err(error) if error.kind() != io::ErrorKind::Unsupported => return Err(unwritable(&path, &error)),
                _ => {}
            }
            if is_still(&file, &temporary) {
                return Ok(Self { path, temporary, file, is_done: false });
            }
        }
    }

    /// Gives the file these bytes. It keeps who may read it; and the bytes are on the disk before the name is theirs.
    ///
    /// # Errors
    ///
    /// The disk is full, or the like; the file is as it was.
    pub(super) fn finish(mut self, bytes: &[u8]) -> Result<(), Error> {
        self.write(bytes).map_err(|error| unwritable(&self.path, &error))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.set_len(0)?;
        if let Ok(metadata) = self.path.metadata() {
            self.file.set_permissions(metadata.permissions())?;
        }
        self.file.write_all(bytes)?;
        self.file.sync_all()?;
        std::fs::rename(&self.temporary, &self.path)?;
        self.is_done = true;
        // The new name is on the disk when its folder is. Some file systems cannot say so, and the file is whole anyway.
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.is_done {
            // While the lock is held: nobody else has begun. Nothing to be done when it cannot be removed.
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}

/// Whether a name still belongs to an open file.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(open), Ok(named)) => identity(open) == identity(named),
        _ => false,
    }
}

/// Whether a name still belongs to an open file: here only whether it is there, because nothing else can be asked.
#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Why a file was not written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::new(format!("cannot write the file: {}", error.kind()))
        .in_file(files::shown(path))
        .help("check that its folder exists and may be written to")
}
