using System.Globalization;
using System.Text;
using Segue.Revisions;

namespace Segue.Reports;

/// <summary>
/// A graph as a Mermaid flowchart, as GitHub, GitLab and others draw it in Markdown. Mermaid lays it out itself. With its own settings it
/// refuses more than 500 edges.
/// </summary>
public static class MermaidGraph
{
    /// <summary>Writes the flowchart; lines end in LF.</summary>
    public static void Write(GraphLayout layout, GraphMarks marks, TextWriter writer)
    {
        var nodes = layout.Rows.Select(row => row.Revision).OfType<RevisionHeader>().ToList();
        var names = nodes.Index().ToDictionary(pair => pair.Item.Id, pair => string.Create(CultureInfo.InvariantCulture, $"r{pair.Index}"), StringComparer.Ordinal);
        Line("flowchart TB");
        foreach (var node in nodes)
        {
            var words = marks.Words(node);
            Line($"    {names[node.Id]}{(node.IsRepeatable ? "([" : "[")}\"{Text(node, words)}\"{(node.IsRepeatable ? "])" : "]")}");
        }
        // One for each edge of the graph: a lane begins where an edge does.
        foreach (var lane in layout.Lanes)
            Line($"    {names[lane.Source.Id]} {(lane.IsDependency ? "-.->" : "-->")} {names[lane.Target.Id]}");
        Class("head", "stroke-width:3px", node => marks.Words(node).Contains("head"));
        Class("current", "stroke-width:3px,font-weight:bold", marks.IsCurrent);
        Class("pending", "stroke-dasharray:4 3", node => marks.IsApplied(node) is false);

        void Line(string text)
        {
            writer.Write(text);
            writer.Write('\n');
        }

        void Class(string name, string style, Func<RevisionHeader, bool> belongs)
        {
            string[] members = [.. nodes.Where(belongs).Select(node => names[node.Id])];
            if (members.Length == 0)
                return;
            Line($"    classDef {name} {style}");
            Line($"    class {string.Join(',', members)} {name}");
        }
    }

    static string Text(RevisionHeader node, IReadOnlyList<string> words)
    {
        var text = new StringBuilder("<b>").Append(Escape(node.Id)).Append("</b>");
        if (words.Count > 0)
            text.Append(" (").Append(string.Join(", ", words)).Append(')');
        if (node.Labels.Count > 0)
            text.Append(' ').Append(Escape("[" + string.Join(", ", node.Labels) + "]"));
        if (node.Title.Length > 0)
            text.Append("<br/>").Append(Escape(node.Title));
        return text.ToString();
    }

    /// <summary>
    /// Mermaid reads directives, comments, Markdown and HTML in texts, some of it by patterns over the whole line: what could begin any of
    /// that is written as its number.
    /// </summary>
    static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var before = new Rune(' ');
        var runes = text.Trim().EnumerateRunes().ToArray();
        foreach (var (at, rune) in runes.Index())
        {
            var isPlain = Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                || rune.Value is ' ' or ',' or '(' or ')'
                || (rune.Value is '.' or '-') && Rune.IsLetter(before)
                || rune.Value == '_' && Rune.IsLetterOrDigit(before) && at + 1 < runes.Length && Rune.IsLetterOrDigit(runes[at + 1]);
            if (Rune.IsControl(rune))
                escaped.Append(' ');
            else if (isPlain)
                escaped.Append(rune);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            before = rune;
        }
        return escaped.ToString();
    }
}
