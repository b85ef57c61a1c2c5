using System.Collections.Immutable;
using Segue.Grammar;
using Segue.Sql;
using static Segue.Sql.LockMode;

namespace Segue.Revisions;

/// <summary>
/// The strongest table lock of a statement, told from its text: what the manual says on each statement's page and in 13.3.1, and what a test
/// measures on a server. A relation that the text does not name (a partition, the table of a dropped index, a referencing table) is not foreseen here.
/// </summary>
static class ExpectedLocks
{
    public static ImmutableArray<ExpectedLock> Of(Node statement)
    {
        var locks = new List<ExpectedLock>();
        foreach (var (named, mode) in Named(statement))
        {
            if (named is not { } relation)
                continue;
            var at = locks.FindIndex(one => one.Relation == relation);
            if (at < 0)
                locks.Add(new(relation, mode));
            else if (locks[at].Mode < mode)
                locks[at] = new(relation, mode);
        }
        return [.. locks];
    }

    static IEnumerable<(QualifiedName? Relation, LockMode Mode)> Named(Node statement) => statement.Kind switch
    {
        "AlterTableStmt" => AlterTable(statement),
        "IndexStmt" => [(Target(statement), statement.Flag("concurrent") ? ShareUpdateExclusive : Share)],
        "CreateStmt" => CreateTable(statement),
        "DropStmt" => Drop(statement),
        "TruncateStmt" => statement.List("relations").Select(relation => (RelationName.Of(relation), AccessExclusive)),
        "RenameStmt" => [(Target(statement), statement.Text("renameType") == "OBJECT_INDEX" ? ShareUpdateExclusive : AccessExclusive)],
        "AlterObjectSchemaStmt" => [(Target(statement), AccessExclusive)],
        "CreateTrigStmt" => [(Target(statement), ShareRowExclusive), (RelationName.Of(statement.Child("constrrel")), ShareRowExclusive)],
        "RuleStmt" => [(Target(statement), AccessExclusive)],
        "CreatePolicyStmt" or "AlterPolicyStmt" => [(RelationName.Of(statement.Child("table")), AccessExclusive)],
        "CommentStmt" when statement.Text("objtype") is "OBJECT_TABLE" or "OBJECT_VIEW" or "OBJECT_MATVIEW" or "OBJECT_INDEX" or "OBJECT_SEQUENCE" =>
            [(Dotted(statement.Child("object"), 0), ShareUpdateExclusive)],
        "CommentStmt" when statement.Text("objtype") is "OBJECT_COLUMN" => [(Dotted(statement.Child("object"), 1), ShareUpdateExclusive)],
        "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt" => [(Target(statement), RowExclusive)],
        "CopyStmt" => [(Target(statement), statement.Flag("is_from") ? RowExclusive : AccessShare)],
        "VacuumStmt" => statement.List("rels").Select(one => (RelationName.Of(one.Child("relation")), IsFull(statement) ? AccessExclusive : ShareUpdateExclusive)),
        "ClusterStmt" => [(Target(statement), AccessExclusive)],
        "ReindexStmt" when statement.Text("kind") == "REINDEX_OBJECT_TABLE" =>
            [(Target(statement), TransactionBlock.IsConcurrent(statement) ? ShareUpdateExclusive : Share)],
        "RefreshMatViewStmt" => [(Target(statement), statement.Flag("concurrent") ? Exclusive : AccessExclusive)],
        "LockStmt" => statement.List("relations").Select(relation => (RelationName.Of(relation), (LockMode)statement.Number("mode"))),
        "AlterSeqStmt" => [(RelationName.Of(statement.Child("sequence")), ShareRowExclusive)],
        "CreateStatsStmt" => statement.List("relations").Select(relation => (RelationName.Of(relation), ShareUpdateExclusive)),
        "SelectStmt" => statement.List("fromClause").Select(from => (RelationName.Of(from), statement.Has("lockingClause") ? RowShare : AccessShare)),
        _ => [],
    };

    static IEnumerable<(QualifiedName?, LockMode)> AlterTable(Node statement)
    {
        foreach (var command in statement.List("cmds"))
        {
            var definition = command.Child("def");
            yield return (Target(statement), AlterTableLock.Of(command));
            if (definition.Is("Constraint") && definition.Text("contype") == "CONSTR_FOREIGN")
                yield return (RelationName.Of(definition.Child("pktable")), ShareRowExclusive);
            foreach (var constraint in definition.List("constraints").Where(one => one.Text("contype") == "CONSTR_FOREIGN"))
                yield return (RelationName.Of(constraint.Child("pktable")), ShareRowExclusive);
            if (command.Text("subtype") is "AT_AttachPartition")
                yield return (RelationName.Of(definition.Child("name")), AccessExclusive);
            if (command.Text("subtype") is "AT_DetachPartition")
                yield return (RelationName.Of(definition.Child("name")), AccessExclusive);
            if (command.Text("subtype") is "AT_AddInherit" or "AT_DropInherit")
                yield return (RelationName.Of(definition), ShareUpdateExclusive);
        }
    }

    static IEnumerable<(QualifiedName?, LockMode)> CreateTable(Node statement)
    {
        // PARTITION OF changes the parent's partitions; plain INHERITS only counts a child.
        foreach (var parent in statement.List("inhRelations"))
            yield return (RelationName.Of(parent), statement.Has("partbound") ? AccessExclusive : ShareUpdateExclusive);
        foreach (var element in statement.List("tableElts"))
        {
            if (element.Is("TableLikeClause"))
                yield return (RelationName.Of(element.Child("relation")), AccessShare);
            foreach (var constraint in element.Is("Constraint") ? [element] : element.List("constraints"))
            {
                if (constraint.Text("contype") == "CONSTR_FOREIGN")
                    yield return (RelationName.Of(constraint.Child("pktable")), ShareRowExclusive);
            }
        }
    }

    static IEnumerable<(QualifiedName?, LockMode)> Drop(Node statement) => statement.Text("removeType") switch
    {
        "OBJECT_TABLE" or "OBJECT_VIEW" or "OBJECT_MATVIEW" or "OBJECT_SEQUENCE" or "OBJECT_FOREIGN_TABLE" or "OBJECT_INDEX" =>
            statement.List("objects").Select(one => (Dotted(one, 0), AccessExclusive)),
        "OBJECT_TRIGGER" or "OBJECT_POLICY" or "OBJECT_RULE" => statement.List("objects").Select(one => (Dotted(one, 1), AccessExclusive)),
        _ => [],
    };

    static QualifiedName? Target(Node statement) => RelationName.Of(statement.Child("relation"));

    static QualifiedName? Dotted(Node list, int without) =>
        RelationName.Of([.. list.List("items").SkipLast(without).Select(part => part.Text("sval"))]);

    static bool IsFull(Node vacuum) => vacuum.List("options").Any(option => option.Text("defname") == "full");
}
