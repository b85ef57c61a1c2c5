using Segue.Authoring;
using Segue.Cli.Commands;
using Segue.Revisions;

namespace Segue.Tests.Authoring;

public sealed class NamingTests
{
    static readonly DateTimeOffset Time = new(2026, 3, 9, 7, 5, 4, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("{rev}", "012_add_x")]
    [InlineData("{year}/{month}/{day}_{rev}", "2026/03/09_012_add_x")]
    [InlineData("{epoch}-{hour}{minute}{second}-{slug}", "1773032704-070504-add_x")]
    public void A_name_is_filled_with_id_slug_and_time(string template, string expected) =>
        Assert.Equal(expected, FileNameTemplate.Parse(template).Fill("012_add_x", "add_x", Time));

    [Fact]
    public void Without_a_slug_no_mark_is_left_at_the_end() => Assert.Equal("ae10", FileNameTemplate.Parse("{rev}_{slug}").Fill("ae10", "", Time));

    [Theory]
    [InlineData("{rv}", "did you mean 'rev'?")]
    [InlineData("{rev", "a brace is alone")]
    [InlineData("rev}", "a brace is alone")]
    [InlineData("../{rev}", "below the folder")]
    [InlineData("/{rev}", "below the folder")]
    [InlineData("a//{rev}", "below the folder")]
    [InlineData(".{rev}", "below the folder")]
    [InlineData("", "below the folder")]
    public void A_template_that_cannot_be_used_says_why(string template, string why) =>
        Assert.Contains(why, Assert.Throws<SegueException>(() => FileNameTemplate.Parse(template)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Add an index, on users!", 40, "add_an_index_on_users")]
    [InlineData("  Größe's \t-- Maß ", 40, "groesses_mass")]
    [InlineData("add an index on users", 12, "add_an_index")]
    [InlineData("add an index on users", 14, "add_an_index")]
    [InlineData("incomprehensibilities", 5, "incom")]
    [InlineData("?!", 40, "")]
    public void A_message_becomes_a_slug_that_ends_between_two_words(string message, int longest, string expected) =>
        Assert.Equal(expected, Slug.Of(message, longest));

    [Theory]
    [InlineData("013_x", "012_a", "9_b", "1975ea83b712", "head2")]
    [InlineData("001_x")]
    [InlineData("0100_x", "0099_a", "0001_b")]
    [InlineData("1000_x", "999_a")]
    public void The_next_number_is_above_all_numbers_and_no_random_id_counts_as_one(string expected, params string[] existing) =>
        Assert.Equal(expected, RevisionId.Next([.. existing.Select(Header)], "x"));

    [Fact]
    public void Random_ids_differ_in_what_people_type()
    {
        var headers = new List<RevisionHeader>();
        for (var count = 0; count < 2_000; count++)
            headers.Add(Header(RevisionId.Random(headers)));
        Assert.All(headers, header => Assert.Matches("^[0-9a-f]{12}$", header.Id));
        Assert.Equal(2_000, headers.Select(header => header.Id[..4]).Distinct().Count());
    }

    [Theory]
    [InlineData("code --wait", "code", "--wait")]
    [InlineData("  'a b'c  \"d 'e'\" ", "a bc", "d 'e'")]
    [InlineData("C:\\Windows\\notepad.exe", "C:\\Windows\\notepad.exe")]
    [InlineData("a '' b", "a", "", "b")]
    [InlineData("a 'b c", "a", "b c")]
    [InlineData("  ")]
    public void A_command_is_cut_into_words_at_blanks_outside_quotes(string command, params string[] words) =>
        Assert.Equal(words, CommandWords.Of(command));

    [Theory]
    [InlineData("versions", "/p/versions", false)]
    [InlineData("versions/", "/p/versions", false)]
    [InlineData("versions/**", "/p/versions", true)]
    [InlineData("**", "/p", true)]
    [InlineData("/other/**", "/other", true)]
    public void A_location_is_a_folder_or_a_folder_with_all_in_it(string text, string folder, bool isRecursive)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are Unix'.");
        var location = VersionLocation.Parse(text, "/p");
        Assert.Equal((folder, isRecursive), (location.Folder, location.IsRecursive));
        Assert.True(location.Holds(folder));
        Assert.Equal(isRecursive, location.Holds(folder + "/a/b"));
        Assert.False(location.Holds(folder + "/.git"));
        Assert.False(location.Holds("/elsewhere"));
    }

    static RevisionHeader Header(string id) => new() { Id = id, File = id + ".sql", Path = id + ".sql" };
}
