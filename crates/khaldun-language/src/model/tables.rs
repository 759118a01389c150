/// The lines of a table with their columns, without the comment at its head.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    let body = table.strip_prefix("# ").map_or(table, |t| t.split_once('\n').map_or("", |t| t.1));
    body.lines().map(|line| line.split('\t'))
}

/// Undoes `\t`, `\n` and `\\`.
pub(crate) fn unescape(text: &'static str) -> std::borrow::Cow<'static, str> {
    if !text.contains('\\') {
        return text.into();
    }
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                other => other.unwrap_or('\\'),
            },
            c => c,
        });
    }
    out.into()
}
