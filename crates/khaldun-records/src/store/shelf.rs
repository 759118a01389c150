use std::io::{self, Write};

/// The folder of a store. Paths are relative, parted by `/`; none leads out of the folder.
pub trait Shelf {
    /// A file whole; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// So many bytes of a file from an offset.
    ///
    /// # Errors
    /// Where the file is missing or shorter.
    fn read_part(&self, path: &str, offset: u64, len: usize) -> io::Result<Vec<u8>>;

    /// A new file, its folders made, an old one of that name emptied.
    ///
    /// # Errors
    /// Where it cannot be made.
    fn create(&self, path: &str) -> io::Result<Box<dyn Write + Send>>;

    /// Puts a file or folder in the place of another, at once. What it holds is on the disk first.
    ///
    /// # Errors
    /// Where it cannot be renamed.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Names in a folder, sorted; none where there is no folder.
    ///
    /// # Errors
    /// Where it cannot be listed.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// Removes a file, or a folder with all that is in it; nothing is done where there is none.
    ///
    /// # Errors
    /// Where it cannot be removed.
    fn remove(&self, path: &str) -> io::Result<()>;
}
