# 计票：每一步、未定事项，以及 count 命令。

count-step-given = { $part }：{ $n }。
count-step-per = { $part }：按{ $measure }（{ $by }）折算，得{ $n }。
count-step-barred = { $part }：{ $n }，没有达到{ $bar }，这一项记0分，不排名。
count-step-out-of = { $stage }：{ $raw }÷满分{ $by }×100，得{ $part }。
count-step-by-rank = { $stage }：{ $raw }，排第{ $by }，按名次得{ $part }。
count-step-capped = { $part }：{ $n }超过上限，按{ $cap }计。
count-step-times = { $stage }：{ $part }×{ $weight }，计{ $points }分。
count-step-score-half-even = 各项相加{ $sum }，四舍六入五成双保留{ $places }位小数，总得分{ $score }。
count-step-score-cut = 各项相加{ $sum }，截取{ $places }位小数，总得分{ $score }。
count-step-rounded = 取{ $n }分。
count-step-median = 中位数{ $n }分。
count-step-sum = 合计{ $n }分。
count-step-rank-sum = 各评委所排名次相加为{ $n }，少者在前。
count-step-taken = { $part }：{ $what }，得{ $n }。
count-step-direct = 按决定直接入选。
count-step-picked = 由评审机构选定。
count-step-vetoed = 审定时未予通过。
count-step-ref = （依据：{ $ref }）
count-step-passed-over = 名次虽在前，未能入选：{ $why }。
count-step-passed-over-clause = 名次虽在前，未能入选：{ $why }（{ $clause }）。
count-step-composed = 结构要求“{ $what }”：入选{ $of }名中有{ $n }名（{ $bounds }）。
count-step-vacant = 空缺{ $n }个名额。
count-step-awarded = 获{ $award }。
count-step-approves = 名单须经{ $by }批准。
count-step-vetoes = 名单由{ $by }审定。
count-step-resolves = 名单由{ $by }审议决定。

count-because-composition = 受结构要求“{ $what }”限制
count-because-holds = 已获{ $award }，每人只取一个奖项
count-because-budget = 所需经费超出余额
count-because-no-award = 排在“空缺”之后
count-because-veto = 审定时未予通过
count-at-least = 至少{ $n }名
count-at-most = 至多{ $n }名
count-about = 约{ $n }名

count-figure-votes = 得票
count-figure-rate = 得票占{ $whole }{ $n }的百分比
count-figure-net = 赞成票减反对票
count-figure-places = 按所排名次记分
count-figure-borda = 按名次逐位递减记分
count-figure-place-sum = 名次之和，少者在前
count-figure-firsts = 列第一的票数
count-whole-for-and-against = 赞成与反对票
count-whole-valid = 有效票
count-whole-cast = 收回票
count-whole-present = 到会人数
count-whole-members = 应到人数

count-status-seated = 入选
count-status-not = 未入选
count-status-tied = 同分待定
count-status-undecided = 未定
count-status-withdrawn = 已退出

count-missing-not-stated = 方案没有写明：{ $path }。
count-missing-contradictory = 方案自相矛盾：{ $path }（{ $said }）。
count-missing-no-figures = 没有数据：{ $path }。
count-missing-nothing = 除数为零，无法换算：{ $path }。
count-missing-no-score = 缺少得分或数值：{ $path }。
count-missing-exhausted = 方案规定的办法用完，仍然同分：{ $path }。
count-missing-fewest = 这一项以少为优，方案却按多者在前换算：{ $path }。
count-missing-unfilled = 名额没有用满，方案不允许空缺：{ $path }。
count-missing-unsatisfiable = 没有一份名单能同时满足结构要求“{ $what }”：{ $path }。
count-missing-waits = 前一轮结果未定：{ $path }。
