using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class FlywayFormatTests : IDisposable
{
    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Versions_are_compared_number_by_number_in_all_folders()
    {
        _folder.File("V10__d.sql").File("b/V2__c.sql").File("a/V1_2__b.sql").File("V1.1.0.1__a.sql").File("V1_wrong.sql").File("Vx__y.sql").File(".git/V3__x.sql")
            .File("R__z_view.sql").File("sub/R__a_view.sql").File("notes.sql").File("v4__small.sql");

        var listing = await _folder.ListAsync("flyway");

        Assert.Equal(["V1.1.0.1__a", "V1_2__b", "V2__c", "V10__d"], listing.Graph.All.Select(header => header.Id));
        Assert.Equal(["1.1.0.1", "1.2", "2", "10"], listing.Graph.All.Select(header => header.ForeignVersion));
        Assert.Equal(["R__a_view", "R__z_view"], listing.Graph.Repeatables.Select(header => header.Id));
        Assert.Equal("a view", listing.Graph.Repeatables[0].Title);
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task The_undo_of_the_same_version_takes_it_back()
    {
        _folder.File("V1.0__a.sql").File("undo/U1__b.sql", "SELECT 2;").File("V2__c.sql");

        var listing = await _folder.ListAsync("flyway");

        Assert.Equal(["SELECT 2"], FormatFolder.Show((await _folder.BodyAsync("flyway", "V1.0__a")).Downgrade));
        Assert.False((await _folder.BodyAsync("flyway", "V2__c")).Has(RevisionSection.Downgrade));
        Assert.Equal("U2__c.sql", listing.Headers[1].Format!.DowngradePlace(listing.Headers[1]));
    }

    [Fact]
    public async Task Placeholders_are_filled_in_everywhere_and_their_places_are_kept()
    {
        _folder.File("V1__a.sql", "-- for ${Schema}\nCREATE TABLE ${schema}.t (id int DEFAULT '${X}', ${nope:x}\n, b int);\nSELECT '${flyway:filename}', 1/0;")
            .File("flyway.conf", "# settings\nflyway.placeholders.x = 42\nflyway.placeholders.nope:x=c int").File("flyway.toml", "[flyway.placeholders]\nschema = \"shop\"\n");

        var upgrade = (await _folder.BodyAsync("flyway")).Upgrade;

        Assert.Equal("CREATE TABLE shop.t (id int DEFAULT '42', c int\n, b int)", upgrade[0].Statement.Text);
        Assert.Equal("SELECT 'V1__a.sql', 1/0", upgrade[1].Statement.Text);
        Assert.Equal("V1__a.sql:2:1", upgrade[0].Statement.Location.ToString());
        Assert.Equal("V1__a.sql:4:1", upgrade[1].Statement.Location.ToString());
        Assert.Equal("V1__a.sql:2:43", upgrade[0].Statement.LocationOf(upgrade[0].Statement.Text.IndexOf("'42'", StringComparison.Ordinal) + 1).ToString());
        Assert.Equal("V1__a.sql:4:30", upgrade[1].Statement.LocationOf(upgrade[1].Statement.Text.Length - 3).ToString());
        Assert.Equal("SELECT '${flyway:filename}', 1/0", upgrade[1].Statement.Map!.Written);
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task What_is_said_on_the_command_line_stands_over_the_files_and_an_unknown_one_is_refused()
    {
        _folder.File("V1__a.sql", "SELECT ${a};\n  -- ${unknown}\n").File("flyway.conf", "flyway.placeholders.a=1").Variables["a"] = "2";

        Assert.Equal(["SELECT 2"], await _folder.UpgradeAsync("flyway"));
        Assert.Equal(("unknown-placeholder", "V1__a.sql:2:6"), (_folder.Problems.Single().Code, _folder.Problems.Single().Location.ToString()));
    }

    [Theory]
    [InlineData("flyway.conf", "flyway.placeholderReplacement=false", "SELECT ${a}, #b#")]
    [InlineData("V1__a.sql.conf", "placeholderReplacement=false", "SELECT ${a}, #b#")]
    [InlineData("flyway.conf", "flyway.placeholderPrefix=#\nflyway.placeholderSuffix=#\nflyway.placeholders.b=2", "SELECT ${a}, 2")]
    [InlineData("V1__a.sql.conf", "executeInTransaction=false\nplaceholderReplacement=false", "*SELECT ${a}, #b#")]
    public async Task Settings_beside_the_script_and_above_it_hold(string file, string text, string statement)
    {
        _folder.File("V1__a.sql", "SELECT ${a}, #b#;").File(file, text);

        Assert.Equal([statement], await _folder.UpgradeAsync("flyway"));
        Assert.Empty(_folder.Problems);
    }

    [Theory]
    [InlineData("V1.0__b.sql", "repeated-version")]
    [InlineData("B1__b.sql", "baseline-migration")]
    [InlineData("V2__b.java", "code")]
    [InlineData("afterMigrate.sql", "callback")]
    [InlineData("beforeEachMigrate__x.sql", "callback")]
    public async Task What_would_be_left_out_is_refused(string file, string code)
    {
        _folder.File("V1__a.sql").File(file);

        await _folder.ListAsync("flyway");

        Assert.Equal([code], _folder.Codes());
    }
}
