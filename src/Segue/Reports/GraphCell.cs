namespace Segue.Reports;

/// <summary>A character of the drawing, before it is one.</summary>
struct GraphCell
{
    public const int Up = 1, Down = 2, Left = 4, Right = 8;

    /// <summary>The sides that lines leave it by.</summary>
    public int Sides;

    /// <summary>Whether a line goes down through it. One that crosses it passes behind: as a corner it would look like a meeting.</summary>
    public bool IsPassed;

    /// <summary>Whether a <c>revises</c> is among the lines; it is what shows.</summary>
    public bool IsSolid;

    /// <summary>The column whose colour it has.</summary>
    public int Column;

    public void Add(int sides, GraphLane lane)
    {
        if (Sides == 0 || !lane.IsDependency && !IsSolid)
            Column = lane.Column;
        Sides |= sides;
        IsSolid |= !lane.IsDependency;
    }

    public readonly char Character(LineCharacters characters)
    {
        if (Sides != 0 && !IsSolid && Sides is Up + Down or Left + Right)
            return characters.Dependency[Sides == Up + Down ? 0 : 1];
        return characters.Ends[Sides];
    }
}
