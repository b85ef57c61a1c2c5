using System.Globalization;

namespace Segue.Sessions;

/// <summary>A session that stands in the way.</summary>
/// <param name="ProcessId">Of the server process; 0 stands for a prepared transaction.</param>
/// <param name="User">The role it connected as.</param>
/// <param name="Application">Its <c>application_name</c>.</param>
/// <param name="State"><c>active</c>, <c>idle in transaction</c> ...</param>
/// <param name="Since">When its transaction, or else its present state, began.</param>
/// <param name="Query">The latest query, cut at 200 characters; literals in it may be data, so it is shown and never stored.</param>
public sealed record Blocker(int ProcessId, string? User, string? Application, string? State, DateTimeOffset? Since, string? Query)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => ProcessId == 0
        ? "a prepared transaction (look in pg_prepared_xacts)"
        : string.Create(CultureInfo.InvariantCulture, $"pid {ProcessId} ({Application}, {User}, {State}, since {Since:u}): {Query}");
}
