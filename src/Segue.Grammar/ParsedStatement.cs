using System.Text.Json;

namespace Segue.Grammar;

/// <summary>One statement as PostgreSQL understood it.</summary>
public sealed class ParsedStatement
{
    readonly ReadOnlyMemory<byte> _json;
    readonly Positions _positions;
    Tree? _tree;

    internal ParsedStatement(string kind, int start, int length, ReadOnlyMemory<byte> json, Positions positions)
    {
        (Kind, Start, Length, _json, _positions) = (kind, start, length, json, positions);
    }

    /// <summary>PostgreSQL's name for the statement's node: <c>IndexStmt</c>, <c>AlterTableStmt</c>, <c>SelectStmt</c>.</summary>
    public string Kind { get; }

    /// <summary>0-based, in UTF-16 code units of the text: the first character that is neither blank nor comment.</summary>
    public int Start { get; }

    /// <summary>In UTF-16 code units, up to the semicolon and without it; without a semicolon, up to the end of the text.</summary>
    public int Length { get; }

    /// <summary>The statement's node. The tree is read when it is first asked for.</summary>
    public Node Node
    {
        get
        {
            // A document would have to be disposed of, or what it rents is lost; an element of its own gives it back at once.
            _tree ??= new Tree(JsonElement.Parse(_json.Span, Tree.Options), Kind, _positions);
            return _tree.Root;
        }
    }
}
