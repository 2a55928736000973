# 记录：一件事一句话；办理事项、阶段、名单、身份等的名称；下一步还差什么。没有的变量一律给“none”。

# 对象、席位怎样称呼
record-numbered = { $number }{ $name }
record-nominee = 推荐对象{ $handle }
record-rec = 推荐{ $handle }
record-rec-of = { $nominee }的推荐
record-piece = 报道{ $handle }
record-objection = 第{ $n }号异议
record-judge = 评委{ $n }
record-judge-named = 评委{ $n }{ $name }
record-and-more = { $names }等

# 席位
role-office = 办公室
role-unit = 推荐单位
role-sponsor = 主办单位
role-department = 联审部门
role-judge = 评委
role-outlet = 宣传媒体
role-receiver = 监督受理
role-auditor = 审计
role-system = 系统
role-citizen = 公众

# 办理事项
act-adopt = 采用方案
act-amend = 采用补充通知
act-appoint = 设立席位
act-dismiss = 撤销席位
act-publish-standards = 公布评选标准
act-sign-for = 签收方案
act-remind = 催办
act-promote = 记录宣传发动
act-restore = 用备份恢复账本
act-recommend = 推荐
act-return = 退回修改
act-revise = 修改后重新提交
act-endorse = 审核上报
act-withdraw = 退出评选
act-ask-clearance = 征求联审意见
act-clear = 给出联审意见
act-match = 核对重复推荐
act-screen = 初审
act-publish-candidates = 公布候选人名单
act-issue-codes = 制作投票码
act-anchor = 存证选票账本
act-enter-paper = 录入纸质选票
act-withdraw-paper = 撤回一批纸质选票
act-count-paper = 清点纸质选票
act-recuse = 申报回避
act-sheet = 提交评分表
act-close-panel = 结束评审工作
act-remind-judge = 催办评委
act-count = 计算得分
act-resolve = 作出决议
act-publish-result = 公布结果名单
act-publish-notice = 发布公示
act-object = 提出异议
act-rule = 裁定异议
act-replace = 调整名单
act-extend = 延长公示
act-sign = 会签
act-decline = 不同意签署
act-recheck = 登记失信核查
act-name = 命名
act-reissue = 换发证书
act-revoke = 撤销称号
act-assign = 下达采访任务
act-file-piece = 提交报道
act-review-piece = 审核报道
act-ceremony = 确定发布仪式日期
act-close = 结束评选

# 阶段种类
stage-kind-recommend = 推荐
stage-kind-screen = 初审
stage-kind-vote = 网络评选
stage-kind-review = 专家评审
stage-kind-notice = 公示
stage-kind-naming = 命名
stage-kind-publicity = 集中宣传
stage-kind-closing = 结束

# 名单
list-recommended = 推荐名单
list-candidates = 候选人名单
list-candidates-work = 候选作品名单
list-finalists = 最终候选名单
list-named = 命名名单

# 推荐途径
tier-bottom-up = 单位推荐
tier-top-down = 办公室或主办单位推荐
tier-public = 公众推荐
tier-own = 自荐

# 联审意见、初审决定、异议裁定
opinion-clear = 无异议
opinion-against = 有异议
opinion-withdrawn = 撤回原意见
outcome-pass = 通过
outcome-out = 不通过
ruling-upheld = 成立
ruling-dismissed = 不成立
ruling-partly = 部分成立

# 计算结果中的位置

# 报道
piece-assigned = 待交稿
piece-filed = 待审核
piece-returned = 已退回
piece-published = 已发布

# 回避事由
ground-own = 本人参评
ground-kin = 近亲属
ground-same-unit = 同一单位
ground-same-outlet = 同一媒体
ground-recommender = 推荐人
ground-other = 其他利害关系

# 投票的作用、投票人身份
vote-mode-none = 不投票
vote-mode-display = 仅供展示
vote-mode-advisory = 供评议参考
vote-mode-weighted = 按权重计入结果
identity-anonymous = 不核实身份
identity-account = 平台账号
identity-phone = 手机号验证码
identity-code = 投票码
identity-paper = 投票点发放纸质选票
identity-real-name = 实名认证

# 关口
gate-candidates = 公布候选人名单
gate-paper = 清点“{ $stage }”的纸质选票
gate-panel = 结束评审工作
gate-named = 公布命名名单
gate-closed = 结束评选
gate-never = 永不

# 一批纸质选票
record-batch = { $place }第{ $number }批

# 密封的记录
sealed-until = 已密封，将于{ $gate }时公开{ $stage ->
        [none] { "" }
       *[other] （“{ $stage }”阶段）
    }
sealed-open = 已密封，公开时间未定
sealed-never = 已密封，按方案永不公开

# 下一步还差什么：未办完与已办完两种说法
lack-standards = 详细评选标准还没有公布
lack-standards-done = 详细评选标准已公布
lack-candidate-list = 候选人名单还没有公布
lack-candidate-list-done = 候选人名单已公布
lack-review-rules = 方案没有写明评分标准或者评分是否公开，评审不能开始，请用补充通知写明
lack-review-rules-done = 评分标准和评分公开方式已写明
lack-recommend-open = 推荐还没有截止：{ $names }
lack-recommend-open-done = 推荐已截止
lack-returned = { $count }份推荐退回后没有重新提交
lack-returned-done = 没有退回待改的推荐
lack-at-unit = { $count }份推荐在单位那里还没有签署
lack-at-unit-done = 没有等单位签署的推荐
lack-to-screen = { $count }份推荐待审
lack-to-screen-done = 推荐已全部审完
lack-pairs = { $count }对疑似重复的推荐待核
lack-pairs-done = 没有待核的重复推荐
lack-clearances = { $count }人缺少有效的联审意见
lack-clearances-done = 联审意见齐全
lack-nobody = 还没有人通过初审：{ $names }
lack-nobody-done = 各类别都有人通过初审
lack-panel-seats = 评委没有配齐：{ $names }
lack-panel-seats-done = 评委已配齐
lack-sheets = { $count }份评分表未交
lack-sheets-done = 评分表已交齐
lack-few-sheets = { $count }名候选人的评分表不够规定份数
lack-few-sheets-done = 没有评分表不够份数的候选人
lack-count = 得分还没有算出
lack-count-done = 得分已算出
lack-resolution = 还没有作出决议
lack-resolution-done = 决议已作出
lack-result-list = 结果名单还没有公布
lack-result-list-done = 结果名单已公布
lack-final-list = 最终候选名单还没有产生
lack-final-list-done = 最终候选名单已产生
lack-notice = 名单的公示还没有完成
lack-notice-done = 没有未完成的公示
lack-objections = { $count }件异议没有裁定
lack-objections-done = 没有未裁定的异议
lack-gone = 名单上有{ $count }人已退出：{ $names }
lack-gone-done = 名单上没有已退出的人
lack-declined = { $count }家主办单位不同意签署：{ $names }
lack-declined-done = 没有主办单位不同意签署
lack-signatures = { $count }家主办单位没有会签：{ $names }
lack-signatures-done = 主办单位已全部会签
lack-signatories = 方案没有写明由谁签署
lack-signatories-done = 签署单位已明确
lack-recheck = { $count }人还没有通过当天的失信核查
lack-recheck-done = 当天的失信核查全部通过
lack-stages = { $count }个阶段还没有结束：{ $names }
lack-stages-done = 各阶段都已结束
lack-closing-day = 还没有到规定的结束时间
lack-closing-day-done = 已到规定的结束时间
lack-paper-time = 还在录入纸质选票的时间内
lack-paper-time-done = 纸质选票的录入时间已过
lack-paper-unfinished = { $count }批纸质选票只有一人录入或两人不一致，清点前须录完或撤回：{ $names }
lack-paper-unfinished-done = 录入的各批纸质选票两人都一致
lack-paper-count = 纸质选票还没有清点
lack-paper-count-done = 纸质选票已清点

# 方案、席位、标准
entry-plan-adopted = 采用方案《{ $title }》
entry-plan-amended = 采用补充通知《{ $title }》{ $document ->
        [none] { "" }
       *[other] （{ $document }）
    }
entry-seat-given = 设立席位{ $seat }：{ $role }
entry-seat-taken = 撤销席位{ $seat }
entry-standards-published = 公布详细评选标准第{ $version }版
entry-signed-for = { $unit }签收方案
entry-reminded = 催办{ $unit }
entry-promoted = 完成宣传发动：{ $task }
entry-log-restored = 用备份恢复，账本另起名称：丢失记录{ GROUP($acts) }条、选票{ GROUP($ballots) }张

# 到时自动发生的
entry-stage-opened = “{ $stage }”开始
entry-stage-closed = “{ $stage }”结束
entry-calendar-issued = { $year }年放假安排生效（{ $number }）{ $differs ->
        [0] { "" }
       *[other] ；按它推算，{ $differs }个公示的期满时间会有不同，已公布的期满时间不变
    }

# 推荐
entry-recommended = { $tier ->
        [own] { $nominee }自荐
        [public] 市民提出推荐：{ $nominee }
       *[other] { $who }提出推荐：{ $nominee }
    }（{ $category }），简要事迹{ $words }字
entry-returned = 退回{ $rec }，请修改后再提交
entry-revised = { $rec }修改后重新提交，简要事迹{ $words }字
entry-endorsed = { $unit }审核{ $rec }并上报办公室，签认标准{ $signed }条
entry-withdrawn = { $nominee }退出评选

# 初审与联审
entry-clearance-asked = 就{ $nominee }征求联审意见：{ $department }
entry-clearance-asked-unseen = 就{ $nominee }征求联审意见
entry-cleared = { $nominee }联审：{ $department }{ $opinion }
entry-cleared-unseen = { $nominee }的一份联审意见已到
entry-matched = { $same ->
        [yes] { $other }与{ $keep }是同一对象，并入{ $keep }
       *[other] { $other }与{ $keep }不是同一对象
    }
entry-screened = { $nominee }{ $reason ->
        [none] 通过初审
       *[other] 未通过初审：{ $reason }
    }

# 名单与开封
entry-list-published = 公布{ $list }第{ $version }版，共{ $count }名
entry-gate-opened = { $gate }，此前密封的{ $count }条记录随之公开

# 网络评选
entry-codes-issued = “{ $stage }”制作投票码{ GROUP($count) }个，用于“{ $channel }”
entry-ballots-anchored = “{ $stage }”期间选票账本存证，选票账本共{ GROUP($count) }张
entry-ballots-counted = “{ $stage }”选票清点完毕，共{ GROUP($count) }张：有效{ GROUP($valid) }张，无效{ GROUP($invalid) }张{ $log ->
        [none] { "" }
       *[other] ；选票账本连同此前各轮共{ GROUP($log) }张
    }
entry-counts-shown = 公布“{ $stage }”截至{ $at }的票数：共{ GROUP($count) }张，有效{ GROUP($valid) }张

# 纸质选票
entry-paper-entered = 录入“{ $stage }”{ $place }第{ $number }批纸质选票：发出{ GROUP($issued) }张，有效{ GROUP($valid) }张，无效{ GROUP($invalid) }张
entry-paper-withdrawn = 撤回“{ $stage }”{ $place }第{ $number }批纸质选票
entry-paper-counted = “{ $stage }”纸质选票清点完毕，共{ $batches }批：有效{ GROUP($valid) }张，无效{ GROUP($invalid) }张

# 专家评审
entry-recused = { $judge }回避{ $nominee }：{ $ground }
entry-recused-unseen = 一名评委申报一次回避
entry-sheet-filed = { $judge }提交{ $nominee }的评分表：{ $total ->
        [none] 弃权
       *[other] 合计{ $total }分
    }
entry-sheet-filed-unseen = 一名评委提交一份评分表
entry-judge-reminded = “{ $stage }”：第{ $times }次催办{ $judge }
entry-panel-tallied = “{ $stage }”：{ $candidates }名候选人得到的各个分数，不写谁打的；密封不公开的记录{ $leaves }条
entry-panel-closed = “{ $stage }”评审工作结束：评分表{ $sheets }份，申报回避{ $recusals }次

# 结果
entry-counted = { $rule }：{ $category }的得分已算出，共{ $count }名{ $open ->
        [yes] ，结果未定
       *[other] { "" }
    }
entry-resolved = 第{ $number }号决议（{ $rule }）：应到{ $of }人，实到{ $present }人，共{ $count }名入选{ $departures ->
        [0] ，与得分一致
       *[other] ，与得分不一致{ $departures }处
    }

# 公示与异议
entry-notice-published = 第{ $notice }号公示：{ $list }第{ $version }版，{ $first }起，{ $ends }止，共{ $kind ->
        [working] { $days }个工作日
       *[other] { $days }天
    }
entry-notice-voided = 第{ $notice }号公示因名单变动提前终止
entry-notice-extended = 第{ $notice }号公示延长至{ $ends }
entry-objected = 收到第{ $n }号异议{ $about ->
        [none] ，针对整个名单
       *[other] ，针对{ $about }
    }，{ $named ->
        [yes] 署名
       *[other] 匿名
    }，由{ $to ->
        [receiver] 监督受理
       *[other] 办公室
    }办理
entry-ruled = 第{ $n }号异议{ $about ->
        [none] { "" }
       *[other] （针对{ $about }）
    }裁定：{ $ruling }
entry-replaced = { $out }不再列入名单{ $with ->
        [none] { "" }
       *[other] ，由{ $with }补入
    }

# 命名
entry-signed = { $sponsor }会签最终候选名单第{ $version }版
entry-declined = { $sponsor }不同意签署最终候选名单第{ $version }版
entry-rechecked = { $day }失信核查：共核查{ $count }人，查有记录{ $hits }人
entry-rechecked-unseen = { $day }失信核查：共核查{ $count }人
entry-named = 以{ $document }命名，共{ $count }名
entry-certificate-reissued = 为{ $nominee }换发证书{ $number }，原证书{ $old }作废
entry-revoked = 撤销{ $nominee }的称号：{ $reason }

# 集中宣传与结束
entry-assigned = 请{ $outlet }在{ $by }前采访报道{ $nominee }
entry-piece-filed = { $piece }已交稿，待审核
entry-piece-published = { $piece }审核通过，已发布
entry-piece-returned = { $piece }退回修改
entry-ceremony-fixed = “{ $stage }”的发布仪式定于{ $on }
entry-selection-closed = 评选结束：{ $seats }个席位全部撤销，{ $open ->
        [0] 没有未裁定的异议
       *[other] { $open }件未裁定的异议交接
    }，由{ $successor }接手
