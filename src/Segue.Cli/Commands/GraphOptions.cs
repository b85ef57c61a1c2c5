using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Segue.Cli.Output;
using Segue.Reports;
using Segue.Revisions;

namespace Segue.Cli.Commands;

/// <summary><c>--graph</c> draws the revisions instead of listing them, <c>--to</c> puts the drawing into a file.</summary>
sealed class GraphOptions
{
    readonly Option<GraphForm?> _graph = new("--graph")
    {
        Description = "Draws the graph: in the terminal (also without a word after it), as an SVG, or as a Mermaid flowchart.",
        HelpName = "terminal|svg|mermaid",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseForm,
    };

    readonly Option<string?> _to = new("--to")
    {
        Description = "With --graph: the file to write; one that is there is replaced.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_graph);
        command.Add(_to);
    }

    /// <summary>Whether to draw.</summary>
    /// <exception cref="SegueException">Options that exclude each other were given.</exception>
    public bool IsWanted(Call call) => (call.Value(_graph), call.Value(_to), call.Json) switch
    {
        (null, not null, _) => throw new SegueException(Failure.Usage, "--to needs --graph.") { State = "nothing was written" },
        (not null, _, true) => throw new SegueException(Failure.Usage, "--graph makes a drawing, --output json a document.") { Next = "one of them alone" },
        var (form, _, _) => form is not null,
    };

    /// <summary>Draws.</summary>
    /// <param name="call">The call.</param>
    /// <param name="graph">The whole graph.</param>
    /// <param name="shown">What to show of it; null: all.</param>
    /// <param name="applied">The ids that are applied in a database that was asked; null: none was.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> DrawAsync(
        Call call, RevisionGraph graph, IReadOnlyCollection<RevisionHeader>? shown, IReadOnlySet<string>? applied, CancellationToken cancellationToken)
    {
        var (layout, marks) = (GraphLayout.Of(graph, shown), GraphMarks.Of(graph, applied));
        if (call.Value(_to) is not { } file)
        {
            Write(call, call.Terminal.Out, layout, marks, isFile: false);
            return 0;
        }
        using var drawing = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Write(call, drawing, layout, marks, isFile: true);
        var path = Path.GetFullPath(file, call.Surroundings.Folder);
        try
        {
            await File.WriteAllTextAsync(path, drawing.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SegueException(Failure.Usage, $"The drawing cannot be written: {error.Message}") { State = "nothing was written" };
        }
        call.Terminal.Message(MessageKind.News, $"the graph is in {file}");
        return 0;
    }

    void Write(Call call, TextWriter writer, GraphLayout layout, GraphMarks marks, bool isFile)
    {
        var isTerminal = !isFile && call.Terminal.OutIsTerminal;
        switch (call.Value(_graph))
        {
            case GraphForm.Svg:
                var project = call.Workspace.Settings.Project;
                SvgGraph.Write(layout, marks, project == "default" ? "Revisions" : $"Revisions of {project}", writer);
                break;
            case GraphForm.Mermaid:
                MermaidGraph.Write(layout, marks, writer);
                break;
            default:
                new TerminalGraph
                {
                    Unicode = isFile || KnowsUnicode(call.Surroundings.Variable),
                    Colours = isTerminal && call.Terminal.Colours,
                    Width = isTerminal ? call.Terminal.Width : null,
                }.Write(layout, marks, writer);
                break;
        }
    }

    /// <summary>Not where the terminal is dumb or the locale names another encoding (POSIX: LC_ALL, then LC_CTYPE, then LANG).</summary>
    /// <param name="variable">Reads an environment variable.</param>
    internal static bool KnowsUnicode(Func<string, string?> variable)
    {
        if (variable("TERM") == "dumb")
            return false;
        var locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG");
        return locale is null || OperatingSystem.IsWindows()
            || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }

    static GraphForm? ParseForm(ArgumentResult argument) =>
        argument.Tokens.Count == 0 ? GraphForm.Terminal : CommonOptions.ParseChoice<GraphForm>(argument);
}
