namespace Segue.Formats;

/// <summary>A change set.</summary>
/// <param name="Author">Who.</param>
/// <param name="Id">Which of theirs.</param>
/// <param name="Location">Of the line that begins it.</param>
/// <param name="Attributes">What stands after the id.</param>
sealed record LiquibaseChange(string Author, string Id, SourceLocation Location, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Where the first line after the one that begins it starts in the file.</summary>
    public required int Start { get; init; }

    /// <summary>All of it; what is no SQL is a comment.</summary>
    public string Upgrade { get; set; } = "";

    /// <summary>As long as <see cref="Upgrade"/>, with blanks for all that does not take back; null: nothing is said about that.</summary>
    public string? Rollback { get; set; }

    /// <summary>What it is for.</summary>
    public string Comment { get; set; } = "";

    /// <summary>What cannot be carried out.</summary>
    public List<Problem> Problems { get; } = [];

    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);

    public bool Is(string name) => Attribute(name) is { } value && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
