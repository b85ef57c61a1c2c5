using System.Collections.Immutable;

namespace Segue.Revisions;

/// <summary>The directives that bind to one statement.</summary>
public sealed record StatementDirectives
{
    /// <summary>Nothing was said.</summary>
    public static StatementDirectives None { get; } = new();

    /// <summary><c>no-transaction</c>: run it outside a transaction, though the grammar would allow one.</summary>
    public bool NoTransaction { get; init; }

    /// <summary><c>online</c>: run this DDL as an expansion.</summary>
    public bool Online { get; init; }

    /// <summary><c>up expr</c>: how the new value is made from the old row.</summary>
    public string? Up { get; init; }

    /// <summary><c>down expr</c>: how the old value is made from the new row.</summary>
    public string? Down { get; init; }

    /// <summary><c>timeout lock=2s</c>: its own <c>lock_timeout</c>; null: the setting. Zero: no limit.</summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <summary><c>timeout statement=5min</c>: its own <c>statement_timeout</c>; null: the setting. Zero: no limit.</summary>
    public TimeSpan? StatementTimeout { get; init; }

    /// <summary><c>allow rule because reason</c>: lint rules that are silent for it.</summary>
    public ImmutableArray<AllowedRule> Allowed { get; init; } = [];
}
