//! The people, works, judges, staff, objections and votes of the demo: plainly synthetic, and the same for the
//! same seed.
//!
//! Nobody here exists. ID numbers have the prefix 371399, which is believed to be assigned to no county, and a
//! valid check character (GB 11643); telephone numbers all have the form 19900 and six digits. Names are drawn
//! from lists made for the purpose. The stories are frames in `words`, filled with numbers, places and
//! fictitious parks.
//!
//! The randomness ([`Dice`]) is for test data alone. Every value is drawn from a stream named by seed, purpose
//! and number, so that what is drawn for one person or ballot does not depend on how many came before.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{self, Frame, Post};

/// SplitMix64 (Steele, Lea, Flood 2014): small, portable and repeatable. Not for secrets.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The stream for one purpose and one number under a seed.
    pub fn new(seed: u64, purpose: &str, number: u64) -> Dice {
        // FNV-1a over the name, then a round of mixing for each part, keeps neighbouring streams apart.
        let name = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        let mut dice = Dice(seed);
        dice.0 = dice.draw() ^ name;
        dice.0 = dice.draw() ^ number;
        dice
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 if `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.draw()) * u128::from(n)) >> 64) as u64
    }

    /// A number from `least` to `greatest`, both included.
    pub fn between(&mut self, least: u32, greatest: u32) -> u32 {
        least + self.below(u64::from(greatest.saturating_sub(least)) + 1) as u32
    }

    /// One of a list that is not empty.
    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len() as u64) as usize]
    }

    /// Puts a list into random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

/// A recommending unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Short id, as in the plan.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// One of the 15 counties, districts and zones; otherwise attached to the bureau (局属单位).
    pub county: bool,
}

/// The 15 counties in official order, then the six attached units.
pub fn units() -> Vec<Unit> {
    words::UNITS.iter().map(|&(id, name, county)| Unit { id, name, county }).collect()
}

/// Name of a unit; the id itself if there is none.
pub fn unit_name(id: &'static str) -> &'static str {
    words::UNITS.iter().find(|u| u.0 == id).map_or(id, |u| u.1)
}

/// Year, month, day.
pub type Birth = (u16, u8, u8);

/// Gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// 男.
    Male,
    /// 女.
    Female,
}

/// What the nominee is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Front-line staff.
    FrontLine,
    /// Engaged by contract.
    Contract,
    /// Employee of a company.
    Enterprise,
    /// A citizen.
    Citizen,
    /// A media person.
    Media {
        /// Name of the outlet.
        outlet: String,
        /// Whether the outlet is one of the sponsors.
        sponsor: bool,
    },
}

/// The two categories of the first plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// 最美口袋公园建设者.
    Park,
    /// 最美新市民.
    Citizen,
}

impl Category {
    /// Id in the plan.
    pub fn id(self) -> &'static str {
        match self {
            Category::Park => "park",
            Category::Citizen => "citizen",
        }
    }
}

/// On what way a recommendation comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// By a unit, bottom-up.
    Unit,
    /// By the host, top-down.
    TopDown,
    /// By a citizen; see [`Person::recommender`].
    Public,
    /// By the nominee.
    SelfRec,
}

/// The citizen behind a public recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommender {
    /// Name.
    pub name: String,
    /// Telephone, 19900 and six digits.
    pub phone: String,
}

/// Why a nominee will not pass the screening or the clearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Nine tenths of the brief are another nominee's.
    Copied,
    /// Nothing supports the numbers.
    Unproven,
    /// Works outside the city-management system.
    OutOfScope,
    /// On the list of dishonest judgment debtors (失信被执行人): found in clearance.
    Dishonest,
    /// The brief tells of somebody else.
    OtherPerson,
    /// In charge of a department, not at the front line.
    NotFrontLine,
}

impl Reason {
    /// What the screening clerk, or for [`Reason::Dishonest`] the clearing department, writes down.
    pub fn note(self) -> &'static str {
        match self {
            Reason::Copied => "简要事迹与另一推荐对象的材料九成以上相同，推荐单位未能说明来源。",
            Reason::Unproven => "事迹所列数字无佐证材料，退回补充后仍未提供。",
            Reason::OutOfScope => "所在单位不属于城市管理系统，不在本类别评选范围内。",
            Reason::Dishonest => "经查询，本人现为失信被执行人。",
            Reason::OtherPerson => "简要事迹所述性别、职业与推荐对象不符，系他人材料。",
            Reason::NotFrontLine => "现任单位分管负责人，不属于一线职工。",
        }
    }
}

/// What becomes of a recommendation in the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// Passes the screening.
    Pass,
    /// Fails it.
    Fail(Reason),
    /// The same person as in an earlier recommendation (its key): the office joins the two.
    SameAs(u32),
}

/// One recommendation and its nominee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// 1, 2, 3, … in the order of units; the same for every seed.
    pub key: u32,
    /// Name, hard characters included.
    pub name: String,
    /// Gender; agrees with the ID number.
    pub gender: Gender,
    /// Year, month, day; agrees with the ID number.
    pub birth: Birth,
    /// 18 characters, prefix 371399, valid check character.
    pub id_number: String,
    /// 19900 and six digits.
    pub phone: String,
    /// The unit to which the nominee belongs, whoever recommends.
    pub unit_id: &'static str,
    /// Employer or what stands for it (退休, 个体工商户).
    pub employer: String,
    /// Position.
    pub position: String,
    /// What the nominee is.
    pub kind: Kind,
    /// Category.
    pub category: Category,
    /// On what way the recommendation comes in.
    pub via: Via,
    /// The citizen who recommends, if `via` is [`Via::Public`].
    pub recommender: Option<Recommender>,
    /// Id of the story frame: nominees with different ones have wholly different briefs.
    pub story: &'static str,
    /// One line of at most 24 characters.
    pub tagline: String,
    /// 200 to 500 字数.
    pub brief: String,
    /// Three or four facts with numbers.
    pub deeds: Vec<String>,
    /// What becomes of it.
    pub planned: Planned,
}

/// The recommendation whose brief has exactly 500 字数.
pub const FULL_BRIEF: u32 = 3;
/// The recommendation whose brief has exactly 499 字数.
pub const ALMOST_FULL_BRIEF: u32 = 102;

/// ID numbers that must occur: (key, number, female, birth).
const GIVEN_IDS: &[(u32, &str, bool, Birth)] = &[
    (1, "371399199001010010", false, (1990, 1, 1)),
    (32, "371399199001010029", true, (1990, 1, 1)),
    (50, "371399198812310151", false, (1988, 12, 31)),
    (66, "37139919850307006X", true, (1985, 3, 7)),
];

/// Recommendations of the same person: (later, earlier, way of the later). The first pair comes from two
/// counties, the second from a unit and from the nominee.
const DOUBLES: &[(u32, u32, Via)] = &[(93, 68, Via::Unit), (64, 60, Via::SelfRec)];

/// Two people of one name in one unit: (later, earlier).
const NAMESAKE: (u32, u32) = (37, 34);

const FAILS: &[(u32, Reason)] = &[
    (12, Reason::NotFrontLine),
    (84, Reason::Unproven),
    (109, Reason::OutOfScope),
    (123, Reason::Copied),
    (129, Reason::Dishonest),
    (140, Reason::OtherPerson),
];

/// From whom [`Reason::Copied`] copied.
const COPIED_FROM: u32 = 76;

/// Stories that are not left to chance: the person recommended from two counties works for a company, and so in
/// both; a full brief has most to tell.
const FIXED_STORIES: &[(u32, &str)] =
    &[(68, "foreman"), (FULL_BRIEF, "benches"), (ALMOST_FULL_BRIEF, "rider")];

/// A journalist of a sponsor's who becomes a candidate, so that somebody on the panel has to recuse.
const SPONSORS_OWN: u32 = 16;

/// The 200 recommendations of the first plan: 112 in `park`, 88 in `citizen`, 198 different people.
pub fn people(seed: u64) -> Vec<Person> {
    let mut cast = Cast::new(seed);
    let mut all: Vec<Person> = Vec::new();
    let mut stories: BTreeMap<u32, Story> = BTreeMap::new();
    for &(unit_id, park, citizen, media) in words::QUOTAS {
        for n in 0..park + citizen {
            let key = all.len() as u32 + 1;
            let category = if n < park { Category::Park } else { Category::Citizen };
            let media_seat = (category == Category::Citizen).then(|| n - park).filter(|seat| *seat < media);
            let double = DOUBLES.iter().find(|d| d.0 == key);
            let (person, story) =
                match double.and_then(|d| Some((d, all.get(d.1 as usize - 1)?, stories.get(&d.1)?))) {
                    Some((&(_, _, via), first, story)) => {
                        (second_time(seed, key, unit_id, via, first, story), story.clone())
                    }
                    None => cast.person(key, unit_id, category, media_seat, &all),
                };
            stories.insert(key, story);
            all.push(person);
        }
    }
    copy_brief(&mut all, &stories);
    all
}

/// A brief of exactly `length` 字数, for showing a limit: 499 and 500 are taken, 501 is refused.
pub fn brief_of(seed: u64, length: usize) -> String {
    let frame = &words::PARK_FRAMES[0];
    let mut dice = Dice::new(seed, "brief", length as u64);
    Story::new(frame, &mut dice, Gender::Female, "小秦", "谷雨园")
        .tell(&mut dice, Length::Exactly(length), &mut 0)
        .1
}

/// The keys of `n` passing nominees of a category, as an office might choose its candidates: every story and
/// every unit in turn, the hard names, the longest briefs and a sponsor's journalist among them. In ascending
/// order.
pub fn shortlist(people: &[Person], category: Category, n: usize) -> Vec<u32> {
    let hard = |p: &Person| words::HARD_NAMES.iter().any(|h| h.0 == p.key);
    let wanted = |p: &Person| [FULL_BRIEF, ALMOST_FULL_BRIEF, SPONSORS_OWN].contains(&p.key);
    let joined = |p: &Person| DOUBLES.iter().any(|d| d.1 == p.key);
    let mut rest: Vec<&Person> =
        people.iter().filter(|p| p.category == category && p.planned == Planned::Pass).collect();
    let mut stories: BTreeMap<&str, u32> = BTreeMap::new();
    let mut units: BTreeMap<&str, u32> = BTreeMap::new();
    let mut chosen = Vec::new();
    while chosen.len() < n {
        let best = rest.iter().enumerate().min_by_key(|(_, p)| {
            let told = stories.get(p.story).copied().unwrap_or(0);
            let sent = units.get(p.unit_id).copied().unwrap_or(0);
            (told, !(hard(p) || wanted(p) || joined(p)), sent, p.key)
        });
        let Some((at, _)) = best else { break };
        let p = rest.remove(at);
        *stories.entry(p.story).or_default() += 1;
        *units.entry(p.unit_id).or_default() += 1;
        chosen.push(p.key);
    }
    chosen.sort_unstable();
    chosen
}

/// What has been given out already, so that nobody gets it twice.
struct Cast {
    seed: u64,
    names: BTreeSet<String>,
    ids: BTreeSet<String>,
    phones: BTreeSet<String>,
    parks: Vec<String>,
    /// How often a given name has been used.
    given: BTreeMap<&'static str, u32>,
    /// How many closing sentences have been used in all; the lists are gone through evenly.
    closings: usize,
    /// Per list of frames (park, citizen, media): how often each has been told, in an order of the seed.
    told: [Vec<(u32, &'static Frame)>; 3],
}

impl Cast {
    fn new(seed: u64) -> Cast {
        let mut dice = Dice::new(seed, "cast", 0);
        let mut parks: Vec<String> = words::PARK_HEADS
            .iter()
            .flat_map(|head| words::PARK_TAILS.iter().map(move |tail| format!("{head}{tail}")))
            .collect();
        dice.shuffle(&mut parks);
        let told = [words::PARK_FRAMES, words::CITIZEN_FRAMES, words::MEDIA_FRAMES].map(|frames| {
            let mut order: Vec<_> = frames.iter().map(|f| (0, f)).collect();
            dice.shuffle(&mut order);
            order
        });
        let kept = words::OFFICE_NAMES.iter().copied().chain(words::HARD_NAMES.iter().map(|h| h.1));
        Cast {
            seed,
            names: kept.map(str::to_owned).collect(),
            ids: GIVEN_IDS.iter().map(|g| g.1.to_owned()).collect(),
            phones: BTreeSet::new(),
            parks,
            given: BTreeMap::new(),
            closings: dice.below(1000) as usize,
            told,
        }
    }

    fn person(
        &mut self,
        key: u32,
        unit_id: &'static str,
        category: Category,
        media_seat: Option<u32>,
        before: &[Person],
    ) -> (Person, Story) {
        let dice = &mut Dice::new(self.seed, "person", u64::from(key));
        let hard = words::HARD_NAMES.iter().find(|h| h.0 == key);
        let given_id = GIVEN_IDS.iter().find(|g| g.0 == key);
        let namesake = (key == NAMESAKE.0).then(|| before.get(NAMESAKE.1 as usize - 1)).flatten();

        let gender = match (hard, namesake) {
            (Some(h), _) => gender_of(h.3),
            (None, Some(p)) => p.gender,
            (None, None) => gender_of(dice.below(100) < 46),
        };
        let (name, family) = match (hard, namesake) {
            (Some(h), _) => (h.1.to_owned(), h.2),
            (None, Some(p)) => (p.name.clone(), family_of(&p.name)),
            (None, None) => self.name(dice, gender),
        };
        let frame = self.frame(key, unit_id, category, media_seat.is_some(), given_id.map(|g| g.3.0));
        let birth = given_id.map_or_else(
            || {
                let year = dice.between(u32::from(frame.born.0), u32::from(frame.born.1)) as u16;
                (year, dice.between(1, 12) as u8, dice.between(1, 28) as u8)
            },
            |g| g.3,
        );
        let id_number = given_id.map_or_else(|| self.id_number(dice, birth, gender), |g| g.1.to_owned());
        let phone = self.phone(dice);

        let (post, below, position) = frame.roles[dice.below(frame.roles.len() as u64) as usize];
        let (mut employer, kind) = self.employer(dice, unit_id, post, below, media_seat);
        let mut position = position.to_owned();
        let fail = FAILS.iter().find(|f| f.0 == key).map(|f| f.1);
        match fail {
            Some(Reason::NotFrontLine) => position = "分管负责人".to_owned(),
            Some(Reason::OutOfScope) => {
                (employer, position) = ("临街商业广场物业服务公司".to_owned(), "物业工程主管".to_owned());
            }
            _ => {}
        }

        let via = if DOUBLES.iter().any(|d| d.1 == key) { Via::Unit } else { way(key, unit_id, category) };
        let recommender = (via == Via::Public).then(|| {
            let sex = gender_of(dice.below(2) == 0);
            Recommender { name: self.name(dice, sex).0, phone: self.phone(dice) }
        });

        let park = self.parks[key as usize % self.parks.len()].clone();
        let story = Story::new(frame, dice, gender, &nickname(&name, family, gender, birth.0), &park);
        let length = match key {
            FULL_BRIEF => Length::Exactly(500),
            ALMOST_FULL_BRIEF => Length::Exactly(499),
            _ => Length::About(dice.between(225, 400) as usize),
        };
        let (tagline, mut brief, deeds) = story.tell(dice, length, &mut self.closings);
        if fail == Some(Reason::OtherPerson) {
            let (other, family) = match gender {
                Gender::Male => (Gender::Female, "秦大姐"),
                Gender::Female => (Gender::Male, "老秦"),
            };
            let frames = words::CITIZEN_FRAMES;
            let elsewhere =
                frames.iter().position(|f| f.id == frame.id).map_or(0, |at| (at + 4) % frames.len());
            brief = Story::new(&frames[elsewhere], dice, other, family, &park)
                .tell(dice, length, &mut self.closings)
                .1;
        }
        let planned = fail.map_or(Planned::Pass, Planned::Fail);
        let person = Person {
            key,
            name,
            gender,
            birth,
            id_number,
            phone,
            unit_id,
            employer,
            position,
            kind,
            category,
            via,
            recommender,
            story: frame.id,
            tagline,
            brief,
            deeds,
            planned,
        };
        (person, story)
    }

    /// A name that nobody has yet, and its family part.
    fn name(&mut self, dice: &mut Dice, gender: Gender) -> (String, &'static str) {
        let given = match gender {
            Gender::Male => words::GIVEN_MALE,
            Gender::Female => words::GIVEN_FEMALE,
        };
        loop {
            let family = dice.pick(words::SURNAMES);
            // Of a few draws the rarest, so that no given name becomes a fashion.
            let draws = [0; 6].map(|_| dice.pick(given));
            let used = |g: &&&str| self.given.get(**g).copied().unwrap_or(0);
            let own = draws.iter().min_by_key(used).copied().unwrap_or(draws[0]);
            let name = format!("{family}{own}");
            if self.names.insert(name.clone()) {
                *self.given.entry(own).or_default() += 1;
                return (name, family);
            }
        }
    }

    /// The story told least often so far that suits unit and year of birth.
    fn frame(
        &mut self,
        key: u32,
        unit_id: &str,
        category: Category,
        media: bool,
        born: Option<u16>,
    ) -> &'static Frame {
        let (list, fallback) = match (category, media) {
            (Category::Park, _) => (&mut self.told[0], &words::PARK_FRAMES[0]),
            (Category::Citizen, false) => (&mut self.told[1], &words::CITIZEN_FRAMES[0]),
            (Category::Citizen, true) => (&mut self.told[2], &words::MEDIA_FRAMES[0]),
        };
        let of_unit = words::UNIT_FRAMES.iter().find(|u| u.0 == unit_id).map(|u| u.1);
        let suits = |f: &Frame| {
            born.is_none_or(|y| (f.born.0..=f.born.1).contains(&y))
                && of_unit.is_none_or(|ids| ids.contains(&f.id))
                && FIXED_STORIES.iter().all(|(k, id)| *k != key || *id == f.id)
        };
        match list.iter_mut().filter(|(_, f)| suits(f)).min_by_key(|(times, _)| *times) {
            Some((times, frame)) => {
                *times += 1;
                frame
            }
            None => fallback,
        }
    }

    fn employer(
        &self,
        dice: &mut Dice,
        unit_id: &'static str,
        post: Post,
        below: &str,
        media_seat: Option<u32>,
    ) -> (String, Kind) {
        let unit = unit_name(unit_id);
        let attached = words::UNITS.iter().any(|u| u.0 == unit_id && !u.2);
        let staff = if attached { unit.to_owned() } else { format!("{unit}城市管理局{below}") };
        match post {
            Post::FrontLine => (staff, Kind::FrontLine),
            Post::Contract => (staff, Kind::Contract),
            Post::Enterprise => (dice.pick(words::COMPANIES).to_owned(), Kind::Enterprise),
            Post::Citizen => (below.to_owned(), Kind::Citizen),
            Post::Media => {
                // The sponsors' newsrooms stand in the first district: five of its seven media seats.
                let (outlet, sponsor) = match (unit_id, media_seat) {
                    ("lanshan", Some(0..=2)) => ("临沂日报报业集团".to_owned(), true),
                    ("lanshan", Some(3..=4)) => ("临沂市广播电视台".to_owned(), true),
                    ("lanshan", Some(5)) => ("“街角观察”公众号".to_owned(), false),
                    _ => (format!("{unit}融媒体中心"), false),
                };
                (outlet.clone(), Kind::Media { outlet, sponsor })
            }
        }
    }

    fn id_number(&mut self, dice: &mut Dice, birth: Birth, gender: Gender) -> String {
        loop {
            // Odd order codes are men's, even ones women's.
            let order = 100 + 2 * dice.below(450) + u64::from(gender == Gender::Male);
            let body = format!("371399{:04}{:02}{:02}{order:03}", birth.0, birth.1, birth.2);
            let number = format!("{body}{}", check_character(&body));
            if self.ids.insert(number.clone()) {
                return number;
            }
        }
    }

    fn phone(&mut self, dice: &mut Dice) -> String {
        loop {
            let number = format!("19900{:06}", dice.below(1_000_000));
            if self.phones.insert(number.clone()) {
                return number;
            }
        }
    }
}

fn gender_of(female: bool) -> Gender {
    if female { Gender::Female } else { Gender::Male }
}

fn family_of(name: &str) -> &'static str {
    words::SURNAMES.iter().copied().filter(|s| name.starts_with(*s)).max_by_key(|s| s.len()).unwrap_or("")
}

/// GB 11643 (ISO 7064, MOD 11-2) over the first 17 digits.
fn check_character(body: &str) -> char {
    let sum: u32 = body.bytes().enumerate().map(|(i, b)| u32::from(b - b'0') * ((1 << (17 - i)) % 11)).sum();
    match (12 - sum % 11) % 11 {
        10 => 'X',
        n => char::from(b'0' + n as u8),
    }
}

/// On what way a recommendation comes in: a fixed pattern, so that every way occurs under every seed.
fn way(key: u32, unit_id: &str, category: Category) -> Via {
    let attached = words::UNITS.iter().any(|u| u.0 == unit_id && !u.2);
    match (category, attached) {
        (Category::Park, true) if key % 9 == 4 => Via::TopDown,
        (Category::Park, true) => Via::Unit,
        (Category::Park, false) => match key % 13 {
            3 => Via::Public,
            7 => Via::SelfRec,
            11 => Via::TopDown,
            _ => Via::Unit,
        },
        (Category::Citizen, _) => match key % 8 {
            1 | 4 => Via::Public,
            6 => Via::SelfRec,
            2 if key.is_multiple_of(3) => Via::TopDown,
            _ => Via::Unit,
        },
    }
}

/// What neighbours call somebody.
fn nickname(name: &str, family: &str, gender: Gender, born: u16) -> String {
    if family.is_empty() {
        return name.split('·').next().unwrap_or(name).to_owned();
    }
    match (gender, born) {
        (_, 1989..) => format!("小{family}"),
        (Gender::Male, 1960..) => format!("老{family}"),
        (Gender::Male, _) => format!("{family}老师傅"),
        (Gender::Female, 1972..) => format!("{family}姐"),
        (Gender::Female, _) => format!("{family}大姐"),
    }
}

/// The same person recommended once more: the same facts in other words.
fn second_time(
    seed: u64,
    key: u32,
    unit_id: &'static str,
    via: Via,
    first: &Person,
    story: &Story,
) -> Person {
    let mut dice = Dice::new(seed, "again", u64::from(key));
    let (tagline, brief, deeds) = story.tell(&mut dice, Length::About(300), &mut (key as usize));
    let planned = Planned::SameAs(first.key);
    Person { key, unit_id, via, recommender: None, tagline, brief, deeds, planned, ..first.clone() }
}

/// One nominee's brief becomes another's with only the park's name changed.
fn copy_brief(all: &mut [Person], stories: &BTreeMap<u32, Story>) {
    let Some((key, _)) = FAILS.iter().find(|f| f.1 == Reason::Copied) else { return };
    let (Some(from), Some(to)) = (stories.get(&COPIED_FROM), stories.get(key)) else { return };
    let Some(source) = all.iter().find(|p| p.key == COPIED_FROM) else { return };
    let brief = source.brief.replace(from.park(), to.park());
    if let Some(p) = all.iter_mut().find(|p| p.key == *key) {
        p.brief = brief;
    }
}

/// How long a brief should be, in 字数.
#[derive(Clone, Copy)]
enum Length {
    About(usize),
    Exactly(usize),
}

/// A frame with its facts: told twice, the facts stay.
#[derive(Clone)]
struct Story {
    frame: &'static Frame,
    slots: BTreeMap<&'static str, String>,
    numbers: BTreeMap<&'static str, u32>,
}

impl Story {
    fn new(frame: &'static Frame, dice: &mut Dice, gender: Gender, nick: &str, park: &str) -> Story {
        let ta = if gender == Gender::Male { "他" } else { "她" };
        let slots = BTreeMap::from([
            ("ta", ta.to_owned()),
            ("nick", nick.to_owned()),
            ("park", park.to_owned()),
            ("place", dice.pick(words::PLACES).to_owned()),
        ]);
        let numbers =
            frame.numbers.iter().map(|&(name, least, most)| (name, dice.between(least, most))).collect();
        Story { frame, slots, numbers }
    }

    fn park(&self) -> &str {
        self.slots.get("park").map_or("", String::as_str)
    }

    fn fill(&self, template: &str, dice: &mut Dice) -> String {
        fill(template, dice, &self.slots, &self.numbers)
    }

    /// Tagline, brief, deeds.
    ///
    /// The story is followed by closing sentences, of which `closings` have been used before; it is advanced by
    /// as many as are taken here.
    fn tell(&self, dice: &mut Dice, length: Length, closings: &mut usize) -> (String, String, Vec<String>) {
        let mut lines: Vec<String> = self.frame.taglines.iter().map(|t| self.fill(t, dice)).collect();
        lines.retain(|t| t.chars().count() <= 24);
        let tagline = if lines.is_empty() {
            String::new()
        } else {
            lines.swap_remove(dice.below(lines.len() as u64) as usize)
        };

        let body: String = self.frame.body.iter().map(|t| self.fill(t, dice)).collect();
        let tails = match self.frame.roles[0].0 {
            Post::Citizen => words::CITIZEN_TAILS_TEXT,
            Post::Media => words::MEDIA_TAILS_TEXT,
            _ => words::PARK_TAILS_TEXT,
        };
        // In steps of five, to which no list's length is a multiple, the same two seldom meet.
        let tails: Vec<String> =
            (0..tails.len()).map(|i| self.fill(tails[(*closings + i) * 5 % tails.len()], dice)).collect();
        let tail = match length {
            Length::Exactly(target) => exactly(&tails, target.saturating_sub(characters(&body))),
            Length::About(target) => {
                let mut so_far = characters(&body);
                let mut tail = String::new();
                for sentence in tails.iter().take(4) {
                    if so_far >= target || so_far + characters(sentence) > 490 {
                        break;
                    }
                    so_far += characters(sentence);
                    tail.push_str(sentence);
                    *closings += 1;
                }
                tail
            }
        };

        let mut deeds: Vec<String> = self.frame.deeds.iter().map(|t| self.fill(t, dice)).collect();
        if dice.below(3) == 0 {
            deeds.pop();
        }
        (tagline, body + &tail, deeds)
    }
}

/// The fewest sentences whose lengths add up to `target` exactly, or to as much as can be reached below it.
fn exactly(sentences: &[String], target: usize) -> String {
    // The sum reached -> the last sentence used and the sum before it; sentences are taken in order, each once.
    let mut reached: BTreeMap<usize, Vec<usize>> = BTreeMap::from([(0, Vec::new())]);
    for (i, sentence) in sentences.iter().enumerate() {
        let n = characters(sentence);
        for (sum, used) in reached.clone() {
            if sum + n <= target {
                let longer: Vec<usize> = used.into_iter().chain([i]).collect();
                let known = reached.entry(sum + n).or_insert_with(|| longer.clone());
                if longer.len() < known.len() {
                    *known = longer;
                }
            }
        }
    }
    let used = reached.into_iter().next_back().map(|(_, used)| used).unwrap_or_default();
    used.into_iter().map(|i| sentences[i].as_str()).collect()
}

/// 字数 of the plain text made here: every Han character and punctuation mark 1, a run of digits 1.
fn characters(text: &str) -> usize {
    let mut in_digits = false;
    let mut n = 0;
    for c in text.chars() {
        n += usize::from(!(in_digits && c.is_ascii_digit()));
        in_digits = c.is_ascii_digit();
    }
    n
}

/// Fills a template; see `words` for the notation.
fn fill(
    template: &str,
    dice: &mut Dice,
    slots: &BTreeMap<&'static str, String>,
    numbers: &BTreeMap<&'static str, u32>,
) -> String {
    let mut chosen = String::new();
    let mut rest = template;
    while let Some((plain, after)) = rest.split_once('[') {
        let (group, after) = after.split_once(']').unwrap_or((after, ""));
        chosen.push_str(plain);
        chosen.push_str(dice.pick(&group.split('|').collect::<Vec<_>>()));
        rest = after;
    }
    chosen.push_str(rest);

    let mut out = String::new();
    let mut rest = chosen.as_str();
    while let Some((plain, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(plain);
        rest = after;
        let drawn = |dice: &mut Dice, range: &str| {
            let (least, most) = range.split_once('-')?;
            Some(dice.between(least.parse().ok()?, most.parse().ok()?))
        };
        let value = if let Some(range) = slot.strip_prefix('#') {
            drawn(dice, range).map(|n| n.to_string())
        } else if let Some(range) = slot.strip_prefix('汉') {
            drawn(dice, range).map(han)
        } else if let Some(name) = slot.strip_suffix('汉') {
            numbers.get(name).copied().map(han)
        } else {
            slots.get(slot).cloned().or_else(|| numbers.get(slot).map(u32::to_string))
        };
        // An unknown slot stays visible: the tests look for braces.
        out.push_str(&value.unwrap_or_else(|| format!("{{{slot}}}")));
    }
    out.push_str(rest);
    out
}

/// A number below 1000 in Han numerals, as before a measure word (两年, 十二处, 一百零六封).
fn han(n: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |d: u32| DIGITS[(d % 10) as usize];
    match n {
        2 => "两".to_owned(),
        0..=9 => digit(n).to_owned(),
        10..=19 => format!("十{}", if n == 10 { "" } else { digit(n) }),
        20..=99 => format!("{}十{}", digit(n / 10), if n.is_multiple_of(10) { "" } else { digit(n) }),
        100..=999 => {
            let rest = match n % 100 {
                0 => String::new(),
                r @ 1..=9 => format!("零{}", digit(r)),
                r => format!("{}十{}", digit(r / 10), if r.is_multiple_of(10) { "" } else { digit(r) }),
            };
            format!("{}百{rest}", digit(n / 100))
        }
        _ => n.to_string(),
    }
}

/// A work of the second plan: a song.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// 1, 2, 3, …
    pub key: u32,
    /// Title, without 《》.
    pub title: String,
    /// Pen name of the author.
    pub author: String,
    /// Unit from whose area the work comes; `None`: from outside the city.
    pub region: Option<&'static str>,
    /// What kind of song.
    pub kind: WorkKind,
    /// 80 to 200 characters.
    pub description: String,
}

/// Kinds of songs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkKind {
    /// 民谣.
    Folk,
    /// 合唱.
    Choral,
    /// 童声.
    Children,
    /// 流行.
    Pop,
    /// 戏曲风.
    Opera,
    /// 说唱.
    Rap,
}

impl WorkKind {
    const ALL: [WorkKind; 6] =
        [WorkKind::Folk, WorkKind::Choral, WorkKind::Children, WorkKind::Pop, WorkKind::Opera, WorkKind::Rap];

    /// Name.
    pub fn name(self) -> &'static str {
        match self {
            WorkKind::Folk => "民谣",
            WorkKind::Choral => "合唱",
            WorkKind::Children => "童声",
            WorkKind::Pop => "流行",
            WorkKind::Opera => "戏曲风",
            WorkKind::Rap => "说唱",
        }
    }
}

/// The 36 works of the second plan.
pub fn works(seed: u64) -> Vec<Work> {
    let mut dice = Dice::new(seed, "works", 0);
    let mut authors = words::PEN_NAMES.to_vec();
    dice.shuffle(&mut authors);
    // Decks, so that every kind and every turn of phrase comes equally often.
    let mut kinds: Vec<usize> = (0..words::WORKS.len()).map(|i| i % WorkKind::ALL.len()).collect();
    dice.shuffle(&mut kinds);
    let mut endings: Vec<&str> = Vec::new();
    let mut of_kind = [0; 6];
    let make = |(i, (&(title, image), author)): (usize, (&(&str, &str), &str))| {
        let who = words::WORK_AUDIENCES[i / words::WORK_OPENINGS.len() % words::WORK_AUDIENCES.len()];
        let slots = BTreeMap::from([("image", image.to_owned()), ("who", who.to_owned())]);
        let kind = kinds[i];
        let lines = words::WORK_KINDS[kind];
        of_kind[kind] += 1;
        if endings.len() < 2 {
            endings = words::WORK_ENDINGS.to_vec();
            dice.shuffle(&mut endings);
        }
        let opening = words::WORK_OPENINGS[i % words::WORK_OPENINGS.len()];
        let ends: String = endings.drain(..2).collect();
        let line = lines[of_kind[kind] % lines.len()];
        let description = fill(&format!("{opening}{line}{ends}"), &mut dice, &slots, &BTreeMap::new());
        let area = dice.below(17) as usize;
        Work {
            key: i as u32 + 1,
            title: title.to_owned(),
            author: author.to_owned(),
            region: words::UNITS.get(area).filter(|u| u.2).map(|u| u.0),
            kind: WorkKind::ALL[kind],
            description,
        }
    };
    words::WORKS.iter().zip(authors).enumerate().map(make).collect()
}

/// On which side of the panel a judge sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// An expert.
    Expert,
    /// A representative of the media.
    Media,
}

/// A judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgePerson {
    /// Sign-in name: judge1 to judge9.
    pub login: String,
    /// Name.
    pub name: String,
    /// Employer.
    pub employer: &'static str,
    /// Position or field.
    pub position: &'static str,
    /// Expert or media.
    pub side: Side,
    /// The recommending unit that employs the judge: reason for recusal.
    pub unit_id: Option<&'static str>,
    /// The sponsor that employs the judge: reason for recusal where its own people stand.
    pub sponsor_id: Option<&'static str>,
}

/// Five experts, one of them employed in Lanshan, and four representatives of the media, one of them a sponsor's.
pub fn judges(seed: u64) -> Vec<JudgePerson> {
    type Seat = (&'static str, &'static str, Side, Option<&'static str>, Option<&'static str>);
    const SEATS: [Seat; 9] = [
        ("市风景园林学会", "高级工程师（风景园林）", Side::Expert, None, None),
        ("市城乡规划设计院", "注册规划师", Side::Expert, None, None),
        ("兰山区城市管理局", "正高级工程师（城市管理）", Side::Expert, Some("lanshan"), None),
        ("驻地高校社会学系", "副教授", Side::Expert, None, None),
        ("市残疾人服务机构", "无障碍环境督导员", Side::Expert, None, None),
        ("临沂日报报业集团", "民生新闻部编辑", Side::Media, None, Some("ribao")),
        ("省级行业报驻市记者站", "记者", Side::Media, None, None),
        ("“身边事”融媒体工作室", "主编", Side::Media, None, None),
        ("高校校报编辑部", "编辑", Side::Media, None, None),
    ];
    let names = office_names(seed);
    let seat = |(i, (seat, name)): (usize, (&Seat, &str))| JudgePerson {
        login: format!("judge{}", i + 1),
        name: name.to_owned(),
        employer: seat.0,
        position: seat.1,
        side: seat.2,
        unit_id: seat.3,
        sponsor_id: seat.4,
    };
    SEATS.iter().zip(names).enumerate().map(seat).collect()
}

/// What a member of staff does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Clerk of the selection's office.
    Office,
    /// Clerk of a recommending unit.
    UnitClerk,
    /// Signs for a sponsor.
    Signer,
    /// Gives a department's opinion in clearance.
    Clearance,
    /// Editor of an outlet in the publicity year.
    Editor,
    /// Receives objections apart from the office.
    Supervision,
    /// System administrator.
    SystemAdmin,
    /// Security administrator.
    SecurityAdmin,
    /// Audit administrator.
    AuditAdmin,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Sign-in name: short, ASCII.
    pub login: String,
    /// Name.
    pub name: String,
    /// What they do.
    pub duty: Duty,
    /// Unit, sponsor, department or outlet.
    pub body_id: &'static str,
    /// Its name.
    pub body: &'static str,
}

/// Sponsors of the first plan, in its order: (id, name).
pub const SPONSORS: [(&str, &str); 5] = [
    ("xuanchuanbu", "市委宣传部"),
    ("wangxinban", "市委网信办"),
    ("chengguanju", "市城市管理局"),
    ("ribao", "临沂日报报业集团"),
    ("guangdian", "市广播电视台"),
];

/// Departments asked for clearance: (id, name).
pub const DEPARTMENTS: [(&str, &str); 5] = [
    ("gongan", "市公安局"),
    ("shuiwu", "市税务局"),
    ("jiwei", "市纪委监委"),
    ("renshe", "市人力资源和社会保障局"),
    ("fayuan", "市中级人民法院"),
];

/// Everybody who signs in besides the judges.
pub fn staff(seed: u64) -> Vec<Staff> {
    const HOST: (&str, &str) = ("bangongshi", "评选领导小组办公室");
    let mut posts: Vec<(String, Duty, (&'static str, &'static str))> =
        vec![("office1".to_owned(), Duty::Office, HOST), ("office2".to_owned(), Duty::Office, HOST)];
    posts.extend(units().iter().map(|u| (format!("unit-{}", u.id), Duty::UnitClerk, (u.id, u.name))));
    posts.extend(SPONSORS.iter().map(|s| (format!("sign-{}", s.0), Duty::Signer, *s)));
    posts.extend(DEPARTMENTS.iter().map(|d| (format!("clear-{}", d.0), Duty::Clearance, *d)));
    posts.extend(SPONSORS[3..].iter().map(|s| (format!("edit-{}", s.0), Duty::Editor, *s)));
    posts.push(("watch".to_owned(), Duty::Supervision, ("jijianzu", "派驻纪检监察组")));
    posts.push(("sysadmin".to_owned(), Duty::SystemAdmin, HOST));
    posts.push(("secadmin".to_owned(), Duty::SecurityAdmin, HOST));
    posts.push(("auditadmin".to_owned(), Duty::AuditAdmin, HOST));
    let names = office_names(seed).into_iter().skip(9);
    posts
        .into_iter()
        .zip(names)
        .map(|((login, duty, (body_id, body)), name)| Staff {
            login,
            name: name.to_owned(),
            duty,
            body_id,
            body,
        })
        .collect()
}

/// Names of judges (the first nine) and staff in an order of the seed.
fn office_names(seed: u64) -> Vec<&'static str> {
    let mut names = words::OFFICE_NAMES.to_vec();
    Dice::new(seed, "office", 0).shuffle(&mut names);
    names
}

/// What sort of objection it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectionKind {
    /// With the objector's name.
    Named,
    /// Without a name, with concrete leads: recorded all the same.
    Anonymous,
    /// In the last minute of the notice.
    LastMinute,
    /// Names nothing that could be checked.
    Vague,
}

/// An objection to a notice; against whom is for the play to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Sort.
    pub kind: ObjectionKind,
    /// Name and telephone of the objector, if given.
    pub from: Option<Recommender>,
    /// Category of the finalist that the text suits.
    pub category: Category,
    /// The text; names nobody.
    pub text: &'static str,
}

/// The four objections.
pub fn objections(seed: u64) -> Vec<Objection> {
    let mut dice = Dice::new(seed, "objections", 0);
    // Their family names are in no other list, so they are nobody else.
    let named =
        Recommender { name: "佟见微".to_owned(), phone: format!("19900{:06}", dice.below(1_000_000)) };
    let last =
        Recommender { name: "冉秋声".to_owned(), phone: format!("19900{:06}", dice.below(1_000_000)) };
    vec![
        Objection {
            kind: ObjectionKind::Named,
            from: Some(named),
            category: Category::Park,
            text: words::OBJECTION_NAMED,
        },
        Objection {
            kind: ObjectionKind::Anonymous,
            from: None,
            category: Category::Park,
            text: words::OBJECTION_ANONYMOUS,
        },
        Objection {
            kind: ObjectionKind::LastMinute,
            from: Some(last),
            category: Category::Citizen,
            text: words::OBJECTION_LAST_MINUTE,
        },
        Objection {
            kind: ObjectionKind::Vague,
            from: None,
            category: Category::Citizen,
            text: words::OBJECTION_VAGUE,
        },
    ]
}

/// Whether a ballot is one of the automated 12 in a hundred.
pub fn is_automated(seed: u64, ballot: u64) -> bool {
    Dice::new(seed, "automated", ballot).below(100) < 12
}

/// What a ballot chooses: indices below `candidates`, ascending, each once, at least one and at most `max` of
/// them (none if there are no candidates or `max` is 0). Depends on the ballot's number alone, so that a play
/// taken up again casts the same ballots. Automated ballots all choose one fixed set.
pub fn voter_choices(seed: u64, ballot: u64, candidates: usize, max: usize) -> Vec<usize> {
    let most = max.min(candidates) as u64;
    if most == 0 {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..candidates).collect();
    if is_automated(seed, ballot) {
        Dice::new(seed, "farm", candidates as u64).shuffle(&mut order);
        order.truncate(most.min(3) as usize);
        order.sort_unstable();
        return order;
    }
    Dice::new(seed, "popularity", candidates as u64).shuffle(&mut order);
    let mut dice = Dice::new(seed, "ballot", ballot);
    // People use most of the choices they have: the larger of two draws.
    let count = 1 + dice.below(most).max(dice.below(most));
    // The candidate at place r of the order of popularity weighs 1200/(r+4) + 20: some are well known, and
    // nobody is without a chance.
    let mut pool: Vec<(usize, u64)> =
        order.into_iter().enumerate().map(|(r, c)| (c, 1200 / (r as u64 + 4) + 20)).collect();
    let mut chosen = Vec::new();
    for _ in 0..count {
        let mut at = dice.below(pool.iter().map(|p| p.1).sum());
        let place = pool.iter().position(|p| {
            let here = at < p.1;
            at = at.saturating_sub(p.1);
            here
        });
        if let Some(place) = place {
            chosen.push(pool.swap_remove(place).0);
        }
    }
    chosen.sort_unstable();
    chosen
}

/// A judge's score for one candidate and criterion, 0 to `max`: the candidate's own worth (seven to nine and a
/// half tenths), the judge's severity and some chance.
pub fn scores(seed: u64, judge: u32, candidate: u32, criterion: u32, max: u32) -> u32 {
    let worth = Dice::new(seed, "worth", u64::from(candidate)).between(700, 950);
    let severity = Dice::new(seed, "severity", u64::from(judge)).between(0, 60);
    let cell = u64::from(judge) << 40 | u64::from(candidate) << 8 | u64::from(criterion);
    let chance = Dice::new(seed, "score", cell).between(0, 90);
    let thousandths = (worth + chance).saturating_sub(severity + 15).min(1000);
    ((u64::from(max) * u64::from(thousandths) + 500) / 1000) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEDS: [u64; 4] = [0, 1, 2022, u64::MAX];

    fn count(all: &[Person], what: impl Fn(&Person) -> bool) -> usize {
        all.iter().filter(|p| what(p)).count()
    }

    fn longest_digit_run(text: &str) -> usize {
        text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0)
    }

    #[test]
    fn the_sums_are_those_of_the_rehearsal() {
        for seed in SEEDS {
            let all = people(seed);
            assert_eq!(all.len(), 200);
            assert!(all.iter().enumerate().all(|(i, p)| p.key as usize == i + 1));
            assert_eq!(count(&all, |p| p.category == Category::Park), 112);
            assert_eq!(count(&all, |p| p.category == Category::Citizen), 88);
            let media = |p: &Person| matches!(p.kind, Kind::Media { .. });
            assert_eq!(count(&all, media), 24);
            assert_eq!(count(&all, |p| media(p) && p.category == Category::Citizen), 24);
            assert_eq!(count(&all, |p| matches!(p.kind, Kind::Media { sponsor: true, .. })), 5);
            for (unit, n) in [("lanshan", 31), ("lingang", 3), ("mengyin", 0)] {
                assert_eq!(count(&all, |p| p.unit_id == unit), n, "{unit}");
            }
            for via in [Via::Unit, Via::TopDown, Via::Public, Via::SelfRec] {
                assert!(count(&all, |p| p.via == via) >= 5, "{via:?}");
            }
            assert!(all.iter().all(|p| (p.via == Via::Public) == p.recommender.is_some()));
            assert_eq!(count(&all, |p| matches!(p.planned, Planned::Fail(_))), 6);
            assert_eq!(count(&all, |p| matches!(p.planned, Planned::SameAs(_))), 2);
            for kind in [Kind::FrontLine, Kind::Contract, Kind::Enterprise] {
                assert!(count(&all, |p| p.kind == kind) >= 10, "{kind:?}");
            }
        }
        assert_eq!(units().len(), 21);
        assert_eq!(units().iter().filter(|u| u.county).count(), 15);
    }

    #[test]
    fn every_id_number_is_valid_and_belongs_to_one_person() {
        for seed in SEEDS {
            let all = people(seed);
            let mut owners: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
            for p in &all {
                let id = &p.id_number;
                assert_eq!(id.len(), 18);
                assert!(id.starts_with("371399"));
                // Weighed from the definition in the standard, not with the generator's own function.
                let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
                let sum: u32 = id.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
                assert_eq!(id.as_bytes()[17], b"10X98765432"[(sum % 11) as usize], "{id}");
                assert_eq!(id[6..14], format!("{:04}{:02}{:02}", p.birth.0, p.birth.1, p.birth.2));
                assert_eq!((id.as_bytes()[16] - b'0') % 2 == 1, p.gender == Gender::Male, "{id}");
                assert!(p.phone.len() == 11 && p.phone.starts_with("19900"));
                owners.entry(id).or_default().push(p.key);
            }
            let shared: Vec<_> = owners.values().filter(|keys| keys.len() > 1).cloned().collect();
            assert_eq!(shared.len(), 2);
            assert!(shared.contains(&vec![68, 93]) && shared.contains(&vec![60, 64]));
            for given in GIVEN_IDS {
                assert_eq!(owners.get(given.1), Some(&vec![given.0]));
            }
            let phones: BTreeSet<_> = all.iter().map(|p| &p.phone).collect();
            assert_eq!(phones.len(), 198);
        }
    }

    #[test]
    fn a_person_recommended_twice_has_one_identity_and_two_texts() {
        let all = people(1);
        for &(later, earlier, via) in DOUBLES {
            let (a, b) = (&all[earlier as usize - 1], &all[later as usize - 1]);
            assert_eq!((&a.name, &a.id_number, a.birth), (&b.name, &b.id_number, b.birth));
            assert_eq!((a.category, b.planned, b.via), (b.category, Planned::SameAs(a.key), via));
            assert_ne!(a.brief, b.brief);
        }
        assert_eq!((all[67].unit_id, all[92].unit_id), ("yinan", "yishui"));
        let (a, b) = (&all[NAMESAKE.1 as usize - 1], &all[NAMESAKE.0 as usize - 1]);
        assert_eq!((&a.name, a.unit_id), (&b.name, b.unit_id));
        assert_ne!(a.id_number, b.id_number);
        let names: BTreeSet<_> = all.iter().map(|p| &p.name).collect();
        assert_eq!(names.len(), 197, "two doubles and one namesake");
    }

    #[test]
    fn names_hold_what_software_gets_wrong() {
        let all = people(1);
        let names: Vec<&str> = all.iter().map(|p| p.name.as_str()).collect();
        for c in ['\u{2CB4E}', '\u{36C3}', '\u{4DAE}', '\u{3F06}', '\u{E863}', '\u{2FF0}', '\u{E0100}', '·']
        {
            assert!(names.iter().any(|n| n.contains(c)), "U+{:04X}", c as u32);
        }
        for family in ["欧阳", "诸葛", "司马"] {
            assert!(names.iter().any(|n| n.starts_with(family)));
        }
        for length in 2..=4 {
            assert!(names.iter().any(|n| n.chars().count() == length), "{length}");
        }
        let hard_passes = |h: &(u32, &str, &str, bool)| {
            let p = &all[h.0 as usize - 1];
            p.name == h.1 && p.planned == Planned::Pass
        };
        assert!(words::HARD_NAMES.iter().all(hard_passes));
        assert!(names.iter().all(|n| !words::OFFICE_NAMES.contains(n)));
    }

    #[test]
    fn texts_keep_their_limits_and_give_nobody_away() {
        for seed in SEEDS {
            let all = people(seed);
            for p in &all {
                let n = characters(&p.brief);
                assert!((200..=500).contains(&n), "{} {} {n}", p.key, p.story);
                assert!(!p.tagline.is_empty() && p.tagline.chars().count() <= 24, "{}", p.tagline);
                assert!((3..=4).contains(&p.deeds.len()));
                assert!(p.deeds.iter().all(|d| d.chars().any(|c| c.is_ascii_digit())), "{:?}", p.deeds);
                for text in [&p.brief, &p.tagline].into_iter().chain(&p.deeds) {
                    assert!(longest_digit_run(text) <= 5, "{text}");
                    assert!(
                        !text.contains(['{', '}', '[', ']', '|', ',', ';', '?', '!', ':', ' ', '\n']),
                        "{text}"
                    );
                    assert!(!text.contains(p.name.as_str()));
                }
            }
            assert_eq!(characters(&all[FULL_BRIEF as usize - 1].brief), 500);
            assert_eq!(characters(&all[ALMOST_FULL_BRIEF as usize - 1].brief), 499);
            for n in [499, 500, 501] {
                assert_eq!(characters(&brief_of(seed, n)), n);
            }
        }
    }

    #[test]
    fn forty_candidates_do_not_look_alike() {
        for seed in SEEDS {
            let all = people(seed);
            for category in [Category::Park, Category::Citizen] {
                let keys = shortlist(&all, category, 20);
                assert_eq!(keys.len(), 20);
                let chosen: Vec<&Person> = keys.iter().map(|k| &all[*k as usize - 1]).collect();
                assert!(chosen.iter().all(|p| p.planned == Planned::Pass && p.category == category));
                assert!(category == Category::Park || keys.contains(&SPONSORS_OWN));
                let stories: BTreeSet<_> = chosen.iter().map(|p| p.story).collect();
                assert!(stories.len() >= 12, "{}", stories.len());
                for story in stories {
                    assert!(chosen.iter().filter(|p| p.story == story).count() <= 2, "{story}");
                }
                let units: BTreeSet<_> = chosen.iter().map(|p| p.unit_id).collect();
                assert!(units.len() >= 8, "{units:?}");
            }
        }
        let all = people(1);
        let briefs: BTreeSet<_> = all.iter().map(|p| &p.brief).collect();
        assert_eq!(briefs.len(), 200);
    }

    #[test]
    fn no_closing_sentence_and_no_given_name_becomes_a_refrain() {
        for seed in SEEDS {
            let all = people(seed);
            let chosen: Vec<&Person> = [Category::Park, Category::Citizen]
                .into_iter()
                .flat_map(|c| shortlist(&all, c, 20))
                .map(|k| &all[k as usize - 1])
                .collect();
            for list in [words::PARK_TAILS_TEXT, words::CITIZEN_TAILS_TEXT, words::MEDIA_TAILS_TEXT] {
                for sentence in list {
                    let longest = sentence.split(['{', '}']).max_by_key(|s| s.len()).unwrap_or(sentence);
                    let n = chosen.iter().filter(|p| p.brief.contains(longest)).count();
                    assert!(n <= 5, "seed {seed}: {sentence} {n}");
                }
            }
            for given in words::GIVEN_MALE.iter().chain(words::GIVEN_FEMALE) {
                let own = |p: &&Person| p.name.strip_prefix(family_of(&p.name)) == Some(*given);
                assert!(all.iter().filter(own).count() <= 6, "{given}");
            }
        }
    }

    #[test]
    fn one_brief_is_copied_and_one_is_about_somebody_else() {
        let all = people(1);
        let (source, copy) = (&all[COPIED_FROM as usize - 1], &all[122]);
        assert_eq!(copy.planned, Planned::Fail(Reason::Copied));
        let windows = |text: &str| -> Vec<String> {
            text.chars().collect::<Vec<_>>().windows(8).map(|w| w.iter().collect()).collect()
        };
        let (all_of_it, copied) = (windows(&source.brief), windows(&copy.brief));
        let same = copied.iter().filter(|w| all_of_it.contains(w)).count();
        assert!(same * 10 >= copied.len() * 9 && same < copied.len());
        let other = &all[139];
        assert_eq!(other.planned, Planned::Fail(Reason::OtherPerson));
        assert!(other.brief.contains(if other.gender == Gender::Male { '她' } else { '他' }));
    }

    #[test]
    fn a_seed_says_everything() {
        assert_eq!(people(7), people(7));
        assert_eq!(works(7), works(7));
        assert_eq!((judges(7), staff(7), objections(7)), (judges(7), staff(7), objections(7)));
        assert_ne!(people(7), people(8));
        // The first outputs of SplitMix64 from 0, as published with the algorithm.
        let mut dice = Dice(0);
        assert_eq!((dice.draw(), dice.draw()), (0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4));
    }

    #[test]
    fn the_works_are_thirty_six_different_ones() {
        for seed in SEEDS {
            let all = works(seed);
            assert_eq!(all.len(), 36);
            for part in
                [|w: &Work| w.title.clone(), |w: &Work| w.author.clone(), |w: &Work| w.description.clone()]
            {
                assert_eq!(all.iter().map(part).collect::<BTreeSet<_>>().len(), 36);
            }
            for w in &all {
                assert!((80..=200).contains(&characters(&w.description)), "{} {}", w.title, w.description);
                assert!(!w.description.contains(['{', '[', '|', ',']), "{}", w.description);
            }
            for kind in WorkKind::ALL {
                assert_eq!(all.iter().filter(|w| w.kind == kind).count(), 6);
            }
        }
    }

    #[test]
    fn the_panel_and_the_staff_are_complete() {
        for seed in SEEDS {
            let (panel, staff) = (judges(seed), staff(seed));
            assert_eq!(panel.iter().filter(|j| j.side == Side::Expert).count(), 5);
            assert_eq!(panel.iter().filter(|j| j.side == Side::Media).count(), 4);
            assert_eq!(panel.iter().filter_map(|j| j.unit_id).collect::<Vec<_>>(), ["lanshan"]);
            assert_eq!(panel.iter().filter_map(|j| j.sponsor_id).collect::<Vec<_>>(), ["ribao"]);
            for (duty, n) in [
                (Duty::Office, 2),
                (Duty::UnitClerk, 21),
                (Duty::Signer, 5),
                (Duty::Clearance, 5),
                (Duty::Editor, 2),
                (Duty::Supervision, 1),
                (Duty::SystemAdmin, 1),
                (Duty::SecurityAdmin, 1),
                (Duty::AuditAdmin, 1),
            ] {
                assert_eq!(staff.iter().filter(|s| s.duty == duty).count(), n, "{duty:?}");
            }
            let names: BTreeSet<_> =
                panel.iter().map(|j| &j.name).chain(staff.iter().map(|s| &s.name)).collect();
            assert_eq!(names.len(), 48);
            let logins: BTreeSet<_> =
                panel.iter().map(|j| &j.login).chain(staff.iter().map(|s| &s.login)).collect();
            assert_eq!(logins.len(), 48);
            assert!(logins.iter().all(|l| l.len() <= 16 && l.is_ascii()));
        }
    }

    #[test]
    fn objections_name_nobody_who_is_nominated() {
        let all = people(1);
        let four = objections(1);
        assert_eq!(four.len(), 4);
        for o in &four {
            assert!(all.iter().all(|p| !o.text.contains(p.name.as_str())));
            assert_eq!(longest_digit_run(o.text), 0);
            assert!(!o.text.contains([',', '\n', ' ']), "{}", o.text);
            let from = o.from.as_ref();
            assert!(from.is_none_or(|f| all.iter().all(|p| p.name != f.name)));
        }
    }

    #[test]
    fn ballots_are_skewed_bounded_and_one_in_eight_automated() {
        let mut votes = [0_u32; 20];
        let mut automated = BTreeSet::new();
        let mut farmed = 0;
        for ballot in 0..20_000 {
            let choices = voter_choices(5, ballot, 20, 10);
            assert!((1..=10).contains(&choices.len()));
            assert!(choices.windows(2).all(|w| w[0] < w[1]) && choices.iter().all(|c| *c < 20));
            if is_automated(5, ballot) {
                farmed += 1;
                automated.insert(choices);
            } else {
                choices.iter().for_each(|c| votes[*c] += 1);
            }
        }
        assert_eq!(automated.len(), 1);
        assert!((2200..=2600).contains(&farmed), "{farmed}");
        let (least, most) =
            (votes.iter().min().copied().unwrap_or(0), votes.iter().max().copied().unwrap_or(0));
        assert!(least > 0 && most > least * 3 / 2, "{votes:?}");
        assert_eq!(voter_choices(5, 77, 20, 10), voter_choices(5, 77, 20, 10));
        assert_eq!(voter_choices(5, 1, 0, 3), Vec::<usize>::new());
        assert_eq!(voter_choices(5, 1, 3, 0), Vec::<usize>::new());
    }

    #[test]
    fn scores_differ_by_candidate_and_stay_within_the_sheet() {
        let total = |candidate| (1..=9).map(|judge| scores(3, judge, candidate, 1, 100)).sum::<u32>();
        let totals: BTreeSet<u32> = (1..=20).map(total).collect();
        assert!(totals.len() >= 12);
        for max in [0, 1, 10, 40, 100] {
            assert!((1..=9).all(|j| (1..=20).all(|c| scores(3, j, c, 2, max) <= max)));
        }
    }

    #[test]
    fn numbers_are_read_aloud_as_people_say_them() {
        let said = [2, 10, 12, 20, 42, 100, 106, 110, 168, 480].map(han);
        let right =
            ["两", "十", "十二", "二十", "四十二", "一百", "一百零六", "一百一十", "一百六十八", "四百八十"];
        assert_eq!(said, right);
    }
}
