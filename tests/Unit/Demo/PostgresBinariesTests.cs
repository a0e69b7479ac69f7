using CdcFunctions.Host.Demo.Servers;

namespace CdcFunctions.Unit.Demo;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cdc-binaries-").FullName;

    [Fact]
    public void The_newest_installed_version_is_taken()
    {
        Install("usr/lib/postgresql/9.6/bin");
        Install("usr/lib/postgresql/17/bin");
        Install("usr/lib/postgresql/15/bin");

        Assert.Equal(Path.Combine(_root, "usr/lib/postgresql/17/bin"), PostgresBinaries.Find(_ => null, _root));
    }

    [Fact]
    public void A_directory_without_the_server_is_passed_over()
    {
        Directory.CreateDirectory(Path.Combine(_root, "usr/lib/postgresql/18/bin"));
        Install("usr/pgsql-16/bin");

        Assert.Equal(Path.Combine(_root, "usr/pgsql-16/bin"), PostgresBinaries.Find(_ => null, _root));
    }

    [Fact]
    public void The_variable_wins_and_must_be_right()
    {
        Install("usr/lib/postgresql/17/bin");
        Install("mine");

        Assert.Equal(Path.Combine(_root, "mine"), PostgresBinaries.Find(Named(Path.Combine(_root, "mine")), _root));
        var failure = Assert.Throws<PrivateServerException>(() => PostgresBinaries.Find(Named("/nowhere"), _root));
        Assert.Contains("CDC_POSTGRES_BIN is \"/nowhere\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_server_the_message_says_how_to_get_one()
        => Assert.Contains("apt-get install postgresql", Assert.Throws<PrivateServerException>(() => PostgresBinaries.Find(_ => null, _root)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static Func<string, string?> Named(string directory) => name => name == "CDC_POSTGRES_BIN" ? directory : null;

    private void Install(string directory)
    {
        foreach (var program in new[] { "initdb", "postgres" })
        {
            Directory.CreateDirectory(Path.Combine(_root, directory));
            File.WriteAllText(Path.Combine(_root, directory, program), "");
        }
    }
}
