using Segue.Revisions;

namespace Segue.Tests.Revisions.Alembic;

/// <summary>What was asked of Alembic, and its answer: the path and the heads it stores then, or an error.</summary>
sealed record VectorQuery(RevisionGraph Graph, string Operation, string[] Heads, string Target, string? Error, string[] Path, string[] HeadsAfter)
{
    public bool IsUpgrade => Operation == "upgrade";

    /// <summary>Alembic knows only its heads; all below them is in.</summary>
    public HashSet<string> Applied => [.. Heads, .. Graph.Ancestors(Heads).Select(each => each.Id)];

    /// <summary>Ours.</summary>
    /// <exception cref="SegueException">It was refused.</exception>
    public string[] Answer()
    {
        var target = RevisionTarget.Parse(Target);
        var path = IsUpgrade ? Graph.UpgradePath(Applied, target) : Graph.DowngradePath(Applied, target);
        return [.. path.Select(each => each.Id)];
    }

    /// <summary>What is applied once a path was gone.</summary>
    public HashSet<string> After(string[] path) => IsUpgrade ? [.. Applied, .. path] : [.. Applied.Except(path)];

    /// <summary>Whether each revision of a path comes after what it stands on and, on the way back, before.</summary>
    public bool IsInOrder(string[] path)
    {
        var place = path.Index().ToDictionary(pair => pair.Item, pair => IsUpgrade ? pair.Index : -pair.Index);
        return path.Length == place.Count && path.Select(id => Graph.Find(id)!).All(header =>
            header.Revises.Concat(header.DependsOn).All(before => !place.TryGetValue(before, out var at) || at < place[header.Id]));
    }

    public override string ToString() =>
        $"{Operation} {Target} from [{string.Join(' ', Heads)}]: {Error ?? $"[{string.Join(' ', Path)}] -> [{string.Join(' ', HeadsAfter)}]"}";
}
