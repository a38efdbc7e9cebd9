//! The text of a document: by its media type, from HTML without its markup.

/// The longest document that is compared, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// The text of a document, where its media type is one of text for people, it has at most [`MAX_BYTES`] and
/// holds no NUL. Bytes that are not UTF-8 become U+FFFD. Of HTML the tags, scripts and styles are left out.
pub fn text_of(media: &str, bytes: &[u8]) -> Option<String> {
    if !is_text(media) || bytes.len() > MAX_BYTES || bytes.contains(&0) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    Some(match essence(media).as_str() {
        "text/html" => without_tags(&text),
        _ => text.into_owned(),
    })
}

/// Whether a document may be compared, by its media type and its length in bytes: to be asked before it is read.
pub fn may_compare(media: &str, length: u64) -> bool {
    is_text(media) && length <= MAX_BYTES as u64
}

/// Whether documents of a media type are texts for people; tables are not, since rows of figures agree in
/// much without one having been taken from the other.
pub fn is_text(media: &str) -> bool {
    let media = essence(media);
    media.starts_with("text/") && !matches!(media.as_str(), "text/csv" | "text/tab-separated-values")
}

/// A media type without its parameters.
fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// HTML with a space in place of each tag, comment, script, style and reference that stands for no letter. One
/// that is not closed takes the rest with it.
fn without_tags(html: &str) -> String {
    let lower = html.to_ascii_lowercase(); // of the same length
    let mut text = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(next) = html[at..].find(['<', '&']) {
        text.push_str(&html[at..at + next]);
        at += next;
        let rest = &lower[at..];
        if rest.starts_with('&') {
            let (c, length) = reference(&html[at..]);
            text.push(c);
            at += length;
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            text.push('<');
            at += 1;
            continue;
        }
        text.push(' ');
        let close = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<script") => "</script",
            _ if rest.starts_with("<style") => "</style",
            _ => ">",
        };
        match rest.find(close) {
            Some(end) => at += end + close.len(),
            None => return text,
        }
        if close.starts_with("</") {
            match lower[at..].find('>') {
                Some(end) => at += end + 1,
                None => return text,
            }
        }
    }
    text.push_str(&html[at..]);
    text
}

/// What a character reference at the beginning stands for, as far as words go, and its length.
fn reference(html: &str) -> (char, usize) {
    let name = &html[1..];
    let length = name
        .bytes()
        .take(32)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let (name, rest) = name.split_at(length);
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => digits.parse().ok(),
        },
        None => None,
    };
    // Accents are taken off anyhow, so that `&eacute;` may be an `e`.
    let accented = |name: &str| {
        const ACCENTS: [&str; 8] = ["acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "caron"];
        let letter = name.chars().next()?;
        ACCENTS.contains(&&name[letter.len_utf8()..]).then_some(letter)
    };
    let c = number.and_then(char::from_u32).or_else(|| accented(name));
    (c.unwrap_or(' '), 1 + length + usize::from(rest.starts_with(';')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_scripts_and_references_are_no_text() {
        let html = "<!DOCTYPE html><HEAD><Style>p { a: b }</STYLE></head><!-- <p>not this --><p class=x>Mar&iacute;a \
                    &amp; Jos&#233;&nbsp;2 < 3</p><script>if (a</script >b&unknown;c&#x41;&";
        let text = text_of("Text/HTML; charset=utf-8", html.as_bytes()).unwrap();
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words, ["Maria", "José", "2", "<", "3", "b", "cA"]);
        for cut in [
            "a<",
            "a<b",
            "a<!--",
            "a<script",
            "a<script>b",
            "a<script>b</script",
            "a&",
            "a&#xFFFFFFFF;",
        ] {
            assert!(without_tags(cut).starts_with('a'), "{cut}");
        }
        assert_eq!(text_of("text/plain", b"<b>").unwrap(), "<b>");
    }

    #[test]
    fn only_texts_for_people_are_compared() {
        assert_eq!(text_of("text/csv", b"a,b"), None);
        assert_eq!(text_of("application/pdf", b"a b"), None);
        assert_eq!(text_of("text/plain", b"a\0b"), None);
        assert_eq!(text_of("text/plain", b"a\xffb").unwrap(), "a\u{fffd}b");
        assert_eq!(text_of("text/plain", &vec![b'a'; MAX_BYTES + 1]), None);
        assert!(text_of("text/plain", &vec![b'a'; MAX_BYTES]).is_some());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300), html in "[<>&;#!/x-]{0,60}(<!--|<script|<style)?[ -~é]{0,60}") {
            let _ = text_of("text/html", &bytes);
            let _ = without_tags(&html);
        }
    }
}
