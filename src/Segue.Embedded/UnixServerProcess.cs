using System.ComponentModel;
using System.Diagnostics;

namespace Segue.Embedded;

/// <summary>
/// On Linux and macOS a shell copies the template and becomes the server by <c>exec</c>. Before that it leaves a watcher behind that
/// reads a pipe from us: a signal's name when we want the end, end-of-file when we are gone (SIGKILL included). The watcher then ends
/// the server and deletes the run folder. All of it runs as the stepped-down user, so nothing has to change hands.
/// </summary>
sealed class UnixServerProcess : ServerProcess
{
    // The watcher is a grandchild: postgres, which becomes the shell's process, must not find a child it does not know.
    // The pid file is compared before each signal, so that a number the system gave to somebody else is left alone.
    // setsid, where there is one, keeps a Ctrl-C on our terminal from the server.
    const string Script = """
        umask 077
        run=$1 template=$2
        shift 2
        mkdir "$run" || exit 1
        exec 3<&0 </dev/null >"$run/log" 2>&1
        (
          trap '' HUP INT QUIT TERM
          (
            read -r signal <&3 || signal=QUIT
            tries=0
            while [ $tries -lt 100 ] && kill -0 $$; do
              [ "$(head -n 1 "$run/data/postmaster.pid")" = $$ ] && kill -"$signal" $$
              sleep 0.1 || sleep 1
              tries=$((tries + 1))
              [ $tries -lt 50 ] || signal=QUIT
            done
            rm -rf "$run"
          ) >/dev/null 2>&1 &
        )
        exec 3<&-
        cp -R "$template" "$run/data" && exec $(command -v setsid) "$@"
        """;

    readonly Process _process;

    public UnixServerProcess(string run, string template, IReadOnlyList<string> command)
    {
        var start = new ChildProcess("/bin/sh", ["-c", Script, "segue", run, template, .. command]) { User = StepDown.User }.StartInfo();
        start.RedirectStandardInput = true;
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new SegueException(Failure.Error, "PostgreSQL cannot be started: /bin/sh does not start.", failure);
        }
        Pid = _process.Id;
    }

    public override int Pid { get; }

    public override bool HasExited => _process.HasExited;

    public override async Task StopAsync(TimeProvider timeProvider)
    {
        try
        {
            await _process.StandardInput.WriteAsync("INT\n").ConfigureAwait(false);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The watcher is gone: somebody ended it. Then the server is ended below.
        }
        await EndAsync(_process, timeProvider).ConfigureAwait(false);
    }

    public override void Dispose() => _process.Dispose();
}
