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
        List<RunEvent.Rows> rows = [];
        var result = await call.Terminal.WithProgressAsync(async progress =>
        {
            using var display = new RunDisplay(call.Terminal, progress);
            var result = await work(options with { Tell = display.Tell });
            rows = display.Rows;
            return result;
        });
        var document = RunDocument.Of(result) with { Rows = rows.Count == 0 ? null : [.. rows.Select(RowsLine.Of)] };
        call.Answer(document, Documents.Default.RunDocument, terminal =>
        {
            foreach (var selected in rows)
                Show(terminal, selected);
            document.WriteTo(terminal, done);
        });
        return 0;
    }

    static void Show(Terminal terminal, RunEvent.Rows rows)
    {
        var table = new Table([.. rows.Columns]);
        foreach (var row in rows.Values)
            table.Add([.. row]);
        terminal.Show(table);
    }
}
