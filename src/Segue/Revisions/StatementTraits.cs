using System.Collections.Immutable;
using Segue.Grammar;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>What PostgreSQL's grammar says about how a statement has to be run.</summary>
public sealed record StatementTraits
{
    /// <summary>It cannot run inside a transaction block, and why; null: it can.</summary>
    public string? OutsideTransaction { get; init; }

    /// <summary>It waits for other transactions to end, in its own way (CONCURRENTLY).</summary>
    public bool WaitsForOthers { get; init; }

    /// <summary>It sets something for the rest of the session.</summary>
    public bool SetsSession { get; init; }

    /// <summary>It may set something for the session, or run code that does.</summary>
    public bool MaySet { get; init; } = true;

    /// <summary>It returns rows.</summary>
    public bool ReturnsRows { get; init; }

    /// <summary>The strongest lock on each relation it names, where that can be told from the text.</summary>
    public ImmutableArray<ExpectedLock> Locks { get; init; } = [];

    /// <summary>Whether it happened, for a statement outside a transaction: see <see cref="Step.Probe"/>.</summary>
    public SqlText? Probe { get; init; }

    /// <summary>See <see cref="Step.Repair"/>.</summary>
    public SqlText? Repair { get; init; }

    /// <summary>What the grammar objects to; the server, of another version, has the last word.</summary>
    public GrammarError? Error { get; init; }

    /// <summary>Asks the grammar. A statement too long for it (<see cref="RevisionStatement.LongestParsed"/>) has no traits.</summary>
    public static StatementTraits Of(RevisionStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.IsLexedOnly)
            return new();
        var parsed = PgGrammar.Parse(statement.Statement.Text);
        if (parsed.Error is { } error)
            return new() { Error = error };
        if (parsed.Statements is not [var only])
            return new();
        var node = only.Node;
        return new()
        {
            OutsideTransaction = TransactionBlock.WhyNot(node),
            WaitsForOthers = TransactionBlock.IsConcurrent(node),
            SetsSession = SetsSessionState(node),
            MaySet = MaySetSomething(node),
            ReturnsRows = node.Kind is "SelectStmt" or "VariableShowStmt" or "ExplainStmt" or "CallStmt" || node.List("returningList").Length > 0
                || node.Has("returningClause"),
            Locks = ExpectedLocks.Of(node),
            Probe = Interrupted.Probe(node),
            Repair = Interrupted.Repair(node),
        };
    }

    /// <summary>SET, or a bare <c>SELECT set_config(...)</c> of constants: doing it again is doing it once. Of another query that cannot be said.</summary>
    static bool SetsSessionState(Node node) => node.Kind switch
    {
        "VariableSetStmt" => !node.Flag("is_local"),
        "SelectStmt" => node.Fields.All(field => field is "targetList" or "limitOption" or "op") && node.List("targetList") is [var only]
            && only.Child("val") is var call && call.Is("FuncCall") && call.Names("funcname") is [.., "set_config"]
            && call.List("args").All(argument => argument.Is("A_Const")),
        _ => false,
    };

    static bool MaySetSomething(Node node) => node.Kind switch
    {
        // A temporary table stays for the session.
        "CreateStmt" => IsTemporary(node.Child("relation")),
        "CreateSeqStmt" => IsTemporary(node.Child("sequence")),
        "ViewStmt" => IsTemporary(node.Child("view")),
        "IndexStmt" or "CreateFunctionStmt" or "CreateTrigStmt" or "CommentStmt" or "DropStmt" or "RenameStmt" or "GrantStmt" or "CreateEnumStmt"
            or "CreateSchemaStmt" => false,
        _ => true,
    };

    static bool IsTemporary(Node created) => created.Text("relpersistence") == "t";
}
