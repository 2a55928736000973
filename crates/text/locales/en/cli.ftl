cli-serve-ready = Xuanxian is running; open it in a browser: { $address }
cli-serve-data = All data is in { $path }.
cli-serve-stop = Ctrl-C stops it; the data stays, and the same command goes on with it.
cli-setup = There is no administrator yet. Open this link in a browser to make the first one (it works once, within 24 hours):
cli-setup-then = Then sign in, upload a plan, and give the office its first seat.
cli-master-key = A master key was made: { $path }. Keep a copy elsewhere: without it the dossiers cannot be read.
cli-demo-ready = The demo is ready; open it in a browser:
cli-demo-playing = Playing the demo’s data: { $percent } %
