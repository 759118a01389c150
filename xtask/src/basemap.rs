//! `cargo xtask basemap PATH`: packs the borders of the map.
//!
//! Reads `countries-50m.json` out of the npm package world-atlas 2.0.2 (a `.tgz`; ISC, its contents
//! made from Natural Earth, public domain) and writes `data/basemap/countries-50m.bin` with the
//! package's licence and a manifest beside it. The layout is described in `data/basemap/README.md`
//! and read by `crates/khaldun-report/src/geo`.

use crate::archive::member;
use crate::root;
use anyhow::Result;
use serde::Deserialize;
use std::path::Path;

/// Grid units to a degree: 0.002°, some 220 m.
const UNITS: f64 = 500.0;
const MEMBER: &str = "package/countries-50m.json";

#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Vec<[i64; 2]>>,
    transform: Transform,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Country>,
}

#[derive(Deserialize)]
struct Country {
    #[serde(flatten)]
    shape: Shape,
    properties: Properties,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

pub(crate) fn run(package: &Path) -> Result<()> {
    let topology: Topology = serde_json::from_slice(&member(package, MEMBER)?)?;
    let licence = member(package, "package/LICENSE")?;
    let bytes = pack(&topology);
    let to = root().join("data/basemap");
    std::fs::create_dir_all(&to)?;
    std::fs::write(to.join("countries-50m.bin"), &bytes)?;
    std::fs::write(to.join("LICENSE"), &licence)?;
    let manifest = format!(
        "{}  countries-50m.bin\n{}  LICENSE\n",
        crate::sha256(&bytes),
        crate::sha256(&licence)
    );
    std::fs::write(to.join("MANIFEST.sha256"), manifest)?;
    println!("{} countries, {} bytes", topology.objects.countries.geometries.len(), bytes.len());
    Ok(())
}

fn pack(topology: &Topology) -> Vec<u8> {
    let mut out = b"KHBASE1\n".to_vec();
    number(&mut out, topology.arcs.len() as u64);
    for arc in &topology.arcs {
        let points = grid(arc, &topology.transform);
        number(&mut out, points.len() as u64);
        let mut last = (0, 0);
        for (x, y) in points {
            signed(&mut out, x - last.0);
            signed(&mut out, y - last.1);
            last = (x, y);
        }
    }
    let mut countries: Vec<&Country> = topology.objects.countries.geometries.iter().collect();
    countries.sort_by(|a, b| a.properties.name.cmp(&b.properties.name));
    number(&mut out, countries.len() as u64);
    for country in countries {
        let name = country.properties.name.as_bytes();
        number(&mut out, name.len() as u64);
        out.extend(name);
        let polygons = match &country.shape {
            Shape::Polygon(rings) => vec![rings],
            Shape::MultiPolygon(polygons) => polygons.iter().collect(),
        };
        let rings: Vec<&Vec<i64>> = polygons.into_iter().flatten().collect();
        number(&mut out, rings.len() as u64);
        for ring in rings {
            number(&mut out, ring.len() as u64);
            for arc in ring {
                signed(&mut out, *arc);
            }
        }
    }
    out
}

/// An arc on our grid, points that fall together merged.
fn grid(arc: &[[i64; 2]], transform: &Transform) -> Vec<(i64, i64)> {
    let (mut x, mut y) = (0, 0);
    let mut out = Vec::new();
    for [dx, dy] in arc {
        x += dx;
        y += dy;
        let on = |n: i64, axis: usize| {
            let degrees = n as f64 * transform.scale[axis] + transform.translate[axis];
            (degrees * UNITS).round() as i64
        };
        let point = (on(x, 0), on(y, 1));
        if out.last() != Some(&point) {
            out.push(point);
        }
    }
    out
}

/// Seven bits a byte, lowest first, the eighth set on all but the last (LEB128).
fn number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Signed numbers zigzag: 0, -1, 1, -2 become 0, 1, 2, 3.
fn signed(out: &mut Vec<u8>, n: i64) {
    number(out, (n << 1 ^ n >> 63) as u64);
}
