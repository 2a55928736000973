//! The specimen book: every component in its states at `/style`, and whole pages made of them beside it.
//!
//! What stands on these pages is plainly invented, and chosen to be awkward: long names, rare characters, nothing at all.

use crate::assets;
use crate::ui::{
    self, At, Cell, Choice, Face, Fact, Flash, Form, Happening, Link, Markup, Nav, Need, Page, Pager, Prefs,
    Refusal, Site, Station, Table, Tone,
};
use askama::Template;
use axum::Router;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;
use tower_http::set_header::SetResponseHeaderLayer;

/// `/style` and the pages beside it, with the assets they need, under the policy of the whole site.
pub fn style_router() -> Router {
    let policy = SetResponseHeaderLayer::overriding(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(assets::CSP),
    );
    book_router().merge(assets::router()).merge(ui::prefs_router()).layer(policy)
}

/// `/style` and the pages beside it alone. What stands there is invented, so only a demo shows them.
pub(crate) fn book_router() -> Router {
    Router::new()
        .route("/style", get(book))
        .route("/style/portal", get(portal))
        .route("/style/vote", get(vote))
        .route("/style/receipt", get(receipt))
        .route("/style/office", get(office))
        .route("/style/form", get(form))
}

#[derive(Template)]
#[template(path = "style/book.html")]
struct Book {
    page: Page,
    tabs: Vec<Nav>,
    crumbs: Vec<Link>,
    stats: Vec<Fact>,
    facts: Vec<Fact>,
    road: Vec<Station>,
    table: Table,
    nothing: Table,
    people: Vec<Face>,
    needs: Vec<Need>,
    news: Vec<Happening>,
    pager: Pager,
    refusal: Refusal,
    kinds: Vec<Choice>,
    colours: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "style/portal.html")]
struct Portal {
    page: Page,
    road: Vec<Station>,
    tabs: Vec<Nav>,
    people: Vec<Face>,
    facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "style/vote.html")]
struct Vote {
    page: Page,
    people: Vec<Face>,
}

#[derive(Template)]
#[template(path = "style/receipt.html")]
struct Receipt {
    page: Page,
    facts: Vec<Fact>,
    qr: String,
}

#[derive(Template)]
#[template(path = "style/office.html")]
struct Office {
    page: Page,
    road: Vec<Station>,
    table: Table,
    needs: Vec<Need>,
    news: Vec<Happening>,
}

#[derive(Template)]
#[template(path = "style/form.html")]
struct FormPage {
    page: Page,
    kinds: Vec<Choice>,
    scopes: Vec<Choice>,
}

fn site() -> Arc<Site> {
    Arc::new(Site {
        brand: "临沂 · 最美城管人".into(),
        home: "/style/portal".into(),
        office: "评选办公室".into(),
        office_home: "/style/office".into(),
        sign_out: "/style".into(),
        demo: Some("演示：这里的人、字句和数字都是虚构的，不代表任何单位".into()),
        sponsors: ["甲市宣传部", "甲市网信办", "甲市城市管理局", "甲市日报社", "甲市广播电视台"]
            .map(Into::into)
            .into(),
        host: "甲市城市管理局".into(),
        address: "甲市样本路1号".into(),
        phone: "0000-0000000".into(),
        icp: "样ICP备00000000号".into(),
        site_id: "0000000000".into(),
        police: "样公网安备00000000000000号".into(),
        links: vec![
            Link::new("隐私", "/style"),
            Link::new("无障碍", "/style"),
            Link::new("账本能证明什么", "/style"),
        ],
    })
}

fn page(headers: &HeaderMap, path: &str, title: &str) -> Page {
    Page::new(&site(), Prefs::of(headers), path).title(title).sends("specimen", "specimen-1")
}

fn public_nav(here: usize) -> Vec<Nav> {
    let items =
        [("首页", "/style/portal"), ("投票", "/style/vote"), ("推荐", "/style/form"), ("账本", "/style")];
    items.into_iter().enumerate().map(|(i, (label, href))| Nav::new(label, href).here(i == here)).collect()
}

fn rooms() -> Vec<Nav> {
    let rooms = [
        ("总览", 0),
        ("初审", 23),
        ("联审", 7),
        ("候选人", 0),
        ("网络评选", 0),
        ("评审组", 9),
        ("公示与异议", 0),
        ("命名", 0),
        ("宣传", 0),
        ("公文", 0),
        ("账本", 0),
    ];
    rooms.map(|(label, n)| Nav::new(label, "/style/office").count(n).here(label == "初审")).into()
}

fn road(now: usize) -> Vec<Station> {
    let stages = [
        ("推荐", "12.1–12.10"),
        ("初审", "12.11"),
        ("网络评选", "12.12–12.20"),
        ("专家评审", "12.21–12.28"),
        ("公示", "3个工作日"),
        ("命名", "1.4"),
        ("宣传", "至12.31"),
    ];
    let at = |i: usize| match i.cmp(&now) {
        std::cmp::Ordering::Less => At::Done,
        std::cmp::Ordering::Equal => At::Now,
        std::cmp::Ordering::Greater => At::Ahead,
    };
    stages.into_iter().enumerate().map(|(i, (label, days))| Station::new(label, days, at(i))).collect()
}

fn people() -> Vec<Face> {
    let all = [
        ("林知远", "linzhiyuan lzy", "兰山区城管局", "三年建成九处口袋公园，把边角地还给街坊"),
        ("周秀禾", "zhouxiuhe zxh", "罗庄区城管局", "守着老城西的十二块绿地，一年四季不断花"),
        ("欧阳承泽", "ouyangchengze oycz", "河东区城管局", "把废弃锅炉房改成孩子们的游园"),
        ("孟令䶮", "menglingyan mly", "沂南县城管局", "带着工友义务补种乔木四百余株"),
        ("王守田", "wangshoutian wst", "郯城县城管局", "夜里巡渠，白天修园，十年如一日"),
        ("徐𬭎", "xuhong xh", "沂水县城管局", "画下全区最后一张老巷手绘图"),
        (
            "赵㛃",
            "zhaojie zj",
            "兰陵县综合行政执法局市政园林和环境卫生服务中心绿化养护三班",
            "把垃圾中转站的围墙种成了花墙",
        ),
        ("阿卜杜热合曼·买买提明", "abudureheman abdrhm", "费县城管局", "用三种话给摊贩讲规矩，没有红过脸"),
        ("诸葛明轩", "zhugemingxuan zgmx", "平邑县城管局", "在桥洞下修出一间读书亭"),
        ("㼆青", "qing q", "莒南县城管局", "一把剪子，修了二十年行道树"),
        ("高立本", "gaoliben glb", "蒙阴县城管局", "教会了半条街的人分拣厨余"),
        (
            "宋以宁",
            "songyining syn",
            "临沭县城管局",
            "把每一处渗水井盖记在自己的小本子上，下雨前一处一处去看，七年没有漏过一场大雨",
        ),
    ];
    let face = |(i, (name, key, unit, line)): (usize, (&str, &str, &str, &str))| Face {
        id: format!("a{:02}", i + 1),
        number: format!("A{:02}", i + 1),
        name: name.into(),
        unit: unit.into(),
        line: line.into(),
        href: "/style/portal".into(),
        photo: String::new(),
        seed: i as u64,
        work: false,
        key: key.into(),
    };
    all.into_iter().enumerate().map(face).collect()
}

fn screening() -> Table {
    let mut table =
        Table::new("各单位推荐与初审", ["单位", "#推荐", "#通过", "#退回", "#待审", "状态"]).caption_hidden();
    let units: [(&str, [u64; 4]); 8] = [
        ("兰山区", [31, 28, 2, 1]),
        ("罗庄区", [18, 15, 2, 1]),
        ("河东区", [16, 16, 0, 0]),
        ("沂南县", [14, 11, 1, 2]),
        ("郯城县", [12, 12, 0, 0]),
        ("沂水县", [1_215, 1_213, 2, 0]),
        ("临港经济开发区", [3, 2, 0, 1]),
        ("蒙阴县", [0, 0, 0, 0]),
    ];
    for (unit, counts) in units {
        let state = match counts {
            [0, ..] => Cell::Tag(Tone::Wait, "未报送，已催1次".into()),
            [.., 0] => Cell::Tag(Tone::Done, "已审完".into()),
            _ => Cell::Tag(Tone::Active, "审核中".into()),
        };
        let cells = [Cell::from(unit)].into_iter().chain(counts.map(Cell::Count)).chain([state]);
        table.row(cells).href("/style/office").marked(unit == "沂南县");
    }
    table.foot = [Cell::from("合计")]
        .into_iter()
        .chain([1_309, 1_297, 7, 5].map(Cell::Count))
        .chain([Cell::from("")])
        .collect();
    table
}

fn needs() -> Vec<Need> {
    vec![
        Need::new(false, "23份推荐待审").href("/style/office"),
        Need::new(false, "7人联审意见未回（公安4，税务3）").href("/style/office"),
        Need::new(false, "1组疑似同一人待定：A县王守田、B县王守畋")
            .href("/style/office")
            .clause("办法第五条第一款"),
        Need::new(true, "详细标准已公布"),
        Need::new(true, "投票规则已公布并固定"),
    ]
}

fn news() -> Vec<Happening> {
    let news = [
        ("16:02", "沂水县补报《会议纪要》", 1842),
        ("15:58", "退回沂南县第9号：简要事迹501字，超出500字", 1841),
        ("15:41", "税务局回复12人，均无异议", 1839),
    ];
    let happening = |(when, what, entry): (&str, &str, u64)| Happening {
        when: when.into(),
        what: what.into(),
        who: "初审员周明".into(),
        entry,
        href: "/style".into(),
        hash: "9f2b6c0d4be1a7355c8e00f1d2a94b7c3e6650812fd19ab4c7730e5d81f6a2c4".into(),
    };
    news.map(happening).into()
}

fn kinds() -> Vec<Choice> {
    vec![
        Choice::new("park", "最美口袋公园建设者").note("建设或养护口袋公园、街头绿地的一线人员"),
        Choice::new("citizen", "最美新市民").note("为城市做出贡献的市民，不要求有工作单位"),
    ]
}

fn refused() -> Form {
    Form::default()
        .with("name", "孟令䶮")
        .with("brief", "一".repeat(12) + "A1 区，三十 years。")
        .with("scope", "front")
        .fault("brief", "简要事迹501字，超出500字，请再删1字", "方案第四条第二项")
        .fault("kind", "请选择推荐类别", "")
        .fault("phone", "手机号码应为11位数字", "")
}

async fn book(headers: HeaderMap) -> Response {
    let mut page = page(&headers, "/style", "样式").nav(public_nav(3)).form(refused());
    page.flash =
        Some(Flash {
            tone: Tone::Done, text: "已退回沂南县第9号，并通知推荐单位".into(), entry: 1841
        });
    ui::html(&Book {
        page,
        tabs: vec![
            Nav::new("最美口袋公园建设者", "/style").count(20).here(true),
            Nav::new("最美新市民", "/style").count(20),
            Nav::new("已撤回", "/style"),
        ],
        crumbs: vec![
            Link::new("首页", "/style"),
            Link::new("候选人", "/style"),
            Link::new("阿卜杜热合曼·买买提明", ""),
        ],
        stats: vec![
            Fact::new("已收选票", "183,406").note("截至今天16:00"),
            Fact::new("存疑待核", "2,117"),
            Fact::new("推荐", 203).href("/style"),
            Fact::new("距截止", "5天8小时"),
        ],
        facts: vec![
            Fact::new("推荐单位", "兰陵县综合行政执法局市政园林和环境卫生服务中心").href("/style"),
            Fact::new("收到时间", "2022年12月10日23:59:59").note("截止前1秒"),
            Fact::new("民族", "汉族"),
        ],
        road: road(2),
        table: screening(),
        nothing: Table::new("异议", ["编号", "内容"]).empty("公示期内没有收到异议"),
        people: people(),
        needs: needs(),
        news: news(),
        pager: Pager::new(7, 21, |n| format!("/style?page={n}")),
        refusal: Refusal {
            what: "这份推荐不能受理：推荐窗口已于12月10日24:00截止".into(),
            clause: "方案第三条第一项".into(),
            remedy: "如因系统原因未能提交，请持截图向办公室申请核实".into(),
        },
        kinds: kinds(),
        colours: vec![
            ("纸", "#fbfaf7"),
            ("卡", "#ffffff"),
            ("墨", "#1d1b19"),
            ("次墨", "#5b5650"),
            ("淡墨", "#6f6961"),
            ("朱", "#b3261e"),
            ("深朱", "#8f1c16"),
            ("朱底", "#fbeeec"),
            ("绿", "#2c6b4a"),
            ("赭", "#7f5710"),
            ("线", "#e4dfd6"),
            ("框", "#8d8578"),
        ],
    })
}

async fn portal(headers: HeaderMap) -> Response {
    ui::html(&Portal {
        page: page(&headers, "/style/portal", "首页").nav(public_nav(0)),
        road: road(2),
        tabs: vec![
            Nav::new("最美口袋公园建设者", "/style/portal").count(20).here(true),
            Nav::new("最美新市民", "/style/portal").count(20),
        ],
        people: people(),
        facts: vec![
            Fact::new("已收选票", "183,406"),
            Fact::new("其中存疑待核", "2,117"),
            Fact::new("您今天还可投", "两类各1张"),
        ],
    })
}

async fn vote(headers: HeaderMap) -> Response {
    let form = Form::default().with("choice", "a01").with("choice", "a03");
    ui::html(&Vote {
        page: page(&headers, "/style/vote", "投票").nav(public_nav(1)).form(form),
        people: people(),
    })
}

async fn receipt(headers: HeaderMap) -> Response {
    let qr = ui::qr_svg("https://demo.invalid/receipt/183407-specimen", "回执二维码").unwrap_or_default();
    ui::html(&Receipt {
        page: page(&headers, "/style/receipt", "回执").nav(public_nav(1)),
        facts: vec![
            Fact::new("账本位置", "第183,407号"),
            Fact::new("类别", "最美口袋公园建设者"),
            Fact::new("渠道", "网页，实名核验"),
        ],
        qr,
    })
}

async fn office(headers: HeaderMap) -> Response {
    ui::html(&Office {
        page: page(&headers, "/style/office", "初审").nav(rooms()).viewer("周明", "初审员"),
        road: road(1),
        table: screening(),
        needs: needs(),
        news: news(),
    })
}

async fn form(headers: HeaderMap) -> Response {
    ui::html(&FormPage {
        page: page(&headers, "/style/form", "推荐").nav(public_nav(2)).form(refused()),
        kinds: kinds(),
        scopes: vec![
            Choice::new("front", "一线职工"),
            Choice::new("hired", "协管员、聘用人员"),
            Choice::new("citizen", "热心市民"),
            Choice::new("media", "媒体工作者"),
        ],
    })
}

impl Book {
    /// A dozen more drawn figures.
    fn figures(&self) -> Vec<Markup> {
        (12..24).map(|seed| Markup(ui::portrait_svg(seed))).collect()
    }

    /// A square of one colour, as an image of our own (a style attribute would be refused).
    fn swatch(&self, colour: &str) -> Markup {
        Markup(format!(
            "<svg viewBox=\"0 0 10 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path fill=\"{colour}\" d=\"M0 0h10v4H0z\"/></svg>"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    async fn read(path: &str, cookie: &str) -> String {
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let response = style_router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], assets::CSP);
        String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
    }

    const PAGES: [&str; 6] =
        ["/style", "/style/portal", "/style/vote", "/style/receipt", "/style/office", "/style/form"];

    #[tokio::test]
    async fn every_page_obeys_the_policy_it_is_served_under() {
        for path in PAGES {
            let html = read(path, "").await;
            for forbidden in
                [" style=", "<style", "onclick=", "onchange=", "javascript:", "http://", "⟦", "{$"]
            {
                assert!(!html.contains(forbidden), "{path}: {forbidden}");
            }
            assert_eq!(html.matches("<script").count(), 1, "{path}: one script, from a file");
        }
    }

    #[tokio::test]
    async fn every_page_can_be_found_ones_way_in_without_eyes() {
        for path in PAGES {
            for cookie in ["", "lang=en; elder=on"] {
                let html = read(path, cookie).await;
                assert_eq!(html.matches("<h1").count(), 1, "{path}: one first heading");
                assert_eq!(html.matches("<main").count(), 1, "{path}");
                assert!(html.contains("href=\"#main\""), "{path}: a way past the navigation");
                assert_eq!(html.contains("data-elder"), !cookie.is_empty());
                assert!(html.contains(if cookie.is_empty() {
                    "lang=\"zh-CN\""
                } else {
                    "<html lang=\"en\""
                }));
            }
        }
    }

    #[tokio::test]
    async fn no_two_elements_of_a_page_share_an_id_and_every_reference_has_its_end() {
        for path in PAGES {
            let html = read(path, "").await;
            let values = |attribute: &str| -> Vec<String> {
                let start = format!(" {attribute}=\"");
                let starts = html.split(&start).skip(1);
                starts.filter_map(|rest| rest.split_once('"')).map(|(value, _)| value.to_owned()).collect()
            };
            let ids = values("id");
            for id in &ids {
                assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{path}: id {id}");
            }
            let targets = values("for").into_iter().chain(values("aria-describedby")).chain(values("form"));
            for target in targets.flat_map(|t| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>()) {
                assert!(ids.contains(&target), "{path}: nothing is called {target}");
            }
        }
    }

    #[tokio::test]
    async fn a_demo_says_so_on_every_page_and_in_the_tab() {
        for path in PAGES {
            let html = read(path, "").await;
            assert!(
                html.contains("<aside class=\"demo\" aria-label=\"演示\"><b>演示")
                    && html.contains("<title>【演示"),
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn a_ballot_of_forty_would_fit_the_budget_by_far() {
        // 12 people here; each costs the same, and the wire compresses them to about a tenth.
        let html = read("/style/vote", "").await;
        assert!(html.len() / 12 < 3000, "{} bytes for twelve people", html.len());
    }
}
