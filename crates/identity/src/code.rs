//! Invitation codes: what a voter types to show that the organiser invited them.
//!
//! `7K2M-9QXR-4TPW`: twelve characters in three groups, out of 32 that are hard to confuse (Crockford's alphabet: no I, L,
//! O, U). Eleven are random, 55 bits; the last is a check character that finds every single wrong character and every two
//! exchanged ones before the code is looked up, so that a slip of the finger is told at once and not taken for guessing.
//!
//! **The check.** Characters are elements of GF(32); the sum over the twelve of αⁱ·cᵢ must be 0, with α a generator. The
//! weights αⁱ are not 0, so one changed character changes the sum; they are all different, so exchanging two different
//! characters does too.

use std::fmt;

use crate::ServerKey;
use crate::width::{is_separator, narrow};

/// Characters of a code, without hyphens.
pub const CODE_CHARS: usize = 12;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_CHARS: usize = CODE_CHARS - 1;

/// A code whose check holds: twelve numbers below 32. Whoever has it can vote with it, so `Debug` prints `…`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code([u8; CODE_CHARS]);

/// Why what was typed is not a code. Texts are in the message files, under [`CodeFault::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFault {
    /// Not twelve characters, spaces and hyphens aside.
    WrongLength {
        /// How many there are.
        found: usize,
    },
    /// A character that occurs in no code.
    BadCharacter {
        /// Its place in what was typed, counted from 1 in characters.
        at: usize,
    },
    /// Twelve good characters, but at least one is wrong or two are exchanged.
    CheckFails,
}

impl CodeFault {
    /// A stable code, `[a-z-]+`.
    pub const fn code(self) -> &'static str {
        match self {
            CodeFault::WrongLength { .. } => "code-wrong-length",
            CodeFault::BadCharacter { .. } => "code-bad-character",
            CodeFault::CheckFails => "code-check-fails",
        }
    }
}

impl Code {
    /// Makes a code out of the first 55 bits of a source of uniformly random bytes. That two are alike is unlikely but
    /// possible: whoever makes many compares their hashes and draws again.
    pub fn draw(mut rng: impl FnMut(&mut [u8])) -> Self {
        let mut random = [0u8; 8];
        rng(&mut random);
        let mut bits = u64::from_be_bytes(random);
        let mut chars = [0u8; CODE_CHARS];
        for c in &mut chars[..RANDOM_CHARS] {
            *c = (bits >> 59) as u8;
            bits <<= 5;
        }
        // The check character is the one that makes the sum 0: what the others sum to, divided by its own weight.
        let rest = sum(&chars);
        let check = (0..32).find(|c| times(weight(RANDOM_CHARS), *c) == rest).unwrap_or_default();
        chars[RANDOM_CHARS] = check;
        Code(chars)
    }

    /// The code as it is printed: upper case, three groups of four.
    pub fn expose(&self) -> String {
        let mut out = String::with_capacity(CODE_CHARS + 2);
        for (i, c) in self.0.iter().enumerate() {
            if i > 0 && i % 4 == 0 {
                out.push('-');
            }
            out.push(char::from(ALPHABET[usize::from(*c)]));
        }
        out
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Reads what a person typed: lower case, full-width characters, spaces, hyphens and invisible characters anywhere, O for
/// 0, I and L for 1.
///
/// # Errors
/// The first of: a bad character, a wrong length, a check that fails.
pub fn normalise(input: &str) -> Result<Code, CodeFault> {
    let mut chars = [0u8; CODE_CHARS];
    let mut found = 0;
    for (i, typed) in input.chars().enumerate() {
        if is_separator(typed) {
            continue;
        }
        let c = match narrow(typed).to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        let value =
            ALPHABET.iter().position(|a| char::from(*a) == c).ok_or(CodeFault::BadCharacter { at: i + 1 })?;
        if let Some(place) = chars.get_mut(found) {
            *place = value as u8;
        }
        found += 1;
    }
    if found != CODE_CHARS {
        return Err(CodeFault::WrongLength { found });
    }
    if sum(&chars) != 0 {
        return Err(CodeFault::CheckFails);
    }
    Ok(Code(chars))
}

/// What is kept of a code: a keyed hash. `el`: the selection's id; a code is good for one selection only. Keyed, because
/// 55 bits could be tried through by who has the hashes alone.
pub fn code_hash(key: &ServerKey, el: &str, code: &Code) -> [u8; 32] {
    key.mac("xuanxian/code/v1", &[el.as_bytes(), &code.0])
}

fn sum(chars: &[u8; CODE_CHARS]) -> u8 {
    chars.iter().enumerate().fold(0, |acc, (i, c)| acc ^ times(weight(i), *c))
}

/// αⁱ with α = 2, which generates all 31 non-zero elements.
fn weight(i: usize) -> u8 {
    (0..i).fold(1, |w, _| times(w, 2))
}

/// Product in GF(32) = GF(2)[x] / (x⁵ + x² + 1), a primitive polynomial.
fn times(a: u8, b: u8) -> u8 {
    let mut product = 0;
    let mut shifted = a;
    for bit in 0..5 {
        if b >> bit & 1 == 1 {
            product ^= shifted;
        }
        shifted <<= 1;
        if shifted & 0b10_0000 != 0 {
            shifted ^= 0b10_0101;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(bits: u64) -> Code {
        Code::draw(|buf| buf.copy_from_slice(&bits.to_be_bytes()))
    }

    /// What a person would type who mistook the characters for `chars`.
    fn typed(chars: &[u8; CODE_CHARS]) -> String {
        chars.iter().map(|c| char::from(ALPHABET[usize::from(*c)])).collect()
    }

    proptest! {
        #[test]
        fn a_code_reads_back_as_itself(bits: u64) {
            let code = drawn(bits);
            let printed = code.expose();
            prop_assert_eq!(printed.len(), 14);
            prop_assert_eq!(normalise(&printed), Ok(code.clone()));
            prop_assert_eq!(normalise(&printed.to_lowercase()), Ok(code));
        }

        #[test]
        fn every_single_wrong_character_is_found(bits: u64) {
            let code = drawn(bits);
            for place in 0..CODE_CHARS {
                for wrong in (0..32).filter(|c| *c != code.0[place]) {
                    let mut chars = code.0;
                    chars[place] = wrong;
                    prop_assert_eq!(normalise(&typed(&chars)), Err(CodeFault::CheckFails));
                }
            }
        }

        #[test]
        fn every_exchange_of_two_characters_is_found(bits: u64) {
            let code = drawn(bits);
            for a in 0..CODE_CHARS {
                for b in (a + 1..CODE_CHARS).filter(|b| code.0[*b] != code.0[a]) {
                    let mut chars = code.0;
                    chars.swap(a, b);
                    prop_assert_eq!(normalise(&typed(&chars)), Err(CodeFault::CheckFails));
                }
            }
        }

        #[test]
        fn no_input_is_too_odd(input: String) {
            if let Ok(code) = normalise(&input) {
                prop_assert_eq!(normalise(&code.expose()), Ok(code));
            }
        }
    }

    #[test]
    fn the_weights_are_all_different_and_none_is_nought() {
        let mut weights: Vec<u8> = (0..31).map(weight).collect();
        weights.sort_unstable();
        assert_eq!(weights, (1..32).collect::<Vec<u8>>());
    }

    #[test]
    fn all_fifty_five_bits_reach_the_code() {
        let codes: std::collections::BTreeSet<String> = (9..64).map(|bit| drawn(1 << bit).expose()).collect();
        assert_eq!(codes.len(), 55);
        assert_eq!(drawn(0).expose(), "0000-0000-0000");
    }

    #[test]
    fn people_type_codes_in_many_ways() {
        let code = drawn(0x0044_32a9_9f12_3456);
        let printed = code.expose();
        assert!(printed.contains('0') && printed.contains('1'), "{printed}: this test needs both");
        let wide: String = printed.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
        let ways = [
            printed.replace('-', ""),
            printed.replace('-', "  "),
            format!("\u{3000}{}\n", printed.replace('-', " — ")),
            printed.replace('0', "O"),
            printed.replace('0', "o").replace('1', "l"),
            printed.replace('1', "I"),
            wide.clone(),
            wide.to_lowercase(),
            printed.replace('-', "\u{200B}"),
        ];
        for way in ways {
            assert_eq!(normalise(&way), Ok(code.clone()), "{way}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(normalise(""), Err(CodeFault::WrongLength { found: 0 }));
        assert_eq!(normalise("0000-0000-000"), Err(CodeFault::WrongLength { found: 11 }));
        assert_eq!(normalise("0000-0000-0000-0"), Err(CodeFault::WrongLength { found: 13 }));
        assert_eq!(normalise("0000-U000-0000"), Err(CodeFault::BadCharacter { at: 6 }));
        assert_eq!(normalise("选"), Err(CodeFault::BadCharacter { at: 1 }));
        assert_eq!(normalise("0000-0000-0001"), Err(CodeFault::CheckFails));
    }

    #[test]
    fn only_a_keyed_hash_for_one_selection_is_kept() {
        let (a, b) = (ServerKey::new([1; 32]), ServerKey::new([2; 32]));
        let (code, other) = (drawn(1 << 40), drawn(1 << 41));
        let kept = code_hash(&a, "linyi-2022", &code);
        assert_eq!(kept, code_hash(&a, "linyi-2022", &normalise(&code.expose().to_lowercase()).unwrap()));
        assert_ne!(kept, code_hash(&a, "linyi-2023", &code));
        assert_ne!(kept, code_hash(&b, "linyi-2022", &code));
        assert_ne!(kept, code_hash(&a, "linyi-2022", &other));
        assert_eq!(format!("{code:?}"), "…");
    }
}
