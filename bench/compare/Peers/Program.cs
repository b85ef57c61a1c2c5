using Segue.Peers;

return args switch
{
    ["ef", var connection] => EntityFramework.Run(connection),
    ["dbup", var connection, var folder] => DbUpScripts.Run(connection, folder),
    ["fluentmigrator", var connection] => Fluent.Run(connection),
    ["evolve", var connection, var folder] => EvolveScripts.Run(connection, folder),
    _ => 2,
};
