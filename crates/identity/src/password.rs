//! Passwords of staff: how they are kept, and what a new one must be.
//!
//! Kept as argon2id (RFC 9106) in PHC strings, with the cost that OWASP's password storage sheet gives for argon2id:
//! 19 MiB, two passes, one lane.

use std::fmt;
use std::hint::black_box;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use crate::secret::same;
use crate::{Error, Secret};

/// Bytes of salt that [`hash`] takes: random, new for every hash.
pub const SALT_BYTES: usize = 16;

/// How much work a hash is. A closed choice, so that no configuration file can make hashes weak by a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// 19 MiB of memory, two passes, one lane: real use.
    Standard,
    /// 64 KiB, one pass: about a hundred times less work. For tests and the demo only, whose passwords are printed on
    /// the page; it has to be named to be had.
    LightForTestsAndDemo,
}

impl Cost {
    /// Memory in KiB, passes, lanes.
    const fn parameters(self) -> (u32, u32, u32) {
        match self {
            Cost::Standard => (19_456, 2, 1),
            Cost::LightForTestsAndDemo => (64, 1, 1),
        }
    }
}

/// What is kept of a password: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. `Debug` prints `…`.
#[derive(Clone, PartialEq, Eq)]
pub struct PhcString(String);

impl PhcString {
    /// A string read back from where it is kept. It is judged when it is used.
    pub fn from_kept(text: String) -> Self {
        PhcString(text)
    }

    /// The string to keep.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PhcString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Hashes a password.
///
/// # Errors
/// [`Error::Argon2`] when argon2 cannot run.
pub fn hash(password: &Secret, salt: &[u8; SALT_BYTES], cost: Cost) -> Result<PhcString, Error> {
    let (memory, passes, lanes) = cost.parameters();
    let params = Params::new(memory, passes, lanes, None).map_err(trouble)?;
    let out = run(&params, password, salt, Params::DEFAULT_OUTPUT_LEN)?;
    let kept = phc::PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: phc::ParamsString::try_from(&params).map_err(trouble)?,
        salt: Some(phc::Salt::new(salt).map_err(trouble)?),
        hash: Some(phc::Output::new(&out).map_err(trouble)?),
    };
    Ok(PhcString(kept.to_string()))
}

/// Whether this is the password that was hashed. Runs with the cost written in the hash; compares in constant time.
///
/// # Errors
/// [`Error::BrokenHash`] when the kept string is not one of argon2id version 19; [`Error::Argon2`] when it cannot run.
pub fn verify(password: &Secret, kept: &PhcString) -> Result<bool, Error> {
    let kept = Kept::read(kept)?;
    let out = run(&kept.params, password, kept.salt.as_ref(), kept.hash.len())?;
    Ok(same(&out, kept.hash.as_bytes()))
}

/// The question of a sign-in: does this password open the account, of which there may be none?
///
/// For an unknown login (`None`) the same work is done and thrown away, so that the time of the answer does not tell
/// who exists. `cost` is what hashes are made with; an account whose hash is of another cost answers in another time
/// until [`needs_rehash`] has been followed once.
///
/// # Errors
/// As [`verify`].
pub fn verify_login(password: &Secret, kept: Option<&PhcString>, cost: Cost) -> Result<bool, Error> {
    match kept {
        Some(kept) => verify(password, kept),
        None => {
            black_box(hash(password, &[0; SALT_BYTES], cost)?);
            Ok(false)
        }
    }
}

/// Whether a password that has just been verified should be hashed anew, because what is kept is weaker than `cost` in
/// any respect. A stronger hash is left alone: a demo opened on real data must not weaken it.
pub fn needs_rehash(kept: &PhcString, cost: Cost) -> bool {
    let (memory, passes, lanes) = cost.parameters();
    Kept::read(kept).map_or(true, |kept| {
        kept.params.m_cost() < memory
            || kept.params.t_cost() < passes
            || kept.params.p_cost() < lanes
            || kept.salt.len() < SALT_BYTES
            || kept.hash.len() < Params::DEFAULT_OUTPUT_LEN
    })
}

struct Kept {
    params: Params,
    salt: phc::Salt,
    hash: phc::Output,
}

impl Kept {
    fn read(text: &PhcString) -> Result<Self, Error> {
        let parsed = phc::PasswordHash::new(text.as_str()).map_err(|_| Error::BrokenHash)?;
        if parsed.algorithm != Algorithm::Argon2id.ident() || parsed.version != Some(Version::V0x13.into()) {
            return Err(Error::BrokenHash);
        }
        let params = Params::try_from(&parsed).map_err(|_| Error::BrokenHash)?;
        match (parsed.salt, parsed.hash) {
            (Some(salt), Some(hash)) => Ok(Kept { params, salt, hash }),
            _ => Err(Error::BrokenHash),
        }
    }
}

fn run(params: &Params, password: &Secret, salt: &[u8], len: usize) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut out = Zeroizing::new(vec![0; len]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into(password.expose().as_bytes(), salt, &mut out)
        .map_err(trouble)?;
    Ok(out)
}

fn trouble(e: impl fmt::Display) -> Error {
    Error::Argon2(e.to_string())
}

/// The fewest characters of a password.
///
/// GB/T 22239 asks at levels 2 and 3 that what authenticates a person be complex and hard to use by another, and gives
/// no number; assessors commonly take eight. Ten, because staff choose these passwords themselves and a stolen table
/// is tried without any lockout: each character more multiplies that work by the size of the alphabet.
pub const MIN_CHARS: usize = 10;
/// From this many characters on, length stands in for the mixture of classes: a sentence is a good password.
pub const LONG_CHARS: usize = 16;
/// The most characters. Nobody types more; a limit keeps pasted files out.
pub const MAX_CHARS: usize = 128;
/// A password of fewer different characters than this is one key held down, however long.
pub const MIN_DISTINCT: usize = 5;

/// Why a new password is refused. Texts are in the message files, under [`PasswordFault::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`MIN_CHARS`] characters.
    TooShort,
    /// More than [`MAX_CHARS`] characters.
    TooLong,
    /// Shorter than [`LONG_CHARS`] and of fewer than three of: lower case, upper case, digits, anything else.
    TooFewClasses,
    /// Fewer than [`MIN_DISTINCT`] different characters.
    TooFewDistinct,
    /// Holds the login (of three or more characters), in any case of letters.
    ContainsLogin,
    /// Among the passwords that everybody tries first.
    Common,
}

impl PasswordFault {
    /// Every fault, for a test that each has its text.
    pub const ALL: [PasswordFault; 6] = [
        PasswordFault::TooShort,
        PasswordFault::TooLong,
        PasswordFault::TooFewClasses,
        PasswordFault::TooFewDistinct,
        PasswordFault::ContainsLogin,
        PasswordFault::Common,
    ];

    /// A stable code, `[a-z-]+`.
    pub const fn code(self) -> &'static str {
        match self {
            PasswordFault::TooShort => "password-too-short",
            PasswordFault::TooLong => "password-too-long",
            PasswordFault::TooFewClasses => "password-too-few-classes",
            PasswordFault::TooFewDistinct => "password-too-few-distinct",
            PasswordFault::ContainsLogin => "password-contains-login",
            PasswordFault::Common => "password-common",
        }
    }
}

/// Everything that is wrong with a new password, in the order of [`PasswordFault::ALL`]; empty when it is good.
/// Characters are counted as Unicode scalar values.
pub fn faults(password: &Secret, login: &str) -> Vec<PasswordFault> {
    let text = password.expose();
    let chars = text.chars().count();
    let classes = [
        text.chars().any(char::is_lowercase),
        text.chars().any(char::is_uppercase),
        text.chars().any(|c| c.is_ascii_digit()),
        text.chars().any(|c| !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii_digit()),
    ];
    let mut distinct: Vec<char> = text.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let login = login.to_lowercase();

    let found = [
        (PasswordFault::TooShort, chars < MIN_CHARS),
        (PasswordFault::TooLong, chars > MAX_CHARS),
        (PasswordFault::TooFewClasses, chars < LONG_CHARS && classes.iter().filter(|c| **c).count() < 3),
        (PasswordFault::TooFewDistinct, distinct.len() < MIN_DISTINCT),
        (PasswordFault::ContainsLogin, login.chars().count() >= 3 && text.to_lowercase().contains(&login)),
        (PasswordFault::Common, is_common(text)),
    ];
    found.into_iter().filter_map(|(fault, holds)| holds.then_some(fault)).collect()
}

/// A common password stays common with a capital, with signs in place of letters, or with signs and digits after it.
fn is_common(text: &str) -> bool {
    let folded = fold(text);
    let stem = fold(text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation()));
    COMMON.iter().any(|c| fold(c) == folded) || COMMON_STEMS.contains(&stem.as_str())
}

fn fold(text: &str) -> String {
    let sign = |c| match c {
        '@' => 'a',
        '0' => 'o',
        '$' => 's',
        '!' => 'i',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(sign).collect()
}

/// Whole passwords: keyboard walks, counting, and the ones that Chinese offices and devices are known for.
const COMMON: [&str; 40] = [
    "123456",
    "12345678",
    "123456789",
    "1234567890",
    "0123456789",
    "9876543210",
    "12345678910",
    "123456123456",
    "1234554321",
    "1122334455",
    "1234qwer",
    "1234qwerasdf",
    "123qweasd",
    "123qweasdzxc",
    "123qwe!@#",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx",
    "1qaz2wsx3edc",
    "1qaz@wsx",
    "1qaz@wsx3edc",
    "!qaz2wsx",
    "!qaz@wsx",
    "!qaz@wsx3edc",
    "zaq12wsx",
    "zaq1@wsx",
    "qazwsxedcrfv",
    "qwer1234",
    "qwertyuiop",
    "qwertyuiop123",
    "asdfghjkl;",
    "1234abcd",
    "a1b2c3d4",
    "a1b2c3d4e5",
    "abc123456789",
    "aa123456789",
    "5201314520",
    "1357924680",
    "zxcvbnm,./",
];

/// Words that are still guessed first with any digits and signs after them, folded as [`fold`] does.
const COMMON_STEMS: [&str; 34] = [
    "password",
    "passwd",
    "passw",
    "admin",
    "administrator",
    "root",
    "user",
    "test",
    "guest",
    "system",
    "manager",
    "welcome",
    "letmein",
    "iloveyou",
    "woaini",
    "woaiwojia",
    "qwerty",
    "qwert",
    "qwer",
    "asdf",
    "asdfgh",
    "zxcvbn",
    "abc",
    "abcd",
    "abcdef",
    "aa",
    "huawei",
    "linyi",
    "shandong",
    "beijing",
    "zhongguo",
    "china",
    "changeme",
    "xuanxian",
];

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: Cost = Cost::LightForTestsAndDemo;

    fn secret(text: &str) -> Secret {
        Secret::new(text.into())
    }

    #[test]
    fn a_password_opens_its_own_hash_only() {
        let kept = hash(&secret("Blue-Kites-77"), &[3; 16], LIGHT).unwrap();
        assert!(kept.as_str().starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{}", kept.as_str());
        let read_back = PhcString::from_kept(kept.as_str().to_owned());
        assert!(verify(&secret("Blue-Kites-77"), &read_back).unwrap());
        assert!(!verify(&secret("Blue-Kites-78"), &read_back).unwrap());
        assert!(!verify(&secret(""), &read_back).unwrap());
        assert_eq!(format!("{kept:?}"), "…");
        assert_ne!(kept, hash(&secret("Blue-Kites-77"), &[4; 16], LIGHT).unwrap(), "the salt counts");
    }

    #[test]
    fn the_standard_cost_is_owasps_and_agrees_with_the_librarys_own_verifier() {
        use argon2::PasswordVerifier;
        let kept = hash(&secret("Blue-Kites-77"), &[3; 16], Cost::Standard).unwrap();
        assert!(kept.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", kept.as_str());
        let theirs = phc::PasswordHash::new(kept.as_str()).unwrap();
        assert!(Argon2::default().verify_password(b"Blue-Kites-77", &theirs).is_ok());
        assert!(verify(&secret("Blue-Kites-77"), &kept).unwrap());
    }

    #[test]
    fn an_unknown_login_is_a_wrong_password() {
        assert!(!verify_login(&secret("Blue-Kites-77"), None, LIGHT).unwrap());
        let kept = hash(&secret("Blue-Kites-77"), &[3; 16], LIGHT).unwrap();
        assert!(verify_login(&secret("Blue-Kites-77"), Some(&kept), LIGHT).unwrap());
    }

    #[test]
    fn a_damaged_row_is_an_error_and_not_a_wrong_password() {
        let good = hash(&secret("x"), &[3; 16], LIGHT).unwrap();
        for bad in
            ["", "plain text", "$argon2id$v=19$m=64,t=1,p=1", &good.as_str().replace("argon2id", "argon2i")]
        {
            let kept = PhcString::from_kept(bad.to_owned());
            assert_eq!(verify(&secret("x"), &kept), Err(Error::BrokenHash), "{bad}");
            assert!(needs_rehash(&kept, LIGHT));
        }
    }

    #[test]
    fn a_weaker_hash_is_made_anew_and_a_stronger_one_is_left() {
        let light = hash(&secret("x"), &[3; 16], LIGHT).unwrap();
        let standard = hash(&secret("x"), &[3; 16], Cost::Standard).unwrap();
        assert!(needs_rehash(&light, Cost::Standard));
        assert!(!needs_rehash(&light, LIGHT));
        assert!(!needs_rehash(&standard, Cost::Standard));
        assert!(!needs_rehash(&standard, LIGHT));
        for (stronger, weaker) in [("m=19456", "m=19455"), ("t=2", "t=1")] {
            let kept = PhcString::from_kept(standard.as_str().replace(stronger, weaker));
            assert!(needs_rehash(&kept, Cost::Standard), "{weaker}");
        }
    }

    #[test]
    fn good_passwords_have_no_fault() {
        for good in [
            "Blue-Kites-77",
            "kites77-ab",
            "风筝Kite77号楼东门ab",
            "seven kites over the river",
            "十六个汉字组成的一句话也可以用作口令",
        ] {
            assert_eq!(faults(&secret(good), "wangwu"), [], "{good}");
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        use PasswordFault::*;
        let told = |text: &str, login: &str| faults(&secret(text), login);
        assert_eq!(told("", "wangwu"), [TooShort, TooFewClasses, TooFewDistinct]);
        assert_eq!(told("Kites-77a", "wangwu"), [TooShort], "nine characters");
        assert_eq!(told("kites77kites77", "wangwu"), [TooFewClasses]);
        assert_eq!(told("kites77kites77xx", "wangwu"), [], "sixteen need no mixture");
        assert_eq!(told("aaaaaaaaaaaaaaaaaaaa", "wangwu"), [TooFewDistinct]);
        assert_eq!(told("1-WangWu-2022", "wangwu"), [ContainsLogin]);
        assert_eq!(told("1-WangWu-2022", "WANGWU"), [ContainsLogin]);
        assert_eq!(told("Blue-Kites-77", "e"), [], "a login of one letter is in every word");
        assert_eq!(told("admin123", "admin"), [TooShort, TooFewClasses, ContainsLogin, Common]);
        assert_eq!(told(&"abcde fghi".repeat(13), "wangwu"), [TooLong]);
    }

    #[test]
    fn common_passwords_are_known_in_their_disguises() {
        for common in [
            "1qaz@WSX3edc",
            "P@ssw0rd2022!",
            "Admin@123456",
            "Qwer1234!@#$",
            "Aa123456789!",
            "Welcome#2024",
            "Linyi@2022!",
        ] {
            assert_eq!(faults(&secret(common), "wangwu"), [PasswordFault::Common], "{common}");
        }
        // The lists are compared after folding; an entry that folding changes would never be met.
        for stem in COMMON_STEMS {
            assert_eq!(fold(stem), stem);
        }
    }

    #[test]
    fn codes_are_distinct() {
        let mut codes = PasswordFault::ALL.map(PasswordFault::code).to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), PasswordFault::ALL.len());
    }
}
