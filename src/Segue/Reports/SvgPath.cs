using System.Globalization;
using System.Text;

namespace Segue.Reports;

/// <summary>The data of a path.</summary>
sealed class SvgPath
{
    readonly StringBuilder _text = new();

    public SvgPath Move(double x, double y) => Add($"M{x:0.#},{y:0.#}");

    public SvgPath Line(double x, double y) => Add($"L{x:0.#},{y:0.#}");

    /// <summary>Around a corner.</summary>
    public SvgPath Turn(double cornerX, double cornerY, double x, double y) => Add($"Q{cornerX:0.#},{cornerY:0.#} {x:0.#},{y:0.#}");

    public override string ToString() => _text.ToString();

    SvgPath Add(FormattableString part)
    {
        _text.Append(part.ToString(CultureInfo.InvariantCulture));
        return this;
    }
}
