using System.Collections.Immutable;

namespace Segue.Revisions;

/// <summary>What is going to be done to a database: data, so that what is printed, linted, approved, rehearsed, run and resumed is the same value.</summary>
/// <param name="Purpose">Why, in a few words: <c>upgrade to 007_partitioning</c>.</param>
/// <param name="Steps">In the order they are carried out.</param>
public sealed record Plan(string Purpose, ImmutableArray<Step> Steps);
