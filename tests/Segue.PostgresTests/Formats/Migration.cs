namespace Segue.PostgresTests.Formats;

/// <summary>One step of a schema, before a tool has laid it down in its own way.</summary>
/// <param name="Name">Letters, digits and <c>_</c>.</param>
/// <param name="Up">Statements without their semicolons.</param>
/// <param name="Down">What takes them back.</param>
sealed record Migration(string Name, IReadOnlyList<string> Up, IReadOnlyList<string> Down)
{
    /// <summary>May not run in a transaction; one statement.</summary>
    public bool IsOutside { get; init; }

    /// <summary>Its lines end in CR LF.</summary>
    public bool IsFromWindows { get; init; }

    /// <summary>A text of it, as a file holds it.</summary>
    public string Ended(string text) => text.ReplaceLineEndings(IsFromWindows ? "\r\n" : "\n");
}
