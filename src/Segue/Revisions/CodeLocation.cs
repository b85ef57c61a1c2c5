using System.Diagnostics;

namespace Segue.Revisions;

/// <summary>Finds the line of a C# revision that an exception passed through.</summary>
static class CodeLocation
{
    /// <summary>The innermost; null: none, or the file was compiled without its symbols.</summary>
    public static SourceLocation? Of(Exception error, RevisionHeader revision)
    {
        foreach (var frame in new StackTrace(error, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { } file && Path.GetFullPath(file) == Path.GetFullPath(revision.Path))
                return new(revision.File, frame.GetFileLineNumber(), Math.Max(1, frame.GetFileColumnNumber()));
        }
        return null;
    }
}
