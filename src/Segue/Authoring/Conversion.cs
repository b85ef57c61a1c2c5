using System.Globalization;
using System.Text;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Authoring;

/// <summary>Writes what another tool's folder holds as Segue's own files: one a revision, with the ids it has in place, comments and all.</summary>
public static class Conversion
{
    /// <summary>The texts of the files, by their names.</summary>
    /// <param name="project">The folder, as it was read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SegueException">Files have problems; all of them are in it.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(Project project, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        IReadOnlyList<RevisionHeader> headers = [.. project.Graph.All, .. project.Graph.Repeatables];
        var files = await Plans.ReadAsync(project, headers, cancellationToken).ConfigureAwait(false);
        return files.ToDictionary(file => file.Header.Id + ".sql", file => Text(file, new(project.Root)), StringComparer.Ordinal);
    }

    static string Text(RevisionFile file, ForeignComments comments)
    {
        var header = file.Header;
        var text = new StringBuilder();
        Key("revision", header.Id);
        Key("revises", string.Join(", ", header.Revises));
        Key("depends-on", string.Join(", ", header.DependsOn));
        Key("labels", string.Join(", ", header.Labels));
        Key("author", header.Author?.ReplaceLineEndings(" ") ?? "");
        Key("repeatable", header.IsRepeatable ? "yes" : "");
        text.Append("--\n");
        foreach (var line in (header.Docstring.Length > 0 ? header.Docstring : header.Title.Length > 0 ? header.Title : header.Id).Split('\n'))
            text.Append($"-- {line}".TrimEnd()).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"--\n-- {header.Format?.Name} has it as {header.ForeignVersion ?? header.Id}, in {header.File}.\n\n");
        // What looks like a placeholder is none, or was filled in.
        text.Append("-- segue: upgrade\n-- segue: verbatim\n");
        Statements(file.Body.Upgrade);
        text.Append("\n-- segue: downgrade\n");
        if (file.Body.Irreversible is { } reason)
            text.Append(CultureInfo.InvariantCulture, $"-- segue: irreversible because {reason}\n");
        else if (!file.Body.Has(RevisionSection.Downgrade) && !header.IsRepeatable)
            text.Append(CultureInfo.InvariantCulture, $"-- segue: irreversible because nothing was written for {header.Format?.Name} that takes it back\n");
        Statements(file.Body.Downgrade);
        if (file.Body.Verify.Length > 0)
        {
            text.Append("\n-- segue: verify\n");
            Statements(file.Body.Verify);
        }
        return text.ToString();

        void Key(string key, string value)
        {
            if (value.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $"-- {key}: {value}\n");
        }

        void Statements(IReadOnlyList<RevisionStatement> statements)
        {
            Statement? before = null;
            foreach (var (statement, directives) in statements)
            {
                foreach (var comment in comments.Between(before, statement, header.Format))
                    text.Append(comment).Append('\n');
                if (directives.NoTransaction)
                    text.Append("-- segue: no-transaction\n");
                // Word for word: the line ends in a literal or a body are the database's.
                text.Append(statement.Text).Append(";\n");
                if (statement.CopyData is { } rows)
                    text.Append(rows).Append(rows.EndsWith('\n') || rows.Length == 0 ? "\\.\n" : "\n\\.\n");
                before = statement;
            }
            foreach (var comment in comments.After(before, header.Format))
                text.Append(comment).Append('\n');
        }
    }
}
