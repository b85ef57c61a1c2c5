namespace Segue.Formats;

/// <summary>What a tool does about transactions with the text of a migration.</summary>
enum ScriptTransaction
{
    /// <summary>One around all of it. What the server does not allow in one stands outside, and cuts it.</summary>
    Around,

    /// <summary>The server's own around one message. As the first, but what is alone in its text may end it: a CALL, or a DO with a COMMIT in it.</summary>
    Implied,

    /// <summary>
    /// None, as its author asked, and the text is sent as one message: the server makes a transaction of several statements, so that only a
    /// statement that is alone stands outside.
    /// </summary>
    OneMessage,

    /// <summary>None: each statement by itself.</summary>
    None,
}
