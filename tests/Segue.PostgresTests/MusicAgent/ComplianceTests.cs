using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.MusicAgent;

public sealed class ComplianceTests(PostgresFixture postgres)
{
    const string User = "INSERT INTO users (id, email, username, password_hash) VALUES (1, 'Anna@example.org', 'anna', 'a secret');";

    [Fact]
    public async Task Every_change_of_consent_is_in_the_history_under_a_pseudonym()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(User);
        foreach (var granted in (string[])["false", "true", "true", "false"])
            await database.ExecuteAsync($"SELECT record_consent(1, 'marketing', {granted}, expires_at => now() + interval '1 year')");
        await database.ExecuteAsync("DELETE FROM consent");

        Assert.Equal(["refused", "given", "renewed", "withdrawn", "invalidated"],
            await database.ColumnAsync<string>("SELECT event_type FROM consent_history ORDER BY id"));
        Assert.Equal(1, await database.ScalarAsync<long>(
            "SELECT count(DISTINCT subject_ref) FROM consent_history JOIN subject_map USING (subject_ref, user_id)"));
    }

    [Theory]
    [InlineData("UPDATE audit_log SET action = 'x'")]
    [InlineData("UPDATE audit_log SET pii = NULL")]
    [InlineData("DELETE FROM audit_log")]
    [InlineData("TRUNCATE audit_log")]
    [InlineData("UPDATE consent_history SET granted = NOT granted")]
    [InlineData("DELETE FROM consent_history")]
    [InlineData("TRUNCATE consent_history")]
    public async Task The_logs_only_grow(string change)
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(User + "SELECT record_consent(1, 'marketing', true);");

        Assert.Equal("23001", (await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(change))).SqlState);
    }

    [Fact]
    public async Task The_audit_holds_personal_values_apart_and_secrets_not_at_all()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(User);
        await database.ExecuteAsync("""
            SET music_agent.actor_id = 7;
            UPDATE users SET phone = '+49 30 1', status = 'restricted', password_hash = 'other' WHERE id = 1;
            """);
        await database.ExecuteAsync("UPDATE users SET status = status");

        Assert.Equal(["insert ", "update 7"], await database.ColumnAsync<string>(
            "SELECT action || ' ' || coalesce(actor_id::text, '') FROM audit_log WHERE entity_id = 1 ORDER BY id"));
        Assert.Equal("""{"status": ["active", "restricted"]}""",
            await database.ScalarAsync<string>("SELECT data::text FROM audit_log WHERE action = 'update'"));
        Assert.Equal("""{"phone": [null, "+49 30 1"], "password_hash": "changed"}""",
            await database.ScalarAsync<string>("SELECT pii::text FROM audit_log WHERE action = 'update'"));
        Assert.Equal(0,
            await database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE audit_log::text ~ 'a secret' OR data::text ~* 'anna'"));
        Assert.Equal(0, await database.ScalarAsync<long>(
            "SELECT count(*) FROM audit_log WHERE pii_commit <> sha256(convert_to(salt::text || pii::text, 'UTF8'))"));
    }
}
