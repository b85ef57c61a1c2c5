using System.Text;
using Segue.Cli;
using Segue.Cli.Output;

// Answered before anything is loaded: scripts ask for it at every start of theirs.
if (args is ["--version"])
{
    Terminal.WriteRaw(Encoding.UTF8.GetBytes("segue " + ToolVersion.Text + "\n"));
    return 0;
}

return await CommandLine.RunAsync(args);
