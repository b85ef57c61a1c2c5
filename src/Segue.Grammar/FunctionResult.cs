namespace Segue.Grammar;

/// <summary>The tree of a PL/pgSQL function, or why there is none.</summary>
public sealed class FunctionResult
{
    internal FunctionResult(Node function) => Function = function;

    internal FunctionResult(GrammarError error) => Error = error;

    /// <summary>
    /// The node <c>PLpgSQL_function</c>: its variables (<c>datums</c>) and its body (<c>action</c>). Line numbers in it count from the
    /// line on which the body's quotes open; the SQL in it stands as text in <c>PLpgSQL_expr.query</c>. None when there is an error.
    /// </summary>
    public Node Function { get; }

    /// <summary>PL/pgSQL's parser names no place, so the offset is that of the statement.</summary>
    public GrammarError? Error { get; }
}
