using System.Collections.Immutable;

namespace Segue.Grammar;

/// <summary>
/// The PL/pgSQL part of libpg_query fails an assertion of its own, or answers with nothing, when it is given anything but one function
/// with a body in that language.
/// </summary>
static class PlPgSqlBody
{
    public static string? Refuse(ImmutableArray<ParsedStatement> statements)
    {
        if (statements is not [{ Kind: "CreateFunctionStmt" or "DoStmt" } statement])
            return "not exactly one CREATE FUNCTION, CREATE PROCEDURE or DO statement";
        var options = statement.Node.List(statement.Kind == "DoStmt" ? "args" : "options");
        var language = Option(options, "language").Text("sval");
        if (statement.Kind == "DoStmt" && language.Length == 0)
            language = "plpgsql";
        if (!language.Equals("plpgsql", StringComparison.OrdinalIgnoreCase))
            return "not a function in the language plpgsql";
        return Option(options, "as").IsNone ? "a function without a body" : null;
    }

    public static Node FunctionOf(Node answer) => answer.List("plpgsql_funcs").FirstOrDefault();

    static Node Option(ImmutableArray<Node> options, string name) =>
        options.FirstOrDefault(option => option.Text("defname") == name).Child("arg");
}
