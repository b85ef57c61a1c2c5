namespace Segue.Sql;

/// <summary>What a piece of a script is.</summary>
public enum PieceKind
{
    /// <summary>From the first token of a statement to its semicolon, which is part of it.</summary>
    Statement,

    /// <summary>Blanks, comments and stray semicolons between statements.</summary>
    Gap,

    /// <summary>The rows after <c>COPY ... FROM STDIN;</c>, with the line <c>\.</c> that closes them.</summary>
    CopyData,

    /// <summary>A backslash outside quotes and the rest of its line: a command to psql.</summary>
    PsqlLine,
}
