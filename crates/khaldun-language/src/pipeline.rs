use crate::Doc;
use crate::worker::{Model, Worker};
use rayon::prelude::*;
use std::sync::{Mutex, OnceLock};

/// Bytes of text that one thread takes at a time.
const SHARE: usize = 1 << 13;

/// The loaded model.
///
/// ```
/// let doc = khaldun_language::Pipeline::embedded().parse("Shells fell on the north market.");
/// assert_eq!(doc.lemma(1), "fall");
/// assert_eq!(doc.head(0), Some(1));
/// ```
pub struct Pipeline {
    model: Model,
    /// Workers at rest, with what they remember of words.
    workers: Mutex<Vec<Worker>>,
}

impl Pipeline {
    /// The model that is built into the program; loaded on the first call.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Pipeline> = OnceLock::new();
        EMBEDDED.get_or_init(Self::load)
    }

    /// Loads the built-in model anew; for measuring, as [`Pipeline::embedded`] does it once.
    pub fn load() -> Self {
        Self { model: Model::new(), workers: Mutex::default() }
    }

    /// Parses one text.
    pub fn parse(&self, text: &str) -> Doc {
        self.share(&[text]).pop().unwrap_or_else(|| Doc::new("", Vec::new()))
    }

    /// Parses many texts, in their order, on all cores; each as [`Pipeline::parse`] does it.
    pub fn parse_many(&self, texts: &[&str]) -> Vec<Doc> {
        let mut shares: Vec<&[&str]> = Vec::new();
        let (mut from, mut bytes) = (0, 0);
        for (i, text) in texts.iter().enumerate() {
            bytes += text.len();
            if bytes >= SHARE || i + 1 == texts.len() {
                shares.push(&texts[from..=i]);
                (from, bytes) = (i + 1, 0);
            }
        }
        shares.into_par_iter().flat_map_iter(|share| self.share(share)).collect()
    }

    fn share(&self, texts: &[&str]) -> Vec<Doc> {
        let rested = self.workers.lock().ok().and_then(|mut workers| workers.pop());
        let mut worker = rested.unwrap_or_default();
        let docs = worker.parse(&self.model, texts);
        if let Ok(mut workers) = self.workers.lock() {
            workers.push(worker);
        }
        docs
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pipeline")
    }
}
