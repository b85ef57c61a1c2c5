namespace Segue.Revisions;

/// <summary>How another tool lays its revisions down in a folder, so that they can be read where they lie.</summary>
public abstract class RevisionFormat
{
    /// <summary>As it is named on the command line: <c>diesel</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a folder is laid out like this. Looks at names, and at the beginnings of files where names do not tell.</summary>
    /// <param name="folder">Absolute; exists.</param>
    public abstract bool Recognises(string folder);

    /// <summary>The headers of all revisions in a folder, in the tool's own order, with their checksums and with this as their format.</summary>
    /// <param name="folder">Absolute; exists.</param>
    /// <param name="root">File names in messages are relative to it.</param>
    /// <param name="problems">All that is wrong is added here.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public abstract Task<IReadOnlyList<RevisionHeader>> ListAsync(
        string folder, string root, ICollection<Problem> problems, CancellationToken cancellationToken);

    /// <summary>Reads one of the revisions that <see cref="ListAsync"/> has listed; null where nothing can be made of it.</summary>
    /// <param name="header">Tells which.</param>
    /// <param name="variables">Values of the placeholders, where the format has any.</param>
    /// <param name="problems">All that is wrong is added here.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public abstract Task<RevisionFile?> ReadAsync(
        RevisionHeader header, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems, CancellationToken cancellationToken);

    /// <summary>Where the statements that take a revision back have to be written, if there are none: <c>migrations/1_a.down.sql</c>; null: nowhere.</summary>
    /// <param name="header">One that has no downgrade.</param>
    public abstract string? DowngradePlace(RevisionHeader header);

    /// <summary>Where the tool notes what it has applied; null: nowhere.</summary>
    public virtual HistoryTable? History => null;

    /// <summary>Whether a revision stands at or below a version that has no file, by the order of versions alone; null, the default: that cannot be told.</summary>
    /// <param name="header">One that this has listed.</param>
    /// <param name="version">As the history has it.</param>
    public virtual bool? IsUpTo(RevisionHeader header, string version) => null;

    /// <summary>Whether a comment of a file is a word to the tool, which means nothing elsewhere. Default: none is.</summary>
    /// <param name="comment">With its <c>--</c> or <c>/*</c>.</param>
    public virtual bool IsAnnotation(string comment) => false;
}
