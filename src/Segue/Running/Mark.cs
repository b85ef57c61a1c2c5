namespace Segue.Running;

/// <summary>An applied set that somebody wanted to be able to go back to.</summary>
/// <param name="Name">Given by the user; unique in the project.</param>
/// <param name="Revisions">What was applied then, sorted.</param>
/// <param name="MadeAt">By the server's clock.</param>
/// <param name="MadeBy">The role that logged in.</param>
public sealed record Mark(string Name, IReadOnlyList<string> Revisions, DateTimeOffset MadeAt, string MadeBy);
