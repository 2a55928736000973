//! Numbers as Chinese documents write them.

/// The whole number that a text is: digits, or Chinese numerals (二十, 廿一, 两百零五, 一万). `None` for anything else,
/// and for what does not fit.
pub fn whole(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 12 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    // 二〇二二 and 一五: digits one beside the other.
    if text.chars().count() > 1 && text.chars().all(|c| digit(c).is_some()) {
        return text.chars().try_fold(0_u32, |n, c| n.checked_mul(10)?.checked_add(digit(c)?));
    }
    let (mut ten_thousands, mut sum, mut open) = (0_u32, 0_u32, None);
    for c in text.chars() {
        let place = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '廿' | '卅' => {
                sum = sum.checked_add(if c == '廿' { 20 } else { 30 })?;
                open = None;
                continue;
            }
            '万' => {
                ten_thousands = sum.checked_add(open.unwrap_or(0))?.checked_mul(10_000)?;
                (sum, open) = (0, None);
                continue;
            }
            _ => {
                let value = digit(c)?;
                // Two digits side by side among places are no number.
                if open.is_some_and(|before| before != 0) {
                    return None;
                }
                open = Some(value);
                continue;
            }
        };
        // 十五 begins with a place of its own.
        sum = sum.checked_add(open.unwrap_or(1).checked_mul(place)?)?;
        open = None;
    }
    ten_thousands.checked_add(sum)?.checked_add(open.unwrap_or(0))
}

/// Every number in a folded text: runs of digits as they stand (longer ones than fit, too), and Chinese numerals.
pub fn all(folded: &str) -> Vec<String> {
    let kind = |c: char| {
        if c.is_ascii_digit() {
            1
        } else {
            u8::from("〇零一二三四五六七八九十百千万两廿卅".contains(c)) * 2
        }
    };
    let mut out: Vec<String> = Vec::new();
    let mut last = 0;
    for c in folded.chars() {
        match (kind(c), out.last_mut()) {
            (0, _) => {}
            (now, Some(run)) if now == last => run.push(c),
            _ => out.push(c.to_string()),
        }
        last = kind(c);
    }
    out
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '〇' | '零' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_way_they_are_written() {
        for (text, n) in [
            ("10", 10),
            ("十", 10),
            ("十五", 15),
            ("二十", 20),
            ("廿", 20),
            ("廿一", 21),
            ("卅", 30),
            ("两百", 200),
            ("三百零五", 305),
            ("一千二百三十四", 1_234),
            ("一万", 10_000),
            ("二〇二二", 2_022),
            ("三", 3),
            ("零", 0),
        ] {
            assert_eq!(whole(text), Some(n), "{text}");
        }
        for text in ["", "名", "三名", "一二十", "99999999999", "-1", "1.5"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
