namespace Segue.Revisions;

/// <summary>A lint rule that is silent for one statement.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Reason">Why, in the author's words; never empty.</param>
/// <param name="Location">Where that is said.</param>
public sealed record AllowedRule(string Rule, string Reason, SourceLocation Location);
