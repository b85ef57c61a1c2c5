using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>Headers of Alembic's modules.</summary>
static class AlembicHeader
{
    static readonly string[] ToldElsewhere = ["Revision ID:", "Revises:", "Branch Labels:", "Depends on:"];

    /// <summary>The header of a module, its references still as they are written; null: it has none that can be used.</summary>
    public static RevisionHeader? Read(SourceText source, string path, ICollection<Problem> problems)
    {
        var module = AlembicModule.Read(source.Text);
        var start = new SourceLocation(source.File, 1, 1);
        SourceLocation Place(string name) => module[name] is { } found ? source.LocationOf(found.Start) : module["revision"] is { } id ? source.LocationOf(id.Start) : start;
        if (module["revision"] is not { } revision)
        {
            problems.Add(new("no-revision", "the module does not say which revision it is")
            {
                Location = start,
                Remedy = "Alembic wants a line: revision = \"...\"; what is no revision does not belong into this folder",
            });
            return null;
        }
        IReadOnlyList<string> Values(string name)
        {
            if (module[name] is { Values: null })
            {
                problems.Add(new("not-literal", $"'{name}' is made by a computation, which is not carried out here")
                {
                    Location = Place(name),
                    Remedy = "write None, a string, or a tuple of strings",
                });
            }
            return module[name]?.Values ?? [];
        }
        var ids = Values("revision");
        if (ids is not [var version])
        {
            if (revision.Values is not null)
                problems.Add(new("no-revision", "'revision' is one string") { Location = Place("revision") });
            return null;
        }
        var paragraphs = module.Docstring.ReplaceLineEndings("\n").Trim().Split('\n').Where(line => !ToldElsewhere.Any(line.StartsWith)).ToList();
        return new()
        {
            Id = ForeignName.ToId(version),
            ForeignVersion = version,
            File = source.File,
            Path = path,
            Revises = Values("down_revision"),
            DependsOn = Values("depends_on"),
            Labels = [.. Values("branch_labels").Select(ForeignName.ToId)],
            Title = paragraphs[0].Trim(),
            Docstring = string.Join('\n', paragraphs).Trim(),
            IdLocation = Place("revision"),
            RevisesLocation = Place("down_revision"),
            DependsOnLocation = Place("depends_on"),
            LabelsLocation = Place("branch_labels"),
            Checksum = AlembicPython.Checksum(source.Text),
        };
    }

    /// <summary>The same with ids where references stand: those may be the beginning of one, and dependencies may be labels.</summary>
    public static IReadOnlyList<RevisionHeader> Resolve(IReadOnlyList<RevisionHeader> headers)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in headers)
            ids.TryAdd(header.ForeignVersion!, header.Id);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in headers)
        {
            foreach (var label in header.Labels)
                labels.TryAdd(label, header.Id);
        }
        string Id(string reference)
        {
            if (ids.TryGetValue(reference, out var id) || labels.TryGetValue(ForeignName.ToId(reference), out id))
                return id;
            var longer = ids.Keys.Where(version => version.StartsWith(reference, StringComparison.Ordinal)).Take(2).ToList();
            return longer is [var only] ? ids[only] : ForeignName.ToId(reference);
        }
        return [.. headers.Select(header => header with { Revises = [.. header.Revises.Select(Id)], DependsOn = [.. header.DependsOn.Select(Id)] })];
    }
}
