namespace Segue.Cli.Output;

/// <summary>Progress where nobody watches: a line when a step is done, a line for each note.</summary>
sealed class LineProgress(Terminal terminal) : Progress
{
    public override ProgressStep Begin(string what, double total = 1) => new Step(terminal, what);

    sealed class Step(Terminal terminal, string what) : ProgressStep
    {
        public override void Advance(double parts)
        {
        }

        public override void Note(string text) => terminal.Message(MessageKind.News, $"{what}: {text}");

        public override void Done(string result) => terminal.Message(MessageKind.News, $"{what}: {result}");

        public override void Dispose()
        {
        }
    }
}
