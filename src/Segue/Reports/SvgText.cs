using System.Globalization;
using System.Text;
using System.Xml;

namespace Segue.Reports;

/// <summary>XML put together from text that may hold anything.</summary>
sealed class SvgText(TextWriter writer)
{
    /// <summary>A line; numbers are written as everywhere, strings are escaped.</summary>
    public void Line(FormattableString text)
    {
        writer.Write(string.Format(
            CultureInfo.InvariantCulture, text.Format, [.. text.GetArguments().Select(argument => argument is string value ? Escape(value) : argument)]));
        writer.Write('\n');
    }

    /// <summary>A line as it stands.</summary>
    public void Raw(string text)
    {
        writer.Write(text);
        writer.Write('\n');
    }

    /// <summary>Safe in text and in attributes; what XML 1.0 cannot hold at all becomes a blank.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
            {
                escaped.Append(text, at++, 2);
                continue;
            }
            escaped.Append(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                var other => XmlConvert.IsXmlChar(other) && !char.IsControl(other) ? other.ToString() : " ",
            });
        }
        return escaped.ToString();
    }
}
