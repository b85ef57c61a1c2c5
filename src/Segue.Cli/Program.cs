using System.Text;
using Segue.Cli.Output;

namespace Segue.Cli;

static class Program
{
    /// <summary>Not async: what the compiler makes of that costs the first milliseconds of every start.</summary>
    static int Main(string[] args)
    {
        // Answered before anything is loaded: scripts ask for it at every start of theirs.
        if (args is ["--version"])
        {
            Terminal.WriteRaw(Encoding.UTF8.GetBytes("segue " + ToolVersion.Text + "\n"));
            return 0;
        }

        return CommandLine.RunAsync(args).GetAwaiter().GetResult();
    }
}
