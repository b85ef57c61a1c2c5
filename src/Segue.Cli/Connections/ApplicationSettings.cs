using System.Text.Json;
using Segue.Cli.Settings;

namespace Segue.Cli.Connections;

/// <summary>
/// The <c>ConnectionStrings</c> of the .NET application beside the revisions, in the order its host would read them: appsettings.json, the one of
/// the environment, the user secrets in Development, the environment variables.
/// </summary>
static class ApplicationSettings
{
    const string Section = "ConnectionStrings";

    static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>By name; capitals do not matter.</summary>
    public static Dictionary<string, NamedString> ConnectionStrings(Workspace workspace, Surroundings around)
    {
        var found = new Dictionary<string, NamedString>(StringComparer.OrdinalIgnoreCase);
        var program = ProgramFile(workspace.Folder);
        string[] folders = program is null ? [workspace.Folder] : [Path.GetDirectoryName(program)!, workspace.Folder];
        foreach (var folder in folders.Distinct())
        {
            Read(Path.Combine(folder, "appsettings.json"), "appsettings.json", found);
            Read(Path.Combine(folder, $"appsettings.{workspace.Environment}.json"), $"appsettings.{workspace.Environment}.json", found);
        }

        if (workspace.Environment.Equals("Development", StringComparison.OrdinalIgnoreCase)
            && (workspace.Settings.UserSecretsId ?? UserSecretsId(program)) is { } secrets)
        {
            Read(SecretsFile(secrets, around), "the user secrets", found);
        }

        foreach (var (variable, value) in around.Variables)
        {
            if (variable.StartsWith(Section + "__", StringComparison.OrdinalIgnoreCase) && value.Length > 0)
                found[variable[(Section.Length + 2)..]] = new(value, variable);
        }

        return found;
    }

    static void Read(string file, string source, Dictionary<string, NamedString> found)
    {
        if (!File.Exists(file))
            return;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), Relaxed);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                Read(document.RootElement, source, found);
        }
        catch (JsonException broken)
        {
            var place = new SourceLocation(source, (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
            throw new SegueException(Failure.Usage, "This is no valid JSON.") { Location = place };
        }
    }

    static void Read(JsonElement root, string source, Dictionary<string, NamedString> found)
    {
        foreach (var property in root.EnumerateObject())
        {
            // User secrets are usually flat: "ConnectionStrings:Default".
            if (property.Name.StartsWith(Section + ":", StringComparison.OrdinalIgnoreCase))
                Add(property.Name[(Section.Length + 1)..], property.Value);
            else if (property.Name.Equals(Section, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind is JsonValueKind.Object)
            {
                foreach (var named in property.Value.EnumerateObject())
                    Add(named.Name, named.Value);
            }
        }

        void Add(string name, JsonElement value)
        {
            if (value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text)
                found[name] = new(text, $"{Section}:{name} of {source}");
        }
    }

    static string? ProgramFile(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.EnumerateFiles(folder, "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault() is { } file)
                return file;
        }

        return null;
    }

    static string? UserSecretsId(string? program)
    {
        const string Open = "<UserSecretsId>";
        if (program is null)
            return null;
        var text = File.ReadAllText(program);
        var start = text.IndexOf(Open, StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : text.IndexOf('<', start + Open.Length);
        return end < 0 ? null : text[(start + Open.Length)..end].Trim();
    }

    static string SecretsFile(string id, Surroundings around) =>
        around.Variable("APPDATA") is { } roaming
            ? Path.Combine(roaming, "Microsoft", "UserSecrets", id, "secrets.json")
            : Path.Combine(around.Home, ".microsoft", "usersecrets", id, "secrets.json");
}
