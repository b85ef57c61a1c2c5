using Segue.Cli.Settings;
using Segue.Running;

namespace Segue.Tests.Cli;

public sealed class WorkspaceTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segue-").FullName;
    readonly Dictionary<string, string> _variables = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_not_written_has_the_documented_default()
    {
        Write("{}");
        var settings = Find().Settings;
        Assert.Equal(("default", "segue", TransactionScope.PerRevision), (settings.Project, settings.Schema, settings.Transaction));
        Assert.Equal(["versions"], settings.Versions);
        Assert.Equal(Segue.Revisions.Patience.Default, settings.ToPatience());
    }

    [Fact]
    public void An_environment_stands_over_the_file_and_variables_over_both()
    {
        Write("""
            {
              "variables": { "owner": "all", "place": "here" },
              "lock": { "timeout": "1s", "limit": "1min" },
              "environments": { "Production": { "variables": { "owner": "production" }, "lock": { "timeout": "2s" }, "transaction": "per-run" } },
            }
            """);
        Assert.Equal("all", Find().Settings.Variables["owner"]);
        var production = Find("production").Settings;
        Assert.Equal(("production", "here"), (production.Variables["owner"], production.Variables["place"]));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)), (production.Lock.Timeout, production.Lock.Limit));
        Assert.Equal(TransactionScope.PerRun, production.Transaction);
        _variables["SEGUE__LOCK__TIMEOUT"] = "3s";
        _variables["segue__policy__acceptedits"] = "comments";
        _variables["SEGUE__VERSIONS"] = "one, two";
        var over = Find("production").Settings;
        Assert.Equal((TimeSpan.FromSeconds(3), AcceptedEdits.Comments), (over.Lock.Timeout, over.Policy.AcceptEdits));
        Assert.Equal(["one", "two"], over.Versions);
    }

    [Fact]
    public void A_variable_may_be_a_text_a_number_or_a_boolean_and_stays_as_it_is_written()
    {
        Write("""{ "variables": { "text": "one", "users": 1000, "rate": 1.50, "on": true } }""");
        _variables["SEGUE__VARIABLES__USERS"] = "7";
        var variables = Find().Settings.Variables;
        Assert.Equal(["one", "7", "1.50", "true"], ((string[])["text", "users", "rate", "on"]).Select(name => variables[name]));
    }

    [Theory]
    [InlineData("DOTNET_ENVIRONMENT", "Staging")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Staging")]
    [InlineData("SEGUE_ENV", "Staging")]
    [InlineData("OTHER", "Development")]
    public void The_environment_is_named_by_a_variable(string variable, string expected)
    {
        Write("{}");
        _variables[variable] = "Staging";
        Assert.Equal(expected, Find().Environment);
    }

    [Fact]
    public void An_environment_asked_for_and_not_there_is_a_slip()
    {
        Write("""{ "environments": { "Production": {} } }""");
        Assert.Contains("did you mean 'Production'?", Assert.Throws<SegueException>(() => Find("Prodction")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"project\": 1 }", "segue.json:1:14: 'project' must be a text.")]
    [InlineData("{ \"versions\": \"versions\" }", "segue.json:1:15: 'versions' must be a list.")]
    [InlineData("{\n  \"lock\": {\n    \"tiemout\": \"2s\" } }", "segue.json:3:5: There is no setting 'tiemout' in 'lock'. (did you mean 'timeout'?)")]
    [InlineData("{ \"environments\": { \"a\": { \"projekt\": 1 } } }", "segue.json:1:28: There is no setting 'projekt' in 'environments.a'.")]
    [InlineData("{ \"project\": \"a\", \"project\": \"b\" }", "segue.json:1:19: 'project' stands here twice.")]
    [InlineData("{ \"variables\": { \"ü\": \"x\", \"b\": null } }", "segue.json:1:33: 'variables.b' must be a text, a number, true or false.")]
    [InlineData("{\n  \"project\" \"a\"\n}", "segue.json:2:13: This is no valid JSON.")]
    [InlineData("[]", "segue.json:1:1: 'segue.json' must be an object.")]
    [InlineData("", "segue.json:1:1: This is no valid JSON.")]
    public void A_slip_has_a_place(string text, string expected)
    {
        Write(text);
        var slip = Assert.Throws<SegueException>(() => Find());
        Assert.Equal(Failure.Usage, slip.Failure);
        Assert.Equal(expected, slip.Problems.Single().ToString());
    }

    [Theory]
    [InlineData("SEGUE__LOCK", "2s", "The environment variable SEGUE__LOCK must be an object.")]
    [InlineData("SEGUE__LOCK__TIMEOUT", "soon", "The environment variable SEGUE__LOCK__TIMEOUT must be a duration such as 500ms, 2s, 5min, 1h.")]
    [InlineData("SEGUE__PROJECT__NAME", "a", "The environment variable SEGUE__PROJECT__NAME must be a text.")]
    [InlineData("SEGUE__ENVIRONMENTS__A__PROJECT", "a", "The environment variable SEGUE__ENVIRONMENTS__A__PROJECT names no setting.")]
    public void A_slip_in_a_variable_is_said_with_its_name(string variable, string value, string expected)
    {
        Write("{}");
        _variables[variable] = value;
        Assert.Equal(expected, Assert.Throws<SegueException>(() => Find()).Problems.Single().ToString());
    }

    [Fact]
    public void It_is_found_from_below_and_by_its_place()
    {
        Write("{ \"project\": \"found\" }");
        var below = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;
        Assert.Equal(_folder, Find(from: below).Folder);
        Assert.Equal("found", Find(from: "/", place: _folder).Settings.Project);
        Assert.Equal("found", Find(from: _folder, place: "segue.json").Settings.Project);
        Assert.Throws<SegueException>(() => Find(place: "nowhere"));
    }

    Workspace Find(string? environment = null, string? from = null, string? place = null) =>
        Workspace.Find(new(from ?? _folder, _variables, _folder, TimeProvider.System), place, environment);

    void Write(string text) => File.WriteAllText(Path.Combine(_folder, "segue.json"), text);
}
