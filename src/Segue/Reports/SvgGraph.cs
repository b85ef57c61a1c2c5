using Segue.Revisions;

namespace Segue.Reports;

/// <summary>
/// A graph as a picture: one SVG without anything from elsewhere, on a page of either colour, with words for those who cannot see it. An
/// arrow leads from each revision to what it revises, a dashed one to what it depends on.
/// </summary>
public static class SvgGraph
{
    const int Margin = 20;
    const int ColumnWidth = 20;
    const int RowHeight = 30;
    const int JointHeight = 16;
    const int Corner = 8;
    const double Radius = 5.5;
    const double Arrow = 3.5;

    // Beside more columns than this each text begins where its own row ends.
    const int MostAlignedColumns = 16;

    // Advances of a monospaced and, on the wide side, of a proportional font, in em.
    const double Mono = 0.61, Proportional = 0.56;

    const int LongestTitle = 90;

    static readonly string[] Light = ["#0969da", "#1a7f37", "#8250df", "#bc4c00", "#bf3989", "#1b7c83", "#9a6700", "#cf222e"];
    static readonly string[] Dark = ["#58a6ff", "#3fb950", "#bc8cff", "#f0883e", "#f778ba", "#39c5cf", "#d29922", "#ff7b72"];

    /// <summary>Writes the picture.</summary>
    /// <param name="layout">Where everything stands.</param>
    /// <param name="marks">What is said of each revision.</param>
    /// <param name="title">What the picture is called by those who read it aloud: <c>Revisions of shop</c>.</param>
    /// <param name="writer">Where to; UTF-8.</param>
    public static void Write(GraphLayout layout, GraphMarks marks, string title, TextWriter writer)
    {
        var svg = new SvgText(writer);
        var heights = new double[layout.Rows.Count];
        var y = (double)Margin - RowHeight / 4;
        for (var row = 0; row < heights.Length; row++)
        {
            var height = layout.Rows[row].Revision is null ? JointHeight : RowHeight;
            heights[row] = y + height / 2.0;
            y += height;
        }
        var texts = Texts(layout, marks);
        var width = texts.Max(text => (double?)text.End) ?? 0;
        var revisions = layout.Rows.Count(row => row.Revision is not null);
        svg.Line($"""<svg xmlns="http://www.w3.org/2000/svg" width="{width + Margin:0}" height="{y + Margin / 2:0}" viewBox="0 0 {width + Margin:0} {y + Margin / 2:0}" role="img" aria-labelledby="segue-title segue-desc">""");
        svg.Line($"""<title id="segue-title">{title}</title>""");
        svg.Line($"""<desc id="segue-desc">{Description(layout, marks, revisions)}</desc>""");
        Style(svg, Math.Min(layout.Columns, Light.Length));
        svg.Raw("""<g class="line">""");
        foreach (var lane in layout.Lanes)
        {
            var arrow = layout.Rows[lane.ToRow].Revision is null ? "none" : FormattableString.Invariant($"url(#segue-arrow-{lane.Column % Light.Length})");
            svg.Line($"""<path class="c{lane.Column % Light.Length}{(lane.IsDependency ? " dep" : "")}" d="{Path(lane, layout, heights)}" marker-end="{arrow}"/>""");
        }
        svg.Raw("</g>");
        foreach (var text in texts)
            Revision(svg, text, marks, heights[text.Row]);
        svg.Raw("</svg>");
    }

    static string Description(GraphLayout layout, GraphMarks marks, int revisions)
    {
        string[] heads = [.. layout.Rows.Select(row => row.Revision).OfType<RevisionHeader>().Where(each => marks.Words(each).Contains("head")).Select(each => each.Id)];
        return FormattableString.Invariant($"{revisions} revisions, the newest at the top. ")
            + (heads.Length is > 0 and < 10 ? "Heads: " + string.Join(", ", heads) + ". " : FormattableString.Invariant($"{heads.Length} heads. "))
            + "Arrows lead to what a revision revises, dashed ones to what it depends on.";
    }

    static void Style(SvgText svg, int colours)
    {
        svg.Raw("<style>");
        for (var colour = 0; colour < colours; colour++)
            svg.Raw($".c{colour}{{color:{Light[colour]}}}");
        svg.Raw("""
            .line path{fill:none;stroke:currentColor;stroke-width:2}
            .line .dep{stroke-width:1.6;stroke-dasharray:4 3.5}
            .dot{fill:currentColor;stroke:currentColor;stroke-width:2}
            .open,.ring{fill:none;stroke:currentColor;stroke-width:2}
            .ring{stroke-width:1.5}
            text{fill:#1f2328;font:13px ui-sans-serif,system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
            .id{font:600 13px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace}
            .tag{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;fill:#1f2328}
            .title{fill:#59636e}
            .pill{fill:#ddf4ff;stroke:#54aeff}
            .label{fill:#fff8c5;stroke:#d4a72c}
            .pending text{opacity:.65}
            @media (prefers-color-scheme:dark){
            """);
        for (var colour = 0; colour < colours; colour++)
            svg.Raw($".c{colour}{{color:{Dark[colour]}}}");
        svg.Raw("""
            text,.tag{fill:#e6edf3}
            .title{fill:#9198a1}
            .pill{fill:#0c2d6b;stroke:#388bfd}
            .label{fill:#3b2300;stroke:#9e6a03}
            }
            </style>
            <defs>
            """);
        // A marker has the colour of the place where it is defined, not of the line that ends in it.
        for (var colour = 0; colour < colours; colour++)
            svg.Line($"""<marker id="segue-arrow-{colour}" class="c{colour}" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0.5,0.8 7.5,4 0.5,7.2z" fill="currentColor"/></marker>""");
        svg.Raw("</defs>");
    }

    static string Path(GraphLane lane, GraphLayout layout, double[] heights)
    {
        var path = new SvgPath();
        var (x, top, bottom) = (X(lane.Column), heights[lane.FromRow], heights[lane.ToRow]);
        var (from, to) = (X(lane.FromColumn), X(lane.ToColumn));
        var (fromRevision, toRevision) = (layout.Rows[lane.FromRow].Revision is not null, layout.Rows[lane.ToRow].Revision is not null);
        if (from == x)
        {
            path.Move(x, top + (fromRevision ? Radius : 0));
        }
        else
        {
            var aside = Math.Sign(x - from);
            if (fromRevision)
                path.Move(from + aside * Radius, top);
            else
                path.Move(from, top - Corner).Turn(from, top, from + aside * Corner, top);
            path.Line(x - aside * Corner, top).Turn(x, top, x, top + Corner);
        }
        if (to == x)
            return path.Line(x, bottom - (toRevision ? Radius + Arrow : 0)).ToString();
        var side = Math.Sign(to - x);
        path.Line(x, bottom - Corner).Turn(x, bottom, x + side * Corner, bottom);
        return toRevision
            ? path.Line(to - side * (Radius + Arrow), bottom).ToString()
            : path.Line(to - side * Corner, bottom).Turn(to, bottom, to, bottom + Corner).ToString();
    }

    static List<SvgRevision> Texts(GraphLayout layout, GraphMarks marks)
    {
        var cells = new GraphCells(layout);
        var texts = new List<SvgRevision>();
        foreach (var (at, row) in layout.Rows.Index())
        {
            var columns = Math.Max((cells.Row(at).Length + 1) / 2, row.Column + 1);
            if (row.Revision is not { } revision)
                continue;
            var left = X(layout.Columns <= MostAlignedColumns ? layout.Columns : columns) - ColumnWidth / 4.0;
            var x = left + revision.Id.Length * 13 * Mono + 8;
            var tags = new List<SvgTag>();
            foreach (var (text, isLabel) in marks.Words(revision).Select(word => (word, false)).Concat(revision.Labels.Select(label => (label, true))))
            {
                var width = text.Length * 11 * Mono + 12;
                tags.Add(new(text, isLabel, x, width));
                x += width + 6;
            }
            var title = TextWidth.Fit(revision.Title, LongestTitle, "…");
            texts.Add(new(at, row.Column, revision, left, tags, title, x + 2, x + 2 + TextWidth.Of(title) * 13 * Proportional));
        }
        return texts;
    }

    static void Revision(SvgText svg, SvgRevision text, GraphMarks marks, double y)
    {
        var applied = marks.IsApplied(text.Revision);
        var x = X(text.Column);
        svg.Line($"""<g class="c{text.Column % Light.Length}{(applied is false ? " pending" : "")}"><title>{Spoken(text.Revision, applied)}</title>""");
        svg.Line($"""<circle class="{(applied is false || text.Revision.IsRepeatable ? "open" : "dot")}" cx="{x:0.#}" cy="{y:0.#}" r="{Radius - 1:0.#}"/>""");
        if (marks.IsCurrent(text.Revision))
            svg.Line($"""<circle class="ring" cx="{x:0.#}" cy="{y:0.#}" r="{Radius + 2:0.#}"/>""");
        svg.Line($"""<text class="id" x="{text.Left:0.#}" y="{y + 4.5:0.#}">{text.Revision.Id}</text>""");
        foreach (var tag in text.Tags)
        {
            svg.Line($"""<rect class="{(tag.IsLabel ? "label" : "pill")}" x="{tag.Left:0.#}" y="{y - 8:0.#}" width="{tag.Width:0.#}" height="16" rx="8"/>""");
            svg.Line($"""<text class="tag" x="{tag.Left + 6:0.#}" y="{y + 4:0.#}">{tag.Text}</text>""");
        }
        if (text.Title.Length > 0)
            svg.Line($"""<text class="title" x="{text.TitleLeft:0.#}" y="{y + 4.5:0.#}">{text.Title}</text>""");
        svg.Raw("</g>");
    }

    static string Spoken(RevisionHeader revision, bool? applied) => string.Join("; ", new[]
    {
        revision.Title.Length > 0 ? $"{revision.Id}: {revision.Title}" : revision.Id,
        revision.Revises.Count > 0 ? "revises " + string.Join(", ", revision.Revises) : null,
        revision.DependsOn.Count > 0 ? "depends on " + string.Join(", ", revision.DependsOn) : null,
        applied switch { true => "applied", false => "not applied", null => null },
    }.OfType<string>());

    static double X(int column) => Margin + column * ColumnWidth;
}
