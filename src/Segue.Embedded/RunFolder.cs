using System.Security.Cryptography;

namespace Segue.Embedded;

/// <summary>Where a throw-away server lives.</summary>
static class RunFolder
{
    const long Wanted = 400L << 20;
    const string Memory = "/dev/shm";

    /// <summary>
    /// A folder that is not there yet: in memory where there is room (Docker gives 64 MB by default, too little), else the temporary
    /// folder.
    /// </summary>
    public static string Choose()
    {
        var temporary = Path.GetTempPath();
        var parent = HasRoom() ? Memory : StepDown.CanReach(temporary) ? temporary : "/tmp";
        return Path.Combine(parent, "segue-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
    }

    static bool HasRoom()
    {
        try
        {
            return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Wanted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
