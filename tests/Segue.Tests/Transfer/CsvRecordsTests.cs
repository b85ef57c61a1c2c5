using Segue.Transfer;

namespace Segue.Tests.Transfer;

public sealed class CsvRecordsTests
{
    [Theory]
    [InlineData("", 0, null)]
    [InlineData("a\n1\n2\n", 3, null)]
    [InlineData("a\r\n1\r\n2", 3, null)]
    [InlineData("a\r1\r2\r", 3, null)]
    [InlineData("a\n\n", 2, null)]
    [InlineData("a\n1\n\\.\n2\n", 4, 3)]
    [InlineData("a\r\n1\r\n\\.\r\n2\r\n", 4, 3)]
    [InlineData("a\n\\.", 2, 2)]
    [InlineData("a\n\"1\n\\.\n2\"\n", 2, null)]
    [InlineData("a\n\"1\n\"\"2\r\n\"\n\\.\n", 3, 5)]
    [InlineData("a\n\"\\.\"\n", 2, null)]
    [InlineData("a\n\\.x\n.\\\n\\..\n", 4, null)]
    public async Task Records_are_cut_as_the_server_cuts_them(string csv, long count, int? marker)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, csv, TestContext.Current.CancellationToken);

            var records = await CsvRecords.ReadAsync(file, TestContext.Current.CancellationToken);

            Assert.Equal((count, (long?)marker), (records.Count, records.EndMarker));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
