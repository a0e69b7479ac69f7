using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Commands.Failures;

/// <summary>Prints why a command failed: lines for a person, one object for a script.</summary>
internal sealed class FailureReport(CommandSurroundings surroundings, bool isJson, bool isVerbose)
{
    /// <summary>Prints it; returns the exit code.</summary>
    public int Print(Exception failure, FailureContext context)
    {
        var diagnosis = Diagnosis.Of(failure, context);
        if (isJson)
        {
            var faults = (failure as ConfigurationException)?.Faults;
            JsonOutput.Write(surroundings.Out, new { ok = false, exitCode = diagnosis.ExitCode, error = diagnosis.Problem, remedy = diagnosis.Remedy, faults });
        }
        else
        {
            surroundings.Error.WriteLine(diagnosis.ToString());
        }

        if (isVerbose && failure is not ConfigurationException)
        {
            surroundings.Error.WriteLine(context.Hide(failure.ToString()));
        }

        return diagnosis.ExitCode;
    }
}
