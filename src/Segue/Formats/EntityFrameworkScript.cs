using System.Text.RegularExpressions;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>Cuts a script of Entity Framework Core into its migrations.</summary>
sealed partial class EntityFrameworkScript
{
    readonly SourceText _source;
    readonly ICollection<Problem> _problems;
    readonly List<EntityFrameworkMigration> _migrations = [];
    readonly Dictionary<string, EntityFrameworkMigration> _byId = new(StringComparer.Ordinal);
    readonly List<RevisionStatement> _open = [];
    readonly bool _hasTransactions;
    bool _inTransaction;

    EntityFrameworkScript(SourceText source, ICollection<Problem> problems)
    {
        (_source, _problems) = (source, problems);
        // --no-transactions leaves it to whoever carries the script out.
        _hasTransactions = source.Text.Contains("START TRANSACTION", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The migrations in their order.</summary>
    public static IReadOnlyList<EntityFrameworkMigration> Read(SourceText source, ICollection<Problem> problems)
    {
        var script = new EntityFrameworkScript(source, problems);
        script.Read();
        return script._migrations;
    }

    void Read()
    {
        foreach (var piece in StatementSplitter.Split(_source.Text))
        {
            if (piece.Kind == PieceKind.Statement)
                Take(piece.ContentIn(_source.Text).ToString(), piece.Start);
            else if (piece.Kind == PieceKind.PsqlLine && PsqlLines.Objection(piece.In(_source.Text), _source.LocationOf(piece.Start)) is { } objection)
                _problems.Add(objection);
        }
        if (_open.Count > 0)
        {
            _problems.Add(new("ef-unfinished", "what stands from here on is entered into no history table")
            {
                Location = _open[0].Statement.Location,
                Remedy = "write the script anew with 'dotnet ef migrations script --idempotent'",
            });
        }
    }

    void Take(string text, int start)
    {
        if (Word(text) is "START" or "BEGIN" or "COMMIT")
        {
            _inTransaction = Word(text) != "COMMIT";
        }
        else if (Guard().Match(text) is { Success: true } guard)
        {
            var body = guard.Groups["body"];
            foreach (var piece in StatementSplitter.Split(body.Value).Where(piece => piece.Kind == PieceKind.Statement))
                TakeGuarded(Unescape(guard.Groups["id"].Value), piece.ContentIn(body.Value).ToString(), start + body.Index + piece.Start);
        }
        else if (Entry().Match(text) is { Success: true } entry)
        {
            var migration = Of(Unescape(entry.Groups["id"].Value), start);
            migration.Statements.AddRange(_open);
            _open.Clear();
        }
        else if (Leaving().IsMatch(text))
        {
            _problems.Add(new("ef-down", "the script takes migrations back")
            {
                Location = _source.LocationOf(start),
                Remedy = "write the one that applies them: 'dotnet ef migrations script --idempotent'",
            });
        }
        else if (!MakesHistory(text))
        {
            _open.Add(Statement(text, start));
        }
    }

    void TakeGuarded(string id, string text, int start)
    {
        var migration = Of(id, start);
        if (Entry().IsMatch(text))
            return;
        // PL/pgSQL's way to run a query and to leave its rows.
        migration.Statements.Add(Statement(Word(text) == "PERFORM" ? "SELECT" + text["PERFORM".Length..] : text, start));
    }

    RevisionStatement Statement(string text, int start) =>
        new(new(text, _source.LocationOf(start)), StatementDirectives.None with { NoTransaction = _hasTransactions && !_inTransaction });

    EntityFrameworkMigration Of(string id, int start)
    {
        if (_byId.TryGetValue(id, out var known))
            return known;
        var migration = new EntityFrameworkMigration(id, _open.Count > 0 ? _open[0].Statement.Location : _source.LocationOf(start), []);
        _migrations.Add(migration);
        return _byId[id] = migration;
    }

    /// <summary>What makes the history table, and its schema where it has one.</summary>
    bool MakesHistory(string text) => _migrations.Count == 0 && _open.Count == 0 && !_inTransaction
        && ((Word(text) == "CREATE" && text.Contains("\"MigrationId\"", StringComparison.Ordinal)) || (Word(text) == "DO" && text.Contains("CREATE SCHEMA", StringComparison.Ordinal)));

    static string Word(string text)
    {
        var lexer = new Lexer(text);
        return lexer.ReadSignificant() ? text.Substring(lexer.Current.Start, lexer.Current.Length).ToUpperInvariant() : "";
    }

    static string Unescape(string literal) => literal.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(
        """
        ^DO\s+(?<tag>\$\w*\$)\s*BEGIN\s+IF\s+NOT\s+EXISTS\s*\(\s*SELECT\s+1\s+FROM\s+\S+\s+WHERE\s+"MigrationId"\s*=\s*'(?<id>(?:[^']|'')+)'\s*\)\s*THEN\s*?
        (?<body>\s.*)\s*END\s+IF;\s*END;?\s*\k<tag>$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Guard();

    [GeneratedRegex(@"^INSERT\s+INTO\s+\S+\s*\(\s*""MigrationId""\s*,\s*""ProductVersion""\s*\)\s*VALUES\s*\(\s*'(?<id>(?:[^']|'')+)'", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^DELETE\s+FROM\s+\S+\s+WHERE\s+""MigrationId""\s*=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Leaving();
}
