using System.Collections.Immutable;
using System.Globalization;

namespace Segue.Revisions;

/// <summary>Writes the statements of sections into a plan, and cuts it into transactions.</summary>
/// <param name="project">Default patience, and whether all revisions share a transaction.</param>
sealed class SectionWriter(Project project)
{
    const string TooLong = " (too long for the grammar: neither its locks nor whether it needs to stand outside a transaction is known)";

    readonly ImmutableArray<Step>.Builder _steps = ImmutableArray.CreateBuilder<Step>();
    RevisionHeader? _revision;
    Direction _direction;
    string? _hook;
    int _number;
    int _numberInHook;
    int _unit;

    public void Begin(RevisionHeader revision, Direction direction)
    {
        (_revision, _direction, _number, _hook) = (revision, direction, 0, null);
        if (!project.OneTransaction)
            _unit++;
    }

    /// <summary>What follows is of a hook: numbered for itself, and its rows are shown to nobody.</summary>
    /// <param name="place">Stands in the ids of its steps; empty: it needs none.</param>
    public void BeginHook(string place) => (_hook, _numberInHook) = (place.Length == 0 ? "" : place + "/", 0);

    /// <summary>What follows is the revision's own again.</summary>
    public void EndHook() => _hook = null;

    /// <summary>What follows is in another transaction.</summary>
    public void Cut() => _unit++;

    public void Add(RevisionStatement statement)
    {
        var traits = statement.Traits;
        var outside = statement.Directives.NoTransaction || traits.OutsideTransaction is not null;
        if (outside)
            _unit++;
        _steps.Add(
            new(_revision!.Id, _direction, NextId(), statement.InOneLine + (statement.IsLexedOnly ? TooLong : ""), new Work.Sql(statement.Statement)
            {
                SetsSession = traits.SetsSession,
                MaySet = traits.MaySet,
                WaitsForOthers = traits.WaitsForOthers,
                ShowsRows = _direction == Direction.Run && _hook is null && traits.ReturnsRows,
            })
            {
                Unit = outside ? null : _unit,
                Locks = traits.Locks,
                Probe = traits.Probe,
                Repair = traits.Repair,
                Patience = Patience(statement.Directives),
                Source = statement.Statement.Location,
            });
        if (outside)
            _unit++;
    }

    public void Add(Work work, string why, SourceLocation source, ImmutableArray<ExpectedLock> locks = default) =>
        _steps.Add(new(_revision!.Id, _direction, NextId(), why, work)
        {
            Unit = _unit,
            Locks = locks.IsDefault ? [] : locks,
            Patience = project.Patience,
            Source = source,
        });

    public Plan ToPlan(string purpose) => new(purpose, _steps.DrainToImmutable());

    string NextId() => string.Create(
        CultureInfo.InvariantCulture, $"{_revision!.Id}/{_direction switch { Direction.Up => "up", Direction.Down => "down", _ => "run" }}/{_hook}{(_hook is null ? ++_number : ++_numberInHook)}");

    Patience Patience(StatementDirectives directives) => directives is { LockTimeout: null, StatementTimeout: null } ? project.Patience : project.Patience with
    {
        LockTimeout = directives.LockTimeout ?? project.Patience.LockTimeout,
        StatementTimeout = directives.StatementTimeout ?? project.Patience.StatementTimeout,
    };
}
