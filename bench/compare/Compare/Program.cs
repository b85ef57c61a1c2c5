using System.Globalization;
using Segue.Compare;

var options = Options.Parse(args);
switch (options.Verb)
{
    case "generate":
        Inputs.Write(options.Folder);
        return 0;
    case "measure":
        var report = await Measurements.TakeAsync(options);
        Console.Out.Write(report);
        return 0;
    default:
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compare: unknown verb {options.Verb}"));
        return 2;
}
