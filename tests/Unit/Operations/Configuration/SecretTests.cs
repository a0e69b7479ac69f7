namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class SecretTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData("postgres: { connectionString: 'postgres://u:hunter2@h/d' }")]
    [InlineData("postgres: { connectionString: hunter2 }")]
    [InlineData("postgres: { connectionString: [hunter2] }")]
    [InlineData("postgres: { connectionstring: Host=x;Password=hunter2 }")]
    [InlineData("postgres: { password: hunter2 }")]
    [InlineData("postgres: { commandTimeout: Password=hunter2 }")]
    [InlineData("host: { listen: 'http://u:hunter2@x' }")]
    [InlineData("kafka: { brokers: 'sasl://u:hunter2@x:y' }")]
    [InlineData("kafka: { properties: { sasl.password: [hunter2] } }")]
    [InlineData("kafka:\n  properties:\n    sasl.password: \"hunter2\\q\"")]
    [InlineData("kafka:\n  properties:\n    sasl.password: *hunter2")]
    [InlineData("postgres:\n\tconnectionString: Password=hunter2")]
    [InlineData("postgres: { connectionString: Password=hunter2")]
    public void A_fault_never_shows_a_secret(string text)
    {
        var faults = Yaml.Faults(text, ("CDC_POSTGRES__MAXCONNECTIONS", "Host=x;pwd=hunter2"));

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal));
    }
}
