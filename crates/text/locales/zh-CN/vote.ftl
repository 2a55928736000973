# 投票、回执与查验。
vote-title = 网络评选
vote-range = { $least }至{ $most }
vote-lead-none = 这次评选没有设网络投票，或者方案还没有写明怎样投。
vote-lead-ahead = 投票还没有开始。下面是投票的规则{ $shows ->
    [code] ，到时凭投票码参加
   *[other] { "" }
}。
vote-lead-open = { $shows ->
    [code] 凭投票码投票
   *[other] 下面可以投票
}，投完即得回执，随时可以查验您的选票还在账本里、没有被改动。
vote-lead-over = 投票已经结束，不再收票。已投的票可以随时查验。
vote-opens = { $at }开始
vote-waits = 等前面的环节办完后开始
vote-closes = { $at }截止
vote-closed = 投票已于{ $at }截止
vote-count-open = 距投票截止还有
vote-count-ahead = 距投票开始还有
vote-results = 看名单和结果
vote-left-day = 今天还可投{ $n }张
vote-left-stage = 还可投{ $n }张
vote-enter = 投“{ $category }”
vote-door-done = 这一类别的票已经投完
vote-leave = 换一个投票码
vote-leave-open = 改用投票码投票
vote-code = 投票码
vote-code-hint = 12个字母和数字，大小写、空格和短横都不影响。
vote-code-missing = 请输入投票码。
vote-code-send = 开始投票
vote-by-code = 凭投票码投票
vote-open = 不凭投票码投票
vote-open-what = 任何人都可以这样投，不核实身份。所以这些票只说明有这么多张选票，不说明有这么多人。
vote-open-how = 为防止程序刷票，每投一张票，您的设备要先做一次验证计算，一般一两秒钟。计算用JavaScript在您的设备上完成，不收集任何信息。
vote-open-send = 不凭码，直接投票
vote-no-way = 方案规定的投票方式，本站还没有开通
vote-no-way-what = 请看评选方案和评选办公室的通知。
vote-slow = 试错的次数太多，请过{ $n }秒再试。
vote-slow-cast = 操作太频繁，请等{ $n }秒再按。选好的都还在，这张选票还没有投出。
vote-spare = 演示用的投票码：{ $code }
vote-purpose = 这次投票起什么作用
vote-purpose-display = 投票只供展示，对评选结果没有任何影响。
vote-purpose-advisory = 投票反映大家的意见，供评审时参考，不计入得分，也不直接决定谁当选。
vote-purpose-weighted = 投票按方案公布的权重计入结果，与其他部分合并计算。
vote-rules = 投票规则
vote-rule-channel = 投票方式：{ $channel }，以{ $identity }确认投票人。
vote-rule-anonymous = 投票方式：{ $channel }，不核实投票人身份，只要求投票的设备先做一次验证计算，所以票数不能说明有多少人投票。
vote-rule-choices = 每张选票选{ $range }{ $who ->
    [person] 人，同一人不能选两次
   *[other] 个，同一个不能选两次
}。
vote-rule-day = { $shows ->
    [both] 每个投票码，或不凭码的每个浏览器，
    [browser] 每个浏览器
   *[other] 每个投票码
}每天在每个类别可投{ $n }张，零点起算新的一天。
vote-rule-stage = { $shows ->
    [both] 每个投票码，或不凭码的每个浏览器，
    [browser] 每个浏览器
   *[other] 每个投票码
}在整个投票期间，每个类别可投{ $n }张。
vote-rule-hidden = 截止以前不公布票数，评选办公室也看不到。
vote-rule-live = 投票期间随时公布票数。
vote-rule-daily = 投票期间每天{ $hour }时公布一次票数。
vote-rule-random = 候选人的先后顺序，每位投票人看到的各不相同。
vote-rule-random-work = 候选作品的先后顺序，每位投票人看到的各不相同。
vote-rule-strokes = 候选人按姓氏笔画排列。
vote-rule-strokes-work = 候选作品按标题笔画排列。
vote-rule-number = 候选人按编号排列。
vote-rule-number-work = 候选作品按编号排列。
vote-rule-final = 选票投出后不能更改，也不能撤回。
vote-to-plan = 看评选方案
vote-check-link = 投过票了？[查我的票]
vote-proof-link = [账本能证明什么，不能证明什么]

vote-eyebrow-day = { $stage } · 今天还可投{ $left }张，选{ $range }{ $who ->
    [person] 人
   *[other] 个
}
vote-eyebrow-stage = { $stage } · 还可投{ $left }张，选{ $range }{ $who ->
    [person] 人
   *[other] 个
}
vote-says = 请选{ $range }{ $who ->
    [person] 人
   *[other] 个
}，选好后核对一遍再投
vote-full = { $who ->
    [person] 已满{ $n }人，换人请先去掉一位
   *[other] 已满{ $n }个，更换请先去掉一个
}
vote-show-all = 显示全部候选人
vote-show-all-work = 显示全部候选作品
vote-check = 核对并投票
vote-confirm-title = 请核对您的选票
vote-confirm-lead = 您选了{ $n }{ $who ->
    [person] 人
   *[other] 个
}。核对无误，请投出；还想改，请返回修改。
vote-confirm-final = 投出后不能更改，也不能撤回。
vote-cast = 投出这张选票
vote-change = 返回修改
vote-busy = 现在投票的人很多，这一票还没有收下
vote-busy-what = 您的选择都在下面，请过几秒钟再投一次。多按几次也只算一张。
vote-stopped = 系统出了故障，这一票没有收下
vote-stopped-what = 您的选择都在下面。请过一会儿再来，就在这一页再投一次；无论按几次，都只算一张。
vote-work-label = 验证计算的进度
vote-work-working = 您的设备正在做验证计算，可以照常选择、核对，不必等。
vote-work-sending = 还差一点：验证计算一完成，这张选票就自动投出。请不要关闭本页。
vote-work-done = 验证计算已经完成。
vote-work-wait = 暂时取不到验证计算的题目，{ $n }秒后自动再试。选好的都还在。
vote-work-failed = 这个浏览器做不了验证计算，不能这样投票。请换一个较新的浏览器再来。
vote-work-again = 这张选票还没有投出
vote-work-noscript = 这种投票方式要用JavaScript，这个浏览器没有打开
vote-work-noscript-what = 不凭码投票，要用JavaScript在您的设备上先做一次验证计算。请打开JavaScript后重新载入本页；不打开，选票投不出去。
vote-work-others = 也可以凭投票码投票，不需要JavaScript
vote-limit-day = 今天在“{ $category }”的{ $n }张票已经投完
vote-limit-stage = 您在“{ $category }”的{ $n }张票已经投完
vote-limit-next = 谢谢您的参与。{ $at }起可以再投。
vote-limit-last = 谢谢您的参与。
vote-to-hall = 回到投票首页

vote-receipt-title = 选票回执
vote-receipt-done = 您的选票已记入账本
vote-receipt-provisional = 见证机构会签以前，这张回执是临时的。过一会儿再打开本页，就能存下会签过的回执。
vote-receipt-cosigned = 见证机构已经会签：这张选票在账本里，不只由主办方作证。
vote-receipt-promise = 凭此码可随时查验：选票在账本里，没有被改动。
    回执不显示您选了谁。
vote-qr-label = 第{ $n }号选票的查验二维码
vote-place = 账本位置
vote-place-no = 第{ GROUP($n) }号
vote-category = 类别
vote-channel = 渠道
vote-time = 时间
vote-save = 存到手机
vote-check-now-link = 现在就查验
vote-leaf-hash = 叶子的哈希值
vote-root = 前{ GROUP($n) }张选票的根（SHA-256）
vote-file-what = 存下的文件为C2SP tlog-proof格式，别人写的工具也能查验。

vote-check-title = 查我的票
vote-check-lead = 交来回执，当场告诉您：这张选票在不在账本里，有没有被改动。
vote-check-form = 交来回执
vote-check-scan = 扫回执上的二维码
vote-check-scan-says = 可以扫码，也可以打开二维码的照片或回执文件，或者粘贴文字。
vote-check-file = 回执文件
vote-check-file-hint = 投票后存到手机的文件，文件名以“.tlog-proof”结尾。
vote-check-text = 或者粘贴回执的文字，二维码里的网址也行
vote-check-text-hint = 回执从第一行到最后一行，全部粘贴。
vote-check-key-fold = 用公告上印的公钥查验
vote-check-key = 公告上印的公钥
vote-check-key-hint = 不填，就用本网站公布的公钥。粘贴公告上的一行公钥或整份公钥文件，就不必相信本网站公布的那份。
vote-check-key-used = 查验所用的公钥
vote-check-send = 查验
vote-check-holds = 查验通过：选票在账本里，没有被改动
vote-check-sound = 回执本身完好，从选票到账本的根，每一步都算得通。
vote-check-signed = 回执上有本账本的签名。
vote-check-head-signed = 公开的账本也有同样的签名，现有{ GROUP($now) }张选票。
vote-check-cosigned = 见证机构已经对公开的账本会签。
vote-check-same = 账本第{ GROUP($n) }号正是这张选票，一字不差。
vote-check-grown = 发回执时账本有{ GROUP($then) }张选票，现在有{ GROUP($now) }张；先前的都原样在，只增不改。
vote-check-secret = 查验不会显示您选了谁，回执里也没有。
vote-check-working = 正在查验……
vote-check-waiting = 公开的账本还没有写到这一张，正在等它，请稍候……
vote-check-by-server = 以上由本网站只凭公开的文件算出，公钥是本网站公布的。任何人用同样的文件都能算出同样的结果。
vote-check-by-server-key = 以上由本网站只凭公开的文件和您给的公钥算出。任何人用同样的文件都能算出同样的结果。
vote-check-by-browser = 以上由您自己的浏览器只凭公开的文件算出，没有问过本网站的选票库。
vote-check-by-site = 公钥是本网站公布的；要连这也不必相信，请在下面填公告上印的公钥。
vote-check-by-key = 公钥是您自己给的。
vote-check-missing = 还没有交来回执
vote-check-missing-remedy = 请选择回执文件，或粘贴回执的文字。
vote-check-key-unreadable = 这不是公钥，也不是公钥文件
vote-check-key-unreadable-remedy = 请照公告上印的原样填，或者留空。
vote-check-unreadable = 这不是一份完整的回执，第{ $line }行读不通
vote-check-unreadable-remedy = 请交原来的文件；粘贴的，请从第一行粘到最后一行。
vote-check-no-code = 照片里没有看清二维码
vote-check-no-code-remedy = 请把二维码拍满、拍正、拍亮，再试一次；也可以粘贴回执的文字。
vote-check-no-scan = 这个浏览器不会从照片里读二维码
vote-check-no-scan-remedy = 请用手机自带的相机或扫一扫功能扫回执上的二维码，会直接打开本页；也可以打开回执文件，或粘贴回执的文字。
vote-check-no-scan-here = 这个浏览器不会扫码。用手机自带的相机或扫一扫功能扫回执上的二维码，会直接打开本页。
vote-check-no-camera = 没有用上摄像头
vote-check-no-camera-remedy = 请允许本页使用摄像头；也可以打开回执文件，或粘贴回执的文字。
vote-check-offline = 公开的账本取不来
vote-check-offline-remedy = 请看看网络，稍后再试。
vote-check-unpublished = 账本还没有公开
vote-check-unpublished-remedy = 请过一会儿再来；一天后还是这样，请向监督受理反映。
vote-check-path = 这份回执前后不符，算不通
vote-check-path-remedy = 文件可能被改过或缺了一段，请交原来的文件。如果交的就是原文件，请连同文件向监督受理反映。
vote-check-signature = 回执上没有本账本有效的签名
vote-check-signature-remedy = 文件可能被改过，请交原来的文件。如果交的就是原文件，请连同文件向监督受理反映。
vote-check-unknown = 您给的公钥里没有这个账本（{ $origin }）的
vote-check-unknown-remedy = 请核对公告，看是不是这次评选活动的公钥。如果公告上印的确是这一份，请保留回执，向监督受理反映。
vote-check-head = 公开的账本上没有有效的签名
vote-check-head-remedy = 如果您填了公钥，请先照公告核对；没有填错的，这不该发生，请保留回执，向监督受理反映。
vote-check-files = 公开的账本缺了文件，或文件与签名不符
vote-check-files-remedy = 请过几分钟再查。还是这样，请保留回执，向监督受理反映，任何人都能据此查证。
vote-check-behind = 公开的账本只写到{ GROUP($n) }张，还没有写到这份回执
vote-check-behind-remedy = 账本几秒钟写一次，请过一分钟再查。一小时后还是这样，请保留回执，向监督受理反映。
vote-check-beyond = 公开的账本只有{ GROUP($n) }张选票，没有这一号
vote-check-beyond-remedy = 刚投的票请过一分钟再查。否则请看是不是别的评选活动的回执；如果确是这里的，请保留回执，向监督受理反映。
vote-check-restored = 账本曾用旧备份恢复、另起名称；您的回执是此前发的，这张选票还在。
vote-check-lost = 账本曾用旧备份恢复，恢复后的账本里没有这张选票
vote-check-lost-remedy = 请保留回执。投票还没有截止的，可以重投，您的位置空着；已经截止的，请向监督受理反映。丢失了多少张、为什么，公开账本里有记录。
vote-check-origin = 这是另一个账本（{ $origin }）的回执
vote-check-origin-remedy = 请到发给您回执的网站去查验。
vote-check-address = 账本第{ GROUP($n) }号的选票与这个网址不符
vote-check-address-remedy = 网址没有签名，可能抄错，也可能被人改过，单凭它说明不了账本有问题。请交完整的回执再查。
vote-check-other = 账本第{ GROUP($n) }号不是回执上的这张选票
vote-check-other-remedy = 这不该发生。请保留回执，向监督受理反映，任何人都能据此查证。
vote-check-rewritten = 账本的前{ GROUP($n) }张选票与发回执时的不一样
vote-check-rewritten-remedy = 这不该发生。请保留回执，向监督受理反映，任何人都能据此查证。

vote-proof-title = 账本能证明什么，不能证明什么
vote-proof-lead = 公开账本让人人可以核对，但不是万能的。能做到的和做不到的，都写在这里。
vote-proves = 能证明的
vote-proves-order = 每件事办完就记入账本，按顺序编号。记下以后改动、抽走或插入任何一条，账本的根就对不上，任何人都能发现。
vote-proves-safe = 密封的内容在记入时就已固定。到了关口公开时，人人可以核对它没有改过。
vote-proves-receipt = 您的选票有了回执，就一定在账本里；少了它或改了它，凭回执一查便知。
vote-proves-recount = 投票截止并公开选票后，任何人都可以从头重算一遍，得出同样的票数。
vote-proves-result = 从推荐到命名，每一份名单是怎样来的、依据哪一条，都能从账本推出来；决议与计算结果不同的地方，要写明理由。
vote-cannot = 不能证明的
vote-cannot-invented = 如果主办方和核实身份的一方串通，凭空造出投票人，账本看不出来。
vote-cannot-pressed = 有没有人被收买、被要求投票，账本看不出来。
vote-cannot-phone = 如果您的手机被人做了手脚，您看到的和发出的不是一回事，账本看不出来。
vote-cannot-dropped = 发回执以前就丢失的选票，账本里没有。没有看到回执，就不算投出，请再投一次。
vote-cannot-sold = 选票公开后，投票人能够向别人证明自己选了谁，所以账本防不住有人出钱买票。
vote-cannot-person = 投票码只证明有人持有这个码。一个码是不是一个人在用，取决于发码是否严格。
vote-cannot-anybody = 不凭码投的票不证明背后有一个人，只证明为它做过一次计算：同一个人清除浏览器的记录后可以再投，每张都要重新计算。
vote-proof-try = 自己动手
vote-proof-log = 翻看[公开账本]，每一条都有编号和凭据。
vote-proof-files = 公开账本的全部文件都可以取走。在自己的电脑上运行核验程序，不靠本站就能从头重算，并算出同样的名单：
vote-proof-trust = 公告里印着公钥和方案指纹。把它们存成文件，用--trust交给程序，程序才能断定这份账本确实出自公告的单位。
vote-proof-plan = 对照[评选方案]，看每一步的依据。

# 得票
counts-of = { $category }：有效{ GROUP($valid) }张，无效{ GROUP($invalid) }张
counts-votes = 得票
counts-weak = { $all ->
    [yes] 这些票都
   *[other] 这些票里有一部分
}来自“{ $channels }”，不核实投票人身份：票数不能说明有多少人投票。
counts-none = 这一类别没有人得票
counts-now = 目前票数
counts-now-what = 方案规定投票期间随时公布票数。这里是截至{ $at }的票数，还会变化，以投票截止后清点的为准。

# 纸质选票
counts-hour-what = 方案规定每天公布一次票数。这里是{ $due }的票数（{ $at }记入账本），下一次公布前不变，以投票截止后清点的为准。
counts-paper-open = 纸质选票尚未清点，这里只有网上投的票。
counts-paper-what = 纸质选票由办公室两人录入并入，不在选票账本里，所以与网上投的票分开列出。
counts-of-paper = { $category }：网上有效{ GROUP($valid) }张，无效{ GROUP($invalid) }张；纸质发出{ GROUP($issued) }张，有效{ GROUP($paper) }张，无效{ GROUP($spoilt) }张
counts-online = 网上
counts-on-paper = 纸质
counts-total = 合计
paper-public-title = 纸质选票
paper-public-lead = 投票点收到的纸质选票，由办公室两人分别录入，两人一致才计入。它们是人工并入的票，不像网上的票那样每张都在账本里；公开的是每一批的数字和扫描件的校验码。
paper-public-open = 纸质选票还没有清点。清点后，每一批的数字在这里公布。
paper-public-until = { $until }前录入。
paper-public-none = 没有收到纸质选票。
paper-batches-of = { $category }各批
paper-entries = 两人的记录
paper-scans = 扫描件的校验码
paper-scans-what = 扫描件由办公室保存，只有办公室和审计能看。有争议时，可据此核对原件没有换过。
paper-public-link = 本轮也接受纸质选票：[各批数字与清点情况]
paper-in-figures = 票数中含纸质选票：[分开列出的数字]
