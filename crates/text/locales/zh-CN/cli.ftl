cli-serve-ready = 选贤已启动，请用浏览器打开：{ $address }
cli-serve-data = 数据都在{ $path }。
cli-serve-stop = 按Ctrl-C停止；数据留着，下次用同样的命令接着用。
cli-setup = 这里还没有系统管理员。请用浏览器打开下面的链接，设立第一位（只能用一次，24小时内有效）：
cli-setup-then = 设立以后登录，上传方案，再给评选办公室第一个岗位。
cli-master-missing = 缺少主密钥文件{ $path }，没有它，这个文件夹里的档案无法读取。请从另行保管的那一份放回。
cli-master-wrong = { $path }不是32字节的主密钥。请从另行保管的那一份放回。
cli-master-key = 已生成主密钥，文件为{ $path }。请另行妥善保管一份：没有它，档案无法读取。
cli-demo-ready = 演示已就绪，请用浏览器打开：
cli-demo-playing = 正在推演演示数据：{ $percent }%

cli-halted = 磁盘出错或已写满（{ $why }）。从出错起没有再收下任何东西；已经收下的都在。请检查磁盘、腾出空间，再用同样的命令启动。
cli-in-use = 数据文件夹{ $path }正被另一个进程使用，没有启动。请先停掉那一个，或用--data另指一个文件夹。
cli-moved = 数据文件夹{ $path }是从别处复制或移来的，没有启动：两份各自往下记，就会有两本同名的账本。如果原来那一份还在用或还会再用，请用原来那一份；如果确定不再用，请删除这个文件夹里的LOCK文件，再启动。
cli-ballots-older = { $el }的选票文件只有{ $found }张选票，而已经公示过{ $recorded }张（见{ $by }），没有启动。请恢复最新的ballots.db。没有它，账本不能接着记：否则持有回执的人会发现自己的号上是别人的选票。找不回更新的备份时，可用xuanxian restore公开写明丢失了什么，让账本另起名称接着记。
cli-ballots-changed = { $el }的前{ $n }张选票与记录的不一样（见{ $by }）：文件被改过，或不是这里的，没有启动。请恢复正确的ballots.db。找不回更新的备份时，可用xuanxian restore公开写明丢失了什么，让账本另起名称接着记。
cli-ballots-damaged = 第{ $n }号选票与账本不符或缺失：选票文件已损坏或被改过，没有启动。请恢复ballots.db。
cli-head-lost = 缺少{ $file }，没有启动。{ $el }的选票账本至少签发过{ $n }张选票的账本头。请把这个文件放回去；找不回来的，把任何人手里最新的账本头放在那里：公布的checkpoint文件，或最新一份回执空行以下的全部内容。找不回更新的备份时，可用xuanxian restore公开写明丢失了什么，让账本另起名称接着记。
cli-head-unreadable = { $file }里的账本头不是本账本签发的：已损坏，或不是这里的，没有启动。请恢复它，或换成任何人手里最新的账本头。
cli-renamed = { $el }的选票账本名为{ $was }，不能改名为{ $asked }：发出的回执写的是原来的名字。请用原来的--host启动。

publish-done = 已公布{ $selection }：办理记录{ $acts }条，选票{ $ballots }张，写在{ $place }。
publish-verify = 任何人都可以核验：xuanxian verify { $place } --trust FILE
publish-trust = FILE是公告中印出的公钥和方案指纹；文件夹里的trust供拟公告时抄用，从同一处取来的不能作凭据。
publish-no-data = { $place }不是数据文件夹。请用--data指明serve或demo所用的文件夹。
publish-unknown = 没有名为{ $selection }的评选；这里有：{ $known }
publish-which = 请用--selection指明一项评选；这里有：{ $known }
publish-forked = { $log }在{ $size }条处公布或签发过账本头（见{ $by }），这里的数据不是接着它的：数据文件夹比公布的旧，或被改过。请恢复最新的数据文件夹。这次没有公布任何东西。找不回更新的备份时，可用xuanxian restore公开写明丢失了什么，让账本另起名称接着记。
publish-head-lost = 缺少{ $file }，没有启动。{ $log }至少签发过{ $size }条记录的账本头。请把这个文件放回去；找不回来的，把公布的acts/checkpoint放在那里。找不回更新的备份时，可用xuanxian restore公开写明丢失了什么，让账本另起名称接着记。
publish-earlier = { $place }里是恢复以前的账本的公布，请照原样留着，另指一个文件夹。
publish-no-head = { $place }不是账本头，也不是回执，或者已经损坏。请给出原来的文件。
publish-foreign = { $place }里的账本头不是本账本签发的，是别的评选的公布。请另指一个文件夹。

witness-ready = 见证已启动，地址为{ $address }。见证的账本有{ $n }个：
witness-line = 请把下面这一行交给主办方写进公告的信任文件（地址换成对外的地址）：
witness-name = 第一次启动要用--name给见证密钥起名，例如witness.example.org/w1。
witness-named = 这里的见证密钥名为{ $name }，不能改名。

cli-restored-since = { $el }的账本已经另起名称（见{ $file }），而这里的数据比那时还旧，没有启动。请恢复最新的数据文件夹；找不回来的，可再用一次xuanxian restore。

restore-not-needed = 账本接得上已知的每一个账本头，不必恢复。
restore-there = { $el }现有记录{ GROUP($acts) }条、选票{ GROUP($ballots) }张，但有这些接不上的：
restore-known = { $log }签发过{ GROUP($size) }条的账本头，根{ $root }（见{ $by }）
restore-gone = 缺少{ $file }；签发过什么，这里已不知道
restore-lost = 按已知的账本头，至少丢失记录{ GROUP($acts) }条、选票{ GROUP($ballots) }张。丢失的选票不能再算数；投票未截止的，投票人可凭回执得知并重投。
restore-would = 恢复以后，两本账本改用新的名称和公钥：{ $origins }。旧名称、最后的条数和根、丢失的条数与原因，会作为一条记录立刻公开，不能撤回。原来的公布留在原处。
restore-look-only = 以上只是查看，什么都没有改。确定要恢复，请加--reason写明原因再执行一次。
restore-say-yes = 没有改动。不在终端里执行时，请加--yes确认。
restore-ask = 确定请输入评选活动的代号{ $el }：
restore-not-done = 输入不符，没有改动。
restore-done = 已恢复。账本今后名为{ $origins }。请照原样启动，然后把新的公钥（公布文件夹里的trust文件）照公告的办法再公告一次，并告知见证机构。
