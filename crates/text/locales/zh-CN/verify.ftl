verify-title = 核验{ $selection }，方案摘要{ $plan }
verify-unknown = （读不出）
verify-passed-plan = 方案：{ $announced ->
    [0] 与记录所载摘要一致（没有公告可供对照）
   *[other] 与公告一致
}
verify-passed-signatures = 签名：树头{ $checkpoints }个，见证会签{ $cosignatures }份{ $quorum ->
    [0] { "" }
   *[other] ，达到公告所定人数
}
verify-passed-tree = 树：办理记录{ GROUP($acts) }条、选票{ GROUP($ballots) }张，{ $hashes }种散列都与树头一致
verify-passed-leaves = 记录：{ GROUP($entries) }条，写法唯一，种类已知
verify-passed-openings = 开封：关口{ $gates }个，开封{ GROUP($opened) }条，待开封{ GROUP($waiting) }条，永久密封{ GROUP($for-good) }条，另附公开材料{ GROUP($parts) }份
verify-passed-acts = 办理：{ GROUP($acts) }件共{ GROUP($entries) }条，件件符合方案、权限、时间和次序
verify-passed-ballots = 选票：{ GROUP($ballots) }张，都在投票时间内，不超限、不重复{ $coded ->
    [0] { "" }
   *[other] ，凭码的{ GROUP($coded) }人不多于发放的投票码
}；两份日志互证{ $anchors }次{ $not-judged ->
    [0] { "" }
   *[other] ；另有{ GROUP($not-judged) }张须待开封以后才能核验
}{ $late ->
    [0] { "" }
   *[other] ；其中{ GROUP($late) }张记入日志比投票晚十分钟以上
}
verify-passed-quarantine = 暂扣的选票：{ $quarantined }张（本版记录没有暂扣一项）
verify-passed-ballot-openings = 选票开封：{ GROUP($opened) }张，与投票时的承诺一致
verify-passed-counts = 计票：票数{ $tallies }组、投票期间公布的票数{ $shown }次、纸质选票{ $batches }批、结果{ $results }组，重新计算后一致
verify-passed-resolutions = 决议：{ $resolutions }件，写明与计票不同之处{ $departures }处
verify-passed-lists = 名单：{ $lists }版，获评者{ $honourees }名，与决定一致
verify-passed-state = 状态：到第{ GROUP($entries) }条为止
verify-mark-passed = 通过
verify-mark-failed = 不符
verify-leaf-acts = 办理记录第{ $n }条
verify-leaf-ballots = 第{ $n }张选票
verify-where = 位置：{ $where }
verify-rule = 规则：{ $rule }
verify-about = 说明：{ $about }
verify-state = 状态摘要：{ $state }
verify-restored = 第{ $n }条记录：曾用备份恢复，账本另起名称；丢失记录{ GROUP($acts) }条、选票{ GROUP($ballots) }张，重新清点不含这些。原来的账本：{ $earlier }
verify-head = { $origin }：共{ GROUP($size) }条，树根{ $root }，SM3树根{ $sm3 }
verify-votes = 投票{ $stage }，类别{ $category }：{ GROUP($ballots) }张
verify-tally = 有效{ GROUP($valid) }张，无效{ GROUP($invalid) }张
verify-paper = 另有纸质选票：发出{ GROUP($issued) }张，有效{ GROUP($valid) }张，无效{ GROUP($invalid) }张（两人录入，不在选票账本中）
verify-paper-candidate = { $nominee }：纸质{ GROUP($votes) }票
verify-channel = 渠道{ $channel }（{ $identity }）{ GROUP($ballots) }张
verify-candidate = { $nominee }：{ GROUP($votes) }票
verify-list = { $list }第{ $version }版：{ $members }
verify-honouree = 获评：{ $category } { $number } { $nominee }，证书{ $certificate }
verify-waiting = 评选尚未结束：{ $gates }。已核验到第{ GROUP($folded) }条。
verify-waiting-gate = 关口{ $gate }待开封{ GROUP($n) }条
verify-still-open = 评选尚未结束；目前公布的内容已全部核验。
verify-result-trusted = 核验通过：内容前后一致，来源与公告一致。
verify-result-unproven = 内容前后一致，来源未经证明：请用公告印出的信任文件（--trust）再核验。
verify-result-failed = 核验不通过。
verify-trust-unreadable = 信任文件{ $file }无法打开：{ $why }
verify-reason-trust-malformed = 信任文件无法读取
verify-reason-plan-missing = 办理记录不是从方案开始的
verify-reason-plan-hash = 方案与旁边所载摘要不符
verify-reason-plan-not-announced = 方案不是公告的那一份
verify-no-publication = 这里没有公布的文件。网站上的公布在“/log/评选活动代号”之下，请给出那个网址；文件夹请给出acts和ballots所在的那一个。
verify-reason-checkpoint-missing = 缺少树头
verify-reason-checkpoint-malformed = 树头格式不对
verify-reason-origin-wrong = 两个树头不属于同一评选的两份日志
verify-reason-log-unknown = 信任文件里没有这份日志
verify-reason-not-signed = 日志没有为树头签名
verify-reason-bad-signature = 已知密钥的签名不成立
verify-reason-quorum-missing = 见证会签不足公告所定人数
verify-reason-sm-missing = 缺少国密树头
verify-reason-sm-malformed = 国密树头格式不对
verify-reason-sm-untied = 国密树头属于另一棵树
verify-reason-sm-not-signed = 国密树头没有已知密钥的签名
verify-reason-unreadable = 文件无法读取
verify-reason-tile-missing = 缺少树片或记录文件
verify-reason-tile-wrong = 树片或记录文件不属于这棵树
verify-reason-root-wrong = 树片推不出签名的树根
verify-reason-leaf-not-in-tree = 这一条与树上的不同
verify-reason-sm-root-wrong = 各条推不出SM3树根
verify-reason-leaf-not-canonical = 写法不是唯一规定的写法
verify-reason-leaf-misnumbered = 编号与位置不符
verify-reason-leaf-foreign = 这一条属于另一评选
verify-reason-leaf-unknown = 不认识这种记录，或者内容与种类不符
verify-reason-blob-missing = 缺少开封文件
verify-reason-blob-altered = 开封文件与名称中的摘要不符
verify-reason-opening-malformed = 文件不是这个关口的开封
verify-reason-opening-incomplete = 有应开封的没有开封
verify-reason-opening-foreign = 开封了没有为这个关口密封的内容
verify-reason-opening-mismatch = 开封的内容与密封时不同
verify-reason-opening-count = 开封条数与记录不符
verify-reason-gate-twice = 同一关口开封了两次
verify-reason-wrong-gate = 密封的关口不对，或者该密封而没有密封
verify-reason-sealed-at-closing = 评选已经结束，仍有没开封的记录
verify-reason-hidden-leaves = 永久密封的条数与评审组所报不符
verify-reason-part-malformed = 公开材料的格式不对
verify-reason-part-foreign = 公开材料不属于任何记录，或者不得公开
verify-reason-part-mismatch = 公开材料与记录所封的不同
verify-reason-act-out-of-place = 这一条没有接着上一条
verify-reason-time-goes-back = 记录时间早于上一条
verify-reason-act-torn-apart = 同一次办理的记录不连续，或者时间不一
verify-reason-due-first = 有到期事项应当先记录
verify-reason-not-due = 记录了尚未到期的事项
verify-reason-no-such-act = 没有任何办理会产生这样的记录
verify-reason-act-refused = 按方案、权限、时间或者次序，这件事不应获准
verify-reason-entry-differs = 记录与办理应有的内容不同
verify-reason-entry-lacking = 缺少办理应有的一条记录
verify-reason-parts-wrong = 所附材料不是这种记录应有的
verify-reason-calendar-wrong = 放假安排与发布的不同
verify-reason-nothing-secret = 方案没有要求保密，却有永久密封的记录
verify-reason-ballot-stage = 选票不属于方案中的任何投票
verify-reason-ballot-window = 投票不在规定时间内
verify-reason-ballot-period = 选票的时段与投票时间不符
verify-reason-ballot-place = 选票的类别或者渠道不在方案中
verify-reason-slot-over-limit = 超过方案规定的票数
verify-reason-slot-twice = 同一投票人的同一票额投了两张
verify-reason-voters-over-codes = 凭投票码的投票人多于发放的投票码
verify-reason-ballot-replaces = 选票改投或者撤回了另一张，方案不允许
verify-reason-ballot-after-count = 计票以后又添了选票
verify-reason-anchor-beyond-log = 办理记录所载票数多于选票日志
verify-reason-anchor-shrinks = 办理记录所载票数比先前少了
verify-reason-anchor-root = 办理记录所载树根与选票不符
verify-reason-anchor-early = 选票还没有投出，办理记录已经载明
verify-reason-ballot-not-opened = 已计票的投票中有选票没有开封
verify-reason-ballot-opening-foreign = 开封了不属于这次投票的选票，或者开封了两次
verify-reason-ballot-opening-mismatch = 开封的选择与投票时的承诺不同
verify-reason-ballot-opening-malformed = 选票开封文件的格式不对
verify-reason-ballot-opened-early = 计票之前已经开封了选票
verify-reason-tally-differs = 选票数出来的与记录的票数不同
verify-reason-shown-differs = 投票期间公布的票数与当时的选票数出来的不同
verify-reason-paper-differs = 纸质选票的合计与两人一致的各批次之和不同
verify-reason-count-differs = 重新计算的结果与记录不同
verify-reason-panel-figures = 保密评审组公布的数字互相矛盾
verify-reason-resolution-differs = 决议没有如实写明与计票不同之处
verify-reason-list-differs = 名单与决定的不同
verify-reason-naming-differs = 命名或者证书与最终名单不符
verify-reason-state-unwritable = 状态无法写成规定的形式

verify-no-folder = 没有{ $place }这个文件夹，什么也没有核验。
