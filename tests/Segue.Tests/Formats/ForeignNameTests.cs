using Segue.Formats;
using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class ForeignNameTests
{
    [Theory]
    [InlineData("001_add-users (new)", "001_add_users__new_")]
    [InlineData("V1.2__a", "V1.2__a")]
    [InlineData("head", "head_")]
    [InlineData("ärger", "ärger")]
    internal void An_id_holds_no_sign_of_the_grammar_of_targets(string name, string id) => Assert.Equal(id, ForeignName.ToId(name));

    [Fact]
    public void Long_names_stay_apart()
    {
        var (one, other) = (ForeignName.ToId(new string('a', 300) + "1"), ForeignName.ToId(new string('a', 300) + "2"));

        Assert.NotEqual(one, other);
        Assert.Equal(RevisionName.MaximumLength, one.Length);
        Assert.Null(RevisionName.Objection(one));
    }
}
