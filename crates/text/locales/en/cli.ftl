cli-setup = There is no administrator yet. Open this one-time link in a browser on this machine to make the first one (valid for an hour):
cli-master-key = A master key was made: { $path }. Keep a copy elsewhere: without it the dossiers cannot be read.
cli-demo-ready = The demo is ready; open it in a browser:
cli-demo-playing = Playing the demo’s data: { $percent } %
