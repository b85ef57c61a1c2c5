namespace Segue.Authoring;

/// <summary>What becomes of a file.</summary>
/// <param name="File">As the user knows it.</param>
/// <param name="Path">Where it is.</param>
/// <param name="NewFile">Its name afterwards, as the user knows it.</param>
/// <param name="NewPath">Where it is afterwards.</param>
/// <param name="Text">What it holds afterwards.</param>
/// <param name="Lines">Each line that changes, as it was (null: it comes in) and as it will be.</param>
public sealed record FileEdit(string File, string Path, string NewFile, string NewPath, string Text, IReadOnlyList<(string? Before, string After)> Lines);
