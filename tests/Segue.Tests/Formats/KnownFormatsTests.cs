using Segue.Formats;

namespace Segue.Tests.Formats;

public sealed class KnownFormatsTests : IDisposable
{
    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("segue", "001_a.sql", "-- revision: 001_a\n\nSELECT 1;")]
    [InlineData("diesel", "2024-01-02-030405_a/up.sql", "SELECT 1;")]
    [InlineData("goose", "00001_a.sql", "-- +goose Up\nSELECT 1;")]
    [InlineData("goose", "00001_a.sql", "-- why\n\n-- +goose up\nSELECT 1;")]
    [InlineData("dbmate", "20240102030405_a.sql", "-- migrate:up\nSELECT 1;")]
    [InlineData("sqlx", "20240102030405_a.sql", "SELECT 1;")]
    [InlineData("flyway", "V1__a.sql", "SELECT 1;")]
    [InlineData("flyway", "deep/er/R__view.sql", "SELECT 1;")]
    [InlineData("liquibase", "001_a.sql", "--liquibase formatted sql\n--changeset ada:1\nSELECT 1;")]
    [InlineData("sqitch", "sqitch.plan", "%project=x")]
    [InlineData("alembic", "3a_x.py", "revision = '3a'\ndown_revision = None\n")]
    [InlineData("alembic", "alembic.ini", "[alembic]\nscript_location = .\nversion_locations = %(here)s\n")]
    [InlineData("ef", "001_all.sql", EntityFrameworkScripts.Idempotent)]
    public void A_folder_tells_whose_it_is(string format, string file, string text)
    {
        _folder.File(file, text);

        Assert.Equal([format], _folder.Detected());
        Assert.Equal(format, KnownFormats.Choose(_folder.Path, null).Name);
    }

    [Fact]
    public void Pairs_of_files_are_of_the_language_they_lie_in()
    {
        _folder.File("db/1_a.up.sql").File("db/1_a.down.sql");
        var pairs = Path.Combine(_folder.Path, "db");

        Assert.Equal(["golang-migrate", "sqlx"], KnownFormats.Detect(pairs).Select(format => format.Name));
        _folder.File("go.mod", "module x");
        Assert.Equal(["golang-migrate"], KnownFormats.Detect(pairs).Select(format => format.Name));
        File.Delete(Path.Combine(_folder.Path, "go.mod"));
        _folder.File("Cargo.toml", "[package]");
        Assert.Equal(["sqlx"], KnownFormats.Detect(pairs).Select(format => format.Name));
    }

    [Fact]
    public void What_may_be_read_in_two_ways_is_refused_until_one_is_named()
    {
        _folder.File("1_a.up.sql");

        var refused = Assert.Throws<SegueException>(() => KnownFormats.Choose(_folder.Path, null));

        Assert.Equal(Failure.Usage, refused.Failure);
        Assert.Equal("say which with --format golang-migrate|sqlx", refused.Next);
        Assert.Equal("sqlx", KnownFormats.Choose(_folder.Path, "SQLX").Name);
    }

    [Theory]
    [InlineData("a.sql")]
    [InlineData("notes.txt")]
    public void A_folder_of_nobody_is_refused(string file)
    {
        _folder.File(file);

        Assert.Contains("no tool", Assert.Throws<SegueException>(() => KnownFormats.Choose(_folder.Path, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_and_a_missing_folder_are_refused()
    {
        Assert.Equal("did you mean 'diesel'?", Assert.Throws<SegueException>(() => KnownFormats.Choose(_folder.Path, "deisel")).Next);
        Assert.Contains("There is no folder", Assert.Throws<SegueException>(() => KnownFormats.Choose(Path.Combine(_folder.Path, "x"), "diesel")).Message, StringComparison.Ordinal);
    }
}
