using System.Text.Json;

namespace Segue.Grammar;

/// <summary>A JSON tree and the text its locations refer to.</summary>
sealed class Tree(JsonElement root, string kind, Positions positions)
{
    /// <summary>The parser bounds the depth; the default of 64 is for strangers' JSON.</summary>
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = int.MaxValue };

    public Positions Positions => positions;

    public Node Root => new(this, root, kind);
}
