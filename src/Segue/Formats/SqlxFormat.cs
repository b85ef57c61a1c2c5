using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>sqlx: <c>1_name.sql</c>, or pairs of files. A file that begins with <c>-- no-transaction</c> is sent as it is.</summary>
sealed class SqlxFormat : LinearFormat
{
    const string Simple = ".sql";
    const string Up = ".up.sql";
    const string Down = ".down.sql";

    // Files with these marks belong to others.
    static readonly string[] Foreign = ["-- +goose", "--+goose", "-- migrate:", "--migrate:", "--liquibase", "-- liquibase", "-- revision:", "__EFMigrationsHistory"];

    public override string Name => "sqlx";

    public override HistoryTable History { get; } = new("_sqlx_migrations", table => SqlText.Of($"SELECT version::text, false, success FROM {table}"));

    public override bool IsAnnotation(string comment) => comment.TrimStart('-', ' ').StartsWith("no-transaction", StringComparison.Ordinal);

    public override bool Recognises(string folder)
    {
        if (SourceTree.IsGo(folder) || NumberedFile.In(folder).Count == 0)
            return false;
        return PairedFiles.AreIn(folder)
            || !Beginnings.Of(folder).Any(text => Array.Exists(Foreign, mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase)));
    }

    protected override IReadOnlyList<FoundRevision> Find(string folder, string root, ICollection<Problem> problems)
    {
        foreach (var path in Directory.GetFiles(folder, "*_*.sql").Where(path => !char.IsAsciiDigit(Path.GetFileName(path)[0])).Order(StringComparer.Ordinal))
        {
            problems.Add(new("no-version", "the name does not begin with a number, and sqlx refuses all of them for it")
            {
                Location = new(FilePlace.Of(path, root).File, 1, 1),
                Remedy = "a name without '_' is passed over",
            });
        }
        NumberedFile[] simple = [.. NumberedFile.In(folder).Where(file => !file.Name.EndsWith(Up, StringComparison.Ordinal) && !file.Name.EndsWith(Down, StringComparison.Ordinal))];
        foreach (var problem in NumberedFile.Repeated([.. simple, .. NumberedFile.In(folder, Up)], root))
            problems.Add(problem);
        var pairs = PairedFiles.Find(folder, root, problems);
        return
        [
            .. simple.Select(file => PairedFiles.Of(file, Simple, null)).Concat(pairs)
                .OrderBy(found => System.Numerics.BigInteger.Parse(found.Version, System.Globalization.CultureInfo.InvariantCulture)),
        ];
    }

    protected override RevisionBody ReadBody(
        RevisionHeader header, SourceText upgrade, SourceText? downgrade, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        var script = new Script("sqlx", problems);
        return new()
        {
            Upgrade = script.Read(upgrade, .., Transaction(upgrade)),
            Downgrade = downgrade is null ? [] : script.Read(downgrade, .., Transaction(downgrade)),
            Sections = downgrade is null ? [RevisionSection.Upgrade] : [RevisionSection.Upgrade, RevisionSection.Downgrade],
        };
    }

    /// <summary>A simple migration cannot be taken back; it can become a pair, which sqlx takes for the same version.</summary>
    public override string? DowngradePlace(RevisionHeader header) =>
        header.File.EndsWith(Up, StringComparison.Ordinal) ? PairedFiles.DowngradePlace(header) : $"{header.File[..^Simple.Length]}{Down}, and rename {header.File} to end with {Up}";

    static ScriptTransaction Transaction(SourceText file) =>
        file.Text.StartsWith("-- no-transaction", StringComparison.Ordinal) ? ScriptTransaction.OneMessage : ScriptTransaction.Around;
}
