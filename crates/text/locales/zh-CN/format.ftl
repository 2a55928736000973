# 方案格式：每种表、每个键、每个取值的含义。参考页和编辑器的提示都从这里取。
# 一种表的说明以它的短名和冒号开头，标题和链接取冒号前的字。同名同义的键共用format-any-开头的一条。

# 各处同名同义的键
format-any-id = 代号，供别处引用：小写字母、数字和连字符，最长64个字符，同类之中不得重复。
format-any-name = 名称，照方案原文写。
format-any-name-en = 英文名称，用在英文页面上；不写就用中文名称。
format-any-clause = 所依据的条款号，照方案写，如“七（二）”。退回理由和核对意见都会引用它。

# 方案
format-plan = 方案：一个文件写一次评选活动的全部规则。下面是最外层的键，凡是单独一行就能写完的，都要写在第一个`[…]`或`[[…]]`之前。
format-plan_format = 文件格式的版本，现在写`1`。
format-plan_rules = 计票规则的版本，现在写`1`。一次评选始终按它开始时的版本计票，以后软件升级也不变。
format-plan_id = 方案的代号，如`linyi-2022`：小写字母、数字和连字符。同一套软件里不得重复；公开账本的名称里有它，开始以后不能改。
format-plan_title = 活动全称，不带“实施方案”几个字。
format-plan_short = 简称，用在页面顶部和海报上，最好不超过八个字。
format-plan_title-en = 英文全称，用在英文页面上；不写就用中文全称。
format-plan_greeting = 首页上迎接市民的一两句话。
format-plan_edition = 第几届，写数字，如`6`；不分届次的不写。
format-plan_place = 哪个地方的活动，如“临沂市”。
format-plan_time-zone = 方案里所有日期所用的时区，写成“洲/城市”，国内写`Asia/Shanghai`，加拿大东部写`America/Toronto`，美国东部写`America/New_York`。没有日期的方案才可以不写。
format-plan_purpose = 目的和指导思想，一段一条。
format-plan_publication = 方案怎样公开：文号、索引号、日期、主送。每一项都可以不写。
format-plan_approval = 举办依据：谁批准、文号是什么。没有写明时，国内的活动核对会提醒（评比表彰没有依据不得举办），别处的列为待定。
format-plan_sponsor = 主办单位，按方案所列次序，一个单位一个`[[sponsor]]`。
format-plan_office = 领导小组和它的办公室。
format-plan_interpreter = 解释权归谁。
format-plan_supervisor = 谁来监督计票、抽取评委或者全过程，如公证处。
format-plan_cycle = 多久办一次、各期结果汇入哪里；只办一次的不写。
format-plan_unit = 推荐单位，按通行次序，一个单位一个`[[unit]]`；只收个人申报的不写。
format-plan_category = 评选类别，一类一个`[[category]]`，至少一个。
format-plan_electorate = 投票的和评审的是哪些人，一群人一个`[[electorate]]`；只有社会公众和评审组的，可以不写。
format-plan_attribute = 候选人按什么区分，如地区、级别、单位；结果或名额要按它分的时候才写。
format-plan_measure = 计分或分配名额要用、但不由本软件产生的数，如人口、传播量、造价。
format-plan_award = 奖项和等次，从高到低排列：一二三等奖、提名奖、人气奖、组织奖。只有一个等次的不写，名额写在类别里就够了。
format-plan_one-award = 一名候选人是否只能得一个奖；写`true`时，同时够几个奖的，只得其中排在最前的一个。“其余的”评第二个奖，就写`true`、两段结果都不写`among`，见[取多少和给什么奖](#awards)。
format-plan_currency = 方案里各项金额的货币，写ISO 4217的代号，如`EUR`；不写就是元。
format-plan_prize-total = 奖金总额，照方案写；与各奖相加不符时核对会指出。
format-plan_standards = 评选细则由谁制定、在哪个阶段之前公布。
format-plan_department = 联审部门，一个部门一个`[[department]]`；不联审的不写。
format-plan_outlet = 承担宣传的媒体，一家一个`[[outlet]]`；没有宣传阶段的不写。
format-plan_stage = 阶段，按方案所列次序，一个阶段一个`[[stage]]`，原文有几个写几个，没有的不写。要在网上办理的，还要有推荐、公示、命名、结束四种；缺了，核对会另外列出，方案照样成立，计票命令照样能算。
format-plan_result = 结果规则：票数和评分怎样变成名单，一轮一个`[[result]]`，按先后排列。没有它就没有名单。
format-plan_listed = 名单上有多少人，已经公布的才写；只供对照，不影响结果。
format-plan_requirement = 约束人而不约束软件的要求，照原文留存，如“加强组织领导”。

format-publication = 公开信息：政府信息公开目录里的那几项。真实公文里这些项目常有缺漏、彼此不符，所以每一项都可以不写，年份对不上只提醒。
format-publication_index = 索引号。
format-publication_publisher = 发布机构。
format-publication_header-document = 公开目录页头上印的文号，与正文文号不同时才写。
format-publication_document = 正文的文号，如“临城字〔2022〕66号”。
format-publication_disclosure = 公开方式，如“主动公开”。
format-publication_name = 信息名称。
format-publication_location = 存放位置。
format-publication_issued = 成文日期，只写日期，如`"2022-11-24"`。
format-publication_published = 公开日期，只写日期。
format-publication_addressees = 主送单位，按次序。
format-publication_site = 网站页脚。

format-site = 网站页脚：政府网站页脚依规定要有的内容。
format-site_owner = 网站主办单位。
format-site_address = 地址。
format-site_phones = 电话，一个号码一条，照原文写。
format-site_icp = ICP备案号。
format-site_site-id = 网站标识码。
format-site_police = 公安备案号。

format-sponsor = 主办单位：列在第一位的、文号所属的、办公室设在那里的，是三件不同的事，可以是三个单位。
format-sponsor_part = 承办、协办或者冠名；主办单位不写。
format-sponsor_owns-document = 方案用的是不是它的文号；有文号的方案，应当正好有一个单位写`true`。

format-sponsor-part = 单位身份：不是主办单位的，是什么身份。
format-sponsor-part_organiser = 承办。
format-sponsor-part_support = 协办、支持。
format-sponsor-part_name-giver = 冠名。

format-office = 领导小组和办公室：评选中的一切岗位由领导小组派出，日常工作由办公室做。
format-office_group = 领导小组（组委会）的名称。
format-office_name = 办公室的名称。
format-office_host = 办公室设在哪个主办单位，写它的代号。
format-office_dissolves = 任务完成后领导小组是否自行撤销。

format-standards = 评选细则：方案以外另定的细则。在它公布之前，指定的阶段不能开始。
format-standards_set-by = 由哪个主办单位制定，写代号。
format-standards_before = 在哪个阶段之前公布，写阶段代号。

format-department = 联审部门：对人选出具意见的机关。哪类人选要哪些部门的意见，写在类别的`kinds`里。
format-department_valid-days = 意见多少天以内有效，过期要重新联审；不写就一直有效。

format-outlet = 媒体：在宣传阶段报道获评者的单位。
format-outlet_sponsor = 它本身是哪个主办单位，写代号；不是的不写。

format-requirement = 对人的要求：软件执行不了、但方案写了的话，照原文留在规则里，公众看得到。
format-requirement_title = 小标题。
format-requirement_text = 正文。

# 推荐单位
format-unit = 推荐单位：可以向办公室报送人选的单位。
format-unit_name = 现在的名称。
format-unit_kind = 哪一种单位。
format-unit_parent = 上一级推荐单位的代号：它的推荐先由上一级审核。直接报办公室的不写。
format-unit_values = 它的人数等数目，推荐名额按它计的时候才写。
format-unit_former = 曾用名。导入旧名单时认得出来。
format-unit-value = 单位的数目：一个单位的人数、会员数。
format-unit-value_measure = 哪个数（[[measure]]的代号）。
format-unit-value_value = 多少。

format-unit-kind = 单位种类：只影响排列和称呼。
format-unit-kind_county = 县区、开发区。
format-unit-kind_bureau = 局属单位。
format-unit-kind_sub = 下一级单位：企业、街道、站所。
format-unit-kind_other = 其他可以推荐的单位。

format-former-name = 曾用名：一个单位在某日以前的名称。
format-former-name_until = 最后使用的日期，只写日期，如`"2014-01-20"`。

# 类别
format-category = 类别：各有各的范围、名额和标准，分开计票。只评一类的也要写一个。
format-category_prefix = 候选人编号的字头，1至3个大写字母，各类不同：写`A`，编号就是A01、A02……
format-category_subject = 评的是人、集体、作品还是地方；不写就是人。
format-category_seats = 名额。有“不超过”“正好”“左右”之分，照方案的字面选。
format-category_clearance = 审核时每一名都要征求意见的部门（`[[department]]`的代号）。只有某种人要征求的，写在`kinds`里。
format-category_scope = 哪些人可以参评，照方案的话写。
format-category_eligibility = 参评条件，一条一项；方案给了年龄、起止日期的，另写成数字。
format-category_kinds = 报名表上可选的人选种类，如“一线职工”“企业职工”；不分种类的不写。
format-category_needs-employer = 人选是否必须有所在单位。
format-category_standards = 评选标准，一句一条，不设分值；推荐单位要逐条确认。打分的标准写在评审阶段的`rubric`里。

format-subject = 评选对象：一个类别评的是什么。
format-subject_person = 个人。
format-subject_group = 集体。
format-subject_work = 作品。
format-subject_place = 地方。

format-kind = 人选种类：同一类别里的不同人员，可以有不同的联审要求。
format-kind_clearance = 这种人选要哪些部门联审，写部门代号；不要的不写。
format-kind_front-line = 是否算基层一线。每份名单都会列出一线所占比例。

format-seats = 名额：只写其中一种。
format-seats_at-most = 不超过这么多，可以少评。
format-seats_exactly = 正好这么多。
format-seats_about = 这么多左右，由作决定的机构定下人数。
format-seats_between = 在两个数之间。过线的（`support`）有几个就是几个；只排名次的，下限以后取多少由机构决定。
format-seats_share = 按参评数的比例，不超过：“获奖数不超过参评数的30%”在里面写`share = "3/10"`；另有上限的加`most`。参评数是候选人表里这一类的全部，退出的不算，前面几轮淘汰的也算。
format-seats_unlimited = 名额不限：够条件的都可以。

format-eligibility = 参评条件：一条写一项；数字是给软件核对用的，文字是给人看的。
format-eligibility_text = 照方案的话写。
format-eligibility_age-least = 最小年龄，周岁。
format-eligibility_age-most = 最大年龄，周岁，正好这个年龄可以。
format-eligibility_age-on = 年龄截至哪一天计算，方案写明时写。
format-eligibility_from = 事迹或作品不早于这一天，只写日期。
format-eligibility_until = 事迹或作品不晚于这一天，只写日期。
format-eligibility_excludes = 写`true`表示符合这一条的人不能参评，`text`就写哪些人：“受处分在影响期内的”“往届获奖者”，不写“不得……”。只限制一个奖、不限制参评的，写在那个奖的条件里。
format-eligibility_when = 候选人表里有属性可以看出这一条时，写属性和它的值。

format-attribute = 候选人属性：候选人表里的一列，如地区、级别、所在单位。分开计票、结构比例都按它。
format-attribute_values = 可以取的值；不写就不限。

format-measure = 外来数据：由别处提供、计分或分配名额要用的数，如传播量、户籍人口。
format-measure_about = 是什么数、由谁提供。
format-measure_distinct = 没有两个相同的写`true`，如出场次序、编号；同分时看它一定分得出。

# 投票人和评委
format-electorate = 投票群体：投票或评审的一群人。投票和评审阶段写明用哪一群；计分时可以把各群分开算。
format-electorate_kind = 哪一种人。
format-electorate_size = 有多少人。
format-electorate_odd = 人数是否必须是单数；必须的写`true`。
format-electorate_scope = 哪些人可以参加，照方案的话写。
format-electorate_age-least = 最小年龄，周岁。
format-electorate_residence = 对居住地或所属地的要求，照方案的话写。
format-electorate_split-by = 分成几部分各自投票的，按什么分，如“赛区”“支部”。
format-electorate_draw = 成员从更大的库里抽取的，写怎样抽。

format-electorate-kind = 群体种类：投票或评审的是什么样的人。
format-electorate-kind_public = 社会公众。
format-electorate-kind_members = 会员、职工：一个有名册的集体。
format-electorate-kind_representatives = 代表。
format-electorate-kind_mass-jury = 大众评审、现场观众。
format-electorate-kind_jury = 评委、专家。

format-size = 人数：直接写整数就是正好这么多人，其余写成下列之一。
format-size_exactly = 正好这么多。
format-size_at-least = 不少于这么多。
format-size_at-most = 不多于这么多。
format-size_about = 这么多左右。
format-size_between = 在两数之间。

format-draw = 抽取：评委或代表怎样抽签产生。
format-draw_pool = 从哪个库里抽。
format-draw_by = 抽取时按什么保持比例，如“专业结构”。
format-draw_when = 什么时候抽，如“评审前一天”。

format-supervisor = 监督方：从外面来看着某一步的机构或个人，如公证处、统计部门、监票人。
format-supervisor_name = 谁来监督。
format-supervisor_over = 监督什么。

format-over = 监督范围：监督方看着哪一步。
format-over_count = 计票。
format-over_draw = 抽取评委。
format-over_everything = 全过程。

# 阶段
format-stage = 阶段：有代号、种类、起止时间和先后关系，再带一个与种类同名的规则表。同一种阶段可以有几个，几个阶段也可以同时进行。
format-stage_id = 阶段的代号，整个方案里不得重复；结果规则、先后关系都靠它引用。
format-stage_kind = 哪一种阶段。它决定下面要写哪一个规则表。
format-stage_name-en = 英文名称；不写就用中文名称。
format-stage_opens = 开始时间，`"2022-12-01"`或`"2022-12-01 08:00"`。没有写明：前面的阶段结束、条件具备就开始。
format-stage_closes = 结束时间。只写日期就到当天24:00。没有写明：办完为止（公示自行算出截止时间）。
format-stage_lasts = 方案只说持续多久、没有说几时结束的，写时长：`"45m"`、`"21h"`、`"7d"`。
format-stage_hours = 每天只在几个钟点开放的，写各段钟点；不写就是全天。
format-stage_opens-within = 方案没有写到哪一天的，写最早和最晚哪天开始：6月上旬是`{"{"} from = "2009-06-01", to = "2009-06-10" {"}"}`。
format-stage_closes-within = 同样，写最早和最晚哪天结束。
format-stage_standing = 常年受理、随时推荐、没有截止时间的，写`true`：之后来的归下一次。
format-stage_printed = 方案上的时间不到日的，照原文写，如“6月上旬”“适时”。
format-stage_each-session = 每场各办一次的写`true`。
format-stage_category = 只对哪些类别（代号）：“建设者由专家评审，守护者由群众投票”，各写各的；不写就是所有类别。
format-stage_steps = 阶段内部先后做哪些事，照方案的话写，一步一条。
format-stage_after = 哪些阶段结束以后它才能开始，写代号，几个都要结束的都写上。不写就只看开始时间。要等的阶段得有结束的时候：没有写结束时间的`event`永远等不到，别的阶段不要等它。
format-stage_recommend = 推荐阶段的规则，写在`[stage.recommend]`里。
format-stage_screen = 初审阶段的规则，写在`[stage.screen]`里。
format-stage_vote = 投票阶段的规则，写在`[stage.vote]`里。
format-stage_review = 评审阶段的规则，写在`[stage.review]`里。
format-stage_notice = 公示阶段的规则，写在`[stage.notice]`里。
format-stage_naming = 命名阶段的规则，写在`[stage.naming]`里。
format-stage_publicity = 宣传阶段的规则，写在`[stage.publicity]`里。
format-stage_closing = 结束阶段的规则，写在`[stage.closing]`里。

format-stage-kind = 阶段种类：除了其他活动，每一种都要有同名的规则表。
format-stage-kind_recommend = 推荐、征集、报名。
format-stage-kind_screen = 初审、资格审核：从推荐对象里产生候选人名单。
format-stage-kind_vote = 投票：一轮写一个阶段。
format-stage-kind_review = 评审：打分或评委投票。
format-stage-kind_notice = 公示。
format-stage-kind_naming = 命名、发布、授奖决定。
format-stage-kind_publicity = 集中宣传。
format-stage-kind_closing = 结束：交回岗位，指定接手的单位。一个方案只有一个。
format-stage-kind_event = 其他活动：展示、颁奖、走访等，软件里不用办理，只占时间。

format-hours = 每日钟点：一段开放的钟点。
format-hours_from = 从几点开始。
format-hours_to = 到几点为止，到点就算晚了。
format-days = 若干天：方案没有写到哪一天的事，最早和最晚在哪天。
format-days_from = 最早哪天。
format-days_to = 最晚哪天。

# 推荐和初审
format-recommend-rules = 推荐规则：谁可以推荐，推荐几个，要交什么。
format-recommend-rules_tiers = 开放哪几种途径。
format-recommend-rules_nominator = 既不是本方案所列单位、也不是人人可以推荐的，由谁推荐：各出版社、院士3人联名、往届获奖者。一类一行；这时`tiers`可以写`[]`。
format-recommend-rules_brief-most = 简要事迹最多多少字。
format-recommend-rules_material = 另外要交的：推荐表、别的文字材料、照片，各写一行。网上填写的事迹的字数限制写在`brief_most`。
format-recommend-rules_quota = 一个单位在一个类别里最多推荐几个。
format-recommend-rules_quota-of = 各单位、各类别的名额不同时，逐行写。先写的先算，都不在内的按`quota`。
format-recommend-rules_quota-binds = 上面的数是否必须遵守；只是“一般不超过”的写`false`。
format-recommend-rules_allocation = 推荐名额怎样分配到各单位。
format-recommend-rules_per-person = 一个人（作者）最多报几件。
format-recommend-rules_outside-quota = 不占推荐名额的途径，如评委会办公室直接提名。
format-recommend-rules_consult = 推荐前要征求谁的意见。
format-recommend-rules_received = 一共收到多少件，已经公布的才写。
format-recommend-rules_minutes = 推荐单位是否要附民主推荐的会议纪要。
format-recommend-rules_promotion = 推荐前后要做的宣传，一件一条。
format-recommend-rules_brief-clause = 字数限制所依据的条款，与阶段的条款不同时才写。

format-material = 推荐材料：随推荐一起交的东西。
format-material_name = 原文的名称：推荐表、简介、近期生活照。
format-material_length = 文字最多几个字。
format-material_pieces = 几件，照片写几张。
format-material_copies = 一式几份。

format-quota-of = 单独的名额：某些单位或某些类别的推荐名额。
format-quota-of_unit = 哪些单位（`[[unit]]`的代号），不写就是所有单位。
format-quota-of_kind = 哪几种单位，不写就是各种都算。
format-quota-of_category = 哪些类别（类别的代号），不写就是各类都算。
format-quota-of_quota = 其中每个单位在一个类别里最多推荐几个。
format-quota-of_by = 按单位的人数等计，代替`quota`：“每1000人推荐1名，不足1000人的推荐1名”在`portion`里写`share = "1/1000"`和`least = 1`。
format-quota-of_outside = 推荐的是否不占名额；不占的写`true`，不再写`quota`。
format-nominator = 推荐人：可以推荐的一类人或一类单位。
format-nominator_who = 哪些人或单位，照方案原文。
format-nominator_most = 每一个在每个类别最多推荐几名。
format-nominator_together = 须几人联名才能推荐。
format-nominator_own = 能不能推荐自己。
format-quota-by = 按数计的名额：按单位的人数等计。
format-quota-by_measure = 按哪个数（代号）：方案写明单位的，写在单位的`values`里；没有写明的，由数据表给出。
format-quota-by_portion = 取它的几分之几。

format-tier = 推荐途径：人选从哪里来。
format-tier_bottom-up = 自下而上：单位推荐自己的人。
format-tier_top-down = 自上而下：办公室或主办单位提名。
format-tier_public = 公众推荐：市民都可以推荐。
format-tier_own = 自荐、自行申报。

format-allocation = 名额分配：推荐名额按几项数据分到各单位。
format-allocation_total = 一共多少个名额。
format-allocation_by = 按哪些数据分，各占多少。

format-allocation-by = 分配依据：一项数据和它占的比重。
format-allocation-by_measure = 外来数据的代号；它的数是各单位的数。
format-allocation-by_weight = 比重；同一次分配的各项相加是100。

format-consult = 征求意见：推荐之前要问谁。
format-consult_who = 问谁：一个机构，或照原文写几个。
format-consult_least = 至少要问几家，方案给了数才写。
format-consult_about = 只对哪些人选要问；都要问的不写。

format-screen-rules = 初审规则：推荐对象怎样成为候选人。
format-screen-rules_of = 审哪几个推荐阶段报来的，写代号。
format-screen-rules_reason = 不列入的公开理由，一条一项；办公室只能从中选，被筛下的人因此知道是哪一条。
format-screen-rules_candidates-most = 一个类别最多多少名候选人，用来保证差额。
format-screen-rules_consult = 审核时征求谁的意见，写原文。要由部门在网上答复的，写`[[department]]`和类别的`clearance`。
format-screen-rules_candidates = 候选人数不是“最多几个”时写在这里：正好、不少于、在两数之间、名额的几倍。两个只写一个。
format-screen-rules_composition = 候选人的结构比例，写法同结果的`composition`：如“负责人不超过候选人的30%”。

format-candidates = 候选人数：每个类别审核后有多少候选人，写成下列之一。
format-candidates_exactly = 正好这么多。
format-candidates_at-most = 不多于这么多。
format-candidates_at-least = 不少于这么多。
format-candidates_between = 在两数之间。
format-candidates_multiple = 最多是该类名额的几倍（差额），取整，如`"1.5"`。

format-reason = 不列入的理由：公众看得到的一条理由和它的条款。
format-reason_name = 公众看到的话，如“不在评选范围”。
format-reason_clause = 所依据的条款，必须写。

# 投票
format-vote-rules = 投票规则：票有没有效力，谁来投，从哪里投，一张票怎么填，一个人能投几次，票数什么时候让人看。
format-vote-rules_mode = 投票起什么作用。
format-vote-rules_weight-basis = 票数计入结果的，依据哪个决定：会议纪要的文号，或者本方案的条款（“本方案三（五）”）。作用写`weighted`时要有；不是`weighted`的不写。
format-vote-rules_electorate = 谁可以投，写投票群体的代号；不写就是社会公众。
format-vote-rules_channel = 投票渠道，一种一项。原文没有说怎样投的，写`[]`，核对列为待定。
format-vote-rules_one-channel = 一个人是否只能选一种渠道（“任选其一”）。
format-vote-rules_ballot = 一张票在一个类别里怎么填。
format-vote-rules_together = 一张票在所有类别里合计最少、最多选几个。
format-vote-rules_category = 填法或次数与众不同的类别。
format-vote-rules_faults = 票填错了怎么办。
format-vote-rules_beside = 票上除候选人外还有什么：另选他人、“以上都不选”。
format-vote-rules_not-own = 不得投给谁：“各国不得投本国的歌曲”“不得投本单位、本人”。不写就是没有这一条。
format-vote-rules_limit = 一个人能投几次。可以写几条，各条同时有效。每个渠道都另写了`limit`的，这里不写。
format-vote-rules_disclosure = 投票结束后，单张选票向公众公开到什么程度。
format-vote-rules_change = 截止前能不能改票；能改的，以最后一张为准。
format-vote-rules_penalty = 发现刷票、买票怎么处理。
format-vote-rules_reward = 对投票人或投票率有什么奖励，照方案的话写。
format-vote-rules_display = 投票期间公众看得到什么票数。
format-vote-rules_order = 候选人默认按什么次序排列。
format-vote-rules_ballot-clause = 票的填法所依据的条款，与阶段的条款不同时才写。

format-vote-mode = 投票作用：票数对结果有多大效力。
format-vote-mode_none = 不投票，只展示候选人。
format-vote-mode_display = 可以投，票数只供观看，不影响结果。
format-vote-mode_advisory = 供评审和审定参考，不占权重。
format-vote-mode_weighted = 按权重或规则计入结果；要有作出这一决定的依据。

format-category-vote = 单独规定的类别：只写与众不同的几项。
format-category-vote_id = 哪个类别，写代号。
format-category-vote_ballot = 这一类的票怎么填。
format-category-vote_limit = 这一类一个人能投几次。
format-category-vote_electorate = 这一类由谁投，写投票群体的代号。

format-display = 票数公开：投票还没有截止时，公众看得到什么。
format-display_hidden = 截止前不公开。
format-display_live = 随时看得到各候选人的票数。
format-display_daily = 每天在这个钟点更新一次，写0至23的整数；只说每天一次、没有写钟点的，写`"not stated"`。

format-order = 排列次序：候选人默认怎样排。
format-order_random = 每个访客看到的次序都重新打乱。
format-order_strokes = 按姓氏笔画。
format-order_number = 按候选人编号。

format-penalty = 违规处理：查实刷票、买票、冒名以后怎么办。
format-penalty_voids = 哪些票作废，或者取消什么。
format-penalty_by = 由谁认定。
format-penalty_text = 照方案的话写。

format-voids = 作废范围：查实违规以后，牵连到哪里。
format-voids_ballots = 只废查实的那些票。
format-voids_votes = 只去掉投给某名候选人的违规票，票上其余的照算（“扣除该候选人的违规票”）。
format-voids_voter-day = 废这个投票人当天的全部票。
format-voids_voter = 废这个投票人的全部票。
format-voids_candidate-votes = 被刷票的候选人票数清零。
format-voids_candidate = 取消候选人的资格。

# 渠道
format-channel = 渠道：一种投票的办法，以及它能证明投票人是谁。各渠道的票分开统计，计分时可以分开算。
format-channel_id = 渠道的代号，印在每一张票的记录里。
format-channel_identity = 凭什么认人。
format-channel_medium = 票通过什么送来：网页、短信、报纸选票……
format-channel_paper = 纸质选票的规则；凭据写`paper`时才写。
format-channel_opens = 这个渠道几时开始，与阶段不同才写。
format-channel_closes = 这个渠道几时截止，与阶段不同才写。
format-channel_dated-by = 以哪个时间判断有没有逾期：邮戳还是收到。
format-channel_limit = 在这个渠道一个人能投几次；与阶段的次数限制同时有效。
format-channel_ballot = 这个渠道的票怎么填，与阶段不同才写。
format-channel_accounts = 这个渠道由几个账号、号码或报纸承担（“四个公众号”）。
format-channel_each-account = 一个人是否可以在每个账号上各投一次；只能选一个的写`false`。
format-channel_asks = 投票人要交什么、做什么才算数。
format-channel_checked = 事后怎样核实身份。
format-channel_copies = 复印的选票算不算。
format-channel_proxy = 能不能凭书面委托代投。
format-channel_fee = 投一张票要付多少钱。
format-channel_worth = 一票（或一分）按几票计（“报纸选票一票按三票计”写`3`）；不写就是1。算得票率的，作为分母的票数也一样乘。
format-channel_undone-by = 事后做什么会使票失效，如“取消关注”。
format-channel_manner = 票怎样填写、怎样送来，照方案的话写，一句一条。

format-identity = 身份凭据：投票人凭什么，从弱到强。越弱越容易刷票。
format-identity_anonymous = 不核实身份，只要求浏览器做一次计算；不证明背后有人，票不能占权重。
format-identity_address = 网络地址（“每个IP”）：多人共用一个，一人也可以有多个。
format-identity_account = 某个平台的账号，如微信号；一人可以有多个。
format-identity_phone = 收得到验证码的手机号，或打进来的电话。
format-identity_code = 办公室发放的投票码。
format-identity_paper = 在指定地点领纸质选票，由发票的人当面看人。
format-identity_member = 名册上的成员。
format-identity_real-name = 核实过的实名或身份证号。

format-medium = 送达方式：票通过什么送来。
format-medium_web = 网页。
format-medium_wechat = 微信。
format-medium_weibo = 微博。
format-medium_app = 客户端。
format-medium_sms = 短信。
format-medium_phone = 电话。
format-medium_newspaper = 报纸上印的选票。
format-medium_post = 邮寄。
format-medium_printed = 另行印制的纸质选票。
format-medium_on-site = 现场。

format-paper-rules = 纸质选票：在哪里投，最晚几时录入。
format-paper-rules_clause = 准许用纸质选票的条款；空着就是不准，一张也不能录入。
format-paper-rules_place = 投票地点，一处一项。
format-paper-rules_until = 一批票最晚几时第一次录入；没有写明就以投票截止为准。

format-polling-place = 投票地点：领票、投票的地方。
format-polling-place_id = 地点的代号，印在每一批票的记录里。

format-dated-by = 逾期判断：以哪个时间为准。
format-dated-by_postmark = 以邮戳为准。
format-dated-by_arrival = 以收到为准。

format-asks = 投票手续：投票人要交什么、做什么。
format-asks_name = 姓名。
format-asks_id-number = 证件号。
format-asks_telephone = 电话。
format-asks_captcha = 图形验证码。
format-asks_second-code = 二次确认：按发回的验证码再确认一次。
format-asks_follow = 关注账号。
format-asks_login = 登录或注册。

format-checked = 核实办法：投票以后怎样核实身份。
format-checked_every = 逐票核实。
format-checked_sample = 抽样核实，不合格的按比例扣除，所以总数是估计数。

# 票
format-ballot-shape = 票的填法：一张票在一个类别里能说什么。只写其中一种。
format-ballot-shape_approve = 选人：从候选人里选出几个，不分先后。最少与最多相同就是“必须选满”。
format-ballot-shape_approve_least = 最少选几个。
format-ballot-shape_approve_most = 最多选几个。
format-ballot-shape_points = 给分：给候选人打整数分；没有写到的不得分。
format-ballot-shape_points_least = 写到的候选人最少给几分。
format-ballot-shape_points_most = 一名候选人最多给几分。
format-ballot-shape_points_total = 一张票一共最多给几分；不写就只受上一条限制。
format-ballot-shape_rank = 排序：把候选人排出先后，不一定全排。
format-ballot-shape_rank_least = 最少排几个。
format-ballot-shape_rank_most = 最多排几个；不写就可以全排。
format-ballot-shape_rank_equals = 两个候选人排在同一位时怎么办。
format-ballot-shape_opinion = 表态：对候选人逐个赞成、反对或弃权；没有写到的算弃权。
format-ballot-shape_opinion_most = 最多赞成几个（差额）；不写就可以全部赞成（等额）。

format-equals = 并列的写法：排序票上同一位写了几个候选人。
format-equals_share = 共占这一位：一票平分给还在计票中的几人，得分按并列规则。
format-equals_end = 排序到此为止，后面的不算。
format-equals_void = 这张票无效。

format-bounds = 上下限：最少和最多。
format-bounds_least = 最少。
format-bounds_most = 最多。

format-beside = 另列选项：票上除候选人以外的选项。
format-beside_no-award = “以上都不选”：算作一名候选人（代号`no-award`），可以使一个类别没有获奖者。
format-beside_write-in = 另选他人：可以写上别的名字，计票时各算一名候选人。
format-not-own = 不得投自己一方：投票人不得投给谁。投了废什么，写在`faults`的`own`。
format-not-own_attribute = 看候选人的哪个属性（代号）：国家、单位、本人。每名候选人都要有值。
format-not-own_by = 票上的什么不能与它相同。
format-own-by = 凭什么认出自己一方：拿票的哪一列与候选人的属性相比。
format-own-by_region = 票的`region`：国家、县区、单位。每张票都要写。
format-own-by_voter = 票的`voter`。每张票都要写。

format-faults = 废票规则：票填错了，牵连到哪里。只写方案规定了的；真遇到没有规定的错，计票会停下来说缺哪一条。
format-faults_too-many = 选多了、排多了、分给多了。只废多出部分的：按票上的次序，前面的有效；给一名候选人的分减到上限。各人的分合计超出总数的，无法知道多出的是哪些。
format-faults_too-few = 选少了。只能写`category`或`paper`：没有可去掉的多出部分。不写的，这一类的票不计入，列在不计入的选票里。
format-faults_twice = 同一候选人写了两次。只废多出部分的：第一次有效。
format-faults_unknown = 写了不是候选人的名字。只废多出部分的：略过这个名字。
format-faults_own = 投了自己一方（方案有`not_own`的）。只废多出部分的：略过这个名字。

format-spoils = 牵连范围：一处填错废到哪里。
format-spoils_excess = 只废多出的部分。
format-spoils_category = 废这张票在这一类里的选择。
format-spoils_paper = 整张票作废，各类都不算。

# 次数
format-limit = 次数限制：一个人在一段时间里能投多少，写下面三种里的一种。`ballots`数的是票（张），一张票里选几名由`ballot`定；`choices`数的是投给候选人的票数，不管分几张投；`same`数投给同一个人的票数。要同时限制的，写成几条。
format-limit_ballots = 在一个类别里最多投几张票。
format-limit_choices = 最多投出几次选择，可以分在几张票上。
format-limit_same = 对同一名候选人最多投几次。
format-limit_per = 以多长时间为一期。
format-limit_together = 写`true`表示各类别合在一起算；不写就是各类各算。

format-per = 计次周期：多长时间算一期。
format-per_day = 一个自然日，按方案的时区。
format-per_day-from = 从这个时刻起算的一天，如`"20:00"`；方案没有写几时换日的，写`"not stated"`。
format-per_stage = 整个阶段。
format-per_minutes = 任意连续的这么多分钟：1440就是24小时滚动，30就是每隔半小时一次。

# 评审
format-review-rules = 评审规则：评委由哪些人组成，打什么分、投什么票，几个人算数，怎样回避，公开到什么程度。
format-review-rules_electorate = 由哪个投票群体评审，写代号；只知道下面`panel`的不写。
format-review-rules_panel = 评审组由哪几种人组成，各几名。
format-review-rules_rubric = 评分项目和分值；不打分的写`[]`：只投票（另写`ballot`），或者只评议、由会议选定。
format-review-rules_composition = 成员合起来要满足的条件（“男女各不少于三分之一”），一条一行。
format-review-rules_once-in-years = 同一名评委几年内最多担任一次。
format-review-rules_category = 评分项目与众不同的类别。
format-review-rules_ballot = 评委投票的，一张票怎么填；可以与打分并用。
format-review-rules_faults = 评委的票填错了怎么办。
format-review-rules_aggregate = 各评委给的总分怎样合成评审得分。打分的都要写。
format-review-rules_trim = 去掉几个最高分和几个最低分：写`1`就各去掉一个，不去掉写`0`。
format-review-rules_places = 评审得分保留几位小数；没有写明就不取舍。
format-review-rules_rounding = 取舍的办法，不是四舍五入才写。
format-review-rules_sheets-least = 一名候选人至少要有几张评分表才有评审得分。
format-review-rules_quorum = 至少多少成员到会才能开会，写占全体成员的比例，如`"2/3"`。
format-review-rules_quorum-reach = 到会比例达到就行，还是必须超过。
format-review-rules_proxy = 缺席的评委能不能委托别人。
format-review-rules_alternates = 缺席时怎样递补，照方案的话写。
format-review-rules_disclosure = 单张评分表、选票向公众公开到什么程度。
format-review-rules_signed = 评分或投票记名还是无记名。
format-review-rules_hidden = 盲评时评委看不到人选的什么，如“姓名”“单位”。
format-review-rules_shown = 是否当场亮分。
format-review-rules_open-count = 是否公开计票。
format-review-rules_defence = 人选要在评审前做什么，如“答辩”“现场展示”。
format-review-rules_recusal = 什么情形必须回避。
format-review-rules_rubric-clause = 评分项目所依据的条款，与阶段的条款不同时才写。

format-panel-seat = 评委席位：一种评委和名额。
format-panel-seat_seats = 几名。
format-panel-share = 评审组的构成：不论坐哪种席位，某种人要有多少。
format-panel-share_least = 至少多少。
format-panel-share_most = 至多多少。

format-criterion = 评分项：评分表上的一行，或者几行的总标题。
format-criterion_most = 最高分。最外层各项相加一般应是100；总标题不写，由下面各行决定。
format-criterion_least = 最低分：“在60至100分之间打分”写`least = 60`；不写就是0。总标题不写。
format-criterion_places = 打分可以有几位小数；不写就是整数。
format-criterion_weight = 在同级各项中的权重，以百分计；不写就按分数直接相加。写了权重的，得分按占最高分的比例折算。
format-criterion_lines = 总标题下面的各行。
format-criterion_about = 这一项看什么。

format-category-review = 单独评分的类别：评分项目与众不同的类别。
format-category-review_id = 哪个类别，写代号。
format-category-review_rubric = 这一类的评分项目。

format-aggregate = 合成办法：各评委的总分怎样变成一个评审得分。
format-aggregate_mean = 平均分；先按`trim`去掉最高最低分。
format-aggregate_median = 中位数。
format-aggregate_sum = 总分相加。
format-aggregate_rank-sum = 名次和：每位评委的分先换成名次，名次相加，越小越好；同分的取平均名次。

format-signed = 记名：评委的票和评分表上有没有名字。
format-signed_named = 署名、实名。
format-signed_secret = 无记名。
format-signed_sheets-named = 实名打分、无记名投票。

format-disclosure = 单张公开：单张评分表或选票让公众看到什么。
format-disclosure_signed = 逐张公开，带评委或投票人姓名。
format-disclosure_pseudonymous = 逐张公开，只带评委或投票人代号。
format-disclosure_secret = 不公开单张，只公开每名候选人的各个分数或计票结果，看不出是谁的。

format-recusal-rules = 回避规则：有哪些情形必须回避。
format-recusal-rules_grounds = 必须回避的情形；软件看得出的自动指出，其余由评委申报。
format-recusal-rules_follows = 后果不只是“不评这一名”时，逐行写。先写的先算，都不在内的就是不评这一名。
format-recusal-rules_everywhere = 初审、联审、制定细则的人是否也要回避。

format-recused = 回避的后果：某些情形下回避到什么程度。
format-recused_grounds = 哪几种情形，不写就是各种都算。
format-recused_category = 只用于哪些类别（类别的代号），不写就是各类都算。
format-recused_from = 回避到什么程度。
format-recused_present = 回避的是否仍计入到会人数。

format-stands-back = 回避程度：写成下列之一。
format-stands-back_nominee = 不评这一名，其余照评。
format-stands-back_category = 退出这一类的评审。
format-stands-back_review = 退出整个评审。

format-recusal-ground = 回避情形：与人选有什么关系就要回避。
format-recusal-ground_own = 本人就是人选。
format-recusal-ground_kin = 近亲属。
format-recusal-ground_same-unit = 与人选同一单位。
format-recusal-ground_same-outlet = 与人选同一媒体。
format-recusal-ground_recommender = 推荐过这名人选。
format-recusal-ground_other = 其他利害关系。

# 结果
format-result-rule = 结果规则：一轮里，票数和评分怎样变成一份名单。几轮按先后排列，后一轮可以接着前一轮。
format-result-rule_after = 在哪个投票或评审阶段结束后计算，写代号；要等几个阶段都结束的，写成列表：`["vote", "expert"]`。审核产生候选人不写在这里，写在`screen`里。
format-result-rule_yields = 产生哪一份名单。几轮可以合成一份：前五名直接入围，其余由评委补足。
format-result-rule_among = 在哪些人当中产生；不写就是参加表决的名单上的全体。最高的数、合计和名次也只在这些人当中算。要和上一轮用同一个得分、只是取过的不再取的，不写这一项，用`one_award`。
format-result-rule_category = 适用于哪些类别，写代号；不写就是全部。
format-result-rule_apart-by = 按哪个候选人属性分开计算（“按赛区”），写代号；不写就不分。
format-result-rule_combine = 各部分怎样合成一个得分，或者怎样直接由选票产生。
format-result-rule_take = 每个类别取多少。
format-result-rule_award = 这一轮给出哪些奖，写代号，从高到低；不给奖的不写。
format-result-rule_decide = 由谁定：按分数，还是由机构参考分数决定。
format-result-rule_ties = 末位得分相同怎么办，依次一步一步试。
format-result-rule_places = 最后得分保留几位小数；没有写明就不取舍，按精确值比较。
format-result-rule_rounding = 取舍的办法，不是四舍五入才写。
format-result-rule_composition = 入选者合起来要满足的结构比例。
format-result-rule_approval = 名单还要哪些机构审定、批准，按次序。
format-result-rule_vacancy = 名额能不能空缺。入选的比必须有的少才用得着：`exactly`要取满，`between`要够下限，`at-most`和`about`可以少；这时没有写的，计票也会问。
format-result-rule_fewest = 参加的不足几名时怎么办：“不足3名的，该奖项不评”。

format-list-kind = 名单：一次评选先后有四份名单，公布以后不再改动。
format-list-kind_recommended = 推荐名单。
format-list-kind_candidates = 候选人名单。
format-list-kind_finalists = 最终候选名单：公示和命名用的这一份。
format-list-kind_named = 命名名单。

format-listed = 名单人数：已经公布的一份名单上有多少人，可以拿来与规则算出的对照。
format-listed_list = 哪一份名单。
format-listed_category = 哪个类别，写代号；不写就是各类合计。
format-listed_number = 多少人。

format-fewest = 最少参加人数：不足时怎么办。
format-fewest_count = 每个类别至少几名。“没有得奖”不算一名。
format-fewest_otherwise = 不足时怎么办。
format-portion = 比例：一个数的几分之几，取成整数。
format-portion_share = 比例，如`"3/10"`；每1000人1名写`"1/1000"`。
format-portion_rounding = 不是整数时怎样取整；方案没有说的，写`"not stated"`或者不写，取整有差别时结果不定。
format-portion_least = 至少多少：“不足1000人的推荐1名”写`1`。
format-portion_most = 至多多少。

format-too-few = 人数不足：写成下列之一。
format-too-few_not-held = 该类不评，空缺：谁也不入选。
format-too-few_resolution = 由组织方决定怎么办。
format-too-few_seats = 名额和各奖项都按这个比例减少：“奖项减半”在里面写`share = "1/2"`。
format-too-few_without = 这些奖（代号）不设，其余不变：“不设一等奖”。

format-among = 参加范围：这一轮在哪些人当中产生。
format-among_list = 这份名单上的全体。
format-among_taken = 那一轮（写代号）入选的人。
format-among_rest = 那一轮（写代号）没有入选的人。得分按剩下的人重新算：按最高票折算的，最高票就成了剩下的人里最高的。要得分不变，用`one_award = true`，不写`among`。

format-combine = 合成方法：几部分相加，或者由一种方法直接从选票产生。只写其中一种。
format-combine_weighted = 加权相加：每部分先换算成0至100分，各部分权重相加是100，总分也是0至100。
format-combine_sum = 直接相加：每部分乘以权重后相加，不限总数；用于加分、几个评委组的分数相加。
format-combine_runoff = 逐轮淘汰：只取一名的排序票。
format-combine_transfer = 可转移单票：取几名的排序票。
format-combine_shared-point = 一分平分：用于提名。
format-combine_support = 赞成率：赞成达到或超过规定比例的入选。
format-combine_lists = 评委各列一份由高到低的名单，一个奖一份；每个奖给名单上最前面、又没有得到更高奖的人（见方案的`one_award`）。写保存名单的评审阶段代号。
format-combine_pick = 由机构直接决定，不计分（“由评委会直接提名”），写是哪个机构。

format-part = 得分的一部分：它的数依次经过：原始数、除以人数、门槛、换算、封顶、权重。
format-part_id = 这一部分的代号；不写就用阶段或外来数据的代号。
format-part_name = 名称，与阶段或外来数据的名称不同才写。
format-part_stage = 来自哪个投票或评审阶段，写代号。阶段、外来数据、下级各部分，三者只写一个。
format-part_measure = 来自哪项外来数据，写代号。
format-part_parts = 由哪些更小的部分组成，它们之间的权重相加是100。
format-part_channel = 只算哪些渠道的票，写代号；不写就是全部合在一起。
format-part_electorate = 只算哪些投票群体，写代号；不写就是全部合在一起。
format-part_figure = 从选票里取什么数；不写就是票数或分数，评审取评审得分。
format-part_per = 先除以哪项外来数据（“按人数折算”），写代号。
format-part_when = 只对哪些候选人有效，其余的这一部分得0分；不写就是全体。
format-part_bar = 门槛：过不了的，这一部分得0分，也不排名次。
format-part_normalise = 原始数怎样换算成这一部分的得分。
format-part_equals = 按名次换算时，名次相同的各得多少。
format-part_cap = 这一部分最多得多少分（封顶）；不写就不封顶。
format-part_weight = 权重；加权相加时各部分合计是100。写`0`表示只列出、不起作用。

format-figure = 取数：从一个阶段的选票里取什么数。
format-figure_votes = 票数，或票上给的分数。
format-figure_rate = 得票率（支持率）：票数除以所写的总数，乘100。
format-figure_net = 赞成减反对。
format-figure_places = 排序票各名次各得多少分，从第一名写起；后面的不得分。
format-figure_borda = 排序票倒数计分：最末一名得所写的分（0或1），每高一位多一分。
format-figure_place-sum = 名次相加，最少的最好；每张票都要排满。
format-figure_firsts = 只数第一名。

format-whole = 分母：比例是占什么的比例。
format-whole_for-and-against = 赞成与反对之和，弃权不算。
format-whole_valid = 有效票。
format-whole_cast = 投出的全部票，废票也算。
format-whole_present = 到会人数，回避的不算。
format-whole_members = 应到人数。

format-bar = 门槛：一个数要达到多少。
format-bar_figure = 多少。
format-bar_reach = 达到就行，还是必须超过。

format-decide = 由谁定：得分以后的最后一步。
format-decide_count = 按分数，从高到低。
format-decide_resolution = 由机构作出决议（综合评定、集体研究）：分数供参考，与分数不一致的要公开说明理由。

format-rounding = 取舍：多出的小数位怎么处理。
format-rounding_half-up = 四舍五入。
format-rounding_half-even = 四舍六入五成双。
format-rounding_cut = 直接截去。
format-rounding_up = 进一：有余数就加一。

# 换算
format-normalise = 换算：原始数怎样变成得分，与权重分开写。用在加权相加里的，得分应当是0至100。
format-normalise_none = 不换算，原始数就是得分；评审得分本来就是百分制的用它。
format-normalise_divide-by-maximum = 本人的数除以本轮参加的人中本类别最高的数，乘100：最高20万、本人15万，得75分。后一轮只在其余的人中计算的（`among`），最高的也只在这些人中找。
format-normalise_share = 本人的数除以本轮参加的人中本类别全部的和，乘100。
format-normalise_out-of = 本人的数除以所写的满分，乘100（折算成百分制）。
format-normalise_rank-share = 按名次：（候选人数减名次加1）除以候选人数，乘100；人数和名次都只算本轮参加的人。
format-normalise_rank-step = 按名次递减：第一名得一个分，以下每名少若干分，最少0分。
format-normalise_rank-step_first = 第一名得多少分。
format-normalise_rank-step_step = 每低一名少多少分。
format-normalise_rank-spread = 按名次均匀递减：第一名和最后一名各得多少分，中间等距。
format-normalise_rank-spread_first = 第一名得多少分。
format-normalise_rank-spread_last = 最后一名得多少分。
format-normalise_rank-table = 按名次表：从第一名起各得多少分；表外的名次不得分。
format-normalise_steps = 分档：得所达到的最高一档的分，一档也不到的得0分。
format-normalise_per = 按量折分：每若干单位折若干分，不足一个单位的按比例折（“每一万票折一分”）。
format-normalise_per_unit = 一个单位是多少。
format-normalise_per_points = 一个单位折多少分。

format-score-step = 一档：从多少起得多少分。
format-score-step_from = 从多少起。
format-score-step_reach = 正好这么多算不算进这一档。
format-score-step_points = 得多少分。

format-equal-places = 名次相同：并列的几个各得多少。
format-equal-places_mean = 各得所占名次的平均。
format-equal-places_highest = 各得其中最高的。
format-equal-places_lowest = 各得其中最低的。

# 直接由选票产生的方法
format-runoff-rule = 逐轮淘汰：每轮去掉最少的，他的票转给下一位，直到有人过半。要取几名的，取出一名以后，在其余人中重新来过。
format-runoff-rule_stage = 计算哪个投票或评审阶段的排序票，写代号。
format-runoff-rule_ties = 淘汰时相同怎么办，依次试。
format-runoff-rule_last = 最后相同怎么办（最后两人争这一名，或者按`ties`剩下的会一并出局），依次试；不写就按`ties`。
format-runoff-rule_against-no-award = 最后是否与“以上都不选”（代号`no-award`，写进该投票阶段的`beside`）相比：`true`或者`"at-least"`，更多的票把它排在前面的不授奖，一样多的授奖；`"above"`，把当选者排在前面的票必须更多，一样多的也不授奖。没有排上的算排在后面，两个都没有排上的票不算。

format-transfer-rule = 可转移单票：达到当选数的当选，多出的票转给下一位；无人达到时去掉最少的，转走他的票。剩下的人与名额一样多时，不到当选数也当选。
format-transfer-rule_stage = 计算哪个投票或评审阶段的排序票，写代号。
format-transfer-rule_quota = 当选数怎样算；按有效票算一次，以后不变。
format-transfer-rule_reach = 达到当选数就行，还是必须超过。
format-transfer-rule_surplus = 超出当选数的票怎样转。
format-transfer-rule_ties = 淘汰、先转谁、最后一个名额，遇到相同时怎么办，依次试。
format-transfer-rule_last = 争最后一个名额的票数相同怎么办，依次试；不写就按`ties`。

format-quota = 当选数：v是有效票数，s是名额数。
format-quota_droop = ⌊v÷(s+1)⌋+1：375张票、5个名额，当选数是63。
format-quota_droop-exact = v÷(s+1)，不取整。
format-quota_hare = v÷s，不取整。
format-quota_hare-whole = ⌊v÷s⌋。

format-reach = 达到或超过：正好在线上的算不算。
format-reach_at-least = 达到、以上：正好也算。
format-reach_above = 超过、过半：正好不算。

format-surplus = 多余票的转法：相关的每张票按一个比例转给还在计票中的下一位。苏格兰的办法是`pile`、`value`、`all`、五位小数；格雷戈里原法是`last-parcel`、`value`、`transferable`。
format-surplus_parcel = 转哪些票。
format-surplus_by = 比例按什么算。
format-surplus_over = 多余的票在哪些票当中分。
format-surplus_order = 几个人都有多余时先转谁的。
format-surplus_places = 转后的票值截到几位小数；不写就是精确值。
format-surplus_from = 至少达到当选数的多少倍才转，如`"6/5"`；不写就都转。

format-parcel = 转哪些票：当选人手里的票中哪些要转。
format-parcel_pile = 全部的票。
format-parcel_last-parcel = 最后收到、使他达到当选数的那一批。

format-reckoned-by = 比例的算法：每张票转出多少。
format-reckoned-by_value = 按票当时的票值。
format-reckoned-by_papers = 每张票一样。

format-divided-over = 在哪些票中分：没有下一位的票算不算。
format-divided-over_all = 全部算；没有下一位的那一份作废。
format-divided-over_transferable = 只算有下一位的；票值不会变大，剩余的作废。

format-surplus-order = 先后：几份多余的票同时等着转。
format-surplus-order_largest = 先转最多的一份，转完重新看。
format-surplus-order_together = 一轮里全部转。

format-break = 淘汰时的同票：排序票的方法里怎样分出先后，依次试；试完还相同的，结果不定。
format-break_countback = 比第一名的票数，再比第二名，依次往下。
format-break_firsts = 只比第一名的票数，不再往下比。
format-break_backwards = 看最近一轮不同的时候谁多。
format-break_forwards = 看最早一轮不同的时候谁多。
format-break_named = 看写到他的票谁多。
format-break_lot = 公开抽签，写种子从哪里来；办法同得分相同时的`lot`。
format-break_resolution = 由机构决定。
format-break_together = 同进同退：要淘汰时，相同的一起淘汰；剩下的全都相同、再没有别人时，一起当选。

format-shared-point-rule = 一分平分：一张票只有一分，平分给票上还在的候选人；每轮从得分最少的两人里去掉写到他的票较少的一个，直到剩下所取的数。
format-shared-point-rule_stage = 计算哪个投票阶段的票，写代号。

format-support-rule = 赞成率：赞成占多大比例，过没过线（“过半数”“三分之二以上”）。
format-support-rule_stage = 计算哪个投票或评审阶段的票，写代号。
format-support-rule_of = 分母是什么。
format-support-rule_bar = 线画在哪里；写几行的，按最先适用的一行。
format-support-rule_ballots = 名额没有满时，对没有过线的最多一共投几次；不写就是一次。
format-support-rule_further = 再投的时候谁参加（“就未当选者中得票最多的，按差额的两倍再投一轮”）；不写就是没有过线的都参加。
format-support-rule_casting = 谁的一票计几票，如“主席一票计两票”。
format-further = 再投的人选：没有过线的人中得票最多的多少名参加再投。`times`和`but`写一个。
format-further_times = 余下名额的多少倍，取整数部分（两倍写`2`）。
format-further_but = 得票最少的几名不再参加，其余的参加：每次淘汰末位的写`1`。
format-further_equals = 恰好在界线上得票相同的怎么办；不写的，遇到时结果不定。
format-casting = 主席的票：一票计几票的是谁。支持、反对都按几票计，有效票、收回票也按几票计；到会人数、应到人数按人头计。只在平票时才由主席决定的，写在`ties`里。
format-casting_who = 谁（代号）：主席，是投票的人之一，表里他的票要写明这个代号。
format-casting_times = 一票计几票。
format-casting_from = 从第几次投票起；不写就是每次。
format-at-border = 再投界线上的相同：得票相同的人恰好跨在界线上时怎么办。
format-at-border_in = 都参加再投。
format-at-border_out = 都不参加再投。
format-at-border_anew = 先在他们中间单独投一次，这一次只定谁留下，不产生当选（“末位票数相同的，先就末位再投”）。它接着编号，也算在`ballots`的次数里。

format-support-bar = 通过线：对某些候选人要多大比例。
format-support-bar_when = 对哪些候选人；不写就是全体。
format-support-bar_from = 从第几次投票起适用，如“第三轮起以得票多者当选”；不写就是每次都适用。行是按次序用的，后面几次才适用的写在前面。
format-support-bar_entrants = 参加这一轮的有几名时适用，如“只有一名候选人的，须三分之二以上”，`least`和`most`都写`1`；不写就是不论几名。行是按次序用的，这样的行写在前面。
format-support-bar_share = 比例，0至1，如`"2/3"`。写`0`、`reach`写`above`，就是不论比例，得票多的当选（相对多数）；加上`from`，就是从第几次投票起这样。
format-support-bar_reach = 达到就行，还是必须超过。

# 取多少
format-take = 取多少：每个类别进入名单的人数。
format-take_seats = 与类别的名额一样多。
format-take_count = 每类取这么多。
format-take_between = 每个类别在这两个数之间（“12至13名”）；取多少由会议定，只凭得分的，中间几名定不下来。
format-take_multiple = 名额的若干倍，向下取整（差额1.5倍写`"1.5"`）。
format-take_but = 除最后若干名以外，其余都取。
format-take_awards = 与这一轮所给各奖的名额之和一样多。
format-take_all = 参加这一轮的全部：“其余候选均授提名奖”。不写`combine`就不计分、不排名次；同分的规则也不用写。
format-take_passing = 过线的全取，人数不限（“过半即入围”）。一个类别的最后一轮，或者给奖项的，过线的不能比名额多，多了结果就未定。
format-take_score = 得分不低于这个数的全取。
format-take_of = 按候选人属性的值各取若干。
format-take_budget = 从高到低取，造价加起来不超过总额。

format-take-of = 各取若干：对哪些候选人取几名。
format-take-of_when = 对哪些候选人。
format-take-of_count = 取几名。

format-when = 适用于谁：按候选人的一个属性挑出一些候选人。
format-when_attribute = 候选人属性的代号。
format-when_is = 符合的值。

format-budget = 总额：按造价取的时候，一共多少钱。
format-budget_measure = 各项造价是哪项外来数据，写代号。
format-budget_total = 总额。
format-budget_skip = 放不下的一项之后，更便宜的还能不能取。

format-award = 奖项：类别里的等次，或者类别以外的奖。由哪一轮给出，写在结果规则的`award`里。
format-award_category = 在哪些类别里评，写代号；不写就是各类合在一起。
format-award_seats = 一共几名，各个类别、各轮结果合起来算；按`ties = ["all"]`多取的同分者不算超出。每个类别各有几名的，每个类别写一个奖项。
format-award_title = 授予的称号，与奖项名称不同时写。
format-award_eligibility = 这个奖项自己的条件，写法同类别的`eligibility`：“获得过本奖的不再参评”。写了`when`的，计票时不给不合条件的人，顺延给下一名；他仍可得后面的奖项。
format-award_prize = 每名奖金。
format-award_prize-together = 这一奖的奖金合计，照方案写；与名额乘每名奖金不符时核对会指出。
format-award_currency = 这一奖奖金的货币，与方案其他金额不同时才写。
format-award_to-bodies = 是否发给单位（组织奖），不发给候选人。
format-award_about = 为什么发，照方案的话写。

format-composition = 结构比例：入选者合起来要满足的条件。有几条的，取同时满足各条、名次最好的一组：从第一名起依次往下，只要后面的人还凑得齐各条，就取；不是取总分最高的一组。
format-composition_when = 数哪些人；不写就按下面的属性，每个值各数各的。
format-composition_each = 哪个属性的每个值各算各的（“每单位至多一名”“每县至少一名”），写代号。参加这一轮的人都没有的值，不作要求。
format-composition_least = 至少多少。
format-composition_most = 至多多少。
format-composition_about = 大约多少：列在名单旁边，不限制谁。
format-composition_of = 比例的分母；不写就是入选者的总数。
format-composition_together = 各类别合起来算的，写`true`；不写就每个类别各算各的。

format-of = 比例的分母。
format-of_seats = 这个类别的名额总数，空缺的也算：“不超过名额总数的30%”。
format-of_those = 入选者中的这一部分：“企业人员中一线工人不少于55%”，`when`写一线工人，`least = {"{"} share = "11/20" {"}"}`，`of = {"{"} those = {"{"} attribute = "kind", is = ["企业"] {"}"} {"}"}`。
format-amount = 数量：人数或比例。
format-amount_count = 人数。
format-amount_share = 比例，0至1，如`"3/10"`。

format-approval = 审批：名单还要经过哪个机构。
format-approval_by = 哪个机构。
format-approval_kind = 它做什么。

format-approval-kind = 审批方式：机构对名单能做什么。
format-approval-kind_approves = 批准：整份同意或不同意。
format-approval-kind_vetoes = 审定：可以说明理由去掉个别人选。
format-approval-kind_resolves = 审议：把名单作为自己的议题表决。

# 同分
format-tie-step = 同分处理：末位得分相同时，依次试；前一步分出先后，就不看后一步。
format-tie-step_part = 看这一轮的这一部分得分谁高：写这一部分的代号；只有一个部分出自这个阶段的，也可以写阶段代号。不计入得分、只用来分先后的票（上一轮的、某一类人的），写成权重为0的一个部分。
format-tie-step_criterion = 看这个评分项（写代号）的平均分谁高。
format-tie-step_measure = 看这项外来数据（写代号）谁大。
format-tie-step_lower = 看哪项外来数据谁低，写代号：用时少的、出场在前的、年龄小的在前。
format-tie-step_countback = 看这个阶段（写代号）的排序票谁的第一名多，再看第二名，依次往下。
format-tie-step_revote = 由这个投票群体（写代号）在同分的人中再投一次；再投的票数是同代号的外来数据。
format-tie-step_casting = 由主席决定：这一方（代号）最近一次投票支持谁，谁在前；表里没有写明他的票，或者分不出的，由他决定，写进决定表。
format-tie-step_lot = 公开抽签，人人可以重算：种子、一个零字节、候选人代号连起来算SHA-256，最小的在前。写种子从哪里来；种子要在选票定下以后才产生，如“某日上证指数收盘点位”。
format-tie-step_preference = 由机构按写明的偏好选（“短、实、新优先”）。
format-tie-step_resolution = 由机构决议。
format-tie-step_up-to = 同分的不超过这么多个，就都取，名额可以超出；超过的，看下一步。“第五名有两个并列的都入围，多于两个的都不入围”写`[{"{"} up-to = 2 {"}"}, "nobody"]`。
format-tie-step_nobody = 同分的都不取，剩下的名额空着。
format-tie-step_all = 同分的都取，名额可以超出。

# 公示
format-notice-rules = 公示规则：公示哪份名单，几天，怎样提异议。
format-notice-rules_list = 公示哪一份名单。
format-notice-rules_days = 公示几天。
format-notice-rules_day = 按工作日还是自然日。
format-notice-rules_first = 公布当天算不算第一天；没有写明：从第二天起算（民法典第二百零一条）。
format-notice-rules_at = 在哪里公示：报纸、网站、公告栏。
format-notice-rules_local = 各推荐单位是否也在本单位、本地公示。
format-notice-rules_upheld = 异议成立后怎么办。
format-notice-rules_inquiry = 异议怎样核查，照方案的话写。
format-notice-rules_receiver = 除办公室外由谁受理异议，如纪检监察机构。
format-notice-rules_ruling-days = 收到异议后几天内答复。
format-notice-rules_anonymous = 匿名但线索具体的异议收不收。

format-day-kind = 日的种类：公示按什么日子数。
format-day-kind_working = 工作日：除去周末和国务院公布的假日，加上调休上班的日子。
format-day-kind_calendar = 自然日。

format-first-day = 起算日：公布当天算不算。
format-first-day_same = 当天就是第一天。
format-first-day_next = 第二天才是第一天。

format-upheld = 异议成立：查实以后怎么办。
format-upheld_removed = 从名单上去掉。
format-upheld_replaced = 由同类的下一名递补。
format-upheld_reviewed = 重新评审。
format-upheld_heard = 只作参考，不改变名单。

# 命名、宣传、结束
format-naming-rules = 命名规则：名单怎样成为正式命名。
format-naming-rules_signatories = 由哪些主办单位签发，写代号。
format-naming-rules_title = 授予的称号；没有写明就用类别的名称。
format-naming-rules_approval = 命名前还要哪些机构同意，按次序。
format-naming-rules_acceptance = 是否先征求本人同意，本人可以谢绝。
format-naming-rules_revocation = 什么情形下由谁撤销称号，照方案的话写。
format-naming-rules_recheck = 命名当天是否再查一次失信被执行人。
format-naming-rules_certificate = 证书编号的样式，用`{"{n}"}`代表序号，如“最美〔2022〕{"{n}"}号”；不编号的不写。

format-publicity-rules = 宣传规则：由谁报道获评者。
format-publicity-rules_outlets = 由哪些媒体承担，写代号。
format-publicity-rules_ceremony = 日期未定的发布仪式等，照方案的话写。

format-closing-rules = 结束规则：评选怎样收尾。
format-closing-rules_successor = 未了的异议和解释权由谁接手，写主办单位的代号。
format-closing-rules_done = 怎样算任务完成，照方案的话写。

format-cycle = 周期：按月、按季、按年反复举办的评选。
format-cycle_months = 隔几个月一期：每月写`1`，每季写`3`，每年写`12`。
format-cycle_result-due = 每期结果几时公布，照方案的话写。
format-cycle_feeds = 各期入选者汇入哪个更大的评选，照方案的话写。
format-cycle_earlier = 往届与这一届不同的做法，一句一条。

# 值的写法
format-moment = 日期时间：写成文字，`"2022-12-10"`、`"2022-12-10 18:00"`或`"2022-12-10 24:00"`。只写日期的，开始就从当天0:00起，结束就到当天24:00止。到点就算晚了。
format-clock = 钟点：写成文字，`"09:00"`至`"24:00"`。
format-span = 时长：写成文字，`"45m"`是45分钟，`"21h"`是21小时，`"7d"`是7天。
format-number = 精确数：整数直接写`30`；小数和分数写成文字，`"0.5"`、`"2/3"`。不写百分号，也不能直接写0.5，因为那样存不精确。

# 参考页的框架
format-schema-title = 选贤方案文件
format-page-title = 方案格式
format-page-lead = 一次评选活动的规则写在一个文件里，这个文件叫方案。软件照它收推荐、开投票、排评审、算结果、出公示。本页说明方案怎么写：前半教第一次写的人在一小时内写成，后半逐项列出可以写的每一项，供查。本页由程序按它自己读取方案的规则生成，与程序总是一致。
format-page-key = 键
format-page-value = 值
format-page-written = 写作
format-page-meaning = 含义
format-page-required = （必写）
format-page-or-silent = ，或`"not stated"`
format-page-text = 文字
format-page-whole = 整数
format-page-truth = `true`（是）或`false`（否）
format-page-table = 表
format-page-list = 若干个{ $shape }
format-page-holds = ，…是{ $shape }
format-page-colon = ：
format-page-comma = 、
format-page-found = 写在：{ $places }。
format-page-place = { $of }的{ $key }
format-page-example = 真实的例子，{ $plan }（`{ $path }`）：
format-page-example-part = 真实的例子，{ $plan }（`{ $path }`；补充通知只写有变动的部分，没有写的照原方案）：
format-page-ways = 常见的说法怎么写
format-page-ways-below = 常见的说法怎么写（写在`{ $place }`下面；以两个方括号开头的自成一段）

format-page-start = 一小时写成一个方案
format-page-start-lead =
    手边放好活动的实施方案原文，按下面的次序做：

    1. 把下一节的小方案整个抄成一个新文件，如`fangan.toml`，用任何文字编辑器都行，存成UTF-8编码。
    2. 改开头几行：`id`、`title`、`short`、`place`、`approval`、`interpreter`。再改`[publication]`、`[office]`、`[[sponsor]]`，推荐单位一个一段`[[unit]]`。
    3. 每个评选类别写一段`[[category]]`，名额照原文的字面选“不超过”“正好”或“左右”，见[类别](#categories)。
    4. 按原文的次序写阶段，一个阶段一段`[[stage]]`，先写起止时间，再写与种类同名的规则表，如`[stage.vote]`。有两轮投票就写两个投票阶段，代号不同，见[阶段](#stages)。原文没有的阶段删掉，不要替它添。推荐、公示、命名、结束四种，在网上办理时才需要；缺了，核对会列出来，方案照样成立。
    5. 写投票：[渠道](#channels)、[一张票怎么填](#ballots)、[能投几次](#limits)。写评审：[评委和评分](#panels)。
    6. 写结果：每算一次名单写一段`[[result]]`，说明在哪个阶段之后、怎样合成得分、取几名、同分怎么办，见[结果](#results)。人气奖、等次奖见[取多少和给什么奖](#awards)。
    7. 原文提到了、却没有说清的，写`"not stated"`；根本没有这回事的，不写这个键。不要替它补，见[没有写明](#silence)。
    8. 运行`xuanxian plan check fangan.toml`。它逐条指出错误、提醒和待定，带行号和条款。错误改完，方案就算写成；待定的几条拿去请主办单位用补充通知定下来。方案可以写得比本软件在网上能办的更多（如报纸选票、排序票），办不了的，核对会另外说明，计票命令仍然能算。
    9. 运行`xuanxian plan explain fangan.toml`，它用平常话把规则说一遍，与原文对照，看有没有写错。
format-page-small = 一个完整的小方案
format-page-small-lead = 从推荐到结束，样样都有，核对没有问题。文件在`plans/small.toml`。#后面是注释，软件不看。
format-page-file = 文件怎么写
format-page-file-lead =
    文件是TOML格式，要点有以下几条。

    - `键 = 值`一行一项。文字放在英文双引号里：`name = "好邻居"`；文字里的双引号用中文的“”，不会混淆。
    - 只有一份的东西用`[表名]`开头，如`[office]`；可以有几份的用`[[表名]]`开头，一份一段，如`[[unit]]`。它们下面的各行，一直到下一个方括号之前，都属于它。所以最外层的单行要写在第一个方括号之前。
    - `[stage.vote]`属于它上面最近的一个`[[stage]]`。这个阶段自己的各行（`id`、`opens`等）要写在`[stage.vote]`之前。
    - 短的表可以写成一行：`seats = {"{"} at-most = 5 {"}"}`。几项的写在方括号里，用逗号隔开，可以换行：`after = ["vote", "review"]`。
    - 是与否写`true`、`false`，不加引号。整数不加引号。日期和小数都加引号，见[值的写法](#values)。
    - 代号（`id`）是给别处引用的短名，用小写字母、数字和连字符，拼音最方便：`minzheng`。同类之中不重复；一处写了`host = "minzheng"`，就要有`id = "minzheng"`的主办单位。候选人看不到代号，名称（`name`）才是给人看的。
    - 下面各表里标着“必写”的键不能少，其余的可以不写，不写是什么意思见[没有写明](#silence)。写错了键名，核对时会说这里可以写哪些。
    - 多数规则表有`clause`：写所依据的条款号。退回推荐、受理异议时都会引用它，值得写全。
format-page-silence = 没有写明和自相矛盾
format-page-silence-lead =
    原文没有说的，写`"not stated"`，这是一个正式的值，软件不会拿任何惯例去补。能不能开票、出结果要靠这一条的，到时就是“未定”，并说明缺哪一条；主办单位可以用补充通知定下来。一个键不写，是什么意思，看表里“值”一栏：

    - 标着“必写”、值里有`"not stated"`的：不能不写；原文没有说，就写`"not stated"`。
    - 写着“`"not stated"`，不写也是”的：写与不写一样，都算没有写明，核对和说明都会列出。
    - 写着“不写：没有这一条”的：不写，是这个活动没有这回事，谁也不问；写`"not stated"`，是有这回事、原文没有说清，核对和说明都会列出。
    - 没有`"not stated"`的：只能写值；没有就不写，含义一栏说明不写是什么意思。

    拿不准时这样想：原文读者会不会问“那这个怎么办”？会问，写`"not stated"`；没人会问，不写。原文前后两处说法不能同时成立的，写成下面最后一行的样子，各写一句。核对的末行和说明的末行给出没有写明的处数，两处相同。
format-page-supplement = 补充通知
format-page-supplement-lead = 方案公布以后的更改和补充，另写一个文件，不动原来的文件。开头五行如下，`amends`是所补充方案的代号。下面只写有变动的部分：有代号的各段按代号对上，代号是新的就添上，别的整个替换。核对时把几个文件一起给：`xuanxian plan check fangan.toml buchong-1.toml`。补充通知不能改`rules`和`time_zone`，对已经发生的事不起作用。
format-page-editor = 在编辑器里写
format-page-editor-lead = 编辑器装上TOML插件（如VS Code的Even Better TOML，或别的用taplo的插件），在方案第一行写上下面这句，写的时候就有提示，写错的地方当场标出，鼠标停在键上看得到含义。`docs/plan.schema.json`也可以用`xuanxian plan schema`打印出来。编辑器看不出的（引用的代号有没有、权重相加是不是100、日期先后），由`xuanxian plan check`来看。

# 各章
format-page-head = 活动、文件、主办单位
format-page-head-lead = 方案最外层的内容：活动叫什么，谁主办，凭什么举办，怎样公开。这些内容不影响计票，但印在每一页和每一份文书上。列在第一位的主办单位、文号所属的单位、办公室所在的单位是三件事，分别写。
format-page-way-sponsor = 又一个主办单位：
format-page-way-organiser = 承办单位：
format-page-way-no-basis = 原文没有写举办依据（核对会提醒）：
format-page-way-euros = 奖金总额2万欧元：

format-page-units = 推荐单位
format-page-units-lead = 由单位推荐人选的活动，写出每个推荐单位；只收自荐和公众推荐的，可以一个不写。次序就是页面和名单上的次序。
format-page-way-unit = 再加一个推荐单位：
format-page-way-sub-unit = 街道先报区，由区审核后报办公室：

format-page-categories = 类别、名额、参评条件
format-page-categories-lead = 一个类别有自己的名额、范围和候选人编号，分开投票、分开排名。分等次（一等奖、二等奖）不是分类别，见[取多少和给什么奖](#awards)。要按地区、级别分开计票，或者要用别处来的数时，才写候选人属性和外来数据。
format-page-way-at-most = “不超过10名”：
format-page-way-exactly = “评出10名”：
format-page-way-about = “10名左右”：
format-page-way-between = “8至10名”：
format-page-way-entry-share = “获奖数不超过参评数的30%，最多10名”，不足1名的舍去：
format-page-way-work = 评的是作品：
format-page-way-eligibility = “年满18周岁”“2025年以后发表的作品”“上一届获奖者除外”：

format-page-electorates = 投票人、评委、监督方
format-page-electorates-lead = 只有社会公众投票、一个评审组打分的，这一章可以跳过。有大众评审、会员、代表、评委库的，各写一个投票群体，再在投票或评审规则的`electorate`里写它的代号；计分时可以只算其中一个群体。
format-page-way-mass-jury = “大众评审100人”：
format-page-way-drawn = “评委15人，评审前一天从市专家库抽取”：
format-page-way-notary = “公证处对计票全程监督”：

format-page-stages = 阶段和时间
format-page-stages-lead = 阶段按原文次序写。两轮投票写两个`vote`阶段，两次公示写两个`notice`阶段。`after`说明要等哪些阶段结束；几个阶段同时进行的，不写`after`，让时间重叠就行。每个阶段再带一个与种类同名的规则表，后面各章分别说明。
format-page-way-days = “3月20日至26日”（到26日24:00）：
format-page-way-minutes = “3月20日8:00至26日20:00”：
format-page-way-hours = 每天只在上午9点到12点、下午2点到6点开放：
format-page-way-lasts = “20点开始，45分钟”：
format-page-way-some = 只对一部分类别的阶段：
format-page-way-printed = “3月下旬”，没有具体日期：

format-page-tiers = 推荐和初审
format-page-tiers-lead = 推荐阶段说明谁可以推荐、推荐几个、材料多长；初审阶段说明审哪些推荐、凭什么理由筛下、最后最多留几名候选人。只由单位推荐的，途径写`["bottom-up"]`；自行申报的写`["own"]`。
format-page-way-tiers = 单位推荐、办公室提名、公众推荐、自荐都可以：
format-page-way-nominators = “各出版社推荐3种；院士3人以上可以联名推荐，不得推荐自己”（都不逐个列为单位）：
format-page-way-no-limit = 原文没有限制事迹字数：
format-page-way-material = “推荐表一式两份，事迹材料1500字以内，简介300字以内，近期生活照2张”：
format-page-way-guide = “每单位一般不超过5名”：
format-page-way-differ = “城东街道6名、湖滨街道5名，其余各镇每镇2名，市直机关工委不占名额”：
format-page-way-by-heads = “每1000人推荐1名，不足1000人的推荐1名”（多出来的怎么算，方案没有说）：
format-page-way-screened = “确定候选人40名，其中负责人不超过30%”（`post`是一个`[[attribute]]`）：
format-page-way-consult = “企业负责人须征求公安、税务部门意见”：

format-page-votes = 投票
format-page-votes-lead = 投票阶段的规则表。最要紧的是`mode`：票只供参考，还是计入结果。计入结果的，还要有作出这一决定的依据，并在结果规则里写出权重（见[结果](#results)），两处要一致。只凭弱的身份（账号、网络地址、不核实）投的票，核对会提醒不宜占权重。
format-page-way-advisory = “网络投票结果作为评审参考”：
format-page-way-weighted = 网络投票计入总分：
format-page-way-daily = “每天上午9点公布票数”：
format-page-way-live = 随时看得到票数：
format-page-way-change = 截止前可以改票，以最后一次为准：
format-page-way-cleared = “刷票的，票数清零”：

format-page-channels = 投票渠道
format-page-channels-lead = 每种投票的办法写一个渠道。最要紧的是`identity`：凭什么认人。各渠道可以有自己的截止时间、次数和填法；计分时要把渠道分开算的，在得分的一部分里写`channel`。原文一句没提怎样投的，写`channel = []`。
format-page-way-wechat-sms = 微信和短信两种，短信25日截止：
format-page-way-newspaper = 报纸选票，剪下填上姓名、身份证号寄回，以邮戳为准，复印无效：
format-page-way-polling = 社区投票箱，领纸质选票当面投：
format-page-way-unknown-identity = 只说“网络投票”，没有说怎样认人：
format-page-way-one-channel = “三种方式任选其一”：

format-page-ballots = 一张票怎么填
format-page-ballots-lead = 写在投票规则的`ballot`里；评委投票的，写在评审规则的`ballot`里。四种填法：选人、给分、排序、表态。填错的票怎么办写在`faults`里，原文没有说的不写。
format-page-way-up-to = “最多选10名”：
format-page-way-full = “必须选满10名，多选少选无效”：
format-page-way-points = 给每名候选人打0至10分：
format-page-way-cumulative = 每票10分，给一名候选人最多5分：
format-page-way-top-three = “按第一、第二、第三名填写”：
format-page-way-rank-all = 排出先后，排几名都行：
format-page-way-opinion = 对每名候选人赞成、反对或弃权：
format-page-way-opinion-most = 同上，最多赞成10名（差额）：
format-page-way-spoilt = “多选的整张票作废”：
format-page-way-excess = “超出部分无效”：
format-page-way-write-in = “可以另选他人”：

format-page-limits = 能投几次
format-page-limits-lead = 写在`limit`里，可以写几条，各条同时有效。“每天”是自然日；“24小时内”是滚动的，用分钟写。每个渠道各有规定的，写在各渠道里，这里不写。
format-page-way-per-day = “每人每天1票”（每个类别1票）：
format-page-way-per-stage = “每人只能投1次”：
format-page-way-rolling = “24小时内只能投1次”：
format-page-way-choices = “每天可投10票，对同一候选人每天1票”：
format-page-way-in-all = 各类别加起来一共5张：

format-page-panels = 评审
format-page-panels-lead = 评审阶段的规则表。打分的要写三样：`rubric`（评分项目）、`aggregate`（怎样合成）、`trim`（去不去最高最低分）。投票的写`ballot`，过线的比例写在结果规则的`support`里，见[直接由选票产生的方法](#methods)。只评议的写`rubric = []`，不写`ballot`，由谁选定写在结果规则的`pick`里。评委来自推荐单位或媒体时，一定要写回避。评委对某一名回避的，不论打分还是投票，都给这一名写一行`recused`，见[`sheets.csv`](#tables)。
format-page-way-trimmed = “去掉一个最高分、一个最低分，取平均分”：
format-page-way-plain-mean = “取平均分”：
format-page-way-rank-sum = 按各评委的名次相加：
format-page-way-marks = “在60至100分之间打分”：
format-page-way-nested = 事迹占70%（做法、成效各一半），口碑占30%：
format-page-way-panel-votes = 评委无记名投票，每人最多选5名，三分之二到会才能开会，得到到会评委过半数赞成的入选，不打分：
format-page-way-no-recusal = 原文没有写回避：

format-page-results = 结果：从票数和评分到名单
format-page-results-lead =
    每算一次名单，写一段`[[result]]`。它要回答六个问题：

    - 什么时候算：`after`，写投票或评审阶段的代号。
    - 得出哪份名单：`yields`。中间一轮写`candidates`，最后一轮写`finalists`（公示和命名用这一份）。
    - 怎样合成得分：`combine`。每一部分说明取哪个阶段的数、怎样[换算](#normalisations)、占多少权重。
    - 取几名：`take`，见[取多少和给什么奖](#awards)。
    - 谁来定：`decide`，按得分写`count`，由机构综合评定写`resolution`。
    - 同分怎么办：`ties`，见[同分](#ties)。

    原文只说“综合评定”、没有给出办法的，`combine`写`"not stated"`，`decide`写`"resolution"`。用`weighted`时权重相加必须是100，只有一部分的就写100；在总分之外加分的，用`sum`。
format-page-way-forty-sixty = “网络投票占40%，专家评审占60%，投票得分按最高票折算”：
format-page-way-reference-only = “票数供评审参考，由组委会综合评定”：
format-page-way-votes-alone = 只看票数：
format-page-way-capped-bonus = “每一万票加1分，最多加5分”：
format-page-way-by-channel = 只算网页渠道的票：
format-page-way-round-one = 两轮：第一轮按票数取前10名，第二轮从中按评审分取名额那么多：
format-page-way-direct-rest = “票数前2名直接入选，其余3名由评委从剩下的人中评出”：
format-page-way-popularity = 另设人气奖：票数最高的1名，与评审无关：
format-page-way-no-rule = 没有说票数和评分怎样合成：
format-page-way-body-picks = 由领导小组直接决定，不计分：

format-page-normalisations = 换算
format-page-normalisations-lead = 票数几十万、评分一百分，不能直接相加，要先换算成同样的尺度。真实方案最常漏写的就是这一条：只说“投票占40%”，没说票数怎样变成分。没有说的写`"not stated"`。评审得分本来满分100的，写`"none"`。
format-page-way-maximum = 按最高票折算：本人票数÷最高票数×100：
format-page-way-share = 按占总票数的比例：
format-page-way-rank-step = “第一名100分，以下每名减1分”：
format-page-way-rank-table = 第一名10分，第二名8分，依次按表：
format-page-way-support-rate = 按支持率：得票÷有效票×100：
format-page-way-steps = 分档：一万票以上10分，五千票以上5分：
format-page-way-no-normalise = 只说投票占40%，没说怎样换算：

format-page-methods = 直接由选票产生的方法
format-page-methods-lead = 不算分，由选票直接定出入选者的方法：评委投票过半数、三分之二多数、逐轮淘汰、可转移单票、提名。最常用的是`support`：赞成占多少、分母是什么（到会的还是全体，弃权算不算）、正好在线上算不算，三样都要写明。没有的方法有：两两比较（孔多塞、舒尔茨）、名单按比例分席（洪德、圣拉格）、逐次投票每次淘汰最后一名。这样的规则原文写进`requirement`，结果用`pick`登记。
format-page-way-half-of-all = “得到全体评委过半数赞成的入选”：
format-page-way-two-thirds-present = “得到到会评委三分之二以上赞成的入选，不足名额的可再投，最多投3轮”：
format-page-way-chair = “前两轮须过半数，第三轮以得票多者当选；第三轮起评委会主任一票计两票，得票相同由主任决定”：
format-page-way-irv = 排序票逐轮淘汰，取1名：
format-page-way-stv = 排序票，可转移单票，按苏格兰的办法转票：
format-page-way-nominate = 一分平分的提名，取6名：

format-page-awards = 取多少和给什么奖
format-page-awards-lead = 最常见的是与类别名额一样多（`"seats"`），或者取前若干名。分等次的，先在`[[award]]`里从高到低写出各奖和名额，再在结果里写`award`和`take = "awards"`，名次在前的得前面的奖。人气奖单写一个奖，并为它单写一段`[[result]]`。结构比例、空缺、审定也写在结果里。
format-page-way-the-rest = “其余候选均授提名奖，不排名次”：
format-page-way-not-held = “不足3名的，该奖项不评”：
format-page-way-halved = “不足10件的，奖项减半；不足5件的，取消”：
format-page-way-as-seats = 与名额一样多：
format-page-way-so-many = “取前10名”：
format-page-way-multiple = “按名额的1.5倍产生候选人”：
format-page-way-vacant = “可以空缺”：
format-page-way-front-line = “一线职工不少于60%”：
format-page-way-one-each = “每单位至多1名”：
format-page-way-approved = “名单报市委宣传部审定”：
format-page-way-grades = “一等奖1名，二等奖3名”：

format-page-ties = 同分
format-page-ties-lead = 末位得分相同时，按写的次序一步一步试。原文没有说的写`"not stated"`：真遇到同分，结果就是未定。一步也分不出的，最好以`"resolution"`（由机构决议）结尾。
format-page-way-by-panel = “总分相同的，评审得分高的在前”：
format-page-way-by-criterion = “总分相同的，事迹分高的在前”：
format-page-way-lot = 公开抽签，人人可以重算：
format-page-way-all-in = “并列的都入选”：
format-page-way-no-ties = 原文没有说：

format-page-notices = 公示和异议
format-page-notices-lead = 公示阶段不写截止时间，软件按天数和工作日算出。命名阶段的`after`要包括公示，命名的日子要在公示结束以后。公示候选人名单和公示最终名单是两个阶段。
format-page-way-working-days = “公示5个工作日”：
format-page-way-days-open = “公示7天”，没有写工作日还是自然日：
format-page-way-calendar-days = “公示7个自然日”：
format-page-way-candidates = 公示的是候选人名单：
format-page-way-replaced = “异议成立的，由下一名递补”：

format-page-ends = 命名、宣传、结束、周期
format-page-ends-lead = 命名阶段说明谁签发、授什么称号。这几种阶段原文有的才写；要在网上办理时，命名和结束不能少，否则各人的岗位交不回去。按月、按季反复办的，写周期。
format-page-way-quarterly = “每季度一次，入选者参加年度总评”：

format-page-values = 值的写法
format-page-values-lead = 日期、钟点、时长和精确数在各处写法相同。

# 计票用的表
format-page-tables = 计票用的表
format-page-tables-lead =
    `xuanxian count --plan fangan.toml --tables shuju`按方案计票。数据放在同一个文件夹里，一种数据一个CSV文件，用得着哪个写哪个，其余的不要。文件用UTF-8编码，第一行是列名，次序随意；用不着的列不写，空着的格等于没有写。先运行`xuanxian count --plan fangan.toml --example shuju`，它照这个方案写出几张带例行的表，改成真实的数据就能用。

    候选人、票、评委都用代号，小写字母、数字和连字符；候选人可以照编号写大写的，如`A01`。数用`12`、`0.5`、`1/3`的写法；时间写`2026-03-20 09:00`（方案的时区）。表里有一处错，就不计票，逐行指出来。
format-page-table-column = 列
format-page-table-help = 文件夹里的表（UTF-8编码的CSV，第一行是列名；带*的列必须有，其余的用得着才写）：
format-page-table-help-more =
    每张表都可以加round、electorate、region三列；candidates.csv可以给每个候选人属性加一列。
    choices的写法：选人“a01;a02”，给分“a01=3;a02=1”，排序“a01>a02=a03”，赞成、反对、弃权“a01=+;a02=-;a03=0”。
    各列写什么，见方案格式的“计票用的表”一章（xuanxian plan format）。“--example DIR”照方案写出样表。
format-page-table-candidates = 候选人。不给这张表时，票数表、评分表、选票里写到的都算候选人，这几张都没有写到人的，外来数据里写到的算；给了，就只有表里的人是。结构比例、按属性分开计票的，一定要给。
format-page-table-candidates-id = 候选人的代号。
format-page-table-candidates-category = 类别的代号。方案只有一个类别时可以不写，各表都是这样。
format-page-table-candidates-unit = 所在单位；方案有名为`unit`的候选人属性时用它。
format-page-table-candidates-name = 姓名，给人看的，不影响计票。
format-page-table-ballots = 一张票在一个类别里的内容，一行。评委的票也写在这里。一张票跨几个类别的，一类一行，`ballot`相同。
format-page-table-ballots-ballot = 票的编号；不写就用行号。评审阶段按奖项排出名单的（`lists`），写奖项的代号。
format-page-table-ballots-voter = 投票人的编号，按人限次、改票时用它认人；不写就不核对次数。
format-page-table-ballots-category = 类别的代号。
format-page-table-ballots-channel = 渠道的代号。评委会同一个评审阶段投几次的，写第几次：`1`、`2`、`3`，不写是第一次。
format-page-table-ballots-account = 渠道有几个账号的（`accounts`），是哪一个，代号自定。每个账号都可以投的（`each_account`）必须写：限次按账号分别核对。
format-page-table-ballots-at = 投票的时间；不写就当在投票时间以内。
format-page-table-ballots-choices = 选了谁，照方案的`ballot`写。选人：`a01;a02`。给分：`a01=3;a02=1`。排序：`a01>a02`，同一名次用等号`a01>a02=a03`。表态：赞成`a01=+`、反对`a02=-`、弃权`a03=0`，用分号隔开。空着就是白票。另选的人写一个新代号；“以上都不选”写`no-award`。
format-page-table-ballots-replaces = 这张票代替同一个人的哪张票，写那张票的编号。
format-page-table-ballots-status = `valid`有效（不写就是它）；`invalid`无效票，算收到的票；`void`违规票，按方案的违规处理一并作废，有几条违规处理的写`void:1`、`void:2`，针对候选人的还要在`foul`写明是谁；`suspect`可疑，照算，另说明去掉它们会怎样。
format-page-table-ballots-foul = `status`写`void`、罚则是去掉候选人的票或者取消候选人资格的（`votes`、`candidate-votes`、`candidate`），写违规的是投给谁的票：`a01;a05`。票上其余的照算。一张票选了几名的必须写。
format-page-table-tallies = 只有合计、没有逐张票的（报纸选票、外面平台的票数），一名候选人一行。候选人空着的一行是总数：`for`写发出的票、`against`写有效票、`abstain`写无效票；按有效票的比例算时要有这一行。同一渠道的票，不要又逐张写又写合计。
format-page-table-tallies-category = 类别的代号。
format-page-table-tallies-channel = 渠道的代号；评委会投几次的写第几次。
format-page-table-tallies-candidate = 候选人的代号；空着是总数。
format-page-table-tallies-for = 得票，或赞成票；给分的写总分。
format-page-table-tallies-against = 反对票。
format-page-table-tallies-abstain = 弃权票。
format-page-table-sheets = 评分表，一名评委给一名候选人的一个评分项打的分，一行。一张表的各项要齐。只投票、不打分的评审，评委对谁回避也写在这里。
format-page-table-sheets-judge = 评委的编号。
format-page-table-sheets-category = 类别的代号。
format-page-table-sheets-candidate = 候选人的代号。
format-page-table-sheets-criterion = 评分项的代号，方案里`rubric`的`id`；没有打分的行空着。
format-page-table-sheets-score = 分数，不超过该项的最高分，小数位数不超过该项的`places`；没有打分的行空着。
format-page-table-sheets-state = `scored`打了分（不写就是它）；`abstain`弃权；`recused`到了会、对这名候选人回避；`absent`缺席。后三种一名候选人一行就够。
format-page-table-electorates = 各群体有多少人、到了多少人。按全体或到会人数的比例算时要有；到会够不够法定人数也看它。
format-page-table-electorates-id = 投票群体的代号；评审会的人数，写评审规则里`electorate`的那个。
format-page-table-electorates-category = 类别的代号，某一类到会的人与别的类不同时写（如有评委退出这一类的评审）；不写就是各类都用。
format-page-table-electorates-size = 总人数；不写就用方案里的`size`。
format-page-table-electorates-present = 到会人数，不超过总人数。同一群体开两次会的，每次一行，在`round`里写阶段；没写`round`的一行管其余各次。
format-page-table-measures = 外来数据，一名候选人的一个数，一行。
format-page-table-measures-category = 类别的代号；不写就是各类都用。
format-page-table-measures-candidate = 候选人的代号；数是单位的，不写。
format-page-table-measures-unit = 单位，写法与候选人表的`unit`一样：数是这个单位的（如人数），用来算它的推荐名额，这一行不写候选人。
format-page-table-measures-measure = 外来数据的代号。同分再投票（`revote`）的结果也写在这里：这一列写投票群体的代号，`value`写再投得的票数。
format-page-table-measures-value = 数。
format-page-table-decisions = 机构作的决定，计票只照办、不替它作。
format-page-table-decisions-category = 类别的代号；不写就是各类都用。
format-page-table-decisions-candidate = 候选人的代号；抽签的种子空着。
format-page-table-decisions-kind = `pick`由机构选定，或同分时由机构定先后，`value`写第几（补选的人与被除名的人写同一个数）；`direct`直接入选，`value`可写奖项的代号；`veto`审批没有通过，从`approval`写明的那一轮名单中除去，命名环节写明的从最后名单中除去，名额空着，`vacancy = false`的由后一名补上；`withdrawal`本人退出，当作没有参加：不计得票，不进最高分和总和（投给他的票仍是有效票，算有效票的比例时照算）；`refusal`选上以后征求意见（命名环节的`acceptance`）时本人谢绝，名额空着，`vacancy = false`的由后一名按已有得分补上；`upheld`公示期间的异议查实，照公示规则的`upheld`办：取消的名额空着，递补的由后一名按已有得分补上，重审的等新结果填进各表再删去这一行；名单不是哪一轮产生的，各轮都不再参加；`deduct`查实后扣票，`value`写扣几票，罚则是清零的（`candidate-votes`）不写就是全部去掉，逐张的票和合计都算；`disqualify`违规取消资格（这两种要方案的`penalty`里有）；`lot`抽签：候选人空着的一行，`value`写公布的种子，或给各人写抽到第几。
format-page-table-decisions-value = 见上一列；没有的空着。
format-page-table-decisions-ref = 凭什么文书，照实写，给人看的。
format-page-table-decisions-channel = 扣票扣的是哪个渠道的票；只有一个渠道的不用写。
format-page-table-every = 各表都可以加的列
format-page-table-every-round = 哪一轮或哪个阶段的数据：结果规则或阶段的代号。方案里只有一个阶段可能收到这一行的，不用写；有两轮投票的一定要写。
format-page-table-every-electorate = 哪个群体投的，写投票群体的代号；几个群体分开计分时写。
format-page-table-every-region = 哪个地区的；方案按地区分开计票（`apart_by`）时写。
format-page-table-more = 常问的几件事
format-page-table-more-lead =
    - 评委会第一轮不过半、再投一轮：两轮的票都写在`ballots.csv`，第一轮`channel`写`1`，第二轮写`2`，`round`写评审阶段的代号。方案里`support`的`ballots`写最多投几轮。
    - 评委投票、其中有人对某名候选人回避：`sheets.csv`写一行，写明评委和候选人，`criterion`、`score`空着，`state`写`recused`。算这名候选人时，这位评委不计入到会人数（方案`follows`里的`present`另有规定的除外），他的票上也不能赞成或者反对这名候选人；票上不记投票人的，得票不能超过其余的人数。
    - 到会人数、法定人数：`electorates.csv`里写`size`和`present`。
    - 同分以后再投一次：票数写在`measures.csv`，`measure`写投票群体的代号。
    - 别的单位报来的测评分：方案里写一个`[[measure]]`，分数写在`measures.csv`。
    - 候选人退出、被取消资格：`decisions.csv`写一行`withdrawal`。
    - 分数相同由领导小组定先后：`decisions.csv`给每个人写一行`pick`，`value`写1、2……
    - 缺了哪张表，结果里说还要什么；都不缺就是“结果已定”。退出码：0已定，2还缺，1方案或表有错。
format-page-or-left = ，或`"not stated"`（不写：没有这一条）
format-page-or-asked = ，或`"not stated"`，不写也是
format-page-tour = 一页看懂
format-page-tour-lead = 下面是最小的一个方案，原文只有五句话：“居委会主办，推选本社区居民2026年写的最美书评3篇。6月1日至7日投票，每人投一次，最多选3篇。票箱凭身份证投票。投完公布票数，得票多的前3篇当选。本办法由居委会解释。”每一行右边是它的意思。文件在`plans/tour.toml`，核对没有错误。方案就是这样写的：一句话一两行，原文没有说的写`"not stated"`。更大的，往里添阶段和规则。
format-page-find = 想写什么，到哪里找
format-page-find-lead =
    | 原文说的 | 看这里 |
    |---|---|
    | 主办、承办、批准文号、解释权 | [活动、文件、主办单位](#head) |
    | 推荐单位、每单位名额 | [推荐单位](#units)、[推荐和初审](#tiers) |
    | 评几类、各几名、什么人可以参评 | [类别、名额、参评条件](#categories) |
    | 一等奖、二等奖、人气奖、提名奖 | [取多少和给什么奖](#awards) |
    | 结构比例：女性不少于、同一单位至多 | [取多少和给什么奖](#awards) |
    | 时间安排、先后次序 | [阶段和时间](#stages) |
    | 推荐、自荐、提名，提名按次数取前几名 | [推荐和初审](#tiers) |
    | 资格审查、联审、候选人名单 | [推荐和初审](#tiers) |
    | 投票：谁能投、算不算数、票数公开 | [投票](#votes) |
    | 微信、短信、报纸、投票箱 | [投票渠道](#channels) |
    | 选几名、打分、排序、废票 | [一张票怎么填](#ballots) |
    | 每人每天几票、能投几次 | [能投几次](#limits) |
    | 刷票怎么处理 | [投票](#votes) |
    | 评委会、打分、去掉最高最低、到会人数、回避 | [评审](#panels) |
    | 评委投票过半数、三分之二，不足再投 | [直接由选票产生的方法](#methods) |
    | 网络投票占40%、评审占60% | [结果](#results) |
    | 票数怎样换算成分 | [换算](#normalisations) |
    | 几轮：先取60名、再取20名、再评出10名 | [结果](#results) |
    | 排序票、逐轮淘汰 | [直接由选票产生的方法](#methods) |
    | 同分怎么办 | [同分](#ties) |
    | 公示几天、异议、递补 | [公示和异议](#notices) |
    | 命名、证书、撤销称号、一年几次 | [命名、宣传、结束、周期](#ends) |
    | 软件管不了、只能照录的话 | [对人的要求](#requirement) |
    | 日期、小数怎样写 | [值的写法](#values) |
    | 方案写好了，手里有票，要算 | [计票用的表](#tables) |
format-page-way-nominated-by-units = 每单位推荐5名，不数谁被推荐得多（数得出谁多的，看下一条）：
format-page-way-counted-nominations = “每名会员最多提名5名，按被提名次数取前5名，第五名并列的一并入选，至少要有5人提名”——提名要数次数的，是一次投票：没有名单的写`write-in`，有名单的不写；不到5人提名的不入选：
format-page-way-by-plan = 依据就是方案本身的条款：
format-page-way-paper-triple = 报纸选票和网页都可以投，“报纸选票一票按三票计，公众投票按占总票数的百分比折算，占40%”（外层的`share`在内层加起来的数上换算）：
format-page-way-papers-a-day = “每人每天投1次，每次最多选10名”（一张票，票上10个选择）：
format-page-way-five-to-ten = “每个微信号每天投1次，每次选5至10名，同一候选人一天1票，少选多选无效”：
format-page-way-choices-a-day = “每人每天最多投10票”，一次投完或者分几次投都行，同一人也可以投几票：
format-page-way-panel-twice = “到会评委过半数赞成的当选，不足的再投一轮，两轮后仍不足的空缺”（两轮的票怎样交给计票，见[计票用的表](#tables)）：
format-page-way-three-rounds = 三轮：票数前10名进入评审，评审前7名报领导小组，领导小组定5名。中间各轮都写`candidates`，每一轮用`among`接上一轮：
format-page-way-grades-composed = “前2名（其中女性不少于1名）为一等，其余前3名为二等”——各奖条件不同的，一个奖一段结果，合成方法照抄，写`one_award = true`，不写`among`（写了`rest`，按最高票折算的分就变了）：
format-page-in-chapter = 本章说明：{ $types }。
