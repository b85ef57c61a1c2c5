using Segue.Cli.Output;
using Segue.Running;

namespace Segue.Cli.Commands;

/// <summary>Carries out and shows it.</summary>
static class Carrying
{
    /// <param name="call">For the terminal.</param>
    /// <param name="options">How.</param>
    /// <param name="done">The past participle: <c>applied</c>.</param>
    /// <param name="work">Given the options with the display in them.</param>
    public static async Task<int> OutAsync(Call call, RunOptions options, string done, Func<RunOptions, Task<RunResult>> work)
    {
        var (result, rows) = await ShownAsync(call.Terminal, options, work);
        var document = RunDocument.Of(result) with { Tag = options.Tag, Rows = rows.Count == 0 ? null : [.. rows.Select(RowsLine.Of)] };
        call.Answer(document, static documents => documents.RunDocument, terminal =>
        {
            foreach (var selected in rows)
                Show(terminal, selected);
            document.WriteTo(terminal, done);
        });
        return 0;
    }

    /// <summary>Runs under the display; the rows are what run sections selected.</summary>
    public static Task<(RunResult Result, IReadOnlyList<RunEvent.Rows> Rows)> ShownAsync(
        Terminal terminal, RunOptions options, Func<RunOptions, Task<RunResult>> work) =>
        terminal.WithProgressAsync<(RunResult, IReadOnlyList<RunEvent.Rows>)>(async progress =>
        {
            using var display = new RunDisplay(terminal, progress);
            return (await work(options with { Tell = display.Tell }), display.Rows);
        });

    /// <summary>Rows as a table, the first few of them.</summary>
    public static void Show(Terminal terminal, RunEvent.Rows rows, int most = int.MaxValue)
    {
        var table = new Table([.. rows.Columns]);
        foreach (var row in rows.Values.Take(most))
            table.Add([.. row]);
        terminal.Show(table);
        if (rows.AreCut && most >= rows.Values.Count)
            terminal.Message(MessageKind.Warning, $"only the first {rows.Values.Count} rows are shown");
    }
}
