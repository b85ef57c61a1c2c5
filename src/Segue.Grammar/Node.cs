using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Segue.Grammar;

/// <summary>
/// A node of PostgreSQL's parse tree, with the field names of PostgreSQL's sources (<c>parsenodes.h</c>). PostgreSQL's output leaves out
/// what is null, zero, false or an empty list, so an absent field reads as that, and so does every field of a node that is not there:
/// <c>node.Child("relation").Text("relname")</c> needs no check.
/// </summary>
public readonly struct Node
{
    readonly Tree? _tree;
    readonly JsonElement _outer;
    readonly JsonElement _fields;
    readonly string? _kind;

    /// <param name="tree">What it is part of.</param>
    /// <param name="element">Its JSON.</param>
    /// <param name="kind">Its type, where it is known: it is asked for often, and a new string each time.</param>
    internal Node(Tree tree, JsonElement element, string? kind = null)
    {
        _kind = kind;
        (_tree, _outer, _fields) = (tree, element, element);
        if (Wrapper(element) is { } wrapper)
            _fields = wrapper.Value;
    }

    /// <summary>Whether there is no such node.</summary>
    public bool IsNone => _tree is null;

    /// <summary>
    /// The type of the node: <c>A_Const</c>, <c>RangeVar</c>. Empty where a field can hold only one type and PostgreSQL therefore does not
    /// write it (<c>IndexStmt.relation</c>), and for a node that is not there.
    /// </summary>
    public string Kind => _kind is { Length: > 0 } ? _kind : _tree is not null && Wrapper(_outer) is { } wrapper ? wrapper.Name : "";

    /// <summary>Where the node's first or telling token stands, 0-based in UTF-16 code units of the text; null where PostgreSQL keeps none,
    /// and for what begins at the very start of the text, since a zero is left out.</summary>
    public int? Location => Number("location") is > 0 and var bytes ? _tree!.Positions.OfByte((int)bytes) : null;

    /// <summary>The names of the fields that are there.</summary>
    public IEnumerable<string> Fields => _tree is null ? [] : _fields.EnumerateObject().Select(property => property.Name);

    /// <summary>The nodes directly below, in the order of the fields.</summary>
    public IEnumerable<Node> Children
    {
        get
        {
            if (_tree is null)
                yield break;
            foreach (var property in _fields.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Object)
                    yield return new Node(_tree, property.Value);
                if (property.Value.ValueKind != JsonValueKind.Array)
                    continue;
                foreach (var item in property.Value.EnumerateArray())
                    yield return new Node(_tree, item);
            }
        }
    }

    /// <summary>Whether the field is there.</summary>
    /// <param name="name">The field, spelled as PostgreSQL does.</param>
    public bool Has(string name) => _tree is not null && _fields.TryGetProperty(name, out _);

    /// <summary>Whether the node is of this type.</summary>
    /// <param name="kind">As in <see cref="Kind"/>.</param>
    public bool Is(string kind) => _tree is not null && Wrapper(_outer) is { } wrapper && wrapper.NameEquals(kind);

    /// <summary>A name, a literal or the word of an enumeration (<c>DROP_CASCADE</c>); empty when absent.</summary>
    /// <param name="name">The field, spelled as PostgreSQL does.</param>
    public string Text(string name) => Value(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    /// <summary>A number; 0 when absent.</summary>
    /// <param name="name">The field, spelled as PostgreSQL does.</param>
    public long Number(string name) => Value(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt64() : 0;

    /// <summary>A truth value; false when absent.</summary>
    /// <param name="name">The field, spelled as PostgreSQL does.</param>
    public bool Flag(string name) => Value(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The node in a field; <see cref="IsNone"/> when absent.</summary>
    /// <param name="name">The field, spelled as PostgreSQL does.</param>
    public Node Child(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Object } value ? new Node(_tree!, value) : default;

    /// <summary>The nodes of a list, also of one that stands as a node <c>List</c>; empty when absent.</summary>
    /// <param name="name">The field, spelled as PostgreSQL does.</param>
    public ImmutableArray<Node> List(string name)
    {
        var child = Child(name);
        if (child.Is("List"))
            return child.List("items");
        if (Value(name) is not { ValueKind: JsonValueKind.Array } value)
            return [];
        var tree = _tree!;
        return [.. value.EnumerateArray().Select(item => new Node(tree, item))];
    }

    /// <summary>A qualified name: the texts of a list of <c>String</c> nodes, such as <c>TypeName.names</c>.</summary>
    /// <param name="name">The field, spelled as PostgreSQL does.</param>
    public ImmutableArray<string> Names(string name) => [.. List(name).Select(item => item.Text("sval"))];

    /// <summary>This node and all below it, each before its children. Walks without recursion, however deep the tree.</summary>
    public IEnumerable<Node> Descendants()
    {
        if (_tree is null)
            yield break;
        var open = new Stack<Node>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children.Reverse())
                open.Push(child);
        }
    }

    /// <summary>The node as JSON.</summary>
    public override string ToString() => _tree is null ? "" : _outer.GetRawText();

    JsonElement? Value(string name) => _tree is not null && _fields.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A node whose type is not fixed by its place is an object with one field, the type: fields begin with a small letter, types do not.</summary>
    static JsonProperty? Wrapper(JsonElement element)
    {
        using var fields = element.EnumerateObject();
        if (!fields.MoveNext() || fields.Current is not { Value.ValueKind: JsonValueKind.Object } first)
            return null;
        return char.IsAsciiLetterUpper((char)JsonMarshal.GetRawUtf8PropertyName(first)[0]) ? first : null;
    }
}
