using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using CdcFunctions.Host.Commands.Failures;
using CdcFunctions.Operations.Configuration;
using Confluent.Kafka;
using Npgsql;

namespace CdcFunctions.Unit.Commands;

public sealed class DiagnosisTests
{
    private static readonly FailureContext Context = FailureContext.Of(new CdcOptions
    {
        Postgres = new PostgresOptions { ConnectionString = "Host=db;Username=cdc_writer;Password=hunter2;Database=warehouse" },
        Kafka = new KafkaOptions { Brokers = "k:9092", Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["sasl.password"] = "s3cret", ["ssl.ca.location"] = "/ca.pem" } },
    });

    [Theory]
    [InlineData("28P01", "password authentication failed", "PostgreSQL refused the login of cdc_writer at db:5432 (28P01). Check role and password of postgres.connectionString (CDC_POSTGRES__CONNECTIONSTRING).")]
    [InlineData("28000", "no pg_hba.conf entry", "PostgreSQL refused the login of cdc_writer at db:5432 (28000). Check that the role exists, may log in, and that pg_hba.conf lets it in: no pg_hba.conf entry")]
    [InlineData("3D000", "database does not exist", "There is no database warehouse at db:5432 (3D000). Create it (createdb warehouse), or change Database= in postgres.connectionString.")]
    [InlineData("42501", "permission denied for table users", "PostgreSQL does not let cdc_writer do this: permission denied for table users (42501). As its owner: GRANT SELECT, INSERT, UPDATE, DELETE ON \"users\" TO \"cdc_writer\";")]
    [InlineData("42501", "permission denied for schema shop", "As its owner: GRANT USAGE, CREATE ON SCHEMA \"shop\" TO \"cdc_writer\";")]
    [InlineData("42501", "permission denied for database warehouse", "As its owner: GRANT CONNECT, CREATE ON DATABASE \"warehouse\" TO \"cdc_writer\";")]
    [InlineData("42501", "permission denied for sequence s", "GRANT USAGE ON SEQUENCE \"s\" TO")]
    [InlineData("42501", "permission denied for function f", "GRANT EXECUTE ON FUNCTION \"f\" TO")]
    [InlineData("42501", "must be owner of table a\"b", "ALTER TABLE \"a\"\"b\" OWNER TO \"cdc_writer\"; or set schemaChanges: ignore")]
    [InlineData("42501", "Zugriff verweigert", "Grant the role \"cdc_writer\" what the message names")]
    [InlineData("53300", "too many clients", "has no connection left (53300). Lower postgres.maxConnections")]
    [InlineData("57P03", "starting up", "is starting up or shutting down (57P03). Try again in a moment.")]
    [InlineData("25006", "read-only", "is read-only (25006), so it is a standby.")]
    [InlineData("42P01", "relation \"x\" does not exist", "PostgreSQL at db:5432 refused a statement (42P01): relation \"x\" does not exist.")]
    public void A_refusal_of_PostgreSQL_says_what_to_do(string state, string message, string expected)
        => AssertFailed(expected, new PostgresException(message, "ERROR", "ERROR", state));

    [Fact]
    public void A_refused_table_is_named_with_its_schema_when_the_server_tells_it()
        => AssertFailed("ON \"shop\".\"users\" TO", new PostgresException("permission denied for table users", "ERROR", "ERROR", "42501", schemaName: "shop"));

    [Theory]
    [InlineData(SocketError.HostNotFound, "its name is not known")]
    [InlineData(SocketError.ConnectionRefused, "nothing listens there")]
    [InlineData(SocketError.TimedOut, "it did not answer")]
    [InlineData(SocketError.HostUnreachable, "there is no way to it")]
    [InlineData(SocketError.ConnectionReset, "ConnectionReset")]
    public void An_unreachable_server_says_why(SocketError error, string reason)
        => AssertFailed($"PostgreSQL at db:5432 cannot be reached: {reason}. Check Host= and Port=", new NpgsqlException("x", new SocketException((int)error)));

    [Fact]
    public void Other_faults_of_the_connection_are_told_apart()
    {
        AssertFailed("did not answer in time", new NpgsqlException("x", new TimeoutException()));
        AssertFailed("TLS with PostgreSQL at db:5432 failed: bad certificate.", new NpgsqlException("x", new AuthenticationException("bad certificate.")));
        AssertFailed("asks cdc_writer for a password, and there is none", new NpgsqlException("No password has been provided but the backend requires one (in SASL)"));
        AssertFailed("The connection to PostgreSQL at db:5432 failed: broken.", new NpgsqlException("broken"));
        AssertFailed("nothing listens there", new NpgsqlException("x", new AggregateException(new SocketException((int)SocketError.ConnectionRefused))));
    }

    [Theory]
    [InlineData(ErrorCode.Local_AllBrokersDown, "Kafka at k:9092 cannot be reached (Local_AllBrokersDown). Check kafka.brokers")]
    [InlineData(ErrorCode.Local_Transport, "Kafka at k:9092 cannot be reached")]
    [InlineData(ErrorCode.Local_Resolve, "The name of a Kafka broker at k:9092 is not known.")]
    [InlineData(ErrorCode.Local_Authentication, "Kafka at k:9092 refused the login")]
    [InlineData(ErrorCode.SaslAuthenticationFailed, "Check sasl.mechanism, sasl.username and sasl.password")]
    [InlineData(ErrorCode.Local_Ssl, "TLS with Kafka at k:9092 failed")]
    [InlineData(ErrorCode.TopicAuthorizationFailed, "does not let this client read a topic")]
    [InlineData(ErrorCode.GroupAuthorizationFailed, "does not let this client use its consumer group")]
    [InlineData(ErrorCode.UnknownTopicOrPart, "Kafka has no such topic")]
    [InlineData(ErrorCode.InvalidMsg, "Kafka at k:9092 reported InvalidMsg")]
    public void An_error_of_Kafka_says_what_to_do(ErrorCode code, string expected) => AssertFailed(expected, new KafkaException(new Error(code)));

    [Theory]
    [InlineData("nonsense.property", "x", "librdkafka has no property nonsense.property. Correct or remove it in kafka.properties")]
    [InlineData("socket.timeout.ms", "s3cret9", "The value of librdkafka's property socket.timeout.ms is not allowed.")]
    [InlineData("socket.timeout.ms", "-7", "The value of librdkafka's property socket.timeout.ms is not allowed.")]
    [InlineData("security.protocol", "https", "The value of librdkafka's property security.protocol is not allowed.")]
    public void A_property_that_librdkafka_refuses_is_named_without_its_value(string name, string value, string expected)
    {
        var failure = Record.Exception(() => new AdminClientBuilder(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value }).Build().Dispose());

        var diagnosis = Diagnosis.Of(failure!, Context);

        Assert.Contains(expected, diagnosis.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, diagnosis.ExitCode);
    }

    [Fact]
    public void A_connection_string_that_Npgsql_refuses_is_bad_configuration()
    {
        var failure = Record.Exception(() => new NpgsqlConnectionStringBuilder("Hots=x;Password=hunter2"));

        var diagnosis = Diagnosis.Of(failure!, Context);

        Assert.Equal(2, diagnosis.ExitCode);
        Assert.DoesNotContain("hunter2", diagnosis.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_use_names_the_setting()
        => AssertFailed("The address 127.0.0.1:8080 is in use by another process. Change host.listen (CDC_HOST__LISTEN)", new IOException("x", new SocketException((int)SocketError.AddressAlreadyInUse)));

    [Fact]
    public void Wrappers_are_looked_through()
        => AssertFailed("(28P01)", new TargetInvocationException(new AggregateException(new PostgresException("x", "ERROR", "ERROR", "28P01"))));

    [Fact]
    public void What_is_unknown_is_one_line_and_hides_every_secret()
    {
        var diagnosis = Diagnosis.Of(new InvalidDataException("a\nhunter2\ns3cret\nHost=db;Username=cdc_writer;Password=hunter2;Database=warehouse"), Context);

        Assert.Equal("Unexpected failure: InvalidDataException: a *** *** Host=db;Username=cdc_writer;Password=***;Database=warehouse", diagnosis.Problem);
        Assert.True(diagnosis.IsUnexpected);
    }

    private static void AssertFailed(string expected, Exception failure)
    {
        var diagnosis = Diagnosis.Of(failure, Context);
        Assert.Contains(expected, diagnosis.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, diagnosis.ExitCode);
        Assert.False(diagnosis.IsUnexpected);
    }
}
