using Segue.Revisions;

namespace Segue.Running;

/// <summary>The code of a C# revision failed; the transaction around it is rolled back.</summary>
sealed class CodeFailure(Step step, Exception error) : Exception(error.Message, error)
{
    /// <summary>The code.</summary>
    public Step Step => step;

    /// <summary>The line of the file it failed in, else the line it begins at.</summary>
    public SourceLocation? Location => step.Work is Work.Code code ? CodeLocation.Of(InnerException!, code.Revision) ?? step.Source : step.Source;
}
