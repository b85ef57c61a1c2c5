using Segue.Revisions;
using Segue.Sql;

namespace Segue.Tests.Revisions;

public sealed class SummaryTests
{
    [Fact]
    public void A_summary_shows_placeholders_and_never_their_values()
    {
        var problems = new List<Problem>();
        var written = new Statement("ALTER ROLE app -- secret\n  PASSWORD ${pw:literal}", new("a.sql", 1, 1));
        var filled = Placeholders.Fill(written, new Dictionary<string, string> { ["pw"] = "hunter2" }, problems);

        Assert.Empty(problems);
        Assert.Contains("hunter2", filled.Text, StringComparison.Ordinal);
        Assert.Equal("ALTER ROLE app PASSWORD ${pw:literal}", Summary.Of(filled));
    }
}
