namespace Segue.Revisions;

/// <summary>What a runner asks of a plan.</summary>
public static class PlanParts
{
    extension(Plan plan)
    {
        /// <summary>The statements that set something for the session and stand before a step in its revision, in an earlier transaction.</summary>
        public IReadOnlyList<Step> SettingsBefore(int index)
        {
            var step = plan.Steps[index];
            var settings = new List<Step>();
            for (var earlier = index - 1; earlier >= 0 && plan.Steps[earlier].Revision == step.Revision && plan.Steps[earlier].Direction == step.Direction; earlier--)
            {
                if (plan.Steps[earlier].Work is Work.Sql { SetsSession: true })
                    settings.Insert(0, plan.Steps[earlier]);
            }
            return settings;
        }

        /// <summary>A step makes an event trigger, or something that may bring one along.</summary>
        public bool MakesEventTrigger => plan.Steps.Any(step => step.Work is Work.Sql sql
            && (sql.Statement.Text.Contains("event trigger", StringComparison.OrdinalIgnoreCase) || sql.Statement.Text.Contains("extension", StringComparison.OrdinalIgnoreCase)));

        /// <summary>The session is as the revision before left it, and that cannot have set anything: neither statements that may, nor a step outside a transaction.</summary>
        public bool IsCleanBefore(int index)
        {
            if (index == 0 || plan.Steps[index - 1].Patience != plan.Steps[index].Patience)
                return false;
            var before = plan.Steps[index - 1];
            for (var earlier = index - 1; earlier >= 0 && plan.Steps[earlier].Revision == before.Revision; earlier--)
            {
                if (plan.Steps[earlier].Unit is null || plan.Steps[earlier].Patience != before.Patience || plan.Steps[earlier].Work is Work.Sql { MaySet: true } or Work.Verify or Work.Load or Work.Unload or Work.Code)
                    return false;
            }
            return true;
        }

        /// <summary>What the applied set says of the step's revision while this is the last step that was committed; null if it is finished then, or was run on demand.</summary>
        public AppliedRevision? Unfinished(Step last)
        {
            if (last.Direction == Direction.Run || last.Work is Work.Enter or Work.Leave)
                return null;
            foreach (var step in plan.Steps)
            {
                if (step.Revision == last.Revision && step.Work is Work.Enter enter)
                    return enter.Revision;
            }
            return new(last.Revision, new("", "", ""), "");
        }
    }
}
