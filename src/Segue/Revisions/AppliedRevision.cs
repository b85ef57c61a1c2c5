namespace Segue.Revisions;

/// <summary>What the applied set says of one revision.</summary>
/// <param name="Id">The revision.</param>
/// <param name="Checksum">Of the text the database received.</param>
/// <param name="Title">First line of the docstring, kept so that an orphan still has a name.</param>
public sealed record AppliedRevision(string Id, Checksum Checksum, string Title)
{
    /// <summary>No part of the graph: that its file is gone means nothing for what else is applied.</summary>
    public bool IsRepeatable { get; init; }
}
