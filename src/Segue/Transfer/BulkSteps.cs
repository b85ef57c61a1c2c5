using System.Runtime.CompilerServices;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Transfer;

/// <summary>Rows in and out of files, as steps of a C# revision.</summary>
public static class BulkSteps
{
    extension(PlanWriter plan)
    {
        /// <summary>
        /// Adds a COPY of a CSV file into a table, in the transaction it stands in. The file's first record names the columns. Takes ROW EXCLUSIVE on
        /// the table. A file that is missing, has no header, or has a line that is only <c>\.</c> (before version 18 the server takes it for the end) is
        /// a problem, and nothing is done.
        /// </summary>
        /// <param name="table">With or without its schema, as in SQL.</param>
        /// <param name="file">UTF-8; relative to the project's folder or absolute.</param>
        /// <param name="caller">Filled in by the compiler.</param>
        /// <param name="line">Filled in by the compiler.</param>
        public void BulkImport(string table, string file, [CallerFilePath] string caller = "", [CallerLineNumber] int line = 0)
        {
            var path = plan.PathOf(file);
            try
            {
                var name = QualifiedName.Parse(table);
                var copy = CsvImport.Copy(name, path, file);
                if (CsvRecords.Read(path).EndMarker is { } marker)
                {
                    plan.Report(new("end-marker", @"a line that is only \. would be taken for the end of the data")
                    {
                        Location = new(file, (int)marker, 1),
                        Remedy = @"take the line out if it is no value, or write it in quotes: ""\.""",
                    });
                    return;
                }
                plan.Add(new Work.Load(copy, path), $"load {Path.GetFileName(path)} into {name}", plan.LocationOf(caller, line), [new(name, LockMode.RowExclusive)]);
            }
            catch (Exception error) when (error is SegueException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                plan.Report(new("import-file", error is SegueException ? error.Message.Split('\n')[0] : error.Message) { Location = plan.LocationOf(caller, line) });
            }
        }

        /// <summary>
        /// Adds a COPY of a table or view into a CSV file with a header; the file is there whole or not at all. Takes ACCESS SHARE on the relation.
        /// </summary>
        /// <param name="relation">With or without its schema, as in SQL.</param>
        /// <param name="file">Relative to the project's folder or absolute; replaced if it is there.</param>
        /// <param name="caller">Filled in by the compiler.</param>
        /// <param name="line">Filled in by the compiler.</param>
        public void BulkExport(string relation, string file, [CallerFilePath] string caller = "", [CallerLineNumber] int line = 0)
        {
            var path = plan.PathOf(file);
            var location = plan.LocationOf(caller, line);
            if (!Directory.Exists(Path.GetDirectoryName(path)))
            {
                plan.Report(new("export-folder", $"there is no folder for {path}") { Location = location });
                return;
            }
            var name = QualifiedName.Parse(relation);
            var copy = new Statement(CsvExport.Copy(name).Text, location);
            plan.Add(new Work.Unload(copy, path), $"write {name} to {Path.GetFileName(path)}", location, [new(name, LockMode.AccessShare)]);
        }
    }
}
