using Segue.Cli.Commands;
using Segue.Revisions;

namespace Segue.Tests.Reports;

public sealed class TerminalGraphTests
{
    [Fact]
    public void A_chain_is_a_line() => Looks(Graphs.Chain, """
        ●  003_c (head)
        ●  002_b
        ●  001_a
        """);

    [Fact]
    public void A_fork_begins_where_its_branches_meet() => Looks(Graphs.Fork, """
        ●    004_d (head)
        ●    002_b
        │ ●  003_c (head) [side]
        ●─╯  001_a
        """);

    [Fact]
    public void A_merge_opens_a_line_for_each_parent() => Looks(Graphs.Merge, """
        ●─╮  003_m (head)
        │ ●  002_b
        ●    001_a
        """);

    [Fact]
    public void A_diamond_opens_and_closes() => Looks(Graphs.Diamond, """
        ●─╮  004_m (head)
        │ ●  003_c
        ● │  002_b
        ●─╯  001_a
        """);

    [Fact]
    public void Merges_that_cross_pass_behind_each_other() => Looks(Graphs.CrissCross, """
        ●─╮      006_z (head)
        │ ●─╮    005_y
        ●─│─│─╮  004_x
        ├─│─╯ │
        │ ●───╯  003_c
        ● │      002_b
        ●─╯      001_a
        """);

    [Fact]
    public void Several_bases_are_kept_apart() => Looks(Graphs.Bases, """
        ●  005_more (head)
        ●  002_other

        ●  004_third (head)

        ●  003_b (head)
        ●  001_a
        """);

    [Fact]
    public void Dependencies_are_dotted() => Looks(Graphs.Dependencies, """
        ●        008_late (head)
        │ ●┄╮    007_side (head)
        │ ●┄┊┄╮  005_side
        │ ● ┊ ┊  003_side [billing]
        ●┄┄┄╯ ┊  006_d
        ●     ┊  004_c
        ●┄┄┄┄┄╯  002_b
        ●        001_a
        """);

    [Fact]
    public void Twelve_branches_side_by_side_end_in_their_base() => Looks(Graphs.Twelve, """
        ●─┬─┬─┬─┬─┬─┬─┬─┬─┬─┬─╮  zzz_all (head)
        │ │ │ │ │ │ │ │ │ │ │ ●  b12
        │ │ │ │ │ │ │ │ │ │ ● │  b11
        │ │ │ │ │ │ │ │ │ │ ├─╯
        │ │ │ │ │ │ │ │ │ ● │    b10
        │ │ │ │ │ │ │ │ │ ├─╯
        │ │ │ │ │ │ │ │ ● │      b09
        │ │ │ │ │ │ │ │ ├─╯
        │ │ │ │ │ │ │ ● │        b08
        │ │ │ │ │ │ │ ├─╯
        │ │ │ │ │ │ ● │          b07
        │ │ │ │ │ │ ├─╯
        │ │ │ │ │ ● │            b06
        │ │ │ │ │ ├─╯
        │ │ │ │ ● │              b05
        │ │ │ │ ├─╯
        │ │ │ ● │                b04
        │ │ │ ├─╯
        │ │ ● │                  b03
        │ │ ├─╯
        │ ● │                    b02
        │ ├─╯
        ● │                      b01
        ●─╯                      001_base
        """);

    [Fact]
    public void Twelve_open_branches_take_two_columns() => Assert.All(
        Graphs.Text(Graphs.Of(["001_base", .. Enumerable.Range(1, 12).Select(n => $"b{n:00}<001_base")])).Split('\n').SkipLast(2),
        (line, at) => Assert.StartsWith(at == 0 ? "●    b12" : at % 2 == 1 ? "│ ●  b" : "├─╯", line, StringComparison.Ordinal));

    [Fact]
    public void What_comes_in_and_what_goes_out_do_not_share_a_row() => Looks(Graphs.Octopus, """
        ●          o (head)
        │ ●┄╮      n (head)
        │ ●─┊─┬─╮  m
        │ │ ┊ │ ●  d
        ├─│─┊─│─╯
        │ │ ┊ ●    c
        ├─│─┊─╯
        │ ● ┊      b
        ●─┴┄╯      a
        """);

    [Fact]
    public void Without_Unicode_it_is_drawn_in_ASCII()
    {
        Assert.Equal("""
            *-.      006_z (head)
            | *-.    005_y
            *-|-|-.  004_x
            +-|-' |
            | *---'  003_c
            * |      002_b
            *-'      001_a

            """, Graphs.Text(Graphs.CrissCross, unicode: false));
        Assert.All(Graphs.Text(Graphs.Dependencies, unicode: false, applied: new HashSet<string>(), width: 16), character => Assert.True(char.IsAscii(character)));
    }

    [Fact]
    public void Of_a_database_it_shows_what_is_applied_and_where_it_stands() => Assert.Equal("""
        ○    004_d (head)
        ○    002_b
        │ ●  003_c (head, current) [side]
        ●─╯  001_a

        """, Graphs.Text(Graphs.Fork, applied: new HashSet<string> { "001_a", "003_c" }));

    [Fact]
    public void Repeatable_revisions_stand_below()
    {
        RevisionHeader view = new() { Id = "views", File = "views.sql", Path = "views.sql", IsRepeatable = true };
        Assert.Equal("""
            ●  003_c (head)
            ●  002_b
            ●  001_a

            ↻  views (repeatable)

            """, Graphs.Text(Graphs.Of([.. Graphs.Chain.All, view])));
    }

    [Fact]
    public void Nothing_is_wider_than_the_terminal()
    {
        var titled = Graphs.Of(Graphs.Twelve.All.Select(header => header with { Title = "Ein 長い title\u001b[31m that does not fit anywhere", Labels = [header.Id + "_label"] }));
        for (var width = 2; width < 90; width++)
        {
            Assert.All(Graphs.Text(titled, width: width).Split('\n'), line => Assert.True(Columns(line) <= width, $"{width}: {line}"));
            Assert.DoesNotContain('\u001b', Graphs.Text(titled, width: width));
        }
        Assert.Contains("●  002_b\n", Graphs.Text(Graphs.Chain, width: 10), StringComparison.Ordinal);
        Assert.Contains("●  001_ba…\n", Graphs.Text(Graphs.Of("001_base"), width: 10), StringComparison.Ordinal);

        static int Columns(string line) => line.Sum(character => character is '長' or 'い' ? 2 : 1);
    }

    [Fact]
    public void Colours_change_nothing_but_the_colour()
    {
        var coloured = Graphs.Text(Graphs.Dependencies, colours: true);
        Assert.Contains("\e[36m", coloured, StringComparison.Ordinal);
        Assert.Equal(Graphs.Text(Graphs.Dependencies), string.Concat(coloured.Split('\e').Select((part, at) => at == 0 ? part : part[(part.IndexOf('m', StringComparison.Ordinal) + 1)..])));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("TERM=dumb", false)]
    [InlineData("LANG=C", false)]
    [InlineData("LANG=de_DE.UTF-8", true)]
    [InlineData("LANG=C.utf8", true)]
    [InlineData("LANG=de_DE.UTF-8 LC_ALL=POSIX", false)]
    [InlineData("LANG=C LC_CTYPE=en_GB.UTF-8", true)]
    public void Whether_the_terminal_can_is_read_from_its_surroundings(string variables, bool can)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the program sets the encoding itself.");
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);
        Assert.Equal(can, GraphOptions.KnowsUnicode(name => set.GetValueOrDefault(name)));
    }

    static void Looks(RevisionGraph graph, string expected) => Assert.Equal(expected + "\n", Graphs.Text(graph));
}
