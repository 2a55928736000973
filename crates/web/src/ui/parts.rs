//! What components draw, compiled once each.
//!
//! A macro of a template is written out wherever it is called; a page of tables and fields would be compiled as thousands
//! of lines. So the macros in `templates/ui` only pass their arguments on to a method here, and what is drawn stands in
//! `templates/part`.

use std::fmt;

use askama::Template;

use super::{Choice, Face, Fact, Happening, Link, Markup, Nav, Need, Page, Pager, Refusal, Station, Table};

/// A switch as templates pass it on, behind any number of references.
pub(crate) trait Is {
    /// Whether it is on.
    fn is(&self) -> bool;
}

impl Is for bool {
    fn is(&self) -> bool {
        *self
    }
}

impl<T: Is> Is for &T {
    fn is(&self) -> bool {
        (**self).is()
    }
}

/// Draws a part. Printing into memory cannot fail; should it, the part is missing and the log says so.
fn draw(part: &impl Template) -> Markup {
    Markup(part.render().unwrap_or_else(|fault| {
        tracing::error!(%fault, "a part of a page could not be printed");
        String::new()
    }))
}

#[derive(Template)]
#[template(path = "part/button.html")]
struct ButtonPart {
    label: String,
    kind: String,
    name: String,
    value: String,
    form: String,
}

#[derive(Template)]
#[template(path = "part/link.html")]
struct LinkPart {
    label: String,
    href: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "part/post.html")]
struct PostPart<'a> {
    page: &'a Page,
    label: String,
    action: String,
    kind: String,
    name: String,
    value: String,
}

#[derive(Template)]
#[template(path = "part/title.html")]
struct TitlePart {
    heading: Markup,
    lead: String,
    eyebrow: String,
}

#[derive(Template)]
#[template(path = "part/section.html")]
struct SectionPart {
    heading: String,
    note: String,
    id: String,
}

#[derive(Template)]
#[template(path = "part/panel.html")]
struct PanelPart {
    heading: String,
    id: String,
}

#[derive(Template)]
#[template(path = "part/proved.html")]
struct ProvedPart<'a> {
    page: &'a Page,
    sentence: String,
    href: String,
}

#[derive(Template)]
#[template(path = "part/facts.html")]
struct FactsPart<'a> {
    list: &'a [Fact],
}

#[derive(Template)]
#[template(path = "part/stats.html")]
struct StatsPart<'a> {
    list: &'a [Fact],
}

#[derive(Template)]
#[template(path = "part/countdown.html")]
struct CountdownPart {
    label: String,
    value: String,
    note: String,
}

#[derive(Template)]
#[template(path = "part/tabs.html")]
struct TabsPart<'a> {
    list: &'a [Nav],
    label: String,
}

#[derive(Template)]
#[template(path = "part/crumbs.html")]
struct CrumbsPart<'a> {
    page: &'a Page,
    list: &'a [Link],
}

#[derive(Template)]
#[template(path = "part/pager.html")]
struct PagerPart<'a> {
    page: &'a Page,
    p: &'a Pager,
}

#[derive(Template)]
#[template(path = "part/progress.html")]
struct ProgressPart {
    label: String,
    value: String,
    max: String,
    note: String,
}

#[derive(Template)]
#[template(path = "part/notice.html")]
struct NoticePart {
    heading: String,
    tone: String,
}

#[derive(Template)]
#[template(path = "part/refusal.html")]
struct RefusalPart<'a> {
    page: &'a Page,
    r: &'a Refusal,
}

#[derive(Template)]
#[template(path = "part/receipt.html")]
struct ReceiptPart<'a> {
    page: &'a Page,
    list: &'a [Fact],
    qr: String,
    promise: String,
}

#[derive(Template)]
#[template(path = "part/copy.html")]
struct CopyPart<'a> {
    page: &'a Page,
    href: String,
}

#[derive(Template)]
#[template(path = "part/icon.html")]
struct IconPart {
    name: String,
}

#[derive(Template)]
#[template(path = "part/form.html")]
struct FormPart<'a> {
    page: &'a Page,
    action: String,
    id: String,
    files: bool,
}

#[derive(Template)]
#[template(path = "part/faults.html")]
struct FaultsPart<'a> {
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "part/line.html")]
struct LinePart<'a> {
    page: &'a Page,
    name: String,
    text: String,
    hint: String,
    kind: String,
    optional: bool,
    autocomplete: String,
    inputmode: String,
    short: bool,
}

#[derive(Template)]
#[template(path = "part/date.html")]
struct DatePart<'a> {
    page: &'a Page,
    name: String,
    text: String,
    hint: String,
    optional: bool,
}

#[derive(Template)]
#[template(path = "part/area.html")]
struct AreaPart<'a> {
    page: &'a Page,
    name: String,
    text: String,
    hint: String,
    limit: String,
    rows: String,
    optional: bool,
}

#[derive(Template)]
#[template(path = "part/select.html")]
struct SelectPart<'a> {
    page: &'a Page,
    name: String,
    text: String,
    options: &'a [Choice],
    hint: String,
    optional: bool,
}

#[derive(Template)]
#[template(path = "part/choices.html")]
struct ChoicesPart<'a> {
    page: &'a Page,
    name: String,
    text: String,
    options: &'a [Choice],
    kind: String,
    hint: String,
    optional: bool,
}

#[derive(Template)]
#[template(path = "part/tick.html")]
struct TickPart<'a> {
    page: &'a Page,
    name: String,
    text: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "part/file.html")]
struct FilePart<'a> {
    page: &'a Page,
    name: String,
    text: String,
    accept: String,
    hint: String,
    optional: bool,
}

#[derive(Template)]
#[template(path = "part/search.html")]
struct SearchPart<'a> {
    page: &'a Page,
    name: String,
    text: String,
}

#[derive(Template)]
#[template(path = "part/pick.html")]
struct PickPart<'a> {
    page: &'a Page,
    name: String,
    text: String,
    options: &'a [Choice],
}

#[derive(Template)]
#[template(path = "part/table.html")]
struct TablePart<'a> {
    page: &'a Page,
    t: &'a Table,
}

#[derive(Template)]
#[template(path = "part/road.html")]
struct RoadPart<'a> {
    page: &'a Page,
    stations: &'a [Station],
}

#[derive(Template)]
#[template(path = "part/needs.html")]
struct NeedsPart<'a> {
    page: &'a Page,
    heading: String,
    list: &'a [Need],
}

#[derive(Template)]
#[template(path = "part/just_now.html")]
struct JustNowPart<'a> {
    heading: String,
    list: &'a [Happening],
    more: String,
    more_href: String,
}

#[derive(Template)]
#[template(path = "part/ledger.html")]
struct LedgerPart<'a> {
    page: &'a Page,
    list: &'a [Happening],
}

#[derive(Template)]
#[template(path = "part/portrait.html")]
struct PortraitPart<'a> {
    page: &'a Page,
    face: &'a Face,
}

#[derive(Template)]
#[template(path = "part/orders.html")]
struct OrdersPart<'a> {
    list: &'a [Nav],
    label: String,
}

#[derive(Template)]
#[template(path = "part/wall.html")]
struct WallPart<'a> {
    page: &'a Page,
    faces: &'a [Face],
}

#[derive(Template)]
#[template(path = "part/card.html")]
struct CardPart<'a> {
    page: &'a Page,
    face: &'a Face,
}

#[derive(Template)]
#[template(path = "part/ballot.html")]
struct BallotPart<'a> {
    page: &'a Page,
    faces: &'a [Face],
    name: String,
    min: String,
    max: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "part/ballot_bar.html")]
struct BallotBarPart<'a> {
    page: &'a Page,
    form_id: String,
    label: String,
    says: String,
    full: String,
}

#[derive(Template)]
#[template(path = "part/public_top.html")]
struct PublicTopPart<'a> {
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "part/staff_top.html")]
struct StaffTopPart<'a> {
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "part/flashed.html")]
struct FlashedPart<'a> {
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "part/foot.html")]
struct FootPart<'a> {
    page: &'a Page,
}

impl Page {
    pub(crate) fn draw_button(
        &self,
        label: impl fmt::Display,
        kind: impl fmt::Display,
        name: impl fmt::Display,
        value: impl fmt::Display,
        form: impl fmt::Display,
    ) -> Markup {
        draw(&ButtonPart {
            label: label.to_string(),
            kind: kind.to_string(),
            name: name.to_string(),
            value: value.to_string(),
            form: form.to_string(),
        })
    }

    pub(crate) fn draw_link(
        &self,
        label: impl fmt::Display,
        href: impl fmt::Display,
        kind: impl fmt::Display,
    ) -> Markup {
        draw(&LinkPart { label: label.to_string(), href: href.to_string(), kind: kind.to_string() })
    }

    pub(crate) fn draw_post(
        &self,
        label: impl fmt::Display,
        action: impl fmt::Display,
        kind: impl fmt::Display,
        name: impl fmt::Display,
        value: impl fmt::Display,
    ) -> Markup {
        draw(&PostPart {
            page: self,
            label: label.to_string(),
            action: action.to_string(),
            kind: kind.to_string(),
            name: name.to_string(),
            value: value.to_string(),
        })
    }

    pub(crate) fn draw_title(
        &self,
        heading: impl fmt::Display,
        lead: impl fmt::Display,
        eyebrow: impl fmt::Display,
    ) -> Markup {
        draw(&TitlePart {
            heading: super::unbroken(&heading.to_string()),
            lead: lead.to_string(),
            eyebrow: eyebrow.to_string(),
        })
    }

    pub(crate) fn draw_section(
        &self,
        heading: impl fmt::Display,
        note: impl fmt::Display,
        id: impl fmt::Display,
    ) -> Markup {
        draw(&SectionPart { heading: heading.to_string(), note: note.to_string(), id: id.to_string() })
    }

    pub(crate) fn draw_panel(&self, heading: impl fmt::Display, id: impl fmt::Display) -> Markup {
        draw(&PanelPart { heading: heading.to_string(), id: id.to_string() })
    }

    pub(crate) fn draw_proved(&self, sentence: impl fmt::Display, href: impl fmt::Display) -> Markup {
        draw(&ProvedPart { page: self, sentence: sentence.to_string(), href: href.to_string() })
    }

    pub(crate) fn draw_facts(&self, list: &(impl AsRef<[Fact]> + ?Sized)) -> Markup {
        draw(&FactsPart { list: list.as_ref() })
    }

    pub(crate) fn draw_stats(&self, list: &(impl AsRef<[Fact]> + ?Sized)) -> Markup {
        draw(&StatsPart { list: list.as_ref() })
    }

    pub(crate) fn draw_countdown(
        &self,
        label: impl fmt::Display,
        value: impl fmt::Display,
        note: impl fmt::Display,
    ) -> Markup {
        draw(&CountdownPart { label: label.to_string(), value: value.to_string(), note: note.to_string() })
    }

    pub(crate) fn draw_tabs(&self, list: &(impl AsRef<[Nav]> + ?Sized), label: impl fmt::Display) -> Markup {
        draw(&TabsPart { list: list.as_ref(), label: label.to_string() })
    }

    pub(crate) fn draw_crumbs(&self, list: &(impl AsRef<[Link]> + ?Sized)) -> Markup {
        draw(&CrumbsPart { page: self, list: list.as_ref() })
    }

    pub(crate) fn draw_pager(&self, p: &Pager) -> Markup {
        draw(&PagerPart { page: self, p })
    }

    pub(crate) fn draw_progress(
        &self,
        label: impl fmt::Display,
        value: impl fmt::Display,
        max: impl fmt::Display,
        note: impl fmt::Display,
    ) -> Markup {
        draw(&ProgressPart {
            label: label.to_string(),
            value: value.to_string(),
            max: max.to_string(),
            note: note.to_string(),
        })
    }

    pub(crate) fn draw_notice(&self, heading: impl fmt::Display, tone: impl fmt::Display) -> Markup {
        draw(&NoticePart { heading: heading.to_string(), tone: tone.to_string() })
    }

    pub(crate) fn draw_refusal(&self, r: &Refusal) -> Markup {
        draw(&RefusalPart { page: self, r })
    }

    pub(crate) fn draw_receipt(
        &self,
        list: &(impl AsRef<[Fact]> + ?Sized),
        qr: impl fmt::Display,
        promise: impl fmt::Display,
    ) -> Markup {
        draw(&ReceiptPart {
            page: self,
            list: list.as_ref(),
            qr: qr.to_string(),
            promise: promise.to_string(),
        })
    }

    pub(crate) fn draw_copy(&self, href: impl fmt::Display) -> Markup {
        draw(&CopyPart { page: self, href: href.to_string() })
    }

    pub(crate) fn draw_icon(&self, name: impl fmt::Display) -> Markup {
        draw(&IconPart { name: name.to_string() })
    }

    pub(crate) fn draw_form(
        &self,
        action: impl fmt::Display,
        id: impl fmt::Display,
        files: impl Is,
    ) -> Markup {
        draw(&FormPart { page: self, action: action.to_string(), id: id.to_string(), files: files.is() })
    }

    pub(crate) fn draw_faults(&self) -> Markup {
        draw(&FaultsPart { page: self })
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "only the macro `form::text` calls it, by name and with defaults"
    )]
    pub(crate) fn draw_line(
        &self,
        name: impl fmt::Display,
        text: impl fmt::Display,
        hint: impl fmt::Display,
        kind: impl fmt::Display,
        optional: impl Is,
        autocomplete: impl fmt::Display,
        inputmode: impl fmt::Display,
        short: impl Is,
    ) -> Markup {
        draw(&LinePart {
            page: self,
            name: name.to_string(),
            text: text.to_string(),
            hint: hint.to_string(),
            kind: kind.to_string(),
            optional: optional.is(),
            autocomplete: autocomplete.to_string(),
            inputmode: inputmode.to_string(),
            short: short.is(),
        })
    }

    pub(crate) fn draw_date(
        &self,
        name: impl fmt::Display,
        text: impl fmt::Display,
        hint: impl fmt::Display,
        optional: impl Is,
    ) -> Markup {
        draw(&DatePart {
            page: self,
            name: name.to_string(),
            text: text.to_string(),
            hint: hint.to_string(),
            optional: optional.is(),
        })
    }

    pub(crate) fn draw_area(
        &self,
        name: impl fmt::Display,
        text: impl fmt::Display,
        hint: impl fmt::Display,
        limit: impl fmt::Display,
        rows: impl fmt::Display,
        optional: impl Is,
    ) -> Markup {
        draw(&AreaPart {
            page: self,
            name: name.to_string(),
            text: text.to_string(),
            hint: hint.to_string(),
            limit: limit.to_string(),
            rows: rows.to_string(),
            optional: optional.is(),
        })
    }

    pub(crate) fn draw_select(
        &self,
        name: impl fmt::Display,
        text: impl fmt::Display,
        options: &(impl AsRef<[Choice]> + ?Sized),
        hint: impl fmt::Display,
        optional: impl Is,
    ) -> Markup {
        draw(&SelectPart {
            page: self,
            name: name.to_string(),
            text: text.to_string(),
            options: options.as_ref(),
            hint: hint.to_string(),
            optional: optional.is(),
        })
    }

    pub(crate) fn draw_choices(
        &self,
        name: impl fmt::Display,
        text: impl fmt::Display,
        options: &(impl AsRef<[Choice]> + ?Sized),
        kind: impl fmt::Display,
        hint: impl fmt::Display,
        optional: impl Is,
    ) -> Markup {
        draw(&ChoicesPart {
            page: self,
            name: name.to_string(),
            text: text.to_string(),
            options: options.as_ref(),
            kind: kind.to_string(),
            hint: hint.to_string(),
            optional: optional.is(),
        })
    }

    pub(crate) fn draw_tick(
        &self,
        name: impl fmt::Display,
        text: impl fmt::Display,
        hint: impl fmt::Display,
    ) -> Markup {
        draw(&TickPart { page: self, name: name.to_string(), text: text.to_string(), hint: hint.to_string() })
    }

    pub(crate) fn draw_file(
        &self,
        name: impl fmt::Display,
        text: impl fmt::Display,
        accept: impl fmt::Display,
        hint: impl fmt::Display,
        optional: impl Is,
    ) -> Markup {
        draw(&FilePart {
            page: self,
            name: name.to_string(),
            text: text.to_string(),
            accept: accept.to_string(),
            hint: hint.to_string(),
            optional: optional.is(),
        })
    }

    pub(crate) fn draw_search(&self, name: impl fmt::Display, text: impl fmt::Display) -> Markup {
        draw(&SearchPart { page: self, name: name.to_string(), text: text.to_string() })
    }

    pub(crate) fn draw_pick(
        &self,
        name: impl fmt::Display,
        text: impl fmt::Display,
        options: &(impl AsRef<[Choice]> + ?Sized),
    ) -> Markup {
        draw(&PickPart {
            page: self,
            name: name.to_string(),
            text: text.to_string(),
            options: options.as_ref(),
        })
    }

    pub(crate) fn draw_table(&self, t: &Table) -> Markup {
        draw(&TablePart { page: self, t })
    }

    pub(crate) fn draw_road(&self, stations: &(impl AsRef<[Station]> + ?Sized)) -> Markup {
        draw(&RoadPart { page: self, stations: stations.as_ref() })
    }

    pub(crate) fn draw_needs(
        &self,
        heading: impl fmt::Display,
        list: &(impl AsRef<[Need]> + ?Sized),
    ) -> Markup {
        draw(&NeedsPart { page: self, heading: heading.to_string(), list: list.as_ref() })
    }

    pub(crate) fn draw_just_now(
        &self,
        heading: impl fmt::Display,
        list: &(impl AsRef<[Happening]> + ?Sized),
        more: impl fmt::Display,
        more_href: impl fmt::Display,
    ) -> Markup {
        draw(&JustNowPart {
            heading: heading.to_string(),
            list: list.as_ref(),
            more: more.to_string(),
            more_href: more_href.to_string(),
        })
    }

    pub(crate) fn draw_ledger(&self, list: &(impl AsRef<[Happening]> + ?Sized)) -> Markup {
        draw(&LedgerPart { page: self, list: list.as_ref() })
    }

    pub(crate) fn draw_portrait(&self, face: &Face) -> Markup {
        draw(&PortraitPart { page: self, face })
    }

    pub(crate) fn draw_orders(
        &self,
        list: &(impl AsRef<[Nav]> + ?Sized),
        label: impl fmt::Display,
    ) -> Markup {
        draw(&OrdersPart { list: list.as_ref(), label: label.to_string() })
    }

    pub(crate) fn draw_wall(&self, faces: &(impl AsRef<[Face]> + ?Sized)) -> Markup {
        draw(&WallPart { page: self, faces: faces.as_ref() })
    }

    pub(crate) fn draw_card(&self, face: &Face) -> Markup {
        draw(&CardPart { page: self, face })
    }

    pub(crate) fn draw_ballot(
        &self,
        faces: &(impl AsRef<[Face]> + ?Sized),
        name: impl fmt::Display,
        min: impl fmt::Display,
        max: impl fmt::Display,
        kind: impl fmt::Display,
    ) -> Markup {
        draw(&BallotPart {
            page: self,
            faces: faces.as_ref(),
            name: name.to_string(),
            min: min.to_string(),
            max: max.to_string(),
            kind: kind.to_string(),
        })
    }

    pub(crate) fn draw_ballot_bar(
        &self,
        form_id: impl fmt::Display,
        label: impl fmt::Display,
        says: impl fmt::Display,
        full: impl fmt::Display,
    ) -> Markup {
        draw(&BallotBarPart {
            page: self,
            form_id: form_id.to_string(),
            label: label.to_string(),
            says: says.to_string(),
            full: full.to_string(),
        })
    }

    pub(crate) fn draw_public_top(&self) -> Markup {
        draw(&PublicTopPart { page: self })
    }

    pub(crate) fn draw_staff_top(&self) -> Markup {
        draw(&StaffTopPart { page: self })
    }

    pub(crate) fn draw_flashed(&self) -> Markup {
        draw(&FlashedPart { page: self })
    }

    pub(crate) fn draw_foot(&self) -> Markup {
        draw(&FootPart { page: self })
    }
}
