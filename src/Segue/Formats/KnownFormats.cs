using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>The tools whose folders are read where they lie.</summary>
public static class KnownFormats
{
    /// <summary>Segue's own and those of other tools; no order matters.</summary>
    public static IReadOnlyList<RevisionFormat> All { get; } =
    [
        new OwnFormat(),
        new AlembicFormat(),
        new DieselFormat(),
        new GolangMigrateFormat(),
        new GooseFormat(),
        new DbmateFormat(),
        new SqlxFormat(),
        new FlywayFormat(),
        new EntityFrameworkFormat(),
        new LiquibaseFormat(),
        new SqitchFormat(),
    ];

    /// <summary>The format of this name; null: there is none.</summary>
    public static RevisionFormat? Find(string name) => All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>All formats that a folder may be read as.</summary>
    /// <param name="folder">Absolute; exists.</param>
    public static IReadOnlyList<RevisionFormat> Detect(string folder) => [.. All.Where(format => format.Recognises(folder))];

    /// <summary>The format a folder is to be read as.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="name">What the user says it is; null: nothing, and it has to be seen.</param>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: there is no such folder or format, or it cannot be told which.</exception>
    public static RevisionFormat Choose(string folder, string? name)
    {
        if (!Directory.Exists(folder))
            throw new SegueException(Failure.Usage, $"There is no folder {folder}.") { State = "nothing was done" };
        if (name is not null)
        {
            return Find(name) ?? throw new SegueException(Failure.Usage, $"No format is called '{name}'.")
            {
                State = "nothing was done",
                Next = Suggestion.For(name, All.Select(format => format.Name)) ?? $"the formats are {Names(All)}",
            };
        }
        return Detect(folder) switch
        {
            [var only] => only,
            [] => throw new SegueException(Failure.Usage, $"{folder} holds the revisions of no tool that is known here.")
            {
                State = "nothing was done",
                Next = $"if it is the right folder, say whose it is with --format {Names(All, "|")}",
            },
            var several => throw new SegueException(Failure.Usage, $"{folder} may be read as {Names(several)}.")
            {
                State = "nothing was done",
                Next = $"say which with --format {Names(several, "|")}",
            },
        };
    }

    static string Names(IEnumerable<RevisionFormat> formats, string between = ", ") => string.Join(between, formats.Select(format => format.Name));
}
