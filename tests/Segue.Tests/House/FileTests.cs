using System.Text.RegularExpressions;

namespace Segue.Tests.House;

public sealed partial class FileTests
{
    const int LongestFile = 400;

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines()
    {
        var tooLong = Repository.Files("*.cs").Where(path => Repository.Read(path).Count(c => c == '\n') > LongestFile);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void A_file_of_the_source_holds_one_public_type_that_is_named_for_it()
    {
        var misplaced = Repository.Files("*.cs").Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .Select(path => (path, types: PublicType.Matches(Repository.Read(path)).Select(match => match.Groups["name"].Value).ToList()))
            .Where(file => file.types.Count > 1 || (file.types.Count == 1 && file.types[0] != Path.GetFileNameWithoutExtension(file.path)));

        Assert.Empty(misplaced);
    }

    // Types at the beginning of a line are the file's own; nested ones are indented.
    [GeneratedRegex(
        @"^public (?:(?:sealed|abstract|static|readonly|partial|ref) )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline)]
    static partial Regex PublicType { get; }
}
