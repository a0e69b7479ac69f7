using CdcFunctions.Changes.Transactions;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Divides the records of a partition into transactions that are whole and those that wait. No clock, no I/O.</summary>
/// <remarks>
/// The connector sends transactions in the order of commits, one after the other, so a change of a later one tells that an earlier one is
/// over. After a restart it goes back and sends the tail again: a transaction that was interrupted keeps what it has and comes again.
/// </remarks>
internal sealed class TransactionPlanner(long largestInBatch)
{
    /// <summary>Plans one commit.</summary>
    /// <param name="open">What is open now; not changed.</param>
    /// <param name="marks">What each record says.</param>
    /// <param name="now">When the records are taken in.</param>
    public BatchPlan Plan(OpenTransactions open, ReadOnlySpan<TransactionMark> marks, DateTimeOffset now)
    {
        var plan = new BatchPlan(open.Copy());
        for (; plan.Count < marks.Length; plan.Count++)
        {
            if (!Take(plan, in marks[plan.Count], now))
            {
                break;
            }
        }

        foreach (var transaction in plan.After.All.Where(static open => open.Pending.Count > 0))
        {
            plan.Staged.Add((transaction, [.. transaction.Pending]));
            transaction.Staged += transaction.Pending.Count;
            transaction.Pending.Clear();
        }

        return plan;
    }

    // False when the plan must end before this record.
    private bool Take(BatchPlan plan, in TransactionMark mark, DateTimeOffset now)
    {
        switch (mark.Kind)
        {
            case TransactionMarkKind.Begin or TransactionMarkKind.Event:
                if (!CloseBefore(plan, mark.Id!))
                {
                    return false;
                }

                var current = plan.After.Current = plan.After.Open(mark.Id!, now);
                current.Pending.Add(plan.Count);
                if (mark.Kind == TransactionMarkKind.Event)
                {
                    current.See(in mark);
                }

                return true;

            case TransactionMarkKind.End:
                return TakeEnd(plan, in mark);

            default:
                TakeOther(plan, mark.Kind);
                return true;
        }
    }

    private bool TakeEnd(BatchPlan plan, in TransactionMark mark)
    {
        if (plan.After.Find(mark.Id!) is not { } ended)
        {
            // Staged with the one around it, so that who reads the stage again sees the log was still inside that.
            plan.EmptyEnds++;
            TakeOther(plan, mark.Kind);
            return true;
        }

        var missing = plan.After.IsRepeat(ended.Id) ? [] : ended.Missing(mark.Counts!);
        if (missing.Count > 0)
        {
            (plan.End, plan.Stopped, plan.EndFollows, plan.Missing) = (PlanEnd.Short, ended, true, missing);
            return false;
        }

        if (IsLarge(ended))
        {
            (plan.End, plan.Stopped, plan.EndFollows) = (PlanEnd.Large, ended, true);
            return false;
        }

        ended.Pending.Add(plan.Count);
        Release(plan, ended);
        return true;
    }

    private bool CloseBefore(BatchPlan plan, TransactionId next)
    {
        foreach (var left in plan.After.Before(next))
        {
            if (IsLarge(left))
            {
                (plan.End, plan.Stopped, plan.EndFollows) = (PlanEnd.Large, left, false);
                return false;
            }

            plan.WithoutEnd++;
            Release(plan, left);
        }

        return true;
    }

    private static void TakeOther(BatchPlan plan, TransactionMarkKind kind)
    {
        if (plan.After.Current is not { } current)
        {
            AddSingle(plan);
            return;
        }

        current.Pending.Add(plan.Count);
        current.Unreadable += kind == TransactionMarkKind.Unreadable ? 1 : 0;
    }

    private static void AddSingle(BatchPlan plan)
    {
        if (plan.Units is [.., { Id: null } last])
        {
            last.Records.Add(plan.Count);
        }
        else
        {
            plan.Units.Add(new PlannedUnit(null, false, [plan.Count]));
        }
    }

    private static void Release(BatchPlan plan, OpenTransaction whole)
    {
        var isRepeat = plan.After.IsRepeat(whole.Id);
        plan.Units.Add(new PlannedUnit(whole.Id, whole.Staged > 0, [.. whole.Pending]) { IsRepeat = isRepeat });
        plan.IsAdvance |= !isRepeat;
        plan.After.Close(whole);
    }

    // What is staged must be read back to be applied; more than a batch of it is streamed.
    private bool IsLarge(OpenTransaction transaction) => transaction.Staged > largestInBatch;
}
