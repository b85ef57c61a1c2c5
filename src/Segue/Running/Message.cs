using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>One statement on its way to the server, or into a script: the user's word for word, or one of our own.</summary>
/// <param name="Text">The user's statement or a fixed word like COMMIT; null when <paramref name="Own"/> is set.</param>
/// <param name="Own">A statement of our own with its values.</param>
/// <param name="Step">The step it carries out; null for what surrounds the steps.</param>
sealed record Message(string? Text, Command? Own, Step? Step)
{
    public static Message Word(string text) => new(text, null, null);

    public static Message Journal(Command own) => new(null, own, null);

    /// <summary>Must be sent alone: rows follow it, or its rows are for the user.</summary>
    public bool StandsAlone => Step?.Work is Work.Sql { ShowsRows: true } or Work.Sql { Statement.CopyData: not null } or Work.Load;

    public int Length => Text?.Length ?? Own!.Text.Text.Length;

    public NpgsqlBatchCommand ToBatchCommand() => Own is null ? new NpgsqlBatchCommand(Text!) : Session.ToBatchCommand(Own);
}
