# 退回理由：错在哪里，怎么办。没有的变量一律给“none”。

refusal-not-allowed = 现在的身份不能办理此事。请用有权办理的账号登录，或联系评选办公室。
refusal-closed = 评选已经结束，档案只供查阅，不再办理任何事项。未了事项由接手单位办理。
refusal-too-early = { $stage ->
        [none] 这一阶段
       *[other] “{ $stage }”
    }还没有开始{ $opens ->
        [none] 。请等开始后再办理。
       *[other] ，{ $opens }开始。请到时再办理。
    }
refusal-counted-lost = 丢失的选票中有已经清点计票的，不能这样恢复：那次计票再也无法核对。请找回更新的ballots.db；确实找不回的，这次评选不能接着办，请公开说明。
refusal-too-late = { $stage ->
        [none] 这件事的办理时间
       *[other] “{ $stage }”
    }{ $closes ->
        [none] 已经截止
       *[other] 已于{ $closes }截止
    }，不能再办理。确有特殊情况的，请联系评选办公室。
refusal-not-open = { $stage ->
        [none] 还没有进行到这一步
       *[other] “{ $stage }”{ $standing ->
            [open] 还没有结束
           *[other] 还没有开始
        }
    }，现在不能办理。请先办完前面的事项。
refusal-unknown = { $what ->
        [none] 没有找到要办理的对象
       *[other] 这里没有“{ $what }”
    }，或者不能对它办理此事。请刷新页面，重新选择。
refusal-missing = { $field ->
        [file] 请选择要上传的文件。
        [category] 请选择评选类别。
        [kind] 请选择人员或作品的种类。
        [unit] 请从列表中选择推荐单位。
        [employer_unit] 请从列表中选择所在单位。
        [gender] 请从所列选项中选择性别。
        [outlet] 请从列表中选择媒体。
        [name] 请填写姓名或名称。
        [employer] 请填写所在单位。
        [brief] 请填写简要事迹。
        [note] 请写明理由或要求。
        [text] 请写明内容。
        [title] 请填写标题。
        [document] 请填写文号。
       *[other] 这一项必须填写。
    }
refusal-field-too-long = 内容太长，最多{ $most }个字符。请删减后再提交。
refusal-illegible = 其中有看不见的字符（如零宽字符、文字方向控制符、换行），或者没有可以辨认的文字。请删去后重新填写，不要从其他文件粘贴。
refusal-not-stated = 方案没有写明办理此事的规则，程序不替它作主。请先由主办单位以补充通知定下来。
refusal-already-adopted = 这次评选已经有了方案，不能再采用一个。要改动规则，请采用补充通知。
refusal-beyond-conduct = 方案中有{ $rules }处规则，本程序还不能在网上办理，第一处在“{ $path }”。为免规则落空，不能采用；请改为可以办理的规则。
refusal-bad-supplement = 补充通知有{ $faults }处错误，不能采用{ $path ->
        [none] { "" }
       *[other] ；第一处在“{ $path }”
    }。请改正后再提交。
refusal-acts-backward = 规则的改动只对以后有效：{ $what ->
        [none] 已经开始的阶段，规则不能改动
        [id] 方案的代号、规则版本和时区不能改动
        [category] 推荐已经开始，评选类别不能改动
       *[other] “{ $what }”已经开始，它的规则不能改动
    }。请从补充通知中去掉这处改动。
refusal-bad-handle = 这个代号已被占用或写法不对。请换一个，只用小写字母、数字和连字符。
refusal-brief-too-long = 简要事迹有{ $have }字，最多{ $most }字。请删减后再提交。
refusal-personal-number = 这段文字日后会公开，里面似乎有身份证号码或手机号码。请删去号码后再提交。
refusal-bad-id-number = 身份证号码不对：{ $fault }。请对照证件重新填写。
refusal-bad-phone = 手机号码不对。请填写11位的手机号码。
refusal-tier-closed = 这次评选没有开放这种推荐途径。请改用方案规定的途径。
refusal-over-quota = 推荐单位在这一类别的名额是{ $quota }个，已用{ $have }个。要推荐别人，须先撤回一份。
refusal-checklist-open = 还有{ $open }条标准没有签认。请逐条核对，全部签认后再提交。
refusal-minutes-missing = 缺少会议记录。请上传会议记录后再提交。
refusal-already-recommended = 推荐单位已在这一类别推荐过此人，不必重复推荐。
refusal-wrong-status = 按现在的办理进度，不能办理此事。请刷新页面，看看最新情况。
refusal-nobody-to-return-to = 这份推荐是市民提交的，没有账号，没有可以退回的对象。在单位的，请核实后补正；在办公室的，请直接审核。
refusal-unknown-reason = 请从方案公布的理由中选择一条。
refusal-must-recuse = 与{ $nominee }有应当回避的关系，不能办理。请交由其他人员办理。
refusal-judge-same-unit = 与{ $nominee }或其推荐单位是同一单位，应当回避，不能评分。
refusal-judge-same-outlet = 与{ $nominee }是同一媒体，应当回避，不能评分。
refusal-gate-open = { $what ->
        [none] 前面还有事项没有办完
       *[other] 还有事项没有办完：{ $what }
    }。请先办好，再来办理此事。
refusal-list-missing = 要公示的名单还没有产生
refusal-forgotten = { $nominee }已通过初审，却没有排进名单
refusal-too-many-candidates = 这一类别排了{ $have }名候选人，方案规定最多{ $most }名。请减少后再公布。
refusal-too-many-seated = 这一类别选了{ $have }个，名额最多{ $most }个。请减少后再提交。
refusal-not-eligible = { $nominee ->
        [none] 名单上有人
       *[other] { $nominee }
    }不能列入名单：可能没有通过审核、已经退出，或已不在名单上。请调整名单。
refusal-twice = { $nominee ->
        [none] 这一版名单已经公示，不能再公示一次。
       *[other] { $nominee }出现了两次。请只保留一处。
    }
refusal-clearance-missing = { $count }人缺少有效的联审意见{ $nominee ->
        [none] { "" }
       *[other] ，其中有{ $nominee }
    }。意见未到、有异议或已过期的，请先办妥。
refusal-standards-missing = 详细的评选标准还没有公布。请先公布标准。
refusal-bad-score = { $criterion ->
        [none] 评分项与评分标准对不上。请刷新页面，重新评分。
       *[other] “{ $criterion }”没有评分或超出范围。请填{ $least }至{ $most }的整数。
    }
refusal-panel-closed = 评审工作已经结束，评分和回避不能再改动。
refusal-sheets-all-in = 这位评委的评分表已经交齐，不用催办。
refusal-no-name = 方案规定评分表署名公开，但系统里没有这个岗位的姓名。请联系管理员在账号里填写。
refusal-sheets-missing = { $what ->
        [none] 评分表没有交齐
       *[other] 评审工作还不能结束：{ $what }
    }。请先补齐。
refusal-too-few-sheets = { $count }名候选人的评分表不够方案规定的份数{ $nominee ->
        [none] { "" }
       *[other] ，其中有{ $nominee }
    }。请补足评分表。
refusal-not-counted = 得分还没有算出。请先计算得分。
refusal-tie-open = 末位同分，先后未定。请按方案规定的办法分出先后，或由会议作出决议。
refusal-undecided = 方案没有写明，或者数据不全，算不出结果。请先以补充通知明确规则，或补齐数据。
refusal-no-quorum = 应到{ $of }人，实到{ $have }人，不到方案规定的{ $quorum }，不能作出决议。请核对人数，或另行开会。
refusal-departure-reason = 对{ $nominee }的决定与得分不一致，须写明可以公开的理由。
refusal-no-notice = 现在没有可以办理此事的公示。请刷新页面，看看最新情况。
refusal-notice-running = 名单的公示还没有完成。请等公示期满再办理。
refusal-objection-open = 还有{ $count }件异议没有裁定。请先裁定。
refusal-already-ruled = 这件异议已经裁定，不能再裁定一次。
refusal-leads-missing = 匿名提出异议，须有可以核查的线索。请写明时间、地点、经过并勾选此项，或者署名。
refusal-signatures-missing = 还有{ $count }家主办单位没有会签{ $sponsor ->
        [none] { "" }
       *[other] ，其中有{ $sponsor }
    }。会签齐了才能命名。
refusal-not-a-signatory = 方案没有规定本单位签署命名文件，不必会签。
refusal-already-signed = 本单位已会签这一版名单，不必再签。
refusal-signature-declined = { $count }家主办单位不同意签署这一版名单{ $sponsor ->
        [none] { "" }
       *[other] ，其中有{ $sponsor }
    }。请协商一致，或按规定调整名单。
refusal-recheck-missing = { $count }人还没有通过命名当天的失信核查{ $nominee ->
        [none] { "" }
       *[other] ，其中有{ $nominee }
    }。请当天核查；查有记录的，不能命名。
refusal-not-named = 没有命名，或者称号已经撤销，不能办理此事。
refusal-unknown-outlet = 请从方案列出的媒体中选择。
refusal-date-outside = { $field ->
        [none] 重新推算的期满时间并不更晚，公示不必延长。
       *[other] 日期不在这一阶段的起止时间之内。请另选日期。
    }
refusal-piece-status = 按现在的进度，不能对这篇报道办理此事。请刷新页面，看看最新情况。
refusal-not-done = { $what ->
        [none] 工作还没有全部完成
       *[other] 评选还不能结束：{ $what }
    }。请办完后再结束。
refusal-vote-closed = { $closes ->
        [none] { $opens ->
            [none] 现在没有开放投票。请留意投票的起止时间。
           *[other] 投票还没有开始，{ $opens }开始。
        }
       *[other] 投票已于{ $closes }截止，不再收票。
    }
refusal-no-vote = 这里没有可以参加的投票：方案没有设投票，或没有写明怎样投。
refusal-too-few-choices = 已选{ $have }个，一张选票至少选{ $least }个。请补选后再投。
refusal-too-many-choices = 已选{ $have }个，一张选票最多选{ $most }个。请减少后再投。
refusal-not-a-candidate = 所选的不是这一类别的候选人，或已经退出，或选了两次。请刷新页面，重新选择。
refusal-limit-reached = 这一时段可投的{ $limit }张票已经投完。已投的票可以在“查我的票”中核对。
refusal-bad-code = 投票码不对{ $fault ->
        [none] { "" }
       *[other] ：{ $fault }
    }。请核对后重新输入；仍然不行的，请联系发放投票码的单位。
refusal-work-missing = 这张选票没有带上验证计算的结果。计算要用JavaScript：请打开JavaScript并重新载入，算完再投。您选的都在。
refusal-work-wrong = 验证计算的结果不对。您选的都在，请再投一次：您的设备正在重新计算，算完即可投出。
refusal-work-foreign = 验证计算的结果是为另一张选票算的，不能用在这一张上。您选的都在，请再投一次：您的设备正在重新计算，算完即可投出。
refusal-work-expired = 验证计算的结果已经过期。您选的都在，请再投一次：您的设备正在重新计算，算完即可投出。
refusal-busy = 现在投票的人很多，这一票还没有收下。请稍后再投；已经收下的票都在。
refusal-no-paper = 方案没有条款允许这个渠道使用纸质选票，不能录入。
refusal-bad-figure = 请填写不大于{ $most }的整数；批次号从1起。
refusal-paper-late = 已过新录一批纸质选票的时间。此前已录入的批次，清点前仍可录完或撤回。
refusal-paper-running = 纸质选票还可以录入，现在不能清点。录入时间过后，并且投票已经结束，再清点。
refusal-paper-unfinished = { $count }批纸质选票只有一人录入或两人不一致。请先录完或撤回，再清点。
refusal-paper-not-counted = 纸质选票还没有清点。请先在“投票”中清点，再算得分。
refusal-paper-counted = 这一轮的纸质选票已经清点，不能再录入或撤回。
refusal-paper-agreed = 这一批已有两人录入一致，不能再录入或撤回。
refusal-paper-there = 这个投票点的这一批已经录入过。批次号没有写错的，请从批次列表打开它，再录一遍或更正。
refusal-paper-same-person = 同一个人已用另一席位录入过这一批。须由另一人录入。
refusal-scan-missing = 请上传这一批选票的扫描件。
refusal-scan-twice = 这份扫描件已经用于{ $place }第{ $number }批。每一批用自己的扫描件。
refusal-paper-over-issued = 有效票与无效票共{ $counted }张，多于发出的{ $issued }张。
refusal-paper-votes-over-valid = { $nominee }的票数多于有效票{ $valid }张。
refusal-paper-too-many-votes = 票数共{ $votes }，多于有效票最多可投的{ $most }票。
refusal-paper-too-few-votes = 票数共{ $votes }，少于有效票至少应有的{ $least }票。

# 身份证号码错在哪里（接在“身份证号码不对：”之后）
fault-id-empty = 没有填写
fault-id-spreadsheet-float = 表格软件把它变成了带E的数，末几位已经丢失
fault-id-fifteen-digits = 15位的旧号码早已停用，须用18位号码
fault-id-wrong-length = 不是18位
fault-id-bad-character = 前17位应当是数字，最后一位是数字或X
fault-id-full-width = 用了全角字符
fault-id-spacing = 中间有空格或连字符
fault-id-lower-case-x = 最后一位的X应当大写
fault-id-bad-date = 其中的出生日期并不存在
fault-id-future-date = 其中的出生日期还没有到
fault-id-check-fails = 校验位对不上，可能有一位填错了
fault-id-malformed = 写法不对

# 投票码错在哪里（接在“投票码不对：”之后）
fault-code-wrong-length = 不是12个字符
fault-code-bad-character = 里面有投票码不会用的字符
fault-code-check-fails = 有一个字符输错了，或者两个字符颠倒了
fault-code-unknown = 没有发放过这个投票码
