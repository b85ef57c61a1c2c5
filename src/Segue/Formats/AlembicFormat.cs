using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>
/// Alembic: modules of Python. Their headers are read without Python; the SQL of their bodies is asked of Alembic itself, when it is needed.
/// </summary>
sealed class AlembicFormat : RevisionFormat
{
    public const string ToolName = "alembic";

    public override string Name => ToolName;

    // The heads, and everything that they stand on.
    public override HistoryTable History { get; } = new("alembic_version", table => SqlText.Of($"SELECT version_num::text, true, true FROM {table}"));

    public override bool Recognises(string folder) => AlembicProject.Find(folder) is not null;

    public override async Task<IReadOnlyList<RevisionHeader>> ListAsync(
        string folder, string root, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        if (AlembicProject.Find(folder) is not { } project)
        {
            problems.Add(new("no-alembic-project", $"'{Path.GetRelativePath(root, folder)}' is no project of Alembic") { Remedy = "name the folder of alembic.ini" });
            return [];
        }
        var modules = project.Modules().ToArray();
        var headers = new RevisionHeader?[modules.Length];
        var wrong = new List<Problem>[modules.Length];
        await Parallel.ForAsync(0, modules.Length, cancellationToken, async (at, token) =>
        {
            var place = FilePlace.Of(modules[at], root);
            if (await RevisionText.ReadAsync(place.Path, place.File, wrong[at] = [], token).ConfigureAwait(false) is { } text)
                headers[at] = AlembicHeader.Read(new(text, place.File), place.Path, wrong[at]);
        }).ConfigureAwait(false);
        foreach (var problem in wrong.SelectMany(own => own))
            problems.Add(problem);
        var found = AlembicHeader.Resolve([.. headers.OfType<RevisionHeader>()]);
        var format = new AlembicFolder(project, root, found);
        return [.. found.Select(header => header with { Format = format })];
    }

    // Headers that this has listed are read by the folder they stand in.
    public override Task<RevisionFile?> ReadAsync(
        RevisionHeader header, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems, CancellationToken cancellationToken) =>
        header.Format is AlembicFolder folder
            ? folder.ReadAsync(header, variables, problems, cancellationToken)
            : throw new ArgumentException($"{header.Id} was not listed by Alembic's format.", nameof(header));

    public override string? DowngradePlace(RevisionHeader header) => $"downgrade() in {header.File}";
}
