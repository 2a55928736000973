cli-serve-ready = 选贤已启动，请用浏览器打开：{ $address }
cli-serve-data = 数据都在{ $path }。
cli-serve-stop = 按Ctrl-C停止；数据留着，下次用同样的命令接着用。
cli-setup = 这里还没有系统管理员。请用浏览器打开下面的链接，设立第一位（只能用一次，24小时内有效）：
cli-setup-then = 设立以后登录，上传方案，再给评选办公室第一个岗位。
cli-master-key = 已生成主密钥，文件为{ $path }。请另行妥善保管一份：没有它，档案无法读取。
cli-demo-ready = 演示已就绪，请用浏览器打开：
cli-demo-playing = 正在推演演示数据：{ $percent }%
