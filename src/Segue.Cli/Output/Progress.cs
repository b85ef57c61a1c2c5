namespace Segue.Cli.Output;

/// <summary>How far the work is, for people.</summary>
abstract class Progress
{
    /// <summary>Begins a step.</summary>
    /// <param name="what">What is being done: <c>003_business_logic</c>.</param>
    /// <param name="total">How many parts it has; 1 where it cannot be told.</param>
    public abstract ProgressStep Begin(string what, double total = 1);
}
