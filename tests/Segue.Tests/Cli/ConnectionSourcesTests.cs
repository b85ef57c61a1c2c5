using Npgsql;
using Segue.Cli;
using Segue.Cli.Connections;
using Segue.Cli.Settings;

namespace Segue.Tests.Cli;

public sealed class ConnectionSourcesTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segue-").FullName;
    readonly Dictionary<string, string> _variables = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_sources_are_asked_in_a_fixed_order()
    {
        Write("segue.json", """{ "environments": { "Development": { "connection": "Host=settings" } } }""");
        Write("appsettings.json", """{ "ConnectionStrings": { "Default": "Host=application", "Other": "Host=other" } }""");
        _variables["SEGUE__CONNECTION"] = "Host=variable";
        _variables["DATABASE_URL"] = "postgres://url";
        _variables["PGHOST"] = "libpq";

        Assert.Equal(("given", "--connection"), Chosen(given: "Host=given", name: "Other"));
        Assert.Equal(("other", "ConnectionStrings:Other of appsettings.json"), Chosen(name: "Other"));
        Assert.Equal(("settings", "environment Development of segue.json"), Chosen());
        Write("segue.json", "{}");
        Assert.Equal(("variable", "SEGUE__CONNECTION"), Chosen());
        _variables.Remove("SEGUE__CONNECTION");
        Assert.Equal(("application", "ConnectionStrings:Default of appsettings.json"), Chosen());
        File.Delete(Path.Combine(_folder, "appsettings.json"));
        Assert.Equal(("url", "DATABASE_URL"), Chosen());
        _variables.Remove("DATABASE_URL");
        Assert.Equal(("libpq", "the PG* variables"), Chosen());
        _variables.Remove("PGHOST");
        Assert.Null(Choose());
    }

    [Fact]
    public void The_applications_own_order_is_kept_variables_over_secrets_over_files()
    {
        Write("segue.json", "{}");
        Write("app.csproj", "<Project><PropertyGroup><UserSecretsId>abc</UserSecretsId></PropertyGroup></Project>");
        Write("appsettings.json", """{ "ConnectionStrings": { "Music": "Host=file" } }""");
        Assert.Equal("file", Chosen()?.Host);
        Write("appsettings.Development.json", """{ "connectionstrings": { "music": "Host=development" }, /* why */ }""");
        Assert.Equal("development", Chosen()?.Host);
        Write(".microsoft/usersecrets/abc/secrets.json", """{ "ConnectionStrings:Music": "Host=secret" }""");
        Assert.Equal("secret", Chosen()?.Host);
        Assert.Equal("file", Chosen(environment: "Production")?.Host);
        _variables["ConnectionStrings__Music"] = "Host=variable";
        Assert.Equal(("variable", "ConnectionStrings__Music"), Chosen());
    }

    [Fact]
    public void Several_connection_strings_without_a_usual_name_are_not_guessed_at()
    {
        Write("segue.json", "{}");
        Write("appsettings.json", """{ "ConnectionStrings": { "Music": "Host=a", "Billing": "Host=b", "Cache": "localhost:6379" } }""");
        var refused = Assert.Throws<SegueException>(() => Choose());
        Assert.Contains("Music, Billing", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Cache", refused.Message, StringComparison.Ordinal);
        Assert.Equal("b", Chosen(name: "billing")?.Host);
        Assert.Contains("did you mean 'Billing'?", Assert.Throws<SegueException>(() => Choose(name: "Biling")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_service_file_says_where_the_server_is()
    {
        Write("segue.json", "{}");
        Write(".pg_service.conf", "# mine\n[other]\nhost=x\n\n[music]\nhost=db.example\nport=6000\ndbname=tracks\n[later]\nhost=y\n");
        _variables["PGSERVICE"] = "music";
        _variables["PGUSER"] = "me";
        var connection = new NpgsqlConnectionStringBuilder(Choose()!.ConnectionString);
        Assert.Equal(("db.example", 6000, "tracks", "me"), (connection.Host, connection.Port, connection.Database, connection.Username));
        _variables["PGSERVICE"] = "nobody";
        Assert.Equal(Failure.Usage, Assert.Throws<SegueException>(() => Choose()).Failure);
    }

    (string? Host, string Source)? Chosen(string? given = null, string? name = null, string? environment = null) =>
        Choose(given, name, environment) is { } choice ? (new NpgsqlConnectionStringBuilder(choice.ConnectionString).Host, choice.Source) : null;

    ConnectionChoice? Choose(string? given = null, string? name = null, string? environment = null)
    {
        var around = new Surroundings(_folder, _variables, _folder, TimeProvider.System);
        return ConnectionSources.Choose(given, name, Workspace.Find(around, null, environment), around);
    }

    void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
