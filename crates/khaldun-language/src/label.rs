/// Declares a closed set of labels with the spelling the model uses.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the label's spelling is its definition")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every label, in the order of the table.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The model's spelling.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// From the model's spelling.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
        }
    };
}

labels! {
    /// Universal part of speech.
    Pos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
        Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
        Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X", Space = "SPACE",
    }
}

labels! {
    /// Penn Treebank tag, as the tagger of `en_core_web_sm` uses them.
    Tag {
        Dollar = "$", Quotes = "''", Comma = ",", Lrb = "-LRB-", Rrb = "-RRB-", Period = ".",
        Colon = ":", Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX",
        Fw = "FW", Hyph = "HYPH", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS",
        Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Pdt = "PDT",
        Pos = "POS", Prp = "PRP", PrpS = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP",
        Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN",
        Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpS = "WP$", Wrb = "WRB", Xx = "XX",
        OpenQuotes = "``", Space = "_SP",
    }
}

labels! {
    /// Dependency label (ClearNLP scheme).
    Dep {
        Root = "ROOT", Acl = "acl", Acomp = "acomp", Advcl = "advcl", Advmod = "advmod",
        Agent = "agent", Amod = "amod", Appos = "appos", Attr = "attr", Aux = "aux",
        Auxpass = "auxpass", Case = "case", Cc = "cc", Ccomp = "ccomp", Compound = "compound",
        Conj = "conj", Csubj = "csubj", Csubjpass = "csubjpass", Dative = "dative", Unknown = "dep",
        Det = "det", Dobj = "dobj", Expl = "expl", Intj = "intj", Mark = "mark", Meta = "meta",
        Neg = "neg", Nmod = "nmod", Npadvmod = "npadvmod", Nsubj = "nsubj",
        Nsubjpass = "nsubjpass", Nummod = "nummod", Oprd = "oprd", Parataxis = "parataxis",
        Pcomp = "pcomp", Pobj = "pobj", Poss = "poss", Preconj = "preconj", Predet = "predet",
        Prep = "prep", Prt = "prt", Punct = "punct", Quantmod = "quantmod", Relcl = "relcl",
        Xcomp = "xcomp",
    }
}

labels! {
    /// Kind of named entity (OntoNotes). On conflict names the kind is often wrong where the span
    /// is right: take types from the gazetteer and the actor register, never from here alone.
    EntityKind {
        Cardinal = "CARDINAL", Date = "DATE", Event = "EVENT", Fac = "FAC", Gpe = "GPE",
        Language = "LANGUAGE", Law = "LAW", Loc = "LOC", Money = "MONEY", Norp = "NORP",
        Ordinal = "ORDINAL", Org = "ORG", Percent = "PERCENT", Person = "PERSON",
        Product = "PRODUCT", Quantity = "QUANTITY", Time = "TIME", WorkOfArt = "WORK_OF_ART",
    }
}
