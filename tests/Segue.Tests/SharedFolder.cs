namespace Segue.Tests;

/// <summary>The folder with test input that is no part of the repository; tests that need it are skipped without it.</summary>
static class SharedFolder
{
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Segue.slnx")))
                continue;
            foreach (var up in (string[])["..", "../.."])
            {
                var shared = Path.GetFullPath(Path.Combine(folder.FullName, up, "shared"));
                if (Directory.Exists(Path.Combine(shared, "facts")))
                    return shared;
            }
        }
        Assert.Skip("The shared folder is not there.");
        return "";
    }
}
