using Spectre.Console;
using SpectreTable = Spectre.Console.Table;

namespace Segue.Cli.Output;

/// <summary>Tables and bars for a terminal. Loaded only when there is one.</summary>
static class Drawing
{
    public static void Draw(Table table, TextWriter writer, bool colours, int width)
    {
        var drawn = new SpectreTable { Border = TableBorder.Rounded };
        foreach (var heading in table.Headings)
            drawn.AddColumn(new TableColumn(new Markup(Markup.Escape(heading), new Style(decoration: Decoration.Bold))));
        foreach (var row in table.Rows)
            drawn.AddRow(row.Select(cell => new Text(cell)));
        On(writer, colours, width).Write(drawn);
        writer.Flush();
    }

    public static Task<T> WithBarsAsync<T>(TextWriter writer, int width, Func<Progress, Task<T>> work) =>
        On(writer, colours: true, width).Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bars(context)));

    static IAnsiConsole On(TextWriter writer, bool colours, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = colours ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Width = width;
        // Both writers are UTF-8; Spectre cannot see that through a synchronized one.
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    sealed class Bars(ProgressContext context) : Progress
    {
        public override ProgressStep Begin(string what, double total = 1) =>
            new Bar(context.AddTask(Markup.Escape(what), maxValue: total), what);
    }

    sealed class Bar(ProgressTask task, string what) : ProgressStep
    {
        public override void Advance(double parts) => task.Increment(parts);

        public override void Note(string text) => task.Description = Markup.Escape($"{what}: {text}");

        public override void Done(string result)
        {
            task.Description = Markup.Escape($"{what}: {result}");
            task.Value = task.MaxValue;
            task.StopTask();
        }

        public override void Dispose() => task.StopTask();
    }
}
