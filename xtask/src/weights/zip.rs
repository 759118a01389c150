//! Just enough of the ZIP format to read a Python wheel.

use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::io::Read;

/// Reads every file of an archive, by name.
pub(super) fn read(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>> {
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06").context("no central directory")?;
    let count = u16_at(bytes, end + 10)?;
    let mut at = u32_at(bytes, end + 16)? as usize;
    let mut files = BTreeMap::new();
    for _ in 0..count {
        ensure!(bytes.get(at..at + 4) == Some(b"PK\x01\x02"), "a broken central directory");
        let (method, packed) = (u16_at(bytes, at + 10)?, u32_at(bytes, at + 20)? as usize);
        let name_length = u16_at(bytes, at + 28)? as usize;
        let rest = u16_at(bytes, at + 30)? as usize + u16_at(bytes, at + 32)? as usize;
        let local = u32_at(bytes, at + 42)? as usize;
        let name = bytes.get(at + 46..at + 46 + name_length).context("a name cut short")?;
        let name = String::from_utf8(name.to_vec())?;
        let skip = u16_at(bytes, local + 26)? as usize + u16_at(bytes, local + 28)? as usize;
        let data = bytes.get(local + 30 + skip..local + 30 + skip + packed);
        files.insert(name, unpack(method, data.context("data cut short")?)?);
        at += 46 + name_length + rest;
    }
    Ok(files)
}

fn unpack(method: u16, data: &[u8]) -> Result<Vec<u8>> {
    match method {
        0 => Ok(data.to_vec()),
        8 => {
            let mut out = Vec::new();
            flate2::read::DeflateDecoder::new(data).read_to_end(&mut out)?;
            Ok(out)
        }
        other => bail!("compression method {other} is not read"),
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16> {
    let two = bytes.get(at..at + 2).context("the archive is cut short")?;
    Ok(u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32> {
    Ok(u32::from(u16_at(bytes, at)?) | u32::from(u16_at(bytes, at + 2)?) << 16)
}
