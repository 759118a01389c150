//! The model's files, which are part of the program, and what is made of them once.

mod tables;
mod weights;

pub(crate) use tables::{lines, unescape};
pub(crate) use weights::{Tensor, Weights};

macro_rules! table {
    ($name:ident, $file:literal) => {
        pub(crate) const $name: &str = include_str!(concat!("../../../../data/model/", $file));
    };
}

table!(TENSORS, "tensors.tsv");
table!(TOKENIZER, "tokenizer.tsv");
table!(EXCEPTIONS, "exceptions.tsv");
table!(NORMS, "norms.tsv");
table!(BASE_NORMS, "base_norms.tsv");
table!(SYMBOLS, "symbols.tsv");
table!(RULER, "ruler.tsv");
table!(TAGS, "tags.txt");
table!(ACTIONS_PARSER, "actions_parser.tsv");
table!(ACTIONS_NER, "actions_ner.tsv");
table!(LEMMA_RULES, "lemma_rules.tsv");
table!(LEMMA_EXCEPTIONS, "lemma_exceptions.tsv");
table!(LEMMA_NOUN, "lemma_index_noun.txt");
table!(LEMMA_VERB, "lemma_index_verb.txt");
table!(LEMMA_ADJ, "lemma_index_adj.txt");
table!(LEMMA_ADV, "lemma_index_adv.txt");

/// Little-endian float16, cut into files below 4 MiB.
const SHARDS: [&[u8]; 2] = [
    include_bytes!("../../../../data/model/weights-0.f16"),
    include_bytes!("../../../../data/model/weights-1.f16"),
];
