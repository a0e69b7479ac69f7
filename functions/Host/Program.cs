using CdcFunctions.Host;
using CdcFunctions.Host.Commands;

return await CommandLine.RunAsync(args, new Composition(), CommandSurroundings.OfProcess());
