using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>
/// Entity Framework Core: the script of its migrations, as <c>dotnet ef migrations script</c> writes it, idempotent or not. The statements
/// are taken out of their DO blocks; what enters a migration into the history table marks its end and is passed over.
/// </summary>
sealed class EntityFrameworkFormat : ManyInOneFile
{
    public override string Name => "ef";

    public override HistoryTable History { get; } = new("\"__EFMigrationsHistory\"", table => SqlText.Of($"SELECT \"MigrationId\"::text, false, true FROM {table}"));

    public override bool Recognises(string folder) => Beginnings.Of(folder).Any(IsOne);

    public override string? DowngradePlace(RevisionHeader header) => null;

    protected override bool IsOne(string text) =>
        text.Contains("\"MigrationId\"", StringComparison.Ordinal) && text.Contains("\"ProductVersion\"", StringComparison.Ordinal);

    protected override IReadOnlyList<Part> Cut(SourceText source, string path, ICollection<Problem> problems) =>
        [.. EntityFrameworkScript.Read(source, problems).Select(migration => ToPart(migration, path))];

    protected override IEnumerable<RevisionHeader> WithoutRepeated(IReadOnlyList<RevisionHeader> headers) => headers
        .GroupBy(header => header.ForeignVersion, StringComparer.Ordinal)
        .SelectMany(same => same.DistinctBy(header => header.Checksum!.Tokens));

    static Part ToPart(EntityFrameworkMigration migration, string path)
    {
        var underscore = migration.Id.IndexOf('_', StringComparison.Ordinal);
        var header = new RevisionHeader
        {
            Id = ForeignName.ToId(migration.Id),
            ForeignVersion = migration.Id,
            File = migration.Location.File,
            Path = path,
            Title = ForeignName.ToTitle(migration.Id[(underscore + 1)..]),
            IdLocation = migration.Location,
            Checksum = Checksums.Of(string.Join(";\n", migration.Statements.Select(one => one.Statement.Text))),
        };
        return new(header, (_, problems) =>
        {
            foreach (var statement in migration.Statements)
                StatementObjections.Find(statement.Statement, problems);
            return new() { Upgrade = [.. migration.Statements], Sections = [RevisionSection.Upgrade] };
        });
    }
}
