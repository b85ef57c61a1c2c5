using System.Collections.Immutable;
using System.Text.Json;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Scripting;

/// <summary>The project that a file belongs to, as its segue.json says; without one, the folder above the file's own.</summary>
/// <param name="Folder">Absolute.</param>
/// <param name="Name">Of the project.</param>
/// <param name="Versions">Where its revisions are.</param>
/// <param name="Schema">Of Segue's own tables.</param>
/// <param name="Variables">Values of the placeholders.</param>
sealed record ProjectFolder(string Folder, string Name, IReadOnlyList<string> Versions, Identifier Schema, Dictionary<string, string> Variables)
{
    /// <summary>What is carried out around runs and revisions.</summary>
    public Hooks Hooks { get; private init; } = Hooks.None;

    /// <summary>One transaction over all revisions of a run.</summary>
    public bool OneTransaction { get; private init; }

    public static ProjectFolder Of(string file)
    {
        var own = Path.GetDirectoryName(file)!;
        for (var folder = own; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var settings = Path.Combine(folder, "segue.json");
            if (File.Exists(settings))
                return Read(folder, settings);
        }
        return new(Path.GetDirectoryName(own) ?? own, "default", [own], new("segue"), []);
    }

    public async Task<Project> ToProjectAsync(
        Func<RevisionFile, ICollection<Problem>, CancellationToken, Task<CodeRevision?>> code, CancellationToken cancellationToken) => new()
        {
            Name = Name,
            Root = Folder,
            Revisions = await RevisionFolders.ReadAsync(Versions, Folder, new RevisionIndex(Path.Combine(Cache, "index"), TimeProvider.System), cancellationToken).ConfigureAwait(false),
            Variables = Variables,
            Hooks = Hooks,
            OneTransaction = OneTransaction,
            Code = code,
        };

    /// <summary>A folder for what can be made again.</summary>
    public static string Cache => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "segue", "program");

    static ProjectFolder Read(string folder, string settings)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(settings), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = json.RootElement;
            var environment = First("SEGUE_ENV", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT") ?? "Development";
            var chosen = Property(root, "environments") is { ValueKind: JsonValueKind.Object } all
                ? all.EnumerateObject().FirstOrDefault(one => one.Name.Equals(environment, StringComparison.OrdinalIgnoreCase)).Value
                : default;
            var variables = new Dictionary<string, string>();
            foreach (var level in (JsonElement[])[root, chosen])
            {
                foreach (var variable in Property(level, "variables") is { ValueKind: JsonValueKind.Object } some ? some.EnumerateObject() : default)
                    variables[variable.Name] = variable.Value.ValueKind == JsonValueKind.String ? variable.Value.GetString()! : variable.Value.GetRawText();
            }
            return new(
                folder,
                Property(root, "project")?.GetString() ?? "default",
                Property(root, "versions") is { } versions ? [.. versions.EnumerateArray().Select(one => one.GetString()!)] : ["versions"],
                new((Property(chosen, "schema") ?? Property(root, "schema"))?.GetString() ?? "segue"),
                variables)
            {
                Hooks = new()
                {
                    BeforeRun = HooksOf("beforeRun"),
                    AfterRun = HooksOf("afterRun"),
                    BeforeRevision = HooksOf("beforeRevision"),
                    AfterRevision = HooksOf("afterRevision"),
                },
                OneTransaction = (Property(chosen, "transaction") ?? Property(root, "transaction"))?.GetString() == "per-run",
            };

            ImmutableArray<string> HooksOf(string place) =>
                (Hook(chosen, place) ?? Hook(root, place)) is { } hooks ? [.. hooks.EnumerateArray().Select(hook => hook.GetString()!)] : [];

            static JsonElement? Hook(JsonElement level, string place) => Property(level, "hooks") is { } hooks ? Property(hooks, place) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new SegueException(Failure.Usage, $"{settings} cannot be read: {error.Message}") { Next = "segue check says what is wrong" };
        }
    }

    static string? First(params string[] names) => names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    static JsonElement? Property(JsonElement level, string name) =>
        level.ValueKind == JsonValueKind.Object && level.TryGetProperty(name, out var found) ? found : null;
}
