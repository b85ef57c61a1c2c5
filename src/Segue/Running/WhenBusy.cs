namespace Segue.Running;

/// <summary>What to do while another runner is at work on the same project and database.</summary>
public enum WhenBusy
{
    /// <summary>Wait for it, then look again; exit code 7 when the time is up.</summary>
    Wait,

    /// <summary>Leave the work to it: end at once, successfully.</summary>
    Continue,

    /// <summary>End at once with exit code 7.</summary>
    Fail,
}
