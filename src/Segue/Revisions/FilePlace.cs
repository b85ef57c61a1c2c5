namespace Segue.Revisions;

/// <summary>A file, as it is shown and as it is opened.</summary>
/// <param name="File">As the user knows it: relative to the project, with <c>/</c>.</param>
/// <param name="Path">Where it is read.</param>
public sealed record FilePlace(string File, string Path)
{
    /// <summary>A file of a project.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="root">The project.</param>
    public static FilePlace Of(string path, string root) => new(System.IO.Path.GetRelativePath(root, path).Replace('\\', '/'), path);
}
