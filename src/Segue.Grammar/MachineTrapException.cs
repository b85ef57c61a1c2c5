namespace Segue.Grammar;

/// <summary>The module did what it may not do, or gave up. Its instance is lost.</summary>
sealed class MachineTrapException(string reason) : Exception(reason);
