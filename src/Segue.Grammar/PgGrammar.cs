using System.Text.Json;

namespace Segue.Grammar;

/// <summary>
/// PostgreSQL's own parser. Every method may be called from any thread; none blocks, reads a file or keeps state between calls. What a
/// text does wrong comes back as a <see cref="GrammarError"/>; only a null text throws.
/// </summary>
public static class PgGrammar
{
    const int ErrorField = 8;
    const int CursorField = 16;

    /// <summary>Parses any number of statements separated by semicolons.</summary>
    /// <param name="sql">Plain SQL: no psql lines, no COPY data.</param>
    public static ParseResult Parse(string sql) => Parse(sql, MachinePool.Shared);

    internal static ParseResult Parse(string sql, MachinePool pool)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return Call.With(
            pool,
            sql,
            (machine, address, bytes) => Parse(machine, address, new Positions(sql, bytes)),
            error => new ParseResult(error));
    }

    /// <summary>
    /// 16 hexadecimal digits that are the same for statements that differ only in constants, blanks, comments and letter case of keywords
    /// (libpg_query's fingerprint, as pg_stat_statements' users know it). May change with an upgrade of libpg-query.
    /// </summary>
    /// <param name="sql">Plain SQL.</param>
    public static TextResult Fingerprint(string sql) => Text(sql, (machine, address) => machine.WasmFingerprint(address));

    /// <summary>The text with every constant replaced by <c>$1</c>, <c>$2</c> and so on; everything else stays as it is written.</summary>
    /// <param name="sql">Plain SQL.</param>
    public static TextResult Normalize(string sql) => Text(sql, (machine, address) => machine.WasmNormalizeQuery(address));

    /// <summary>Splits a text into tokens, as PostgreSQL's lexer does. It need not be a whole statement.</summary>
    /// <param name="sql">Plain SQL.</param>
    public static ScanResult Scan(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        if (sql.Length == 0)
            return new ScanResult([]);
        return Call.With(
            MachinePool.Shared,
            sql,
            (machine, address, bytes) => ReadTokens(Take(machine, machine.WasmScan(address)), new Positions(sql, bytes)),
            problem => new ScanResult(problem));
    }

    /// <summary>Parses the body of a function, procedure or <c>DO</c> block in PL/pgSQL.</summary>
    /// <param name="sql">One CREATE FUNCTION, CREATE PROCEDURE or DO statement, whole.</param>
    public static FunctionResult ParsePlPgSql(string sql)
    {
        var parsed = Parse(sql);
        if (parsed.Error is { } error)
            return new FunctionResult(error);
        if (PlPgSqlBody.Refuse(parsed.Statements) is { } refusal)
            return new FunctionResult(GrammarError.At(GrammarErrorKind.Input, refusal, sql, 0));
        var start = parsed.Statements[0].Start;
        return Call.With(
            MachinePool.Shared,
            sql,
            (machine, address, bytes) => ParseBody(machine, address, start, new Positions(sql, bytes)),
            problem => new FunctionResult(problem));
    }

    static ParseResult Parse(Machine machine, int address, Positions positions)
    {
        var result = machine.WasmParseQueryRaw(address);
        if (result == 0)
            throw new MachineTrapException("out of memory");
        try
        {
            var error = machine.ReadInt32(result + ErrorField);
            return error == 0
                ? new ParseResult(machine.CString(machine.ReadInt32(result)).ToArray(), positions)
                : new ParseResult(ReadError(machine, error, positions));
        }
        finally
        {
            machine.WasmFreeParseResult(result);
        }
    }

    static GrammarError ReadError(Machine machine, int error, Positions positions)
    {
        var message = machine.Text(machine.ReadInt32(error));
        var cursor = machine.ReadInt32(error + CursorField); // 1-based, 0 for no place
        var offset = cursor > 0 ? positions.OfCharacter(cursor - 1) : 0;
        return GrammarError.At(GrammarErrorKind.Syntax, message, positions.Text, offset);
    }

    /// <summary>These functions answer an error with its message in place of the result, so the text must be known to be good before.</summary>
    static TextResult Text(string sql, Func<Machine, int, int> make)
    {
        if (Parse(sql).Error is { } error)
            return new TextResult(null, error);
        if (sql.Length == 0)
            sql = " "; // an empty text is refused by the wrapper around PostgreSQL, not by PostgreSQL
        return Call.With(
            MachinePool.Shared,
            sql,
            (machine, address, _) => new TextResult(TakeWhole(machine, make(machine, address), sql), null),
            problem => new TextResult(null, problem));
    }

    static FunctionResult ParseBody(Machine machine, int address, int start, Positions positions)
    {
        var answer = Take(machine, machine.WasmParsePlpgsql(address));
        if (!answer.StartsWith('{'))
            return new FunctionResult(GrammarError.At(GrammarErrorKind.Syntax, answer, positions.Text, start));
        return new FunctionResult(PlPgSqlBody.FunctionOf(new Tree(JsonElement.Parse(answer, Tree.Options), "", positions).Root));
    }

    static ScanResult ReadTokens(string answer, Positions positions)
    {
        if (answer.StartsWith('{'))
            return new ScanResult(TokenReader.Read(answer, positions));
        // The lexer alone names no place; the parser, which stops at the same one unless it stopped before, does.
        return Parse(positions.Text).Error is { } error && error.Message == answer
            ? new ScanResult(error)
            : new ScanResult(GrammarError.At(GrammarErrorKind.Syntax, answer, positions.Text, 0));
    }

    /// <summary>Where the original reads beyond its memory and traps, ours reads zeros: what comes back then is empty, and no answer.</summary>
    static string TakeWhole(Machine machine, int text, string sql) => Take(machine, text) is var whole && (whole.Length > 0 || string.IsNullOrWhiteSpace(sql))
        ? whole
        : throw new MachineTrapException("memory access out of bounds");

    static string Take(Machine machine, int text)
    {
        if (text == 0)
            throw new MachineTrapException("out of memory");
        try
        {
            return machine.Text(text);
        }
        finally
        {
            machine.WasmFreeString(text);
        }
    }
}
