demo-bar = 工具
demo-jump = 跳到
demo-stop = 活动进程
demo-go = 前往
demo-be = 身份
demo-be-go = 切换
demo-citizen = 市民（不登录）
demo-working = 正在推演，已完成{ $done }步，共{ $total }步
demo-working-what = 演示数据正在生成，页面每隔几秒自动刷新。
demo-clock = 演示时间
demo-clock-go = 拨快到此
demo-code = 试投可用投票码

# 活动进程中可以跳到的地方

demo-stop-before = 方案已公布，还没有开始
demo-stop-recommend = 推荐进行到一半
demo-stop-screen = 推荐截止，正在初审
demo-stop-vote = 网络评选进行中
demo-stop-review = 专家评审过半
demo-stop-result = 得分已算出，等待综合评定
demo-stop-notice = 公示中，有一件异议待裁定
demo-stop-naming = 公示期满，五家会签已有四家
demo-stop-publicity = 集中宣传进行到年中
demo-stop-closed = 评选结束

# 命令行推演（demo --headless）

play-title = { $title }：演示推演，人物和数据均为虚构
play-stage = 阶段
play-dates = 起止
play-entries = 记录
play-people = 结果
play-met = 有意碰到的退回
play-before = 准备
play-people-recommend = 推荐对象{ $n }
play-people-screen = 候选{ $n }
play-people-vote = 选票{ GROUP($n) }
play-people-review = 评委{ $n }
play-people-notice = 公示{ $n }次
play-people-naming = 获评{ $n }
play-people-publicity = 报道{ $n }
play-people-closing = 席位终止{ $n }
play-people-before = 席位{ $n }
play-refusals = 有意碰到的退回，共{ $n }次
play-own-rule = 程序自身的规则
play-notices = 公示的起止
play-notice = 第{ $number }次：{ $from }公布，{ $to }止{ $fate ->
        [voided] ，名单变动后作废
       *[other] { "" }
    }
play-acts = 记录{ GROUP($n) }条，树根
play-ballots = 选票{ GROUP($n) }张，树根
play-state = 状态哈希
play-silent = 方案没有写明之处
play-progress = { $percent }%　{ $chapter }
play-chapter-before = 准备
play-chapter-recommend = 推荐
play-chapter-screen = 初审和联审
play-chapter-vote = 网络评选
play-chapter-review = 专家评审
play-chapter-notice = 公示
play-chapter-naming = 会签和命名
play-chapter-publicity = 集中宣传
play-chapter-closing = 结束
play-chapter-walk = 按方案推演

# 按任意方案推演时，说明在哪里停下

walk-no-opening = “{ $stage }”没有写明何时开始，也不接在别的阶段之后，所以不会开始。
walk-no-closing = “{ $stage }”没有写明何时截止，推演到此为止。
walk-no-way-in = “{ $stage }”没有写明可以怎样推荐，推演到此为止。
walk-no-vote = “{ $stage }”没有写明怎样投票，到时自行结束，没有选票。
walk-no-rubric = “{ $stage }”没有写明评委人数、评分标准或者评分是否公开，推演到此为止。
walk-no-signatories = “{ $stage }”没有写明由谁签署，推演到此为止。
walk-no-finalists = “{ $stage }”之前没有产生最终候选名单，推演到此为止。
walk-ends = “{ $stage }”办不下去，推演到此为止：{ $why }{ $clause ->
        [none] { "" }
       *[other] （{ $clause }）
    }
walk-waits = 这些阶段没有等到开始或结束的条件：{ $stages }。
