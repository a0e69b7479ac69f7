using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>What may be done to a target table.</summary>
/// <param name="CanAlter">The role owns it, or may create it.</param>
/// <param name="IsLarge">Writing it anew would take long: that is left to a person.</param>
/// <param name="HasSchema">The schema is there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TargetCondition(bool CanAlter, bool IsLarge, bool HasSchema = true);
