using Microsoft.AspNetCore.Routing;

namespace CdcFunctions.Host.Web;

/// <summary>A group of addresses that the host answers.</summary>
public interface IWebEndpoints
{
    /// <summary>Adds the addresses.</summary>
    void Map(IEndpointRouteBuilder routes);
}
