using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class LiquibaseFormatTests : IDisposable
{
    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Change_sets_follow_each_other_over_files_and_know_their_places()
    {
        Changes("1_a.sql", "--changeset ada:1 labels:x\n--comment: Makes it.\nCREATE TABLE a (id int);\n--rollback DROP TABLE a;\n\n--changeset ada:2 dbms:oracle\nSELECT 1;\n--changeset \"ada b\":add-name\nALTER TABLE a\n  ADD name text;\n");
        Changes("2_b.sql", "-- changeset ada:1 runOnChange:true\nCREATE OR REPLACE VIEW v AS SELECT 1;\n");

        var headers = (await _folder.ListAsync("liquibase")).Headers;

        Assert.Equal(["1_a.ada.1", "1_a.ada_b.add_name", "2_b.ada.1"], headers.Select(header => header.Id));
        Assert.Equal(["1_a.sql::1::ada", "1_a.sql::add-name::ada b", "2_b.sql::1::ada"], headers.Select(header => header.ForeignVersion));
        Assert.Equal(["1_a.ada.1"], headers[1].Revises);
        Assert.Equal(("Makes it.", "ada", true), (headers[0].Title, headers[0].Author, headers[2].IsRepeatable));
        var body = await _folder.BodyAsync("liquibase", "1_a.ada_b.add_name");
        Assert.Equal("1_a.sql:10:1", body.Upgrade.Single().Statement.Location.ToString());
        Assert.False(body.Has(RevisionSection.Downgrade));
        Assert.Equal(["DROP TABLE a"], FormatFolder.Show((await _folder.BodyAsync("liquibase", "1_a.ada.1")).Downgrade));
        Assert.Empty(_folder.Problems);
    }

    [Theory]
    [InlineData("--rollback empty", new string[0])]
    [InlineData("--rollback not required", new string[0])]
    [InlineData("--rollback DROP TABLE b;\n--rollback DROP\n--rollback TABLE a;", new[] { "DROP TABLE b", "DROP\n           TABLE a" })]
    [InlineData("/* liquibase rollback\nDROP TABLE a;\nDROP TABLE b;\n*/", new[] { "DROP TABLE a", "DROP TABLE b" })]
    public async Task What_takes_a_change_set_back_stands_in_comments(string rollback, string[] statements)
    {
        Changes("a.sql", $"--changeset ada:1\nSELECT 1;\n{rollback}\n--changeset ada:2\nSELECT 2;\n");

        var body = await _folder.BodyAsync("liquibase", "a.ada.1");

        Assert.Equal(["SELECT 1"], FormatFolder.Show(body.Upgrade));
        Assert.True(body.Has(RevisionSection.Downgrade));
        Assert.Equal(statements, FormatFolder.Show(body.Downgrade));
    }

    [Theory]
    [InlineData("runInTransaction:false", "VACUUM a;", new[] { "*VACUUM a" })]
    [InlineData("splitStatements:false", "SELECT 1; SELECT 2", new[] { "SELECT 1", "SELECT 2" })]
    [InlineData("endDelimiter:/", "SELECT 4\n/ 2\n/\nSELECT '\n/\n' /\n", new[] { "SELECT 4\n/ 2", "SELECT '\n/\n'" })]
    [InlineData("endDelimiter:@@", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$ @@\nSELECT 2@@", new[] { "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$", "SELECT 2" })]
    public async Task Attributes_say_how_the_statements_are_run(string attribute, string text, string[] statements)
    {
        Changes("a.sql", $"--changeset ada:1 {attribute}\n{text}");

        Assert.Equal(statements, await _folder.UpgradeAsync("liquibase"));
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task Parameters_are_filled_in_everywhere_and_errors_point_behind_them()
    {
        _folder.Variables["owner"] = "ada";
        Changes("a.sql", "--property name:tab value:tracks\n--property name:tab value:other\n--changeset ada:1\nINSERT INTO ${tab} VALUES ('${owner}', '${none}');\n");

        var statement = (await _folder.BodyAsync("liquibase")).Upgrade.Single().Statement;

        Assert.Equal("INSERT INTO tracks VALUES ('ada', '${none}')", statement.Text);
        Assert.Equal("a.sql:5:40", statement.LocationOf(statement.Text.IndexOf("'${", StringComparison.Ordinal)).ToString());
    }

    [Theory]
    [InlineData("prod", true)]
    [InlineData("staging,eu", true)]
    [InlineData("staging", false)]
    [InlineData("", true)]
    public async Task A_context_has_to_be_given_and_then_decides(string given, bool isWanted)
    {
        Changes("a.sql", "--changeset ada:1 context:\"prod or (staging and !us and eu)\"\nSELECT 1;\n");
        await _folder.BodyAsync("liquibase");
        Assert.Equal(["liquibase-context"], _folder.Codes());

        _folder.Problems.Clear();
        _folder.Variables["contexts"] = given;
        Assert.Equal(isWanted ? ["SELECT 1"] : [], await _folder.UpgradeAsync("liquibase"));
        Assert.Empty(_folder.Problems);
    }

    [Theory]
    [InlineData("--preconditions onFail:HALT", "liquibase-precondition")]
    [InlineData("--precondition-sql-check expectedResult:0 SELECT 1", "liquibase-precondition")]
    [InlineData("--rollback changesetId:2 changesetAuthor:ada", "liquibase-rollback")]
    public async Task What_is_not_read_is_refused_at_its_place(string line, string code)
    {
        Changes("a.sql", $"--changeset ada:1\n{line}\nSELECT 1;\n");

        await _folder.BodyAsync("liquibase");

        Assert.Equal((code, 3), (_folder.Problems.First().Code, _folder.Problems.First().Location!.Value.Line));
    }

    [Fact]
    public async Task Lines_that_are_ignored_are_no_statements_and_a_rollback_is_no_part_of_the_checksum()
    {
        Changes("a.sql", "--changeset ada:1\n--ignoreLines:start\nnonsense;\n--ignoreLines:end\nSELECT 1;\n--ignoreLines:1\nmore;\nSELECT 2;\n");
        Assert.Equal(["SELECT 1", "SELECT 2"], await _folder.UpgradeAsync("liquibase"));
        var before = (await _folder.ListAsync("liquibase")).Headers[0].Checksum!.Tokens;

        Changes("a.sql", "--changeset ada:1\nSELECT 1; SELECT 2;\n--rollback SELECT 3;\n");

        Assert.Equal(before, (await _folder.ListAsync("liquibase")).Headers[0].Checksum!.Tokens);
    }

    void Changes(string name, string text) => _folder.File(name, "--liquibase formatted sql\n" + text);
}
