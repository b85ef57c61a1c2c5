namespace Segue.Compare;

/// <summary>What one thing took, round by round.</summary>
sealed class Series
{
    readonly List<TimeSpan> _times = [];

    public IReadOnlyList<TimeSpan> Times => _times;

    public TimeSpan Median => Of([.. _times.Select(time => time.TotalMilliseconds)]) is var middle ? TimeSpan.FromMilliseconds(middle) : default;

    public TimeSpan Best => _times.Min();

    public void Add(TimeSpan time) => _times.Add(time);

    /// <summary>The median of the ratios of each round: a noisy round weighs on both sides of its own ratio.</summary>
    public double RatioTo(Series other) => Of([.. _times.Zip(other._times, (mine, its) => mine / its)]);

    static double Of(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
