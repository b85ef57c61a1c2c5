namespace Segue.Reports;

/// <summary>What a graph is drawn with in a terminal.</summary>
sealed record LineCharacters
{
    /// <summary>Box drawing, as every terminal with UTF-8 has it.</summary>
    public static LineCharacters Unicode { get; } = new()
    {
        Ends = " ╵╷│╴╯╮┤╶╰╭├─┴┬┼",
        Dependency = "┊┄",
        Revision = "●",
        Pending = "○",
        Repeatable = "↻",
        Cut = "…",
    };

    /// <summary>For everything else.</summary>
    public static LineCharacters Ascii { get; } = new()
    {
        Ends = " '.|-'.+-'.+-+++",
        Dependency = ":.",
        Revision = "*",
        Pending = "o",
        Repeatable = "~",
        Cut = "...",
    };

    /// <summary>By the sum of the sides a line leaves a cell by: 1 up, 2 down, 4 left, 8 right.</summary>
    public required string Ends { get; init; }

    /// <summary>Down and across, where a line is a <c>depends-on</c>.</summary>
    public required string Dependency { get; init; }

    public required string Revision { get; init; }

    /// <summary>A revision that is not applied, where a database was asked.</summary>
    public required string Pending { get; init; }

    public required string Repeatable { get; init; }

    /// <summary>Where something did not fit.</summary>
    public required string Cut { get; init; }
}
