using System.Text;

namespace Segue;

/// <summary>What stops the work. Its message says what failed and where, what the server said, what state the database is in now and what to do next.</summary>
/// <param name="failure">The kind, which is also the exit code.</param>
/// <param name="what">What failed, one sentence.</param>
/// <param name="inner">What the server or the system said, if it was an exception.</param>
public sealed class SegueException(Failure failure, string what, Exception? inner = null) : Exception(null, inner)
{
    /// <summary>The kind, which is also the exit code.</summary>
    public Failure Failure => failure;

    /// <summary>Where in the user's files.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>What the user can repair, all of it.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What state the database is in now.</summary>
    public string? State { get; init; }

    /// <summary>What to do next.</summary>
    public string? Next { get; init; }

    /// <summary>The parts in their fixed order, one a line.</summary>
    public override string Message
    {
        get
        {
            var text = new StringBuilder();
            if (Location is { } location)
                text.Append(location).Append(": ");
            text.Append(what);
            foreach (var problem in Problems)
                text.Append('\n').Append("  ").Append(problem);
            if (State is not null)
                text.Append('\n').Append("state: ").Append(State);
            if (Next is not null)
                text.Append('\n').Append("next: ").Append(Next);
            return text.ToString();
        }
    }
}
