using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class EntityFrameworkFormatTests : IDisposable
{
    static readonly string[] AddCountry =
    [
        "CREATE FUNCTION half(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN n / 2; END; $$",
        "*CREATE INDEX CONCURRENTLY artist_name ON \"Artists\" (\"Name\")",
        "INSERT INTO \"Artists\" (\"Name\") VALUES ('a;b')",
        "UPDATE \"Artists\" SET \"Name\" = 'it''s'",
        "ALTER TABLE \"Artists\" ADD \"Country\" text",
    ];

    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(EntityFrameworkScripts.Idempotent)]
    [InlineData(EntityFrameworkScripts.Plain)]
    public async Task A_script_is_cut_into_its_migrations_and_their_own_statements(string script)
    {
        _folder.File("script.sql", "\uFEFF" + script);

        Assert.Equal(["20261125043811_Initial", "20261125044146_AddCountry", "20261125044151_AddPrice"], await _folder.IdsAsync("ef"));
        var body = await _folder.BodyAsync("ef", "20261125044146_AddCountry");
        var statements = FormatFolder.Show(body.Upgrade).ToList();
        Assert.Equal(AddCountry, statements.Take(5));
        Assert.Equal(6, statements.Count);
        Assert.DoesNotContain(statements, text => text.Contains("__EFMigrationsHistory", StringComparison.Ordinal));
        Assert.StartsWith("SELECT setval(", FormatFolder.Show((await _folder.BodyAsync("ef", "20261125043811_Initial")).Upgrade).Last(), StringComparison.Ordinal);
        Assert.False(body.Has(RevisionSection.Downgrade));
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task Locks_of_what_stood_in_a_DO_block_are_seen_and_places_are_those_of_the_script()
    {
        _folder.File("script.sql", EntityFrameworkScripts.Idempotent);

        var statement = (await _folder.BodyAsync("ef", "20261125044151_AddPrice")).Upgrade.Single();

        Assert.Equal("AccessExclusive", statement.Traits.Locks.Single().Mode.ToString());
        var line = EntityFrameworkScripts.Idempotent.Split('\n')[statement.Statement.Location.Line - 1];
        Assert.Equal("ALTER TABLE \"Albums\" ADD", line[(statement.Statement.Location.Column - 1)..][..24]);
    }

    [Fact]
    public async Task Both_forms_of_a_migration_have_the_same_tokens()
    {
        _folder.File("a.sql", EntityFrameworkScripts.Idempotent);
        var idempotent = (await _folder.ListAsync("ef")).Headers.Select(header => header.Checksum!.Tokens).ToList();
        _folder.File("a.sql", EntityFrameworkScripts.Plain);

        Assert.Equal(idempotent, (await _folder.ListAsync("ef")).Headers.Select(header => header.Checksum!.Tokens));
    }

    [Fact]
    public async Task A_migration_that_two_scripts_hold_alike_is_one_and_otherwise_is_refused()
    {
        _folder.File("1.sql", EntityFrameworkScripts.Idempotent).File("2.sql", EntityFrameworkScripts.Plain);
        Assert.Equal(3, (await _folder.ListAsync("ef")).Headers.Count);
        Assert.Empty(_folder.Problems);

        _folder.File("2.sql", EntityFrameworkScripts.Plain.Replace("0.0", "1.0", StringComparison.Ordinal));
        await _folder.ListAsync("ef");
        Assert.NotEmpty(_folder.Problems);
    }

    [Fact]
    public async Task A_script_that_goes_down_or_breaks_off_is_refused()
    {
        _folder.File("1.sql", EntityFrameworkScripts.Plain + "DELETE FROM \"__EFMigrationsHistory\"\nWHERE \"MigrationId\" = '20261125044151_AddPrice';\nCREATE TABLE x (id int);\n");

        await _folder.ListAsync("ef");

        Assert.Equal(["ef-down", "ef-unfinished"], _folder.Codes());
    }
}
