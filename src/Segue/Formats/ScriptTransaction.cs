namespace Segue.Formats;

/// <summary>What a tool does about transactions with the text of a migration.</summary>
enum ScriptTransaction
{
    /// <summary>One around all of it. What the server does not allow in one stands outside, and cuts it.</summary>
    Around,

    /// <summary>
    /// None, and the text is sent as one message: the server makes a transaction of several statements, so that only a statement that is
    /// alone stands outside.
    /// </summary>
    OneMessage,

    /// <summary>None: each statement by itself.</summary>
    None,
}
