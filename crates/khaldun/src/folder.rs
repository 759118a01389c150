use khaldun_records::store::Shelf;
use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A store of record sets in a folder of this machine: the door to files for
/// [`khaldun_records::store`] (docs/architecture.md, wall 3).
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The store in that folder, which need not be there yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn path(&self, path: &str) -> io::Result<PathBuf> {
        if path.split('/').any(|part| part == "..") || path.starts_with('/') {
            return Err(io::Error::other(format!("{path} leads out of the store")));
        }
        Ok(self.root.join(path))
    }
}

/// `None` where the trouble is only that there is no such file.
fn there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

/// Makes sure that a file, or all files of a folder, are on the disk and not only on their way.
#[allow(clippy::disallowed_methods, reason = "this is a door to files")]
fn settle(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return fs::read_dir(path)?.try_for_each(|entry| settle(&entry?.path()));
    }
    fs::File::open(path)?.sync_all()
}

#[allow(clippy::disallowed_methods, reason = "this is a door to files")]
impl Shelf for Folder {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        there(fs::read(self.path(path)?))
    }

    fn read_part(&self, path: &str, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let mut file = fs::File::open(self.path(path)?)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = vec![0; len];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn create(&self, path: &str) -> io::Result<Box<dyn Write + Send>> {
        let path = self.path(path)?;
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        Ok(Box::new(io::BufWriter::new(fs::File::create(path)?)))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let (from, to) = (self.path(from)?, self.path(to)?);
        settle(&from)?;
        fs::rename(from, to)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let Some(entries) = there(fs::read_dir(self.path(folder)?))? else {
            return Ok(Vec::new());
        };
        let names = entries.map(|e| Ok(e?.file_name().to_string_lossy().into_owned()));
        let mut names: Vec<String> = names.collect::<io::Result<_>>()?;
        names.sort();
        Ok(names)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let path = self.path(path)?;
        let removed =
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        there(removed).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_leads_out() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::new(home.path());
        folder.create("a/b").and_then(|mut f| f.write_all(b"twelve bytes")).unwrap();
        folder.rename("a/b", "a/c").unwrap();
        assert_eq!(folder.read("a/b").unwrap(), None);
        assert_eq!(folder.read_part("a/c", 7, 5).unwrap(), b"bytes");
        assert_eq!(folder.list("a").unwrap(), ["c"]);
        folder.remove("a").unwrap();
        folder.remove("a").unwrap();
        assert!(folder.list("a").unwrap().is_empty());
        assert!(folder.read("../x").is_err() && folder.create("/x").is_err());
    }
}
