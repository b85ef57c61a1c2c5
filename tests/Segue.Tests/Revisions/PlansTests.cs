using Segue.Revisions;

namespace Segue.Tests.Revisions;

public sealed class PlansTests
{
    [Fact]
    public async Task A_statement_that_is_too_long_for_the_grammar_is_said_to_be()
    {
        var root = Directory.CreateTempSubdirectory("segue-plans-").FullName;
        try
        {
            var text = "-- revision: long\n--\n-- Long.\n\nSELECT '" + new string('x', RevisionStatement.LongestParsed) + "';\nSELECT 1;\n";
            await File.WriteAllTextAsync(Path.Combine(root, "long.sql"), text, TestContext.Current.CancellationToken);
            var project = new Project { Root = root, Revisions = await RevisionFolders.ReadAsync(["."], root, TestContext.Current.CancellationToken) };

            var plan = await Plans.UpgradeAsync(project, project.Graph.All, "test", TestContext.Current.CancellationToken);

            Assert.Contains("too long for the grammar", plan.Steps[0].Why, StringComparison.Ordinal);
            Assert.True(plan.Steps[0].Why.Length < 250);
            Assert.Equal("SELECT 1", plan.Steps[1].Why);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
