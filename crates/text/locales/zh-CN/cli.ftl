cli-setup = 这里还没有管理员。请在本机浏览器打开下面的一次性链接，设置第一位管理员（一小时内有效）：
cli-master-key = 已生成主密钥，文件为{ $path }。请另行妥善保管一份：没有它，档案无法读取。
cli-demo-ready = 演示已就绪，请用浏览器打开：
cli-demo-playing = 正在推演演示数据：{ $percent }%
