using Segue.Authoring;

namespace Segue.Cli.Settings;

/// <summary>segue.json. Its names, types and defaults are these; segue.schema.json says the same to editors and is held to it by a test.</summary>
sealed record ProjectSettings : EnvironmentSettings
{
    public const string DefaultProject = "default";

    public string? JsonSchema { get; set; }

    public string Project { get; set; } = DefaultProject;

    public string[] Versions { get; set; } = ["versions"];

    public string? Templates { get; set; }

    public RevisionIds RevisionIds { get; set; }

    public string? FileTemplate { get; set; }

    public int SlugLength { get; set; } = 40;

    public string Timezone { get; set; } = "UTC";

    public string[] PostWriteHooks { get; set; } = [];

    public string? UserSecretsId { get; set; }

    public Dictionary<string, EnvironmentSettings> Environments { get; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> All() =>
    [
        Setting.Text("$schema", () => JsonSchema, text => JsonSchema = text),
        Setting.Text("project", () => Project, text => Project = text),
        new Setting.List("versions", () => Versions, folders => Versions = folders),
        Setting.Text("templates", () => Templates, text => Templates = text),
        Setting.Choice("revisionIds", () => RevisionIds, ids => RevisionIds = ids),
        Setting.Text("fileTemplate", () => FileTemplate, text => FileTemplate = text),
        Setting.Number("slugLength", () => SlugLength, length => SlugLength = length),
        Setting.Text("timezone", () => Timezone, text => Timezone = text),
        new Setting.List("postWriteHooks", () => PostWriteHooks, commands => PostWriteHooks = commands),
        Setting.Text("userSecretsId", () => UserSecretsId, text => UserSecretsId = text),
        .. base.All(),
        new Setting.Object("environments", Environments.Keys, Own),
    ];

    Setting.Object Own(string name)
    {
        if (!Environments.TryGetValue(name, out var settings))
            Environments[name] = settings = new();
        return Setting.Group(name, settings.All());
    }
}
