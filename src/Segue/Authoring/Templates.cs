using System.Collections.Frozen;

namespace Segue.Authoring;

/// <summary>
/// The texts that new revisions begin with. A project may have its own in a folder; what is not in it is built in. Filled in are <c>${id}</c>, <c>${revises}</c>,
/// <c>${depends-on}</c>, <c>${labels}</c>, <c>${title}</c>, <c>${message}</c> and <c>${date}</c>; a line with one of the first four that has nothing to say is left out.
/// </summary>
public static class Templates
{
    /// <summary>The built-in ones by the names of their files.</summary>
    public static IReadOnlyDictionary<string, string> BuiltIn { get; } = new Dictionary<string, string>
    {
        ["revision.sql"] = """
            -- revision: ${id}
            -- revises: ${revises}
            -- depends-on: ${depends-on}
            -- labels: ${labels}
            --
            -- ${title}
            --
            -- Why, what it costs, and how to tell that it worked.

            -- segue: upgrade


            -- segue: downgrade
            -- what takes it back; if nothing does, write 'segue: irreversible because ...' as the directive

            -- segue: verify
            -- queries that return no row, or true

            """,
        ["revision.cs"] = """"
            // revision: ${id}
            // revises: ${revises}
            // depends-on: ${depends-on}
            // labels: ${labels}
            //
            // ${title}
            //
            // Why, what it costs, and how to tell that it worked.

            using Segue.Revisions;

            sealed class ThisRevision : CodeRevision
            {
                public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    plan.Sql("""

                        """);
                    return Task.CompletedTask;
                }

                public override Task DowngradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    // What takes it back; if nothing does: plan.Irreversible("because ...");
                    plan.Sql("""

                        """);
                    return Task.CompletedTask;
                }
            }

            """",
        ["merge.sql"] = """
            -- revision: ${id}
            -- revises: ${revises}
            -- labels: ${labels}
            --
            -- ${title}

            -- segue: upgrade

            -- segue: downgrade

            """,
        ["repeatable.sql"] = """
            -- revision: ${id}
            -- repeatable: yes
            --
            -- ${title}
            --
            -- Carried out after an upgrade whenever it was edited: CREATE OR REPLACE, or DROP IF EXISTS and CREATE.

            -- segue: upgrade


            -- segue: downgrade
            -- what takes it back before everything else

            """,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of a template's file.</summary>
    /// <param name="kind">What is to be written.</param>
    /// <param name="extension">Of the new file: <c>.sql</c>.</param>
    public static string FileName(TemplateKind kind, string extension) => kind.ToString().ToLowerInvariant() + extension;

    /// <summary>The project's template, or the built-in one.</summary>
    /// <param name="folder">The project's, absolute; null: it has none of its own.</param>
    /// <param name="name">Of the file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: there is no such folder, or no such template.</exception>
    public static async Task<string> ReadAsync(string? folder, string name, CancellationToken cancellationToken = default)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw new SegueException(Failure.Usage, $"There is no folder of templates {folder}.") { State = "nothing was written", Next = "segue init --templates writes one" };
        if (folder is not null && Path.Combine(folder, name) is var file && File.Exists(file))
            return (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).ReplaceLineEndings("\n");
        return BuiltIn.GetValueOrDefault(name) ?? throw new SegueException(Failure.Usage, $"There is no template {name}.") { State = "nothing was written" };
    }
}
