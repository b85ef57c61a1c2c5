namespace Segue.Grammar.Build.Emit;

static class CName
{
    /// <summary><c>_wasm_parse_query_raw</c> as C# writes it: <c>WasmParseQueryRaw</c>.</summary>
    public static string ToPascal(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
