use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// The one door to files (docs/architecture.md, wall 3).
///
/// There is no clock in it: nothing that a run writes depends on when it ran.
#[allow(clippy::len_without_is_empty, reason = "the length of a file, not of a collection")]
pub trait World {
    /// Reads a file, but no more than `most` bytes of it.
    ///
    /// # Errors
    /// Where the file is missing, is a folder or cannot be read.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// The length of a file in bytes.
    ///
    /// # Errors
    /// Where the file is missing.
    fn len(&self, path: &Path) -> io::Result<u64>;

    /// Writes a file whole or not at all, making its folders.
    ///
    /// # Errors
    /// Where the folder cannot be made or written to.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Holds a file to oneself, making it if need be, until what is returned is dropped.
    ///
    /// # Errors
    /// Where another process holds it ([`io::ErrorKind::WouldBlock`]), or it cannot be made.
    fn hold(&self, path: &Path) -> io::Result<Held>;
}

/// A file held to oneself; dropped, it is free again, and so it is when the process ends.
#[derive(Debug)]
#[must_use = "the file is free again as soon as this is dropped"]
pub struct Held {
    _file: fs::File,
}

/// The files of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

#[allow(clippy::disallowed_methods, reason = "this is the one door")]
impl World for Disk {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        Ok(fs::metadata(path)?.len())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = path.with_file_name(name);
        let mut file = fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&part, path)
    }

    fn hold(&self, path: &Path) -> io::Result<Held> {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let file = fs::File::create(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Held { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(fs::TryLockError::Error(e)) => Err(e),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_leaves_no_part_behind_and_a_read_stops_at_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/file.txt");
        Disk.write(&path, b"twelve bytes").unwrap();
        assert_eq!(Disk.read(&path, 6).unwrap(), b"twelve");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_held_file_is_held_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.lock");
        let held = Disk.hold(&path).unwrap();
        assert_eq!(Disk.hold(&path).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        drop(held);
        drop(Disk.hold(&path).unwrap());
    }
}
