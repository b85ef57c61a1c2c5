using System.Collections.Immutable;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>
/// Liquibase: SQL files that begin with <c>--liquibase formatted sql</c>, several change sets in each. Change sets for other databases are no
/// revisions; <c>runOnChange</c> and <c>runAlways</c> make repeatable ones. Labels select nothing, as where no filter is given to Liquibase.
/// </summary>
sealed class LiquibaseFormat : ManyInOneFile
{
    /// <summary>The variable that says which contexts hold, separated by commas; empty: all change sets are applied.</summary>
    public const string Contexts = "contexts";

    const string Tool = "Liquibase";

    static readonly string[] Annotations = ["changeset", "rollback", "comment", "precondition", "property", "liquibase", "ignoreLines", "validCheckSum"];

    public override string Name => "liquibase";

    public override HistoryTable History { get; } = new("databasechangelog", table => SqlText.Of($"""
        SELECT regexp_replace(filename, '^.*[/\\:]', '') || '::' || id || '::' || author, false, true FROM {table}
        """));

    public override bool IsAnnotation(string comment) =>
        Array.Exists(Annotations, word => comment.TrimStart('-', '/', '*', ' ').StartsWith(word, StringComparison.OrdinalIgnoreCase));

    public override bool Recognises(string folder) => Beginnings.Of(folder).Any(IsOne);

    public override string? DowngradePlace(RevisionHeader header) => $"a line '--rollback ...' at {header.IdLocation}";

    protected override bool IsOne(string text) => LiquibaseLines.IsFormatted(text);

    protected override IReadOnlyList<Part> Cut(SourceText source, string path, ICollection<Problem> problems)
    {
        var changes = LiquibaseChanges.Read(source, problems);
        var name = LiquibaseLines.LogicalFile(source.Text) ?? path;
        name = name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return
        [
            .. changes.Sets.Where(change => LiquibaseExpression.IsForPostgres(change.Attribute("dbms")))
                .Select(change => new Part(Header(change, source, path, name), (variables, found) => Body(change, source, changes.Properties, variables, found))),
        ];
    }

    static RevisionHeader Header(LiquibaseChange change, SourceText source, string path, string file) => new()
    {
        // Only all three of them are unique.
        Id = ForeignName.ToId($"{Path.GetFileNameWithoutExtension(file)}.{change.Author}.{change.Id}"),
        // As Liquibase writes it, but without the folders: which those are depends on where it was started.
        ForeignVersion = $"{file}::{change.Id}::{change.Author}",
        File = source.File,
        Path = path,
        Author = change.Author,
        Title = change.Comment.Length > 0 ? change.Comment : ForeignName.ToTitle(change.Id),
        Docstring = change.Comment,
        IsRepeatable = change.Is("runOnChange") || change.Is("runAlways"),
        IdLocation = change.Location,
        Checksum = Checksums.Of(change.Upgrade.Trim()),
    };

    static RevisionBody Body(
        LiquibaseChange change, SourceText source, IReadOnlyDictionary<string, string> properties, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        foreach (var problem in change.Problems)
            problems.Add(problem);
        if (!IsWanted(change, variables, problems))
            return new() { Sections = [RevisionSection.Upgrade, RevisionSection.Downgrade] };
        var values = new Dictionary<string, string>(properties, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            values[name] = value;
        return new()
        {
            Upgrade = Statements(change.Upgrade, change.Attribute("endDelimiter")),
            Downgrade = change.Rollback is { } rollback ? Statements(rollback, change.Attribute("rollbackEndDelimiter") ?? change.Attribute("endDelimiter")) : [],
            Sections = change.Rollback is null ? [RevisionSection.Upgrade] : [RevisionSection.Upgrade, RevisionSection.Downgrade],
        };

        ImmutableArray<RevisionStatement> Statements(string text, string? delimiter)
        {
            var transaction = change.Attribute("runInTransaction") is "false" ? ScriptTransaction.None : ScriptTransaction.Around;
            var statements = new Script(Tool, problems).Read(LiquibaseDelimiter.ToSemicolon(text, delimiter), start => source.LocationOf(change.Start + start), transaction);
            return [.. statements.Select(one => one with { Statement = LiquibaseParameters.Fill(one.Statement, values) })];
        }
    }

    static bool IsWanted(LiquibaseChange change, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        if ((change.Attribute("context") ?? change.Attribute("contextFilter")) is not { Length: > 0 } context)
            return true;
        if (variables.TryGetValue(Contexts, out var given))
            return LiquibaseExpression.Holds(context, given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        problems.Add(new("liquibase-context", $"the change set is only for the context '{context}', and which contexts hold is not said")
        {
            Location = change.Location,
            Remedy = $"--var {Contexts}=production, or '--var {Contexts}=' for all change sets",
        });
        return false;
    }
}
