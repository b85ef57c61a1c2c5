using System.Collections.Immutable;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>Flyway: <c>V1.2__name.sql</c>, taken back by <c>U1.2__name.sql</c>; <c>R__name.sql</c> whenever it changed.</summary>
sealed class FlywayFormat : LinearFormat
{
    static readonly string[] Code = [".java", ".class", ".kt", ".py", ".sh", ".bash", ".ps1", ".bat", ".cmd"];

    // Those of a migration; what Flyway calls around its other commands is not run here either.
    static readonly string[] Callbacks =
    [
        "beforeMigrate", "beforeRepeatables", "beforeEachMigrate", "beforeEachMigrateStatement", "afterEachMigrateStatement", "afterEachMigrate", "afterVersioned",
        "afterMigrate", "afterMigrateApplied", "beforeConnect", "afterConnect", "createSchema",
    ];

    public override string Name => "flyway";

    public override HistoryTable History { get; } = new("flyway_schema_history", table => SqlText.Of($"""
        SELECT coalesce(version, description), type IN ('BASELINE', 'SQL_BASELINE'), success FROM (
          SELECT DISTINCT ON (coalesce(version, description)) version, description, type, success FROM {table}
          ORDER BY coalesce(version, description), installed_rank DESC) AS latest
        WHERE type NOT IN ('UNDO_SQL', 'UNDO_JDBC', 'SCHEMA', 'DELETE')
        """));

    public override bool? IsUpTo(RevisionHeader header, string version) =>
        !header.IsRepeatable && FlywayVersion.Parse(version) is { } reached && FlywayVersion.Parse(header.ForeignVersion!) is { } own && own.CompareTo(reached) <= 0;

    public override bool Recognises(string folder) => FlywayFile.In(folder).Any(file => file.Kind is 'V' or 'R');

    protected override IReadOnlyList<FoundRevision> Find(string folder, string root, ICollection<Problem> problems)
    {
        var files = FlywayFile.In(folder);
        foreach (var problem in Objections(folder, files, root))
            problems.Add(problem);
        var undo = files.Where(file => file.Kind == 'U').ToList();
        return
        [
            .. files.Where(file => file.Kind == 'V').OrderBy(file => file.Version).Select(file => new FoundRevision(
                file.Version!.Text, ForeignName.ToId(file.Stem), file.Description, file.Path, undo.Find(other => other.Version!.CompareTo(file.Version) == 0)?.Path)),
            .. files.Where(file => file.Kind == 'R').OrderBy(file => file.Description, StringComparer.Ordinal).Select(file =>
                new FoundRevision(file.Description, ForeignName.ToId(file.Stem), file.Description, file.Path, null) { IsRepeatable = true }),
        ];
    }

    protected override RevisionBody ReadBody(
        RevisionHeader header, SourceText upgrade, SourceText? downgrade, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        return new()
        {
            Upgrade = Statements(upgrade, header.Path),
            Downgrade = downgrade is null ? [] : Statements(downgrade, header.Downgrade!.Path),
            Sections = downgrade is null ? [RevisionSection.Upgrade] : [RevisionSection.Upgrade, RevisionSection.Downgrade],
        };

        ImmutableArray<RevisionStatement> Statements(SourceText file, string path)
        {
            var settings = FlywaySettings.Of(path);
            if (settings["shouldExecute"] is { } condition && !condition.Equals("true", StringComparison.OrdinalIgnoreCase))
                problems.Add(new("condition", $"whether it is to be run depends on '{condition}', which is not computed here") { Location = new(file.File, 1, 1) });
            var (text, map) = FlywayPlaceholders.Fill(file, path, settings, variables, problems);
            var transaction = "false".Equals(settings["executeInTransaction"], StringComparison.OrdinalIgnoreCase) ? ScriptTransaction.None : ScriptTransaction.Around;
            return new Script("Flyway", problems).Read(text, offset => file.LocationOf(map.Back(offset)), transaction, map);
        }
    }

    public override string? DowngradePlace(RevisionHeader header) => header.File[..^Path.GetFileName(header.File).Length] + "U" + Path.GetFileName(header.File)[1..];

    static IEnumerable<Problem> Objections(string folder, IReadOnlyList<FlywayFile> files, string root)
    {
        foreach (var group in files.GroupBy(file => (file.Kind, Key: file.Version is null ? file.Description : Canonical(file.Version))).Where(group => group.Count() > 1))
            yield return At(group.Last().Path, "repeated-version", $"{string.Join(" and ", group.Select(file => file.Name))} claim the same {(group.Key.Kind == 'R' ? "description" : "version")}");
        foreach (var baseline in files.Where(file => file.Kind == 'B'))
            yield return At(baseline.Path, "baseline-migration", "a baseline migration, which stands for all that come before it, cannot be carried out here") with { Remedy = "keep it in another folder" };
        foreach (var path in Directory.GetFiles(folder, "*", FlywayFile.Everywhere).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (Code.Contains(Path.GetExtension(name), StringComparer.Ordinal) && (name is ['V', >= '0' and <= '9', ..] or ['R', '_', '_', ..]))
                yield return At(path, "code", "a migration that is no SQL cannot be carried out here, and those after it may need it") with { Remedy = "write what it does as SQL under the same version" };
            if (Array.Find(Callbacks, callback => name == callback + ".sql" || (name.StartsWith(callback + "__", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))) is { } found)
                yield return At(path, "callback", $"what Flyway runs at '{found}' is not run here") with { Remedy = "move what it does into a migration, and the file elsewhere" };
        }

        Problem At(string path, string code, string message) => new(code, message) { Location = new(FilePlace.Of(path, root).File, 1, 1) };
    }

    /// <summary>The same for versions that are equal: 1.0 and 1.</summary>
    static string Canonical(FlywayVersion version) => string.Join('.', version.Text.Split('.').Select(part => part.TrimStart('0'))).TrimEnd('.');
}
