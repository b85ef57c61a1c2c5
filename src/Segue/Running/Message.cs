using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>
/// One statement on its way to the server, or into a script: the user's word for word, or one of our own. Each is itself and equal to no other:
/// a pipeline has many a COMMIT, and an error is of one of them.
/// </summary>
/// <param name="text">The user's statement or a fixed word like COMMIT; null when <paramref name="own"/> is set.</param>
/// <param name="own">A statement of our own with its values.</param>
/// <param name="step">The step it carries out; null for what surrounds the steps.</param>
sealed class Message(string? text, Command? own, Step? step)
{
    public string? Text => text;

    public Command? Own => own;

    public Step? Step => step;

    /// <summary>The step at which a failure of this message is reported: its own, or the one it stands for.</summary>
    public Step? For { get => field ?? step; init; }

    public static Message Word(string text, Step? at = null) => new(text, null, null) { For = at };

    public static Message Journal(Command own, Step? at = null) => new(null, own, null) { For = at };

    /// <summary>Must be sent alone: rows follow it, or its rows are for the user.</summary>
    public bool StandsAlone => step?.Work is Work.Sql { ShowsRows: true } or Work.Sql { Statement.CopyData: not null } or Work.Load or Work.Unload or Work.Code;

    public int Length => text?.Length ?? own!.Text.Text.Length;

    public NpgsqlBatchCommand ToBatchCommand() => own is null ? new NpgsqlBatchCommand(text!) : Session.ToBatchCommand(own);
}
