namespace Segue.Cli.Output;

/// <summary>One step of the work. Disposed without <see cref="Done"/>: it failed.</summary>
abstract class ProgressStep : IDisposable
{
    /// <summary>So many parts more are done.</summary>
    public abstract void Advance(double parts);

    /// <summary>What it is busy with: <c>waiting for pid 4711</c>.</summary>
    public abstract void Note(string text);

    /// <summary>It is done.</summary>
    /// <param name="result">In a few words: <c>12 ms</c>.</param>
    public abstract void Done(string result);

    public abstract void Dispose();
}
