using Segue.Revisions;

namespace Segue.Tests.Reports;

/// <summary>Titles that mean something to whoever reads a drawing.</summary>
static class Hostile
{
    public static readonly string[] Titles =
    [
        "<script>alert(\"x\")</script> & 'more' ]]>",
        "1. a list\n2. of two",
        "%%{init: {\"theme\":\"dark\"}}%%",
        "style x:y#z; classDef a:b#c;",
        "\"quoted\" `code` **bold** _it_ [link](http://x) #quot; &amp; &#60;",
        "end subgraph click A --> B; --- | pipe | {{x}} ((y))",
        "control \u0001\u001b[31m\u0000 and \uFFFE and \uD800 alone",
        "Ärger mit Umlauten, 漢字, 😀, e\u0301",
        "- dash\t# hash\\ backslash $$math$$ fa:fa-user",
        "    four blanks, and ======",
    ];

    public static RevisionGraph Graph { get; } = Graphs.Of(Titles.Select((title, at) => new RevisionHeader
    {
        Id = $"r{at}_x.y",
        File = "f",
        Path = "f",
        Title = title,
        Revises = at == 0 ? [] : [$"r{at - 1}_x.y"],
        Labels = [title],
    }));
}
