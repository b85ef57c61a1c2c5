using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Npgsql;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Receives what a C# revision wants done, as steps of a plan. Nothing is done before the plan is whole.</summary>
public sealed class PlanWriter
{
    readonly RevisionFile _file;
    readonly Project _project;
    readonly Session? _session;
    readonly List<Action<SectionWriter>> _entries = [];
    int _codes;

    internal PlanWriter(RevisionFile file, Project project, Direction direction, Session? session) =>
        (_file, _project, Direction, _session) = (file, project, direction, session);

    /// <summary>The revision.</summary>
    public RevisionHeader Revision => _file.Header;

    /// <summary>Which section is written.</summary>
    public Direction Direction { get; }

    /// <summary>Values of the placeholders, for the code itself.</summary>
    public IReadOnlyDictionary<string, string> Variables => _project.Variables;

    internal List<Problem> Problems { get; } = [];

    /// <summary>Why it cannot be taken back, and where that stands.</summary>
    internal (string Reason, SourceLocation Location)? WhyIrreversible { get; private set; }

    /// <summary>Where it asks; null: it does not.</summary>
    internal SourceLocation? AskedAt { get; private set; }

    /// <summary>It asked, and there was nobody to answer.</summary>
    internal bool IsUnanswered => AskedAt is not null && _session is null;

    /// <summary>Its plan has code in it.</summary>
    internal bool HasCode => _codes > 0;

    /// <summary>An absolute path; a relative one begins at the project's folder.</summary>
    public string PathOf(string file) => Path.GetFullPath(file, _project.Root);

    /// <summary>
    /// Adds statements, treated as those of an SQL section are: placeholders are filled in, directives between them count
    /// (<c>-- segue: no-transaction</c>, <c>-- segue: timeout lock=2s</c>), locks and probes are told from the grammar.
    /// </summary>
    /// <param name="sql">One statement or several.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public void Sql(string sql, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        foreach (var statement in Statements(sql, file, line))
            _entries.Add(writer => writer.Add(statement));
    }

    /// <summary>The same for an interpolated string: its holes take names, numbers and <see cref="SqlText"/>, and no string.</summary>
    /// <param name="sql">One statement or several.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public void Sql(SqlText.SqlHandler sql, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Sql(sql.ToString(), file, line);

    /// <summary>Adds queries that must return no row, or a single <c>true</c>; anything else rolls the transaction back.</summary>
    /// <param name="queries">One query or several.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public void Verify(string queries, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        foreach (var query in Statements(queries, file, line))
            _entries.Add(writer => writer.Add(new Work.Verify(query.Statement), $"verify {Summary.Of(query.Statement)}", query.Statement.Location));
    }

    /// <summary>
    /// Adds code that works on the session itself, in the transaction it stands in. What it does cannot be foreseen: no dry run shows it, no script
    /// holds it. It may run more than once, when its transaction is tried again, and neither opens nor closes one.
    /// A revision that applies code says in <see cref="CodeRevision.DowngradeAsync"/> how it is taken back, or that it is not.
    /// </summary>
    /// <param name="why">What it is for, one sentence; it stands in the plan.</param>
    /// <param name="work">The code.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public void Code(string why, Func<Session, CancellationToken, Task> work, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Add(new Work.Code(Revision, ++_codes, work), $"{why} (code: what it does cannot be foreseen)", LocationOf(file, line));

    /// <summary>Says in a downgrade that there is none.</summary>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public void Irreversible(string reason, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Direction != Direction.Down)
        {
            Report(new("misplaced-irreversible", "what is irreversible is said where the downgrade would stand")
            {
                Location = LocationOf(file, line),
                Remedy = "write it in DowngradeAsync",
            });
        }
        WhyIrreversible = (reason, LocationOf(file, line));
    }

    /// <summary>Reports what is wrong, instead of adding a step: the plan is refused, with all problems of all revisions.</summary>
    public void Report(Problem problem) => Problems.Add(problem);

    /// <summary>
    /// Asks the database: the value in the first row and column, the type's default if there is no row or it is NULL. The query runs in a read-only
    /// transaction of its own, under the project's time limits. A revision that asks is planned when all before it is done, never offline or for a script.
    /// </summary>
    /// <typeparam name="T">Of the value, as Npgsql reads it.</typeparam>
    /// <param name="query">One query.</param>
    /// <param name="cancellationToken">Cancels it on the server.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public async Task<T?> AskAsync<T>(string query, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var command = new Command(SqlText.FromFile(query));
        var answers = await AskListAsync(command, row => row.IsDBNull(0) ? default : row.GetFieldValue<T>(0), cancellationToken, file, line).ConfigureAwait(false);
        return answers is [var first, ..] ? first : default;
    }

    /// <summary>Asks the database for rows; see <see cref="AskAsync"/>.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="query">One query with the values of its parameters.</param>
    /// <param name="row">Reads one row.</param>
    /// <param name="cancellationToken">Cancels it on the server.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public async Task<IReadOnlyList<T>> AskListAsync<T>(
        Command query, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        AskedAt ??= LocationOf(file, line);
        if (_session is null)
            throw new InvalidOperationException($"{Revision.Id} asks, and there is no database to answer.");
        var patience = _project.Patience;
        await _session.SendAsync(
            cancellationToken,
            new Command(SqlText.Of($"BEGIN READ ONLY")),
            new Command(SqlText.Of($"SET LOCAL lock_timeout = {Milliseconds(patience.LockTimeout)}")),
            new Command(SqlText.Of($"SET LOCAL statement_timeout = {Milliseconds(patience.StatementTimeout)}"))).ConfigureAwait(false);
        try
        {
            return await _session.ListAsync(query, row, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (_session.IsOpen)
                await _session.SendAsync(CancellationToken.None, new Command(SqlText.Of($"ROLLBACK"))).ConfigureAwait(false);
        }
    }

    internal void Add(Work work, string why, SourceLocation source, ImmutableArray<ExpectedLock> locks = default) =>
        _entries.Add(writer => writer.Add(work, why, source, locks));

    internal SourceLocation LocationOf(string file, int line) => new(IsOwn(file) ? Revision.File : file, line, 1);

    internal void WriteTo(SectionWriter writer) => _entries.ForEach(entry => entry(writer));

    ImmutableArray<RevisionStatement> Statements(string sql, string file, int line)
    {
        var source = IsOwn(file) ? CodeLiteral.Find(sql, _file.Source, line) : new(sql, new SourceLocation(file, line, 1));
        var body = BodyReader.Read(source, Variables, Problems);
        if (body is not { Downgrade: [], Verify: [], Run: [], Irreversible: null, ToMark: null })
        {
            Report(new("section-in-code", "the sections of a C# revision are its methods")
            {
                Location = LocationOf(file, line),
                Remedy = "write what stands behind the directive in UpgradeAsync, DowngradeAsync or RunAsync",
            });
        }
        return body.Upgrade;
    }

    bool IsOwn(string file) => file == Revision.Path || Path.GetFullPath(file) == Path.GetFullPath(Revision.Path);

    static long Milliseconds(TimeSpan span) => (long)Math.Ceiling(span.TotalMilliseconds);
}
